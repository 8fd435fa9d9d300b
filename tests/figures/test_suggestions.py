from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import pytest

from bcr.config import default_logics
from bcr.figures.classifying.confirmed import with_confirmed
from bcr.figures.classifying.suggestions import suggestions
from bcr.schemas.records import Decisions
from tests.figures.tables import Row, benefits, cases, kpis, logics, table

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Logics

SHIPPED = default_logics()
OWN: Row = {"logic": "choir", "name": "Staff choir", "words": "singing, choir"}


def all_logics(*own: Row) -> dy.DataFrame[Logics]:
    return logics(*SHIPPED, *own)


def suggested(benefit: Row, case: Row | None = None, *own: Row) -> list[Row]:
    promised = benefits({"logic": "unclassified", "case_id": "C", **benefit})
    about = cases({"case_id": "C", **(case or {})})
    return suggestions(promised, cases=about, kpis=kpis(), logics=all_logics(*own)).to_dicts()


@pytest.mark.parametrize(
    ("case", "title", "logic"),
    [
        ("Council chatbot, phase 1", "Fewer calls to answer", "chatbot"),
        ("Council chatbott", "Fewer calls to answer", "chatbot"),
        ("Rotas that follow demand", "Schedules kept to", "workforce_management"),
        ("Robotic processing of claims", "Claims done without rekeying", "automation"),
        ("Adviser skills academy", "Fewer escalations", "training"),
    ],
)
def test_the_logic_a_case_is_about_comes_first(case: str, title: str, logic: str) -> None:
    first = suggested({"title": title}, {"title": case})[0]
    assert (first["place"], first["logic"]) == (1, logic)


def test_the_reason_quotes_the_words_and_where_they_stand() -> None:
    (first, *_) = suggested({"title": "Fewer calls"}, {"title": "Tenant chatbot"})
    assert first["reason"] == "“chatbot” in the case's title; “calls” in the title"


def test_a_benefit_whose_words_speak_for_nothing_gets_no_suggestion() -> None:
    assert suggested({"title": "Zebra"}, {"title": "Quagga"}) == []


def test_a_benefit_that_names_its_logic_is_left_alone() -> None:
    assert suggested({"title": "Chatbot", "logic": "automation"}) == []


def test_a_logic_of_ones_own_is_suggested_like_any_other() -> None:
    assert suggested({"title": "More singing"}, None, OWN)[0]["logic"] == "choir"


def test_the_score_is_a_share_of_all_that_speaks_for_any_logic() -> None:
    rows = suggested({"title": "Fewer complaints"}, {"title": "Tenant chatbot"})
    assert [row["place"] for row in rows] == [1, 2, 3][: len(rows)]
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) < 1


def test_every_place_is_read_and_quoted_and_rows_are_by_benefit() -> None:
    """A KPI that is not on record, or has no name, says nothing; nor does a title of its own."""
    usual: Row = {"logic": "unclassified", "case_id": "C"}
    promised = benefits(
        {**usual, "benefit_id": "b2", "title": "Zebra", "kpi_id": "K"},
        {**usual, "benefit_id": "b1", "title": "More singing", "kpi_id": "gone"},
        {**usual, "benefit_id": "b3", "description": "A choir", "kpi_id": "L"},
        {**usual, "benefit_id": "b0", "case_id": "nowhere"},
        {"benefit_id": "b4", "logic": "choir", "case_id": "C", "title": "A chorus of choirs"},
    )
    rows = suggestions(
        promised, cases=cases({"case_id": "C", "title": "Quagga", "objective": "Sing together"}),
        kpis=kpis({"kpi_id": "K", "name": "Choir nights"}, {"kpi_id": "L"}), logics=logics(OWN),
    )  # fmt: skip
    case, others = "“Sing” in the case's objective", "in other benefits of the case"
    assert rows.drop("score").rows() == [
        ("b1", 1, "choir", "Staff choir",
         f"{case}; “singing” in the title; “choirs” {others}"),
        ("b2", 1, "choir", "Staff choir",
         f"{case}; “choirs”, “singing” {others}; “Choir” in the KPI"),
        ("b3", 1, "choir", "Staff choir",
         f"“choir” in the description; {case}; “choirs”, “singing” {others}"),
    ]  # fmt: skip


