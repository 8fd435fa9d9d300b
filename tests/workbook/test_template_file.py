"""The template as a file: new, whole, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bcr.config import default_logics
from bcr.errors import BcrError
from bcr.workbook.template.workbook import write_template

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_template_has_the_same_bytes_in_another_run(tmp_path: Path) -> None:
    path, again = tmp_path / "cases.xlsx", tmp_path / "a new folder" / "again.xlsx"
    write_template(path, default_logics())
    script = (
        "import sys; from pathlib import Path; from bcr.config import default_logics; "
        "from bcr.workbook.template.workbook import write_template; "
        "write_template(Path(sys.argv[1]), default_logics())"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}

    subprocess.run([sys.executable, "-c", script, again], env=elsewhere, check=True)

    assert path.read_bytes() == again.read_bytes()


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"a year of work")

    with pytest.raises(BcrError, match="already there") as raised:
        write_template(path, [])

    assert raised.value.tip
    assert path.read_bytes() == b"a year of work"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    in_the_way = tmp_path / "no folder"
    in_the_way.write_bytes(b"")

    with pytest.raises(BcrError, match="could not be written") as raised:
        write_template(in_the_way / "cases.xlsx", [])

    assert raised.value.tip
    assert list(tmp_path.iterdir()) == [in_the_way]


@pytest.mark.parametrize("name", ["cases.xls", "cases.xlsm", "cases.csv", "cases"])
def test_another_ending_than_xlsx_is_refused_with_the_name_to_use(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(BcrError) as raised:
        write_template(tmp_path / name, [])

    assert "cases.xlsx" in raised.value.tip
    assert not list(tmp_path.iterdir())
