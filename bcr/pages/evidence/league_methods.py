"""How often the league table is wrong, by simulation, for the methods page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.figures.logics.simulated import simulated_league
from bcr.pages.page import Column, Folded, Paragraph, Table
from bcr.pages.words import day, fixed, percent, tenths, whole

if TYPE_CHECKING:
    from bcr.figures.logics.simulated import Simulated, SimulatedBounds, SimulatedLeague
    from bcr.pages.page import Block, Words


def league_quality() -> tuple[Block, ...]:
    """What was found in portfolios whose logics have known effects."""
    run = simulated_league()
    return (
        Paragraph(_drawn(run)),
        Table(
            "How often the league table is wrong",
            (
                Column("Cases of a logic"),
                Column("Unmeasured"),
                *_numbers("Logics", f"{percent(0.9)} interval holds", "With 2 or 3 cases",
                          "No effect, and “delivers”", "First is the best", "By the mean",
                          "Of all with a case", "Difference, points"),
            ),
            tuple(map(_league, run.leagues)),
            _RANKING,
        ),
        Folded(
            "Failures left unmeasured",
            (
                Table(
                    "What the bounds hold when failures go unmeasured",
                    (
                        Column("What is missing"),
                        *_numbers("0 to plan holds", "Width", "Outer bounds hold", "Width",
                                  "Mean too high by"),
                    ),
                    tuple(map(_bounds, run.bounds)),
                ),
            ),
        ),
    )  # fmt: skip


_RANKING = (
    "First is the best: the logic ranked first by the lower quartile has the highest true effect; "
    "beside it what the mean of the same logics would name, and that of all with a case, one being "
    "enough. The difference is that from the same logics, with its standard error: within about "
    "twice that, neither is shown to be better."
)


def _drawn(run: Simulated) -> str:
    measured = day(dt.date.fromisoformat(run.measured_on))
    return (
        f"Measured on {measured} with {whole(run.portfolios)} portfolios a row whose true effects "
        f"are known (seed {run.seed}, which no choice was made with): 3 to 40 cases a logic, most "
        "with few. Unmeasured is nobody, a third at random, or more than half of those that did "
        "worse and an eighth of the others: then the interval speaks of what was measured, and "
        "only the bounds speak of the rest. Unlike: the spread of cases differs between logics. "
        "Works or not: a case comes to about plan or about nothing."
    )


def _numbers(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, number=True) for name in names)


def _league(row: SimulatedLeague) -> tuple[Words, ...]:
    more = (row.right - row.right_mean) * 100
    return (
        row.cases, row.missing, f"{row.logics}",
        tenths(row.held), tenths(row.held_thin), tenths(row.false_delivers),
        tenths(row.right), tenths(row.right_mean), tenths(row.right_any),
        f"{'+' if more >= 0 else ''}{fixed(more, 1)} ± {fixed(row.error * 100, 1)}",
    )  # fmt: skip


def _bounds(row: SimulatedBounds) -> tuple[Words, ...]:
    return (
        row.missing,
        tenths(row.held), percent(row.width), tenths(row.held_outer), percent(row.width_outer),
        percent(row.rosy),
    )  # fmt: skip
