"""A chart as a template and the rows that fill it.

A template is an Altair chart over named, empty data. Compiling one costs milliseconds and
there are few of them; filling one costs next to nothing and there may be thousands.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from bcr.charts.theme import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import altair as alt
    import polars as pl

Spec: TypeAlias = dict[str, Any]
Mark: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows for the template named `kind`, dataset by dataset."""

    kind: str
    datasets: Mapping[str, Sequence[Mark]]
    #: Of the plot, in pixels.
    height: int

    def filling(self) -> Spec:
        """What a template lacks: merged into it at the top, it makes a whole specification."""
        return {"height": self.height, "datasets": self.datasets}


def compiled(chart: alt.LayerChart | alt.FacetChart, *, left: int = 2, right: int = 4) -> Spec:
    """The Vega-Lite specification of a template, as wide as the page lets it be."""
    padding = {"left": left, "right": right, "top": 4, "bottom": 2}
    spec = chart.properties(width="container").to_dict()
    return {**spec, "config": look(), "padding": padding}


def marks(frame: pl.DataFrame) -> list[Mark]:
    """The rows of a frame as a chart takes them: short numbers, ISO dates, no nulls."""
    return [plain(row) for row in frame.iter_rows(named=True)]


def plain(row: Mapping[str, Any]) -> Mark:
    """One row without what a chart cannot draw."""
    return {key: short(value) for key, value in row.items() if drawable(value)}


def drawable(value: object) -> bool:
    """Whether there is something to draw: not null, not NaN, not infinite."""
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def short(value: object) -> object:
    """Six significant digits are more than a screen shows; dates go as text."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return value.isoformat() if isinstance(value, dt.date) else value


def spread(wanted: Iterable[float], *, gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart, in order, as near to the wanted ones as that allows.

    >>> spread([1.0, 1.0, 5.0], gap=1.0, low=0.0, high=6.0)
    [1.0, 2.0, 5.0]
    """
    asked = list(wanted)
    order = sorted(range(len(asked)), key=lambda index: asked[index])
    placed = dict.fromkeys(order, low)
    floor = low
    for index in order:
        placed[index] = max(asked[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return [placed[index] for index in range(len(asked))]
