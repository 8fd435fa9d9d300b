"""Whether cases pay: net present value, ratio and payback, one class of benefit at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.pairs import pairs
from bcr.pages.listing import case_title
from bcr.pages.page import (
    Amount,
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
from bcr.pages.sayings import readable
from bcr.pages.statuses import CLASS_NAMES
from bcr.pages.words import UNKNOWN, count, day, fixed, money, number, tenths, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bcr.model import BenefitClass
    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

LINES = {
    "intended": "Intended, all years",
    "intended_to_date": "Intended, to date",
    "reported": "Spent, and benefits as reported",
    "measured": "Spent, and benefits as measured",
    "proven": "Spent, and benefits shown to be real",
}
MOST_DRAWN = 30
_NO_COSTS = (
    "No cost by year is on record for this case, so nothing is said of its net present value, "
    "benefit–cost ratio or payback."
)


def year_name(year: int | None, dossier: Dossier) -> str:
    """A financial year as people write it, from the calendar year it ends in."""
    if year is None:
        return UNKNOWN
    starts = dossier.portfolio.appraisal.year_starts
    return f"{year}" if starts == 1 else f"{year - 1}/{year % 100:02d}"


def appraisal_section(dossier: Dossier, case_id: str) -> Section | Paragraph:
    """Costs and what they bought, class by class; a line where no cost by year is on record."""
    rows = dossier.appraisals_of.get(case_id, [])
    if not rows:
        return Paragraph(_NO_COSTS, quiet=True)
    blocks: list[Block] = [Paragraph(_terms(dossier, rows[0]))]
    for class_ in dict.fromkeys(row["class"] for row in rows):
        of_class = [row for row in rows if row["class"] == class_]
        blocks.append(_class_table(of_class))
    yearly = dossier.yearly_of.get(case_id, [])
    blocks.append(Folded("Year by year", (_yearly_table(dossier, yearly),)))
    return Section(
        _section_title(rows), "costs", tuple(blocks), kicker="Costs and what they bought"
    )


def appraisal_chart(dossier: Dossier) -> tuple[Block, ...]:
    """NPV intended to date beside NPV measured, a row a case and class; a notice without any."""
    both = _by_case(dossier)
    drawn = [pair for pair in both if pair[1]["npv"] is not None and pair[0]["npv"] is not None]
    if not drawn:
        return (Notice(_nothing(dossier)),)
    drawn = sorted(drawn, key=lambda pair: (pair[1]["npv"] - pair[0]["npv"], pair[0]["case_id"]))
    shown = drawn[:MOST_DRAWN]
    sums = pl.DataFrame(
        [
            {
                "label": case_title(dossier, was["case_id"]),
                "note": f"{CLASS_NAMES[was['class']]}: {_money(was, 'npv')} intended by now, "
                f"{_money(now, 'npv')} measured",
                "approved": was["npv"],
                "now": now["npv"],
            }
            for was, now in shown
        ]
    )
    said = " ".join(f"{label}: {note}." for label, note in sums.select("label", "note").iter_rows())
    behind = sum(now["npv"] < was["npv"] for was, now in drawn)
    left = len(drawn) - len(shown)
    chart = Chart(
        title=f"{whole(behind)} of {whole(len(drawn))} appraisals came to less by now than was "
        "intended",
        subtitle=f"Net present value to date, {shown[0][0]['currency']}: one class of benefit "
        "against the whole cost of its case",
        drawing=pairs(sums),
        alternative=f"Two points a row, joined. {said}",
        table=_drawn_table(dossier, shown),
        key=(KeyItem("approved", "Intended, to date"), KeyItem("point", "Spent, and measured")),
        note=f"{whole(left)} more are in the table below, not drawn." if left else "",
    )
    return (chart,)


def _drawn_table(dossier: Dossier, shown: Iterable[tuple[Row, Row]]) -> Table:
    columns = (
        Column("Case"), Column("Class of benefit"), Column("NPV intended to date", number=True),
        Column("NPV measured", number=True),
    )  # fmt: skip
    rows = (
        (
            Link(
                case_title(dossier, was["case_id"]), f"{dossier.case_paths[was['case_id']]}#costs"
            ),
            CLASS_NAMES[was["class"]],
            _amount(was, "npv"),
            _amount(now, "npv"),
        )
        for was, now in shown
    )
    return Table("Net present value by case", columns, tuple(rows))


def appraisal_table(dossier: Dossier, rows: Iterable[Row], caption: str) -> Table:
    """One row a case and class: intended beside what came of it."""
    columns = (
        Column("Case"), Column("Class of benefit"), Column("Cost intended", number=True),
        Column("Cost spent", number=True), Column("NPV intended", number=True),
        Column("NPV intended to date", number=True), Column("NPV reported", number=True),
        Column("NPV measured", number=True), Column("NPV shown to be real", number=True),
        Column("Ratio intended to date", number=True), Column("Ratio measured", number=True),
    )  # fmt: skip
    table = [_case_row(dossier, row["case_id"], row["class"]) for row in rows]
    return Table(caption, columns, tuple(table))


def _case_row(dossier: Dossier, case_id: str, class_: BenefitClass | None) -> tuple[Words, ...]:
    of = {row["line"]: row for row in dossier.appraisals_of[case_id] if row["class"] == class_}
    npv = [_amount(of[line], "npv") for line in LINES]
    return (
        Link(case_title(dossier, case_id), f"{dossier.case_paths[case_id]}#costs"),
        CLASS_NAMES[class_],
        _amount(of["intended"], "costs"),
        _amount(of["measured"], "costs"),
        *npv,
        _ratio(of["intended_to_date"]),
        _ratio(of["measured"]),
    )


def _by_case(dossier: Dossier) -> list[tuple[Row, Row]]:
    rows = dossier.appraisals.filter(pl.col("benefits") > 0).to_dicts()
    found = {(row["case_id"], row["class"], row["line"]): row for row in rows}
    ours = dossier.portfolio.currency
    return [
        (row, found[case_id, class_, "measured"])
        for (case_id, class_, line), row in found.items()
        if line == "intended_to_date" and row["currency"] == ours
    ]


def _nothing(dossier: Dossier) -> str:
    if dossier.costs.is_empty():
        return (
            "No cost by year is on record, so nothing is said of net present value, benefit–cost "
            "ratio or payback."
        )
    return "No case has both an intended and a measured net present value."


def terms_words(dossier: Dossier) -> str:
    """Rate, base and index of the appraisals, in a sentence or two."""
    terms = dossier.portfolio.appraisal
    base = f"{terms.price_base} prices" if terms.price_base else "prices of each case's own base"
    span = (
        f"over {count(terms.years, 'year')} from the first cost"
        if terms.years
        else "from the first cost to the last year the case's own costs and plans speak of"
    )
    return (
        f"Real terms, {base}, discounted at {tenths(terms.discount_rate)} a year from the base "
        f"year, {span}. {_index_words(dossier)}"
    )


def _index_words(dossier: Dossier) -> str:
    rows = dossier.deflators.to_dicts()
    if not rows:
        return (
            "No deflators were imported, so money of different years is not put together: what "
            "needs an index is not known."
        )
    names = ", ".join(dict.fromkeys(row["series"] or "an index without a name" for row in rows))
    published = max((row["published_on"] for row in rows if row["published_on"]), default=None)
    dated = f", published {day(published)}" if published else ", without a date of publication"
    files = ", ".join(dict.fromkeys(dossier.paths[row["source_id"]] for row in rows))
    return f"Deflators: {names}{dated}, from {files}."


def _terms(dossier: Dossier, row: Row) -> str:
    years = f"{year_name(row['first_year'], dossier)} to {year_name(row['last_year'], dossier)}"
    base = year_name(row["base_year"], dossier)
    rate = tenths(row["discount_rate"])
    return (
        f"Costs and benefits of {years} in {base} prices, discounted at {rate} a year. Each class "
        "of benefit stands against the whole cost of the case; classes are never added."
    )


def _section_title(rows: Sequence[Row]) -> str:
    """What the measured line says, for the class that was to bring most."""
    known = [row for row in rows if row["npv"] is not None and row["line"] == "intended_to_date"]
    if not known:
        return "Whether the case pays is not known"
    first = max(known, key=lambda row: row["benefits_value"] or 0.0)
    name = CLASS_NAMES[first["class"]].lower()
    intended = _money(first, "npv")
    measured = next(r for r in rows if r["line"] == "measured" and r["class"] == first["class"])
    if measured["npv"] is None:
        return f"Net present value of {name} benefits to date: {intended} intended, not known since"
    came = _money(measured, "npv")
    return f"Net present value of {name} benefits to date: {intended} intended, {came} measured"


def _class_table(rows: Sequence[Row]) -> Table:
    columns = (
        Column("What is counted"), Column("Costs", number=True), Column("Benefits", number=True),
        Column("Net present value", number=True), Column("Benefits ÷ costs", number=True),
        Column("Payback", number=True), Column("Remarks"),
    )  # fmt: skip
    name = CLASS_NAMES[rows[0]["class"]] if rows[0]["benefits"] else "No benefit with money a year"
    table = [
        (
            LINES[row["line"]],
            _amount(row, "costs"),
            _amount(row, "benefits_value"),
            _amount(row, "npv"),
            _ratio(row),
            _payback(row),
            readable(row["reason"]),
        )
        for row in rows
    ]
    return Table(f"{name}: present values", columns, tuple(table))


def _yearly_table(dossier: Dossier, rows: Sequence[Row]) -> Table:
    columns = (
        Column("What is counted"), Column("Year"), Column("Money", number=True),
        Column("In prices of"), Column("Real", number=True),
        Column("Discount factor", number=True), Column("Present value", number=True),
        Column("Remarks"),
    )  # fmt: skip
    table = [
        (
            f"{LINES[row['line']]}: {_flow(row)}",
            year_name(row["year"], dossier),
            _amount(row, "money"),
            year_name(row["price_year"], dossier),
            _amount(row, "real"),
            Amount(fixed(row["discount_factor"], 4) if row["discount_factor"] else UNKNOWN),
            _amount(row, "present_value"),
            readable(row["reason"]),
        )
        for row in rows
        if row["line"] in {"intended", "measured", "reported"}
    ]
    note = (
        "Intended to date is the part of the intended by the as-of date; what is shown to be real "
        "is the part of the measured whose change is more than noise and drift."
    )
    return Table("What the present values are made of", columns, tuple(table), note)


def _flow(row: Row) -> str:
    return "cost" if row["flow"] == "cost" else CLASS_NAMES[row["class"]].lower()


def _amount(row: Row, field: str) -> Amount:
    return Amount(_money(row, field), row[field])


def _money(row: Row, field: str) -> str:
    return money(row[field], row["currency"])


def _ratio(row: Row) -> Amount:
    return Amount(number(row["bcr"]), row["bcr"])


def _payback(row: Row) -> Amount:
    if row["payback_years"] is None:
        known = row["npv"] is not None
        return Amount("not within these years" if known else UNKNOWN)
    return Amount(f"{fixed(row['payback_years'], 1)} years", row["payback_years"])
