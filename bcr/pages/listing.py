"""Tables of cases and of benefits, as several pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.model import Status
from bcr.pages.page import Amount, Column, Link, Table
from bcr.pages.statuses import badge, is_harm, strip, tally
from bcr.pages.words import UNKNOWN, amount, money, percent, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Words

NOTHING = "none"


def case_table(dossier: Dossier, case_ids: Iterable[str], caption: str) -> Table:
    """One row a case: what became of its benefits, as fields and in numbers."""
    columns = (
        Column("Case"),
        Column("Department"),
        Column("Benefits by status"),
        Column("Benefits", number=True),
        Column("Due", number=True),
        Column("Measured", number=True),
        Column("Share of plan", number=True),
    )
    return Table(caption, columns, tuple(_case_row(dossier, case_id) for case_id in case_ids))


def case_title(dossier: Dossier, case_id: str) -> str:
    """The title of a case, else its id."""
    return dossier.case_rows[case_id].get("title") or case_id


def gap_table(dossier: Dossier, rows: Sequence[Row], caption: str) -> Table:
    """One row a benefit: planned beside actual."""
    columns = (
        Column("Benefit"),
        Column("Status"),
        Column("Share of plan", number=True),
        Column("From", number=True),
        Column("Planned by now", number=True),
        Column("Actual", number=True),
        Column("Gap, money", number=True),
        Column("Case"),
    )
    return Table(caption, columns, tuple(_gap_row(dossier, row) for row in rows))


def benefit_link(dossier: Dossier, row: Row) -> Link:
    """The title of a benefit, leading to what is known of it."""
    return Link(row["title"] or row["benefit_id"], dossier.benefit_links[row["benefit_id"]])


def the_rest(many: int) -> Words:
    """Where to read of rows that a table leaves out for their number; nothing for none."""
    if many <= 0:
        return ""
    verb = "is" if many == 1 else "are"
    return (f"{whole(many)} more {verb} on the pages of their ", Link("cases", "cases.html"), ".")


def share_range(rows: Sequence[Row]) -> Amount:
    """The share of plan of one benefit, or the lowest and highest of several."""
    shares = sorted(row["realised_share"] for row in rows if row["realised_share"] is not None)
    if not shares:
        return Amount(UNKNOWN)
    low, high = percent(shares[0]), percent(shares[-1])
    if low == high:
        return Amount(low, shares[0])
    return Amount(f"{low} to {high}")


def due(rows: Sequence[Row]) -> list[Row]:
    """Benefits that should have moved by now, whether or not anyone measured."""
    return [row for row in intended(rows) if row["status"] != Status.NOT_DUE]


def intended(rows: Sequence[Row]) -> list[Row]:
    """Benefits without the disbenefits, whose share is one of harm."""
    return [row for row in rows if not is_harm(row)]


def _case_row(dossier: Dossier, case_id: str) -> tuple[Words, ...]:
    rows = intended(dossier.gaps_by_case.get(case_id, []))
    department = dossier.case_rows[case_id].get("department")
    measured = sum(row["realised_share"] is not None for row in rows)
    return (
        Link(case_title(dossier, case_id), dossier.case_paths[case_id]),
        department or UNKNOWN,
        strip(tally(rows)) if rows else NOTHING,
        Amount(whole(len(rows)), len(rows)),
        Amount(f"{whole(len(due(rows)))}", len(due(rows))),
        Amount(whole(measured), measured),
        share_range(rows),
    )


def _gap_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    return (
        benefit_link(dossier, row),
        badge(row),
        Amount(percent(row["realised_share"]), row["realised_share"]),
        level(row, "baseline"),
        level(row, "planned_to_date"),
        level(row, "actual"),
        Amount(money(row["gap_money"], row["currency"]), row["gap_money"]),
        Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
    )


def level(row: Row, field: str) -> Amount:
    """A level of a benefit in its own unit."""
    return Amount(amount(row[field], row["unit"]), row[field])
