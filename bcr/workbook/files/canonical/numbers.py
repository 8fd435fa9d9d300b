"""Numbers as they are written in a piece of XML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.piece import FIRST_BYTES, WORD
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.piece import Piece

#: All that numbers are written with, and what is put between them here.
_FIGURES: Final = b"0123456789.+-eE,"
_TENS: Final = 10.0 ** np.arange(WORD + 1)


def _each(byte: int) -> np.uint64:
    """Give a word of eight equal bytes."""
    return np.uint64(int.from_bytes(bytes([byte]) * WORD, "little"))


_ONE, _TOP, _DOT, _ZERO = _each(0x01), _each(0x80), _each(ord(".")), _each(ord("0"))
_HIGH, _BEYOND_NINE = _each(0xF0), _each(0x10 - 10)
_BIT, _BITS_TO_TOP, _BITS = np.uint64(1), np.uint64(7), np.uint64(8)
#: Noughts before so many digits of a word.
_NOUGHTS: Final = _ZERO & FIRST_BYTES[::-1]
#: How digits, then pairs of them, then fours are put together to one number.
_JOINTS: Final = (
    (_each(0x0F), np.uint64(10 * 2**8 + 1), np.uint64(8)),
    (np.uint64(0x00FF00FF00FF00FF), np.uint64(100 * 2**16 + 1), np.uint64(16)),
    (np.uint64(0x0000FFFF0000FFFF), np.uint64(10_000 * 2**32 + 1), np.uint64(32)),
)


def floats(piece: Piece, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give the numbers between some bounds.

    Raises: Unusual, where one is no finite number in the usual writing.
    """
    wholes, decimals, is_short = short_numbers(piece, starts, ends)
    numbers: NDArray[np.float64] = wholes / _TENS.take(decimals)
    if not is_short.all():
        others = (~is_short).nonzero()[0]
        texts = piece.slices(starts.take(others), ends.take(others))
        numbers[others] = _long_numbers(texts)
    return numbers


def short_numbers(
    piece: Piece, starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> tuple[NDArray[np.uint64], NDArray[np.intp], NDArray[np.bool_]]:
    """Give the digits of short numbers without sign, taken as whole numbers that are exact.

    With them, how many of the digits are decimals, and which numbers are of this kind: up to eight
    bytes. What is said of others means nothing.
    """
    lengths = ends - starts
    words = piece.words_at(starts, lengths)
    differing = words ^ _DOT
    dots = (differing - _ONE) & ~differing & _TOP
    # what is before the first dot stays, what is behind it moves up
    before = ((dots & (~dots + _BIT)) >> _BITS_TO_TOP) - _BIT
    kept = words & before
    words >>= _BITS
    words &= ~before
    words |= kept
    has_dot = dots.astype(np.bool_)
    digits = lengths - has_dot
    is_short = (digits > 0) & (lengths <= WORD)
    digits = np.minimum(np.maximum(digits, 0), WORD)
    words <<= (WORD * (WORD - digits)).astype(np.uint64)
    words |= _NOUGHTS.take(digits)
    is_short &= (words & _HIGH) == (_ZERO & _HIGH)
    is_short &= ((words + _BEYOND_NINE) & _HIGH) == (_ZERO & _HIGH)
    for mask, factor, shift in _JOINTS:
        words &= mask
        words *= factor
        words >>= shift
    decimals = np.where(has_dot, digits - (np.bitwise_count(before) >> 3), 0)
    return words, decimals, is_short


def _long_numbers(texts: list[bytes]) -> list[float]:
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
