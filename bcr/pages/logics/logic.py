"""One investment logic: the cases that rest on it and what became of their benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.model import LogicVerdict
from bcr.pages.findings import headline, remainder
from bcr.pages.frame import frame
from bcr.pages.gaps.waterfall import waterfall_charts
from bcr.pages.listing import case_title, gap_table
from bcr.pages.logics.league import between
from bcr.pages.page import (
    Amount,
    Chart,
    Column,
    Facts,
    Finding,
    KeyItem,
    Link,
    Page,
    Section,
    Table,
)
from bcr.pages.statuses import VERDICT_NAMES, tally
from bcr.pages.words import count, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words
    from bcr.portfolio import Thresholds

MOST_DRAWN = 30
MOST_LISTED = 100
WEIGHTS = {"money": "money", "stated": "stated weights", "equal": "equal weights"}


def logic_page(dossier: Dossier, logic: str, cases: Sequence[Row], league: Row | None) -> Page:
    """The page of one logic; `cases` are its rows of CaseShares."""
    rows = dossier.gaps_by_logic.get(logic, [])
    statuses = tally(rows)
    blocks: tuple[Block, ...] = (
        Finding(headline(statuses, dossier.as_of), remainder(statuses)),
        *((_facts(league, dossier.portfolio.thresholds),) if league else ()),
        *((_case_chart(dossier, cases),) if cases else ()),
        *waterfall_charts(dossier, dossier.logic_waterfalls.get(logic, [])),
        Section("Benefits on this logic", "benefits", (_benefits(dossier, rows),)),
    )
    return Page(
        dossier.logic_paths[logic],
        dossier.logic_names[logic],
        blocks,
        frame(dossier),
        trail=(("Investment logics", "logics.html"),),
    )


def _facts(row: Row, limits: Thresholds) -> Facts:
    interval = between(row["low"], row["high"])
    items: list[tuple[str, Words]] = [
        ("Verdict", VERDICT_NAMES[LogicVerdict(row["verdict"])].capitalize()),
        ("Share of plan, mean over cases", percent(row["realised_share"])),
        ("Interval", interval),
        ("Lower quartile, which ranks", percent(row["lower_quartile"])),
        *_bounds(row, limits),
        ("Coverage: intended value measured", percent(row["coverage"])),
        ("Cases scored", f"{whole(row['scored_cases'])} of {whole(row['cases'])}"),
        ("Benefits measured of those due", f"{whole(row['measured'])} of {whole(row['due'])}"),
        ("Rank", f"{row['rank']}" if row["rank"] is not None else "not ranked"),
    ]
    if row["clipped_cases"]:
        items.append(("Cases whose share was cut to the limits", whole(row["clipped_cases"])))
    return Facts(tuple(items))


def _bounds(row: Row, limits: Thresholds) -> list[tuple[str, Words]]:
    """What the mean would be, whatever the unmeasured came to; nothing where all is measured."""
    if row["outer_low"] == row["outer_high"]:
        return []
    floor, ceiling = percent(limits.share_floor), percent(limits.share_ceiling)
    return [
        ("If the unmeasured are at 0, at plan", between(row["bound_low"], row["bound_high"])),
        (f"If they are at {floor}, at {ceiling}", between(row["outer_low"], row["outer_high"])),
    ]


def _case_chart(dossier: Dossier, cases: Sequence[Row]) -> Chart:
    ordered = sorted(cases, key=lambda row: (row["realised_share"] is None, _descending(row)))
    drawn = ordered[:MOST_DRAWN]
    names = {row["case_id"]: case_title(dossier, row["case_id"]) for row in drawn}
    frame_ = pl.DataFrame(
        [
            {
                "label": names[row["case_id"]],
                "note": _note(row),
                "share": row["realised_share"],
                "bound_low": row["bound_low"],
                "bound_high": row["bound_high"],
            }
            for row in drawn
        ],
        infer_schema_length=None,
    )
    said = " ".join(f"{names[row['case_id']]}: {_note(row)}." for row in drawn)
    left = len(ordered) - len(drawn)
    return Chart(
        title=_title(ordered),
        subtitle="Share of the movement planned by now that happened, case by case",
        drawing=shares(frame_),
        alternative=f"Points, one row a case. {said}",
        table=Table(
            "Share of plan by case",
            (Column("Case"), Column("Share of plan", number=True), Column("Measured of due")),
            tuple(_row(dossier, row, names[row["case_id"]]) for row in drawn),
        ),
        key=(
            KeyItem("point", "Share of plan"),
            KeyItem("bounds", "If all unmeasured were at 0, or at plan"),
        ),
        note=f"{whole(left)} more cases are not drawn." if left else "",
    )


def _title(cases: Sequence[Row]) -> str:
    scored = [row["realised_share"] for row in cases if row["realised_share"] is not None]
    if not scored:
        return "No case on this logic has a known share of plan"
    if len(scored) == 1:
        return f"The one case that can be scored came to {percent(scored[0])} of plan"
    low, high = percent(min(scored)), percent(max(scored))
    return f"{whole(len(scored))} scored cases came to between {low} and {high} of plan"


def _note(row: Row) -> str:
    measured = f"{whole(row['measured'])} of {count(row['due'], 'due benefit')} measured"
    if row["realised_share"] is None:
        return f"no share known · {measured}"
    weights = f" · weighted by {WEIGHTS[row['weighted_by']]}" if row["measured"] > 1 else ""
    return f"{percent(row['realised_share'])} · {measured}{weights}"


def _row(dossier: Dossier, row: Row, name: str) -> tuple[Words, ...]:
    return (
        Link(name, dossier.case_paths[row["case_id"]]),
        Amount(percent(row["realised_share"]), row["realised_share"]),
        f"{whole(row['measured'])} of {whole(row['due'])}",
    )


def _descending(row: Row) -> float:
    return -(row["realised_share"] or 0.0)


def _benefits(dossier: Dossier, rows: Sequence[Row]) -> Table:
    table = gap_table(dossier, rows[:MOST_LISTED], "Benefits on this logic")
    more = len(rows) - MOST_LISTED
    if more <= 0:
        return table
    return Table(
        table.caption, table.columns, table.rows, f"{whole(more)} more are on their case pages."
    )
