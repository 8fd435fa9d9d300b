"""Whatever is tampered with, `bcr audit` names it; and what nobody touched holds."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from tests.offices import write_office

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

DONE, FOUND_PROBLEMS = 0, 3
CONFIG = 'title = "Office"\n[thresholds]\nmostly = 0.7\n'


def bcr(*words: str) -> Result:
    return CliRunner().invoke(main, ("--config", "bcr.toml", *words))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit") / "reported"
    write_office(folder / "office")
    (folder / "bcr.toml").write_text(CONFIG)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        bcr("import", "office")
        bcr("report", "-o", "site")
    return folder


@pytest.fixture
def place(reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "copy"
    shutil.copytree(reported, copy)
    monkeypatch.chdir(copy)
    return copy


def findings() -> list[dict[str, Any]]:
    result = bcr("audit", "--report", "site", "--format", "json")
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    moved = [row for row in rows if row["answer"] == "moved"]
    assert result.exit_code == (FOUND_PROBLEMS if moved else DONE)
    return moved


@pytest.mark.usefixtures("place")
def test_what_nobody_touched_holds_wherever_the_folder_was_moved() -> None:
    assert findings() == []


def change_a_cell(_: str) -> None:
    path = Path("office/register.xlsx")
    book = openpyxl.load_workbook(path)
    book["Register"]["J4"] = 4
    book.save(path)


def run(statement: str) -> None:
    with duckdb.connect("bcr.duckdb") as connection:
        connection.execute(statement)


def replace(file: str, old: str, new: str) -> None:
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new, 1), "utf-8")


def remove(file: str) -> None:
    Path(file).unlink()


def rewrite_a_page_and_its_hash(_: str) -> None:
    import hashlib

    page = Path("site/index.html")
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    replace("site/index.html", "</body>", "<!-- --></body>")
    after = hashlib.sha256(page.read_bytes()).hexdigest()
    replace("site/manifest.json", before, after)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("tamper", "argument", "check", "named"),
    [
        (change_a_cell, "", "sources", "office/register.xlsx"),
        (remove, "office/register.xlsx", "sources", "office/register.xlsx"),
        (run, "UPDATE benefits SET target = 4 WHERE benefit_id = 'H-1-A'",
         "stored values", "benefits.target of H-1-A"),
        (run, "UPDATE observations SET value = value + 1 WHERE period_end = '2023-06-30'",
         "stored values", "observations.value of"),
        (run, "DELETE FROM benefits WHERE benefit_id = 'H-1-A'", "stored values", "H-1-A"),
        (run, "DELETE FROM benefits WHERE benefit_id = 'H-1-A'", "store", "not as many records"),
        (run, "INSERT INTO benefits SELECT * REPLACE ('X' AS benefit_id) FROM benefits LIMIT 1",
         "stored values", "X"),
        (run, "UPDATE benefits SET import_no = 9 WHERE benefit_id = 'H-1-A'",
         "store", "another import than their source"),
        (run, "UPDATE benefits SET block = 77 WHERE benefit_id = 'H-1-A'",
         "store", "no table of their source"),
        (run, "UPDATE blocks SET columns = replace(columns, 'J', 'K')", "stored values", "blocks"),
        (run, "DELETE FROM problems", "stored values", "problems"),
        (run, "UPDATE sources SET import_no = import_no + 1", "store", "import 1 is missing"),
        (run, "UPDATE sources SET source_id = 'f' || source_id[2:]", "sources", "office/"),
        (lambda _: replace("bcr.toml", "0.7", "0.6"), "", "made from", "thresholds mostly"),
        (lambda _: replace("bcr.toml", "Office", "Other"), "", "made from", "portfolio title"),
        (lambda _: replace("site/index.html", "Office", "office"), "", "report files",
         "index.html"),
        (remove, "site/methods.html", "report files", "methods.html"),
        (lambda _: Path("site/more.html").write_text("x"), "", "report files", "more.html"),
        (rewrite_a_page_and_its_hash, "", "reproduction", "index.html"),
        (lambda _: replace("site/manifest.json", '"basis": "', '"basis": "un'), "", "made from",
         "basis"),
        (remove, "site/manifest.json", "report", "site"),
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_named(
    tamper: Callable[[str], None], argument: str, check: str, named: str
) -> None:
    tamper(argument)

    said = [f"{row['where']} {row['what']}" for row in findings() if row["check"] == check]
    assert any(named in one for one in said), said


def test_the_evidence_of_a_sample_computes_each_share_again_from_its_cells(
    place: Path,
) -> None:
    assert bcr("audit", "--sample", "3", "--evidence", "evidence.xlsx").exit_code == DONE

    sheet = openpyxl.load_workbook(place / "evidence.xlsx")["Evidence"]
    rows: dict[int, list[Any]] = {
        number: [cell.value for cell in row]
        for number, row in enumerate(sheet.iter_rows(min_row=2), start=2)
    }
    shares = [row for row in rows.values() if str(row[0]).startswith("realised share")]
    computed = [row for row in shares if row[6]]
    assert {row[0] for row in computed} == {"realised share of H-1-A", "realised share of H-1-B"}
    for row in computed:
        actual, baseline, planned = (rows[int(at)][1] for at in re.findall(r"B(\d+)", row[6])[:3])
        assert (actual - baseline) / (planned - baseline) == pytest.approx(row[1])
    targets = {(row[3], row[4], row[5]) for row in rows.values() if row[0] == "target"}
    assert ("office/register.xlsx", "Register!J4", "5") in targets


def test_a_layout_file_that_was_changed_since_is_named(place: Path) -> None:
    layout = place / "office" / "layouts" / "days.toml"
    layout.parent.mkdir()
    columns = 'kpis.kpi_id = "KPI ID"\nobservations.period = "Period"\nobservations.value = "Value"'
    layout.write_text(
        'name = "Days"\nfiles = ["days.csv"]\n[[table]]\nholds = "observations"\n[table.columns]\n'
        + columns
    )
    assert [row["where"] for row in findings() if "layout file" in row["what"]] == [
        "office/days.csv"
    ]
