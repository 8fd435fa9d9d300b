"""A folder of files is replaced as a whole or left as it was."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from bcr.errors import BcrError
from bcr.render.folder import write_folder
from bcr.render.manifest import MANIFEST, Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_file_is_written_and_listed_with_its_hash(tmp_path: Path) -> None:
    written = write_folder([("a.html", b"a"), ("cases/b.html", b"b")], tmp_path / "site")

    assert [path.read_bytes() for path in written] == [b"a", b"b"]
    manifest = read_manifest(tmp_path / "site")
    assert manifest is not None
    assert manifest.files["a.html"] == hashlib.sha256(b"a").hexdigest()
    assert set(manifest.files) == {"a.html", "cases/b.html"}


def test_a_page_that_is_no_more_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    write_folder([("a.html", b"a"), ("cases/b.html", b"b")], tmp_path / "site")

    write_folder([("a.html", b"new")], tmp_path / "site")

    assert set(contents(tmp_path / "site")) == {"a.html", MANIFEST}


def test_a_failure_half_way_leaves_the_earlier_site_as_it_was(tmp_path: Path) -> None:
    write_folder([("a.html", b"a")], tmp_path / "site")
    before = contents(tmp_path / "site")

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"half"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_folder(broken(), tmp_path / "site")

    assert contents(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_files_that_are_not_of_the_site_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")

    write_folder([("a.html", b"a")], tmp_path)
    write_folder([("b.html", b"b")], tmp_path)

    assert (tmp_path / "README.md").read_text() == "mine"
    assert not (tmp_path / "a.html").exists()


def test_a_file_of_the_same_name_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")

    with pytest.raises(BcrError, match="not written by bcr"):
        write_folder([("index.html", b"ours")], tmp_path)

    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_manifest_cannot_have_files_outside_the_folder_removed(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    site = tmp_path / "site"
    site.mkdir()
    listed = {"../precious.txt": "", "..\\precious.txt": "", str(tmp_path / "precious.txt"): ""}
    (site / MANIFEST).write_text(Manifest(listed).text())

    write_folder([("a.html", b"a")], site)

    assert (tmp_path / "precious.txt").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 1}', "null"])
def test_a_manifest_that_cannot_be_read_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)

    write_folder([("b.html", b"b")], tmp_path)

    assert (tmp_path / "b.html").exists()


def test_a_file_where_the_folder_should_be_is_said_and_left(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")

    with pytest.raises(BcrError, match="could not be written"):
        write_folder([("a.html", b"a")], tmp_path / "site")

    assert (tmp_path / "site").read_text() == "a file"
