"""Where the cells of some rows stand, and what their tags say beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bcr.workbook.files.canonical.piece import WORD
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.piece import Piece
    from bcr.workbook.files.canonical.tags import Tags

_FIRST, _ZERO, _QUOTE = ord("A"), ord("0"), ord('"')
_LETTERS, _LAST_ROW, _LAST_COLUMN = 26, 1_048_576, 16_383
_ROW_TAG, _CELL_TAG = len('<row r="'), len('<c r="')
#: Of a number of so many digits, what each of its digits counts.
_WORTHS: Final = np.array(
    [[10 ** (count - 1 - i) if i < count else 0 for i in range(WORD)] for count in range(WORD + 1)]
)
#: Words that what a tag says beside its place may have.
_WORDS: Final = 3
#: An odd number, by which the bytes of a tag are mixed.
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_BUCKETS: Final = 13
#: Times that texts may wait for their turn in a bucket; those of no program ever do so often.
_MOST_TURNS: Final = 50
#: How the tag of a row ends that says nothing more.
BARE: Final = b">"
_EACH: Final = np.arange(WORD)
_ATTRIBUTES: Final = re.compile(rb'((?: (?:s|t|cm|vm|ph)="[0-9A-Za-z]+")*) ?/?>')
_ATTRIBUTE: Final = re.compile(r'(\w+)="(\w+)"')


class CellTag(NamedTuple):
    """What the tag of a cell says beside its place."""

    style: str
    type: str


class Section(NamedTuple):
    """Some rows of a sheet, and their cells, among all that are read at once."""

    rows: slice
    cells: slice
    #: From the top of the sheet.
    height: int
    #: Up to the last cell, be it blank; of no cells it means nothing.
    width: int


class Places(NamedTuple):
    """Row and column of each cell, from 0; `codes` are the numbers of what their tags say."""

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

    def sections(self, starts: Sequence[int]) -> list[Section]:
        """Give the section of each of some sheets that begin at some bytes.

        Raises: Unusual, where no row begins there, or rows of one sheet do not follow each other.
        """
        firsts = self.starts.searchsorted(starts)
        if (self.starts.take(firsts, mode="clip") != starts).any():
            raise Unusual
        back = (self.numbers[1:] <= self.numbers[:-1]).nonzero()[0] + 1
        rows = firsts.tolist()
        if not set(rows).issuperset(back.tolist()):
            raise Unusual
        cells = self.rows.searchsorted(firsts)
        ends = [*rows[1:], len(self.starts)]
        heights = self.numbers.take(np.array(ends, np.intp) - 1) + 1
        widths = np.maximum.reduceat(np.append(self.columns, -1), cells) + 1
        cells = cells.tolist()
        of_cells = map(slice, cells, [*cells[1:], len(self.rows)])
        of_rows = map(slice, rows, ends)
        return list(map(Section, of_rows, of_cells, heights.tolist(), widths.tolist()))


def places_in(piece: Piece, tags: Tags) -> Places:
    """Give the places of the cells of some rows.

    Raises: Unusual, where a tag is not the usual one, or a cell does not stand in its row.
    """
    row_starts = tags.at.take(tags.rows)
    digits, numbers = _row_numbers(piece, row_starts)
    tails = _row_tails(piece, row_starts + digits + (_ROW_TAG + 1), tags.ends.take(tags.rows))
    firsts = np.append(tags.cells.searchsorted(tags.rows), len(tags.cells))
    rows = np.arange(len(tags.rows)).repeat(np.diff(firsts))
    columns, at = _columns(piece, tags.at.take(tags.cells))
    digits += 1  # with the quote behind them
    of_row = piece.words_at(row_starts, digits, _ROW_TAG)
    digits = digits.take(rows)
    if not (piece.words_at(at, digits) == of_row.take(rows)).all():
        raise Unusual
    if ((columns[1:] <= columns[:-1]) & (rows[1:] == rows[:-1])).any():
        raise Unusual
    at += digits
    ends = tags.ends.take(tags.cells)
    first, codes = _distinct(piece, at, ends)
    said = [_said(tail) for tail in piece.slices(at.take(first), ends.take(first))]
    return Places(row_starts, numbers, rows, columns, codes, said, tails)


def _row_numbers(piece: Piece, at: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Give of how many digits each row's number is, and the number from 0."""
    values = piece.bytes_at(at[:, None] + _EACH, _ROW_TAG) - _ZERO  # no digit is beyond 9
    digits = (values > 9).argmax(axis=1)
    numbers: NDArray[np.int64] = (values * _WORTHS.take(digits, axis=0)).sum(axis=1)
    is_sound = (values[:, 0] - 1 < 9) & (piece.bytes_at(at + digits, _ROW_TAG) == _QUOTE)
    if not is_sound.all() or numbers.max() > _LAST_ROW:
        raise Unusual
    numbers -= 1
    return digits, numbers


def _row_tails(piece: Piece, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[bytes]:
    """Give what rows say beside their number; where none says any more, each has but its end."""
    is_bare = (ends - starts == len(BARE)).all()
    return [BARE] * len(starts) if is_bare else piece.slices(starts, ends)


def _columns(piece: Piece, at: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Give the column of each address, and where its letters end."""
    first, second = (piece.bytes_at(at, _CELL_TAG + i) - _FIRST for i in range(2))
    if not (first < _LETTERS).all():
        raise Unusual
    columns = first.astype(np.int64)
    has_two = second < _LETTERS
    if not has_two.any():
        return columns, at + (_CELL_TAG + 1)
    third = piece.bytes_at(at, _CELL_TAG + 2) - _FIRST
    columns = np.where(has_two, (columns + 1) * _LETTERS + second, columns)
    has_three = has_two & (third < _LETTERS)
    columns = np.where(has_three, (columns + 1) * _LETTERS + third, columns)
    if columns.max() > _LAST_COLUMN:
        raise Unusual
    return columns, at + (_CELL_TAG + 1) + has_two + has_three


def _distinct(
    piece: Piece, starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give one place for each distinct text between some bounds, and which of them is each one's.

    Texts are put into buckets by their mixed bytes; each must equal, byte by byte, the one that
    speaks for its bucket.
    """
    lengths = ends - starts
    longest = int(lengths.max(initial=1))
    if longest > WORD * _WORDS:
        raise Unusual
    parts = [piece.words_at(starts, lengths - i, i) for i in range(0, longest, WORD)]
    mixed = parts[0] * _MIXER
    for part in parts[1:]:
        mixed ^= part
        mixed *= _MIXER
    return _settled(parts, (mixed >> np.uint64(64 - _BUCKETS)).astype(np.intp))


def _settled(
    parts: list[NDArray[np.uint64]], buckets: NDArray[np.intp], turns: int = _MOST_TURNS
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give who speaks for each distinct text; where two share a bucket, one waits for its turn."""
    numbers = np.arange(len(buckets))
    spokesmen = np.empty(1 << _BUCKETS, np.intp)
    spokesmen[buckets] = numbers
    spoken = spokesmen.take(buckets)
    firsts = (spoken == numbers).nonzero()[0]
    spokesmen[buckets.take(firsts)] = np.arange(len(firsts))
    codes = spokesmen.take(buckets)
    same = parts[0] == parts[0].take(spoken)
    for part in parts[1:]:
        same &= part == part.take(spoken)
    if not same.all():
        if not turns:
            raise Unusual
        left = (~same).nonzero()[0]
        of_left = [part.take(left) for part in parts], buckets.take(left)
        more, others = _settled(*of_left, turns - 1)
        codes[left] = others + len(firsts)
        firsts = np.append(firsts, left.take(more))
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
