from __future__ import annotations

import datetime as dt
import subprocess
import sys
from multiprocessing import Pipe
from threading import Thread
from typing import TYPE_CHECKING, cast

import duckdb
import polars as pl
import pytest
from dataframely.exc import ValidationError

from bcr.provenance import CellRef, Problem, Reading, Severity
from bcr.store import queries
from bcr.store.database import open_store
from bcr.store.imports import append_imports
from bcr.store.known import known_sources
from bcr.workbook.serving import packed
from bcr.workbook.streamed import receive, send
from tests.store.readings import append_import, digest, export, reading, same

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = {"benefit_id": "queue", "baseline": 15.0, "target": 5.0}
UNREADABLE = Problem(CellRef("cases/a.xlsx", "Sheet1", "D4"), "approx. 2m", "Give a number.", "r")


def received(reading: Reading) -> Reading:
    """Give a reading as it comes over a pipe."""
    here, there = Pipe()
    Thread(target=send, args=(there, reading)).start()
    return cast("Reading", receive(here))


def test_importing_a_file_twice_leaves_the_store_as_importing_it_once(tmp_path: Path) -> None:
    file = reading("a", benefits=[QUEUE], problems=(UNREADABLE,))
    with open_store(tmp_path / "s") as connection:
        assert append_import(connection, file).status == "imported"
        once = export(connection)
        assert append_import(connection, file).status == "unchanged"
        assert same(export(connection), once)


def test_the_same_content_under_another_path_is_unchanged_and_names_the_first_path(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path / "s") as connection:
        append_import(connection, reading("a", path="2023/a.xlsx", benefits=[QUEUE]))
        once = export(connection)
        copy = append_import(connection, reading("a", path="copy of a.xlsx", benefits=[QUEUE]))
        assert (copy.status, copy.path, copy.stored_as) == (
            "unchanged",
            "copy of a.xlsx",
            "2023/a.xlsx",
        )
        assert same(export(connection), once)


def test_an_outcome_counts_the_records_by_table(tmp_path: Path) -> None:
    file = reading("a", cases=[{"case_id": "ferry"}], benefits=[QUEUE, QUEUE])
    with open_store(tmp_path / "s") as connection:
        assert append_import(connection, file).records == {"cases": 1, "benefits": 2}
        assert queries.sources(connection)["records"].to_list() == [3]
        assert known_sources(connection).keys() == {digest("a")}


def test_a_refused_file_leaves_no_trace(tmp_path: Path) -> None:
    file = reading("a", benefits=[QUEUE])._replace(refused="encrypted")
    with open_store(tmp_path / "s") as connection:
        before = export(connection)
        assert append_import(connection, file).status == "refused"
        assert same(export(connection), before)


def test_a_file_without_records_is_stored_with_its_problems(tmp_path: Path) -> None:
    file = Reading("empty.xlsx", digest("e"), 0, problems=(UNREADABLE,))
    with open_store(tmp_path / "s") as connection:
        assert append_import(connection, file).status == "imported"
        assert queries.sources(connection)["path"].to_list() == ["empty.xlsx"]
        assert queries.problems(connection)["found"].to_list() == ["approx. 2m"]


