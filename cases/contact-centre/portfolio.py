"""The illustrative portfolio as planted in planted.toml, before anything is simulated."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  dataclass fields name it
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from months import add_months, last_day

PLANTED = Path(__file__).with_name("planted.toml")


@dataclass(frozen=True, slots=True)
class Department:
    """A service and the managers who own its benefits."""

    name: str
    managers: list[str]


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure as it would run without any investment; money and times in `unit`."""

    id: str
    name: str
    unit: str
    better: str
    level: float
    #: Standard deviation of a month around level, drift and season.
    noise: float
    #: Half the height of the yearly swing.
    season: float
    drift: float = 0.0
    decimals: int = 1
    aggregation: str = ""
    volume: int = 0
    comparator: str = ""
    #: KPI whose ups and downs this one shares.
    follows: str = ""
    department: str = ""
    percent_format: bool = False
    #: A lasting change that no benefit claims, and its first month.
    shift: float = 0.0
    shift_from: dt.date | None = None
    #: First month with a record; None: from the start.
    from_month: dt.date | None = None

    @property
    def how_aggregated(self) -> str:
        """The stated aggregation; weighted where there is a denominator, else mean."""
        return self.aggregation or ("weighted" if self.volume else "mean")


@dataclass(frozen=True, slots=True)
class Benefit:
    """A promise, and (from `share` on) what truly came of it."""

    id: str
    title: str
    benefit_class: str
    #: From the start to the due date; negative where the case contradicts itself.
    months: int
    kind: str
    start: dt.date
    kpi: str = ""
    movement: float = 0.0
    unit: str = ""
    better: str = ""
    baseline: float | None = None
    target: float | None = None
    money: float | None = None
    unit_value: float | None = None
    weight: float | None = None
    tolerance: float | None = None
    reported: float | None = None
    #: The stated baseline is worse than the record by this part of the movement.
    overstated: float = 0.0
    share: float = 0.0
    delay: int = 0
    #: Months until the effect is whole.
    ramp: int = 1
    #: Months after the start when the effect begins to go, and how long that takes.
    fade_after: int | None = None
    fade_over: int = 1

    @property
    def due_on(self) -> dt.date:
        """The last day of the last month before the promise falls due."""
        return last_day(add_months(self.start, self.months - 1))


@dataclass(frozen=True, slots=True)
class Case:
    """An approved investment and the features that were planted in it."""

    id: str
    title: str
    logic: str
    start: dt.date
    sponsor: str
    manager: str
    cost: float
    measured: bool
    outside: bool
    interim: bool
    objective: str
    benefits: list[Benefit]
    overrun: float = 1.04

    @property
    def approved_on(self) -> dt.date:
        """Seven months before the start."""
        return add_months(self.start, -7).replace(day=14)

    @property
    def department_code(self) -> str:
        """The letters before the number of the case."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything that is planted."""

    first_month: dt.date
    months: int
    as_of: dt.date
    seed: int
    #: The day from which each edition of the business-case template was used.
    templates: list[dt.date]
    departments: dict[str, Department]
    kpis: dict[str, Kpi]
    cases: list[Case]
    #: Logics, decisions, people who left and gaps stay as the file words them.
    logics: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    left: dict[str, dt.date]
    sponsors_left: list[dict[str, Any]]
    gaps: dict[str, list[dt.date]]
    #: What finance keeps, and what was restated later, likewise.
    deflators: dict[str, Any]
    planned_money: dict[str, list[float]]
    budget_cuts: list[dict[str, Any]]
    restated: list[dict[str, Any]]

    def of_department(self, code: str) -> list[Case]:
        """The cases of one department."""
        return [case for case in self.cases if case.department_code == code]

    def template_of(self, case: Case) -> str:
        """The edition of the template that was in use when a case was approved."""
        return f"{max(day for day in self.templates if day <= case.approved_on).year} template"


def planted() -> Portfolio:
    """Read planted.toml."""
    tables = tomllib.loads(PLANTED.read_text(encoding="utf-8"))
    return Portfolio(
        first_month=tables["first_month"],
        months=tables["months"],
        as_of=tables["as_of"],
        seed=tables["seed"],
        templates=tables["templates"],
        departments={code: Department(**each) for code, each in tables["department"].items()},
        kpis={kpi_id: _kpi(kpi_id, each) for kpi_id, each in tables["kpi"].items()},
        cases=[_case(each) for each in tables["case"]],
        logics=tables["logic"],
        decisions=tables["decision"],
        left={each["subject"]: each["to"] for each in tables["left"]},
        sponsors_left=tables["sponsor_left"],
        gaps=tables["gaps"],
        deflators=tables["deflators"],
        planned_money=tables["planned_money"],
        budget_cuts=tables["budget_cut"],
        restated=tables["restated"],
    )


def _kpi(kpi_id: str, fields: dict[str, Any]) -> Kpi:
    """One KPI; `from` is a word of the language, so the field is named otherwise."""
    first = fields.pop("from", None)
    return Kpi(id=kpi_id, from_month=first, **fields)


def _case(fields: dict[str, Any]) -> Case:
    """One case with its benefits numbered B1, B2, ..."""
    promises = fields.pop("benefits")
    benefits = [
        _benefit(f"{fields['id']}-B{number}", fields["start"], promise)
        for number, promise in enumerate(promises, start=1)
    ]
    return Case(benefits=benefits, **fields)


def _benefit(benefit_id: str, start: dt.date, fields: dict[str, Any]) -> Benefit:
    """One promise; it starts with its case unless it says otherwise."""
    benefit_class = fields.pop("class")
    return Benefit(id=benefit_id, benefit_class=benefit_class, **{"start": start, **fields})
