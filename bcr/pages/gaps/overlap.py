"""KPIs that several benefits claim, and KPIs beside them that got worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.model import Evidence
from bcr.pages.frame import frame
from bcr.pages.listing import benefit_link, case_title
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
from bcr.pages.sayings import CONFIDENCE
from bcr.pages.words import amount, count, day, listed, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

MOST_DRAWN = 30
MOST_LISTED = 200
_CLAIM_COLUMNS = (
    Column("KPI"), Column("Benefit"), Column("Case"), Column("Start"),
    Column("Intended", number=True), Column("Moved since", number=True),
    Column("Stated share", number=True), Column("Its own share", number=True),
    Column("Counted too often", number=True), Column("Started within a quarter of"),
)  # fmt: skip


def overlap_page(dossier: Dossier) -> Page:
    """The page of claims on the same KPI and of side effects."""
    claimed = list(dossier.claims.iter_rows(named=True))
    beside = list(dossier.surroundings.effects.iter_rows(named=True))
    blocks: tuple[Block, ...] = (
        Finding(overlap_headline(claimed, beside), _detail(dossier, claimed)),
        *_claims(dossier, claimed),
        *_counters(dossier, [row for row in beside if row["role"] == "counter"]),
        *_elsewhere(dossier, [row for row in beside if row["role"] == "elsewhere"]),
    )
    return Page("overlap.html", "Overlap", blocks, frame(dossier))


def overlap_headline(claimed: Sequence[Row], beside: Sequence[Row]) -> str:
    """How many KPIs are claimed more than once, and how many beside them got worse."""
    kpis = len({row["kpi_id"] for row in claimed})
    first = f"{count(kpis, 'KPI')} {_is(kpis)} claimed more than once" if kpis else (
        "No KPI is claimed more than once"
    )  # fmt: skip
    counters = {row["kpi_id"] for row in beside if row["role"] == "counter"}
    wrong = {row["kpi_id"] for row in beside if row["role"] == "counter" and row["moved_wrong"]}
    if not counters:
        return first
    joined = "and" if bool(kpis) == bool(wrong) else "but"
    if len(counters) == 1:
        verb = "got worse" if wrong else "is not shown to have got worse"
        return f"{first}, {joined} the one counter-KPI {verb}"
    many = whole(len(wrong)) if wrong else "none"
    return f"{first}, {joined} {many} of {count(len(counters), 'counter-KPI')} got worse"


def _is(many: int) -> str:
    return "is" if many == 1 else "are"


def _detail(dossier: Dossier, claimed: Sequence[Row]) -> str:
    names = dict.fromkeys(_name(dossier, row["kpi_id"]) for row in claimed)
    return f"Claimed by several benefits: {listed(list(names))}." if names else ""


def _claims(dossier: Dossier, claimed: Sequence[Row]) -> tuple[Block, ...]:
    if not claimed:
        return ()
    shown = claimed[:MOST_LISTED]
    left = len(claimed) - len(shown)
    note = f"{whole(left)} more are in `bcr overlap`." if left else ""
    rows = tuple(_claim_row(dossier, row) for row in shown)
    table = Table("Claims on KPIs claimed more than once", _CLAIM_COLUMNS, rows, note)
    scored = [row for row in claimed if row["share_alone"] is not None]
    chart = (claims_chart(dossier, scored[:MOST_DRAWN]),) if scored else ()
    return (*chart, Section("The ledger of claims", "claims", (table,)))


def claims_chart(dossier: Dossier, claimed: Sequence[Row]) -> Chart:
    """Each claim as if its KPI were its own, and after the movement is divided."""
    rows = [
        {
            "label": f"{_name(dossier, row['kpi_id'])}: {_title(_gap(dossier, row))}",
            "note": f"{percent(row['share_after'])} of plan; {percent(row['share_alone'])} as if "
            f"it were alone · {case_title(dossier, row['case_id'])}",
            "share": row["share_after"],
            "bound_low": min(row["share_after"], row["share_alone"]),
            "bound_high": max(row["share_after"], row["share_alone"]),
        }
        for row in claimed
    ]
    said = " ".join(f"{row['label']}: {row['note']}." for row in rows)
    return Chart(
        title=_claims_title(claimed),
        subtitle="Share of plan, once the movement of the KPI is divided among its claims",
        drawing=shares(pl.DataFrame(rows, infer_schema_length=None)),
        alternative=f"Points, one row a claim. {said}",
        table=Table(
            "Share of plan before and after",
            (Column("Claim"), Column("As if alone", number=True), Column("Divided", number=True)),
            tuple(
                (
                    drawn["label"],
                    Amount(percent(row["share_alone"]), row["share_alone"]),
                    Amount(percent(row["share_after"]), row["share_after"]),
                )
                for drawn, row in zip(rows, claimed, strict=True)
            ),
        ),
        key=(
            KeyItem("point", "After the movement is divided"),
            KeyItem("bounds", "From there to the claim as it stands alone"),
        ),
    )


def _claims_title(claimed: Sequence[Row]) -> str:
    reached = [row for row in claimed if row["share_alone"] >= 0.7]  # noqa: PLR2004 - drawn as such
    low, high = (f(row["share_after"] for row in claimed) for f in (min, max))
    span = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
    if len(reached) == len(claimed):
        return f"Each claim looks as good as reached; divided, they come to {span} of plan"
    return f"Once each movement is divided, the claims come to {span} of plan"


def _claim_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    gap = _gap(dossier, row)
    unit = gap["unit"]
    return (
        _name(dossier, row["kpi_id"]),
        benefit_link(dossier, gap),
        Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
        day(row["start_on"]),
        Amount(amount(row["intended_movement"], unit), row["intended_movement"]),
        Amount(amount(row["observed_movement"], unit), row["observed_movement"]),
        Amount(percent(row["stated_share"]) if row["stated_share"] is not None else "not stated"),
        Amount(percent(row["attributed_share"]), row["attributed_share"]),
        Amount(amount(row["over_claimed"], unit), row["over_claimed"]),
        row["clash"] or "none",
    )


def _counters(dossier: Dossier, rows: Sequence[Row]) -> tuple[Block, ...]:
    if not rows:
        return ()
    wrong = dict.fromkeys(row["kpi_id"] for row in rows if row["moved_wrong"])
    names = listed([_name(dossier, kpi) for kpi in wrong])
    title = f"Got worse beside what was claimed: {names}" if wrong else (
        "No counter-KPI is shown to have got worse"
    )  # fmt: skip
    words = (
        "A counter-KPI shows whether a burden only moved elsewhere. Each is tested at the start of "
        "the cases of its logic; worse after a start is not shown to come from it."
    )
    table = Table("Counter-KPIs", _beside_columns(), tuple(_beside(dossier, row) for row in rows))
    return (Section(title, "counter-kpis", (Paragraph(words), table)),)


def _elsewhere(dossier: Dossier, rows: Sequence[Row]) -> tuple[Block, ...]:
    found = dossier.surroundings
    if not found.pairs:
        return ()
    looked = (
        f"Looked at: {count(found.looked_at, 'pair')} of a case and a KPI of another department "
        "that no benefit claims about that time. "
    )
    if not found.looked_at:
        looked = (
            f"There are {whole(found.pairs)} pairs of a case and such a KPI: too many to look at. "
        )
    title = (
        f"{count(len(rows), 'KPI')} of other departments got worse after a case started"
        if rows
        else "No other department's KPI is shown to have got worse after a case started"
    )
    table = (
        Table("Worse elsewhere", _beside_columns(), tuple(_beside(dossier, row) for row in rows)),
    )
    blocks = (
        Paragraph(f"{looked}What came after a start is not shown to come from it."),
        *(table if rows else ()),
    )
    return (Section(title, "elsewhere", blocks),)


_SHOWN = {
    Evidence.WORSE: "got worse, by more than noise and drift",
    Evidence.REAL: "got better, by more than noise and drift",
    Evidence.NOT_SHOWN: "held: no change beyond noise and drift is shown",
    Evidence.TOO_FEW_POINTS: "too few points to tell",
    Evidence.UNTESTED: "not tested",
}


def _beside_columns() -> tuple[Column, ...]:
    return (
        Column("KPI"), Column("Department"), Column("Beside"), Column("Since"),
        Column("Expected without", number=True), Column("Change", number=True),
        Column(f"{percent(CONFIDENCE)} interval", number=True), Column("What is shown"),
    )  # fmt: skip


def _beside(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    unit, ends = row["unit"], (row["change_low"], row["change_high"])
    logic = dossier.logic_names.get(row["logic"], row["logic"])
    interval = f"{amount(ends[0], None)} to {amount(ends[1], unit)}" if ends[0] is not None else ""
    return (
        row["kpi_name"] or row["kpi_id"],
        row["kpi_department"] or "not stated",
        (
            Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
            f", {logic}",
        ),
        day(row["started_on"]),
        Amount(amount(row["expected_without"], unit), row["expected_without"]),
        Amount(amount(row["change"], unit), row["change"]),
        Amount(interval),
        _SHOWN[Evidence(row["evidence"])],
    )


def _name(dossier: Dossier, kpi_id: str) -> str:
    return dossier.kpi_rows.get(kpi_id, {}).get("name") or kpi_id


def _gap(dossier: Dossier, claim: Row) -> Row:
    rows = dossier.gaps_by_case[claim["case_id"]]
    return next(row for row in rows if row["benefit_id"] == claim["benefit_id"])


def _title(gap: Row) -> str:
    return str(gap["title"] or gap["benefit_id"])
