"""Levels of one benefit or KPI brought to one unit: money in whole units, percentages as points."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.values.hints import NO_HINT, Hint, hint_in, unit_in
from bcr.workbook.words.fields import normal, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bcr.workbook.recognition.found import Place
    from bcr.workbook.values.amounts import Amount

_PERCENT: Final = frozenset({"%", "percent", "percentage", "porcentaje", "pourcentage", "pct"})
#: Targets that are differences: a percentage there is of the baseline, not in points.
_CHANGES: Final = "benefits.target_change"
_MILLION: Final = 1e6


class Mixed(NamedTuple):
    """A cell in another unit than its row; `used` when its number was taken all the same."""

    field: str
    message: str
    used: bool = False


class Levels(NamedTuple):
    """Values by field, all in `unit`."""

    values: Mapping[str, float]
    unit: str | None
    currency: str | None
    mixed: tuple[Mixed, ...] = ()


def in_one_unit(
    amounts: Mapping[str, Amount],
    hints: Mapping[str, Hint],
    stated_unit: str | None,
    *,
    ratios: bool = False,
    among_percentages: bool = False,
) -> Levels:
    """Bring a row's levels to one unit, taken from the unit cell, the headers or the cells.

    A scale counts once: the cell's own, else its header's, else the unit's. Money comes in whole
    units with the currency as unit; percentages come as points; durations in the stated unit of
    time, else in seconds. `ratios`: a layout file says that plain numbers of percentage measures
    are ratios. `among_percentages`: other cells of the row are shown as percentages.
    """
    unit_hint = hint_in(stated_unit) if stated_unit else NO_HINT
    unit, currency = _unit(amounts, hints, stated_unit, unit_hint)
    in_percent = bool(unit) and is_percent(unit or "")
    is_open = (in_percent and not ratios) and (
        among_percentages or any(amount.percent for amount in amounts.values())
    )
    values: dict[str, float] = {}
    mixed: list[Mixed] = []
    for field, amount in amounts.items():
        hint = hints.get(field, NO_HINT)
        problem = _clash(field, amount, hint, unit) or (_open_percentage(amount) if is_open else "")
        if problem:
            mixed.append(Mixed(field, problem))
            continue
        if amount.by_format and unit and not in_percent and field != _CHANGES:
            values[field] = round(amount.number / 100, 14)
            mixed += _said_as_number(field, amount, unit)
        elif in_percent and ratios and not amount.percent:
            values[field] = round(amount.number * 100, 12)
        else:
            values[field] = _scaled(amount, hint, unit_hint, unit)
    return Levels(values, unit, currency, tuple(mixed))


def unit_where_all_stay(
    amounts: Mapping[str, Amount],
    hints: Mapping[str, Hint],
    stated_unit: str | None,
    *,
    ratios: bool = False,
) -> tuple[str | None, str | None] | None:
    """Give unit and currency of a row whose levels count as they stand, whatever their numbers.

    The numbers of `amounts` stand for any others, so none of them is 0. Nothing where any of them
    is to be converted, cannot be in the unit, or may be a ratio.
    """
    unit_hint = hint_in(stated_unit) if stated_unit else NO_HINT
    unit, currency = _unit(amounts, hints, stated_unit, unit_hint)
    in_percent = bool(unit) and is_percent(unit or "")
    may_be_ratios = in_percent and (ratios or any(amount.percent for amount in amounts.values()))
    for field, amount in amounts.items():
        hint = hints.get(field, NO_HINT)
        is_said_as_number = amount.by_format and unit and not in_percent
        if is_said_as_number or (may_be_ratios and not amount.percent):
            return None
        if _clash(field, amount, hint, unit):
            return None
        if _scaled(amount, hint, unit_hint, unit) != amount.number:
            return None
    return unit, currency


def ratio_doubt(points: Iterable[tuple[Place, Amount]]) -> Place | None:
    """Give the first of a table's percentages where all are plain numbers that may be ratios."""
    first: Place | None = None
    for place, amount in points:
        if amount.percent or amount.duration or abs(amount.number) > 1:
            return None
        if first is None and 0 < abs(amount.number) < 1:
            first = place
    return first


