from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.figures.review.continuity import continuity
from bcr.figures.review.questions import questions, recognition
from bcr.portfolio import Thresholds
from bcr.schemas.figures import Gaps
from bcr.schemas.logics import League
from bcr.schemas.records import Decisions, Owners
from bcr.schemas.review import Continuity
from tests.figures.outcomes import league_of, outcome, outcomes
from tests.figures.stated import stated
from tests.figures.tables import AS_OF, Row, benefits, gaps_of, table

if TYPE_CHECKING:
    import dataframely as dy

CELL: Row = {"case_id": "ferry", "source_file": "cases.xlsx", "source_cell": "Benefits!H2"}


def gaps(*rows: Row) -> dy.DataFrame[Gaps]:
    usual: Row = {**CELL, "logic": "automation", "currency": "GBP", "evidence": "untested"}
    return stated(Gaps, *({**usual, **row} for row in rows))


def asked(*promises: Row, owners: tuple[Row, ...] = ()) -> list[Row]:
    promised = benefits(*promises)
    lasting = continuity(
        promised, owners=table(Owners, owners), decisions=table(Decisions, []), as_of=AS_OF
    )
    return questions(gaps_of(promised), lasting, currency="GBP", thresholds=Thresholds()).to_dicts()


OWNED: Row = {"owner": "Ann"}


def test_a_benefit_that_went_well_raises_no_question() -> None:
    assert asked(outcome("a", "1", 0.8, **OWNED)) == []


def test_each_gap_asks_with_its_figure_and_its_cell() -> None:
    rows = asked(
        outcome("a", "1", -0.3, **OWNED), outcome("a", "2", 0.2, **OWNED),
        outcome("a", "3", None, **OWNED), outcome("a", "4", None, baseline=None, **OWNED),
    )  # fmt: skip
    assert {row["case_id"]: (row["rule"], row["figure"]) for row in rows} == {
        "1": ("moved-the-wrong-way", "−30% of plan"),
        "2": ("fell-short", "20% of plan"),
        "3": ("not-measured", "never measured"),
        "4": ("not-scorable", "no baseline"),
    }
    assert {row["source_cell"] for row in rows} == {"Benefits!H2"}


def test_the_largest_sums_come_first_and_what_has_none_last() -> None:
    def worth(case: str, money: float | None, currency: str = "GBP") -> Row:
        return outcome("a", case, 0.1, money_per_year=money, currency=currency, **OWNED)

    rows = asked(worth("1", None), worth("2", 5.0), worth("3", 900.0), worth("4", 9e6, "EUR"))
    assert [row["case_id"] for row in rows] == ["3", "2", "1", "4"]


def test_harm_that_stayed_away_raises_no_question() -> None:
    assert asked(outcome("a", "1", 0.1, **{"class": "disbenefit"}, **OWNED)) == []


def test_who_owns_it_is_asked_once() -> None:
    left: Row = {"subject": "benefit 0", "role": "Owner", "name": "Ann",
                 "to_on": dt.date(2023, 1, 1)}  # fmt: skip
    rows = asked(outcome("a", "1", 0.8, due_on=dt.date(2024, 1, 1), **OWNED), owners=(left,))
    assert [row["rule"] for row in rows] == ["no-owner-on-record"]


def test_a_case_that_measured_what_went_badly_is_named_for_it() -> None:
    found = outcomes({"a": {"looked": [0.1, 0.2], "did not": [0.1, None], "best": [1.0, 1.0]}})
    rows = recognition(found, league_of(found), reached=0.9).to_dicts()
    assert [(row["kind"], row["subject"]) for row in rows] == [("measured", "looked")]


def test_each_rule_asks_its_own_question_by_sum_and_each_with_its_figure() -> None:
    """Money a year first, then a target's; a tenth off the baseline is asked from 10% on."""
    reached: Row = {"status": "delivered", "realised_share": 0.95, "baseline": 15.0, "target": 5.0}
    table_ = gaps(
        {"benefit_id": "back", "title": "Faster", "status": "reversed", "realised_share": -0.3,
         "money_at_target": -50.0, "money_per": "target"},
        {"benefit_id": "short", "status": "short", "realised_share": 0.2,
         "money_at_target": 900.0, "money_per": "year"},
        {"benefit_id": "real", "status": "short", "realised_share": 0.4, "evidence": "real",
         "verdict": "real_but_short", "money_at_target": 100.0, "money_per": "year"},
        {**reached, "benefit_id": "unshown", "evidence": "not_shown",
         "verdict": "reached_not_shown", "class": "cash_releasing"},
        {"benefit_id": "silent", "status": "not_measured"},
        {"benefit_id": "vague", "status": "not_scorable", "reason": "no baseline"},
        {**reached, "benefit_id": "off", "recorded_baseline": 13.9, "unit": "days",
         "currency": "EUR", "money_at_target": 9e6, "money_per": "year"},
        {**reached, "benefit_id": "nearly", "recorded_baseline": 14.0},
    )  # fmt: skip
    found = questions(
        table_, Continuity.create_empty(), currency="GBP", thresholds=Thresholds()
    ).rows()
    asks = [
        ("short", "short: what was to bring the change about, and did it happen?",
         "20% of plan", 900.0, "year", "fell-short"),
        ("real", "real: what would it take to get the rest, and is that still worth its cost?",
         "40% of plan", 100.0, "year", "real-but-short"),
        ("back", "Faster: what made it move the wrong way, and who bears it?",
         "−30% of plan", 50.0, "target", "moved-the-wrong-way"),
        ("off", "off: where does the stated baseline come from?",
         "stated 15 days, on record 13.9 days", None, None, "baseline-off"),
        ("silent", "silent: what became of it, and who could say?",
         "never measured", None, None, "not-measured"),
        ("unshown", "unshown: which budget was it taken out of?",
         "95% of plan", None, None, "cash-reached"),
        ("unshown", "unshown: would it have got there without the investment?",
         "95% of plan", None, None, "reached-not-shown"),
        ("vague", "vague: how was anyone to know whether it came true?",
         "no baseline", None, None, "not-scorable"),
    ]  # fmt: skip
    assert found == [("ferry", *ask, "cases.xlsx", "Benefits!H2") for ask in asks]


