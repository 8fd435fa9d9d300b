"""Portfolios nobody thought of: promises, records with holes, plans; of any kind and mix."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import polars as pl
from hypothesis import strategies as st

from bcr.model import Aggregation, BenefitClass, Better, TargetKind
from bcr.schemas.records import Observations
from tests.figures.tables import Row, benefits, cases, gaps_of, kpis, monthly, plans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Kpis, Plans, PromisedBenefits

T = TypeVar("T")
KPIS = ("k0", "k1", "k2")
MONTHS = 36
whole = st.integers(-200, 200).map(float) | st.integers(20, 90).map(float)
anything = whole | st.floats(allow_nan=True, allow_infinity=True)
_dates = st.dates(dt.date(2022, 6, 1), dt.date(2025, 1, 31))
_later_dates = st.dates(dt.date(2024, 6, 1), dt.date(2026, 1, 31))


@dataclass(frozen=True)
class Drawn:
    """What was drawn; a tuple a KPI of `KPIS`, steps as (number of benefit, date, planned)."""

    promises: list[Row]
    records: tuple[list[float | None], ...]
    kinds: tuple[str | None, ...]
    steps: list[tuple[int, dt.date, float]]

    def benefits(self) -> dy.DataFrame[PromisedBenefits]:
        return benefits(*self.promises, valid=False)

    def kpis(self) -> dy.DataFrame[Kpis]:
        pairs = zip(KPIS, self.kinds, strict=True)
        return kpis(*({"kpi_id": kpi, "aggregation": kind} for kpi, kind in pairs))

    def record(self) -> dy.DataFrame[Observations]:
        weights: list[float | None] = [1.0 + month % 5 for month in range(MONTHS)]
        first = dt.date(2022, 1, 1)
        pairs = zip(KPIS, self.records, strict=True)
        return Observations.cast(
            pl.concat(
                monthly(values, first=first, kpi_id=kpi, weights=weights) for kpi, values in pairs
            )
        )

    def plans(self) -> dy.DataFrame[Plans]:
        rows = (
            {"benefit_id": f"benefit {number}", "period_end": end, "planned": planned}
            for number, end, planned in self.steps
        )
        return plans(*rows, valid=False)

    def gaps(self) -> dy.DataFrame[Gaps]:
        return gaps_of(
            self.benefits(),
            record=self.record(),
            measures=self.kpis(),
            planned=self.plans(),
            approved=cases({"case_id": "1", "department": "Housing"}),
        )

    def moved(self, level: Callable[[float], float], change: Callable[[float], float]) -> Drawn:
        """The same in another unit, given how a level and a difference are written in it."""
        adding = {kpi for kpi, kind in zip(KPIS, self.kinds, strict=True) if kind == "cumulative"}
        adds = [row["kpi_id"] in adding for row in self.promises] + [False] * 99
        return replace(
            self,
            promises=[_promise_moved(row, level, change) for row in self.promises],
            records=tuple(
                [
                    value if value is None else (change if kpi in adding else level)(value)
                    for value in values
                ]
                for kpi, values in zip(KPIS, self.records, strict=True)
            ),
            steps=[
                (number, end, (change if adds[number] else level)(planned))
                for number, end, planned in self.steps
            ],
        )


def portfolios(
    level: st.SearchStrategy[float] = whole,
    *,
    targets: tuple[str, ...] = tuple(TargetKind),
    kinds: tuple[str, ...] = tuple(Aggregation),
) -> st.SearchStrategy[Drawn]:
    """Any portfolio whose numbers are drawn from `level`."""
    record = st.builds(
        _with_holes,
        st.lists(level, min_size=MONTHS, max_size=MONTHS),
        st.just(()) | st.lists(st.integers(0, MONTHS - 1), max_size=9),
    )
    kind = _perhaps(st.sampled_from([str(kind) for kind in kinds]))
    return st.builds(
        Drawn,
        promises=st.lists(_promises(level, targets), min_size=12, max_size=24),
        records=st.tuples(record, record, record),
        kinds=st.tuples(kind, kind, kind),
        steps=st.lists(
            st.tuples(st.integers(0, 20), _dates, level),
            max_size=12,
            unique_by=lambda step: step[:2],
        ),
    )


def _promises(level: st.SearchStrategy[float], targets: tuple[str, ...]) -> st.SearchStrategy[Row]:
    size = level.map(abs)
    return st.fixed_dictionaries(
        {
            "logic": st.sampled_from(["automation", "self_service", "training", "unclassified"]),
            "case_id": st.sampled_from(list("123456")),
            "class": _perhaps(st.sampled_from([str(kind) for kind in BenefitClass])),
            "kpi_id": _perhaps(st.sampled_from([*KPIS, "nowhere"])),
            "better": _perhaps(st.sampled_from([str(way) for way in Better])),
            "tolerance": _perhaps(size),
            "baseline": _mostly(level),
            "baseline_months": _perhaps(st.sampled_from([3, 12])),
            "target": _mostly(level),
            "target_kind": st.sampled_from([str(kind) for kind in targets]),
            "start_on": _perhaps(_dates),
            "due_on": _perhaps(_dates | _later_dates),
            "weight": _perhaps(size),
            "value_per_unit": _perhaps(level),
            "money_per_year": _perhaps(level),
            "currency": _perhaps(st.sampled_from(["GBP", "EUR"])),
            "reported_actual": _perhaps(level),
            "reported_on": _perhaps(_dates),
            "reported_money": _perhaps(level),
        }
    )


def _perhaps(some: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | some


def _mostly(some: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.integers(0, 9).flatmap(lambda chance: some if chance else st.none())


def _with_holes(values: list[float], holes: Sequence[int]) -> list[float | None]:
    return [None if month in holes else value for month, value in enumerate(values)]


def _promise_moved(
    row: Row, level: Callable[[float], float], change: Callable[[float], float]
) -> Row:
    kinds = {"level": level, "change": change, "percent": float}
    how: dict[str, Callable[[float], float]] = {
        "baseline": level,
        "target": kinds[row["target_kind"]],
        "reported_actual": level,
        "tolerance": lambda number: abs(change(number)),
    }
    return row | {name: None if row[name] is None else how[name](row[name]) for name in how}
