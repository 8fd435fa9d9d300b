"""A report that is killed: the next run ends as if nothing had happened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bcr.errors import BcrError
from bcr.render.folder import write_folder
from tests.bench.kills import REPORT, kill, undisturbed
from tests.offices import write_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="a kill there is of another kind")
def test_a_killed_report_is_completed_to_the_same_bytes_by_the_next_run(tmp_path: Path) -> None:
    office = write_office(tmp_path / "office")
    whole = undisturbed(office, tmp_path / "whole")
    for share in (0.3, 0.8, 0.95):
        after = share * whole.seconds[REPORT]
        _, wrong = kill(office, tmp_path / "killed", REPORT, after, whole)
        assert not wrong


def test_what_a_killed_run_left_beside_the_folder_is_gone_after_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".site.part"
    left.mkdir()
    (left / "half.html").write_text("half", encoding="utf-8")
    write_folder([("index.html", b"whole")], tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_run_that_ended_between_two_files_does_not_bar_the_next(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_folder([("old.html", b"old"), ("z.html", b"old")], site)
    (site / "z.html").unlink()
    (site / "z.html").mkdir()  # where no file can be put
    with pytest.raises(BcrError):
        write_folder(_pages(), site)
    assert (site / "a.html").exists()
    (site / "z.html").rmdir()
    write_folder(_pages(), site)
    names = sorted(path.name for path in site.iterdir())
    assert names == ["a.html", "manifest.json", "z.html"]


def _pages() -> Iterator[tuple[str, bytes]]:
    yield "a.html", b"a"
    yield "z.html", b"z"
