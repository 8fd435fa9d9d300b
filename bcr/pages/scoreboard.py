"""The scoreboard: what a director concludes in ten seconds, and where to look next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.counts import counts
from bcr.model import Status
from bcr.pages.cases.course import course_headline, reached_and_faded
from bcr.pages.findings import headline, logics_detail, logics_headline, remainder, statuses_title
from bcr.pages.frame import frame
from bcr.pages.gaps.overlap import overlap_headline
from bcr.pages.gaps.sums import money_charts
from bcr.pages.gaps.waterfall import waterfall_charts
from bcr.pages.listing import case_table, gap_table, intended
from bcr.pages.money.restated import restated_notes
from bcr.pages.page import (
    Amount,
    Bullets,
    Chart,
    Column,
    Columns,
    Finding,
    KeyFigure,
    KeyFigures,
    Link,
    Notice,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.statuses import (
    FELL_SHORT,
    ORDER,
    REACHED,
    long_name,
    of_benefits,
    tally,
)
from bcr.pages.words import listed, percent, whole

if TYPE_CHECKING:
    from collections import Counter

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block

MOST_CASES = 30
MOST_GAPS = 10


def scoreboard(dossier: Dossier) -> Page:
    """The first page of the site."""
    statuses = tally(dossier.gaps.select("status", "class").iter_rows(named=True))
    finding = Finding(headline(statuses, dossier.as_of), remainder(statuses))
    blocks: tuple[Block, ...] = (finding, *_notes(dossier))
    if statuses:
        blocks = (*blocks, key_figures(statuses), *_body(dossier, statuses))
    else:
        nothing = "There is nothing to compare: import a workbook with intended benefits first."
        blocks = (*blocks, Notice(nothing))
    return Page("index.html", "Scoreboard", blocks, frame(dossier))


def key_figures(statuses: Counter[Status]) -> KeyFigures:
    """The few numbers that the bars below take apart."""
    unknown = statuses[Status.NOT_MEASURED] + statuses[Status.NOT_SCORABLE]
    shown = [
        (of_benefits(REACHED, statuses), "reached the plan so far", Status.EXCEEDED),
        (of_benefits(FELL_SHORT, statuses), "fell short of it", Status.SHORT),
        (statuses[Status.REVERSED], "moved the wrong way", Status.REVERSED),
        (unknown, "nobody can say: not measured or not scorable", Status.NOT_MEASURED),
        (statuses[Status.NOT_DUE], "not due yet", Status.NOT_DUE),
    ]
    return KeyFigures(tuple(KeyFigure(whole(n), label, status) for n, label, status in shown))


def status_chart(dossier: Dossier, statuses: Counter[Status]) -> Chart:
    """One bar a status, in the order of how far benefits got."""
    limits, everything = dossier.portfolio.thresholds, statuses.total()
    rows = [(status, long_name(status, limits), statuses[status]) for status in ORDER]
    shown = [row for row in rows if row[2]]
    bars = pl.DataFrame(shown, schema=["status", "label", "benefits"], orient="row")
    said = listed([f"{whole(n)} {label[0].lower()}{label[1:]}" for _, label, n in shown], most=8)
    return Chart(
        title=statuses_title(statuses),
        subtitle="Number of intended benefits by how much of the movement planned by now happened",
        drawing=counts(bars),
        alternative=f"Bars: of {whole(everything)} intended benefits, {said}.",
        table=Table(
            "Benefits by status",
            (Column("Status"), Column("Benefits", number=True), Column("Of all", number=True)),
            tuple((label, Amount(whole(n), n), percent(n / everything)) for _, label, n in shown),
        ),
        note="Hollow bars are benefits nobody can judge: neither good nor bad.",
    )


def _notes(dossier: Dossier) -> tuple[Block, ...]:
    notes = dossier.portfolio.notes.strip()
    said = (Paragraph(notes, quiet=True),) if notes else ()
    return (*said, *restated_notes(dossier))


def _body(dossier: Dossier, statuses: Counter[Status]) -> tuple[Block, ...]:
    league = list(dossier.league.iter_rows(named=True))
    logics = (
        Paragraph(logics_detail(league)),
        Paragraph((Link("The league table of investment logics", "logics.html"),)),
    )
    return (
        Columns((status_chart(dossier, statuses), *money_charts(dossier))),
        *waterfall_charts(dossier, dossier.waterfalls_by(None).iter_rows(named=True)),
        *_beside(dossier),
        Section(f"{logics_headline(league)}", "logics", logics, kicker="Investment logics"),
        *_gap_sections(dossier),
        Section("Cases", "cases", _cases(dossier)),
    )


def _beside(dossier: Dossier) -> tuple[Block, ...]:
    """What lasted and what is claimed twice, each with the way to its page."""
    claimed = dossier.claims.iter_rows(named=True)
    effects = dossier.surroundings.effects.iter_rows(named=True)
    lasted = course_headline(*reached_and_faded(dossier))
    overlap = overlap_headline(list(claimed), list(effects))
    links = ((f"{lasted}. ", "Since the start", "course.html"),
             (f"{overlap}. ", "Overlap", "overlap.html"))  # fmt: skip
    return (Bullets(tuple((words, Link(title, path)) for words, title, path in links)),)


def _cases(dossier: Dossier) -> tuple[Block, ...]:
    """All cases where they fit; else those that promised most, and where the others are."""
    rows = dossier.gaps_by_case
    chosen = list(dossier.case_rows)
    if len(chosen) <= MOST_CASES:
        return (case_table(dossier, chosen, "Cases by title"),)
    chosen = sorted(chosen, key=lambda case_id: -len(rows.get(case_id, [])))[:MOST_CASES]
    table = case_table(dossier, chosen, f"The {MOST_CASES} cases with the most benefits")
    return (table, Paragraph((Link(f"All {whole(len(dossier.case_rows))} cases", "cases.html"),)))


def _gap_sections(dossier: Dossier) -> tuple[Block, ...]:
    """What fell short most and what went furthest, side by side in prominence."""
    rows = intended(list(dossier.gaps.iter_rows(named=True)))
    scored = [row for row in rows if row["realised_share"] is not None]
    low, high = _furthest_behind(dossier, scored), _furthest(dossier, scored)
    sections: list[Block] = []
    if low:
        caption = f"Measured benefits that did not reach their plan; {_order(dossier)}"
        table = gap_table(dossier, low, caption)
        sections.append(Section("Largest shortfalls", "shortfalls", (table,)))
    if high:
        caption = f"Those with the most realised money in {dossier.portfolio.currency} first"
        table = gap_table(dossier, high, caption)
        sections.append(Section("What reached its plan", "reached", (table,)))
    return tuple(sections)


def _furthest_behind(dossier: Dossier, scored: list[Row]) -> list[Row]:
    """By money in the portfolio's currency where any is known, then by share of plan."""
    behind = [row for row in scored if row["status"] not in REACHED]
    return sorted(behind, key=lambda row: (_gap(dossier, row), row["realised_share"]))[:MOST_GAPS]


def _furthest(dossier: Dossier, scored: list[Row]) -> list[Row]:
    """Reached benefits, those worth the most money first."""
    reached = [row for row in scored if row["status"] in REACHED]
    return sorted(reached, key=lambda row: -_worth(dossier, row))[:MOST_GAPS]


def _order(dossier: Dossier) -> str:
    code = dossier.portfolio.currency
    return f"by money in {code} where known, then by share of plan; at most {MOST_GAPS}"


def _gap(dossier: Dossier, row: Row) -> float:
    ours = row["currency"] in (None, dossier.portfolio.currency)
    return min(row["gap_money"] or 0.0, 0.0) if ours else 0.0


def _worth(dossier: Dossier, row: Row) -> float:
    ours = row["currency"] in (None, dossier.portfolio.currency)
    return abs(row["realised_money"] or 0.0) if ours else 0.0
