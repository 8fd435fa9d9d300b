"""Portfolios for tests of pages: records as workbooks give them, figures as they are computed."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import dataframely as dy
import polars as pl

from bcr.figures.gaps import benefit_gaps
from bcr.pages.dossier import Dossier
from bcr.portfolio import Portfolio
from bcr.schemas.records import (
    Cases,
    Costs,
    Decisions,
    Deflators,
    Kpis,
    Logics,
    Observations,
    Owners,
    Plans,
    Problems,
    PromisedBenefits,
    Sources,
)
from bcr.schemas.restated import Changes, Elsewhere, Restatements
from bcr.workflow.reviews import review

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]
SchemaT = TypeVar("SchemaT", bound=dy.Schema)
AS_OF = dt.date(2025, 3, 31)
SOURCE = "5f" * 32
#: The columns of `bcr.schemas.records.Blocks`.
BLOCKS = {
    "source_id": pl.String,
    "block": pl.Int32,
    "sheet": pl.String,
    "range": pl.String,
    "holds": pl.String,
    "rows": pl.Int32,
    "columns": pl.String,
    "unmatched": pl.String,
    "set_aside": pl.String,
}
PLACE: Row = {"source_id": SOURCE, "block": 0, "row": 12}


@dataclass
class Records:
    """What workbooks might hold; what is left out is null."""

    cases: list[Row] = field(default_factory=list)
    benefits: list[Row] = field(default_factory=list)
    logics: list[Row] = field(default_factory=list)
    kpis: list[Row] = field(default_factory=list)
    observations: list[Row] = field(default_factory=list)
    plans: list[Row] = field(default_factory=list)
    owners: list[Row] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    costs: list[Row] = field(default_factory=list)
    deflators: list[Row] = field(default_factory=list)
    #: Decisions as read.
    changes: list[Row] = field(default_factory=list)
    #: As computed: tests of figures say how.
    restatements: list[Row] = field(default_factory=list)


def benefit(benefit_id: str, case_id: str = "ferry", **values: object) -> Row:
    """A benefit that was to fall from 15 to 5 days by the end of 2024."""
    standard = {
        "title": f"Shorter wait {benefit_id}",
        "logic": "automation",
        "class": "cash_releasing",
        "unit": "days",
        "better": "lower",
        "baseline": 15.0,
        "target": 5.0,
        "target_kind": "level",
        "start_on": dt.date(2023, 4, 1),
        "due_on": dt.date(2024, 12, 31),
        "source_file": "cases/register.xlsx",
        "source_cell": "Benefits!H12",
    }
    return PLACE | standard | {"benefit_id": benefit_id, "case_id": case_id} | values


def monthly(kpi_id: str, values: Sequence[float], *, first: dt.date) -> list[Row]:
    """Observations of whole months, one after the other."""
    rows = []
    begin = first
    for value in values:
        following = (begin.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        end = following - dt.timedelta(days=1)
        period = {"period_start": begin, "period_end": end, "value": value}
        rows.append(PLACE | {"kpi_id": kpi_id} | period)
        begin = following
    return rows


def dossier(records: Records, *, portfolio: Portfolio | None = None) -> Dossier:
    """The records with every figure computed as the program does."""
    portfolio = portfolio or Portfolio(title="Test portfolio")
    limits = portfolio.thresholds
    cases, benefits = table(Cases, records.cases), table(PromisedBenefits, records.benefits)
    kpis, observed = table(Kpis, records.kpis), table(Observations, records.observations)
    plans = table(Plans, records.plans)
    gaps = benefit_gaps(
        benefits,
        cases=cases,
        kpis=kpis,
        observations=observed,
        plans=plans,
        as_of=AS_OF,
        thresholds=limits,
    )
    logics = table(Logics, records.logics)
    costs, deflators = table(Costs, records.costs), table(Deflators, records.deflators)
    changes = table(Changes, records.changes)
    made = Dossier(
        portfolio=portfolio,
        as_of=AS_OF,
        gaps=gaps,
        cases=cases,
        benefits=benefits,
        kpis=kpis,
        observations=observed,
        plans=plans,
        owners=table(Owners, records.owners),
        logics=logics,
        known_logics=logics,
        problems=table(Problems, records.problems),
        sources=table(Sources, [_source()] if records.benefits else []),
        blocks=pl.DataFrame([_block()] if records.benefits else [], schema=BLOCKS),
        costs=costs,
        case_versions=cases.with_columns(import_no=pl.lit(1)),
        cost_versions=costs.with_columns(import_no=pl.lit(1)),
        deflators=deflators,
        changes=changes,
        decisions=table(Decisions, records.decisions).with_columns(import_no=pl.lit(1)),
        restatements=table(Restatements, records.restatements),
        elsewhere=Elsewhere.create_empty(),
    )
    return replace(made, review=review(made))


def table(schema: type[SchemaT], rows: Sequence[Row]) -> dy.DataFrame[SchemaT]:
    """Rows as a table of the schema, nulls where nothing is given."""
    empty = schema.create_empty()
    given = pl.DataFrame(rows, infer_schema_length=None) if rows else pl.DataFrame()
    known = given.select(name for name in given.columns if name in empty.columns)
    wanted = known.with_columns(pl.col(name).cast(empty.schema[name]) for name in known.columns)
    return schema.validate(pl.concat([empty, wanted], how="diagonal"), cast=True)


def _source() -> Row:
    return {
        "source_id": SOURCE,
        "path": "cases/register.xlsx",
        "bytes": 20_480,
        "import_no": 1,
        "records": 60,
    }


def _block() -> Row:
    columns = {"benefits.baseline": "F", "benefits.target": "H", "benefits.due_on": "J"}
    return {
        "source_id": SOURCE,
        "block": 0,
        "sheet": "Benefits",
        "range": "A4:M64",
        "holds": "benefits",
        "rows": 60,
        "columns": json.dumps(columns),
        "unmatched": json.dumps({"RAG": "M"}),
        "set_aside": json.dumps({"65": "a total, not a record"}),
    }


def realistic() -> Records:
    """24 cases, 8 logics and about 60 benefits, most with monthly records over four years."""
    names = (
        "Channel shift",
        "Single front office",
        "Chatbot",
        "Knowledge base",
        "Workforce planning",
        "Root causes",
        "Training",
        "Shared services",
    )
    pulls = (0.85, 0.5, -0.3, 0.95, 0.8, 0.65, 0.1, 0.4)
    records = Records(
        logics=[PLACE | {"logic": _code(name), "name": name} for name in names],
    )
    for number in range(24):
        _case(records, number, names[number % 8], pulls[number % 8])
    _finance(records)
    return records


def _finance(records: Records) -> None:
    """Costs by year of the first six cases, an index for every year, and two dates that slipped."""
    for case in records.cases[:6]:
        case["price_base"] = "2022/23"
        for year in (2023, 2024, 2025):
            when = {"case_id": case["case_id"], "period_end": dt.date(year, 3, 31)}
            sums = {"kind": "capital", "intended": 90_000.0, "actual": 95_000.0}
            records.costs.append(PLACE | when | sums)
    for year in range(2022, 2026):
        index = {"period_end": dt.date(year, 3, 31), "deflator": 100.0 + 3 * (year - 2022)}
        records.deflators.append(PLACE | index)
    for promise in records.benefits[:2]:
        slip = {"column": "due_on", "slip_months": 6.0, "approved_on": dt.date(2024, 9, 30)}
        named = {name: promise[name] for name in ("benefit_id", "case_id", "title")}
        records.restatements.append(named | slip | {"latest_on": dt.date(2025, 3, 31)})


def _code(name: str) -> str:
    return name.lower().replace(" ", "_")


def _case(records: Records, number: int, logic: str, pull: float) -> None:
    case_id = f"CC-{number + 1:02d}"
    department = ("Housing", "Revenues", "Parking", "Social care", "Front door")[number % 5]
    records.cases.append(
        PLACE
        | {
            "case_id": case_id,
            "title": f"{logic} for {department.lower()}",
            "department": department,
            "sponsor": "Director of customer services",
            "stage": "FBC",
            "approved_on": dt.date(2022, 1 + number % 12, 15),
            "approved_cost": 250_000.0 + 40_000 * number,
            "actual_cost": None if number % 3 else 300_000.0 + 45_000 * number,
            "currency": "GBP",
            "objective": f"Fewer and shorter contacts in {department.lower()}",
        }
    )
    records.owners.append(
        PLACE
        | {"subject": case_id, "role": "sponsor", "name": "A. Ames", "from_on": dt.date(2022, 1, 1)}
    )
    for index in range(2 + number % 2):
        _benefit(records, number, index, case_id, logic, pull)


def _benefit(  # noqa: PLR0913, PLR0917 - one test portfolio, written out
    records: Records, number: int, index: int, case_id: str, logic: str, pull: float
) -> None:
    benefit_id, kpi_id = f"{case_id}-B{index + 1}", f"K{number:02d}{index}"
    unit, baseline, target = (("seconds", 420.0, 300.0), ("%", 62.0, 80.0), ("calls", 9e3, 6e3))[
        index
    ]
    kind = ("cash_releasing", "non_cash_releasing", "cost_avoidance")[index]
    spread = pull + 0.25 * math.sin(number * 1.7 + index)
    measured = (number + index) % 4 != 3
    values: Row = {
        "title": f"{('Shorter calls', 'More done online', 'Fewer repeat calls')[index]} ({logic})",
        "logic": _code(logic),
        "class": kind,
        "unit": unit,
        "better": None,
        "baseline": None if number == 5 and index == 1 else baseline,
        "target": target,
        "kpi_id": kpi_id,
        "start_on": dt.date(2026, 4, 1) if number == 7 else dt.date(2023, 4, 1),
        "due_on": dt.date(2027, 3, 31) if number == 7 else dt.date(2024, 9, 30),
        "owner": "B. Okoro",
        "money_per_year": 120_000.0 + 10_000 * number if index != 1 else None,
        "currency": "GBP",
    }
    if measured and number % 6 == 4:
        values |= {"reported_actual": baseline + spread * (target - baseline), "kpi_id": None}
        values |= {"reported_on": dt.date(2025, 2, 28)}
    elif measured:
        records.kpis.append(PLACE | {"kpi_id": kpi_id, "name": "Mean of the month", "unit": unit})
        levels = [
            baseline
            + (target - baseline) * spread * min(max(month - 24, 0) / 14, 1)
            + (target - baseline) * 0.12 * math.sin(month / 1.9 + number)
            for month in range(48)
        ]
        records.observations += monthly(kpi_id, levels, first=dt.date(2021, 4, 1))
    records.benefits.append(benefit(benefit_id, case_id, **values))
