"""The header of a table: what it is the header of, its columns, and what a table must have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.addresses import letters
from bcr.workbook.recognition.table_columns import TableColumns
from bcr.workbook.values.hints import hint_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.recognition.benefit_periods import DatedColumn, SingleColumn
    from bcr.workbook.recognition.headers import Matches
    from bcr.workbook.values.hints import Hint
    from bcr.workbook.values.periods import Period

#: Score of a header that is a known one, or nearly nothing else.
_WHOLE: Final = 0.9
#: Known headers that a table must have; of other companies two.
LEAST_WHOLE: Final[Mapping[str, int]] = {"observations": 1, "cases": 3}
#: Fields that a table of KPIs has not: beside periods, they make a register of it.
OF_BENEFITS: Final = frozenset(
    {
        "benefits.title", "benefits.benefit_id", "benefits.baseline", "benefits.target",
        "benefits.target_change", "benefits.money_per_year", "cases.case_id", "cases.title",
    }
)  # fmt: skip
#: A wide table of KPIs has at most so many columns beside its periods.
_BESIDE_PERIODS: Final = 8
#: What periods add to a score at most; a column adds 1 at most.
_MOST_FOR_PERIODS: Final = 4

#: A table of each company must have one field of every group here.
REQUIRED: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "benefits": (
        frozenset(
            {"benefits.title", "benefits.benefit_id", "benefits.kpi_id", "benefits.description"}
        ),
        frozenset(
            {
                "benefits.baseline",
                "benefits.target",
                "benefits.target_change",
                "benefits.reported_actual",
                "benefits.money_per_year",
                "benefits.reported_money",
            }
        ),
    ),
    "cases": (frozenset({"cases.case_id", "cases.title"}),),
    "observations": (frozenset({"observations.kpi_id", "kpis.name"}),),
    "kpis": (
        frozenset({"kpis.kpi_id"}),
        frozenset({"kpis.name"}),
        frozenset({"kpis.aggregation", "kpis.better", "kpis.comparator_kpi_id", "kpis.unit"}),
    ),
    "plans": (
        frozenset({"plans.benefit_id"}),
        frozenset({"plans.period_end"}),
        frozenset({"plans.planned", "plans.planned_money"}),
    ),
    "costs": (
        frozenset({"costs.case_id"}),
        frozenset({"costs.period_end"}),
        frozenset({"costs.intended", "costs.actual"}),
    ),
    "owners": (
        frozenset({"owners.subject"}),
        frozenset({"owners.role"}),
        frozenset({"owners.name"}),
    ),
    "decisions": (
        frozenset({"decisions.subject"}),
        frozenset({"decisions.field"}),
        frozenset({"decisions.new"}),
    ),
    "logics": (
        frozenset({"logics.logic"}),
        frozenset({"logics.chain", "logics.response", "logics.words"}),
    ),
    "deflators": (
        frozenset({"deflators.period_end"}),
        frozenset({"deflators.deflator"}),
    ),
}


@dataclass(frozen=True, eq=False)
class Header:
    """A header that was recognised: what it is the header of, and its columns.

    Sheets with the same one share it, whichever rows it stands in.
    """

    #: Number of rows.
    height: int
    company: str
    matches: Matches
    texts: dict[int, str]
    periods: dict[int, Period]
    #: Number of columns beside the periods.
    beside: int
    #: Of a register: columns of plans and actuals by period, ...
    dated: dict[int, DatedColumn] = field(default_factory=dict)
    #: ... and those that alone have their role: "Target 2025".
    single: dict[int, SingleColumn] = field(default_factory=dict)
    #: Of cases: several columns are measures by period, such as “FY 2012 Outlays ($M)”.
    has_measures: bool = False

    @cached_property
    def score(self) -> float:
        """Give how sure this is; higher is surer. Periods that say what they hold are surer."""
        if self.company == "observations":
            return self.matches.score() + min(len(self.periods), _MOST_FOR_PERIODS)
        told = sum(bool(one.role) for one in self.dated.values())
        added = told + 0.5 * (len(self.dated) - told)
        return self.matches.score() + min(added, _MOST_FOR_PERIODS)

    @property
    def understood(self) -> int:
        """Give the number of columns that feed something."""
        periods = len(self.periods) if self.company == "observations" else 0
        return len(self.matches.fields) + len(self.dated) + periods

    @cached_property
    def columns(self) -> TableColumns:
        """Give what the columns of its tables feed."""
        fields = {match.field: column for column, match in self.matches.fields.items()}
        return TableColumns(fields, self.texts, self.periods)

    @cached_property
    def locators(self) -> Mapping[str, str]:
        """Give the letters of the column that feeds each field."""
        return {match.field: letters(column) for column, match in self.matches.fields.items()}

    @cached_property
    def said(self) -> Mapping[str, str]:
        """Give the header of each field."""
        return {match.field: self.texts[c] for c, match in self.matches.fields.items()}

    @cached_property
    def hints(self) -> Mapping[str, Hint]:
        """Give what the header of each field says about its numbers."""
        return {name: hint_in(text) for name, text in self.said.items()}

    def without(self, column: int) -> Header:
        """Give the same, but for what a column feeds."""
        return replace(self, matches=self.matches.without(column))


class Placed(NamedTuple):
    """A header where it stands on a sheet, from its top row on."""

    top: int
    header: Header

    @property
    def below(self) -> int:
        """Give the first row after the header."""
        return self.top + self.header.height


def has_all_groups(company: str, fields: set[str]) -> bool:
    """Tell whether fields have one of every group that a table of a kind needs."""
    return all(group & fields for group in REQUIRED[company])


def has_what_it_needs(header: Header) -> bool:
    """Tell whether enough of a header is understood, and what its kind of table must have."""
    whole = {m.field for m in header.matches.fields.values() if m.score >= _WHOLE}
    fields = {match.field for match in header.matches.fields.values()}
    fields |= {one for options in header.matches.open.values() for one in options}
    fields |= header.matches.contested.keys()
    if header.company == "observations":
        long = {"observations.period", "observations.value"} <= fields
        wide = bool(header.periods) and header.beside <= _BESIDE_PERIODS
        return (long or wide) and bool(REQUIRED["observations"][0] & whole)
    told = len({one.role for one in header.dated.values()} & {"planned", "actual"})
    if len({one.period or one.number for one in header.dated.values()}) > 1 or told > 1:
        return len(fields) + told >= 2 and bool(REQUIRED["benefits"][0] & fields)
    fewer = header.has_measures
    enough = len(fields) + fewer >= 3 and len(whole) + fewer >= LEAST_WHOLE.get(header.company, 2)
    return enough and has_all_groups(header.company, fields)
