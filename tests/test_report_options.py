"""`bcr report` and the forms it writes: only what is asked for, and shown where asked."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.offices import write_office

if TYPE_CHECKING:
    from pathlib import Path

BCR = (sys.executable, "-c", "from bcr.cli import main; main()")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in it."""
    made = tmp_path_factory.mktemp("office")
    write_office(made / "cases")
    subprocess.run([*BCR, "import", "cases"], cwd=made, check=False, capture_output=True)
    return made


def report(folder: Path, *options: str, browser: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BROWSER": browser}
    return subprocess.run(
        [*BCR, "report", *options], cwd=folder, env=environment, check=True, text=True,
        capture_output=True,
    )  # fmt: skip


def test_a_form_that_is_asked_for_is_written_alone_and_without_a_progress_bar(
    folder: Path,
) -> None:
    said = report(folder, "--single-file", "one.html", "--workbook", "r.xlsx", "--images", "img")

    assert (folder / "one.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (folder / "r.xlsx").read_bytes()[:2] == b"PK"
    assert list((folder / "img").rglob("*.png"))
    assert not (folder / "reports").exists()
    assert "one.html: the whole site, " in said.stderr
    assert "Writing pages" not in said.stderr


@pytest.mark.parametrize(
    ("options", "made"),
    [
        (("-o", "site", "--workbook", "r.xlsx"), "site/index.html"),
        (("--single-file", "one.html"), "one.html"),
        (("--workbook", "r.xlsx", "--pdf", "r.pdf"), "r.pdf"),
        (("--workbook", "r.xlsx"), "r.xlsx"),
        (("--images", "pictures"), "pictures"),
    ],
)
def test_open_shows_what_was_written_the_pages_first(
    folder: Path, options: tuple[str, ...], made: str
) -> None:
    script, seen = folder / "browser.sh", folder / "seen"
    script.write_text(f'#!/bin/sh\necho "$1" > "{seen}"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)

    report(folder, *options, "--open", browser=f"{script} %s")

    assert seen.read_text(encoding="utf-8").strip() == (folder / made).as_uri()


def test_what_no_program_shows_is_named(folder: Path) -> None:
    said = report(folder, "--workbook", "r.xlsx", "--open", browser="/no/such/program %s")

    assert "no program was found that shows it; open r.xlsx" in said.stderr
