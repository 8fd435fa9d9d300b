"""Headers of period columns as a layout file draws them: `T{quarter}. PLANEADO {year}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bcr.workbook.values.periods import Period, months_from, period_in, periods_in

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Fields whose values may stand across a row.
PERIOD_FIELDS: Final = frozenset({"observations.value", "plans.planned", "plans.planned_money"})
_PARTS: Final = {
    "year": r"(?P<year>(?:19|20)\d\d(?:\s*[/\-–]\s*\d\d(?:\d\d)?)?)",
    "quarter": r"(?P<quarter>[1-4])",
    "month": r"(?P<month>[^\W\d_]{3,10}|\d{1,2})",
    "period": r"(?P<period>.+)",
}


@dataclass(frozen=True, slots=True)
class PeriodPattern:
    """A pattern of headers, as drawn and as it is matched."""

    drawn: str
    matched: re.Pattern[str]

    def period(self, header: str, year_starts: int) -> Period | None:
        """Give the period a header names, or nothing where it is not so headed."""
        match = self.matched.match(" ".join(header.split()))
        return _period(match.groupdict(), year_starts) if match else None

    def periods(self, headers: Mapping[int, str], year_starts: int) -> dict[int, Period]:
        """Give the period of each column that is so headed; neighbours settle what one leaves open.

        >>> pattern = period_pattern("{period} actual")
        >>> found = pattern.periods({3: "2011-11 actual", 4: "2011-12 actual", 5: "Name"}, 4)
        >>> [(column, period.end.isoformat()) for column, period in found.items()]
        [(3, '2011-11-30'), (4, '2011-12-31')]
        """
        matches = {c: self.matched.match(" ".join(text.split())) for c, text in headers.items()}
        parts = {c: match.groupdict() for c, match in matches.items() if match}
        if "{period}" in self.drawn:
            found = periods_in([one["period"] for one in parts.values()], year_starts=year_starts)
            periods = dict(zip(parts, found, strict=True))
        else:
            periods = {c: _period(one, year_starts) for c, one in parts.items()}
        return {c: period for c, period in periods.items() if period}


def period_pattern(drawn: str) -> PeriodPattern:
    """Give the pattern of a drawing; points and blanks in a header may be misplaced.

    Raises: ValueError, where it leaves the year open or names another part.

    >>> period_pattern("T{quarter}. DONE {year}").period("T2.DONE  2024", 1).end.isoformat()
    '2024-06-30'
    """
    parts = re.split(r"\{(\w+)\}", " ".join(drawn.split()))
    named = parts[1::2]
    unknown = next((part for part in named if part not in _PARTS), None)
    if unknown:
        raise ValueError(f"{drawn!r} has {{{unknown}}}; it may have {', '.join(_PARTS)}")
    if not {"year", "period"} & set(named) or len(set(named)) < len(named):
        raise ValueError(f"{drawn!r} must have {{year}} or {{period}}, and each part once")
    text = "".join(_PARTS[part] if n % 2 else _loosely(part) for n, part in enumerate(parts))
    return PeriodPattern(drawn, re.compile(f"^{text}$", re.IGNORECASE))


def _loosely(text: str) -> str:
    """Match a text whatever points and blanks stand between its letters."""
    letters = (re.escape(letter) for letter in text if letter not in " .")
    return r"[\s.]*" + "".join(rf"{letter}[\s.]*" for letter in letters)


def _period(parts: dict[str, str], year_starts: int) -> Period | None:
    if "period" in parts:
        return period_in(parts["period"], year_starts=year_starts)
    year = "".join(parts["year"].split())
    if "month" in parts:
        return period_in(f"{parts['month']} {year}") or period_in(f"{year}-{parts['month']}")
    if "quarter" in parts:
        return period_in(f"Q{parts['quarter']} {year}", year_starts=year_starts)
    whole = period_in(year, year_starts=year_starts)
    if whole and len(year) == 4 and year_starts != 1:
        return months_from(int(year), year_starts, 12)
    return whole
