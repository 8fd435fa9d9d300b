"""Means by the number of cases behind them, within limits that narrow as the cases grow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Mark, Spec, compiled, plain, spread
from bcr.charts.rows import source
from bcr.charts.shares import CEILING, FLOOR, within
from bcr.charts.signs import share_label

if TYPE_CHECKING:
    import polars as pl

FUNNEL = "funnel"
HEIGHT = 360
#: Pixels from one label to the next.
LINE = 16
#: Places the limits are drawn at, between the fewest cases and the most.
_STEPS = 40
#: With up to so many logics each is named, else those outside the limits.
_NAMED = 14


def funnel(logics: pl.DataFrame) -> Drawing:
    """The rows of Funnel as points, and the limits as lines over every number of cases."""
    rows = list(logics.iter_rows(named=True))
    name_all = len(rows) <= _NAMED
    points = [
        plain(
            {
                "label": row["name"] if name_all or row["outside"] != "no" else None,
                "cases": row["scored_cases"],
                "share": within(row["realised_share"]),
                "tone": theme.DARK_BLUE if row["outside"] == "no" else theme.DARK_PINK,
            }
        )
        for row in rows
    ]
    limits = _limits(rows)
    return Drawing(FUNNEL, {"points": _labelled(points, limits), "limits": limits}, height=HEIGHT)


def _labelled(points: list[Mark], limits: list[Mark]) -> list[Mark]:
    """The points with a place for each label, apart from all others.

    On a telephone a label reaches past the points of more cases.
    """
    values = [mark[name] for mark in limits for name in ("low_998", "high_998")]
    values += [mark["share"] for mark in points]
    low, high = min(values, default=0.0), max(values, default=1.0)
    gap = (high - low) * LINE / HEIGHT
    named = [mark for mark in points if "label" in mark]
    places = spread([mark["share"] for mark in named], gap=gap, low=low, high=high)
    for mark, place in zip(named, places, strict=True):
        mark["at"] = place
    return points


def _limits(rows: list[dict[str, float]]) -> list[Mark]:
    """Limits at numbers of cases from fewest to most; reaches shrink with their root."""
    if not rows:
        return []
    first, centre = rows[0], rows[0]["centre"]
    fewest, most = (float(pick(row["scored_cases"] for row in rows)) for pick in (min, max))
    least, last = max(fewest * 0.8, 1.0), most * 1.15 + 0.5
    places = [least + (last - least) * step / _STEPS for step in range(_STEPS + 1)]
    drawn = []
    for cases in places:
        scale = math.sqrt(first["scored_cases"] / cases)
        ends = {
            name: min(max(centre + (first[name] - centre) * scale, FLOOR), CEILING)
            for name in ("low_95", "high_95", "low_998", "high_998")
        }
        drawn.append(plain({"cases": cases, "centre": centre} | ends))
    return drawn


def funnel_template() -> Spec:
    """Points over two bands of limits, the wider one lighter, and the mean of all as a line."""
    x = alt.X("cases:Q", title="Cases scored", scale=alt.Scale(zero=False, nice=False),
              axis=alt.Axis(grid=False, tickMinStep=1))  # fmt: skip
    axis = alt.Axis(title=None, labelExpr=share_label(), tickCount=6)
    y = alt.Y("share:Q", axis=axis, scale=alt.Scale(zero=False, nice=True))
    limits = source("limits")
    wide = limits.mark_area(color=theme.TRACK).encode(
        x=x, y=alt.Y("low_998:Q", axis=axis, title=None), y2="high_998:Q"
    )
    narrow = limits.mark_area(color=theme.SLATE, opacity=0.5).encode(
        x=x, y="low_95:Q", y2="high_95:Q"
    )
    centre = limits.mark_line(color=theme.QUIET, strokeWidth=1.5, strokeDash=[5, 3]).encode(
        x=x, y="centre:Q"
    )
    point = (
        source("points", name="points")
        .mark_point(size=110, filled=True, opacity=1, stroke="#FFFFFF", strokeWidth=1.5)
        .encode(x=x, y=y, fill=alt.Fill("tone:N", scale=None))
    )
    label = (
        source("points")
        .transform_filter("isValid(datum.label)")
        .mark_text(align="left", dx=9, fontSize=12, color=theme.INK)
        .encode(x=x, y="at:Q", text="label:N")
    )
    return compiled(alt.layer(wide, narrow, centre, point, label), left=8, right=120)
