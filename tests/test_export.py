"""A store comes back from its export as it was, or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.errors import BcrError
from bcr.portfolio import Portfolio
from bcr.render.manifest import is_export
from bcr.store.database import open_store
from bcr.workflow.exports import import_export, write_export
from bcr.workflow.sources import find_files
from tests.cli.commands import COULD_NOT_RUN, DONE, bcr
from tests.store.readings import append_import, export, reading, same

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.readings import Row

FIRST: Row = {"benefit_id": "queue", "kpi_id": "WAIT", "baseline": 15.0, "target": 5.0}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A benefit that was restated, and the record of its KPI."""
    path = tmp_path / "a.duckdb"
    columns = {"benefits.target": "H", "benefits.benefit_id": "A"}
    with open_store(path) as connection:
        append_import(connection, reading("old", columns=columns, benefits=[FIRST]))
        later = FIRST | {"target": 8.0}
        append_import(connection, reading("new", columns=columns, benefits=[later]))
        record: list[Row] = [{"kpi_id": "WAIT", "value": 0.1 + 0.2}]
        append_import(connection, reading("record", observations=record))
    return path


@pytest.fixture
def folder(store: Path, tmp_path: Path) -> Path:
    """Its export."""
    write_export(store, Portfolio(), tmp_path / "out")
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file()}


def answers(path: Path) -> dict[str, pl.DataFrame]:
    with open_store(path, read_only=True) as connection:
        return export(connection)


def test_an_export_has_the_same_bytes_again(store: Path, folder: Path, tmp_path: Path) -> None:
    write_export(store, Portfolio(), tmp_path / "again")
    assert contents(folder) == contents(tmp_path / "again")


def test_a_store_made_of_an_export_answers_and_exports_the_same(
    store: Path, folder: Path, tmp_path: Path
) -> None:
    import_export(tmp_path / "b.duckdb", folder)
    write_export(tmp_path / "b.duckdb", Portfolio(), tmp_path / "again")

    assert same(answers(store), answers(tmp_path / "b.duckdb"))
    assert contents(folder) == contents(tmp_path / "again")


def test_the_figures_of_an_export_are_those_of_its_basis(store: Path, tmp_path: Path) -> None:
    targets = {}
    for basis in ("approved", "latest"):
        said = bcr("--store", str(store), "export", "--parquet", str(tmp_path / basis),
                   "--basis", basis)  # fmt: skip
        assert said.exit_code == DONE
        table = pl.read_parquet(tmp_path / basis / "figures" / "benefits.parquet")
        targets[basis] = table.select("target", "source_cell").row(0)
    assert targets == {"approved": (5.0, "Sheet1!H2"), "latest": (8.0, "Sheet1!H2")}


@pytest.mark.parametrize("name", ["store/benefits.parquet", "figures/observations.parquet"])
def test_an_altered_file_refuses_the_whole_export(name: str, folder: Path, tmp_path: Path) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(BcrError, match="not as it was written"):
        import_export(tmp_path / "b.duckdb", folder)
    assert not (tmp_path / "b.duckdb").exists()


def test_a_file_that_went_or_came_refuses_the_export(folder: Path, tmp_path: Path) -> None:
    moved = folder / "store" / "plans.parquet"
    moved.rename(moved.with_name("more.parquet"))
    with pytest.raises(BcrError, match=r"more\.parquet: the file is not of this export"):
        import_export(tmp_path / "b.duckdb", folder)
    moved.with_name("more.parquet").unlink()
    with pytest.raises(BcrError, match=r"plans\.parquet: the file is not there"):
        import_export(tmp_path / "b.duckdb", folder)


@pytest.mark.parametrize(("key", "said"), [("format", "bcr export 2"), ("store_version", "999")])
def test_an_export_of_another_version_says_both_versions(
    key: str, said: str, folder: Path, tmp_path: Path
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["made_from"][key] = said
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    assert is_export(folder)
    with pytest.raises(BcrError, match=said) as refusal:
        import_export(tmp_path / "b.duckdb", folder)
    assert "this bcr reads a bcr export 1" in refusal.value.message


def test_an_export_goes_into_a_new_store_only(store: Path, folder: Path) -> None:
    before = answers(store)
    said = bcr("--store", str(store), "import", str(folder))
    assert said.exit_code == COULD_NOT_RUN
    assert "Name a new store" in said.stderr
    assert same(before, answers(store))


def test_records_of_a_source_that_is_not_there_are_not_imported(
    folder: Path, tmp_path: Path
) -> None:
    sources = folder / "store" / "sources.parquet"
    pl.read_parquet(sources).head(1).write_parquet(sources)
    _say_so(folder, sources)

    with pytest.raises(BcrError, match="records of benefits belong to no source"):
        import_export(tmp_path / "b.duckdb", folder)
    with open_store(tmp_path / "b.duckdb", read_only=True) as connection:
        assert connection.table("benefits").fetchall() == []


def _say_so(folder: Path, file: Path) -> None:
    import hashlib

    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    manifest["files"][file.relative_to(folder).as_posix()] = digest
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_no_table_of_an_export_is_taken_for_an_extract(folder: Path) -> None:
    with pytest.raises(BcrError, match="this is an export of a store") as refusal:
        find_files([folder.parent])
    assert "Import it by itself" in refusal.value.tip


def test_an_export_takes_no_reports_place_and_no_report_an_exports(
    store: Path, folder: Path, tmp_path: Path
) -> None:
    bcr("--store", str(store), "report", "-o", str(tmp_path / "site"))
    before = contents(folder), contents(tmp_path / "site")

    over = bcr("--store", str(store), "export", "--parquet", str(tmp_path / "site"))
    back = bcr("--store", str(store), "report", "-o", str(folder))

    assert (over.exit_code, back.exit_code) == (COULD_NOT_RUN, COULD_NOT_RUN)
    assert "is a report, and is kept" in over.stderr
    assert "is a bcr export 1, and is kept" in back.stderr
    assert (contents(folder), contents(tmp_path / "site")) == before


def test_export_says_what_it_can_write(store: Path) -> None:
    assert "--parquet DIR or --store-copy FILE" in bcr("--store", str(store), "export").stderr
