"""The league table of investment logics: its columns, and each logic in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.model import LogicVerdict
from bcr.pages.page import Amount, Column, Link, Table
from bcr.pages.statuses import VERDICT_NAMES
from bcr.pages.words import UNKNOWN, count, money, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Words

#: Rows a chart can hold and still be read; the table has them all.
MOST_DRAWN = 30
#: Rows a table of a page can hold and still open at once.
MOST_LISTED = 150

COLUMNS = (
    Column("Investment logic"),
    Column("Rank", number=True),
    Column("Verdict"),
    Column("Share of plan", number=True),
    Column("Interval", number=True),
    Column("Lower quartile", number=True),
    Column("If the unmeasured are at 0, at plan", number=True),
    Column("Coverage", number=True),
    Column("Cases scored", number=True),
    Column("Benefits measured", number=True),
    Column("Planned, cash", number=True),
    Column("Realised, cash", number=True),
    Column("Gap, cash", number=True),
)


def league_table(dossier: Dossier, league: Sequence[Row]) -> Table:
    """Every column of the league table."""
    rows = tuple(league_row(dossier, row) for row in league[:MOST_LISTED])
    more = len(league) - MOST_LISTED
    note: Words = (
        f"{whole(more)} more logics are not listed here; `bcr logic` lists all." if more > 0 else ""
    )
    return Table("Investment logics, all columns", COLUMNS, rows, note)


def league_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    """The columns of one logic."""
    code = dossier.portfolio.currency
    sums = ("intended_money", "realised_money", "gap_money")
    return (
        Link(row["name"], dossier.logic_paths[row["logic"]]),
        Amount(f"{row['rank']}", row["rank"]) if row["rank"] is not None else "not ranked",
        VERDICT_NAMES[LogicVerdict(row["verdict"])],
        Amount(percent(row["realised_share"]), row["realised_share"]),
        between(row["low"], row["high"]),
        Amount(percent(row["lower_quartile"]), row["lower_quartile"]),
        between(row["bound_low"], row["bound_high"]),
        Amount(percent(row["coverage"]), row["coverage"]),
        f"{whole(row['scored_cases'])} of {whole(row['cases'])}",
        f"{whole(row['measured'])} of {whole(row['due'])} due",
        *(Amount(money(row[name], code), row[name]) for name in sums),
    )


def brief_table(dossier: Dossier, league: Sequence[Row]) -> Table:
    """The columns that the chart draws."""
    wanted = (0, 3, 4, 6, 7, 8)
    rows = (league_row(dossier, row) for row in league)
    return Table(
        "What the chart shows",
        tuple(COLUMNS[index] for index in wanted),
        tuple(tuple(row[index] for index in wanted) for row in rows),
    )


def league_note(row: Row) -> str:
    """The figures of a logic in one line."""
    cases = f"{whole(row['scored_cases'])} of {count(row['cases'], 'case')}"
    if row["realised_share"] is None:
        return f"no share known · {cases} scored"
    interval = ""
    if row["low"] is not None:
        interval = f" ({percent(row['low'])} to {percent(row['high'])})"
    covered = f" · {percent(row['coverage'])} covered" if row["coverage"] is not None else ""
    return f"{percent(row['realised_share'])}{interval} · {cases}{covered}"


def left_out_note(logics_: int) -> str:
    """What a chart does not draw."""
    if not logics_:
        return ""
    verb = "is" if logics_ == 1 else "are"
    more = count(logics_, "more logic", "more logics")
    return f"{more} {verb} in the table below and not drawn."


def between(low: float | None, high: float | None) -> str:
    """Two ends in words."""
    return UNKNOWN if low is None else f"{percent(low)} to {percent(high)}"
