"""The cells of some rows of a sheet: where they stand, what they hold, what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.places import places_in
from bcr.workbook.files.canonical.tags import (
    EMPTY_FORMULA,
    EMPTY_VALUE,
    FORMULA,
    INLINE,
    PRESERVED,
    TEXT,
    VALUE,
    tags_in,
)
from bcr.workbook.files.canonical.texts import Texts, cut_text, kept_text, unescaped
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.canonical.values import Stored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.places import Places
    from bcr.workbook.files.canonical.values import Book

_TAG: Final = len("<v>")
_CLOSE, _SPACE = ord(">"), ord(" ")
#: Types of cells that say nothing where what is stored in them is empty.
_MAY_BE_EMPTY: Final = frozenset({"", "n", "s", "b", "str"})


@dataclass(slots=True)
class Cells:
    """The cells of some rows in their order; all dictionaries are by the number of a cell."""

    places: Places
    values: NDArray[np.object_]
    #: Those that count for the outline of a sheet, be they blank.
    filled: NDArray[np.bool_]
    #: Those whose number format says something of a value.
    formatted: NDArray[np.bool_]
    errors: dict[int, str] = field(default_factory=dict)
    #: Formulas that were never run.
    uncached: dict[int, str] = field(default_factory=dict)
    #: Tags of formulas that say more than that one is there.
    formula_tags: dict[int, bytes] = field(default_factory=dict)


def cells_in(raw: bytes, book: Book) -> Cells:
    """Give the cells of some whole rows, with padding behind them.

    Raises: Unusual, where anything is not as the usual programs write it.
    """
    return _Reader(raw, book).cells


class _Reader:
    def __init__(self, raw: bytes, book: Book) -> None:
        piece = np.frombuffer(raw, np.uint8)
        self._piece, self._raw, self._tags = piece, raw, tags_in(piece)
        self._texts = Texts(piece, raw)
        self._stored = Stored(piece, raw, self._texts, book)
        places = places_in(piece, raw, self._tags)
        self._said, self._codes = places.said, places.codes
        count = len(places.tags)
        is_cell = np.zeros(len(self._tags.at), np.intp)
        is_cell[places.tags] = 1
        #: Number of the cell that each tag stands in.
        self._owners = np.cumsum(is_cell) - 1
        blanks = np.empty(count, object)
        blanks.fill("")
        self.cells = Cells(places, blanks, np.zeros(count, bool), np.zeros(count, bool))
        has_format = np.array([bool(book.look(tag).meaning) for tag in self._said], bool)
        if has_format.any():
            self.cells.formatted = has_format.take(self._codes)
        self._read_inline()
        self._read_formulas(self._read_stored())

    def _are(self, *types: str) -> NDArray[np.bool_]:
        """Tell of each code whether its cells are of some types."""
        return np.array([tag.type in types for tag in self._said], bool)

    def _read_inline(self) -> None:
        tags, cells = self._tags, self.cells
        if not tags.counts[INLINE]:
            return
        owners = self._owners.take(tags.of(INLINE))
        if not self._are("inlineStr").take(self._codes.take(owners)).all():
            raise Unusual
        cells.filled[owners] = True
        texts = tags.of(TEXT)
        starts, ends, owners = tags.at.take(texts), tags.ends.take(texts), self._owners.take(texts)
        keeps = self._piece.take(starts + 2) != _CLOSE
        if keeps.any():
            kept = self._texts.shown(starts[keeps] + PRESERVED, ends[keeps], kept_text)
            cells.values[owners[keeps]] = kept
            starts, ends, owners = starts[~keeps], ends[~keeps], owners[~keeps]
        cells.values[owners] = self._texts.shown(starts + _TAG, ends, cut_text)

    def _read_stored(self) -> NDArray[np.bool_]:
        """Read what is stored; give which cells have something stored that is not empty."""
        tags, cells = self._tags, self.cells
        stored = tags.of(VALUE)
        starts, ends = tags.at.take(stored), tags.ends.take(stored)
        keeps = self._piece.take(starts + 2) != _CLOSE
        starts += np.where(keeps, PRESERVED, _TAG) if keeps.any() else _TAG
        owners = self._owners.take(stored)
        is_empty = starts == ends
        if is_empty.any() or tags.counts[EMPTY_VALUE]:
            empty = np.append(owners[is_empty], self._owners.take(tags.of(EMPTY_VALUE)))
            self._read_empty(empty)
            starts, ends, owners = starts[~is_empty], ends[~is_empty], owners[~is_empty]
        has_some = np.zeros(len(cells.values), bool)
        has_some[owners] = True
        cells.filled |= has_some
        codes = self._codes.take(owners)
        counts = np.bincount(codes, minlength=len(self._said)).tolist()
        for code, (tag, count) in enumerate(zip(self._said, counts, strict=True)):
            if not count:
                continue
            chosen = np.flatnonzero(codes == code)
            of_code = starts.take(chosen), ends.take(chosen)
            cells.values[owners.take(chosen)] = self._stored.values(tag, *of_code)
            if tag.type == "e":
                texts = self._texts.between(*of_code)
                cells.errors |= zip(owners.take(chosen).tolist(), texts, strict=True)
        if any("&" in text for text in cells.errors.values()):
            raise Unusual
        return has_some

    def _read_empty(self, owners: NDArray[np.intp]) -> None:
        """Take note of cells in which nothing is stored: a formula may give an empty text."""
        codes = self._codes.take(owners)
        if not self._are(*_MAY_BE_EMPTY).take(codes).all():
            raise Unusual
        self.cells.filled[owners[self._are("str").take(codes)]] = True

    def _read_formulas(self, has_some: NDArray[np.bool_]) -> None:
        tags, cells = self._tags, self.cells
        is_error = self._are("e")
        if is_error.any():
            errors = is_error.take(self._codes)
            if np.count_nonzero(errors) != len(cells.errors):
                raise Unusual
            cells.formatted &= ~errors
        formulas = tags.of(FORMULA, EMPTY_FORMULA)
        if not len(formulas):
            return
        owners = self._owners.take(formulas)
        self._note_tags(formulas, owners)
        valueless = ~has_some.take(owners)
        cells.formatted[owners[valueless]] = False
        valueless &= ~self._are("str").take(self._codes.take(owners))
        for number, owner in zip(
            formulas[valueless].tolist(), owners[valueless].tolist(), strict=True
        ):
            cells.uncached[owner] = "=" + self._formula(number)

    def _note_tags(self, formulas: NDArray[np.intp], owners: NDArray[np.intp]) -> None:
        at = self._tags.at.take(formulas)
        spaced = self._piece.take(at + 2) == _SPACE
        starts, raw = at[spaced].tolist(), self._raw
        tags = [raw[start : raw.index(b">", start) + 1] for start in starts]
        self.cells.formula_tags = dict(zip(owners[spaced].tolist(), tags, strict=True))

    def _formula(self, number: int) -> str:
        if self._tags.kinds[number] == EMPTY_FORMULA:
            return ""
        start, end = int(self._tags.at[number]), int(self._tags.ends[number])
        start = self._raw.index(b">", start) + 1
        return unescaped(self._texts.between(np.array([start]), np.array([end]))[0])
