"""The questions the gaps raise, the largest sums first, and what deserves recognition."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bcr.pages.frame import frame
from bcr.pages.listing import case_title
from bcr.pages.page import Amount, Code, Column, Finding, Link, Page, Paragraph, Section, Table
from bcr.pages.sayings import retold
from bcr.pages.words import count, money, whole

if TYPE_CHECKING:
    import polars as pl

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.logics.review import Review
    from bcr.pages.page import Block, Words

_MOST_ASKED, _MOST_NAMED = 60, 60
_KINDS = {
    "logic": "Investment logics that deliver",
    "case": "Cases that reached everything that was due",
    "benefit": "Benefits that reached their plan by a change that is real",
    "measured": "Cases that measured everything, and can learn from what fell short",
}


def questions_page(dossier: Dossier, review: Review) -> Page:
    """The page to take into a meeting."""
    asked, named = review.questions, review.recognition
    blocks: tuple[Block, ...] = (
        Finding(_headline(asked), _detail(dossier, asked)),
        Paragraph(
            "A question states a fact and asks. It accuses nobody: many have a good answer that "
            "no workbook holds. Money is what was intended once the target is reached.",
            quiet=True,
        ),
        *((question_table(dossier, asked, _MOST_ASKED),) if asked.height else ()),
        *_recognised(dossier, named),
    )
    return Page("questions.html", "Questions to ask", blocks, frame(dossier))


def _headline(asked: pl.DataFrame) -> str:
    if asked.is_empty():
        return "The gaps raise no question"
    cases = asked["case_id"].n_unique()
    return f"The gaps raise {count(asked.height, 'question')} about {count(cases, 'case')}"


def _detail(dossier: Dossier, asked: pl.DataFrame) -> str:
    a_year = asked.filter((asked["money_per"] == "year") & asked["benefit_id"].is_first_distinct())
    if a_year.is_empty():
        return ""
    total = money(math.fsum(a_year["at_stake"]), dossier.portfolio.currency)
    benefits = count(a_year.height, "benefit")
    return f"{benefits} with money stated are asked about; they were to bring {total} a year."


def question_table(dossier: Dossier, asked: pl.DataFrame, most: int) -> Table:
    """Each question with its figure, its money and the cell it goes back to."""
    columns = (
        Column("Question"), Column("Figure"), Column("At stake", number=True), Column("Case"),
        Column("Cell"),
    )  # fmt: skip
    rows = asked.head(most).iter_rows(named=True)
    more = asked.height - most
    note = f"{whole(more)} more: `bcr questions` lists all." if more > 0 else ""
    return Table(
        "Questions, the largest sums first", columns, tuple(_line(dossier, r) for r in rows), note
    )


def _line(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    sum_ = money(row["at_stake"], dossier.portfolio.currency)
    per = " a year" if row["money_per"] == "year" else ""
    stated = row["at_stake"] is not None
    return (
        Link(row["question"], dossier.benefit_links[row["benefit_id"]]),
        retold(row["figure"]),
        Amount(f"{sum_}{per}" if stated else "no money stated", row["at_stake"]),
        Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
        (Code(row["source_cell"]), f" in {row['source_file']}"),
    )


def _recognised(dossier: Dossier, named: pl.DataFrame) -> tuple[Block, ...]:
    if named.is_empty():
        return ()
    tables = []
    for kind, title in _KINDS.items():
        rows = named.filter(named["kind"] == kind)
        if rows.height:
            lines = tuple(
                (_link(dossier, row), retold(row["why"]))
                for row in rows.head(_MOST_NAMED).iter_rows(named=True)
            )
            more = rows.height - _MOST_NAMED
            note = f"{whole(more)} more are not listed." if more > 0 else ""
            tables.append(Table(title, (Column("What"), Column("Why")), lines, note))
    return (Section("What deserves recognition", "recognition", tuple(tables)),)


def _link(dossier: Dossier, row: Row) -> Words:
    paths = {"logic": dossier.logic_paths, "benefit": dossier.benefit_links}
    to = paths.get(row["kind"], dossier.case_paths).get(row["subject"])
    return Link(row["name"], to) if to else row["name"]
