"""What each investment logic intended beside what became of it, in benefits and in cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.counts import stacks
from bcr.charts.money import money as money_drawing
from bcr.pages.gaps.sums import money_key
from bcr.pages.logics.league import COLUMNS, MOST_DRAWN, league_row, left_out_note
from bcr.pages.page import Amount, Chart, Column, Table
from bcr.pages.statuses import ORDER, REACHED, SHORT_NAMES, of_benefits, status_key, tally
from bcr.pages.words import count, listed, money, whole, whole_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block


def stack_chart(dossier: Dossier, league: Sequence[Row]) -> Chart:
    """Intended benefits of each logic, by what became of them."""
    drawn = league[:MOST_DRAWN]
    counted = [
        (row["logic"], row["name"], status, n)
        for row in drawn
        for status, n in sorted(
            tally(dossier.gaps_by_logic.get(row["logic"], [])).items(),
            key=lambda item: ORDER.index(item[0]),
        )
    ]
    frame_ = pl.DataFrame(counted, schema=["group", "label", "status", "benefits"], orient="row")
    rows = tuple((name, SHORT_NAMES[s], Amount(whole(n), n)) for _, name, s, n in counted)
    said = listed(
        [f"{name}: {whole(n)} {SHORT_NAMES[s].lower()}" for _, name, s, n in counted], most=99
    )
    return Chart(
        title=_stack_title(dossier, league),
        subtitle="Number of intended benefits by status",
        drawing=stacks(frame_),
        alternative=f"Stacked bars, one a logic. {said}.",
        table=Table(
            "Benefits by logic and status",
            (Column("Investment logic"), Column("Status"), Column("Benefits", number=True)),
            rows,
        ),
        key=status_key(status for _, _, status, _ in counted),
        note=left_out_note(len(league) - len(drawn)),
    )


def _stack_title(dossier: Dossier, league: Sequence[Row]) -> str:
    """In how many logics most of what was intended was reached."""
    tallies = [tally(dossier.gaps_by_logic.get(row["logic"], [])) for row in league]
    reached = sum(2 * of_benefits(REACHED, each) > each.total() for each in tallies)
    logics_ = f"{whole_or_none(reached, 'none')} of {count(len(league), 'logic')}"
    return f"In {logics_} most benefits are known to have reached plan"


def cash_charts(dossier: Dossier, league: Sequence[Row]) -> tuple[Block, ...]:
    """A chart of cash-releasing money, where any logic has some."""
    rows = [row for row in league if row["intended_money"]][:MOST_DRAWN]
    if not rows:
        return ()
    code = dossier.portfolio.currency
    sums = pl.DataFrame(
        [
            {
                "label": row["name"],
                "note": _cash(row, code),
                "intended": row["intended_money"],
                "compared": _compared(row),
                "realised": row["realised_money"],
            }
            for row in rows
        ],
        schema_overrides=dict.fromkeys(("intended", "compared", "realised"), pl.Float64),
    )
    columns = (Column("Investment logic"), *COLUMNS[-3:])
    table_rows = tuple((row["name"], *league_row(dossier, row)[-3:]) for row in rows)
    said = " ".join(f"{row['name']}: {_cash(row, code)}." for row in rows)
    return (
        Chart(
            title=_cash_title(rows, code),
            subtitle=f"Cash-releasing benefits only, {code}",
            drawing=money_drawing(sums),
            alternative=f"Bars of money by logic. {said}",
            table=Table("Cash-releasing money by logic", columns, table_rows),
            key=money_key(sums),
        ),
    )


def _cash_title(rows: Sequence[Row], code: str) -> str:
    """The largest shortfall in cash, where there is any."""
    known = [row for row in rows if row["gap_money"] is not None]
    if not known:
        return "What cash any logic realised is not known"
    worst = min(known, key=lambda row: float(row["gap_money"]))
    if worst["gap_money"] >= 0:
        return "No logic is short of its planned cash where both are known"
    return f"The largest cash shortfall, {money(-worst['gap_money'], code)}, is in {worst['name']}"


def _compared(row: Row) -> float | None:
    """The part of the intended money that has realised money beside it."""
    if row["realised_money"] is None or row["gap_money"] is None:
        return None
    return float(row["realised_money"] - row["gap_money"])


def _cash(row: Row, code: str) -> str:
    planned = f"{money(row['intended_money'], code)} planned by now"
    if row["realised_money"] is None:
        return f"{planned}, realised not known"
    return f"{money(row['realised_money'], code)} realised of {planned}"
