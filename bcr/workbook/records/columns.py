"""The cells of one field read down its column, each distinct one once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar, cast

from bcr.workbook.files.down import Down
from bcr.workbook.records.amounts import PLAIN, Amounts
from bcr.workbook.records.cells import plain_text
from bcr.workbook.values.amounts import Amount, amount_in, as_points
from bcr.workbook.values.dates import plain_days
from bcr.workbook.words.fields import DAYS, TEXTS, Kind, say_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place
    from bcr.workbook.records.amounts import Beside
    from bcr.workbook.records.cells import CellReader, Column

T = TypeVar("T")
#: What the format of a percentage says; no other changes a number.
_SHARE: Final = "percent"


def values_down(
    column: Column, places: Sequence[Place], down: Cells, reader: CellReader
) -> list[object]:
    """Give the value of each cell of a column of words or days, nothing where it has none.

    `down` is what stands in them.
    """
    broken = _broken(reader.grid, places)
    looks: Sequence[Hashable] = down.values
    if broken or bool in down.types:
        looks = [(type(cell), cell, number in broken) for number, cell in enumerate(down.values)]
    known: dict[Hashable, object] = {"": None}
    if column.kind in TEXTS:
        known |= {text: plain_text(text) for text in down.texts - say_blank(down)}
    elif column.kind in DAYS and not broken:
        known |= plain_days(down.distinct)
    return _down(places, looks, known, _way_of_reading(column, reader), reader)


def numbers_down(
    column: Column,
    places: Sequence[Place],
    cells: Cells,
    units: Sequence[str | None],
    reader: CellReader,
) -> tuple[Amounts, list[float | None]]:
    """Give each cell of a column of numbers as an amount, and as what its field takes of it.

    `cells` are what stands in them, `units` those that the rows state: they may say what 11:24 is.
    """
    grid = reader.grid
    shown = _shown(grid, places)
    if column.is_plain:
        amounts = _mostly_plain(column, (places, cells, shown), units, reader)
        return amounts, amounts.numbers
    broken = _broken(grid, places)
    looks = [
        (type(cell), cell, shown and shown[number], units[number], number in broken)
        for number, cell in enumerate(cells.values)
    ]
    unit_at = dict(zip(places, units, strict=True))
    read = _down(places, looks, {}, lambda p: reader.quantity(p, column, unit_at[p]), reader)
    return Amounts.of(one and one[0] for one in read), [one and one[1] for one in read]


def _mostly_plain(
    column: Column,
    down: tuple[Sequence[Place], Cells, Sequence[str] | None],
    units: Sequence[str | None],
    reader: CellReader,
) -> Amounts:
    """Give amounts of which the plain numbers stand as they are, and only others are read."""
    places, seen, shown = down
    cells, (numbers, beside, odd) = seen.values, _as_they_stand(seen, shown, column.kind)
    broken = _broken(reader.grid, places) if reader.grid.marks.broken_rows else ()
    if not (odd or broken):
        return Amounts(numbers, beside)
    known: dict[Hashable, Amount | None] = {}
    for number in sorted({*odd, *broken}):
        look = (type(cells[number]), cells[number], shown and shown[number], units[number])
        if look in known and number not in broken:
            read = known[look]
        else:
            before = len(reader.problems)
            both = reader.quantity(places[number], column, units[number])
            read = both and both[0]
            if len(reader.problems) == before:
                known[look] = read
        numbers[number] = read and read.number
        if read and (beside or read[1:] != PLAIN):
            beside = beside or [PLAIN] * len(cells)
            beside[number] = read[1:]
    return Amounts(numbers, beside)


def _as_they_stand(
    down: Cells, shown: Sequence[str] | None, kind: Kind
) -> tuple[list[float | None], list[Beside] | None, list[int]]:
    """Give the plain numbers of a column, what is said beside them, and the cells to be read."""
    cells, odd = down.values, list[int]()
    if down.types == {float}:
        numbers = cast("list[float | None]", [*cells])
    else:
        numbers = [cell if type(cell) is float else None for cell in cells]
        if numbers.count(None) > cells.count(""):
            odd = [n for n, cell in enumerate(cells) if numbers[n] is None and cell != ""]
    if not shown:
        return numbers, None, odd
    said = {one: _beside_number(one) for one in set(shown)}
    if _SHARE in said:
        both = zip(numbers, shown, strict=True)
        if kind is not Kind.LEVEL:
            odd += [n for n, (one, how) in enumerate(both) if how == _SHARE and one is not None]
        else:
            numbers = [one and as_points(one) if how == _SHARE else one for one, how in both]
    return numbers, [*map(said.__getitem__, shown)], odd


@lru_cache(maxsize=64)
def _beside_number(shown_as: str) -> Beside:
    """Give what a format says beside a number; that it is a percentage changes the number too."""
    amount = amount_in(1.0, shown_as=shown_as)
    return amount[1:] if isinstance(amount, Amount) else PLAIN


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
    unread = set(looks) - known.keys()
    if not unread:
        return [known[look] for look in looks]
    firsts = dict(zip(reversed(looks), range(len(looks) - 1, -1, -1), strict=True))
    doubtful, told = set(), len(reader.problems)
    for look in unread:
        before = len(reader.problems)
        known[look] = read(places[firsts[look]])
        if len(reader.problems) > before:
            doubtful.add(look)
    if doubtful:
        del reader.problems[told:]
        for place, look in zip(places, looks, strict=True):
            if look in doubtful:
                read(place)
    return [known[look] for look in looks]


def _shown(grid: Grid, places: Sequence[Place]) -> Sequence[str] | None:
    """Give what number formats say of some cells; nothing where they say nothing."""
    if isinstance(places, Down):
        return grid.marks.shown_down(places.column, places.rows)
    shown = [grid.marks.shown_as(*place) for place in places]
    return shown if any(shown) else None


def _broken(grid: Grid, places: Sequence[Place]) -> Collection[int]:
    """Give the cells, by their number, whose formulas give no value."""
    rows = grid.marks.broken_rows
    if not rows:
        return ()
    return {n for n, place in enumerate(places) if place[0] in rows and grid.is_broken(*place)}


def _way_of_reading(column: Column, reader: CellReader) -> Callable[[Place], object]:
    if column.kind in TEXTS:
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
