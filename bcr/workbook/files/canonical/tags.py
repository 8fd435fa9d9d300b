"""The tags in the rows of a sheet: where they stand, what each is, and that their order is legal.

Every byte between the first tag and the last belongs to a tag or to the text of a value, formula
or inline string: nothing else can pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Bytes that must stand behind a piece, so that each tag may be looked at beyond its end.
PADDING: Final = b" " * 40
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
#: Those that may say to keep the spaces around a text, or be empty.
_WITH_SPACES: Final = ((SPACED_VALUE, VALUE, EMPTY_VALUE), (SPACED_TEXT, TEXT, EMPTY_TEXT))
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


@dataclass(frozen=True, slots=True)
class Tags:
    """Place, kind and end of each tag; a tag ends where the next one begins."""

    at: NDArray[np.intp]
    ends: NDArray[np.intp]
    kinds: NDArray[np.uint8]
    #: How many there are of each kind.
    counts: list[int]

    def of(self, *kinds: int) -> NDArray[np.intp]:
        """Give the numbers of those of some kinds."""
        there = [kind for kind in kinds if self.counts[kind]]
        if not there:
            return np.empty(0, np.intp)
        found = self.kinds == there[0]
        for kind in there[1:]:
            found |= self.kinds == kind
        return np.flatnonzero(found)


def tags_in(piece: NDArray[np.uint8]) -> Tags:
    """Give the tags of some whole rows, with padding behind them.

    Raises: Unusual, where anything is there but rows of cells in legal order.
    """
    length = len(piece) - len(PADDING)
    at = np.flatnonzero(piece == ord("<"))
    if not len(at) or at[0] != 0:
        raise Unusual
    ends = np.empty_like(at)
    ends[:-1], ends[-1] = at[1:], length
    names = piece.take(at + 1).astype(np.uint16)
    names <<= 8
    names |= piece.take(at + 2)
    kinds = _KIND.take(names)
    closed = piece.take(ends - 1) == _CLOSE
    shapes = np.minimum(ends - at, _LONG).astype(np.uint16)
    shapes += kinds.astype(np.uint16) << 3
    shapes <<= 1
    shapes += closed
    if not _SOUND.take(shapes).all():
        raise Unusual
    counts = np.bincount(kinds, minlength=32).tolist()
    tags = Tags(at, ends, kinds, counts)
    _require_names(piece, tags)
    _settle_spaced(piece, tags)
    _settle_empty(piece, tags)
    follows = kinds[:-1].astype(np.uint16) << 5
    follows += kinds[1:]
    if kinds[0] not in _ROWS or kinds[-1] not in {END_ROW, EMPTY_ROW}:
        raise Unusual
    if not _LEGAL.take(follows).all():
        raise Unusual
    return tags


def all_are(piece: NDArray[np.uint8], at: NDArray[np.intp], text: bytes) -> bool:
    """Tell whether a text stands at all of some places."""
    return all((piece.take(at + i) == byte).all() for i, byte in enumerate(text))


def _require_names(piece: NDArray[np.uint8], tags: Tags) -> None:
    """Look at those letters of the names that kind and length say nothing about."""
    for kind, letters in ((ROW, b'w r="'), (END_ROW, b"ow"), (END_INLINE, b"s")):
        at = tags.at[tags.of(kind)]
        if not all_are(piece, at + 3, letters):
            raise Unusual
    if not all_are(piece, tags.at[tags.of(CELL)] + 3, b'r="'):
        raise Unusual


def _settle_spaced(piece: NDArray[np.uint8], tags: Tags) -> None:
    """Tell `<t />` from the text that keeps its spaces; formulas may have any attributes."""
    for kind, whole, empty in _WITH_SPACES:
        if tags.counts[kind]:
            spaced = tags.of(kind)
            short = piece.take(tags.at[spaced] + 3) == _SLASH
            is_known = all_are(piece, tags.at[spaced[~short]] + 2, b' xml:space="preserve">')
            if not is_known or not _are_short(piece, tags, spaced[short]):
                raise Unusual
            _settle(tags, kind, whole, spaced[~short])
            _settle(tags, kind, empty, spaced[short])
    if tags.counts[SPACED_FORMULA]:
        spaced = tags.of(SPACED_FORMULA)
        ends = tags.ends[spaced]
        short = (piece.take(ends - 1) == _CLOSE) & (piece.take(ends - 2) == _SLASH)
        _settle(tags, SPACED_FORMULA, FORMULA, spaced[~short])
        _settle(tags, SPACED_FORMULA, EMPTY_FORMULA, spaced[short])


def _are_short(piece: NDArray[np.uint8], tags: Tags, numbers: NDArray[np.intp]) -> bool:
    """Tell whether some tags are written as `<v/>` or `<v />`."""
    at, lengths = tags.at[numbers], tags.ends[numbers] - tags.at[numbers]
    is_wide = lengths == 5
    return bool((is_wide | (lengths == 4)).all()) and all_are(piece, at[is_wide] + 2, b" />")


def _settle_empty(piece: NDArray[np.uint8], tags: Tags) -> None:
    """Tell rows and cells that are closed at once from those that are not."""
    for kind, empty in ((ROW, EMPTY_ROW), (CELL, EMPTY_CELL)):
        numbers = tags.of(kind)
        short = piece.take(tags.ends[numbers] - 2) == _SLASH
        if short.any():
            _settle(tags, kind, empty, numbers[short])


def _settle(tags: Tags, old: int, new: int, numbers: NDArray[np.intp]) -> None:
    tags.kinds[numbers] = new
    tags.counts[old] -= len(numbers)
    tags.counts[new] += len(numbers)
