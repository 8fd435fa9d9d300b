"""Cell addresses as Excel writes them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ADDRESS: Final = re.compile(r"^([A-Z]{1,3})(\d+)$")
_LETTERS: Final = 26
#: Cells that are all given a place; a sheet whose outline holds more is drawn together.
MOST_CELLS: Final = 20_000_000


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """Give the letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def column_number(text: str) -> int:
    """Give the column of some letters, counted from 0.

    >>> column_number("A"), column_number("XFD")
    (0, 16383)
    """
    number = 0
    for letter in text:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def address(row: int, column: int) -> str:
    """Give the address of a cell from its row and column, both counted from 0.

    >>> address(13, 3)
    'D14'
    """
    return f"{letters(column)}{row + 1}"


def position(cell: str) -> tuple[int, int]:
    """Give row and column, both from 0, of an address.

    Raises: ValueError, when it is none.

    >>> position("D14")
    (13, 3)
    """
    match = _ADDRESS.match(cell)
    if match is None:
        message = f"not a cell address: {cell!r}"
        raise ValueError(message)
    return int(match[2]) - 1, column_number(match[1])


def span(top: int, left: int, bottom: int, right: int) -> str:
    """Give the address of a rectangle, all ends inside it, counted from 0.

    >>> span(3, 0, 29, 7)
    'A4:H30'
    """
    return f"{address(top, left)}:{address(bottom, right)}"
