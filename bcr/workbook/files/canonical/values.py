"""The values of the cells of some rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.looks import Look
from bcr.workbook.files.canonical.numbers import floats, whole_numbers
from bcr.workbook.files.canonical.serials import LAST, Moments, Spans
from bcr.workbook.files.canonical.texts import kept_text
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.places import CellTag
    from bcr.workbook.files.canonical.texts import Texts
    from bcr.workbook.files.grid import Value

_PLAIN: Final = Look()
_TRUTHS: Final = {b"1": True, b"0": False}


class Book:
    """What the cells of all sheets of a workbook are read with."""

    def __init__(
        self, strings: Sequence[str], looks: Mapping[str, Look], *, from_1904: bool
    ) -> None:
        self.strings = np.array([*strings, None], object)
        self.looks = looks
        self.days = Moments(shows_day=True, from_1904=from_1904)
        self.times = Moments(shows_day=False, from_1904=from_1904)
        self.spans = Spans()

    def look(self, tag: CellTag) -> Look:
        """Give what the style of a cell makes of a number; it may be one that is not there."""
        return self.looks.get(tag.style, _PLAIN) if tag.style else _PLAIN


class Stored:
    """Reads what is stored in cells: each kind of cell has its way."""

    def __init__(self, piece: NDArray[np.uint8], raw: bytes, texts: Texts, book: Book) -> None:
        self._piece, self._raw, self._texts, self._book = piece, raw, texts, book

    def values(
        self, tag: CellTag, starts: NDArray[np.intp], ends: NDArray[np.intp]
    ) -> Sequence[Value] | NDArray[np.object_]:
        """Give what is stored between some bounds in cells with one tag.

        Raises: Unusual, where it is not what such cells usually hold.
        """
        return self._way(tag)(starts, ends)

    def _way(
        self, tag: CellTag
    ) -> Callable[[NDArray[np.intp], NDArray[np.intp]], Sequence[Value] | NDArray[np.object_]]:
        match tag.type:
            case "s":
                return self._shared
            case "b":
                return self._truths
            case "str":
                return lambda starts, ends: self._texts.shown(starts, ends, kept_text)
            case "e":
                return lambda starts, _: [""] * len(starts)
            case "" | "n":
                look = self._book.look(tag)
                return lambda starts, ends: self._numbers(starts, ends, look)
            case _:
                raise Unusual

    def _shared(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.object_]:
        numbers = whole_numbers(self._piece, starts, ends)
        strings = self._book.strings
        if numbers.min() < 0 or numbers.max() >= len(strings) - 1:
            raise Unusual
        return strings.take(numbers)

    def _truths(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[Value]:
        bounds = zip(starts.tolist(), ends.tolist(), strict=True)
        try:
            return [_TRUTHS[self._raw[start:end]] for start, end in bounds]
        except KeyError:
            raise Unusual from None

    def _numbers(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], look: Look
    ) -> Sequence[Value]:
        numbers = floats(self._raw, starts, ends)
        if look.taken_for:
            book = self._book
            moments = book.days if look.shows_day else book.times
            known = book.spans if look.taken_for == "span" else moments
            return [known[number] for number in numbers]
        if look.shows_day and max(numbers) > LAST:
            raise Unusual
        if look.padded:
            return [_padded(number, look.padded) for number in numbers]
        return numbers


def _padded(number: float, digits: int) -> Value:
    """Give a number that is shown as 0007 as the text that is shown: it is an id, and kept so."""
    is_shown_so = number.is_integer() and 0 <= number < 10 ** (digits - 1)
    return f"{int(number):0{digits}d}" if is_shown_so else number
