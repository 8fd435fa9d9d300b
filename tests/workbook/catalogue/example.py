"""A file that shows a problem, and the problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    from bcr.provenance import Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A file that shows a problem, and the problem."""

    rule: str
    severity: Severity
    #: The sheets of a workbook as `books.sheets_in` has them, or the text of another file.
    drawing: str
    #: Where it is said to be: a sheet, or one of its cells; empty for the file.
    place: str
    found: str
    message: str
    name: str = "register.xlsx"
    edit: Callable[[Workbook], None] | None = None
    #: The text of the layout file it is read by.
    layout: str = ""
    #: The sheets of a workbook, earlier.xlsx, that was imported before it.
    earlier: str = ""
