"""A new case beside the organisation's own history, benefit by benefit."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.model import BenefitClass
from bcr.pages.frame import frame
from bcr.pages.page import (
    Amount,
    Bullets,
    Chart,
    Code,
    Column,
    Finding,
    KeyItem,
    Notice,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.statuses import CLASS_NAMES
from bcr.pages.words import amount, count, listed, money, number, percent, tenths, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

_MOST_DRAWN = 30


def appraisal_page(dossier: Dossier, rows: pl.DataFrame, worth: pl.DataFrame) -> Page:
    """The page of one appraisal; `rows` are those of Appraisals, `worth` of ExpectedWorth."""
    benefits = list(rows.iter_rows(named=True))
    expected = [row for row in benefits if row["share_p50"] is not None]
    blocks: tuple[Block, ...] = (
        Finding(_headline(benefits, expected), _detail(dossier, expected)),
        Paragraph(_HOW, quiet=True),
        *((_chart(dossier, expected[:_MOST_DRAWN]),) if expected else (Notice(_NOTHING),)),
        Section("Benefit by benefit", "benefits", (_table(dossier, benefits),)),
        _pays(list(worth.iter_rows(named=True))),
        *_lacks(benefits),
        *_claims(benefits),
    )
    alone = replace(frame(dossier), navigation=(("Appraisal", "index.html"),))
    return Page("index.html", "Appraisal", blocks, alone)


_NOTHING = (
    "No benefit names an investment logic and no word speaks for any, so there is no history to "
    "hold it against."
)
_HOW = (
    "P50 is the share of plan that half of like cases stay below, P20 what a fifth stay below and "
    "P80 what four fifths do. Cases are alike when they rest on the same investment logic; with "
    "few of them the figures are drawn towards those of all cases. It is what happened to others, "
    "not a forecast of this case."
)


def _headline(benefits: Sequence[Row], expected: Sequence[Row]) -> str:
    if not expected:
        return f"History says nothing of {count(len(benefits), 'benefit')}"
    below = sum(row["share_p50"] < 1 for row in expected)
    if not below:
        return f"Like cases mostly reached plan on all {count(len(expected), 'benefit')}"
    everything = count(len(expected), "benefit")
    return f"Like cases mostly stayed below plan on {whole(below)} of {everything}"


def _detail(dossier: Dossier, expected: Sequence[Row]) -> str:
    """Cash-releasing money a year in the portfolio's currency; no other is added to it."""
    code = dossier.portfolio.currency
    cash = [
        row
        for row in expected
        if (row["class"], row["money_per"], row["currency"])
        == (BenefitClass.CASH_RELEASING, "year", code)
    ]
    if not cash:
        return "No benefit states cash a year."
    target, p20, p50, p80 = (
        money(math.fsum(row[f"money_{name}"] for row in cash), code)
        for name in ("at_target", "p20", "p50", "p80")
    )
    return (
        f"The case is to release {target} cash a year from {count(len(cash), 'benefit')}. With all "
        f"at P50 of like cases it is {p50}; with all at P20 {p20}, with all at P80 {p80}."
    )


def _chart(dossier: Dossier, rows: Sequence[Row]) -> Chart:
    notes = {row["benefit_id"]: _note(dossier, row) for row in rows}
    titles = {row["benefit_id"]: row["title"] or row["benefit_id"] for row in rows}
    drawn = pl.DataFrame(
        [
            {
                "label": titles[row["benefit_id"]],
                "note": notes[row["benefit_id"]],
                "share": row["share_p50"],
                "low": row["share_p20"],
                "high": row["share_p80"],
                "faint": row["cases"] == 0,
            }
            for row in rows
        ],
        infer_schema_length=None,
    )
    columns = (
        Column("Benefit"), Column("P20", number=True), Column("P50", number=True),
        Column("P80", number=True), Column("Cases behind it", number=True),
    )  # fmt: skip
    lines: tuple[tuple[Words, ...], ...] = tuple(
        (
            row["title"] or row["benefit_id"],
            *(Amount(percent(row[f"share_{name}"]), row[f"share_{name}"])
              for name in ("p20", "p50", "p80")),
            Amount(whole(row["cases"]), row["cases"]),
        )
        for row in rows
    )  # fmt: skip
    return Chart(
        title="What became of like cases",
        subtitle="Share of plan: half of like cases stayed below the point, three fifths lay "
        "within the line",
        drawing=shares(drawn),
        alternative=" ".join(
            f"{row['title'] or row['benefit_id']}: {_note(dossier, row)}." for row in rows
        ),
        table=Table("Share of plan of like cases", columns, lines),
        key=(
            KeyItem("point", "P50; grey where no case rests on the logic"),
            KeyItem("interval", "P20 to P80"),
            KeyItem("track", "From no movement to plan"),
        ),
    )


