"""What a table's benefits measure and promise: their levels in one unit a row, column by column."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from bcr.model import TargetKind
from bcr.workbook.recognition.found import fields_of
from bcr.workbook.records.currencies import settled
from bcr.workbook.records.gathered import Known
from bcr.workbook.records.levels import in_one_unit, unit_where_all_stay
from bcr.workbook.records.targets import CHANGE, TARGET, amounts_by_role, promise, promised_field
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import NO_HINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.recognition.found import Found, Place
    from bcr.workbook.records.amounts import Look
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.levels import Levels
    from bcr.workbook.records.rawtable import Raw, RawTable
    from bcr.workbook.records.targets import Promise
    from bcr.workbook.values.hints import Hint

_COLUMNS: Final = {
    name: f"benefits.{name}"
    for name in ("baseline", "reported_actual", "forecast", "tolerance", "target")
}
_LEVEL: Final = TargetKind.LEVEL.value
#: Words of a target's kind under which its number is no level.
_CHANGES: Final = frozenset({TargetKind.CHANGE.value, TargetKind.PERCENT.value})


class Measures(NamedTuple):
    """Columns with one value an item."""

    #: Column of schemas.Benefits → its values, in the item's unit; those that a table has.
    levels: dict[str, list[float | None]]
    kinds: list[str]
    #: Unit, and the currency of the item.
    counted_in: list[tuple[str | None, str | None]]


def measures_down(
    table: RawTable, found: Found, units: Sequence[str | None], reader: CellReader
) -> Measures:
    """Give levels, targets and units, told the unit that each item states or its KPI has.

    Items whose levels count as they stand are read at once; the others are looked at one by one.
    """
    of_plain = _units_of_plain(table, found, units)
    others = [n for n, one in enumerate(of_plain) if one is None] if None in of_plain else []
    of_table = {name: one for name, field in _COLUMNS.items() if (one := table.levels.get(field))}
    levels = {name: amounts.numbers for name, amounts in of_table.items()}
    if others:
        levels = {name: [*levels.get(name, [None] * len(units))] for name in _COLUMNS}
    made = Measures(levels, [_LEVEL] * len(units), [one or (None, None) for one in of_plain])
    for number in others:
        _measure(made, table.row(number), found, units[number], reader)
    return made


def _units_of_plain(
    table: RawTable, found: Found, units: Sequence[str | None]
) -> list[tuple[str | None, str | None] | None]:
    """Give unit and currency of the items whose levels count as they stand, nothing of others."""
    if CHANGE in table.levels or CHANGE in fields_of(table.items):
        return [None] * len(units)
    hints = found.hints
    fields = tuple([(name, hints.get(name, NO_HINT)) for name in table.levels])
    stated = (units, table.texts("benefits.target_kind"), table.texts("benefits.currency"))
    beside = [amounts.besides() for amounts in table.levels.values()]
    known = _units_of_looks(fields, found.ratios)
    return known.of(*stated, *beside, *table.currencies.values())


@lru_cache(maxsize=64)
def _units_of_looks(
    fields: Sequence[tuple[str, Hint]],
    ratios: bool,  # noqa: FBT001 - a key
) -> Known[tuple[str | None, str | None] | None]:
    return Known(partial(_unit_of_look, fields, ratios))


def _unit_of_look(
    fields: Sequence[tuple[str, Hint]],
    ratios: bool,  # noqa: FBT001 - a key
    unit: str | None,
    kind: str | None,
    currency: str | None,
    *more: Look | str,
) -> tuple[str | None, str | None] | None:
    """Give unit and currency.

    `more` is all of an item's levels but their numbers, then the currencies of its money.
    """
    if kind in _CHANGES:
        return None
    beside = cast("Sequence[Look]", more[: len(fields)])
    amounts = {
        name: Amount(1.0, *one)
        for (name, _), one in zip(fields, beside, strict=True)
        if one is not None
    }
    counted_in = unit_where_all_stay(amounts, dict(fields), unit, ratios=ratios)
    money = cast("Sequence[str | None]", more[len(fields) :])
    return counted_in and settled(*counted_in, currency, money)


def _measure(made: Measures, raw: Raw, found: Found, unit: str | None, reader: CellReader) -> None:
    """Put in what one item measures and promises, and say what is wrong with it."""
    levels = _levels(raw, found, unit)
    for mixed in levels.mixed:
        reader.mixed(_place(raw, mixed.field), mixed)
    for name, field in _COLUMNS.items():
        made.levels[name][raw.number] = levels.values.get(field)
    promised = _promise(raw, levels, found, reader)
    made.levels["target"][raw.number] = promised.target
    made.kinds[raw.number] = promised.kind.value
    money = [down[raw.number] for down in raw.table.currencies.values()]
    stated = raw.text("benefits.currency")
    made.counted_in[raw.number] = settled(levels.unit, levels.currency, stated, money)


def _levels(raw: Raw, found: Found, unit: str | None) -> Levels:
    hints = found.hints
    if TARGET in raw.levels and promised_field(raw) == CHANGE:
        hints = {**hints, CHANGE: hints.get(TARGET, NO_HINT)}
    return in_one_unit(amounts_by_role(raw), hints, unit, ratios=found.ratios)


def _place(raw: Raw, field: str) -> Place | None:
    """Give where a level stands; a change may be promised in the target's cell."""
    places = raw.item.places
    return places.get(TARGET if field == CHANGE and TARGET in raw.levels else field)


def _promise(raw: Raw, levels: Levels, found: Found, reader: CellReader) -> Promise:
    if TARGET in raw.levels and CHANGE in raw.item.places:
        # Both are stated: the level is used, and the change kept beside it.
        text = reader.grid.text(*raw.item.places[CHANGE]).strip()
        raw.table.say_beside(raw.number, found.headers.get(CHANGE, CHANGE), text)
    header = found.headers.get(TARGET if TARGET in raw.levels else CHANGE, "")
    made = promise(raw, levels, header)
    if made.problem:
        reader.problem(_place(raw, promised_field(raw)), "target-in-doubt", made.problem)
    return made
