"""Where the cells of some rows stand, and what their tags say beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.tags import CELL, EMPTY_CELL, EMPTY_ROW, ROW
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.tags import Tags

_FIRST, _ZERO, _QUOTE = ord("A"), ord("0"), ord('"')
_LETTERS, _DIGITS, _LAST_ROW, _LAST_COLUMN = 26, 7, 1_048_576, 16_383
_ROW_TAG, _CELL_TAG = len('<row r="'), len('<c r="')
_WORD, _WORDS = 8, 3
#: Of a word of eight bytes the first so many.
_FIRST_BYTES: Final = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)
#: An odd number, by which the bytes of a tag are mixed.
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_BUCKETS: Final = 13
_ATTRIBUTES: Final = re.compile(rb'((?: (?:s|t|cm|vm|ph)="[0-9A-Za-z]+")*) ?/?>')
_ATTRIBUTE: Final = re.compile(r'(\w+)="(\w+)"')


@dataclass(frozen=True, slots=True)
class CellTag:
    """What the tag of a cell says beside its place."""

    style: str
    type: str


@dataclass(frozen=True, slots=True)
class Places:
    """Row and column of each cell, from 0; `codes` are the numbers of what their tags say."""

    #: Which of the tags are cells.
    tags: NDArray[np.intp]
    #: Where each row begins, and its number from 0.
    starts: NDArray[np.intp]
    numbers: NDArray[np.int64]
    #: Of each cell: which of these rows it stands in.
    rows: NDArray[np.intp]
    columns: NDArray[np.int64]
    codes: NDArray[np.intp]
    said: list[CellTag]
    #: What row tags say beside their numbers.
    row_tails: list[bytes]


def places_in(piece: NDArray[np.uint8], raw: bytes, tags: Tags) -> Places:
    """Give the places of the cells of some rows.

    Raises: Unusual, where a tag is not the usual one, or a cell does not stand in its row.
    """
    row_tags, cell_tags = tags.of(ROW, EMPTY_ROW), tags.of(CELL, EMPTY_CELL)
    digits, counts, numbers = _row_numbers(piece, tags.at[row_tags] + _ROW_TAG)
    starts = tags.at[row_tags] + _ROW_TAG + counts + 1
    bounds = zip(starts.tolist(), tags.ends[row_tags].tolist(), strict=True)
    row_tails = [raw[start:end] for start, end in bounds]
    firsts = np.append(np.searchsorted(cell_tags, row_tags), len(cell_tags))
    rows = np.repeat(np.arange(len(row_tags)), np.diff(firsts))
    at = tags.at[cell_tags] + _CELL_TAG
    columns, width = _columns(piece, at)
    at = at + width
    _require_row(piece, at, digits, counts, rows)
    at += counts.take(rows)
    at += 1
    if ((columns[1:] <= columns[:-1]) & (rows[1:] == rows[:-1])).any():
        raise Unusual
    ends = tags.ends[cell_tags]
    first, codes = _distinct(raw, at, ends)
    bounds = zip(at[first].tolist(), ends[first].tolist(), strict=True)
    said = [_said(raw[start:end]) for start, end in bounds]
    row_starts = tags.at[row_tags]
    return Places(cell_tags, row_starts, numbers, rows, columns, codes, said, row_tails)


def _row_numbers(
    piece: NDArray[np.uint8], at: NDArray[np.intp]
) -> tuple[NDArray[np.uint8], NDArray[np.intp], NDArray[np.int64]]:
    """Give the digits of each row's number with what follows, how many they are, and the number."""
    digits = piece.take(at[:, None] + np.arange(_DIGITS + 1))
    values = digits - _ZERO  # below the digits it wraps round, beyond 9
    counts = (values > 9).argmax(axis=1)
    numbers = np.zeros(len(at), np.int64)
    for i in range(int(counts.max(initial=0))):
        numbers = np.where(i < counts, numbers * 10 + values[:, i], numbers)
    is_sound = (values[:, 0] - 1 < 9) & (piece.take(at + counts) == _QUOTE)
    if not is_sound.all() or (counts == 0).any() or numbers.max(initial=0) > _LAST_ROW:
        raise Unusual
    return digits, counts, numbers - 1


