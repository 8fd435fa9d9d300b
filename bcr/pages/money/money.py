"""Money: how far it got on its way out of a budget, and whether cases pay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from bcr.pages.frame import frame
from bcr.pages.listing import case_title, the_rest
from bcr.pages.money.appraisals import appraisal_chart, appraisal_table, terms_words
from bcr.pages.money.ladder import ladder_charts, ladder_title
from bcr.pages.page import (
    Amount,
    Code,
    Column,
    Columns,
    Finding,
    Link,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.words import count, number, whole, whole_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

PATH = "money.html"
#: Rows of a table.
MOST_LISTED = 80
_COMPARED = {
    "own": "the case's own value of a unit",
    "unit": "the unit itself, which is money",
    "others": "other benefits on the same KPI",
}


def money_page(dossier: Dossier) -> Page:
    """The page a finance partner reads."""
    blocks: list[Block] = [Finding(_finding(dossier), _detail(dossier))]
    if steps := ladder_charts(dossier):
        blocks.append(Columns(steps))
    terms = () if dossier.costs.is_empty() else (Paragraph(terms_words(dossier)),)
    paying: list[Block] = [*terms, *appraisal_chart(dossier)]
    rows = dossier.appraisals.filter((pl.col("line") == "intended") & (pl.col("benefits") > 0))
    if rows.height:
        paying.append(_every_case(dossier, rows.to_dicts()))
    blocks.append(Section("Do the cases pay?", "appraisals", tuple(paying)))
    blocks.append(_unit_values(dossier))
    return Page(PATH, "Money", tuple(blocks), frame(dossier))


def _every_case(dossier: Dossier, rows: Sequence[Row]) -> Table:
    """Every case with costs, or as many as a page has room for."""
    left = the_rest(len(rows) - MOST_LISTED)
    caption = "Cases with costs by year" if left else "Every case with costs by year"
    return replace(appraisal_table(dossier, rows[:MOST_LISTED], caption), note=left)


def _finding(dossier: Dossier) -> str:
    ours = [
        row
        for row in dossier.ladder.to_dicts()
        if row["claimed"] and row["currency"] in {None, dossier.portfolio.currency}
    ]
    if not ours:
        return "No benefit has money a year that was planned by now"
    return ladder_title(ours[0])


def _detail(dossier: Dossier) -> str:
    known = dossier.appraisals.filter((pl.col("line") == "measured") & pl.col("npv").is_not_null())
    if known.is_empty():
        return ""
    paid = known.filter(pl.col("npv") >= 0)["case_id"].n_unique()
    cases = known["case_id"].n_unique()
    return (
        f"Of {count(cases, 'case')} with costs and a measured benefit in money, "
        f"{whole_or_none(paid, 'none')} {'has' if paid == 1 else 'have'} a class of benefit that "
        "paid for the whole cost by now."
    )


def _unit_values(dossier: Dossier) -> Section:
    """What units are taken to be worth, where two opinions can be compared."""
    rows = dossier.unit_values.to_dicts()
    asked = [row for row in rows if row["questioned"]]
    factor = number(dossier.portfolio.appraisal.unit_value_factor)
    if not rows:
        words = "No sum of money can be held against another opinion of what a unit is worth."
        return Section("What a unit is taken to be worth", "units", (Paragraph(words, quiet=True),))
    said = (
        f"{count(len(asked), 'benefit')} {'takes' if len(asked) == 1 else 'take'} a unit to be "
        f"worth more than {factor} times what it is held against, or less than one part in "
        f"{factor} of it. That is a question to ask, not an error."
        if asked
        else f"None of {count(len(rows), 'benefit')} that can be compared takes a unit to be worth "
        f"more than {factor} times what it is held against, or less than one part in {factor}."
    )
    table = _unit_table(dossier, rows)
    return Section("What a unit is taken to be worth", "units", (Paragraph(said), table))


def _unit_table(dossier: Dossier, rows: Sequence[Row]) -> Table:
    columns = (
        Column("Benefit"), Column("Money for each"), Column("Implied", number=True),
        Column("Held against", number=True), Column("Whose"), Column("Times", number=True),
        Column("Case"),
    )  # fmt: skip
    left = len(rows) - MOST_LISTED
    return Table(
        "Money a year ÷ units moved; those furthest apart first",
        columns,
        tuple(_unit_row(dossier, row) for row in rows[:MOST_LISTED]),
        (f"{whole(left)} more: ", Code("bcr money --by unit")) if left > 0 else "",
    )


def _unit_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    code = row["currency"] or ""
    return (
        Link(row["title"] or row["benefit_id"], dossier.benefit_links[row["benefit_id"]]),
        row["unit"] or "unit not stated",
        Amount(f"{code} {number(row['implied'])}".strip(), row["implied"]),
        Amount(f"{code} {number(row['compared'])}".strip(), row["compared"]),
        _COMPARED[row["compared_with"]],
        Amount(number(row["ratio"]), row["ratio"]),
        Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
    )
