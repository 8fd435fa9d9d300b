from __future__ import annotations

import datetime as dt

from bcr.figures.review.continuity import continuity
from bcr.figures.review.questions import questions, recognition
from bcr.portfolio import Thresholds
from bcr.schemas.records import Decisions, Owners
from tests.figures.outcomes import league_of, outcome, outcomes
from tests.figures.tables import AS_OF, Row, benefits, gaps_of, table


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
    gaps = outcomes({"a": {"looked": [0.1, 0.2], "did not": [0.1, None], "best": [1.0, 1.0]}})
    rows = recognition(gaps, league_of(gaps), reached=0.9).to_dicts()
    assert [(row["kind"], row["subject"]) for row in rows] == [("measured", "looked")]
