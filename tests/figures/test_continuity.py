from __future__ import annotations

import datetime as dt

import pytest

from bcr.figures.review.continuity import continuity, with_and_without_change
from bcr.portfolio import Thresholds
from bcr.schemas.records import Decisions, Owners
from tests.figures.outcomes import outcome
from tests.figures.tables import AS_OF, Row, benefits, gaps_of, table

DUE = dt.date(2024, 3, 31)
BEFORE, AFTER, LATER = dt.date(2023, 6, 30), dt.date(2024, 6, 30), dt.date(2025, 6, 30)


def lost(
    *owners: Row, decisions: tuple[Row, ...] = (), **promise: object
) -> set[tuple[str, str | None]]:
    promised = benefits({"benefit_id": "B", "owner": "Ann", "due_on": DUE, **promise})
    rows = continuity(
        promised,
        owners=table(Owners, [{"role": "Benefit owner", "subject": "B", **one} for one in owners]),
        decisions=table(Decisions, [{"subject": "B", **one} for one in decisions]),
        as_of=AS_OF,
    )
    return set(rows.select(rows["what"].cast(str), "benefit_id").rows())


def test_an_owner_who_left_before_the_due_date_is_named_and_so_is_the_gap_after() -> None:
    assert lost({"name": "Ann", "to_on": BEFORE}) == {
        ("owner left before due", "B"), ("no owner on record", "B"),
    }  # fmt: skip


def test_a_benefit_that_was_taken_over_is_owned() -> None:
    found = lost({"name": "Ann", "to_on": BEFORE}, {"name": "Bo", "from_on": BEFORE})
    assert found == {("owner left before due", "B")}


@pytest.mark.parametrize("until", [None, LATER])
def test_one_who_is_still_there_has_not_left(until: dt.date | None) -> None:
    assert lost({"name": "Ann", "to_on": until}) == set()


def test_one_who_left_after_the_due_date_saw_it_through() -> None:
    assert lost({"name": "Ann", "to_on": AFTER}) == {("no owner on record", "B")}


def test_a_benefit_that_names_no_owner_where_others_do_has_none_on_record() -> None:
    other = {"subject": "elsewhere", "name": "Ann"}
    assert lost(other, owner=None) == {("no owner on record", "B")}


def test_where_no_workbook_names_an_owner_nothing_is_said_of_owners() -> None:
    assert lost(owner=None) == set()


def test_a_sponsor_who_left_is_the_cases() -> None:
    found = lost({"subject": "case", "role": "Sponsor", "name": "Di", "to_on": BEFORE})
    assert found == {("sponsor left before due", None)}


@pytest.mark.parametrize(
    ("field", "old", "new", "what"),
    [
        ("Target", "5", "9", "target eased"),
        ("Status", "Approved", "Dropped", "dropped"),
        *(
            (" stage", "Delivery", word, "dropped")
            for word in ("cancelled", "Canceled", "withdrawn", "stopped", "closed early")
        ),
        ("Due on", "2023-03-31", "2024-03-31", "due date moved"),
    ],
)
def test_decisions_that_give_something_up_are_named(
    field: str, old: str, new: str, what: str
) -> None:
    assert lost(decisions=({"field": field, "old": old, "new": new},)) == {(what, "B")}


@pytest.mark.parametrize("new", ["3", "25"])
def test_a_target_made_harder_or_turned_round_is_not_eased(new: str) -> None:
    """From 15: to 3 is farther than to 5, and to 25 is as far."""
    assert lost(decisions=({"field": "Target", "old": "5", "new": new},)) == set()


def test_cases_whose_people_left_are_set_beside_the_others() -> None:
    promises = [outcome("a", f"c{n}", 0.1 if n < 4 else 0.9, due_on=DUE) for n in range(8)]
    promised = benefits(*promises)
    gone = table(
        Owners,
        [{"subject": f"c{n}", "role": "Sponsor", "name": "S", "to_on": BEFORE} for n in range(4)],
    )
    lasting = continuity(promised, owners=gone, decisions=table(Decisions, []), as_of=AS_OF)
    (row,) = with_and_without_change(gaps_of(promised), lasting, Thresholds()).to_dicts()
    assert (row["with_it"], row["without"], row["says"]) == (4, 4, "goes with less")
    assert row["difference"] == pytest.approx(-0.8)


def test_all_that_was_lost_is_listed_by_case_and_benefit_with_its_day_and_who_it_was() -> None:
    """Left by the as-of date counts; of the case, before its last due date (30 September)."""
    promised = benefits(
        {"benefit_id": "queue", "owner": "Ann", "due_on": DUE},
        {"benefit_id": "post", "owner": "Cy", "due_on": dt.date(2024, 9, 30)},
        {"benefit_id": "calls", "case_id": "other", "due_on": DUE},
    )
    owners: list[Row] = [
        {"subject": "queue", "role": " Benefit Owner ", "name": "Ann", "to_on": BEFORE},
        {"subject": "queue", "name": "Bo", "to_on": AS_OF},
        {"subject": "post", "role": "owner", "name": "Cy", "to_on": LATER},
        {"subject": "post", "role": "owner", "to_on": BEFORE},
        {"subject": "case", "role": "Sponsor", "name": "Di", "to_on": dt.date(2024, 9, 29)},
        {"subject": "case", "role": "Sponsor", "name": "Dee", "to_on": dt.date(2024, 9, 30)},
        {"subject": "case", "role": "Project manager", "name": "Ed", "to_on": BEFORE},
        {"subject": "elsewhere", "role": "sponsor", "name": "Flo", "to_on": BEFORE},
        {"subject": "nowhere", "role": "owner", "name": "Gus", "to_on": BEFORE},
    ]
    decisions: list[Row] = [
        {"subject": "queue", "field": " Target ", "old": "5 days", "new": "-7.5",
         "decided_on": BEFORE},
        {"subject": "post", "field": "target", "old": "£5", "new": "9.5 (est)"},
        {"subject": "post", "field": "Stage", "new": "Withdrawn", "decided_on": DUE},
        {"subject": "case", "field": "Objective", "old": "Faster", "decided_on": DUE},
        {"subject": "nobody", "field": "objective", "new": "x"},
        {"subject": "post", "field": "Status", "old": "Open", "new": "Closed"},
    ]  # fmt: skip
    rows = continuity(
        promised, owners=table(Owners, owners), decisions=table(Decisions, decisions), as_of=AS_OF
    )
    assert rows.rows() == [
        ("case", "post", "dropped", DUE, "? → Withdrawn"),
        ("case", "post", "target eased", None, "£5 → 9.5 (est)"),
        ("case", "queue", "owner left before due", BEFORE, "Ann"),
        ("case", "queue", "no owner on record", AS_OF, "after Bo"),
        ("case", None, "objective replaced", DUE, "Faster → ?"),
        ("case", None, "sponsor left before due", dt.date(2024, 9, 29), "Di"),
        ("other", "calls", "no owner on record", None, "none is named"),
    ]
