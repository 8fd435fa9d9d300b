"""One benefit: what was promised, what happened, and where each figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.movement import movement
from bcr.model import Status
from bcr.pages.cases.record import record_chart
from bcr.pages.cases.since import since_words
from bcr.pages.figures import figure_table
from bcr.pages.money.restated import restated_words
from bcr.pages.page import (
    Amount,
    Bullets,
    Chart,
    Column,
    Folded,
    KeyItem,
    Link,
    Notice,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.sayings import benefit_words
from bcr.pages.statuses import CLASS_NAMES, badge
from bcr.pages.words import amount, exact, number, percent

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words


def benefit_section(dossier: Dossier, gap: Row) -> Section:
    """The benefit with its chart and its figures."""
    promised = dossier.promised.get(gap["benefit_id"], {})
    anchor = dossier.benefit_links[gap["benefit_id"]].rpartition("#")[2]
    chart = record_chart(dossier, gap) or _movement_chart(gap)
    blocks: list[Block] = [Paragraph(benefit_words(gap))]
    if since := since_words(dossier, gap):
        blocks.append(Paragraph(since))
    if described := promised.get("description"):
        blocks.append(Paragraph(described, quiet=True))
    restated = dossier.restated_of.get(gap["benefit_id"], [])
    if restated:
        blocks.append(Bullets(tuple(restated_words(row) for row in restated)))
    blocks.append(chart or Notice(_nothing_to_draw(gap)))
    figures = figure_table(dossier, gap, promised)
    blocks.append(Folded("Figures and where they come from", (figures,)))
    return Section(
        gap["title"] or gap["benefit_id"],
        anchor,
        tuple(blocks),
        badge=badge(gap),
        kicker=_kicker(dossier, gap),
    )


def _nothing_to_draw(gap: Row) -> str:
    if gap["status"] == Status.NOT_DUE:
        return "There is nothing to draw before the start."
    return "There is nothing to draw: no level was measured or reported."


def _kicker(dossier: Dossier, gap: Row) -> Words:
    name = CLASS_NAMES[gap["class"]]
    logic = Link(dossier.logic_names[gap["logic"]], dossier.logic_paths[gap["logic"]])
    return (f"{name} · ", logic)


def _movement_chart(gap: Row) -> Chart | None:
    """Planned beside reported movement; None where no level was reported."""
    if gap["actual"] is None:
        return None
    unit, start = gap["unit"], gap["baseline"]
    whence = f"{number(start)} to " if start is not None else ""
    goal = gap["planned_to_date"] if gap["planned_to_date"] is not None else gap["target"]
    named = "Planned by now" if gap["planned_to_date"] is not None else "Target"
    rows = [
        (f"{name}: {whence}{amount(level, unit)}", kind, start, level)
        for name, kind, level in (
            (named, "planned", goal),
            ((gap["actual_kind"] or "actual").capitalize(), "actual", gap["actual"]),
        )
        if level is not None
    ]
    levels = pl.DataFrame(
        rows,
        schema={"label": pl.String, "kind": pl.String, "baseline": pl.Float64, "level": pl.Float64},
        orient="row",
    )
    if gap["realised_share"] is not None:
        title = f"{percent(gap['realised_share'])} of the planned movement was {gap['actual_kind']}"
    else:
        title = f"{amount(gap['actual'], unit)} {gap['actual_kind'] or 'stated'}"
    return Chart(
        title=title,
        subtitle=unit or "unit not stated",
        drawing=movement(levels),
        alternative=f"Two bars. {'. '.join(label for label, *_ in rows)}.",
        table=Table(
            "What the chart shows",
            (Column("Level"), Column("Value", number=True)),
            (
                ("Baseline", Amount(exact(start), start)),
                *((label.partition(":")[0], Amount(exact(at), at)) for label, _, _, at in rows),
            ),
        ),
        key=(
            *((KeyItem("plan-bar", "Planned"),) if goal is not None else ()),
            KeyItem("actual-bar", "Happened"),
            *((KeyItem("start", "Baseline"),) if start is not None else ()),
        ),
    )