def _note(dossier: Dossier, row: Row) -> str:
    name = dossier.logic_names.get(row["reference"], row["reference"].replace("_", " "))
    suggested = " (suggested by its words, not confirmed)" if row["suggested"] else ""
    behind = (
        f"{count(row['cases'], 'case')} of {whole(row['portfolio_cases'])} on {name}{suggested}"
    )
    ends = f"{percent(row['share_p20'])} to {percent(row['share_p80'])}"
    return f"{percent(row['share_p50'])} ({ends}) · {behind}"


def _table(dossier: Dossier, rows: Sequence[Row]) -> Table:
    columns = (
        Column("Benefit"), Column("From", number=True), Column("Target", number=True),
        Column("At P20", number=True), Column("At P50", number=True), Column("At P80", number=True),
        Column("Money at target", number=True), Column("Money at P50", number=True),
        Column("Cell"),
    )  # fmt: skip
    code = dossier.portfolio.currency
    lines: tuple[tuple[Words, ...], ...] = tuple(
        (
            row["title"] or row["benefit_id"],
            *(Amount(amount(row[name], row["unit"]), row[name])
              for name in ("baseline", "target", "p20", "p50", "p80")),
            *(Amount(money(row[name], row["currency"] or code), row[name])
              for name in ("money_at_target", "money_p50")),
            Code(row["source_cell"]),
        )
        for row in rows
    )  # fmt: skip
    return Table("The case's own figures, at what like cases came to", columns, lines)


def _pays(rows: Sequence[Row]) -> Section:
    """Net present value and ratio as stated, beside the same at what like cases came to."""
    if not rows:
        return Section("Whether it pays", "pays", (Notice(_NO_COSTS),))
    columns = (
        Column("Case"), Column("Class of benefit"), Column("Costs", number=True),
        *(Column(f"{name}, {at}", number=True)
          for name in ("NPV", "Ratio") for at in ("as stated", "at P20", "at P50", "at P80")),
        Column("Not known"),
    )  # fmt: skip
    ends = ("", "_p20", "_p50", "_p80")
    lines: tuple[tuple[Words, ...], ...] = tuple(
        (
            row["case_id"],
            CLASS_NAMES[row["class"]] if row["class"] else "none",
            *(Amount(money(row[name], row["currency"]), row[name])
              for name in ("costs", *(f"npv{end}" for end in ends))),
            *(Amount(number(row[f"bcr{end}"]), row[f"bcr{end}"]) for end in ends),
            row["reason"],
        )
        for row in rows
    )  # fmt: skip
    rate = tenths(rows[0]["discount_rate"])
    table = Table("Net present value and benefit–cost ratio", columns, lines)
    return Section("Whether it pays", "pays", (Paragraph(_PAYS.format(rate=rate)), table))


_PAYS = (
    "Present values at {rate} a year, real, over the years the case speaks of; costs as stated. "
    "Each class of benefit stands against the whole cost, and classes are never added. At P20, "
    "every benefit of the class stands at its P20 at once, which is further out than the P20 of "
    "their sum."
)
_NO_COSTS = "The case states no costs by year, so nothing is said of what it is worth."


def _lacks(rows: Sequence[Row]) -> tuple[Block, ...]:
    """What went with delivery elsewhere and is not in the case."""
    told = {row["case_id"]: row["lacks"] for row in rows if row["lacks"]}
    if not told:
        return ()
    points = tuple(f"{case}: {lacks}" for case, lacks in told.items())
    words = "In other cases these went with delivery; that they bring it about is not shown."
    section = Section(
        "What the case lacks", "lacks", (Paragraph(words, quiet=True), Bullets(points))
    )
    return (section,)


def _claims(rows: Sequence[Row]) -> tuple[Block, ...]:
    """KPIs that others claim already."""
    told = [row for row in rows if row["claimed_by"]]
    if not told:
        return ()
    points = tuple(
        f"{row['title'] or row['benefit_id']}: claimed by {listed(row['claimed_by'].split(', '))}"
        for row in told
    )
    return (Section("KPIs that other cases claim too", "claims", (Bullets(points),)),)
