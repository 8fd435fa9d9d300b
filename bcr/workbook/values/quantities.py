"""Numbers as their field takes them: money in whole units, shares as ratios, months whole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from bcr.workbook.values.amounts import Amount, Unreadable
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from bcr.workbook.values.hints import Hint

#: What the numbers of a field may be; all others may be any.
_RANGES: Final = {
    "benefits.share": (0.0, 1.0),
    "benefits.weight": (0.0, math.inf),
    "benefits.tolerance": (0.0, math.inf),
    "benefits.baseline_months": (1.0, math.inf),
    "observations.weight": (0.0, math.inf),
}
#: Kinds whose cells may not be percentages.
_NEVER_PERCENT: Final = frozenset({Kind.MONEY, Kind.MONTHS})


def quantity(amount: Amount, field: str, hint: Hint) -> float | Unreadable:
    """Give the number of a cell as its field takes it; a level stays in the unit of its cell."""
    kind = kind_of_field(field)
    if kind is not Kind.LEVEL and amount.duration:
        return Unreadable("not-a-number", "A duration stands where a plain number belongs.")
    if kind in _NEVER_PERCENT and amount.percent:
        return Unreadable("not-a-number", "A percentage stands where a plain number belongs.")
    number = _ratio(amount, hint) if kind is Kind.RATIO else _scaled(amount, kind, hint)
    if isinstance(number, Unreadable):
        return number
    low, high = _RANGES.get(field, (-math.inf, math.inf))
    if not low <= number <= high:
        most = f" and at most {high:g}" if high < math.inf else ""
        return Unreadable("out-of-range", f"It must be at least {low:g}{most}.")
    if kind is Kind.MONTHS and number % 1:
        return Unreadable("out-of-range", "It must be a whole number of months.")
    return number


def takes_plain_numbers(field: str, hint: Hint) -> bool:
    """Tell whether a field takes a plain number as it stands, whichever it is."""
    kind = kind_of_field(field)
    takes = kind is Kind.LEVEL or (kind is Kind.MONEY and hint.scale == 1.0)
    return takes and field not in _RANGES


def _scaled(amount: Amount, kind: Kind, hint: Hint) -> float:
    own_scale = kind is not Kind.MONEY or amount.scale != 1.0 or hint.scale == 1.0
    return amount.number if own_scale else round(amount.number * hint.scale, 6)


def _ratio(amount: Amount, hint: Hint) -> float | Unreadable:
    number = amount.number
    if amount.percent:
        return round(number / 100, 14)
    if not hint.percent:
        return number
    if 0 < abs(number) <= 1:
        return Unreadable(
            "two-readings",
            f"This may be {number:g}% or {number * 100:g}%; give the cell the percent format.",
        )
    return round(number / 100, 14)
