"""The cells of one field read down its column, each distinct one once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from bcr.workbook.records.cells import plain_text
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.quantities import takes_plain_numbers
from bcr.workbook.words.fields import Kind, says_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place
    from bcr.workbook.records.cells import CellReader, Column

T = TypeVar("T")
_TEXTS: Final = frozenset({Kind.ID, Kind.TEXT})


def values_down(column: Column, places: Sequence[Place], reader: CellReader) -> list[object]:
    """Give the value of each cell of a column of words or days, nothing where it has none."""
    looks = _looks(reader.grid, places)
    known: dict[Hashable, object] = _plain_texts(looks) if column.kind in _TEXTS else {}
    return _down(places, looks, known, _way_of_reading(column, reader), reader)


def numbers_down(
    column: Column, places: Sequence[Place], units: Sequence[str | None], reader: CellReader
) -> list[tuple[Amount, float] | None]:
    """Give each cell of a column of numbers, as an amount and as what its field takes of it.

    `units` are those that the rows state: they may say what 11:24 is.
    """
    looks = _looks(reader.grid, places)
    known: dict[Hashable, tuple[Amount, float] | None] = {}
    if takes_plain_numbers(column.field, column.hint):
        numbers = [look for look in looks if isinstance(look, float)]
        if len(numbers) == len(looks):
            return [(Amount(number), number) for number in numbers]
        known = {number: (Amount(number), number) for number in numbers}
    looks = [
        look if isinstance(look, float) else (look, unit)
        for look, unit in zip(looks, units, strict=True)
    ]
    unit_at = dict(zip(places, units, strict=True))
    return _down(places, looks, known, lambda p: reader.quantity(p, column, unit_at[p]), reader)


def _down(
    places: Sequence[Place],
    looks: Sequence[Hashable],
    known: dict[Hashable, T],
    read: Callable[[Place], T],
    reader: CellReader,
) -> list[T]:
    """Read each cell; those that look alike say the same and are read once.

    One that has a problem is read wherever it stands, so that it is said there. `known` are looks
    that need not be read at all.
    """
    if known.keys() >= set(looks):
        return [known[look] for look in looks]
    values: list[T] = []
    for place, look in zip(places, looks, strict=True):
        if look in known:
            values.append(known[look])
            continue
        problems = len(reader.problems)
        values.append(value := read(place))
        if len(reader.problems) == problems:
            known[look] = value
    return values


def _plain_texts(looks: Sequence[Hashable]) -> dict[Hashable, object]:
    """Give the texts that stand for themselves, with single spaces; "TBC" is to be noted."""
    texts = [look for look in set(looks) if isinstance(look, str)]
    return {text: plain_text(text) for text in texts if not (text and says_blank(text))}


def _looks(grid: Grid, places: Sequence[Place]) -> Sequence[Hashable]:
    """Give all of each cell that its meaning depends on: mostly what stands in it alone."""
    cells, marks = grid.cells(places), grid.marks
    shown = [marks.shown_as(*place) for place in places]
    is_broken = not all(map(set(places).isdisjoint, (marks.errors, marks.uncached)))
    if not is_broken and not any(shown) and bool not in set(map(type, cells)):
        return cells
    return [
        (type(cell), cell, said, grid.is_broken(*place))
        for place, cell, said in zip(places, cells, shown, strict=True)
    ]


def _way_of_reading(column: Column, reader: CellReader) -> Callable[[Place], object]:
    if column.kind in _TEXTS:
        return lambda place: reader.text(place, column)
    match column.kind:
        case Kind.STARTS | Kind.ENDS:
            return lambda place: reader.date(place, column)
        case Kind.YEAR:
            return lambda place: reader.year(place, column)
        case Kind.WORD:
            return lambda place: reader.word(place, column)
        case _:
            return lambda place: reader.yes(place, column)
