"""Copies of checked workbooks with their problems marked, in a folder of their own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bcr.errors import BcrError
from bcr.workbook.files.content import content_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.provenance import Reading

#: Endings that Excel opens a marked copy under.
_KEPT: Final = frozenset({".xlsx", ".xlsm"})


def places(files: Sequence[Path], paths: Sequence[Path], folder: Path) -> Mapping[str, Path]:
    """Give the place of each file's copy in a folder, by the file's path as it is printed.

    Below the folder they lie as the files do, so that two of one name stay two.
    Raises: BcrError, when the folder is not empty, or among the files that the next import finds.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BcrError(
            f"{folder.as_posix()} is there already and not empty; nothing was checked",
            "Name a new folder for the copies, such as marked-2.",
        )
    there = folder.resolve()
    for path in paths:
        source = path.resolve()
        if there == source.parent or there.is_relative_to(source):
            raise BcrError(
                f"{folder.as_posix()} is among the files to check, so the next import would take "
                "the copies for workbooks",
                "Name a folder beside them.",
            )
    names = _told_apart([file.parent.resolve() / file.name for file in files])  # links too
    return {file.as_posix(): folder / name for file, name in zip(files, names, strict=True)}


def _told_apart(files: Sequence[Path]) -> list[Path]:
    """Give each file's place below the folder that all of them are in."""
    try:
        common = Path(os.path.commonpath([file.parent for file in files]))
    except ValueError:  # drives of their own
        return [Path(*file.parts[1:]) for file in files]
    return [file.relative_to(common) for file in files]


def annotate(reading: Reading, place: Path) -> str:
    """Write the marked copy of a file that was read, or a list of its problems; say what it is.

    Raises: BcrError, when the file has changed since, or the copy cannot be written.
    """
    from bcr.workbook.annotated.copies import annotated
    from bcr.workbook.files.archive import write_new_file

    path = Path(reading.path)
    if reading.source_id and content_hash(path) != reading.source_id:
        raise BcrError(
            f"{reading.path} was changed while it was being checked", "Run the command again."
        )
    copy = annotated(path, reading)
    if copy.is_list:
        place = place.with_name(f"{place.name}.problems.xlsx")
    elif place.suffix.lower() not in _KEPT:
        place = place.with_name(f"{place.name}.xlsx")
    write_new_file(copy.content, place)
    what = "problems listed in" if copy.is_list else "problems marked in"
    said = "".join(f"\n  {remark}" for remark in copy.remarks)
    return f"{what} {place.as_posix()}{said}"