def test_what_was_lost_on_the_way_is_asked_with_what_it_was_and_its_day() -> None:
    """Who left counts once where nobody followed; a due date that moved asks nothing."""

    def lost(what: str, on: dt.date | None = None, benefit: str = "a") -> Row:
        return {"case_id": "ferry", "benefit_id": benefit, "what": what, "on": on, "detail": "Bo"}

    lasting = stated(
        Continuity, lost("owner left before due", dt.date(2024, 3, 5)), lost("target eased"),
        lost("dropped", dt.date(2024, 3, 31), "b"), lost("owner left before due", None, "b"),
        lost("no owner on record", None, "b"), lost("due date moved"),
    )  # fmt: skip
    table_ = gaps({"benefit_id": "a", "title": "Faster", "status": "not_due"},
                  {"benefit_id": "b", "status": "not_due"})  # fmt: skip
    rows = questions(table_, lasting, currency="GBP", thresholds=Thresholds())
    assert rows.select("rule", "question", "figure").rows() == [
        ("owner-left-before-due", "Faster: who took it over when its owner left?",
         "owner left before due: Bo, 5 March 2024"),
        ("target-eased", "Faster: did what it costs come down with the promise?",
         "target eased: Bo"),
        ("dropped", "b: was what it was to pay for dropped with it?",
         "dropped: Bo, 31 March 2024"),
        ("no-owner-on-record", "b: who answers for it now?", "no owner on record: Bo"),
    ]  # fmt: skip


def test_what_went_well_is_named_with_why_by_name_and_only_where_it_is_more_than_one() -> None:
    """Best: all 3 due reached, 2 of them real. Half of them real, or half reached, is not most."""
    came: Row = {"status": "delivered", "realised_share": 0.9}
    real: Row = {**came, "evidence": "real"}
    short: Row = {"status": "short", "realised_share": 0.1}
    of_cases: dict[str, list[Row]] = {
        "best": [
            {**real, "verdict": "delivered_change", "title": "Shorter queue"},
            {**real, "verdict": "delivered_change"}, came, {"status": "not_due"},
            {"status": "reversed", "realised_share": -1.0, "class": "disbenefit"},
        ],
        "half real": [real, came],
        "half reached": [short, came],
        "looked": [short, short, {"status": "exceeded", "realised_share": 1.2}],
        "one": [short],
        "unseen": [short, {"status": "not_measured"}],
    }  # fmt: skip
    table_ = gaps(
        *({"case_id": case, "benefit_id": f"{case} {n}", "case_title": {"best": "A case"}.get(case),
           **row} for case, rows in of_cases.items() for n, row in enumerate(rows))
    )  # fmt: skip
    names = ("logic", "name", "verdict", "realised_share", "low", "scored_cases")
    told = stated(
        League,
        *(dict(zip(names, row, strict=True)) for row in (
            ("works", "Works", "delivers", 0.952, 0.71, 4),
            ("also", "Also works", "delivers", 1.0, 0.8, 3),
            ("unclassified", "Unclassified", "delivers", 1.0, 0.8, 3),
            ("half", "Half", "delivers_in_part", 0.5, 0.3, 6),
        )),
    )  # fmt: skip
    assert recognition(table_, told, reached=0.9).rows() == [
        ("logic", "also", None, "Also works", "100% of plan over 3 cases; low end 80%"),
        ("logic", "works", None, "Works", "95% of plan over 4 cases; low end 71%"),
        ("case", "best", "best", "A case", "all 3 due benefits reached their plan"),
        ("benefit", "best 0", "best", "Shorter queue", "90% of plan, and the change is real"),
        ("benefit", "best 1", "best", "best 1", "90% of plan, and the change is real"),
        ("measured", "looked", "looked", "looked",
         "measured all 3 benefits, 1 of which reached its plan"),
    ]  # fmt: skip
