"""The record of one benefit, and of the case its row names."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bcr.model import BenefitClass
from bcr.workbook.records.currencies import iso_code
from bcr.workbook.records.identity import logic_code
from bcr.workbook.records.levels import in_one_unit
from bcr.workbook.records.targets import CHANGE, TARGET, amounts_by_role, promise, promised_field
from bcr.workbook.values.hints import Hint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.recognition.found import Found, Place
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.levels import Levels
    from bcr.workbook.records.rawitems import Raw

Row = dict[str, object]

_LEVELS: Final = {
    name: f"benefits.{name}" for name in ("baseline", "reported_actual", "forecast", "tolerance")
}
#: Read for others' sake, not columns of their own.
_PARTS: Final = ("disbenefit", "target_kind", "logic", "benefit_id")


def benefit_record(  # noqa: PLR0913 - a row seen with all that is known of its file
    raw: Raw,
    found: Found,
    reader: CellReader,
    kpi_units: Mapping[str, str],
    *,
    case_id: str,
    benefit_id: str,
) -> Row:
    """Give the columns of schemas.Benefits that a row states, its levels in one unit."""
    row = raw.of("benefits")
    for name in _PARTS:
        row.pop(name, None)
    of_kpi = kpi_units.get(raw.text("benefits.kpi_id") or "")
    stated_unit = raw.text("benefits.unit")
    levels = _levels(raw, found, stated_unit or of_kpi)
    for mixed in levels.mixed:
        reader.mixed(_place(raw, mixed.field), mixed)
    for name, field in _LEVELS.items():
        row[name] = levels.values.get(field)
    row |= _promise(raw, levels, found, reader)
    row |= _money(raw, levels)
    if of_kpi and not stated_unit:
        row["unit"] = None  # it is the KPI's, and stands in no cell of the benefit
    row["case_id"], row["benefit_id"] = case_id, benefit_id
    row["logic"] = logic_code(raw.text("benefits.logic") or "unclassified")
    if raw.values.get("benefits.disbenefit"):
        row["class"] = BenefitClass.DISBENEFIT.value
    row["extra"] = _as_json(tuple(raw.extra.items())) if raw.extra else None
    return row


@lru_cache(maxsize=1024)
def _as_json(extra: tuple[tuple[str, str], ...]) -> str:
    """Give what a row says beside its fields as an object; rows mostly say the same."""
    return json.dumps(dict(extra), ensure_ascii=False)


def _levels(raw: Raw, found: Found, unit: str | None) -> Levels:
    hints = found.hints
    if TARGET in raw.levels and promised_field(raw) == CHANGE:
        hints = hints | {CHANGE: hints.get(TARGET, Hint())}
    return in_one_unit(amounts_by_role(raw), hints, unit, ratios=found.ratios)


def _place(raw: Raw, field: str) -> Place | None:
    """Give where a level stands; a change may be promised in the target's cell."""
    places = raw.item.places
    return places.get(TARGET if field == CHANGE and TARGET in raw.levels else field)


def _promise(raw: Raw, levels: Levels, found: Found, reader: CellReader) -> Row:
    if TARGET in raw.levels and CHANGE in raw.item.places:
        # Both are stated: the level is used, and the change kept beside it.
        place = raw.item.places[CHANGE]
        raw.extra[found.headers.get(CHANGE, CHANGE)] = reader.grid.text(*place).strip()
    header = found.headers.get(TARGET if TARGET in raw.levels else CHANGE, "")
    made = promise(raw, levels, header)
    if made.problem:
        reader.problem(_place(raw, promised_field(raw)), "target-in-doubt", made.problem)
    return {"target": made.target, "target_kind": made.kind.value}


def _money(raw: Raw, levels: Levels) -> Row:
    """Give unit and currency; a currency column settles what a bare $ leaves open."""
    stated = raw.text("benefits.currency")
    currency = (iso_code(stated) if stated else raw.currency or levels.currency) or None
    unit = levels.unit
    if levels.currency and unit == levels.currency:
        unit = currency
    return {"unit": unit, "currency": currency}


def case_record(raw: Raw) -> Row:
    """Give the columns of schemas.Cases that a row states beside the case's id."""
    row = raw.of("cases")
    row.pop("case_id", None)
    stated = raw.text("cases.currency") or raw.text("benefits.currency")
    money = [one.currency for one in raw.money if one.field.startswith("cases.")]
    currency = iso_code(stated) if stated else next(filter(None, money), None)
    if currency and (money or raw.text("cases.currency")):
        row["currency"] = currency
    if row and raw.extra and not any(name.startswith("benefits.") for name in raw.item.places):
        row["extra"] = _as_json(tuple(raw.extra.items()))
    return row
