"""The signs of the locale in force, as Vega takes them: for axes, labels and what the mouse shows.

Text that comes with the rows of a chart is written before it gets here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from bcr.locales import signs

if TYPE_CHECKING:
    from bcr.locales import Signs

#: Parts of a date → how d3, which writes for Vega, names them.
_D3: Final = {
    "d": "%-d", "dd": "%d", "M": "%-m", "MM": "%m", "MMM": "%b", "MMMM": "%B", "y": "%Y",
}  # fmt: skip
#: d3 begins anew where its sizes of groups end; no number on an axis has as many groups.
_GROUPS: Final = 9


def vega_locale() -> dict[str, Any]:
    """The part of Vega's configuration that says how to write numbers and dates."""
    one = signs()
    return {
        "number": {
            "decimal": one.decimal,
            "thousands": one.group,
            "grouping": _grouping(one),
            "currency": ["", ""],
            "percent": one.percent.after,
            "minus": one.number.below_before,
        },
        "time": {
            "dateTime": f"{day_format()} %H:%M",
            "date": day_format(),
            "time": "%H:%M",
            "periods": ["AM", "PM"],
            "days": one.weekdays,
            "shortDays": one.short_weekdays,
            "months": one.months,
            "shortMonths": one.short_months,
        },
    }


def day_format() -> str:
    """A date in full, as d3's formats say it.

    >>> day_format()
    '%-d %B %Y'
    """
    return signs().day % _D3


def share_label() -> str:
    """The expression that labels an axis of shares, such as 50%."""
    around = signs().percent
    below, number = "datum.value < 0", "format(abs(datum.value) * 100, '.0f')"
    before = _either(below, around.below_before, around.before)
    return f"{before} + {number} + {_either(below, around.below_after, around.after)}"


def plan_label() -> str:
    """The same where 100% is the plan, and is called so."""
    plan = _quoted(f"{signs().percent.put('100', below=False)} = plan")
    return f"datum.value == 1 ? {plan} : {share_label()}"


def _grouping(one: Signs) -> list[int]:
    first, further = one.sizes
    return [first] if first == further else [first, *[further] * _GROUPS]


def _either(condition: str, this: str, that: str) -> str:
    return _quoted(this) if this == that else f"({condition} ? {_quoted(this)} : {_quoted(that)})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
