"""Which investment logics delivered: the league table, with what it cannot rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.model import LogicVerdict
from bcr.pages.findings import league_title, logics_detail, logics_headline
from bcr.pages.frame import frame
from bcr.pages.logics.chains import chain_section
from bcr.pages.logics.league import (
    MOST_DRAWN,
    MOST_LISTED,
    brief_table,
    league_note,
    league_table,
    left_out_note,
)
from bcr.pages.logics.logic_charts import cash_charts, stack_chart
from bcr.pages.logics.outlook import funnel_section, next_section
from bcr.pages.page import (
    Bullets,
    Chart,
    Finding,
    KeyItem,
    Link,
    Notice,
    Page,
    Paragraph,
    Section,
)
from bcr.pages.words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words


def logics(dossier: Dossier) -> Page:
    """The page of the league table."""
    league = league_order(dossier.league)
    finding = Finding(logics_headline(league), logics_detail(league))
    if not league:
        empty = Notice("There is no benefit with an investment logic, so there is no league table.")
        return Page("logics.html", "Investment logics", (finding, empty), frame(dossier))
    blocks: tuple[Block, ...] = (
        finding,
        Paragraph(_how_to_read(dossier), quiet=True),
        *_league_chart(dossier, league),
        *next_section(dossier, league),
        *(funnel_section(dossier, dossier.review.funnel) if dossier.review else ()),
        *(chain_section(dossier, dossier.review) if dossier.review else ()),
        stack_chart(dossier, league),
        *cash_charts(dossier, league),
        Section("League table", "table", (league_table(dossier, league),)),
        *_too_few(dossier, league),
    )
    return Page("logics.html", "Investment logics", blocks, frame(dossier))


def league_sheet(dossier: Dossier) -> Page:
    """The league table alone, for paper."""
    league = league_order(dossier.league)
    blocks: tuple[Block, ...] = (Finding(logics_headline(league), logics_detail(league)),)
    if league:
        blocks += (
            Paragraph(_how_to_read(dossier), quiet=True),
            *_league_chart(dossier, league),
            *_too_few(dossier, league),
            Section("League table", "table", (league_table(dossier, league),)),
        )
    return Page("logics.html", "Investment logics", blocks, frame(dossier))


def league_order(league: pl.DataFrame) -> list[Row]:
    """Ranked logics by rank; the others by what is known of them, too few cases last."""
    rows = list(league.iter_rows(named=True))
    return sorted(
        rows,
        key=lambda row: (
            row["verdict"] == LogicVerdict.TOO_FEW,
            row["rank"] if row["rank"] is not None else len(rows) + 1,
            -(row["low"] if row["low"] is not None else -9.0),
            -(row["realised_share"] if row["realised_share"] is not None else -9.0),
            row["name"],
        ),
    )


def _league_chart(dossier: Dossier, league: Sequence[Row]) -> tuple[Block, ...]:
    """The logics with a known share; what is not drawn is counted."""
    known = [row for row in league if row["realised_share"] is not None]
    if not known:
        return (Notice("No share of plan is known for any logic, so there is nothing to rank."),)
    drawn = known[:MOST_DRAWN]
    left_out = len(league) - len(drawn)
    return (league_chart(dossier, drawn, left_out=left_out, title=league_title(league)),)


def league_chart(
    dossier: Dossier, league: Sequence[Row], *, left_out: int, title: str = ""
) -> Chart:
    """Share of plan with its interval, logic by logic; the bounds drawn lightly."""
    rows = pl.DataFrame(
        [
            {
                "label": _ranked(row),
                "note": league_note(row),
                "share": row["realised_share"],
                "low": row["low"],
                "high": row["high"],
                "bound_low": row["bound_low"],
                "bound_high": row["bound_high"],
                "faint": row["verdict"] == LogicVerdict.TOO_FEW,
            }
            for row in league
        ],
        infer_schema_length=None,
    )
    said = " ".join(f"{row['name']}: {league_note(row)}." for row in league)
    confidence = percent(dossier.portfolio.thresholds.confidence)
    return Chart(
        title=title or league_title(league),
        subtitle="Share of the movement planned by now that happened: mean over cases, interval, "
        "cases scored, intended value covered",
        drawing=shares(rows),
        alternative=f"Points with intervals, one row a logic. {said}",
        table=brief_table(dossier, league),
        key=(
            KeyItem("point", "Mean over cases"),
            KeyItem("interval", f"{confidence} interval"),
            KeyItem("bounds", "If all unmeasured were at 0, or at plan"),
            KeyItem("track", "From no movement to plan"),
        ),
        note=left_out_note(left_out),
    )


def _ranked(row: Row) -> str:
    return f"{row['rank']}. {row['name']}" if row["rank"] is not None else row["name"]


def _how_to_read(dossier: Dossier) -> str:
    limits = dossier.portfolio.thresholds
    return (
        "A case counts once, however many benefits it has. A logic delivers when the low end of "
        f"its interval is at least {percent(limits.mostly)} of plan and at least "
        f"{percent(limits.min_coverage)} of the intended value was measured. With fewer than "
        f"{limits.min_cases} scored cases nothing is said, and with fewer than "
        f"{limits.min_logics_to_rank} logics that can be scored there are no ranks. "
        "Ranks go by the lower quartile: one chance in four that the mean lies below it. "
        "A case whose KPIs are noisier weighs less. "
        "What was measured goes with the logic; it is not shown to come from it."
    )


def _too_few(dossier: Dossier, league: Sequence[Row]) -> tuple[Block, ...]:
    rows = [row for row in league if row["verdict"] == LogicVerdict.TOO_FEW]
    if not rows:
        return ()
    limit = dossier.portfolio.thresholds.min_cases
    names: list[Words] = [
        (Link(row["name"], dossier.logic_paths[row["logic"]]), f" ({league_note(row)})")
        for row in rows[:MOST_LISTED]
    ]
    words = (
        f"Each has fewer than {limit} scored cases, or cases that give no interval: nothing is "
        "said of it and it has no rank."
    )
    return (Section("Too few cases to say", "too-few", (Paragraph(words), Bullets(tuple(names)))),)
