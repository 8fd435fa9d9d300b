"""Delimited text as a grid: its encoding and separator found from what is in it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.guard import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS: Final = ",;\t|"
#: Rows that are looked at to find the separator.
_SAMPLE: Final = 200
#: Characters that mostly hold so many.
_BEGINNING: Final = 100_000
#: Columns of a sheet in Excel.
MOST_COLUMNS: Final = 16_384
_BOMS: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def delimited_rows(content: bytes) -> list[list[str]]:
    """Give the rows of a .csv or .tsv.

    Raises: Refused, when its quotes do not close, or a row is wider than a sheet can be.
    """
    text = decoded(content)
    try:
        rows = list(_rows(text, separator_of(text)))
    except csv.Error as error:
        message = f"The text cannot be split into columns ({error}); check its quotes."
        raise Refused(message) from None
    if (widest := max(map(len, rows), default=0)) > MOST_COLUMNS:
        raise Refused(f"A line of the text has {widest:,} cells, more than any sheet; check it.")
    return rows


def separator_of(text: str) -> str:
    """Give what parts the cells of a text: that of which most cells make rows of one length."""
    return max(_SEPARATORS, key=lambda mark: _columns_made_by(text, mark))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def decoded(content: bytes) -> str:
    """Give the text; bytes that are no UTF-8 are taken for Windows' own encoding."""
    stated = next((name for mark, name in _BOMS.items() if content.startswith(mark)), "utf-8")
    for encoding in (stated, "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _columns_made_by(text: str, separator: str) -> int:
    """Give how many cells a separator makes in the rows that have the commonest length."""
    rows = _first_rows(text[:_BEGINNING], separator)
    if len(rows) < _SAMPLE:
        rows = _first_rows(text, separator)
    lengths = Counter(len(row) for row in rows if row)
    return max(((length - 1) * rows for length, rows in lengths.items()), default=0)


def _first_rows(text: str, separator: str) -> list[list[str]]:
    """Give the rows that are looked at; none where quotes do not close among them."""
    try:
        return list(islice(_rows(text, separator), _SAMPLE))
    except csv.Error:
        return []
