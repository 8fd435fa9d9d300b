"""What stands under periods across a register of benefits: plans, actuals, or a dated level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.addresses import letters
from bcr.workbook.recognition.dated_headers import dated
from bcr.workbook.recognition.found import Doubt, PeriodColumn, YearColumn
from bcr.workbook.values.hints import hint_in
from bcr.workbook.values.periods import periods_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from bcr.workbook.values.periods import Period

PLANNED: Final = "plans.planned"
PLANNED_MONEY: Final = "plans.planned_money"
ACTUAL: Final = "observations.value"
#: The field of a role that only one column has, and the field of its day.
_SINGLE: Final[Mapping[str, tuple[str, str]]] = {
    "baseline": ("benefits.baseline", "benefits.baseline_on"),
    "planned": ("benefits.target", "benefits.due_on"),
    "actual": ("benefits.reported_actual", "benefits.reported_on"),
    "forecast": ("benefits.forecast", "benefits.forecast_on"),
}
#: Those of a year's money, in a register without levels.
_SINGLE_MONEY: Final[Mapping[str, tuple[str, str]]] = {
    "planned": ("benefits.money_per_year", "benefits.due_on"),
    "actual": ("benefits.reported_money", "benefits.reported_on"),
}
_LEVELS: Final = frozenset({"benefits.baseline", "benefits.target", "benefits.target_change"})
#: A period, then two words or more or a unit: “FY 2012 Outlays ($M)”.
_MEASURE: Final = re.compile(r"^(?:FY|CY)?\s*(?:19|20)\d\d(?:/\d\d)?\s+\S+\s+\S+", re.IGNORECASE)
_FEW: Final = 3
#: Both in turn, row by row.
PAIRED: Final = "paired"


class DatedColumn(NamedTuple):
    """A column headed by a period, or by the n-th year from a start."""

    column: int
    text: str
    #: planned, actual, baseline, forecast, paired; empty when nothing says.
    role: str
    period: Period | None
    number: int
    is_money: bool


class SingleColumn(NamedTuple):
    """A column that alone has its role: "Target 2025" is the target, due in 2025."""

    field: str
    day_field: str
    text: str
    period: Period


@dataclass(slots=True)
class AcrossBenefits:
    """The period columns of a register, each with its field, and what is to be said of them."""

    periods: list[PeriodColumn] = field(default_factory=list)
    years: list[YearColumn] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def columns(self) -> set[int]:
        """Give the columns that feed a plan or an observation."""
        return {one.column for one in self.periods} | {one.column for one in self.years}


def dated_columns(texts: Mapping[int, str], year_starts: int) -> dict[int, DatedColumn]:
    """Give the columns whose headers name a period; what a bare date spans its neighbours tell."""
    named = [(c, text, said) for c, text in texts.items() if (said := dated(text)) is not None]
    periods = periods_in([said.period for *_, said in named], year_starts=year_starts)
    return {
        column: DatedColumn(column, text, said.role, period, said.number, said.is_money)
        for (column, text, said), period in zip(named, periods, strict=True)
        if period is not None or said.number
    }


def measures_by_period(texts: Mapping[int, str]) -> list[int]:
    """Give columns headed by a period and some measure's name; none where there are but a few."""
    found = [c for c, text in texts.items() if _MEASURE.match(" ".join(text.split()))]
    return found if len(found) >= _FEW else []


def single_columns(
    columns: Iterable[DatedColumn], taken: Collection[str]
) -> dict[int, SingleColumn]:
    """Give the columns that alone have their role.

    `taken` are the fields that other headers name whole.
    """
    by_role: dict[str, list[DatedColumn]] = {}
    for one in columns:
        by_role.setdefault(one.role, []).append(one)
    has_levels = "baseline" in by_role or not _LEVELS.isdisjoint(taken)
    found: dict[int, SingleColumn] = {}
    for role, alike in by_role.items():
        first, *more = alike
        fields = _SINGLE_MONEY if first.is_money and not has_levels else _SINGLE
        name, day = fields.get(role, ("", ""))
        if name and not more and first.period is not None and name not in taken:
            found[first.column] = SingleColumn(name, day, first.text, first.period)
    return found


