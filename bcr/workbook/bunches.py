"""Files that wait to be read, handed out some at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.serving import size_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Small files are read together: to speak of each alone takes as long as to read it.
_FILES: Final = 128
_BYTES: Final = 1_180_000
#: One with more bytes is read by itself.
_LARGE: Final = 100_000
#: A worker has at most half of its share of what waits, so that all end together.
_OF_SHARE: Final = 2
#: How far readers may be ahead of who uses what they read: files, and bytes of them.
_FILES_AHEAD: Final = 2_000
_BYTES_AHEAD: Final = 50_000_000
#: Bytes that one worker has read before another has begun and the caller can use what they read.
_WORTH_A_WORKER: Final = 800_000


def workers_for(paths: Sequence[Path], most: int, *, each: int = _WORTH_A_WORKER) -> int:
    """Give how many workers are worth their start for some files: one more for `each` bytes."""
    size = 0
    for path in paths:
        size += size_of(path)
        if size >= most * each:
            break
    return min(most, len(paths), 1 + size // each)


class Bunch(NamedTuple):
    """Files that a worker is given together."""

    #: Of each file.
    numbers: tuple[int, ...]
    paths: tuple[Path, ...]
    #: Bytes of the largest.
    largest: int


class Bunches:
    """The files of a run in their order; any number of threads may take from it."""

    def __init__(self, paths: Sequence[Path], workers: int) -> None:
        self._paths = paths
        self._workers = workers
        self._next = 0
        #: Sizes of the files that were taken and not used yet.
        self._ahead: dict[int, int] = {}
        self._is_closed = False
        self._changed = threading.Condition()

    def take(self) -> Bunch | None:
        """Give the next files once they are wanted; nothing when there are no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or not self._is_far_ahead())
            return self._taken(max(self._most(), 1))

    def take_early(self) -> Bunch | None:
        """Give more files to one who has some, where many wait: the last go to who is idle."""
        with self._changed:
            most = self._most()
            return None if most < 2 or self._is_far_ahead() else self._taken(most)

    def single(self, number: int) -> Bunch | None:
        """Give one file that was taken before by itself."""
        if self._is_closed:
            return None
        path = self._paths[number]
        return Bunch((number,), (path,), size_of(path))

    def use(self, number: int) -> None:
        """Note that what a file says has been used."""
        with self._changed:
            del self._ahead[number]
            self._changed.notify_all()

    def close(self) -> None:
        """Hand out no more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _is_far_ahead(self) -> bool:
        return len(self._ahead) >= _FILES_AHEAD or sum(self._ahead.values()) >= _BYTES_AHEAD

    def _most(self) -> int:
        """Give how many files go together at most: the fewer are left, the fewer."""
        left = len(self._paths) - self._next
        return min(_FILES, left // (_OF_SHARE * self._workers))

    def _taken(self, most: int) -> Bunch | None:
        """Give the next files, as many as are small enough together; a large one by itself."""
        if self._is_closed:
            return None
        first, left = self._next, _BYTES
        sizes: dict[int, int] = {}
        for number, path in enumerate(self._paths[first : first + most], first):
            size = size_of(path)
            if sizes and size > min(left, _LARGE):
                break
            sizes[number] = size
            left = left - size if size <= _LARGE else 0
        if not sizes:
            return None
        self._next += len(sizes)
        self._ahead |= sizes
        paths = tuple(self._paths[first : self._next])
        return Bunch(tuple(sizes), paths, max(sizes.values()))
