"""Files read in worker processes with limits, so that no workbook can take the program down.

When a worker dies, the file it read is answered for, and the next file gets a new worker.
"""

from __future__ import annotations

import atexit
import multiprocessing
import pickle
import threading
from collections import deque
from itertools import chain
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Self, TypeAlias, cast

from bcr.workbook.bunches import Bunches
from bcr.workbook.serving import BEGUN, Answer, Order, serve, unread
from bcr.workbook.streamed import receive

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from bcr.provenance import Reading
    from bcr.workbook.bunches import Bunch
    from bcr.workbook.layouts.layout import Layout

_LEAST_SECONDS: Final = 20.0
_SECONDS: Final = 120.0
#: 10 MB have all the time there is.
_SECONDS_A_BYTE: Final = 10e-6
#: Starting a worker takes half a second; one that has not begun by then never will.
_SECONDS_TO_BEGIN: Final = 60.0
#: How long to wait for a thread whose worker was killed, before looking for a newer worker.
_SECONDS_TO_END: Final = 0.05

#: Numbers of some files, and their readings.
_Answered: TypeAlias = "tuple[Sequence[int], Sequence[Reading]]"


def read_files(
    paths: Sequence[Path],
    layouts: Sequence[Layout],
    *,
    workers: int = 2,
    seconds: float = _SECONDS,
    with_records: bool = True,
) -> Generator[Reading]:
    """Give the reading of each file, in the order given, whatever happens to the workers.

    The workers start at once, and read ahead while the caller is at something else. `seconds` is
    the longest that one file may take; a small one is given up well before. With records
    nobody is told why a table was understood so; without, that is sent back in their place.
    """
    order = Order(tuple(layouts), with_records)
    return _readings(_Pool(order, paths, min(workers, len(paths)), seconds))


def _readings(pool: _Pool) -> Generator[Reading]:
    with pool:
        yield from pool.readings()


class _Worker:
    """One process that reads the files it is given."""

    def __init__(self, order: Order) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(theirs, order), daemon=True)
        self.process.start()
        theirs.close()
        self._has_begun = False

    def give(self, bunch: Bunch) -> None:
        """Set it to some files; that it has died is noticed when its answer is waited for."""
        try:
            self._pipe.send(([str(path) for path in bunch.paths], bunch.largest))
        except OSError:
            return

    def answer(self, seconds: float) -> Answer | str:
        """Give what it says of the files it was given first; where it says nothing, why."""
        try:
            if not self._has_begun and self._pipe.poll(_SECONDS_TO_BEGIN):
                self._has_begun = self._pipe.recv() == BEGUN
            if not self._pipe.poll(seconds):
                return f"took longer than {seconds:.3g} s"
            return cast("Answer", receive(self._pipe))
        except (EOFError, OSError, pickle.UnpicklingError):
            return "failed"

    def stop(self) -> None:
        """End the process at once."""
        self._pipe.close()
        self.process.kill()
        self.process.join()


class _Reader(threading.Thread):
    """Keeps one worker busy, and answers for every file that it was given."""

    def __init__(self, pool: _Pool) -> None:
        super().__init__(daemon=True)
        self._pool = pool
        self._worker: _Worker | None = _Worker(pool.order)
        self._given: deque[Bunch] = deque()
        #: Of files given to a worker that died, each is read by itself: one may be to blame.
        self._suspects: deque[int] = deque()

    def run(self) -> None:
        """Read until there is nothing to read."""
        try:
            while self._give():
                self._receive(self._given.popleft())
        except BaseException as error:  # noqa: BLE001 - raised where readings are waited for
            self._pool.answers.put(error)
        finally:
            self._dismiss()

    def kill(self) -> None:
        """End the worker of the moment, whatever it reads; from another thread."""
        if (worker := self._worker) is not None:
            worker.process.kill()

    def _give(self) -> bool:
        """See to it that the worker has files, and the next before it has read them."""
        if self._suspects:
            self._hand(self._pool.bunches.single(self._suspects.popleft()))
            return bool(self._given)
        if not self._given:
            self._hand(self._pool.bunches.take())
        if len(self._given) == 1 and len(self._given[0].numbers) > 1:
            self._hand(self._pool.bunches.take_early())
        return bool(self._given)

    def _hand(self, bunch: Bunch | None) -> None:
        if bunch is None:
            return
        self._worker = self._worker or _Worker(self._pool.order)
        self._worker.give(bunch)
        self._given.append(bunch)

    def _receive(self, bunch: Bunch) -> None:
        """Pass on what the worker says of the files it was given first."""
        if self._worker is None:
            raise RuntimeError("nobody was given the files")
        said = self._worker.answer(self._pool.seconds_for(bunch))
        if isinstance(said, Answer):
            number = len(said.readings)
            self._pool.answers.put((bunch.numbers[:number], said.readings))
            if not said.is_fit:
                self._replace(bunch.numbers[number:])
        elif len(bunch.numbers) > 1 or self._given:
            self._replace(bunch.numbers)
        else:
            self._pool.answers.put((bunch.numbers, [unread(bunch.paths[0], said)]))
            self._dismiss()

    def _replace(self, unanswered: Sequence[int]) -> None:
        """Let another worker read what this one has not, file by file."""
        self._suspects.extend(unanswered)
        self._suspects.extend(chain.from_iterable(bunch.numbers for bunch in self._given))
        self._given.clear()
        self._dismiss()

    def _dismiss(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker = None


class _Pool:
    """Workers, each with a thread that waits for it, and the readings they gave."""

    def __init__(self, order: Order, paths: Sequence[Path], size: int, seconds: float) -> None:
        self.order = order
        self.bunches = Bunches(paths, size)
        self.answers: SimpleQueue[_Answered | BaseException] = SimpleQueue()
        self._number = len(paths)
        self._seconds = seconds
        self._readers = [_Reader(self) for _ in range(size)]
        for reader in self._readers:
            reader.start()
        # A program that ends in the middle ends its workers, which are then not to be replaced.
        atexit.register(self.bunches.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.bunches.close()
        atexit.unregister(self.bunches.close)
        for reader in self._readers:
            while reader.is_alive():
                reader.kill()
                reader.join(_SECONDS_TO_END)

    def seconds_for(self, bunch: Bunch) -> float:
        """Give what some files may take; small ones have no longer together than each alone."""
        return min(self._seconds, _LEAST_SECONDS + _SECONDS_A_BYTE * bunch.largest)

    def readings(self) -> Iterator[Reading]:
        """Hand the readings out in the order of the files."""
        done: dict[int, Reading] = {}
        for number in range(self._number):
            while number not in done:
                done |= self._next_answered()
            self.bunches.use(number)
            yield done.pop(number)

    def _next_answered(self) -> Iterator[tuple[int, Reading]]:
        answered = self.answers.get()
        if isinstance(answered, BaseException):
            raise answered
        return zip(*answered, strict=True)