def _open_percentage(amount: Amount) -> str:
    """Say that a plain number among percentages may be a ratio or points; empty when clear."""
    number = amount.number
    if amount.percent or amount.duration or number == 0 or abs(number) > 1:
        return ""
    return (
        f"This may be {number:g}% or {number * 100:g}%: other cells of the row are shown as "
        "percentages, this one is not. Give it the percent format, or set `ratios` in a layout "
        "file."
    )


def _said_as_number(field: str, amount: Amount, unit: str) -> list[Mixed]:
    if amount.number == 0:
        return []
    message = (
        f"Shown as {amount.number:g}% in a measure of {unit}; its stored number, "
        f"{amount.number / 100:g}, was used. Correct the format or the unit."
    )
    return [Mixed(field, message, used=True)]


def _unit(
    amounts: Mapping[str, Amount],
    hints: Mapping[str, Hint],
    stated: str | None,
    unit_hint: Hint,
) -> tuple[str | None, str | None]:
    """Give unit and currency: what the unit cell says, else headers, else the cells agree on."""
    if stated:
        return unit_in(stated), unit_hint.currency or None
    level_hints = [hint for field, hint in hints.items() if field in amounts]
    currencies = {h.currency for h in level_hints} | {a.currency for a in amounts.values()}
    currencies.discard("")
    if len(currencies) == 1:
        currency = currencies.pop()
        return currency, currency
    if any(h.percent for h in level_hints) or any(a.percent for a in amounts.values()):
        return "%", None
    seconds = {h.seconds for h in level_hints if h.seconds}
    if any(a.duration for a in amounts.values()) or seconds:
        return _time_unit(seconds), None
    return None, None


def _time_unit(seconds: set[float]) -> str:
    if len(seconds) == 1:
        size = seconds.pop()
        return {60.0: "min", 3600.0: "h", 86400.0: "days"}.get(size, "s")
    return "s"


@lru_cache(maxsize=4096)
def _seconds_in(unit: str | None) -> float:
    return float(vocabulary()["time_units"].get(normal(unit), 0)) if unit else 0.0


def _clash(field: str, amount: Amount, hint: Hint, unit: str | None) -> str:
    """Say why a cell cannot be in the unit of its row; empty when it can."""
    as_text = amount.percent and not amount.by_format
    if unit is None:
        return ""
    if as_text and not is_percent(unit) and field != _CHANGES:
        return f"A percentage stands in a measure of {unit}: give the level, or say it is a change."
    if amount.duration and not _seconds_in(unit):
        return f"A duration stands in a measure of {unit}; give both in one unit."
    if amount.scale == _MILLION and _seconds_in(unit):
        number = amount.number / _MILLION
        return (
            f"This may be {number:g} minutes or {amount.number:,.0f} {unit}; write “min” for “m”."
        )
    currency = amount.currency or hint.currency
    if currency and len(unit) == 3 and unit.isupper() and currency != unit:
        return f"The cell is in {currency}, its row in {unit}; give both in one currency."
    return ""


@lru_cache(maxsize=4096)
def is_percent(unit: str) -> bool:
    """Tell whether a unit is percentage points, in the languages that registers are kept in.

    >>> is_percent("% answered"), is_percent("Porcentaje"), is_percent("calls")
    (True, True, False)
    """
    words = normal(unit).replace("%", " % ").split()
    return not _PERCENT.isdisjoint(words) or "per cent" in " ".join(words)


def _scaled(amount: Amount, hint: Hint, unit_hint: Hint, unit: str | None) -> float:
    if amount.duration:
        return amount.number / (_seconds_in(unit) or 1.0)
    if amount.scale != 1.0 or amount.percent:
        return amount.number
    if hint.seconds and (seconds := _seconds_in(unit)) and hint.seconds != seconds:
        return round(amount.number * hint.seconds / seconds, 9)
    scale = hint.scale if hint.scale != 1.0 else unit_hint.scale
    return round(amount.number * scale, 6) if scale != 1.0 else amount.number
