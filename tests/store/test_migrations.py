from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from bcr.errors import BcrError, StoreNewerError
from bcr.schemas.records import RECORDS, Blocks, Problems, Sources
from bcr.store import queries, upgrade
from bcr.store.database import open_store
from bcr.store.upgrade import migrations
from tests.store.readings import append_import, reading

if TYPE_CHECKING:
    import dataframely as dy

TYPES = {
    "VARCHAR": pl.String(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "DATE": pl.Date(),
}
READS = {"sources": queries.sources, "blocks": queries.blocks, "problems": queries.problems}


def described(path: Path, table: str) -> dict[str, tuple[pl.DataType, bool]]:
    with open_store(path) as connection:
        rows = connection.execute(
            "SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns "
            "WHERE table_name = ? ORDER BY ordinal_position",
            [table],
        ).fetchall()
    return {name: (TYPES[kind], nullable) for name, kind, nullable in rows}


@pytest.mark.parametrize("table", RECORDS)
def test_a_table_has_the_columns_types_and_nulls_of_its_schema(tmp_path: Path, table: str) -> None:
    expected = {
        name: (pl.String() if isinstance(column.dtype, pl.Enum) else column.dtype, column.nullable)
        for name, column in RECORDS[table].columns().items()
    }
    assert described(tmp_path / "s", table) == expected | {"import_no": (pl.Int32(), False)}


@pytest.mark.parametrize("table", RECORDS)
def test_a_current_view_has_the_columns_of_its_schema_in_order(tmp_path: Path, table: str) -> None:
    assert list(described(tmp_path / "s", f"current_{table}")) == RECORDS[table].column_names()


@pytest.mark.parametrize(
    ("table", "schema"), [("sources", Sources), ("blocks", Blocks), ("problems", Problems)]
)
def test_what_is_kept_about_files_has_the_columns_of_its_schema(
    tmp_path: Path, table: str, schema: type[dy.Schema]
) -> None:
    with open_store(tmp_path / "s") as connection:
        answered = READS[table](connection)
    assert answered.schema == schema.create_empty().schema


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    assert list(migrations()) == list(range(1, len(migrations()) + 1))


def test_a_store_of_a_later_bcr_is_refused_and_the_versions_are_named(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_store(path) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999)")
    for read_only in (False, True):
        with (
            pytest.raises(StoreNewerError, match=r"version 999.*knows \d") as refusal,
            open_store(path, read_only=read_only),
        ):
            pass
        assert "Update bcr" in refusal.value.tip


def older_store(path: Path) -> None:
    """Write a store as the first version of bcr left it."""
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
        connection.execute(migrations()[1])
        connection.execute("INSERT INTO schema_version VALUES (1)")
        connection.execute("INSERT INTO sources VALUES ('abc', 'old.xlsx', 1, 1, 0)")


def test_an_older_store_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    older_store(tmp_path / "s")
    with open_store(tmp_path / "s") as connection:
        versions = connection.execute("SELECT version FROM schema_version").fetchall()
        assert versions == [(number,) for number in migrations()]
        assert connection.execute("SELECT path FROM sources").fetchall() == [("old.xlsx",)]


def test_cases_of_a_store_that_knew_no_template_year_are_kept_and_state_none(
    tmp_path: Path,
) -> None:
    older_store(tmp_path / "s")
    with duckdb.connect(tmp_path / "s") as connection:
        for number in (2, 3):
            connection.execute(migrations()[number])
            connection.execute("INSERT INTO schema_version VALUES (?)", [number])
        connection.execute(
            "INSERT INTO cases (source_id, block, row, case_id, title, import_no) "
            "VALUES ('abc', 0, 2, 'C1', 'Ferry', 1)"
        )
    with open_store(tmp_path / "s") as connection:
        (case,) = queries.current(connection, "cases").to_dicts()
        said = reading("later", cases=[{"case_id": "C1", "template_year": 2018}])
        append_import(connection, said)
        (later,) = queries.current(connection, "cases").to_dicts()
    assert (case["title"], case["template_year"]) == ("Ferry", None)
    assert (later["title"], later["template_year"]) == ("Ferry", 2018)


def test_an_older_store_is_not_changed_by_reading_it(tmp_path: Path) -> None:
    older_store(tmp_path / "s")
    before = (tmp_path / "s").read_bytes()
    with (
        pytest.raises(BcrError, match="has version 1") as refusal,
        open_store(tmp_path / "s", read_only=True),
    ):
        pass
    assert "bcr import" in refusal.value.tip
    assert (tmp_path / "s").read_bytes() == before


def test_a_migration_that_fails_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older_store(tmp_path / "s")
    broken = {1: migrations()[1], 2: "CREATE TABLE half (a INTEGER); SELECT * FROM nowhere"}
    monkeypatch.setattr(upgrade, "migrations", lambda: broken)
    with pytest.raises(duckdb.CatalogException, match="nowhere"), open_store(tmp_path / "s"):
        pass
    with duckdb.connect(tmp_path / "s", read_only=True) as connection:
        assert ("half",) not in connection.execute("SHOW TABLES").fetchall()
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]


def test_no_statement_changes_or_removes_what_was_stored() -> None:
    # A view holds nothing of its own, so a later migration may say it anew.
    anew = r"OR\s+REPLACE(?!\s+VIEW\b)"
    words = re.compile(rf"\b(UPDATE|DELETE|TRUNCATE|DROP|REPLACE\s+INTO|{anew}|MERGE)\b")
    bcr = Path(upgrade.__file__).parents[1]
    files = [*bcr.rglob("*.py"), *bcr.rglob("*.sql")]
    found = {path.name: words.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: words for name, words in found.items() if words} == {}
    assert len(files) > 10
