"""Files that cannot be read, are not what their names say, or do not keep still."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from bcr.workbook.reading import read_file
from tests.workbook.books import column, sheets_in, write_book

if TYPE_CHECKING:
    from click.testing import Result

FOUND_PROBLEMS = 3
TABLE = """
    Benefit ID | Benefit | Baseline | Target
    B-1        | Calls   | 100      | 80
"""


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound register."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cases"
    folder.mkdir()
    write_book(folder / "register.xlsx", sheets_in(TABLE))
    return folder


def bcr(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_folder_named_like_a_workbook_is_searched_as_a_folder(cases: Path) -> None:
    (cases / "2024.xlsx").mkdir()
    (cases / "register.xlsx").rename(cases / "2024.xlsx" / "register.xlsx")

    assert "imported   cases/2024.xlsx/register.xlsx: 1 benefit" in bcr("import", "cases").stdout


def test_a_folder_that_holds_a_link_to_itself_is_searched_once(cases: Path) -> None:
    (cases / "again").symlink_to(cases, target_is_directory=True)

    assert bcr("import", "cases").stdout.count("imported") == 1


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize(
    ("leads_to", "why"),
    [("b.xlsx", "Too many levels"), ("nowhere.xlsx", "No such file")],
    ids=["itself", "nothing"],
)
def test_a_workbook_that_the_system_does_not_open_is_named_and_the_others_are_read(
    cases: Path, command: str, leads_to: str, why: str
) -> None:
    (cases / "a.xlsx").symlink_to(leads_to)
    (cases / "b.xlsx").symlink_to("a.xlsx")

    result = bcr(command, "cases")

    assert result.exit_code == FOUND_PROBLEMS
    assert f"Reading the file was not possible ({why}" in result.output
    assert "cases/b.xlsx" in result.output
    assert "benefit_id" in result.output or "imported   cases/register.xlsx" in result.output


@pytest.mark.parametrize("command", ["import", "check"])
def test_a_file_whose_name_is_no_text_is_refused_and_the_others_are_read(
    cases: Path, command: str
) -> None:
    odd = Path(os.fsdecode(bytes(cases / "caf") + b"\xe9.xlsx"))
    try:
        shutil.copy(cases / "register.xlsx", odd)
    except OSError:
        pytest.skip("this system has no such names")
    bcr("import", "cases/register.xlsx")

    done = subprocess.run(
        [sys.executable, "-c", "from bcr.cli import main; main()", command, "cases"],
        capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == FOUND_PROBLEMS
    said = (done.stdout + done.stderr).decode()
    assert "caf?.xlsx" in said
    assert "is not in UTF-8; rename it." in said
    assert "register.xlsx" in said


def test_marking_goes_past_a_workbook_that_the_system_does_not_open(cases: Path) -> None:
    (cases / "a.xlsx").symlink_to("a.xlsx")

    assert bcr("check", "cases", "--annotate", "marked").exit_code == FOUND_PROBLEMS
    assert Path("marked/a.xlsx.problems.xlsx").is_file()


class Restless(type(Path())):  # type: ignore[misc] # the kind of path that this system has
    """A path to a file that somebody saves anew each time it has been read."""

    def read_bytes(self) -> bytes:
        content: bytes = super().read_bytes()
        Path(self).write_bytes(Path(self).with_stem("after").read_bytes())
        return content


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_what_is_kept_of_a_file_that_changes_meanwhile_is_what_its_hash_says(
    tmp_path: Path, ending: str
) -> None:
    for stem, value in (("before", 5.0), ("after", 9.0)):
        frame = pl.DataFrame({
            "KPI ID": ["K"] * 12,
            "Period": [f"2023-{month:02}" for month in range(1, 13)],
            "Value": [value] * 12,
        })  # fmt: skip
        path = tmp_path / f"{stem}{ending}"
        frame.write_csv(path) if ending == ".csv" else frame.write_parquet(path)
    before = tmp_path / f"before{ending}"
    digest = hashlib.sha256(before.read_bytes()).hexdigest()

    for large in (0, 10**9):
        reading = read_file(Restless(before), large=large)
        said = 5.0 if reading.source_id == digest else 9.0
        assert set(column(reading, "observations.value")) == {said}