FULL: Row = {
    "logic": "choir", "name": "Choir", "problem": "silence", "response": "rehearsals",
    "chain": "breathing", "lead_kpi": "concerts", "end_kpi": "applause", "words": "song book",
}  # fmt: skip
OTHER: Row = {"logic": "band", "name": "Brass band", "words": "trumpet"}


def scores(
    benefit: Row, case: Row | None = None, *measures: Row, others: tuple[Row, ...] = ()
) -> dict[str, float]:
    """What is suggested for the benefit, of two logics that share no word."""
    usual: Row = {"logic": "unclassified", "case_id": "C"}
    rows = suggestions(
        benefits({**usual, **benefit}, *({**usual, **one} for one in others)),
        cases=cases({"case_id": "C", **(case or {})}), kpis=kpis(*measures),
        logics=logics(FULL, OTHER),
    )  # fmt: skip
    return {
        row["logic"]: row["score"] for row in rows.to_dicts() if row["benefit_id"] == "benefit 0"
    }


def share(weight: float) -> float:
    """A word of one logic in two is as rare as ln 3; 3.0 stands for all that is unsaid."""
    return weight * math.log(3) / (weight * math.log(3) + 3.0)


@pytest.mark.parametrize(
    ("words", "weight"),
    [
        ("choir", 3.0), ("song", 3.0), ("rehearsals", 1.0), ("concerts", 1.0), ("breathing", 0.7),
        ("silence", 0.5), ("applause", 0.4), ("song book", 2 * 3.0 + 1.5 * 2),
        ("book song", 2 * 3.0), ("song of the concerts", 3.0 + 1.0),
    ],
)  # fmt: skip
def test_a_word_counts_as_the_part_of_the_definition_it_is_from_and_a_phrase_more(
    words: str, weight: float
) -> None:
    assert scores({"title": words}) == {"choir": pytest.approx(share(weight))}


def test_a_word_counts_as_the_place_it_stands_in() -> None:
    measure: Row = {"kpi_id": "K", "name": "Choir"}
    found = {
        4.0: scores({}, {"title": "choir"}), 1.0: scores({"description": "choir"}),
        1.01: scores({}, {"objective": "choir"}), 0.5: scores({"kpi_id": "K"}, None, measure),
        0.501: scores({"title": "Zebra"}, others=({"title": "Choir"},)),
    }  # fmt: skip
    for place, score in found.items():
        assert score == {"choir": pytest.approx(share(3.0 * round(place, 1)))}


def test_logics_that_words_speak_for_alike_share_the_score_in_the_order_of_their_codes() -> None:
    found = scores({"title": "trumpet choir"})
    each = 3 * math.log(3) / (6 * math.log(3) + 3)
    assert list(found) == ["band", "choir"]
    assert list(found.values()) == pytest.approx([each, each])


def decided(*decisions: Row) -> list[str]:
    promised = benefits({"benefit_id": "B1", "logic": "unclassified"}, {"benefit_id": "B2"})
    rows = table(Decisions, [{"subject": "B1", "field": "Logic", **one} for one in decisions])
    return with_confirmed(promised, rows, all_logics(OWN))["logic"].to_list()


def test_nothing_is_applied_that_nobody_confirmed() -> None:
    assert decided({"new": None}, {"new": " "}, {"field": "Due on", "new": "chatbot"}) == [
        "unclassified",
        "automation",
    ]


@pytest.mark.parametrize("said", ["choir", "Staff choir", " STAFF CHOIR "])
def test_a_logic_is_confirmed_by_its_code_or_its_name(said: str) -> None:
    assert decided({"new": said}) == ["choir", "automation"]


def test_a_word_that_is_no_logic_yet_becomes_one() -> None:
    assert decided({"new": "Home visits"}) == ["home_visits", "automation"]


def test_the_latest_decision_holds() -> None:
    old, new = dt.date(2024, 1, 1), dt.date(2025, 1, 1)
    later: Row = {"new": "chatbot", "decided_on": new}
    assert decided(later, {"new": "choir", "decided_on": old})[0] == "chatbot"
    assert decided(later, {"new": "choir", "decided_on": None})[0] == "chatbot"
