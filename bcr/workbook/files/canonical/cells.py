"""The cells of some rows of a sheet: where they stand, what they hold, what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from bcr.workbook.files.canonical.numbers import floats
from bcr.workbook.files.canonical.places import places_in
from bcr.workbook.files.canonical.tags import (
    EMPTY_FORMULA,
    EMPTY_VALUE,
    FORMULA,
    INLINE,
    PRESERVED,
    TEXT,
    VALUE,
    Tags,
)
from bcr.workbook.files.canonical.texts import Texts, cut_text, kept_text, unescaped
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.canonical.values import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.looks import Look
    from bcr.workbook.files.canonical.piece import Piece
    from bcr.workbook.files.canonical.places import Places
    from bcr.workbook.files.canonical.values import Book

_TAG: Final = len("<v>")
_CLOSE, _SPACE = ord(">"), ord(" ")
_Kind = TypeVar("_Kind", str, "Look")
_NUMBERS: Final = ("", "n")
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


def cells_in(piece: Piece, book: Book) -> Cells:
    """Give the cells of some whole rows.

    Raises: Unusual, where anything is not as the usual programs write it.
    """
    return _Reader(piece, book).cells


class _Reader:
    def __init__(self, piece: Piece, book: Book) -> None:
        self._piece, self._tags, self._texts = piece, Tags(piece), Texts(piece)
        self._book, self._stored = book, Stored(piece, self._texts, book)
        places = places_in(piece, self._tags)
        self._said, self._codes = places.said, places.codes
        count = len(places.rows)
        is_cell = np.zeros(len(self._tags.at), np.intp)
        is_cell[self._tags.cells] = 1
        #: Number of the cell that each tag stands in.
        self._owners = is_cell.cumsum() - 1
        blanks = np.empty(count, object)
        blanks.fill("")
        self.cells = Cells(places, blanks, np.zeros(count, bool), np.zeros(count, bool))
        has_format = [bool(book.look(tag).meaning) for tag in self._said]
        if any(has_format):
            self.cells.formatted = np.array(has_format).take(self._codes)
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
        starts, ends, owners = self._bounds(TEXT)
        keeps = self._keep(starts)
        if keeps.any():
            kept = self._texts.shown(starts[keeps] + PRESERVED, ends[keeps], kept_text)
            cells.values[owners[keeps]] = kept
            starts, ends, owners = starts[~keeps], ends[~keeps], owners[~keeps]
        cells.values[owners] = self._texts.shown(starts + _TAG, ends, cut_text)

    def _bounds(self, kind: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Give where tags of a kind begin, where what is behind them ends, and in which cell."""
        tags, numbers = self._tags, self._tags.of(kind)
        return tags.at.take(numbers), tags.ends.take(numbers), self._owners.take(numbers)

    def _keep(self, starts: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which of some tags keep the spaces around the text behind them."""
        keeps: NDArray[np.bool_] = self._piece.bytes_at(starts, 2) != _CLOSE
        return keeps

    def _read_stored(self) -> NDArray[np.bool_]:
        """Read what is stored; give which cells have something stored that is not empty."""
        cells = self.cells
        starts, ends, owners = self._bounds(VALUE)
        keeps = self._keep(starts)
        starts += np.where(keeps, PRESERVED, _TAG) if keeps.any() else _TAG
        is_empty = starts == ends
        if self._tags.counts[EMPTY_VALUE] or is_empty.any():
            self._read_empty(np.append(owners[is_empty], self._bounds(EMPTY_VALUE)[2]))
            starts, ends, owners = starts[~is_empty], ends[~is_empty], owners[~is_empty]
        has_some = np.zeros(len(cells.values), bool)
        has_some[owners] = True
        cells.filled |= has_some
        codes = self._codes.take(owners)
        is_number = self._are(*_NUMBERS).take(codes)
        self._read_numbers(starts[is_number], ends[is_number], owners[is_number])
        if not is_number.all():
            others = ~is_number
            self._read_others(starts[others], ends[others], owners[others])
        return has_some

    def _read_numbers(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], owners: NDArray[np.intp]
    ) -> None:
        numbers = floats(self._piece, starts, ends)
        looks = [self._book.look(tag) for tag in self._said]
        for look, chosen in self._by_kind(looks, owners):
            shown = self._stored.numbers(look, numbers.take(chosen))
            self.cells.values[owners.take(chosen)] = shown

    def _read_others(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], owners: NDArray[np.intp]
    ) -> None:
        cells = self.cells
        for kind, chosen in self._by_kind([tag.type for tag in self._said], owners):
            bounds, of_kind = (starts.take(chosen), ends.take(chosen)), owners.take(chosen)
            cells.values[of_kind] = self._stored.others(kind, *bounds)
            if kind == "e":
                texts = self._texts.between(*bounds)
                if any("&" in text for text in texts):
                    raise Unusual
                cells.errors.update(zip(of_kind.tolist(), texts, strict=True))

    def _by_kind(
        self, kinds: list[_Kind], owners: NDArray[np.intp]
    ) -> Iterator[tuple[_Kind, NDArray[np.intp]]]:
        """Give of each kind, of which there is one for each code, which of some cells are of it."""
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        of_codes = np.array([numbers[kind] for kind in kinds], np.intp)
        of_cells = of_codes.take(self._codes.take(owners))
        for kind, number in numbers.items():
            chosen = (of_cells == number).nonzero()[0]
            if len(chosen):
                yield kind, chosen

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
        spaced = self._piece.bytes_at(at, 2) == _SPACE
        starts, raw = at[spaced].tolist(), self._piece.raw
        tags = [raw[start : raw.index(b">", start) + 1] for start in starts]
        self.cells.formula_tags = dict(zip(owners[spaced].tolist(), tags, strict=True))

    def _formula(self, number: int) -> str:
        if self._tags.kinds[number] == EMPTY_FORMULA:
            return ""
        start, end = int(self._tags.at[number]), int(self._tags.ends[number])
        start = self._piece.raw.index(b">", start) + 1
        return unescaped(self._texts.between(np.array([start]), np.array([end]))[0])
