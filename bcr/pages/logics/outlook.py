"""What to expect of the next case on each logic, and which logics stand out from all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.funnel import funnel
from bcr.charts.shares import shares
from bcr.figures.logics.funnel import ALARM, WARN
from bcr.pages.logics.league import between
from bcr.pages.page import Amount, Chart, Column, KeyItem, Link, Section, Table
from bcr.pages.sayings import retold
from bcr.pages.words import count, listed, number, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

_MOST_DRAWN = 30


def next_section(dossier: Dossier, league: Sequence[Row]) -> tuple[Block, ...]:
    """The prediction interval of each logic; nothing where none has two scored cases."""
    known = [row for row in league if row["next_low"] is not None]
    if not known:
        return ()
    drawn = known[:_MOST_DRAWN]
    confidence = percent(dossier.portfolio.thresholds.confidence)
    frame_ = pl.DataFrame(
        [
            {
                "label": row["name"],
                "note": _note(row),
                "share": row["realised_share"],
                "low": row["next_low"],
                "high": row["next_high"],
            }
            for row in drawn
        ],
        infer_schema_length=None,
    )
    columns = (
        Column("Investment logic"), Column("Mean over cases", number=True),
        Column("Drawn towards all logics", number=True), Column("Next case", number=True),
        Column("Cases scored", number=True),
    )  # fmt: skip
    chart = Chart(
        title=_title(known),
        subtitle=f"Where the next case's share of plan is expected, at {confidence}",
        drawing=shares(frame_),
        alternative=" ".join(f"{row['name']}: {_note(row)}." for row in drawn),
        table=Table("The next case", columns, tuple(_line(dossier, row) for row in drawn)),
        key=(
            KeyItem("point", "Mean over cases"),
            KeyItem("interval", "The next case"),
            KeyItem("track", "From no movement to plan"),
        ),
        note="Wider than the interval of the mean: single cases differ more than means do.",
    )
    return (Section("What to expect of the next case", "next", (chart,)),)


def _title(known: Sequence[Row]) -> str:
    sure = [row["name"] for row in known if row["next_low"] > 0]
    if not sure:
        return "On no logic can the next case be counted on to move anything"
    names = listed(sure) if len(sure) <= 4 else f"{whole(len(sure))} logics"
    return f"The next case can be counted on to move something with {names}"


def _note(row: Row) -> str:
    ends = between(row["next_low"], row["next_high"])
    return f"{ends} · {count(row['scored_cases'], 'case')} scored"


def _line(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    return (
        Link(row["name"], dossier.logic_paths[row["logic"]]),
        Amount(percent(row["realised_share"]), row["realised_share"]),
        Amount(percent(row["shrunken_share"]), row["shrunken_share"]),
        between(row["next_low"], row["next_high"]),
        Amount(whole(row["scored_cases"]), row["scored_cases"]),
    )


def funnel_section(dossier: Dossier, rows: pl.DataFrame) -> tuple[Block, ...]:
    """Logics within the limits of chance; nothing where no limits can be drawn."""
    if rows.is_empty():
        return ()
    far = rows.filter(rows["outside"] != "no")["name"].to_list()
    factor = rows["over_dispersion"][0]
    wider = (
        f"Logics differ by more than cases within them do, so the limits are {number(factor**0.5)} "
        "times as wide as chance alone would have them."
        if factor > 1
        else "Logics differ no more than chance alone would have it."
    )
    near, outer = percent(WARN), percent(ALARM)
    columns = (
        Column("Investment logic"), Column("Cases scored", number=True),
        Column("Share of plan", number=True), Column(f"{near} limits", number=True),
        Column(f"{outer} limits", number=True), Column("Outside"),
    )  # fmt: skip
    lines = tuple(_limit_line(dossier, row) for row in rows.iter_rows(named=True))
    chart = Chart(
        title=f"{listed(far)} {'stands' if len(far) == 1 else 'stand'} out from all logics"
        if far
        else "No logic stands out from the others by more than logics differ anyway",
        subtitle="Share of plan by number of scored cases, with the limits of chance",
        drawing=funnel(rows),
        alternative=f"Points within bands that narrow as cases grow. {wider}",
        table=Table("Logics and limits", columns, lines),
        key=(
            KeyItem("point", "A logic"),
            KeyItem("bounds", f"{near} limits"),
            KeyItem("track", f"{outer} limits"),
        ),
        note=wider,
    )
    return (Section("Is it more than chance?", "funnel", (chart,)),)


def _limit_line(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    path = dossier.logic_paths.get(row["logic"])
    return (
        Link(row["name"], path) if path else row["name"],
        Amount(whole(row["scored_cases"]), row["scored_cases"]),
        Amount(percent(row["realised_share"]), row["realised_share"]),
        between(row["low_95"], row["high_95"]),
        between(row["low_998"], row["high_998"]),
        retold(row["outside"]),
    )