def test_a_column_that_no_cell_fed_is_null(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as connection:
        append_import(connection, reading("a", benefits=[QUEUE]))
        stored = queries.current(connection, "benefits")
    assert stored.select("owner", "class", "due_on", "row").rows() == [(None, None, None, 2)]


def test_problems_keep_their_order_place_and_words(tmp_path: Path) -> None:
    second = Problem(CellRef("x"), "", "Nothing is there.", "r2", Severity.NOTICE)
    with open_store(tmp_path / "s") as connection:
        append_import(connection, reading("a", problems=(UNREADABLE, second), benefits=[QUEUE]))
        stored = queries.problems(connection)
    a, x = stored.drop("source_id").rows()
    assert a == ("cases/a.xlsx", "Sheet1", "D4", "approx. 2m", "Give a number.", "r", "error")
    assert x == ("cases/a.xlsx", "", "", "", "Nothing is there.", "r2", "notice")


@pytest.mark.parametrize(
    "broken",
    [
        reading("b", benefits=[QUEUE | {"case_id": ""}]),
        reading("b", benefits=[QUEUE | {"target": float("nan")}]),
        reading("b", benefits=[QUEUE | {"target": "5"}]),
        reading("b", benefits=[QUEUE | {"colour": "red"}]),
        reading("b", benefits=[QUEUE | {"block": 1}]),
        reading("b", misfits=[QUEUE]),
    ],
    ids=["empty id", "not a number", "text for a number", "no such column", "no block", "no table"],
)
def test_records_that_break_their_schema_raise_and_store_nothing(
    tmp_path: Path, broken: Reading
) -> None:
    with open_store(tmp_path / "s") as connection:
        append_import(connection, reading("a", benefits=[QUEUE]))
        before = export(connection)
        with pytest.raises((ValidationError, TypeError, ValueError)):
            append_import(connection, broken)
        assert same(export(connection), before)


def test_a_failure_in_the_middle_of_a_file_stores_nothing_of_it(tmp_path: Path) -> None:
    file = reading("b", cases=[{"case_id": "ferry"}], benefits=[QUEUE])
    with open_store(tmp_path / "s") as connection:
        append_import(connection, reading("a", benefits=[QUEUE]))
        before = export(connection)
        connection.execute("ALTER TABLE benefits RENAME TO away")
        with pytest.raises(duckdb.CatalogException, match="benefits"):
            append_import(connection, file)
        connection.execute("ALTER TABLE away RENAME TO benefits")
        assert same(export(connection), before)
        assert append_import(connection, file).status == "imported"


def test_records_that_come_as_series_are_stored_as_those_that_come_as_lists(tmp_path: Path) -> None:
    noise = {"benefit_id": "noise", "target": 5, "due_on": dt.date(2024, 3, 1), "better": "lower"}
    file = reading("a", benefits=[noise, QUEUE], cases=[{"case_id": "ferry"}])
    other = reading("b", benefits=[noise | {"owner": "Ann"}])
    with open_store(tmp_path / "one") as connection:
        append_imports(connection, [other, file])
        expected = export(connection)
    series = received(packed(file, many=0))
    assert isinstance(series.records["benefits"]["due_on"], pl.Series)
    assert isinstance(series.records["benefits"]["target"], list), "of numbers of two kinds"
    with open_store(tmp_path / "other") as connection:
        append_imports(connection, [other, series])
        assert same(export(connection), expected)


def test_texts_that_come_as_a_series_are_not_taken_for_numbers(tmp_path: Path) -> None:
    broken = received(packed(reading("b", benefits=[QUEUE | {"target": "5"}]), many=0))
    with open_store(tmp_path / "s") as connection, pytest.raises(TypeError, match="target"):
        append_import(connection, broken)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from bcr.errors import BcrError
from bcr.store.database import open_store
from tests.store.readings import append_import, reading
store = Path(sys.argv[1])
with open_store(store) as connection:
    append_import(connection, reading("a", benefits=[{"benefit_id": "queue"}]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = store.stat().st_size + 4096
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
many = [{"benefit_id": f"b{n}", "title": f"{hash(n * 7.1)}" * 20} for n in range(40_000)]
try:
    with open_store(store) as connection:
        append_import(connection, reading("b", benefits=many))
except BcrError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of a file")
def test_a_disk_that_fills_up_is_a_clear_message_and_keeps_the_last_whole_file(
    tmp_path: Path,
) -> None:
    store = tmp_path / "s"
    command = [sys.executable, "-c", FULL_DISK, str(store)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "could not be read or written" in run.stdout
    assert "Nothing is half stored" in run.stdout
    with open_store(store) as connection:
        assert queries.sources(connection)["path"].to_list() == ["cases/a.xlsx"]
        assert append_import(connection, reading("b", benefits=[QUEUE])).status == "imported"


def test_files_stored_together_are_stored_as_one_after_the_other(tmp_path: Path) -> None:
    files = [
        reading("a", benefits=[QUEUE], problems=(UNREADABLE,)),
        reading(
            "b", cases=[{"case_id": "ferry"}], benefits=[{"benefit_id": "noise", "owner": "B"}]
        ),
        reading("a", path="copy of a.xlsx", benefits=[QUEUE]),
        reading("c", benefits=[QUEUE])._replace(refused="encrypted"),
        reading("d", observations=[{"kpi_id": "calls", "value": 4.0}]),
    ]
    with open_store(tmp_path / "one") as connection:
        singly = [append_import(connection, file) for file in files]
        expected = export(connection)
    with open_store(tmp_path / "other") as connection:
        assert append_imports(connection, files) == singly
        assert same(export(connection), expected)


def test_of_files_stored_together_none_is_stored_when_one_breaks_its_schema(tmp_path: Path) -> None:
    broken = reading("b", benefits=[QUEUE | {"better": "sideways"}])
    with open_store(tmp_path / "s") as connection:
        before = export(connection)
        with pytest.raises(Exception, match="sideways"):
            append_imports(connection, [reading("a", benefits=[QUEUE]), broken])
        assert same(export(connection), before)
