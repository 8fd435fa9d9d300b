"""A portfolio of a thousand cases and four thousand benefits, as a workbook and an extract."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Benefits of ten cases in a row: most have few, some fill a page.
SIZES: Final = (1, 1, 2, 2, 3, 3, 4, 6, 6, 12)
BEFORE, AFTER = 36, 12
#: Of a hundred benefits, the number of the one that claims the KPI of another.
SHARED: Final = 6
#: One benefit in so many has a remark where its money belongs, and one was restated.
REMARKED, RESTATED = 17, 19
DEPARTMENTS, OWNERS = 10, 120
#: Code, name, unit, baseline, target, money a year in all.
LOGICS: Final = (
    ("channel-shift", "Channel shift", "calls", 9_000.0, 6_000.0, 240_000),
    ("self-service", "Self-service", "visits", 4_200.0, 3_000.0, 160_000),
    ("automation", "Automation", "days", 15.0, 5.0, 310_000),
    ("prevention", "Prevention", "cases", 800.0, 650.0, 520_000),
    ("shared-services", "Shared services", "GBP", 900_000.0, 700_000.0, 200_000),
    ("estate", "Fewer buildings", "m2", 30_000.0, 22_000.0, 650_000),
    ("quality", "Quality first", "%", 71.0, 85.0, 0),
    ("workforce", "Flexible workforce", "days", 11.0, 8.0, 410_000),
)
CLASSES: Final = ("Cash releasing", "Non cash releasing", "Cost avoidance", "Income")
CASES: Final = (
    "Case ID", "Title", "Department", "Sponsor", "Stage", "Approved on", "Objective",
    "Approved cost", "Currency",
)  # fmt: skip
BENEFITS: Final = (
    "Benefit ID", "Case ID", "Title", "Description", "Logic", "Class", "KPI ID", "Unit", "Baseline",
    "Target", "Start on", "Due on", "Owner", "Money per year", "Currency", "Reported actual",
    "Reported on",
)  # fmt: skip
DECISIONS: Final = ("Subject", "Decided on", "Field", "Old", "New", "Reason", "Decided by")


@dataclass(frozen=True, slots=True)
class Promise:
    """One benefit: its number among all, its case, and how it came to be known."""

    number: int
    case: int
    #: recorded, reported, unmeasured or not due.
    known: str

    @property
    def kpi(self) -> str:
        """The KPI whose record it has, one in fifty that of another; empty for none."""
        shared = 2 if self.number % 100 == SHARED else 0
        return f"KPI-{self.number - shared:05}" if self.known == "recorded" else ""

    @property
    def logic(self) -> tuple[str, str, str, float, float, int]:
        """The row of LOGICS it rests on: its case's own, now and then another."""
        return LOGICS[(self.case + (self.number % 7 == 0)) % len(LOGICS)]

    @property
    def first_month(self) -> int:
        """Months from January 2020 to its start; within the year to April 2024, or in 2025."""
        return 64 if self.known == "not due" else 51 - self.case % 12


def promises(cases: int) -> list[Promise]:
    """Every benefit in the order of its case; one in two has a record."""
    ways = ("recorded", "reported", "recorded", "unmeasured", "recorded", "reported", "recorded",
            "not due")  # fmt: skip
    owners = [case for case in range(cases) for _ in range(SIZES[case % len(SIZES)])]
    return [Promise(n, case, ways[n % len(ways)]) for n, case in enumerate(owners)]


def write_portfolio(folder: Path, cases: int) -> tuple[int, int]:
    """Write the workbook and the extract into a folder; give the benefits and the KPI values."""
    made = promises(cases)
    rows = [row for promise in made for row in _record(promise)]
    columns = ["KPI ID", "Period", "Value"]
    pl.DataFrame(rows, schema=columns, orient="row").write_csv(folder / "kpis.csv")
    workbook = Workbook(write_only=True)
    for name, header, lines in (
        ("Cases", CASES, map(_case, range(cases))),
        ("Benefits", BENEFITS, map(_benefit, made)),
        ("Costs", ("Case ID", "Period end", "Kind", "Intended", "Actual"), _costs(cases)),
        ("KPIs", ("KPI ID", "Name", "Unit", "Better"), map(_kpi, filter(_has_record, made))),
        ("Decisions", DECISIONS, map(_decision, made[::RESTATED])),
        ("Logics", ("Logic", "Name", "Response"), ((*logic[:2], logic[1]) for logic in LOGICS)),
    ):
        sheet = workbook.create_sheet(name)
        sheet.append(header)
        for line in lines:
            sheet.append(line)
    workbook.save(folder / "register.xlsx")
    return len(made), len(rows)


