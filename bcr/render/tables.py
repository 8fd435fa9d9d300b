"""The rows of tables as HTML, in few bytes and little time: a site has a hundred thousand.

End tags that HTML lets out are left out, and which columns hold numbers is said once, by classes
of the table that the style sheet knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from bcr.pages.page import Amount
from bcr.render.inline import inline, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.page import Table, Words
    from bcr.render.inline import Way

#: Columns that the style sheet has a class for.
MOST_COLUMNS: Final = 16
#: A table of so few columns is not drawn as wide as the page.
_NARROW: Final = 3
#: A column whose figures are no longer than that keeps each on its line: a minus sign stays with
#: its number, and both ends of an interval together.
_KEPT_TOGETHER: Final = 18


def table_rows(table: Table, way: Way) -> Markup:
    """Every row of a table, one a line."""
    return Markup("\n").join(_row(row, way) for row in table.rows)


def table_classes(table: Table) -> str:
    """What the style sheet is to know of a table: how wide, and which columns are numbers.

    >>> from bcr.pages.page import Column, Table
    >>> columns = (Column("Case"), Column("Share", number=True))
    >>> table_classes(Table("", columns, (("Payroll", "−10% to 42%"),)))
    'narrow n2 k2 ends-in-number'
    """
    numbers = [at for at, column in enumerate(table.columns) if column.number]
    aligned = [f"n{at + 1}" for at in numbers]
    kept = [f"k{at + 1}" for at in numbers if _are_short(table.rows, at)]
    narrow = ["narrow"] if len(table.columns) <= _NARROW else []
    last = ["ends-in-number"] if table.columns[-1].number else []
    return " ".join([*narrow, *aligned, *kept, *last])


def _are_short(rows: Sequence[Sequence[Words]], at: int) -> bool:
    for row in rows:
        cell = row[at]
        text = cell.text if isinstance(cell, Amount) else plain(cell)
        if len(text) > _KEPT_TOGETHER:
            return False
    return True


def _row(row: Sequence[Words], way: Way) -> Markup:
    cells = "<td>".join(_cell(cell, way) for cell in row)
    return Markup(f'<tr><th scope="row">{cells}')  # noqa: S704 - each cell is escaped


def _cell(words: Words, way: Way) -> str:
    if isinstance(words, Amount):  # most cells are, and the way round by `inline` is longer
        return escape(words.text)
    return inline(words, way)
