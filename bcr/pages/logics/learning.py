"""Whether cases are getting better: by year of approval, and by the template of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.model import UNCLASSIFIED, LogicVerdict
from bcr.pages.logics.league import between
from bcr.pages.page import Amount, Chart, Column, KeyItem, Notice, Table
from bcr.pages.words import count, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.logics.review import Review
    from bcr.pages.page import Block, Words

_BY_YEAR = (
    "Share of plan by year of approval, or of the first planned start where no approval is dated"
)
_BY_TEMPLATE = "Share of plan by year of the business-case template that cases were written in"


def learning(dossier: Dossier, review: Review) -> tuple[Block, ...]:
    """What cases of each year delivered; of each template too, where any case names its own."""
    years = _in_order(review.years)
    dated = "No case with a known share says when it was approved or was to start."
    blocks = [_over_time(dossier, years, "{}", _BY_YEAR) if _known(years) else Notice(dated)]
    templates = _in_order(review.templates)
    if not any(map(_is_stated, templates)):
        return tuple(blocks)
    if not any(map(_is_stated, _known(templates))):
        named = "No case with a known share names the template it was written in."
        return (*blocks, Notice(named))
    return (*blocks, _over_time(dossier, templates, "the {} template", _BY_TEMPLATE))


def _in_order(league: pl.DataFrame) -> list[Row]:
    """The rows of a league of years by year; what is not stated comes last."""
    return sorted(league.iter_rows(named=True), key=lambda row: (not _is_stated(row), row["name"]))


def _is_stated(row: Row) -> bool:
    return bool(row["logic"] != UNCLASSIFIED)


def _known(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["realised_share"] is not None]


def _over_time(dossier: Dossier, rows: Sequence[Row], called: str, subtitle: str) -> Chart:
    """Shares by year; `called` makes of a year what its cases are called by."""
    known = _known(rows)
    confidence = percent(dossier.portfolio.thresholds.confidence)
    columns = (
        Column("Year"), Column("Share of plan", number=True), Column("Interval", number=True),
        Column("Cases scored", number=True),
    )  # fmt: skip
    caption = subtitle.partition(",")[0]
    return Chart(
        title=_says(known, called),
        subtitle=subtitle,
        drawing=shares(pl.DataFrame(list(map(_drawn, known)), infer_schema_length=None)),
        alternative="Points with intervals, one row a year. "
        + " ".join(f"{row['name']}: {percent(row['realised_share'])}." for row in known),
        table=Table(caption, columns, tuple(map(_row, rows))),
        key=(
            KeyItem("point", "Mean over cases"),
            KeyItem("interval", f"{confidence} interval"),
            KeyItem("track", "From no movement to plan"),
        ),
    )


def _drawn(row: Row) -> Row:
    scored = count(row["scored_cases"], "case")
    return {
        "label": row["name"],
        "note": f"{percent(row['realised_share'])} · {scored} scored",
        "share": row["realised_share"],
        "low": row["low"],
        "high": row["high"],
        "faint": row["verdict"] == LogicVerdict.TOO_FEW,
    }


def _says(known: Sequence[Row], called: str) -> str:
    """Whether the first and the last year with an interval stand clear of each other."""
    judged = [row for row in known if row["low"] is not None and _is_stated(row)]
    if len(judged) < 2:
        return "Too few cases by year to say whether cases are getting better"
    first, last = judged[0], judged[-1]
    early, late = called.format(first["name"]), called.format(last["name"])
    if last["low"] > first["high"]:
        return f"Cases of {late} delivered more than those of {early}"
    if last["high"] < first["low"]:
        return f"Cases of {late} delivered less than those of {early}"
    return f"That cases of {late} delivered more or less than those of {early} is not shown"


def _row(row: Row) -> tuple[Words, ...]:
    return (
        row["name"],
        Amount(percent(row["realised_share"]), row["realised_share"]),
        between(row["low"], row["high"]),
        f"{whole(row['scored_cases'])} of {whole(row['cases'])}",
    )
