"""The values of the cells of some rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.numbers import short_numbers
from bcr.workbook.files.canonical.serials import LAST, moments, spans
from bcr.workbook.files.canonical.texts import kept_text
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.kinds import Kinds
    from bcr.workbook.files.canonical.looks import Look
    from bcr.workbook.files.canonical.piece import Piece
    from bcr.workbook.files.canonical.texts import Texts
    from bcr.workbook.files.value import Value

_TRUTHS: Final = {b"1": True, b"0": False}


class Stored:
    """Reads what is stored in cells: each kind of cell has its way."""

    def __init__(self, piece: Piece, texts: Texts, kinds: Kinds) -> None:
        self._piece, self._texts, self._kinds = piece, texts, kinds

    def numbers(
        self, look: Look, numbers: NDArray[np.float64]
    ) -> Sequence[Value] | NDArray[np.float64]:
        """Give what some numbers are under a look.

        Raises: Unusual, where no calendar holds one that is shown as a day.
        """
        if look.taken_for:
            known = _known(look)
            return [known[number] for number in numbers.tolist()]
        if look.shows_day and numbers.max() > LAST:
            raise Unusual
        if look.padded:
            return [_padded(number, look.padded) for number in numbers.tolist()]
        return numbers

    def others(
        self,
        of_type: str,
        starts: NDArray[np.intp],
        ends: NDArray[np.intp],
        codes: NDArray[np.intp],
    ) -> Sequence[Value] | NDArray[np.object_]:
        """Give what is stored between some bounds in cells of a type other than numbers.

        Raises: Unusual, where it is not what such cells usually hold.
        """
        match of_type:
            case "s":
                return self._shared(starts, ends, codes)
            case "str":
                return self._texts.shown(starts, ends, kept_text)
            case "b":
                return self._truths(starts, ends)
            case "e":
                return [""] * len(starts)
            case _:
                raise Unusual

    def _shared(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], codes: NDArray[np.intp]
    ) -> NDArray[np.object_]:
        numbers, decimals, is_short = short_numbers(self._piece, starts, ends)
        if not is_short.all() or decimals.any():
            raise Unusual
        return self._kinds.shared(numbers.astype(np.intp), codes)

    def _truths(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[Value]:
        try:
            return [_TRUTHS[text] for text in self._piece.slices(starts, ends)]
        except KeyError:
            raise Unusual from None


def _known(look: Look) -> Mapping[float, Value]:
    """Give what each serial number is under a look that takes it for a moment or a span."""
    if look.taken_for == "span":
        return spans()
    return moments(shows_day=look.shows_day, from_1904=look.from_1904)


def _padded(number: float, digits: int) -> Value:
    """Give a number that is shown as 0007 as the text that is shown: it is an id, and kept so."""
    is_shown_so = number.is_integer() and 0 <= number < 10 ** (digits - 1)
    return f"{int(number):0{digits}d}" if is_shown_so else number
