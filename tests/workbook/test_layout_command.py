"""`bcr layout` as a user types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bcr.cli import main
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
