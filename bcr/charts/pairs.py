"""What was approved beside what came or holds now: two points a row, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, names, numbers, row, source

if TYPE_CHECKING:
    import polars as pl

PAIRS = "pairs"
SLIPS = "slips"


def pairs(values: pl.DataFrame) -> Drawing:
    """One row a pair of sums: `label`, `note`, `approved` and `now`; a null is not drawn."""
    return _drawing(PAIRS, values)


def slips(days: pl.DataFrame) -> Drawing:
    """One row a pair of days: `label`, `note`, `approved` and `now`."""
    return _drawing(SLIPS, days)


def _drawing(kind: str, values: pl.DataFrame) -> Drawing:
    rows = [
        plain(record | {"row": index}) for index, record in enumerate(values.iter_rows(named=True))
    ]
    return Drawing(kind, {"rows": rows}, height=STEP * len(rows))


def pairs_template() -> Spec:
    """Sums along a money axis, with a line at nought."""
    axis = alt.Axis(orient="top", labelExpr=numbers("x"), tickCount=5, grid=False)
    scale = alt.Scale(nice=True, zero=True)
    nought = (
        source()
        .mark_tick(orient="vertical", size=30, yOffset=BAND, color=theme.QUIET, thickness=1)
        .encode(y=row(), x=alt.datum(0))
    )
    x = alt.X("approved:Q", axis=axis, title=None, scale=scale)
    return compiled(alt.layer(nought, *_layers(x, "now:Q"), *names()), left=14, right=22)


def slips_template() -> Spec:
    """Days along time, in UTC so that a date is the same day everywhere."""
    axis = alt.Axis(orient="top", grid=False, labelOverlap=True, tickCount=6)
    x = alt.X("approved:T", axis=axis, title=None, scale=alt.Scale(type="utc", nice=True))
    return compiled(alt.layer(*_layers(x, "now:T"), *names()), left=14, right=22)


def _layers(x: alt.X, now: str) -> list[alt.Chart]:
    """A line from the approved point, hollow, to the one that holds, filled."""
    both = source().transform_filter("isValid(datum.approved) && isValid(datum.now)")
    line = both.mark_rule(strokeWidth=3, color=theme.SLATE, yOffset=BAND).encode(
        y=row(), x=x, x2=now.partition(":")[0]
    )
    hollow = (
        source(name="approved")
        .transform_filter("isValid(datum.approved)")
        .mark_point(
            size=120,
            filled=True,
            opacity=1,
            yOffset=BAND,
            fill=theme.HOLLOW,
            stroke=theme.DARK_ORANGE,
            strokeWidth=2.5,
        )
        .encode(y=row(), x=x)
    )
    filled = (
        source(name="now")
        .transform_filter("isValid(datum.now)")
        .mark_point(
            size=120,
            filled=True,
            opacity=1,
            yOffset=BAND,
            fill=theme.DARK_BLUE,
            stroke="#FFFFFF",
            strokeWidth=1.5,
        )
        .encode(y=row(), x=now)
    )
    return [line, hollow, filled]
