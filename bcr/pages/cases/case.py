"""One business case: who stands behind it, and each of its benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.pages.cases.benefit import benefit_section
from bcr.pages.dossier import page_of_case
from bcr.pages.findings import headline, remainder
from bcr.pages.frame import frame
from bcr.pages.gaps.waterfall import waterfall_charts
from bcr.pages.listing import benefit_link, case_title, intended
from bcr.pages.logics.questions import question_table
from bcr.pages.money.appraisals import appraisal_section
from bcr.pages.page import (
    Amount,
    Chart,
    Column,
    Facts,
    Finding,
    KeyItem,
    Link,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.places import place
from bcr.pages.statuses import SHORT_NAMES, status_of, tally
from bcr.pages.words import amount, count, day, money, number, percent, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

MOST_DRAWN = 40
MOST_ASKED = 25


def case_pages(dossier: Dossier, case_id: str) -> Iterator[Page]:
    """The pages of one case: one, unless it has more benefits than a page holds."""
    rows = dossier.gaps_by_case.get(case_id, [])
    chunks = dossier.pages_of_case(case_id)
    title, first = case_title(dossier, case_id), dossier.case_paths[case_id]
    for index, chunk in enumerate(chunks):
        head = _head(dossier, case_id, rows) if index == 0 else ()
        paging = _paging(first, index, len(chunks))
        sections = tuple(benefit_section(dossier, row) for row in chunk)
        costs = (appraisal_section(dossier, case_id),) if index == 0 and rows else ()
        yield Page(
            page_of_case(first, index),
            title if index == 0 else f"{title}, page {index + 1}",
            (*head, *costs, *paging, *sections, *paging),
            frame(dossier),
            trail=(("Cases", "cases.html"), *(((title, first),) if index else ())),
        )


def _head(dossier: Dossier, case_id: str, rows: Sequence[Row]) -> tuple[Block, ...]:
    case = dossier.case_rows[case_id]
    facts = Facts(tuple(_facts(dossier, case, rows)))
    if not rows:
        return (Finding("No intended benefit is on record for this case"), facts)
    statuses = tally(rows)
    harms = len(rows) - statuses.total()
    apart = f" {count(harms, 'expected disbenefit')} shown apart." if harms else ""
    finding = Finding(headline(statuses, dossier.as_of), remainder(statuses) + apart)
    objective: tuple[Block, ...] = ()
    if case.get("objective"):
        objective = (Paragraph(("Objective: ", case["objective"])),)
    drawn = _overview(dossier, rows)
    falls = dossier.case_waterfalls.get(case_id, []) if len(rows) > 1 else []
    return (
        finding,
        *objective,
        facts,
        *((drawn,) if drawn else ()),
        *waterfall_charts(dossier, falls),
        *_asked(dossier, case_id),
    )


def _asked(dossier: Dossier, case_id: str) -> tuple[Block, ...]:
    """The questions that the gaps of the case raise; nothing where there is none."""
    asked = dossier.questions_of.get(case_id)
    if asked is None:
        return ()
    return (
        Section("Questions to ask", "questions", (question_table(dossier, asked, MOST_ASKED),)),
    )


def _facts(dossier: Dossier, case: Row, rows: Sequence[Row]) -> Iterator[tuple[str, Words]]:
    """What is known of the case; what is not known is left out, but for cost and approval."""
    yield "Case", case["case_id"]
    held = dossier.owners_of.get(case["case_id"], [])
    roles = {(owner["role"] or "").casefold() for owner in held}
    for name, field in (
        ("Department", "department"),
        ("Sponsor", "sponsor"),
        ("Stage", "stage"),
        ("Status in the workbook", "status"),
        ("Price base", "price_base"),
    ):
        if case.get(field) and field not in roles:
            yield name, case[field]
    if case.get("template_year"):
        yield "Written in the template of", f"{case['template_year']}"
    yield "Approved", day(case.get("approved_on"))
    for name, field in (("Went live", "go_live_on"), ("Closed", "closed_on")):
        if case.get(field):
            yield name, day(case[field])
    code = case.get("currency")
    yield "Approved cost", _cost(dossier, case, "approved_cost", "intended", code)
    yield "Actual cost", _cost(dossier, case, "actual_cost", "actual", code)
    logics = dict.fromkeys(row["logic"] for row in rows)
    if logics:
        links = [Link(dossier.logic_names[logic], dossier.logic_paths[logic]) for logic in logics]
        yield "Investment logic", tuple(_between_commas(links))
    for owner in held:
        yield (owner["role"] or "Owner").capitalize(), _tenure(owner)
    if where := place(dossier, case, "cases.case_id") if "source_id" in case else ():
        yield "Read from", where


def _cost(dossier: Dossier, case: Row, stated: str, by_year: str, code: str | None) -> str:
    """What a case costs in all, as stated; else the sum of its years, where each is known."""
    rows = dossier.costs_of.get(case["case_id"], [])
    years = [row[by_year] for row in rows]
    if case.get(stated) is not None or not years or None in years:
        return money(case.get(stated), code)
    return f"{money(sum(years), code or dossier.portfolio.currency)}, the sum of its years"


def _tenure(owner: Row) -> str:
    name = owner["name"] or "not named"
    begin = f" from {day(owner['from_on'])}" if owner["from_on"] else ""
    end = f" to {day(owner['to_on'])}" if owner["to_on"] else ""
    return f"{name}{begin}{end}"


def _between_commas(links: Sequence[Link]) -> Iterator[Link | str]:
    for index, link in enumerate(links):
        if index:
            yield ", "
        yield link


def _paging(first: str, index: int, pages: int) -> tuple[Block, ...]:
    """Links to the other pages of the case, where there are any."""
    if pages < 2:
        return ()
    links = [
        f"page {at + 1}" if at == index else Link(f"page {at + 1}", page_of_case(first, at))
        for at in range(pages)
    ]
    words: list[str | Link] = ["Benefits: "]
    for at, link in enumerate(links):
        words += [", ", link] if at else [link]
    return (Paragraph(tuple(words)),)


def _overview(dossier: Dossier, rows: Sequence[Row]) -> Chart | None:
    """How far each benefit got, the unknown ones too; None where there is one or none."""
    rows = intended(rows)
    scored = [row["realised_share"] for row in rows if row["realised_share"] is not None]
    if len(rows) < 2 or not scored:
        return None
    drawn = rows[:MOST_DRAWN]
    frame_ = pl.DataFrame(
        [
            {
                "label": row["title"] or row["benefit_id"],
                "note": _note(row),
                "share": row["realised_share"],
            }
            for row in drawn
        ],
        infer_schema_length=None,
    )
    said = " ".join(f"{row['title'] or row['benefit_id']}: {_note(row)}." for row in drawn)
    left = len(rows) - len(drawn)
    return Chart(
        title=_overview_title(scored, len(rows)),
        subtitle="Share of the movement planned by now that happened",
        drawing=shares(frame_),
        alternative=f"Points, one row a benefit. {said}",
        table=Table(
            "Share of plan by benefit",
            (Column("Benefit"), Column("Status"), Column("Share of plan", number=True)),
            tuple(_row(dossier, row) for row in drawn),
        ),
        key=(KeyItem("point", "Share of plan"), KeyItem("track", "From no movement to plan")),
        note=f"{whole(left)} more benefits are listed below, not drawn." if left else "",
    )


def _overview_title(scored: Sequence[float], benefits: int) -> str:
    unknown = benefits - len(scored)
    rest = f"; of {whole(unknown)} nothing can be said" if unknown else ""
    low, high = percent(min(scored)), percent(max(scored))
    if len(scored) == 1 or low == high:
        return f"{count(len(scored), 'benefit')} came to {low} of plan{rest}"
    return f"{whole(len(scored))} benefits came to between {low} and {high} of plan{rest}"


def _note(row: Row) -> str:
    if row["realised_share"] is None:
        return SHORT_NAMES[status_of(row)].lower()
    moved = f"{number(row['baseline'])} to {amount(row['actual'], row['unit'])}"
    return f"{percent(row['realised_share'])} · {moved}, planned {number(row['planned_to_date'])}"


def _row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    share = Amount(percent(row["realised_share"]), row["realised_share"])
    return (benefit_link(dossier, row), SHORT_NAMES[status_of(row)], share)
