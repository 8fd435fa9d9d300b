"""Which layout a file is read by: told by its name, and by its headers where names do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.files.guard import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.layout import Layout


def _may_claim(path: Path, layouts: Sequence[Layout]) -> list[Layout]:
    """Give the layouts that may be a file's, as far as its name tells."""
    return [layout for layout in layouts if layout.fits(path)]


def foreseen_digest(path: Path, layouts: Sequence[Layout]) -> str | None:
    """Give the digest of a file's layout as far as its name tells; nothing where headers decide.

    Empty where no layout claims it.
    """
    claiming = _may_claim(path, layouts)
    if len(claiming) > 1 or any(not layout.files for layout in claiming):
        return None
    return claiming[0].digest if claiming else ""


def layout_for(path: Path, layouts: Sequence[Layout], grids: Sequence[Grid]) -> Layout | None:
    """Give the layout of a file by its name and its headers, or nothing.

    A layout that names no files claims those that have its headers.
    Raises: Refused, when two layouts claim the file.
    """
    fitting = [
        layout for layout in _may_claim(path, layouts) if layout.files or layout.is_signed_in(grids)
    ]
    if len(fitting) > 1:
        fitting = [layout for layout in fitting if layout.is_signed_in(grids)] or fitting
    if len(fitting) > 1:
        names = " and ".join(f"“{layout.name}”" for layout in fitting)
        message = f"The layouts {names} both claim this file; narrow their `files` or `headers`."
        raise Refused(message)
    return fitting[0] if fitting else None
