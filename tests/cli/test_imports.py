"""Checking and importing, as a user types them, on files the tests write."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl

from tests.cli.commands import COULD_NOT_RUN, DONE, FOUND_PROBLEMS, bcr, rows

if TYPE_CHECKING:
    from pathlib import Path


def test_a_target_that_is_no_number_is_a_problem_with_its_cell_and_exit_code_3(
    office: Path,
) -> None:
    result = bcr("check", str(office))

    assert result.exit_code == FOUND_PROBLEMS
    assert 'register.xlsx, Register!J6\n    "approx. 40"' in result.stdout
    assert "[target-not-a-number]" in result.stdout


def test_check_as_json_names_each_table_with_its_range_and_rows(office: Path) -> None:
    checked = {row["file"].rpartition("/")[2]: row for row in rows("check", str(office))}

    register = checked["register.xlsx"]
    assert register["status"] == "problems"
    table = register["tables"][0]
    assert (table["sheet"], table["range"], table["holds"], table["rows"]) == (
        "Register", "A3:N6", "benefits", 3,
    )  # fmt: skip
    assert table["set_aside"] == [
        {"row": 1, "reason": "stands above the table"},
        {"row": 7, "reason": "is a total"},
    ]
    assert checked["days.csv"]["status"] == "read"


def test_check_stores_nothing(office: Path, tmp_path: Path) -> None:
    bcr("check", str(office))

    assert not (tmp_path / "bcr.duckdb").exists()


def test_importing_twice_says_unchanged_and_changes_no_output(office: Path) -> None:
    bcr("import", str(office))
    before = [bcr(name, "--format", "json").stdout for name in ("compare", "logic")]

    again = bcr("import", str(office))

    assert again.exit_code == DONE
    assert again.stdout.count("unchanged") == 2
    assert [bcr(name, "--format", "json").stdout for name in ("compare", "logic")] == before


def test_in_one_log_what_is_wrong_with_a_file_stands_below_its_line(office: Path) -> None:
    command = [sys.executable, "-c", "from bcr.cli import main; main()", "import", str(office)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)

    said = [line.split()[0] for line in done.stdout.decode().splitlines() if line[0] != " "]
    register = str(office / "register.xlsx")
    assert said == ["imported", "imported", f"{register},"]
    assert done.returncode == FOUND_PROBLEMS


def test_a_strict_import_keeps_a_file_with_an_error_out_and_the_others_go_in(
    office: Path,
) -> None:
    result = bcr("import", "--strict", str(office))

    assert result.exit_code == FOUND_PROBLEMS
    assert "imported   " in result.stdout
    assert "refused    " in result.stdout
    assert rows("compare") == []


def test_an_edited_workbook_is_a_new_version_beside_the_approved_one(office: Path) -> None:
    bcr("import", str(office))
    workbook = openpyxl.load_workbook(office / "register.xlsx")
    workbook["Register"]["J4"] = 10
    workbook.save(office / "register.xlsx")

    bcr("import", str(office))

    def target(*options: str) -> object:
        return {row["benefit_id"]: row["target"] for row in rows("compare", *options)}["H-1-A"]

    assert (target(), target("--basis", "latest")) == (5, 10)
    assert "1 benefit was restated since" in bcr("compare").stderr
    told = [row for row in rows("history", "H-1-A") if row["field"] == "target"]
    assert [(row["old"], row["new"]) for row in told] == [(None, "5.0"), ("5.0", "10.0")]
    assert [row["source_cell"] for row in told] == ["Register!J4"] * 2
    steps = {step["figure"]: step for step in rows("trace", "H-1-A")}
    assert steps["target"]["source_file"].endswith("register.xlsx (import 2)")
    assert steps["target"]["cell_says"] is None


def test_excels_lock_files_are_no_workbooks(office: Path) -> None:
    (office / "~$register.xlsx").write_bytes(b"lock")

    assert all("~$" not in row["file"] for row in rows("check", str(office)))


def test_the_template_is_a_workbook_that_check_understands(tmp_path: Path) -> None:
    file = tmp_path / "new.xlsx"

    assert bcr("template", str(file)).exit_code == DONE
    assert bcr("template", str(file)).exit_code == COULD_NOT_RUN
    assert bcr("check", str(file)).exit_code in {DONE, FOUND_PROBLEMS}
