"""Numbers as they are written in a piece of XML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO: Final = ord("0")
#: Digits of which any number is exact.
_MOST_DIGITS: Final = 15
#: All that numbers are written with, and what is put between them here.
_FIGURES: Final = b"0123456789.+-eE,"


def whole_numbers(
    piece: NDArray[np.uint8], starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Give the numbers between some bounds that are digits alone; -1 for all others."""
    lengths = ends - starts
    numbers = np.zeros(len(starts), np.int64)
    sound = (lengths > 0) & (lengths <= _MOST_DIGITS)
    for i in range(min(int(lengths.max(initial=0)), _MOST_DIGITS)):
        digits = piece.take(starts + i) - _ZERO  # below the digits it wraps round, beyond 9
        inside = lengths > i
        sound &= (digits <= 9) | ~inside
        numbers = np.where(inside, numbers * 10 + digits, numbers)
    numbers[~sound] = -1
    return numbers


def floats(raw: bytes, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[float]:
    """Give the numbers between some bounds.

    Raises: Unusual, where one is no finite number in the usual writing.
    """
    bounds = zip(starts.tolist(), ends.tolist(), strict=True)
    texts = [raw[start:end] for start, end in bounds]
    joined = b"," + b",".join(texts)
    if joined.translate(None, _FIGURES) or joined.find(b",+") >= 0:
        raise Unusual
    try:
        numbers = list(map(float, texts))
    except ValueError:
        raise Unusual from None
    if not all(map(math.isfinite, numbers)):
        raise Unusual
    return numbers