def across_benefits(
    columns: Sequence[DatedColumn],
    role_of_rest: str,
    field_of_money: Callable[[str], str],
    header_row: int,
) -> AcrossBenefits:
    """Give what the period columns of a register hold.

    `role_of_rest` is that of columns whose headers name none; `field_of_money` gives the field of
    money of a role, empty where bcr keeps none.
    """
    across = AcrossBenefits()
    by_field: dict[str, list[DatedColumn]] = {}
    for one in columns:
        for role in _roles(one.role or role_of_rest):
            target = {"planned": PLANNED, "actual": ACTUAL}.get(role, "")
            target = field_of_money(role) if one.is_money and target else target
            if target:
                by_field.setdefault(target, []).append(one)
            elif one.is_money and role in {"planned", "actual"}:
                across.doubts.append(_no_home(one, header_row))
    if bare := [one for one in columns if not (one.role or role_of_rest)]:
        across.doubts.append(_no_role(bare, header_row))
    lengths = {name: {_length(one) for one in some} for name, some in by_field.items()}
    for name, some in by_field.items():
        others = [lengths[other] for other in lengths if other != name]
        kept = _once_each(_of_one_length(some, others, header_row, across), header_row, across)
        for one in kept:
            _add(across, name, one)
    return across


def _roles(role: str) -> tuple[str, ...]:
    return ("planned", "actual") if role == PAIRED else (role,)


def _add(across: AcrossBenefits, name: str, one: DatedColumn) -> None:
    hint = hint_in(one.text)
    if one.period is not None:
        across.periods.append(PeriodColumn(one.column, one.period, name, hint))
    else:
        across.years.append(YearColumn(one.column, one.number, name, hint))


def _length(one: DatedColumn) -> int:
    return one.period.months if one.period else 12


def _of_one_length(
    columns: Sequence[DatedColumn], others: Sequence[set[int]], row: int, across: AcrossBenefits
) -> Sequence[DatedColumn]:
    """Keep one length of period where years stand beside their quarters: that of the actuals."""
    if not _overlap(columns):
        return columns
    kept = [one for one in columns if others and all({_length(one)} == other for other in others)]
    rest = [one for one in columns if one not in kept]
    what = "one length of period was used" if kept else "nothing tells which to use"
    across.doubts.append(
        Doubt(
            (row, rest[0].column),
            rest[0].text,
            f"{_listed(rest)} and other columns speak of the same time; {what}. These were kept as "
            "text; name those that count in a layout file.",
            "periods-overlap",
            "notice" if kept else "warning",
        )
    )
    return kept


def _overlap(columns: Sequence[DatedColumn]) -> bool:
    periods = sorted(
        {(one.period.start, one.period.end) for one in columns if one.period is not None}
    )
    return any(after[0] <= before[1] for before, after in pairwise(periods))


def _once_each(
    columns: Sequence[DatedColumn], row: int, across: AcrossBenefits
) -> Iterator[DatedColumn]:
    """Give the first column of each period, and say where a second has the same."""

    def key(one: DatedColumn) -> tuple[str, int]:
        return (str(one.period), one.number)

    for _, alike in groupby(sorted(columns, key=lambda o: (key(o), o.column)), key=key):
        first, *again = alike
        yield first
        for one in again:
            message = (
                f"Column {letters(first.column)} is headed by this period too and was used; this "
                "one was kept as text. Rename one, or name their letters in a layout file."
            )
            across.doubts.append(
                Doubt((row, one.column), one.text, message, "header-twice", "warning")
            )


def _no_role(bare: Sequence[DatedColumn], row: int) -> Doubt:
    message = (
        f"{_listed(bare)} are headed by periods, and nothing says whether they hold what was "
        "planned or what happened; they were kept as text. Head them Planned or Actual, or name "
        "them in a layout file."
    )
    return Doubt((row, bare[0].column), bare[0].text, message, "plan-or-actual")


def _no_home(one: DatedColumn, row: int) -> Doubt:
    message = (
        "Money that was realised period by period beside a measure in another unit has no place in "
        "bcr; it was kept as text. Give it as a benefit of its own, or its sum as realised money."
    )
    return Doubt((row, one.column), one.text, message, "money-by-period")


def _listed(columns: Sequence[DatedColumn]) -> str:
    if len(columns) == 1:
        return f"Column {letters(columns[0].column)}"
    return f"Columns {letters(columns[0].column)} to {letters(columns[-1].column)}"
