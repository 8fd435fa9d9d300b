"""A new case beside like cases: whole rows, worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.figures.review.appraisal import appraisal, references
from bcr.figures.review.expected_worth import at_share, expected_worth
from bcr.schemas.figures import Gaps
from bcr.schemas.logics import Suggestions
from bcr.schemas.money import Appraisals as Worth
from bcr.schemas.review import Appraisals, CaseFeatures, Framework, ReferenceClasses
from tests.figures.stated import stated
from tests.figures.tables import Row, plans

if TYPE_CHECKING:
    import dataframely as dy

CASH: Row = {"money_per": "year", "class": "cash_releasing"}
UNNAMED: Row = {"case_id": "pier", "logic": "unclassified"}


def gaps(*rows: Row) -> dy.DataFrame[Gaps]:
    usual: Row = {"case_id": "ferry", "logic": "automation", "currency": "GBP",
                  "source_file": "new.xlsx", "source_cell": "Benefits!H2"}  # fmt: skip
    return stated(Gaps, *({**usual, **row} for row in rows))


NEW = gaps(
    {**CASH, "benefit_id": "queue", "title": "Shorter queue", "baseline": 15.0, "target": 5.0,
     "unit": "days", "kpi_id": "WAIT", "money_at_target": 1000.0},
    {**UNNAMED, "benefit_id": "post", "baseline": 15.0},
    {**UNNAMED, **CASH, "benefit_id": "dark", "money_at_target": 10.0},
)  # fmt: skip


def reference() -> pl.DataFrame:
    guesses = [("post", 2, "training"), ("post", 1, "chatbot"), ("queue", 1, "chatbot")]
    names = ("benefit_id", "place", "logic")
    return references(
        NEW, stated(Suggestions, *(dict(zip(names, one, strict=True)) for one in guesses))
    )


def appraised() -> dy.DataFrame[Appraisals]:
    has = [
        ("ferry", "owner", "Owner named", False), ("ferry", "due", "Due date stated", False),
        ("ferry", "bold", "Bold", False), ("ferry", "kpi", "KPI", True),
        ("pier", "kpi", "KPI", None),
    ]  # fmt: skip
    says = {"owner": "goes with more", "due": "goes with more", "kpi": "goes with more",
            "bold": "goes with less"}  # fmt: skip
    features = ("case_id", "feature", "name", "has")
    shares: Row = {"portfolio_cases": 9, "p20": 0.2, "p50": 0.5, "p80": 0.8}
    claimed = [("h1", "C2", "WAIT"), ("h2", "C1", "WAIT"), ("h3", "C1", "WAIT"), ("h4", "C3", None)]
    return appraisal(
        NEW,
        reference=reference(),
        classes=stated(
            ReferenceClasses, {**shares, "logic": "automation", "cases": 4},
            {**shares, "logic": "chatbot", "cases": 0},
        ),
        features=stated(CaseFeatures, *(dict(zip(features, one, strict=True)) for one in has)),
        framework=stated(Framework, *({"feature": f, "says": s} for f, s in says.items())),
        history=gaps(*({"benefit_id": b, "case_id": c, "kpi_id": k} for b, c, k in claimed)),
    )  # fmt: skip


def test_a_benefit_is_held_against_its_own_logic_else_the_one_its_words_speak_for_first() -> None:
    assert reference().rows() == [
        ("queue", "automation", False), ("post", "chatbot", True), ("dark", None, False),
    ]  # fmt: skip


def test_each_benefit_stands_at_what_like_cases_came_to_with_who_claims_its_kpi() -> None:
    """From 15 to 5 days: 0.2, 0.5 and 0.8 of the way are 13, 10 and 7; of £1,000 likewise."""
    queue, post, dark = appraised().rows()
    cell = ("new.xlsx", "Benefits!H2")
    assert queue == (
        "queue", "ferry", "Shorter queue", "automation", "automation", False, 4, 9, "days",
        15.0, 5.0, 13.0, 10.0, 7.0, 0.2, 0.5, 0.8, "GBP", "year", 1000.0, 200.0, 500.0, 800.0,
        "cash_releasing", "C1, C2", "Owner named; Due date stated", *cell,
    )  # fmt: skip
    assert post == (
        "post", "pier", None, "unclassified", "chatbot", True, 0, 9, None, 15.0, None,
        None, None, None, 0.2, 0.5, 0.8, "GBP", None, None, None, None, None, None, "", "", *cell,
    )  # fmt: skip
    assert dark == (
        "dark", "pier", None, "unclassified", None, False, 0, 0, None, None, None,
        None, None, None, None, None, None, "GBP", "year", 10.0, None, None, None,
        "cash_releasing", "", "", *cell,
    )  # fmt: skip


@pytest.mark.parametrize(("at", "share"), [("p20", 0.2), ("p50", 0.5), ("p80", 0.8)])
def test_money_is_scaled_by_the_share_and_as_stated_where_there_is_none(
    at: str, share: float
) -> None:
    due = dt.date(2025, 3, 31)
    planned = plans(
        {"benefit_id": "queue", "period_end": due, "planned_money": 400.0},
        {"benefit_id": "dark", "period_end": due, "planned_money": 7.0},
        {"benefit_id": "elsewhere", "period_end": due, "planned_money": 3.0},
    )
    scaled, scaled_plans = at_share(NEW, planned, appraised(), at)
    assert scaled["money_at_target"].to_list() == [1000 * share, None, 10.0]
    assert scaled_plans["planned_money"].to_list() == [400 * share, 7.0, 3.0]
    assert scaled.drop("money_at_target").equals(NEW.drop("money_at_target"))


def worth(npv: float, bcr: float) -> dy.DataFrame[Worth]:
    usual: Row = {
        "case_id": "ferry", "line": "intended", "class": "cash_releasing", "currency": "GBP",
        "benefits": 1, "costs": 100.0, "npv": npv, "bcr": bcr, "first_year": 2025,
        "last_year": 2027, "base_year": 2026, "discount_rate": 0.035, "reason": "",
    }  # fmt: skip
    more: list[Row] = [
        {"line": "measured"}, {"case_id": "pier", "reason": "no deflator"},
        {"case_id": "pier", "class": None, "npv": None, "bcr": None},
    ]  # fmt: skip
    return stated(Worth, usual, *({**usual, **row} for row in more))


def test_a_benefit_of_no_class_that_history_says_nothing_of_is_counted_in_its_own_row() -> None:
    bare = appraised().with_columns(pl.lit(None).alias("class"))
    found = expected_worth(worth(50.0, 1.5), dict.fromkeys(("p20", "p50", "p80"), worth(1.0, 1.0)),
                           Appraisals.cast(bare))  # fmt: skip
    assert found["reason"].to_list() == [
        "", "no deflator", "history says nothing of 1 of its benefits",
    ]  # fmt: skip


def test_whether_a_case_pays_is_said_at_each_share_and_not_where_history_says_nothing() -> None:
    adjusted = {"p20": worth(-50.0, 0.5), "p50": worth(0.0, 1.0), "p80": worth(25.0, 1.25)}
    usual = (2025, 2027, 2026, 0.035)
    assert expected_worth(worth(50.0, 1.5), adjusted, appraised()).rows() == [
        ("ferry", "cash_releasing", "GBP", 1, 100.0, 50.0, -50.0, 0.0, 25.0, 1.5, 0.5, 1.0, 1.25,
         *usual, ""),
        ("pier", "cash_releasing", "GBP", 1, 100.0, 50.0, None, None, None, 1.5, None, None, None,
         *usual, "no deflator; history says nothing of 1 of its benefits"),
        ("pier", None, "GBP", 1, 100.0, None, None, None, None, None, None, None, None,
         *usual, ""),
    ]  # fmt: skip
