from __future__ import annotations

import datetime as dt

import pytest

from bcr.figures.review.chains import chain_links
from bcr.portfolio import Thresholds
from tests.figures.outcomes import outcome
from tests.figures.tables import AS_OF, Row, benefits, cases, gaps_of, kpis, logics

BOT: Row = {"logic": "bot", "lead_kpi": "K1", "end_kpi": "calls answered"}


def states(*promises: Row, about: Row | None = None) -> dict[str, str]:
    links = chain_links(
        gaps_of(benefits(*promises)),
        cases=cases({"case_id": "C", **(about or {})}),
        kpis=kpis({"kpi_id": "K1", "name": "Chats contained by the bot"}),
        logics=logics(BOT),
        as_of=AS_OF,
        thresholds=Thresholds(),
    )
    states = dict(links.select("link", "state").rows())
    broke = links.filter("broke_first")["link"].to_list()
    return states | ({"broke": broke[0]} if broke else {})


def promise(title: str, share: float | None, **also: object) -> Row:
    return outcome("bot", "C", share, title=title, **also)


def test_the_chain_breaks_at_the_first_link_that_failed() -> None:
    found = states(
        promise("Chats contained", 0.9),
        promise("Calls answered", -0.4),
        promise("Posts released", 0.1),
        promise("Budget released", None, unit="GBP"),
    )
    assert found == {
        "response": "not_known", "lead_kpi": "held", "end_kpi": "failed", "capacity": "failed",
        "money": "not_known", "broke": "end_kpi",
    }  # fmt: skip


def test_a_link_the_case_promises_nothing_of_is_neither_held_nor_failed() -> None:
    assert states(promise("Calls answered", 0.9))["money"] == "none"


def test_a_benefit_that_shares_no_word_with_its_logic_belongs_to_no_link() -> None:
    found = states(promise("Zebras", 0.1))
    assert {found[link] for link in ("lead_kpi", "end_kpi", "capacity", "money")} == {"none"}
    assert "broke" not in found


def test_the_response_is_there_once_the_case_went_live_or_its_benefits_began() -> None:
    for day in (dt.date(2024, 1, 1), AS_OF):
        began = promise("Calls answered", 0.9, start_on=day, due_on=AS_OF)
        assert states(began)["response"] == "held"
    assert states(promise("Calls", 0.9), about={"go_live_on": AS_OF})["response"] == "held"


def test_the_link_that_broke_first_is_told_of_each_case() -> None:
    failed = [outcome("bot", case, 0.1, title="Calls answered") for case in ("C", "D")]
    links = chain_links(
        gaps_of(benefits(*failed)), cases=cases(*({"case_id": "C"}, {"case_id": "C"})),
        kpis=kpis(), logics=logics(BOT), as_of=AS_OF, thresholds=Thresholds(),
    )  # fmt: skip
    broke = links.filter("broke_first").select("case_id", "link").rows()
    assert broke == [("C", "end_kpi"), ("D", "end_kpi")]
    assert len(links) == 10


def test_each_link_counts_its_benefits_and_has_their_mean_within_bounds() -> None:
    """Lead: 0.9 and 0.5 are 0.7, which holds. End: 3.0 counts as 2.0, with −2.0 as −1.0: 0.5."""
    promised = [
        promise("Chats contained", 0.9), promise("Chats contained by night", 0.5),
        promise("Calls answered", 3.0), promise("Calls answered late", -2.0),
        promise("Hours of overtime", None), promise("Cheaper", 0.1, unit="£ a call"),
        promise("Income", 0.2, **{"class": "income"}), outcome("unclassified", "C", 0.1),
        promise("Chats contained", None, due_on=dt.date(2030, 1, 1)),
    ]  # fmt: skip
    links = chain_links(
        gaps_of(benefits(*promised)), cases=cases(),
        kpis=kpis({"kpi_id": "K1", "name": "Chats contained by the bot"}), logics=logics(BOT),
        as_of=AS_OF, thresholds=Thresholds(),
    )  # fmt: skip
    near = pytest.approx
    assert links.rows() == [
        ("bot", "C", "response", "not_known", 0, None, False),
        ("bot", "C", "lead_kpi", "held", 2, near(0.7), False),
        ("bot", "C", "end_kpi", "failed", 2, near(0.5), True),
        ("bot", "C", "capacity", "not_known", 1, None, False),
        ("bot", "C", "money", "failed", 2, near(0.15), False),
    ]
