"""Readers have a copy of the store while others write to it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bcr.errors import BcrError, StoreLockedError
from bcr.store.copies import copy_store
from bcr.store.database import open_store
from bcr.workflow import exports
from tests.store.readings import append_import, reading
from tests.store.test_database import HOLD, files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one import."""
    path = tmp_path / "s.duckdb"
    with open_store(path) as connection:
        append_import(connection, reading("first", benefits=[{"benefit_id": "queue"}]))
    return path


def paths_in(path: Path) -> list[tuple[str]]:
    with open_store(path, read_only=True) as connection:
        return connection.sql("SELECT path FROM sources ORDER BY import_no").fetchall()


def test_a_copy_is_read_while_the_store_is_written(store: Path, tmp_path: Path) -> None:
    copy_store(store, tmp_path / "copy")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store), "write"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        assert paths_in(tmp_path / "copy") == [("cases/first.xlsx",)]
        with pytest.raises(StoreLockedError) as refusal:
            copy_store(store, tmp_path / "copy")
        writer.communicate()
    assert f"process {writer.pid}" in refusal.value.message
    assert "bcr export --store-copy" in refusal.value.tip
    assert files(tmp_path) == ["copy", "s.duckdb"]


def test_a_copy_waits_for_a_writer_that_ends(store: Path, tmp_path: Path) -> None:
    soon = HOLD.replace("sys.stdin.read()", "import time; time.sleep(1)")
    with subprocess.Popen(
        [sys.executable, "-c", soon, str(store), "write"], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        exports.copy_store(store, tmp_path / "copy", 600)
    assert paths_in(tmp_path / "copy") == [("cases/first.xlsx",)]


def test_who_reads_an_earlier_copy_reads_on_in_it(store: Path, tmp_path: Path) -> None:
    copy_store(store, tmp_path / "copy")
    with open_store(tmp_path / "copy", read_only=True) as earlier:
        with open_store(store) as connection:
            append_import(connection, reading("second", benefits=[{"benefit_id": "call"}]))
        copy_store(store, tmp_path / "copy")
        assert earlier.sql("SELECT count(*) FROM sources").fetchall() == [(1,)]
    assert len(paths_in(tmp_path / "copy")) == 2


def test_nothing_is_written_to_a_copy(store: Path, tmp_path: Path) -> None:
    copy_store(store, tmp_path / "copy")
    with pytest.raises(BcrError, match="may only be read"), open_store(tmp_path / "copy"):
        pass


@pytest.mark.parametrize("name", ["s.duckdb", "other.duckdb", "notes.txt"])
def test_a_copy_takes_the_place_of_nothing_but_a_copy(
    name: str, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("by hand", encoding="utf-8")
    with open_store(tmp_path / "other.duckdb"):
        pass
    before = (tmp_path / name).read_bytes()

    with pytest.raises(BcrError):
        copy_store(store, tmp_path / name)
    assert (tmp_path / name).read_bytes() == before


def test_a_copy_has_what_a_killed_run_wrote_last(store: Path, tmp_path: Path) -> None:
    dying = """
import os, sys
from pathlib import Path
from bcr.store.database import open_store
with open_store(Path(sys.argv[1])) as connection:
    connection.execute("INSERT INTO sources VALUES ('abc', 'late.xlsx', 1, 2, 0)")
    os._exit(9)
"""
    subprocess.run([sys.executable, "-c", dying, str(store)], check=False)
    assert files(tmp_path) == ["s.duckdb", "s.duckdb.wal"]

    copy_store(store, tmp_path / "copy")
    assert paths_in(tmp_path / "copy") == [("cases/first.xlsx",), ("late.xlsx",)]
