"""Files read in worker processes with limits, so that no workbook can take the program down.

A native reader may abort, hang or ask for all memory there is. Then the worker dies, the file is
answered for, and the next file gets a new worker.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from bcr.provenance import CellRef, Problem, Reading
from bcr.workbook.files.content import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from bcr.workbook.layouts.layout_file import Layout

#: Memory of a worker: what a small file may ask for, and the most that any may. Genuine workbooks
#: of 200,000 rows need well under it.
_LEAST_MEMORY: Final = 900 * 2**20
_MEMORY: Final = 3 * 2**30
#: Bytes of memory for each byte of a file.
_MEMORY_A_BYTE: Final = 600
_LEAST_SECONDS: Final = 20.0
_SECONDS: Final = 120.0
#: 10 MB have all the time there is.
_SECONDS_A_BYTE: Final = 10e-6
#: Starting a worker takes half a second; one that has not begun by then never will.
_SECONDS_TO_BEGIN: Final = 60.0
#: Objects made before a worker looks for unused ones: the cells of a sheet refer to nothing.
_ALLOCATIONS: Final = 100_000
#: What a worker says once it can read.
_BEGUN: Final = "begun"


def read_files(
    paths: Sequence[Path],
    layouts: Sequence[Layout],
    *,
    workers: int = 2,
    seconds: float = _SECONDS,
    with_records: bool = True,
) -> Iterator[Reading]:
    """Give the reading of each file, in the order given, whatever happens to the workers.

    The workers start at once, so that a caller can make ready while they do. `seconds` is the
    longest that one file may take; a small one is given up well before. Without records, only what
    was found in a file and what is wrong with it is sent back.
    """
    order = _Order(tuple(layouts), with_records)
    return _readings(_Pool(order, min(workers, len(paths)), seconds), paths)


def _readings(pool: _Pool, paths: Sequence[Path]) -> Iterator[Reading]:
    with pool:
        yield from pool.readings(paths)


class _Order(NamedTuple):
    """How a worker is to read its files, and what to send back."""

    layouts: tuple[Layout, ...]
    with_records: bool


class _Worker:
    """One process that reads the files it is given, one at a time."""

    def __init__(self, order: _Order, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, order), daemon=True
        )
        self.process.start()
        theirs.close()
        #: Number of the file that is being read.
        self.file: int | None = None
        self._most = seconds
        #: What the file in hand may take.
        self._seconds = seconds
        self._until = time.monotonic() + _SECONDS_TO_BEGIN
        self._has_begun = False

    def give(self, number: int, path: Path) -> None:
        """Set it to a file; that it has died is noticed when its answer is waited for."""
        self.file = number
        self._seconds = min(self._most, _LEAST_SECONDS + _SECONDS_A_BYTE * size_of(path))
        if self._has_begun:
            self._until = time.monotonic() + self._seconds
        try:
            self.pipe.send(path)
        except OSError:
            self._until = 0.0

    def left(self) -> float:
        """Give the seconds left until its answer is overdue."""
        return max(self._until - time.monotonic(), 0.0)

    def answer(self, path: Path) -> tuple[Reading, bool] | None:
        """Give the reading of its file and whether it is fit for more; nothing while it reads."""
        try:
            if not self.pipe.poll():
                overdue = f"took longer than {self._seconds:.3g} s"
                return None if self.left() else (unread(path, overdue), False)
            said: tuple[Reading, bool] | str = self.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return unread(path, "failed"), False
        if isinstance(said, tuple):
            return said
        self._has_begun = True
        self._until = time.monotonic() + self._seconds
        return None

    def stop(self) -> None:
        """End the process at once."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool:
    def __init__(self, order: _Order, size: int, seconds: float) -> None:
        self._order, self._seconds = order, seconds
        self._workers = [_Worker(order, seconds) for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def readings(self, paths: Sequence[Path]) -> Iterator[Reading]:
        """Keep every worker busy; hand the answers out in order."""
        waiting = iter(enumerate(paths))
        done: dict[int, Reading] = {}
        for next_out in range(len(paths)):
            self._set_to_work(waiting)
            while next_out not in done:
                done |= self._answers(paths)
                self._set_to_work(waiting)  # before a reading is handed out: its user takes time
            yield done.pop(next_out)

    def _set_to_work(self, waiting: Iterator[tuple[int, Path]]) -> None:
        """Give each idle worker the next file, while there are any."""
        for worker in self._workers:
            if worker.file is None and (file := next(waiting, None)) is not None:
                worker.give(*file)

    def _answers(self, paths: Sequence[Path]) -> Iterator[tuple[int, Reading]]:
        """Wait until a worker answers, dies or is overdue, and give what there is then."""
        busy = [worker for worker in self._workers if worker.file is not None]
        wait([worker.pipe for worker in busy], timeout=min(worker.left() for worker in busy))
        for worker in busy:
            if worker.file is None or (answer := worker.answer(paths[worker.file])) is None:
                continue
            reading, is_fit = answer
            yield worker.file, reading
            worker.file = None
            if not is_fit:
                self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        worker.stop()
        self._workers[self._workers.index(worker)] = _Worker(self._order, self._seconds)


def unread(path: Path, what: str) -> Reading:
    """Give the answer for a file that could not be read to the end."""
    message = (
        f"Reading the file {what}, so nothing of it was used; open it in Excel and save its "
        "benefits sheet as a new .xlsx."
    )
    problem = Problem(CellRef(path.as_posix()), "", message, "file-unreadable")
    try:
        source_id = content_hash(path)
    except OSError:
        source_id = ""
    return Reading(path.as_posix(), source_id, size_of(path), problems=(problem,), refused=message)


def _serve(pipe: Connection, order: _Order) -> None:
    """Read files until the pipe closes; runs in the worker process."""
    _silence()
    import bcr.workbook.reading  # noqa: F401 - the parent needs none of it

    gc.set_threshold(_ALLOCATIONS)
    pipe.send(_BEGUN)
    while True:
        try:
            path = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        _limit_memory(_LEAST_MEMORY + _MEMORY_A_BYTE * size_of(path))
        pipe.send(_reading(path, order))


def _reading(path: Path, order: _Order) -> tuple[Reading, bool]:
    """Give what a file says, and whether the worker is fit to read another."""
    from bcr.workbook.reading import read_file

    try:
        return read_file(path, order.layouts, with_records=order.with_records), True
    except OSError as error:
        return unread(path, f"was not possible ({error.strerror or error})"), True
    except MemoryError:
        return unread(path, "needs more memory than a workbook may"), False
    except BaseException as error:  # noqa: BLE001 - a native panic is no Exception
        return unread(path, f"failed ({type(error).__name__}: {str(error)[:200]})"), False


def _limit_memory(most: int) -> None:
    """Let this process have so much memory and no more; the next file may have more.

    Address space would be the wrong measure: threads reserve far more of it than they use.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (min(most, _MEMORY), _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def size_of(path: Path) -> int:
    """Give the bytes of a file; none of one that is gone or closed to us."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _silence() -> None:
    """Keep the dying words of native readers off the terminal; the file is answered for anyway."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
