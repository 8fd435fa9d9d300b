"""Kinds of cells: what is stored in those of one kind is read in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bcr.workbook.files.canonical.looks import Style
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.places import Places

_PLAIN: Final = Style()
#: Of several workbooks together; of one there may be more.
_MOST_KINDS: Final = 10_000


class Book(NamedTuple):
    """What the cells of all sheets of a workbook are read with."""

    strings: NDArray[np.object_]
    styles: Mapping[str, Style]

    def style(self, number: str) -> Style:
        """Give what a style makes of a number; it may be one that is not there."""
        return self.styles.get(number, _PLAIN) if number else _PLAIN


class Kinds:
    """The kinds of the cells of a piece: one for each way their tags are written in each workbook.

    `starts` are the bytes at which the rows of each workbook begin.

    Raises: Unusual, where several workbooks have too many.
    """

    def __init__(self, places: Places, books: Sequence[Book], starts: Sequence[int]) -> None:
        said = places.said
        self._books, self._number_said = books, len(said)
        #: Of each cell, the number of its kind.
        self.codes = places.codes
        if len(books) > 1:
            if len(books) * len(said) > _MOST_KINDS:
                raise Unusual
            of_rows = np.searchsorted(starts, places.starts, "right") - 1
            self.codes = self.codes + len(said) * of_rows.take(places.rows)
        self.types = [tag.type for _ in books for tag in said]
        styles = [book.style(tag.style) for book in books for tag in said]
        self.looks = [style.look for style in styles]
        self.meanings = np.array([style.meaning for style in styles], object)

    def are(self, *types: str) -> NDArray[np.bool_]:
        """Tell of each kind whether it is of some types."""
        return np.array([one in types for one in self.types], bool)

    def shared(self, numbers: NDArray[np.intp], codes: NDArray[np.intp]) -> NDArray[np.object_]:
        """Give shared strings by their numbers in the workbook of each cell's kind.

        Raises: Unusual, where there is no string of a number.
        """
        of_books = [book.strings for book in self._books]
        counts = np.array([len(strings) for strings in of_books])
        firsts = counts.cumsum() - counts
        books = codes // self._number_said
        if (numbers >= counts.take(books)).any():
            raise Unusual
        strings = of_books[0] if len(of_books) == 1 else np.concatenate(of_books)
        shared: NDArray[np.object_] = strings.take(numbers + firsts.take(books))
        return shared