def _columns(
    piece: NDArray[np.uint8], at: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Give the column of each address, and of how many letters it is."""
    first, second, third = (piece.take(at + i) - _FIRST for i in range(3))
    if not (first < _LETTERS).all():
        raise Unusual
    columns = first.astype(np.int64)
    width = np.ones(len(at), np.intp)
    has_two = second < _LETTERS
    if has_two.any():
        columns = np.where(has_two, (columns + 1) * _LETTERS + second, columns)
        has_three = has_two & (third < _LETTERS)
        columns = np.where(has_three, (columns + 1) * _LETTERS + third, columns)
        width += has_two
        width += has_three
        if columns.max() > _LAST_COLUMN:
            raise Unusual
    return columns, width


def _require_row(
    piece: NDArray[np.uint8],
    at: NDArray[np.intp],
    digits: NDArray[np.uint8],
    counts: NDArray[np.intp],
    rows: NDArray[np.intp],
) -> None:
    """See that each address ends with the number of its row, digit by digit, and with a quote."""
    same_count = len(counts) and counts.min() == counts.max()
    for i in range(int(counts.max(initial=0)) + 1):
        same = piece.take(at + i) == digits[:, i].take(rows)
        if not same_count:
            same |= counts.take(rows) < i
        if not same.all():
            raise Unusual


def _distinct(
    raw: bytes, starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give one place for each distinct text between some bounds, and which of them is each one's.

    Texts are put into buckets by their mixed bytes; each must equal, byte by byte, the one that
    speaks for its bucket.
    """
    lengths = ends - starts
    if not len(lengths):
        return starts, starts
    longest = int(lengths.max())
    if longest > _WORD * _WORDS:
        raise Unusual
    words = np.ndarray((len(raw) - _WORD + 1,), "<u8", raw, 0, (1,))
    parts = [
        words[starts + _WORD * i] & _FIRST_BYTES.take((lengths - _WORD * i).clip(0, _WORD))
        for i in range((longest + _WORD - 1) // _WORD)
    ]
    mixed = parts[0] * _MIXER
    for part in parts[1:]:
        mixed ^= part
        mixed *= _MIXER
    return _settled(parts, (mixed >> np.uint64(64 - _BUCKETS)).astype(np.intp))


def _settled(
    parts: list[NDArray[np.uint64]], buckets: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give who speaks for each distinct text; where two share a bucket, one waits for its turn."""
    spokesmen = np.empty(1 << _BUCKETS, np.intp)
    codes = np.empty(len(buckets), np.intp)
    firsts = np.empty(0, np.intp)
    left = np.arange(len(buckets))
    while len(left):
        spokesmen[buckets] = left
        spoken = spokesmen.take(buckets)
        same = parts[0].take(left) == parts[0].take(spoken)
        for part in parts[1:]:
            same &= part.take(left) == part.take(spoken)
        new = left[spoken == left]
        codes[new] = np.arange(len(firsts), len(firsts) + len(new))
        firsts = np.append(firsts, new)
        codes[left[same]] = codes.take(spoken[same])
        left, buckets = left[~same], buckets[~same]
    return firsts, codes


@lru_cache(maxsize=1024)
def _said(tail: bytes) -> CellTag:
    match = _ATTRIBUTES.fullmatch(tail)
    if match is None:
        raise Unusual
    pairs = _ATTRIBUTE.findall(match[1].decode())
    said = dict(pairs)
    style = said.get("s", "")
    if len(said) != len(pairs) or (style and (not style.isdigit() or str(int(style)) != style)):
        raise Unusual
    return CellTag(style, said.get("t", ""))
