"""The tags in the rows of a sheet: where they stand, what each is, and that their order is legal.

Every byte between the first tag and the last belongs to a tag or to the text of a value, formula
or inline string: nothing else can pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.piece import Piece

(
    OTHER, ROW, EMPTY_ROW, END_ROW, CELL, EMPTY_CELL, END_CELL, VALUE, EMPTY_VALUE, END_VALUE,
    FORMULA, EMPTY_FORMULA, END_FORMULA, INLINE, END_INLINE, TEXT, EMPTY_TEXT, END_TEXT,
    SPACED_VALUE, SPACED_FORMULA, SPACED_TEXT,
) = range(21)  # fmt: skip
#: What a tag is by its first two letters.
_NAMES: Final = {
    b"ro": ROW, b"/r": END_ROW, b"c ": CELL, b"/c": END_CELL,
    b"v>": VALUE, b"v/": EMPTY_VALUE, b"v ": SPACED_VALUE, b"/v": END_VALUE,
    b"f>": FORMULA, b"f/": EMPTY_FORMULA, b"f ": SPACED_FORMULA, b"/f": END_FORMULA,
    b"is": INLINE, b"/i": END_INLINE,
    b"t>": TEXT, b"t/": EMPTY_TEXT, b"t ": SPACED_TEXT, b"/t": END_TEXT,
}  # fmt: skip
#: Bytes of those that are always written in the same way.
_LENGTHS: Final = {
    END_ROW: 6, END_CELL: 4, EMPTY_VALUE: 4, END_VALUE: 4, EMPTY_FORMULA: 4, END_FORMULA: 4,
    INLINE: 4, END_INLINE: 5, EMPTY_TEXT: 4, END_TEXT: 4,
}  # fmt: skip
#: Those behind which a text stands.
_OPEN: Final = (VALUE, FORMULA, TEXT)
_SPACED: Final = (SPACED_VALUE, SPACED_FORMULA, SPACED_TEXT)
_ROWS, _CELLS = (ROW, EMPTY_ROW), (CELL, EMPTY_CELL)
#: What may stand behind each; the first row stands behind the end of one.
_FOLLOWERS: Final = {
    ROW: (*_CELLS, END_ROW),
    EMPTY_ROW: _ROWS,
    END_ROW: _ROWS,
    CELL: (VALUE, EMPTY_VALUE, FORMULA, EMPTY_FORMULA, INLINE, END_CELL),
    EMPTY_CELL: (*_CELLS, END_ROW),
    END_CELL: (*_CELLS, END_ROW),
    VALUE: (END_VALUE,),
    EMPTY_VALUE: (END_CELL,),
    END_VALUE: (END_CELL,),
    FORMULA: (END_FORMULA,),
    EMPTY_FORMULA: (VALUE, EMPTY_VALUE, END_CELL),
    END_FORMULA: (VALUE, EMPTY_VALUE, END_CELL),
    INLINE: (TEXT, EMPTY_TEXT, END_INLINE),
    END_INLINE: (END_CELL,),
    TEXT: (END_TEXT,),
    EMPTY_TEXT: (END_INLINE,),
    END_TEXT: (END_INLINE,),
}
_WITH_SPACES: Final = (
    (SPACED_VALUE, VALUE, EMPTY_VALUE),
    (SPACED_FORMULA, FORMULA, EMPTY_FORMULA),
    (SPACED_TEXT, TEXT, EMPTY_TEXT),
)
_ENDS: Final = (END_ROW, EMPTY_ROW)
#: What stands behind `<t` or `<v` where the spaces around a text are kept, in parts.
_PRESERVING: Final = ((2, b" xml:spa"), (10, b'ce="pres'), (18, b'erve">'))
#: Bytes of `<t />`.
_SPACED_LENGTH: Final = 5
_SLASH, _CLOSE, _LONG = ord("/"), ord(">"), 7
#: Offset of the text behind the tag that keeps the spaces around it.
PRESERVED: Final = len('<t xml:space="preserve">')


def _kinds_by_name() -> NDArray[np.uint8]:
    kinds = np.zeros(1 << 16, np.uint8)
    for name, kind in _NAMES.items():
        kinds[name[0] << 8 | name[1]] = kind
    return kinds


def _sound_shapes() -> NDArray[np.bool_]:
    """Tell of kind, length (up to 7) and whether the last byte closes a tag, what may be."""
    sound = np.zeros((32, _LONG + 1, 2), np.bool_)
    for kind in range(1, SPACED_TEXT + 1):
        lengths = [_LENGTHS[kind]] if kind in _LENGTHS else range(3, _LONG + 1)
        sound[kind, lengths, 1] = True
        sound[kind, lengths, 0] = kind in {*_OPEN, *_SPACED}
    return sound.ravel()


def _legal_pairs() -> NDArray[np.bool_]:
    legal = np.zeros((32, 32), np.bool_)
    for kind, followers in _FOLLOWERS.items():
        legal[kind, followers] = True
    return legal.ravel()


_KIND: Final = _kinds_by_name()
_SOUND: Final = _sound_shapes()
_LEGAL: Final = _legal_pairs()


class Tags:
    """Place, end and kind of each tag in some whole rows; a tag ends where the next one begins.

    Raises: Unusual, where anything is there but rows of cells in legal order.
    """

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self.at, self.ends, self.kinds = _shaped(piece)
        #: How many there are of each kind.
        self.counts: list[int] = np.bincount(self.kinds, minlength=32).tolist()
        #: Kinds of those behind some of which a text keeps the spaces around it.
        self.preserving: set[int] = set()
        #: Which are those of rows and of cells, closed at once or not.
        self.rows, self.cells = self.of(ROW), self.of(CELL)
        self._require_names()
        self._settle_spaced()
        self._settle(ROW, EMPTY_ROW, self.rows[self._are_short(self.rows)])
        self._settle(CELL, EMPTY_CELL, self.cells[self._are_short(self.cells)])
        self._require_order()

    def of(self, *kinds: int) -> NDArray[np.intp]:
        """Give the numbers of those of some kinds."""
        there = [kind for kind in kinds if self.counts[kind]]
        if not there:
            return np.empty(0, np.intp)
        found = self.kinds == there[0]
        for kind in there[1:]:
            found |= self.kinds == kind
        numbers: NDArray[np.intp] = found.nonzero()[0]
        return numbers

    def _require_names(self) -> None:
        """Look at those letters of the names that kind and length say nothing about."""
        names = ((self.rows, b'<row r="'), (self.cells, b'<c r="'))
        ends = ((END_ROW, b"</row>"), (END_INLINE, b"</is>"))
        for numbers, name in (*names, *((self.of(kind), name) for kind, name in ends)):
            if not self._piece.all_begin(self.at.take(numbers), name):
                raise Unusual

    def _settle_spaced(self) -> None:
        """Tell `<t />` from the text that keeps its spaces; formulas may have any attributes."""
        for kind, whole, empty in _WITH_SPACES:
            if not self.counts[kind]:
                continue
            spaced = self.of(kind)
            if kind == SPACED_FORMULA:
                is_empty = self._are_closed_at_once(spaced)
            else:
                is_empty = self._piece.bytes_at(self.at.take(spaced), 3) == _SLASH
                self._require_known(spaced[~is_empty], spaced[is_empty])
                self.preserving.add(whole)
            self._settle(kind, whole, spaced[~is_empty])
            self._settle(kind, empty, spaced[is_empty])

    def _require_known(self, whole: NDArray[np.intp], empty: NDArray[np.intp]) -> None:
        at = self.at.take(whole)
        is_known = all(self._piece.all_begin(at, part, i) for i, part in _PRESERVING)
        is_short = (self.ends.take(empty) - self.at.take(empty) == _SPACED_LENGTH).all()
        is_closed = self._piece.all_begin(self.at.take(empty), b">", _SPACED_LENGTH - 1)
        if not (is_known and is_short and is_closed):
            raise Unusual

    def _are_closed_at_once(self, numbers: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which of some tags with any attributes are; behind such a one no text may stand."""
        raw = self._piece.raw
        closes = np.array([raw.find(b">", at) for at in self.at.take(numbers).tolist()], np.intp)
        at_once: NDArray[np.bool_] = self._piece.bytes.take(closes - 1) == _SLASH
        if (closes[at_once] != self.ends.take(numbers[at_once]) - 1).any():
            raise Unusual
        return at_once

    def _are_short(self, numbers: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which of some tags have a slash at their end."""
        found: NDArray[np.bool_] = self._piece.bytes.take(self.ends.take(numbers) - 2) == _SLASH
        return found

    def _settle(self, old: int, new: int, numbers: NDArray[np.intp]) -> None:
        if len(numbers):
            self.kinds[numbers] = new
            self.counts[old] -= len(numbers)
            self.counts[new] += len(numbers)

    def _require_order(self) -> None:
        follows = self.kinds[:-1].astype(np.int16)
        follows <<= 5
        follows += self.kinds[1:]
        is_legal = _LEGAL.take(follows).all()
        if self.kinds[0] not in _ROWS or self.kinds[-1] not in _ENDS or not is_legal:
            raise Unusual


def _shaped(piece: Piece) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint8]]:
    """Give place, end and kind of each tag, by its first two letters, its length and its end."""
    places = (piece.bytes == ord("<")).nonzero()[0]
    at, ends = places[:-1], places[1:]  # a last one stands behind the piece
    if not len(at) or at[0] != 0:
        raise Unusual
    names = piece.bytes_at(at, 1).astype(np.uint16)
    names <<= 8
    names |= piece.bytes_at(at, 2)
    kinds = _KIND.take(names)
    shapes = kinds.astype(np.int16)
    shapes <<= 3
    shapes += np.minimum(ends - at, _LONG).astype(np.int16)
    shapes <<= 1
    shapes += piece.bytes.take(ends - 1) == _CLOSE
    if not _SOUND.take(shapes).all():
        raise Unusual
    return at, ends, kinds
