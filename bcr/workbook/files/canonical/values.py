"""The values of the cells of some rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.looks import Look
from bcr.workbook.files.canonical.numbers import short_numbers
from bcr.workbook.files.canonical.serials import LAST, Spans, moments
from bcr.workbook.files.canonical.texts import kept_text
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.piece import Piece
    from bcr.workbook.files.canonical.places import CellTag
    from bcr.workbook.files.canonical.texts import Texts
    from bcr.workbook.files.value import Value

_PLAIN: Final = Look()
_TRUTHS: Final = {b"1": True, b"0": False}


class Book:
    """What the cells of all sheets of a workbook are read with."""

    def __init__(
        self, strings: Sequence[str], looks: Mapping[str, Look], *, from_1904: bool
    ) -> None:
        self.strings = np.array([*strings, None], object)
        self.looks = looks
        self._from_1904 = from_1904
        self._spans = Spans()

    def look(self, tag: CellTag) -> Look:
        """Give what the style of a cell makes of a number; it may be one that is not there."""
        return self.looks.get(tag.style, _PLAIN) if tag.style else _PLAIN

    def known(self, look: Look) -> Mapping[float, Value]:
        """Give what each serial number is under a look that takes it for a moment or a span."""
        if look.taken_for == "span":
            return self._spans
        return moments(shows_day=look.shows_day, from_1904=self._from_1904)


class Stored:
    """Reads what is stored in cells: each kind of cell has its way."""

    def __init__(self, piece: Piece, texts: Texts, book: Book) -> None:
        self._piece, self._texts, self._book = piece, texts, book

    def numbers(
        self, look: Look, numbers: NDArray[np.float64]
    ) -> Sequence[Value] | NDArray[np.float64]:
        """Give what some numbers are under a look.

        Raises: Unusual, where no calendar holds one that is shown as a day.
        """
        if look.taken_for:
            known = self._book.known(look)
            return [known[number] for number in numbers.tolist()]
        if look.shows_day and numbers.max() > LAST:
            raise Unusual
        if look.padded:
            return [_padded(number, look.padded) for number in numbers.tolist()]
        return numbers

    def others(
        self, kind: str, starts: NDArray[np.intp], ends: NDArray[np.intp]
    ) -> Sequence[Value] | NDArray[np.object_]:
        """Give what is stored between some bounds in cells of a type other than numbers.

        Raises: Unusual, where it is not what such cells usually hold.
        """
        match kind:
            case "s":
                return self._shared(starts, ends)
            case "str":
                return self._texts.shown(starts, ends, kept_text)
            case "b":
                return self._truths(starts, ends)
            case "e":
                return [""] * len(starts)
            case _:
                raise Unusual

    def _shared(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.object_]:
        numbers, decimals, is_short = short_numbers(self._piece, starts, ends)
        strings = self._book.strings
        if not is_short.all() or decimals.any() or numbers.max() >= len(strings) - 1:
            raise Unusual
        return strings.take(numbers.astype(np.intp))

    def _truths(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[Value]:
        try:
            return [_TRUTHS[text] for text in self._piece.slices(starts, ends)]
        except KeyError:
            raise Unusual from None


def _padded(number: float, digits: int) -> Value:
    """Give a number that is shown as 0007 as the text that is shown: it is an id, and kept so."""
    is_shown_so = number.is_integer() and 0 <= number < 10 ** (digits - 1)
    return f"{int(number):0{digits}d}" if is_shown_so else number
