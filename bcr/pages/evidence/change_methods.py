"""How it is judged whether a KPI really changed, and how often that judgement is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.figures.change.series import LONGEST
from bcr.figures.change.simulated import simulated_quality
from bcr.figures.change.tested import MODEL, SIGNAL
from bcr.pages.page import Bullets, Code, Column, Folded, Paragraph, Section, Table
from bcr.pages.sayings import retold
from bcr.pages.words import day, fixed, number, percent, tenths, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.figures.change.simulated import Share, Simulated, SimulatedRegime
    from bcr.pages.page import Words


def change_section() -> Section:
    """The model, its ladder, and what simulation says of it."""
    run = simulated_quality()
    formula = Code("y = b0 + b1 · time + season + b2 · after + remembered noise")
    return Section(
        "Did it really change?",
        "change",
        (
            Paragraph(
                "Reaching a target is not change, so this is a second question with an answer of "
                "its own. The KPI's record is set beside the course it was on before the start:"
            ),
            Paragraph((formula,)),
            Bullets(_rules()),
            Paragraph(_drawn(run)),
            _table("How often the model is wrong", run.regimes),
            Folded(
                "Other bad quarters, and records too short or longer than the model takes",
                (
                    _table("Approved after a bad quarter, chosen in other ways", run.choices),
                    _table("Short records, by their natural limits", run.short),
                    _table("Ten years of record, whole and by the last four years", run.long),
                ),
            ),
        ),
    )


def _rules() -> tuple[Words, ...]:
    (before, after), (fewer, least) = MODEL, SIGNAL
    return (
        (
            f"From {before} periods before the start and {after} after it: the model. b2 is the "
            "change, with an interval that holds the truth nine times in ten. How much the noise "
            "remembers is not estimated but averaged over, which keeps short records honest. Of a "
            f"longer record the last {LONGEST} periods before the start count: few KPIs keep to "
            "one straight line for longer, and one through a bend finds changes that are none."
        ),
        (
            f"From {fewer} and {least}: the mean since the start against the natural limits of the "
            f"record before it (mean ± {number(2.66)} × mean moving range), made wider where "
            "neighbouring periods are alike. Fewer: too few points; one on each side: untested."
        ),
        (
            "Real: the whole interval is on the better side of zero. Worse: on the other side. Not "
            "shown: it holds zero."
        ),
        (
            "The transition between going live and the start belongs to neither side. Where the "
            "KPI has a comparator, the difference between the two is tested."
        ),
        (
            "Cases are approved when a KPI is at its worst. A last quarter that was worse than the "
            "time before it does not set the level expected without the investment."
        ),
    )


def _drawn(run: Simulated) -> str:
    measured = day(dt.date.fromisoformat(run.measured_on))
    seeds = ", ".join(map(str, run.seeds))
    return (
        f"Measured on {measured} with series whose change is known: {len(run.seeds)} draws of "
        f"{whole(run.series)} series a row (seeds {seeds}), none of which the model was chosen "
        f"with. Found: a rise by {number(run.effect)} standard deviations of the noise. In "
        "brackets the lowest and highest draw. Beside it what comparing the mean before with the "
        f"mean after would say (a t-test at {percent(0.05)})."
    )


def _table(title: str, rows: Sequence[SimulatedRegime]) -> Table:
    names = ("Real, though nothing changed", "Before and after says so", "Found", "Interval holds")
    columns = (
        Column("Noise"),
        Column("Months before and after"),
        *(Column(name, number=True) for name in names),
    )
    return Table(title, columns, tuple(_row(row) for row in rows))


def _row(row: SimulatedRegime) -> tuple[Words, ...]:
    shares = (row.false_real, row.usual, row.power, row.coverage)
    return (retold(row.noise), f"{row.before} + {row.after}", *map(_share, shares))


def _share(share: Share) -> str:
    return f"{tenths(share.mean)} ({fixed(share.low * 100, 0)}–{fixed(share.high * 100, 0)})"
