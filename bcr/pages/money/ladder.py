"""What was claimed, measured, valued and taken out of a budget, class by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.ladder import ladder
from bcr.pages.page import Amount, Chart, Column, Table
from bcr.pages.statuses import CLASS_NAMES
from bcr.pages.words import count, money, whole

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier, Row

STEPS = {
    "claimed": "Claimed: planned by now",
    "measured": "Measured: by the KPIs' own records",
    "valued": "Valued: reported as realised",
    "removed": "Removed from a budget",
}
_NOTHING = "no benefit got here"


def ladder_charts(dossier: Dossier) -> tuple[Chart, ...]:
    """A chart a class and currency with money a year that was planned by now."""
    return tuple(_chart(row) for row in dossier.ladder.to_dicts() if row["claimed"])


def _chart(row: Row) -> Chart:
    steps = pl.DataFrame(
        [{"label": STEPS[step], "note": _note(row, step), "money": row[step]} for step in STEPS],
        schema={"label": pl.String, "note": pl.String, "money": pl.Float64},
    )
    said = " ".join(
        f"{label}: {note}." for label, note in steps.select("label", "note").iter_rows()
    )
    return Chart(
        title=ladder_title(row),
        subtitle=f"{CLASS_NAMES[row['class']]}, {row['currency'] or 'currency not stated'} a year; "
        "four totals that are never added together",
        drawing=ladder(steps),
        alternative=f"Bars, one a step. {said}",
        table=Table(
            f"{CLASS_NAMES[row['class']]}: steps on the way out of a budget",
            (Column("Step"), Column("Money a year", number=True), Column("Benefits", number=True)),
            tuple(
                (
                    STEPS[step],
                    Amount(money(row[step], row["currency"]), row[step]),
                    Amount(f"{whole(row[f'{step}_benefits'])}", row[f"{step}_benefits"]),
                )
                for step in STEPS
            ),
        ),
        note="The track behind each bar is as long as the claim.",
    )


def ladder_title(row: Row) -> str:
    """How far the money of a class got."""
    name, code = CLASS_NAMES[row["class"]], row["currency"]
    claimed = money(row["claimed"], code)
    if row["removed"] is not None:
        return f"{name}: {money(row['removed'], code)} of {claimed} claimed left a budget"
    if row["valued"] is not None:
        valued = money(row["valued"], code)
        return f"{name}: {valued} of {claimed} claimed was valued, none removed from a budget"
    if row["measured"] is not None:
        measured = money(row["measured"], code)
        return f"{name}: {measured} of {claimed} claimed was measured, none valued or removed"
    return f"{name}: none of {claimed} claimed was measured, valued or removed"


def _note(row: Row, step: str) -> str:
    if row[step] is None:
        return _NOTHING
    of = count(row[f"{step}_benefits"], "benefit")
    return f"{money(row[step], row['currency'])}, {of}"
