"""The sentences a reader takes away are true of every input."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.model import LogicVerdict, Status
from bcr.pages.findings import (
    headline,
    league_title,
    logics_detail,
    logics_headline,
    remainder,
    statuses_title,
)

AS_OF = dt.date(2025, 3, 31)


def logic(name: str, low: float | None, high: float | None, verdict: str = "") -> dict[str, Any]:
    known = LogicVerdict.DELIVERS_IN_PART if low is not None else LogicVerdict.TOO_FEW
    return {
        "logic": name.lower(),
        "name": name,
        "low": low,
        "high": high,
        "verdict": verdict or known,
        "benefits": 3,
    }


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ({}, "No intended benefits have been imported yet"),
        ({"not_due": 5}, "None of 5 intended benefits is due by 31 March 2025"),
        ({"not_due": 1}, "The one intended benefit is not due by 31 March 2025"),
        ({"mostly": 1}, "The one intended benefit has not reached the plan so far"),
        ({"not_measured": 1}, "What became of the one intended benefit is not known"),
        ({"not_measured": 3, "not_scorable": 1}, "What became of 4 intended benefits is not known"),
        (
            {"short": 2, "not_measured": 1},
            "None of 3 intended benefits is known to have reached the plan so far",
        ),
        (
            {"exceeded": 2, "not_scorable": 1},
            "2 of 3 intended benefits are known to have reached the plan so far",
        ),
        ({"short": 2}, "None of 2 intended benefits reached the plan so far"),
        ({"exceeded": 2, "not_due": 3}, "2 of 2 intended benefits reached the plan so far"),
        (
            {"exceeded": 1599, "short": 16233},
            "1,599 of 17,832 intended benefits reached the plan so far",
        ),
    ],
)
def test_the_headline_fits_what_is_there(statuses: dict[str, int], said: str) -> None:
    assert headline({Status(name): n for name, n in statuses.items()}, AS_OF) == said


def test_the_remainder_names_every_kind_that_the_headline_leaves_out() -> None:
    everything = dict.fromkeys(Status, 2)

    assert remainder(everything) == (
        "4 fell short of it, 2 moved the wrong way, 2 were never measured and 2 cannot be scored. "
        "2 more are not due yet."
    )


def test_the_remainder_is_silent_when_all_reached_the_plan() -> None:
    assert remainder({Status.EXCEEDED: 3}) == ""


@given(st.dictionaries(st.sampled_from(Status), st.integers(1, 9)))
def test_headline_and_remainder_together_count_every_benefit_once(
    statuses: dict[Status, int],
) -> None:
    said = f"{headline(statuses, AS_OF)}. {remainder(statuses)}"
    for status in (Status.REVERSED, Status.NOT_MEASURED, Status.NOT_SCORABLE):
        scored = any(statuses.get(s) for s in list(Status)[:5])
        if scored and statuses.get(status):
            assert f"{statuses[status]} " in said


@given(st.dictionaries(st.sampled_from(Status), st.integers(1, 9), min_size=1))
def test_most_is_said_only_of_more_than_half(statuses: dict[Status, int]) -> None:
    title = statuses_title(statuses)
    if title.startswith("Most"):
        many = int(title.rpartition(": ")[2].partition(" of ")[0])
        assert many * 2 > sum(statuses.values())


def test_no_logic_is_called_ahead_when_intervals_overlap() -> None:
    league = [logic("A", 0.5, 0.9), logic("B", 0.4, 0.6)]

    assert "overlap" in league_title(league)


def test_a_logic_whose_interval_lies_above_all_others_stands_clear() -> None:
    league = [logic("A", 0.7, 0.9), logic("B", 0.1, 0.6), logic("C", -0.5, 0.0)]

    assert league_title(league) == "A stands clear above the others and C clear below"


def test_touching_intervals_are_a_tie() -> None:
    assert "overlap" in league_title([logic("A", 0.6, 0.9), logic("B", 0.1, 0.6)])


def test_one_judged_logic_is_not_compared_with_anything() -> None:
    league = [logic("A", 0.7, 0.9), logic("B", None, None)]

    assert league_title(league) == "Only A has enough cases for an interval"


def test_benefits_without_a_logic_are_not_called_a_logic() -> None:
    nameless = logic("Unclassified", 0.7, 0.9)

    assert logics_headline([nameless]) == "No benefit names the investment logic it rests on yet"
    assert league_title([nameless, logic("A", 0.1, 0.2)]).startswith("Only A ")
    assert logics_detail([nameless]) == "3 benefits name no logic."


def test_logics_with_too_few_cases_are_named_and_not_judged() -> None:
    league = [logic("A", None, None), logic("B", None, None)]

    assert logics_headline(league) == "None of 2 investment logics has enough cases to be judged"
    assert logics_detail(league) == "A and B have too few cases to say."


def test_many_logics_are_counted_and_not_named() -> None:
    many = [logic(f"L{n}", 0.1, 0.9) for n in range(40)]

    assert logics_detail(many) == "40 deliver in part."


def test_a_logic_that_backfires_is_said_to_go_with_it_and_not_to_cause_it() -> None:
    said = logics_detail(
        [logic("Chatbot", -0.5, -0.1, LogicVerdict.BACKFIRES), logic("A", 0.1, 0.2)]
    )

    assert said.endswith("Chatbot goes with movement the wrong way.")
