"""What runs in a worker process: files are read under limits, small ones side by side.

A native reader may abort, hang or ask for all memory there is; here that is nobody's end but its
own.
"""

from __future__ import annotations

import gc
import os
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.provenance import CellRef, Problem, Reading, path_as_text
from bcr.workbook.files.content import content_hash
from bcr.workbook.streamed import send

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from multiprocessing.connection import Connection

    import polars as pl

    from bcr.workbook.files.together import File
    from bcr.workbook.layouts.layout import Layout
    from bcr.workbook.reading import Asked

#: Memory of a worker: what a small file may ask for, and the most that any may. Genuine workbooks
#: of 200,000 rows need well under it.
_LEAST_MEMORY: Final = 900 * 2**20
_MEMORY: Final = 3 * 2**30
#: Bytes of memory for each byte of a file.
_MEMORY_A_BYTE: Final = 600
#: Steps of priority below the caller, of 19.
_NICENESS: Final = 5
#: Bytes of the largest block by which glibc learns how much free memory to keep: twice as many.
_LARGEST_LEARNT_FROM: Final = 32 * 2**20 - 2**16
#: Objects made before a worker looks for unused ones, between files: the cells of a sheet refer to
#: nothing.
_ALLOCATIONS: Final = 100_000
#: Values of a file from which a series for each of its columns is worth the while.
_MANY: Final = 1_000_000
#: What a worker says once it can read.
BEGUN: Final = "begun"


class Order(NamedTuple):
    """How a worker is to read its files, and what to send back."""

    layouts: tuple[Layout, ...]
    #: Else with the reasons why each table was understood so.
    with_records: bool


class Answer(NamedTuple):
    """What a worker says of the files that it was given together."""

    #: Of all of them, where the worker is fit to read more.
    readings: list[Reading]
    is_fit: bool


def serve(pipe: Connection, order: Order) -> None:
    """Read files until the pipe closes."""
    _silence()
    _step_back()
    _keep_what_is_freed()
    gc.disable()
    import bcr.workbook.reading  # noqa: F401 - the parent needs none of it

    gc.freeze()
    pipe.send(BEGUN)
    while True:
        try:
            paths, largest = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        _limit_memory(_LEAST_MEMORY + _MEMORY_A_BYTE * largest)
        send(pipe, _answer(paths, order))


def _answer(paths: Sequence[str], order: Order) -> Answer:
    from bcr.workbook.files.together import files_together

    readings: list[Reading] = []
    is_fit = True
    for some in _side_by_side(files_together(list(map(Path, paths)))):
        read, is_fit = readings_of(some, order)
        readings += read
        if not is_fit:
            break
        if gc.get_count()[0] > _ALLOCATIONS:
            gc.collect()
    return Answer(list(map(packed, readings)), is_fit)


def _side_by_side(files: Sequence[File]) -> Iterator[list[File]]:
    """Give small files that come one after the other together, and each other one alone."""
    for are_small, run in groupby(files, lambda file: file.is_small):
        some = [*run]
        yield from [some] if are_small else [[one] for one in some]


def readings_of(files: Sequence[File], order: Order) -> tuple[list[Reading], bool]:
    """Give what some files say, read in step, and whether the worker is fit to read more.

    Where it is not, any of several may have harmed the others: nothing is said of them.
    """
    from bcr.workbook.steps import in_step

    both = in_step([_reading(file, order) for file in files])
    is_fit = all(fit for _, fit in both)
    return [reading for reading, _ in both] if is_fit or len(both) == 1 else [], is_fit


def packed(reading: Reading, *, many: int = _MANY) -> Reading:
    """Give a reading whose records, where they are many, are received as series.

    Of each column one is made while the next is still on its way.
    """
    if reading.values < many:
        return reading
    records = {
        table: {
            name: _Column(down) if isinstance(down, list) else down
            for name, down in columns.items()
        }
        for table, columns in reading.records.items()
    }
    return reading._replace(records=records)


class _Column(list[object]):
    """A column that is a series once it was pickled and sent."""

    def __reduce__(self) -> tuple[Callable[[list[object]], object], tuple[list[object]]]:
        return _series, ([*self],)


def _series(column: list[object]) -> pl.Series | list[object]:
    """Give a column as a series; one of values of different kinds stays a list."""
    import polars as pl

    try:
        return pl.Series(column)
    except TypeError:
        return column


def _reading(file: File, order: Order) -> Generator[None, None, tuple[Reading, bool]]:
    """Give what a file says, step by step, and whether the worker is fit to read another."""
    from bcr.workbook.reading import reading_in_steps

    path = file.path
    try:
        asked: Asked = "records" if order.with_records else "reasons"
        return (yield from reading_in_steps(file, order.layouts, asked=asked)), True
    except OSError as error:
        return unread(path, f"was not possible ({error.strerror or error})"), True
    except MemoryError:
        return unread(path, "needs more memory than a workbook may"), False
    except BaseException as error:  # noqa: BLE001 - a native panic is no Exception
        return unread(path, f"failed ({type(error).__name__}: {str(error)[:200]})"), False


def unread(path: Path, what: str) -> Reading:
    """Give the answer for a file that could not be read to the end."""
    message = (
        f"Reading the file {what}, so nothing of it was used; open it in Excel and save its "
        "benefits sheet as a new .xlsx."
    )
    shown = path_as_text(path)
    problem = Problem(CellRef(shown), "", message, "file-unreadable")
    try:
        source_id = content_hash(path)
    except OSError:
        source_id = ""
    return Reading(shown, source_id, size_of(path), problems=(problem,), refused=message)


def size_of(path: Path) -> int:
    """Give the bytes of a file; none of one that is gone or closed to us."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _limit_memory(most: int) -> None:
    """Let this process have so much memory and no more; the next files may have more.

    Address space would be the wrong measure: threads reserve far more of it than they use.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (min(most, _MEMORY), _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _step_back() -> None:
    """Leave the processor to who stores what is read, and to whatever else is on the machine."""
    if sys.platform != "win32":
        os.nice(_NICENESS)


def _keep_what_is_freed() -> None:
    """Let the next files have the memory of those before, rather than ask for it anew each time.

    glibc gives back what lies free beyond twice the largest block that was freed, and what is made
    of some small workbooks is larger than any block of theirs. Elsewhere this does nothing.
    """
    bytes(_LARGEST_LEARNT_FROM)  # never written to: it takes up an address and no memory


def _silence() -> None:
    """Keep the dying words of native readers off the terminal; the file is answered for anyway."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
