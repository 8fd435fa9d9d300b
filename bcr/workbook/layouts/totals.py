"""Columns in which a workbook states what other columns of a row add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bcr.workbook.layouts.columns import column_spec, one_of, only
from bcr.workbook.layouts.period_patterns import PERIOD_FIELDS, PeriodPattern, period_pattern
from bcr.workbook.recognition.found import ROUNDING
from bcr.workbook.values.periods import Period, period_in

if TYPE_CHECKING:
    from bcr.workbook.layouts.columns import ColumnSpec

_KEYS = frozenset({"column", "headers", "of", "period", "tolerance"})


@dataclass(frozen=True, slots=True)
class TotalSpec:
    """One `[[table.totals]]`: a column, or all whose headers follow a pattern with a period."""

    of: str
    column: ColumnSpec | None = None
    headers: PeriodPattern | None = None
    #: What it is the total of; none: of all periods.
    period: Period | None = None
    tolerance: float = ROUNDING


def total_spec(stated: dict[str, Any], year_starts: int) -> TotalSpec:
    """Give what a [[table.totals]] says.

    Raises: ValueError or TypeError, where it cannot be followed.
    """
    only(stated, _KEYS, "[[table.totals]]")
    if "of" not in stated or ("column" in stated) == ("headers" in stated):
        raise ValueError("[[table.totals]] must have `of`, and either `column` or `headers`")
    return TotalSpec(
        one_of(stated["of"], PERIOD_FIELDS, "of"),
        column_spec("[[table.totals]]", stated["column"]) if "column" in stated else None,
        period_pattern(str(stated["headers"])) if "headers" in stated else None,
        _period(stated["period"], year_starts) if "period" in stated else None,
        _tolerance(stated.get("tolerance", ROUNDING)),
    )


def _period(stated: object, year_starts: int) -> Period:
    text = str(stated)
    found = period_pattern("{year}").period(text, year_starts)
    found = found or period_in(text, year_starts=year_starts)
    if found is None:
        raise ValueError(f"period is {stated!r}; it may be such as 2024, '2023/24' or 'Q1 2024'")
    return found


def _tolerance(stated: object) -> float:
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not stated >= 0:
        raise ValueError(f"tolerance is {stated!r}; it may be a number such as 0.01")
    return float(stated)
