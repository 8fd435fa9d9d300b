"""What did not last: people who left, benefits without an owner, targets that were eased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.listing import case_title
from bcr.pages.page import Column, Link, Paragraph, Section, Table
from bcr.pages.sayings import retold
from bcr.pages.words import UNKNOWN, count, percent, points, short_day, whole

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.logics.review import Review
    from bcr.pages.page import Block, Words

_MOST_LISTED = 100


def lasting(dossier: Dossier, review: Review) -> tuple[Block, ...]:
    """The section on continuity; nothing where nothing is known to have changed."""
    rows = list(review.continuity.iter_rows(named=True))
    if not rows:
        return ()
    said = [Paragraph(_people(row)) for row in review.people_left.iter_rows(named=True)]
    columns = (
        Column("What"), Column("Benefit or case"), Column("Case"), Column("When"),
        Column("Who, or from what to what"),
    )  # fmt: skip
    table = Table(
        "What did not last until the due date",
        columns,
        tuple(_line(dossier, row) for row in rows[:_MOST_LISTED]),
        f"{whole(len(rows) - _MOST_LISTED)} more are not listed."
        if len(rows) > _MOST_LISTED
        else "",
    )
    return (Section("What did not last", "lasting", (*said, table)),)


def _people(row: Row) -> str:
    if not row["with_it"]:
        return "No owner or sponsor is known to have left a scored case before its due date."
    words = (
        f"{count(row['with_it'], 'scored case')} lost an owner or sponsor before the due date and "
        f"came to {percent(row['share_with'])} of plan on average; the other "
        f"{whole(row['without'])} came to {percent(row['share_without'])}."
    )
    if row["difference"] is None:
        return f"{words} That is too few cases to compare."
    says = {
        "goes with less": "Losing people goes with delivering less",
        "goes with more": "Losing people goes with delivering more",
    }.get(row["says"], "A difference is not shown")
    return (
        f"{words} {says}: the difference is {points(row['difference'])}, interval "
        f"{points(row['low'])} to {points(row['high'])}. Which came first is not shown."
    )


def _line(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    benefit, case = row["benefit_id"], row["case_id"]
    title = case_title(dossier, case) if case in dossier.case_rows else case
    what: Words = "the whole case"
    if benefit in dossier.benefit_links:
        promised = dossier.promised.get(benefit, {})
        what = Link(promised.get("title") or benefit, dossier.benefit_links[benefit])
    path = dossier.case_paths.get(case)
    return (
        row["what"][0].upper() + row["what"][1:],
        what,
        Link(title, path) if path else title,
        short_day(row["on"]) if row["on"] else UNKNOWN,
        retold(row["detail"]),
    )
