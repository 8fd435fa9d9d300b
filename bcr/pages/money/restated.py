"""What was promised otherwise after approval: dates, targets, money and classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.pairs import slips
from bcr.model import Basis, BenefitClass
from bcr.pages.frame import frame
from bcr.pages.listing import case_title, the_rest
from bcr.pages.page import (
    Amount,
    Chart,
    Column,
    Finding,
    KeyItem,
    Link,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.sayings import retold
from bcr.pages.statuses import CLASS_NAMES
from bcr.pages.words import (
    UNKNOWN,
    amount,
    count,
    day,
    exact,
    listed,
    money,
    number,
    sentence,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

PATH = "restated.html"
MOST_DRAWN = 30
MOST_LISTED = 120
FIGURES = {
    "baseline": "Baseline",
    "target": "Target",
    "start_on": "Start",
    "due_on": "Due date",
    "money_per_year": "Money a year",
    "value_per_unit": "Value of a unit",
    "class": "Class",
}
_MONEY = ("money_per_year", "value_per_unit")


def restated_page(dossier: Dossier) -> Page:
    """Every figure that is another now than when it was approved."""
    rows = dossier.restatements.to_dicts()
    blocks: tuple[Block, ...] = (Finding(finding(dossier, rows), _basis(dossier, rows)),)
    drawn = slip_chart(dossier, rows)
    if drawn:
        blocks = (*blocks, drawn)
    if rows:
        table = restated_table(dossier, rows[:MOST_LISTED], "Figures that were restated")
        table = replace(table, note=the_rest(len(rows) - MOST_LISTED))
        blocks = (*blocks, Section("Approved beside now", "figures", (table,)))
    others = [one for one in dossier.decisions.to_dicts() if not _is_counted(rows, one)]
    if others:
        blocks = (
            *blocks,
            Section(
                "Other decisions on record",
                "decisions",
                (_others(others[:MOST_LISTED], len(others) - MOST_LISTED),),
            ),
        )
    return Page(PATH, "Restated", blocks, frame(dossier))


def finding(dossier: Dossier, rows: Sequence[Row]) -> str:
    """How many promises were restated, and in what."""
    everything = dossier.benefits.height
    if not rows:
        return "No promise is on record otherwise than it was approved"
    restated = len({row["benefit_id"] for row in rows})
    verb = "was" if restated == 1 else "were"
    return f"{whole(restated)} of {count(everything, 'promise')} {verb} restated after approval"


def in_short(rows: Sequence[Row]) -> str:
    """What was restated, counted by kind, as one sentence; empty for nothing."""
    due = [row for row in rows if row["column"] == "due_on" and (row["slip_months"] or 0) > 0]
    eased = sum(row["eased"] is True for row in rows)
    raised = sum(row["eased"] is False and row["difference"] is not None for row in rows)
    lower = sum(row["column"] == "money_per_year" and (row["difference"] or 0) < 0 for row in rows)
    parts = []
    if due:
        up_to = "up to " if len(due) > 1 else ""
        longest = number(max(row["slip_months"] for row in due))
        parts.append(f"{count(len(due), 'due date')} slipped, by {up_to}{longest} months")
    if eased:
        parts.append(f"{count(eased, 'target')} {'was' if eased == 1 else 'were'} eased")
    if raised:
        parts.append(f"{count(raised, 'target')} {'was' if raised == 1 else 'were'} made harder")
    if lower:
        parts.append(f"{count(lower, 'sum')} of money {'was' if lower == 1 else 'were'} lowered")
    moved = sum(row["column"] == "class" for row in rows)
    if moved:
        parts.append(f"{count(moved, 'benefit')} moved to another class")
    return sentence(listed(parts))


def restated_words(row: Row) -> str:
    """One restatement as a sentence, with who decided it and why where that is on record."""
    was, now = (_said(row, side) for side in ("approved", "latest"))
    change = _difference(row)
    by = f" by {row['decided_by']}" if row["decided_by"] else ""
    on = f" on {day(row['decided_on'])}" if row["decided_on"] else ""
    decided = f" Decided{by}{on}." if by or on else ""
    reason = f" {sentence(row['reason'])}" if row["reason"] else ""
    return f"{FIGURES[row['column']]}: {was} as approved, {now} now{change}.{decided}{reason}"


def slip_chart(dossier: Dossier, rows: Sequence[Row]) -> Chart | None:
    """Approved due date beside the one that holds now; None where none moved."""
    moved = [row for row in rows if row["column"] == "due_on" and row["slip_months"] is not None]
    if not moved:
        return None
    drawn = sorted(moved, key=lambda row: (-row["slip_months"], row["benefit_id"]))[:MOST_DRAWN]
    days = pl.DataFrame(
        [
            {
                "label": row["title"] or row["benefit_id"],
                "note": f"{_months(row)}: {day(row['approved_on'])} to {day(row['latest_on'])}",
                "approved": row["approved_on"],
                "now": row["latest_on"],
            }
            for row in drawn
        ]
    )
    said = " ".join(f"{label}: {note}." for label, note in days.select("label", "note").iter_rows())
    left = len(moved) - len(drawn)
    return Chart(
        title=_slip_title(moved),
        subtitle="Due date as approved and as it stands now",
        drawing=slips(days),
        alternative=f"Two days a row, joined. {said}",
        table=restated_table(dossier, drawn, "Due dates that moved"),
        key=(KeyItem("approved", "As approved"), KeyItem("point", "Now")),
        note=f"{whole(left)} more are in the table below, not drawn." if left else "",
    )


def restated_table(dossier: Dossier, rows: Sequence[Row], caption: str) -> Table:
    """One row a figure: approved, now, the difference, and the decision."""
    columns = (
        Column("Benefit"), Column("Figure"), Column("As approved", number=True),
        Column("Now", number=True), Column("Difference", number=True), Column("Decided"),
        Column("Case"),
    )  # fmt: skip
    return Table(caption, columns, tuple(_table_row(dossier, row) for row in rows))


def _table_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    benefit_id, case_id = row["benefit_id"], row["case_id"]
    name = row["title"] or benefit_id
    decided = [day(row["decided_on"]) if row["decided_on"] else "", row["decided_by"] or "",
               row["reason"] or ""]  # fmt: skip
    return (
        Link(name, dossier.benefit_links[benefit_id]),
        FIGURES[row["column"]],
        _said(row, "approved"),
        _said(row, "latest"),
        Amount(_difference(row).removeprefix(", ") or _no_number(row), row["difference"]),
        ", ".join(filter(None, decided)) or "no decision on record",
        Link(case_title(dossier, case_id), dossier.case_paths[case_id]),
    )


def _no_number(row: Row) -> str:
    return "another class" if row["column"] == "class" else UNKNOWN


def _said(row: Row, side: str) -> str:
    column = row["column"]
    if column in {"start_on", "due_on"}:
        return day(row[f"{side}_on"])
    if column == "class":
        word = row[f"{side}_word"]
        return CLASS_NAMES[BenefitClass(word) if word else None]
    if column in _MONEY:
        return money(row[side], row["currency"])
    return amount(row[side], row["unit"])


def _difference(row: Row) -> str:
    """By how much, in words that follow the two figures; empty where that cannot be said."""
    if row["slip_months"] is not None:
        return f", {_months(row)}"
    if row["difference"] is None:
        return ""
    size = abs(row["difference"])
    in_money = row["column"] in _MONEY
    by = money(size, row["currency"]) if in_money else amount(size, row["unit"])
    way = "less" if row["difference"] < 0 else "more"
    eased = {True: ", which is less to reach", False: ", which is more to reach"}
    return f", {by} {way}{eased.get(row['eased'], '')}"


def _months(row: Row) -> str:
    slip = row["slip_months"]
    months = round(abs(slip), 1)
    way = "later" if slip > 0 else "earlier"
    return f"{exact(months)} {'month' if months == 1 else 'months'} {way}"


def _slip_title(moved: Sequence[Row]) -> str:
    late = [row["slip_months"] for row in moved if row["slip_months"] > 0]
    if not late:
        return f"{count(len(moved), 'due date')} moved, none of them to a later day"
    longest = number(max(late))
    if len(late) == 1:
        return f"One due date slipped, by {longest} months"
    return f"{whole(len(late))} due dates slipped, by {number(min(late))} to {longest} months"


def _basis(dossier: Dossier, rows: Sequence[Row]) -> str:
    held = {
        Basis.APPROVED: "Results in this report are held against promises as approved.",
        Basis.LATEST: "Results in this report are held against promises as restated last.",
    }[dossier.basis]
    return f"{in_short(rows)} {held}".strip()


def _is_counted(rows: Sequence[Row], decision: Row) -> bool:
    """Whether a decision stands beside the figure that it changed already."""
    told = ("decided_on", "decided_by", "reason")
    mine = [row for row in rows if row["benefit_id"] == decision["subject"]]
    same = (all(row[name] == decision[name] for name in told) for row in mine)
    return any(decision[name] for name in told) and any(same)


def _others(decisions: Sequence[Row], more: int) -> Table:
    columns = tuple(map(Column, ("About", "What", "From", "To", "Decided", "By", "Why")))
    rows = tuple(
        (
            one["subject"], one["field"] or UNKNOWN, retold(one["old"] or UNKNOWN),
            retold(one["new"] or UNKNOWN),
            day(one["decided_on"]), one["decided_by"] or UNKNOWN, one["reason"] or UNKNOWN,
        )
        for one in decisions
    )  # fmt: skip
    note = f"{whole(more)} more are not listed." if more > 0 else ""
    caption = "Decisions on what is no figure of a promise, such as a budget"
    return Table(caption, columns, rows, note)


def restated_notes(dossier: Dossier) -> tuple[Block, ...]:
    """For the scoreboard: the basis, and where to read what was restated; nothing for nothing."""
    rows = dossier.restatements.to_dicts()
    if not rows:
        return ()
    link = Link("What was restated", PATH)
    return (Paragraph((f"{finding(dossier, rows)}. {_basis(dossier, rows)} ", link, ".")),)
