"""A part of the benefits gives the figures that all of them give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.schemas.records import Cases, Decisions
from bcr.spark.figured import Asked, figures_of
from bcr.spark.parts import Promised, comparators, part_of, with_parts
from bcr.workflow.figures import the_day
from bcr.workflow.stated import stated
from tests.figures.tables import benefits, kpis
from tests.spark.parted import by_parts

if TYPE_CHECKING:
    from tests.spark.conftest import Kept


@pytest.mark.parametrize("parts", [3, 100])
def test_figures_by_parts_are_those_of_all_benefits_at_once(kept: Kept, parts: int) -> None:
    said = stated(kept.store, kept.portfolio)
    of = said.of
    promised = Promised(said.benefits, of.cases, said.kpis, of.decisions, of.decision_versions)
    asked = Asked(the_day(said), kept.portfolio, courses=True)

    whole = figures_of(
        {
            "benefits": said.benefits, "cases": of.cases, "kpis": said.kpis,
            "decisions": of.decisions, "decision_versions": of.decision_versions,
            "observations": said.observations, "plans": of.plans,
        },
        asked,
    )  # fmt: skip
    found = list(by_parts(promised, said.observations, of.plans, asked, parts))

    assert len(found) > 1
    for name, frame in whole.items():
        together = pl.concat([figures[name] for figures in found])
        key = frame.columns[:3]
        assert together.sort(key).equals(frame.sort(key))


def test_a_record_goes_where_the_benefits_are_that_it_is_compared_with() -> None:
    measures = kpis(
        {"kpi_id": "A", "comparator_kpi_id": "C"}, {"kpi_id": "B", "comparator_kpi_id": "C"}
    )
    claimed = benefits({"kpi_id": "A"}, {"kpi_id": "B"}, {"benefit_id": "none"})
    none = Decisions.create_empty()
    promised = Promised(claimed, Cases.create_empty(), measures, none, none)

    many, one = with_parts(promised, 1000), with_parts(promised, 1)

    a, b = part_of("A", 1000), part_of("B", 1000)
    assert many["part"].to_list() == [a, b, part_of("none", 1000)]
    assert comparators(measures, many, 1000).rows() == [("C", a), ("C", b)]
    assert comparators(measures, one, 1).is_empty()
