"""Every benefit of a portfolio on one page, to be searched and narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.model import Verdict
from bcr.pages.frame import frame
from bcr.pages.listing import benefit_link, case_title
from bcr.pages.page import (
    Amount,
    Badge,
    Catalogue,
    Choice,
    Code,
    Column,
    Finding,
    Link,
    Notice,
    Page,
    Table,
)
from bcr.pages.statuses import SHORT_NAMES, TARGET_AND_CHANGE, badge, benefits
from bcr.pages.words import UNKNOWN, count, money, percent, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

PATH: Final = "benefits.html"
NOT_STATED: Final = "not stated"
_NOTE: Final = (
    "Money is for a year, or in all where it says so. The gap is realised minus planned by now."
)
_COLUMNS: Final = (
    Column("Benefit"),
    Column("Id"),
    Column("Status"),
    Column("Share of plan", number=True),
    Column("Target and change"),
    Column("Money at target", number=True),
    Column("Gap, money", number=True),
    Column("Investment logic"),
    Column("Department"),
    Column("Owner"),
    Column("Case"),
)
#: Column → the name of its choice in an address.
_CHOSEN: Final = {7: "logic", 8: "department", 9: "owner", 2: "status", 4: "verdict"}
_FIRST: Final = (*SHORT_NAMES.values(), *TARGET_AND_CHANGE.values())


def benefits_page(dossier: Dossier) -> Page:
    """Every benefit in the order of its case, with what there is to choose from."""
    rows = dossier.gaps.to_dicts()
    blocks: list[Block] = [Finding(_finding(rows))]
    if rows:
        blocks.append(_catalogue(dossier, rows))
    else:
        blocks.append(Notice("No intended benefit has been imported yet."))
    return Page(PATH, "Benefits", tuple(blocks), frame(dossier))


def _finding(rows: Sequence[Row]) -> str:
    if not rows:
        return "No intended benefits are on record"
    known = sum(row["realised_share"] is not None for row in rows)
    cases = len({row["case_id"] for row in rows})
    return f"{benefits(len(rows))} of {count(cases, 'case')}; the share of {whole(known)} is known"


def _catalogue(dossier: Dossier, rows: Sequence[Row]) -> Catalogue:
    told = tuple(_row(dossier, row) for row in rows)
    choices = tuple(
        Choice(column, name, _values(_said(row[column]) for row in told))
        for column, name in _CHOSEN.items()
    )
    table = Table("Every benefit", _COLUMNS, told, _NOTE)
    elsewhere = ("All are on the pages of their ", Link("cases", "cases.html"), ".")
    return Catalogue(table, choices, ("benefit", "benefits"), elsewhere)


def _row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    logic = row["logic"]
    return (
        benefit_link(dossier, row),
        Code(row["benefit_id"]),
        badge(row),
        Amount(percent(row["realised_share"]), row["realised_share"]),
        TARGET_AND_CHANGE[Verdict(row["verdict"])],
        Amount(_money(row, "money_at_target", NOT_STATED), row["money_at_target"]),
        Amount(_money(row, "gap_money", UNKNOWN), row["gap_money"]),
        Link(dossier.logic_names[logic], dossier.logic_paths[logic]),
        row["department"] or NOT_STATED,
        row["owner"] or NOT_STATED,
        Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
    )


def _money(row: Row, field: str, missing: str) -> str:
    if row[field] is None:
        return missing
    whole = " in all" if row["money_per"] == "target" else ""
    return f"{money(row[field], row['currency'])}{whole}"


def _said(cell: Words) -> str:
    """What stands in a cell that can be chosen by: a text, or a link or badge with one."""
    return cell.text if isinstance(cell, Link | Badge) else str(cell)


def _values(said: Iterable[str]) -> tuple[str, ...]:
    """Give each value once: statuses and verdicts from good to bad, other words by letter."""
    there = set(said)
    known = [name for name in dict.fromkeys(_FIRST) if name in there]
    return (*known, *sorted(there.difference(known), key=lambda text: (text.casefold(), text)))
