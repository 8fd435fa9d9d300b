"""The rows of tables as HTML, in few bytes and little time: a site has a hundred thousand.

End tags that HTML lets out are left out, and which columns hold numbers is said once, by classes
of the table that the style sheet knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from bcr.pages.page import Amount
from bcr.render.inline import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.page import Table, Words
    from bcr.render.inline import Way

#: Columns that the style sheet has a class for.
MOST_COLUMNS: Final = 16
#: A table of so few columns is not drawn as wide as the page.
_NARROW: Final = 3


def table_rows(table: Table, way: Way) -> Markup:
    """Every row of a table, one a line."""
    return Markup("\n").join(_row(row, way) for row in table.rows)


def table_classes(table: Table) -> str:
    """What the style sheet is to know of a table: how wide, and which columns are numbers.

    >>> from bcr.pages.page import Column, Table
    >>> table_classes(Table("", (Column("Case"), Column("Share", number=True)), ()))
    'narrow n2 ends-in-number'
    """
    numbers = [f"n{at}" for at, column in enumerate(table.columns, 1) if column.number]
    narrow = ["narrow"] if len(table.columns) <= _NARROW else []
    last = ["ends-in-number"] if table.columns[-1].number else []
    return " ".join([*narrow, *numbers, *last])


def _row(row: Sequence[Words], way: Way) -> Markup:
    cells = "<td>".join(_cell(cell, way) for cell in row)
    return Markup(f'<tr><th scope="row">{cells}')  # noqa: S704 - each cell is escaped


def _cell(words: Words, way: Way) -> str:
    if isinstance(words, Amount):  # most cells are, and the way round by `inline` is longer
        return escape(words.text)
    return inline(words, way)
