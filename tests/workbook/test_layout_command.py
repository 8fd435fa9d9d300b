"""`bcr layout` as a user types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from tests.workbook.books import sheets_in, write_book

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

REGISTER = "Case ID | Benefit | Target\nC1 | Calls | 80"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_book(tmp_path / "plan_2024.xlsx", sheets_in(REGISTER))
    return tmp_path


def bcr(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_draft_beside_the_workbooks_is_what_check_then_reads_by(folder: Path) -> None:
    (folder / "layouts").mkdir()
    drafted = bcr("layout", "plan_2024.xlsx", "-o", "layouts/plan.toml")
    assert drafted.exit_code == 0
    assert "then: bcr check --layout layouts/plan.toml plan_2024.xlsx" in drafted.stderr
    (checked,) = json.loads(bcr("check", "plan_2024.xlsx", "--format", "json").stdout)
    assert checked["tables"][0]["reasons"] == ["as the layout file “plan” says"]


def test_a_draft_goes_to_stdout_and_never_over_a_file_that_is_kept(folder: Path) -> None:
    (folder / "kept.toml").write_text("reviewed", encoding="utf-8")
    assert '[[table]]\nsheet = "Register"' in bcr("layout", "plan_2024.xlsx").stdout
    refused = bcr("layout", "plan_2024.xlsx", "-o", "kept.toml")
    assert (refused.exit_code, (folder / "kept.toml").read_text("utf-8")) == (2, "reviewed")


@pytest.mark.parametrize("name", ["gone.xlsx", "damaged.xlsx"])
def test_a_file_that_cannot_be_read_is_said_without_a_draft(folder: Path, name: str) -> None:
    (folder / "damaged.xlsx").write_bytes(b"PK\x03\x04 and no more")
    said = bcr("layout", name)
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"bcr: {name}: " in said.stderr


def test_a_layout_that_says_something_else_reads_a_stored_file_anew(folder: Path) -> None:
    (folder / "layouts").mkdir()
    layout = folder / "layouts" / "plan.toml"
    columns = 'cases.case_id = "Case ID"\nbenefits.title = "Benefit"\n'
    told = f'files = ["plan_*"]\n[[table]]\n[table.columns]\n{columns}'

    def imported(text: str) -> str:
        layout.write_text(text, encoding="utf-8")
        return bcr("import", "plan_2024.xlsx").stdout.partition(" ")[0]

    assert bcr("import", "plan_2024.xlsx").stdout.startswith("imported")
    assert imported(told + 'benefits.baseline = "Target"') == "imported"
    assert imported("# a remark\n" + told + 'benefits.baseline = "Target"') == "unchanged"
    (row,) = json.loads(bcr("compare", "--as-of", "2024-01-01", "--format", "json").stdout)
    assert (row["baseline"], row["target"]) == (80.0, None)
    assert imported(told + 'benefits.target = "Target"') == "imported"
    (row,) = json.loads(bcr("compare", "--as-of", "2024-01-01", "--format", "json").stdout)
    assert (row["baseline"], row["target"]) == (None, 80.0)


def test_a_traced_cell_is_read_again_though_a_layout_told_of_it(folder: Path) -> None:
    (folder / "layouts").mkdir()
    bcr("layout", "plan_2024.xlsx", "-o", "layouts/plan.toml")
    bcr("import", "plan_2024.xlsx")
    steps = json.loads(bcr("trace", "C1/calls", "--as-of", "2024-01-01", "--format", "json").stdout)
    assert "80" in {step["cell_says"] for step in steps}
