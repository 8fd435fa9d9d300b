"""How sure the cases were of themselves, and whether the surer ones delivered more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.logics.league import between
from bcr.pages.page import Amount, Column, Paragraph, Section, Table
from bcr.pages.words import count, percent, points, whole

if TYPE_CHECKING:
    from bcr.pages.dossier import Row
    from bcr.pages.logics.review import Review
    from bcr.pages.page import Block, Words

_COLUMNS = (
    Column("Confidence stated"),
    Column("Benefits", number=True),
    Column("Scored", number=True),
    Column("Cases scored", number=True),
    Column("Share of plan", number=True),
    Column("Interval", number=True),
    Column("Reached the plan", number=True),
)


def stated_confidence(review: Review) -> tuple[Block, ...]:
    """Stated confidence beside what happened; nothing where nobody stated any."""
    if review.confidence["confidence"].count() == 0:
        return ()
    rows = tuple(map(_row, review.confidence.iter_rows(named=True)))
    said = [Paragraph(_high(row)) for row in review.confident.iter_rows(named=True)]
    table = Table("Stated confidence beside what happened", _COLUMNS, rows)
    return (Section("How sure the cases were of themselves", "confidence", (*said, table)),)


def _row(row: Row) -> tuple[Words, ...]:
    return (
        row["confidence"] or "not stated",
        Amount(whole(row["benefits"]), row["benefits"]),
        Amount(whole(row["scored"]), row["scored"]),
        Amount(whole(row["cases"]), row["cases"]),
        Amount(percent(row["realised_share"]), row["realised_share"]),
        between(row["low"], row["high"]),
        Amount(percent(row["reached"]), row["reached"]),
    )


def _high(row: Row) -> str:
    """Whether the high ones are higher."""
    if not row["with_it"]:
        return "No scored case called its confidence high, so the surer ones cannot be compared."
    words = (
        f"{count(row['with_it'], 'scored case')} that called their confidence high came to "
        f"{percent(row['share_with'])} of plan on average; {whole(row['without'])} that called it "
        f"anything else came to {percent(row['share_without'])}."
    )
    if row["difference"] is None:
        return f"{words} That is too few cases to compare."
    says = {
        "goes with more": "High confidence goes with delivering more",
        "goes with less": "High confidence goes with delivering less",
    }.get(row["says"], "That the high ones are higher is not shown")
    return (
        f"{words} {says}: the difference is {points(row['difference'])}, interval "
        f"{points(row['low'])} to {points(row['high'])}."
    )
