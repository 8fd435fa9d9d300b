"""The worksheets of a file, whatever its format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bcr.workbook.files.grid import Grid, tidied
from bcr.workbook.files.guard import (
    DAMAGE,
    Kind,
    Refused,
    is_archive,
    kind_of,
    kind_of_archive,
    opened,
)
from bcr.workbook.files.package import damaged

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.workbook.files.container import Container


def read_grids(path: Path) -> list[Grid]:
    """Give every worksheet of a file, hidden ones too, in workbook order.

    Raises: Refused, with the reason, when the file cannot be trusted.
    """
    return grids_in(path.read_bytes(), path)


def grids_in(content: bytes, path: Path) -> list[Grid]:
    """Give every worksheet of a file whose content was read already; the path names it.

    Raises: Refused, with the reason, when the file cannot be trusted.
    """
    if is_archive(content):
        archive = opened(content)
        if kind_of_archive(archive) is Kind.XLSX:
            return _xlsx(archive)
        return _without_formats(content)
    match kind_of(content, path.suffix):
        case Kind.TEXT:
            from bcr.workbook.files.delimited import delimited_rows  # workbooks need none of it

            return [Grid(path.stem, tidied(delimited_rows(content)))]
        case Kind.PARQUET:
            from bcr.workbook.files.parquet import parquet_rows  # nor of this

            return [Grid(path.stem, tidied(parquet_rows(content)))]
        case _:
            return _without_formats(content)


def _xlsx(archive: Container) -> list[Grid]:
    """Read an .xlsx quickly if it is as the usual programs write it, and else as any other."""
    from bcr.workbook.files.canonical.reading import canonical_grids  # numpy: text needs none of it
    from bcr.workbook.files.canonical.unusual import Unusual

    try:
        return canonical_grids(archive)
    except (Unusual, Refused, *DAMAGE):
        pass  # the general reader reads it after all, or says what is amiss
    from bcr.workbook.files.general import marked_grids  # few workbooks need it

    try:
        return marked_grids(archive)
    except DAMAGE as error:
        raise damaged(str(error)) from None


def _without_formats(content: bytes) -> list[Grid]:
    from bcr.workbook.files.general import grids_of

    return [replace(grid, sees_formats=False) for grid in grids_of(content)]
