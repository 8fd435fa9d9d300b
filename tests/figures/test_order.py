"""Figures of two thousand benefits: more rows than polars keeps in order by itself."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from bcr.figures.classifying.confirmed import with_confirmed
from bcr.figures.groups import grouped_gaps
from bcr.figures.links import linked_to_kpis
from bcr.figures.logics.case_shares import case_shares
from bcr.figures.logics.funnel import funnel
from bcr.figures.logics.regrouped import regrouped
from bcr.figures.money.ladder import cashability
from bcr.figures.money.plausible import unit_values
from bcr.figures.money.worth import money_by_class
from bcr.figures.review.audits import audits
from bcr.figures.review.chains import chain_links
from bcr.figures.review.confidence import confidence
from bcr.figures.review.continuity import continuity
from bcr.figures.review.features import case_features
from bcr.figures.review.origins import case_origins
from bcr.figures.review.questions import questions, recognition
from bcr.figures.sample import Draw, sampled
from bcr.model import BenefitClass, Grouping, LeagueBy
from bcr.portfolio import Thresholds
from bcr.schemas.records import Decisions, Observations, Owners
from bcr.schemas.restated import Changes
from tests.figures.outcomes import league_of
from tests.figures.tables import AS_OF, Row, benefits, cases, gaps_of, kpis, logics, plans, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import dataframely as dy
    import polars as pl

LIMITS = Thresholds()
BENEFITS, CASES = 2000, 1000


def drawn(chance: random.Random) -> dict[str, dy.DataFrame[dy.Schema]]:
    """Tables in which much is alike, so that its order could be any."""

    def day() -> dt.date:
        return dt.date(2021, 1, 1) + dt.timedelta(days=90 * chance.randrange(20))

    def one_of(*what: object) -> object:
        return chance.choice(what)

    promised: list[Row] = [
        {
            "benefit_id": f"B{n:04}", "case_id": f"C{chance.randrange(CASES)}",
            "title": one_of("Calls", None), "logic": one_of("a", "b", "c", "d", "unclassified"),
            "class": one_of(*(one.value for one in BenefitClass), None),
            "currency": one_of("GBP", "EUR", None), "unit": one_of("days", "£", None),
            "owner": one_of("Ann", "Bo", None), "baseline": one_of(15.0, 10.0, None),
            "target": one_of(5.0, 15.0, None), "reported_actual": one_of(4.0, 8.0, 16.0, None),
            "start_on": day(), "due_on": one_of(dt.date(2026, 1, 1), None),
            "money_per_year": one_of(100.0, 100.0, 7.5, None), "weight": one_of(1.0, 2.0),
            "confidence": one_of("High", "Low", None), "kpi_id": one_of("Waits", "Calls", None),
            "reported_money": one_of(50.0, None),
        }
        for n in range(BENEFITS)
    ]  # fmt: skip
    approved: list[Row] = [
        {
            "case_id": f"C{n}", "title": one_of("Portal", None), "currency": "GBP",
            "department": one_of("Housing", "Waste", None), "approved_cost": one_of(1e4, 1e6, None),
            "approved_on": day(), "template_year": one_of(2014, 2018, 2021, None),
            "objective": one_of("Sooner", "Cheaper", None),
        }
        for n in range(CASES)
    ]  # fmt: skip
    people: list[Row] = [
        {"subject": f"B{n:04}", "role": "Owner", "name": one_of("Ann", "Bo"), "to_on": day()}
        for n in range(0, BENEFITS, 2)
    ]
    decided: list[Row] = [
        {"subject": f"B{n:04}", "field": field, "new": new, "decided_on": day(), "old": "10"}
        for n in range(0, BENEFITS, 3)
        for field, new in (("Logic", one_of("a", "b", "new one")), ("Target", "9"))
    ]
    measures: list[Row] = [{"kpi_id": f"K{n}", "name": f"Waits{n or ''}"} for n in range(50)]
    return {
        "benefits": benefits(*promised), "cases": cases(*approved), "owners": table(Owners, people),
        "decisions": table(Decisions, decided), "kpis": kpis(*measures),
    }  # fmt: skip


def told(tables: Mapping[str, dy.DataFrame]) -> dict[str, pl.DataFrame]:  # type: ignore[type-arg]
    """What the figures say of the tables, by the name of each function; gaps by their id."""
    promised, approved = tables["benefits"], tables["cases"]
    gaps = gaps_of(promised, approved=approved)
    league, shares = league_of(gaps), case_shares(gaps, LIMITS)
    lasting = continuity(
        promised, owners=tables["owners"], decisions=tables["decisions"], as_of=AS_OF
    )
    found: dict[str, pl.DataFrame] = {
        "gaps": gaps, "league": league, "case_shares": shares, "lasting": lasting,
        "funnel": funnel(league, shares), "money": money_by_class(gaps),
        "confirmed": with_confirmed(promised, tables["decisions"], logics()),
        "linked": linked_to_kpis(promised, tables["kpis"], Observations.create_empty()),
        "ladder": cashability(gaps, promised, Changes.create_empty(), AS_OF),
        "unit_values": unit_values(gaps, promised, factor=2.0),
        "audits": audits(promised, gaps, LIMITS), "origins": case_origins(approved, promised),
        "confidence": confidence(promised, gaps, currency="GBP", thresholds=LIMITS),
        "chains": chain_links(gaps, cases=approved, kpis=kpis(), logics=logics(), as_of=AS_OF,
                              thresholds=LIMITS),
        "features": case_features(promised, gaps, plans=plans(), owners=tables["owners"],
                                  logics=logics(), thresholds=LIMITS),
        "questions": questions(gaps, lasting, currency="GBP", thresholds=LIMITS),
        "recognition": recognition(gaps, league, reached=0.9),
        **{draw: sampled(gaps, 50, seed=1, draw=draw) for draw in Draw},
        **{f"by {by}": regrouped(gaps, approved, by, "GBP") for by in LeagueBy},
        **{f"each {by}": grouped_gaps(gaps, by, cases=approved, names={}, currency="GBP",
                                      thresholds=LIMITS) for by in Grouping},
    }  # fmt: skip
    in_order_of_input = {"gaps", "confirmed", "linked", *(f"by {by}" for by in LeagueBy)}
    for name in in_order_of_input:
        assert found[name]["benefit_id"].to_list() == promised["benefit_id"].to_list(), name
    return {name: rows.sort("benefit_id") if name in in_order_of_input else rows
            for name, rows in found.items()}  # fmt: skip


def test_no_figure_hangs_on_the_order_of_rows_and_what_keeps_their_order_keeps_it() -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    tables = drawn(chance)
    straight = told(tables)
    mixed = told({name: rows.sample(fraction=1.0, shuffle=True, seed=5)  # type: ignore[misc]
                  for name, rows in tables.items()})  # fmt: skip
    for name, rows in straight.items():
        assert not rows.is_empty(), name
        assert rows.equals(mixed[name]), name
