"""Workers: whatever a file does to them, the run goes on and every file is answered for."""

from __future__ import annotations

import multiprocessing
import os
import struct
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bcr.workbook.files.content import content_hash
from bcr.workbook.files.together import File, files_together
from bcr.workbook.serving import Order, readings_of
from bcr.workbook.worker import read_files
from tests.workbook.books import only, rules, sheets_in, write_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE


@pytest.fixture
def register(tmp_path: Path) -> Callable[[str], Path]:
    """Write a register of one benefit and give its path."""

    def written(title: str) -> Path:
        table = f"Benefit ID | Benefit | Target\nB-001 | {title} | 80"
        return write_book(tmp_path / f"{title}.xlsx", sheets_in(table))

    return written


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """An .xls whose directory goes round in a circle: the native reader follows it till it dies."""
    path = tmp_path / "endless.xls"
    head = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6)
    sectors = struct.pack("<9I", 0, 1, 0, 0, 4096, _END, 0, _END, 0)
    table = struct.pack("<109I", 0, *[_FREE] * 108)
    circle = struct.pack("<128I", 0, *[_FREE] * 127)
    path.write_bytes(head + sectors + table + circle)
    return path


def test_readings_come_in_the_order_of_the_files(register: Callable[[str], Path]) -> None:
    paths = [register(f"benefit {number}") for number in range(7)]
    titles = [only(reading, "benefits")["title"] for reading in read_files(paths, [], workers=3)]
    assert titles == [path.stem for path in paths]


def test_reasons_are_told_to_who_asks_for_no_records(register: Callable[[str], Path]) -> None:
    path = register("Fewer calls")
    (stored,) = read_files([path], [])
    (checked,) = read_files([path], [], with_records=False)
    assert stored.records
    assert [block.reasons for block in stored.blocks] == [()]
    assert not checked.records
    assert [len(block.reasons) for block in checked.blocks] == [3]


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no such steps there")
def test_a_worker_steps_back_for_who_uses_what_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "never there.xlsx"
    os.mkfifo(path)
    with closing(read_files([path], [], workers=1)):
        (worker,) = multiprocessing.active_children()
        assert worker.pid
        ours, until = os.getpriority(os.PRIO_PROCESS, 0), time.monotonic() + 30
        while os.getpriority(os.PRIO_PROCESS, worker.pid) == ours < 19:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_reader_that_dies_takes_nobody_with_it(
    register: Callable[[str], Path], endless: Path
) -> None:
    before, after = register("before"), register("after")
    first, dead, last = read_files([before, endless, after], [], workers=1)
    assert only(first, "benefits")["title"] == "before"
    assert only(last, "benefits")["title"] == "after"
    assert rules(dead) == {"file-unreadable"}
    assert "Reading the file failed" in dead.refused
    assert dead.source_id == content_hash(endless)


#: On a quick machine the endless file meets the worker's limit of memory before that of time.
GIVEN_UP = ("Reading the file took longer than 1.5 s", "Reading the file failed")


def test_a_file_that_takes_too_long_is_given_up(
    register: Callable[[str], Path], endless: Path
) -> None:
    slow, quick = read_files([endless, register("quick")], [], workers=2, seconds=1.5)
    assert slow.refused.startswith(GIVEN_UP)
    assert only(quick, "benefits")["title"] == "quick"


def test_a_slow_file_is_given_up_while_others_are_being_read(
    register: Callable[[str], Path], endless: Path
) -> None:
    others = [register(f"benefit {number}") for number in range(40)]
    slow, *rest = read_files([endless, *others], [], workers=2, seconds=1.5)
    assert slow.refused.startswith(GIVEN_UP)
    assert all(not reading.refused for reading in rest)


def test_a_file_that_is_gone_is_answered_for(register: Callable[[str], Path]) -> None:
    gone, there = register("gone"), register("there")
    gone.unlink()
    missing, found = read_files([gone, there], [], workers=1)
    assert "was not possible (No such file" in missing.refused
    assert not found.refused


def test_files_read_side_by_side_say_what_each_says_alone(
    register: Callable[[str], Path], tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(register("whole").read_bytes()[:-40])
    text = tmp_path / "text.csv"
    text.write_text("Benefit ID,Benefit,Target\nB1,Calls,80\n")
    paths = [register("a"), register("b"), damaged, register("c"), text, tmp_path / "gone.xlsx"]
    together, _ = readings_of(files_together([*paths, *paths]), Order((), with_records=True))
    alone = [readings_of([File(path)], Order((), with_records=True))[0][0] for path in paths]
    assert together == alone * 2


def test_a_sheet_that_few_bytes_make_large_is_read_by_itself(tmp_path: Path) -> None:
    def register(row: int) -> Path:
        def put(book: Workbook) -> None:
            book.worksheets[0].cell(row, 1).value = "end"

        return write_book(tmp_path / f"{row}.xlsx", {"S": [["Benefit"]]}, put)

    near, far = register(20), register(1_048_576)
    assert [file.is_small for file in files_together([near, far, near])] == [True, False, True]


class Boundless(type(Path())):  # type: ignore[misc] # the kind of path that this system has
    """Of whose name no end is found."""

    @property
    def stem(self) -> str:
        raise MemoryError


def test_nothing_is_said_of_files_beside_one_that_harms_the_worker(
    register: Callable[[str], Path],
) -> None:
    order = Order((), with_records=True)
    harmful, other = File(Boundless(register("endless"))), File(register("other"))
    assert readings_of([other, harmful], order) == ([], False)
    (reading,), is_fit = readings_of([harmful], order)
    assert "needs more memory" in reading.refused
    assert not is_fit


def test_no_file_needs_no_worker() -> None:
    assert not list(read_files([], []))


END_EARLY = """
import sys
from pathlib import Path
from bcr.workbook.worker import read_files
if __name__ == "__main__":
    readings = read_files([Path(name) for name in sys.argv[1:]], [], workers=2)
    next(readings)
    sys.exit("ended early")
"""


def test_a_program_that_ends_in_the_middle_leaves_no_worker_behind(
    register: Callable[[str], Path], tmp_path: Path
) -> None:
    paths = [str(register(f"benefit {number}")) for number in range(40)]
    script = tmp_path / "end_early.py"
    script.write_text(END_EARLY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), *paths],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stderr == "ended early\n"
