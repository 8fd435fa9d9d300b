"""The cells of some rows of a sheet: where they stand, what they hold, what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from bcr.workbook.files.canonical.kinds import Kinds
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
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.kinds import Book
    from bcr.workbook.files.canonical.looks import Look
    from bcr.workbook.files.canonical.piece import Piece
    from bcr.workbook.files.canonical.places import Places

_TAG: Final = len("<v>")
_CLOSE, _SPACE = ord(">"), ord(" ")
_Kind = TypeVar("_Kind", str, "Look")
_NUMBERS: Final = ("", "n")
#: Types of cells that say nothing where what is stored in them is empty.
_MAY_BE_EMPTY: Final = frozenset({"", "n", "s", "b", "str"})
#: How many tags behind that of a cell its value stands, by what the cell begins with.
_TO_VALUE: Final = np.ones(32, np.intp)
_TO_VALUE[[FORMULA, EMPTY_FORMULA]] = 3, 2


class Cells:
    """The cells of some rows in their order; all dictionaries are by the number of a cell."""

    def __init__(self, places: Places) -> None:
        self.places = places
        #: Of each cell: its row on the sheet, from 0.
        self.rows: NDArray[np.int64] = places.numbers.take(places.rows)
        self.values: NDArray[np.object_] = np.empty(len(self.rows), object)
        self.values.fill("")
        #: Those that count for the outline of a sheet, be they blank; and whether all do.
        self.filled: NDArray[np.bool_] = np.zeros(len(self.rows), bool)
        self.are_filled = False
        #: Those whose number format says something of a value, and of each its row, its column,
        #: and what is said.
        self.formatted: list[int] = []
        self.formats: list[tuple[int, int, str]] = []
        self.errors: dict[int, str] = {}
        #: Formulas that were never run.
        self.uncached: dict[int, str] = {}
        #: Tags of formulas that say more than that one is there.
        self.formula_tags: dict[int, bytes] = {}


def cells_in(piece: Piece, books: Sequence[Book], starts: Sequence[int]) -> Cells:
    """Give the cells of some whole rows; those of each workbook begin at one of the starts.

    Raises: Unusual, where anything is not as the usual programs write it.
    """
    return _Reader(piece, books, starts).cells


class _Reader:
    def __init__(self, piece: Piece, books: Sequence[Book], starts: Sequence[int]) -> None:
        self._piece, self._tags, self._texts = piece, Tags(piece), Texts(piece)
        places = places_in(piece, self._tags)
        kinds = self._kinds = Kinds(places, books, starts)
        self._stored = Stored(piece, self._texts, kinds)
        self.cells = Cells(places)
        self._is_formatted = kinds.meanings.astype(bool).take(kinds.codes)
        #: What each cell begins with; where it is empty, what stands behind it.
        self._inner = self._tags.kinds.take(self._tags.cells + 1)
        self._read_inline()
        self._read_formulas(self._read_stored())
        self._note_formats()
        self.cells.are_filled = bool(self.cells.filled.all())

    def _read_inline(self) -> None:
        tags, cells = self._tags, self.cells
        if not tags.counts[INLINE]:
            return
        owners = (self._inner == INLINE).nonzero()[0]
        if not self._kinds.are("inlineStr").take(self._kinds.codes.take(owners)).all():
            raise Unusual
        cells.filled[owners] = True
        texts = tags.cells.take(owners) + 2
        if tags.counts[TEXT] < len(owners):
            has_text = tags.kinds.take(texts) == TEXT
            owners, texts = owners[has_text], texts[has_text]
        self._read_texts(owners, tags.at.take(texts), tags.ends.take(texts))

    def _read_texts(
        self, owners: NDArray[np.intp], starts: NDArray[np.intp], ends: NDArray[np.intp]
    ) -> None:
        values = self.cells.values
        if TEXT in self._tags.preserving:
            keeps = self._keep(starts)
            kept = self._texts.shown(starts[keeps] + PRESERVED, ends[keeps], kept_text)
            values[owners[keeps]] = kept
            starts, ends, owners = starts[~keeps], ends[~keeps], owners[~keeps]
        values[owners] = self._texts.shown(starts + _TAG, ends, cut_text)

    def _keep(self, starts: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which of some tags keep the spaces around the text behind them."""
        keeps: NDArray[np.bool_] = self._piece.bytes_at(starts, 2) != _CLOSE
        return keeps

    def _value_tags(self) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """Give of each cell the tag of its value, and of which kind it is: others have none."""
        tags = self._tags
        if not (tags.counts[FORMULA] or tags.counts[EMPTY_FORMULA]):
            return tags.cells + 1, self._inner
        numbers = tags.cells + _TO_VALUE.take(self._inner)
        return numbers, tags.kinds.take(numbers)

    def _read_stored(self) -> NDArray[np.bool_]:
        """Read what is stored; give which cells have something stored that is not empty."""
        tags, cells = self._tags, self.cells
        numbers, kinds = self._value_tags()
        owners = (kinds == VALUE).nonzero()[0]
        numbers = numbers.take(owners)
        starts, ends = tags.at.take(numbers), tags.ends.take(numbers)
        starts += (
            np.where(self._keep(starts), PRESERVED, _TAG) if VALUE in tags.preserving else _TAG
        )
        is_empty = starts == ends
        if tags.counts[EMPTY_VALUE] or is_empty.any():
            self._read_empty(np.append(owners[is_empty], (kinds == EMPTY_VALUE).nonzero()[0]))
            starts, ends, owners = starts[~is_empty], ends[~is_empty], owners[~is_empty]
        has_some = np.zeros(len(cells.values), bool)
        has_some[owners] = True
        cells.filled |= has_some
        codes = self._kinds.codes.take(owners)
        is_number = self._kinds.are(*_NUMBERS).take(codes)
        if is_number.all():
            self._read_numbers(starts, ends, owners)
        else:
            others = ~is_number
            self._read_numbers(starts[is_number], ends[is_number], owners[is_number])
            self._read_others(starts[others], ends[others], owners[others])
        return has_some

    def _read_numbers(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], owners: NDArray[np.intp]
    ) -> None:
        numbers = floats(self._piece, starts, ends)
        for look, chosen in self._by_kind(self._kinds.looks, owners):
            shown = self._stored.numbers(look, numbers.take(chosen))
            self.cells.values[owners.take(chosen)] = shown

    def _read_others(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], owners: NDArray[np.intp]
    ) -> None:
        cells = self.cells
        for of_type, chosen in self._by_kind(self._kinds.types, owners):
            bounds, of_kind = (starts.take(chosen), ends.take(chosen)), owners.take(chosen)
            codes = self._kinds.codes.take(of_kind)
            cells.values[of_kind] = self._stored.others(of_type, *bounds, codes)
            if of_type == "e":
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
        of_cells = of_codes.take(self._kinds.codes.take(owners))
        for kind, number in numbers.items():
            chosen = (of_cells == number).nonzero()[0]
            if len(chosen):
                yield kind, chosen

    def _read_empty(self, owners: NDArray[np.intp]) -> None:
        """Take note of cells in which nothing is stored: a formula may give an empty text."""
        codes = self._kinds.codes.take(owners)
        if not self._kinds.are(*_MAY_BE_EMPTY).take(codes).all():
            raise Unusual
        self.cells.filled[owners[self._kinds.are("str").take(codes)]] = True

    def _read_formulas(self, has_some: NDArray[np.bool_]) -> None:
        tags, cells = self._tags, self.cells
        is_error = self._kinds.are("e")
        if is_error.any():
            errors = is_error.take(self._kinds.codes)
            if np.count_nonzero(errors) != len(cells.errors):
                raise Unusual
            self._is_formatted &= ~errors
        if not (tags.counts[FORMULA] or tags.counts[EMPTY_FORMULA]):
            return
        owners = ((self._inner == FORMULA) | (self._inner == EMPTY_FORMULA)).nonzero()[0]
        formulas = tags.cells.take(owners) + 1
        self._note_tags(formulas, owners)
        valueless = ~has_some.take(owners)
        self._is_formatted[owners[valueless]] = False
        valueless &= ~self._kinds.are("str").take(self._kinds.codes.take(owners))
        for number, owner in zip(
            formulas[valueless].tolist(), owners[valueless].tolist(), strict=True
        ):
            cells.uncached[owner] = "=" + self._formula(number)

    def _note_formats(self) -> None:
        cells, kinds = self.cells, self._kinds
        formatted = self._is_formatted.nonzero()[0]
        rows, columns = cells.rows.take(formatted), cells.places.columns.take(formatted)
        meanings = kinds.meanings.take(kinds.codes.take(formatted))
        said = zip(rows.tolist(), columns.tolist(), meanings.tolist(), strict=True)
        cells.formatted, cells.formats = formatted.tolist(), list(said)

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