def _case(number: int) -> tuple[object, ...]:
    return (
        f"C-{number:04}", f"{LOGICS[number % len(LOGICS)][1]} programme {number}",
        f"Department {number % DEPARTMENTS + 1}", f"Sponsor {number % 40 + 1}", "FBC",
        "2021-11-30", f"Objective {number % 12 + 1}: better services at lower cost",
        150_000 + number * 100, "GBP",
    )  # fmt: skip


def _benefit(promise: Promise) -> tuple[object, ...]:
    draw = random.Random(promise.number)  # noqa: S311 - figures for a timing, no secret
    code, name, unit, baseline, target, worth = promise.logic
    reached = baseline + (target - baseline) * draw.uniform(-0.2, 1.3)
    reported = promise.known == "reported"
    return (
        f"C-{promise.case:04}-B{promise.number:04}", f"C-{promise.case:04}",
        f"{name}: {unit} of service {promise.number}", "What residents and staff would notice",
        code, CLASSES[promise.number % len(CLASSES)], promise.kpi, unit, baseline, target,
        f"{_month(promise.first_month)}-01", f"{_month(promise.first_month + AFTER)}-01",
        f"Owner {promise.number % OWNERS + 1}", _money(promise), "GBP" if worth else None,
        round(reached, 2) if reported else None, "2025-02-28" if reported else None,
    )  # fmt: skip


def _money(promise: Promise) -> int | str | None:
    """Money a year, or what people write in its place."""
    worth = promise.logic[-1]
    return f"approx. {worth}" if promise.number % REMARKED == 0 else worth or None


def _decision(promise: Promise) -> tuple[object, ...]:
    due, later = (_month(promise.first_month + AFTER + slip) for slip in (0, 6))
    return (
        f"C-{promise.case:04}-B{promise.number:04}", "2024-06-30", "Due date", f"{due}-01",
        f"{later}-01", "The supplier was late", "Programme board",
    )  # fmt: skip


def _has_record(promise: Promise) -> bool:
    """Whether a KPI is the promise's own."""
    return bool(promise.kpi) and promise.number % 100 != SHARED


def _kpi(promise: Promise) -> tuple[object, ...]:
    _, name, unit, baseline, target, _ = promise.logic
    better = "lower" if target < baseline else "higher"
    return promise.kpi, f"{name}, service {promise.number}", unit, better


def _record(promise: Promise) -> Iterator[tuple[str, str, float]]:
    """Months about the baseline, then about what some of the movement came to."""
    if not _has_record(promise):
        return
    draw = random.Random(-promise.number)  # noqa: S311 - figures for a timing, no secret
    baseline, target = promise.logic[3:5]
    moved = (target - baseline) * draw.choice((0.0, 0.3, 0.6, 0.9, 1.1))
    noise = abs(target - baseline) / 12
    for month in range(-BEFORE, AFTER):
        level = baseline + (moved if month >= 0 else 0.0)
        at = _month(promise.first_month + month)
        yield promise.kpi, at, round(draw.gauss(level, noise), 2)


def _costs(cases: int) -> Iterator[tuple[object, ...]]:
    for number in range(0, cases, 2):
        for year in (2023, 2024):
            yield f"C-{number:04}", f"{year}-03-31", "capital", 75_000 + number * 50, 80_000


def _month(number: int) -> str:
    """Give a month counted from January 2020 as 2020-01."""
    return f"{2020 + number // 12}-{number % 12 + 1:02}"
