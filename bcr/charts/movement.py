"""Planned movement beside the movement reported, for a benefit without a record of its KPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, numbers, row, source

if TYPE_CHECKING:
    import polars as pl

MOVEMENT = "movement"


def movement(levels: pl.DataFrame) -> Drawing:
    """One row a level: `label`, `kind` (planned or actual), `baseline` and `level`.

    A null baseline leaves a point without a bar: where it started is not known.
    """
    rows = [
        plain(record | {"row": index, "tone": tone(record["kind"])})
        for index, record in enumerate(levels.iter_rows(named=True))
    ]
    return Drawing(MOVEMENT, {"rows": rows}, height=(STEP - BAND - 7) * len(rows))


def tone(kind: str) -> str:
    """Orange is planned, dark blue happened."""
    return theme.ORANGE if kind == "planned" else theme.DARK_BLUE


def movement_template() -> Spec:
    """Bars that start at the baseline and end at the level, in the benefit's unit."""
    axis = alt.Axis(orient="bottom", labelExpr=numbers("x"), tickCount=5, grid=False)
    x = alt.X("level:Q", axis=axis, title=None, scale=alt.Scale(zero=False, nice=True, padding=12))
    known = source().transform_filter("isValid(datum.baseline)")
    bar = known.mark_bar(height=12, yOffset=9).encode(
        y=row(), x=x, x2="baseline:Q", fill=alt.Fill("tone:N", scale=None)
    )
    point = (
        source(name="levels")
        .mark_point(size=110, filled=True, opacity=1, yOffset=9, stroke="#FFFFFF", strokeWidth=1.5)
        .encode(y=row(), x=x, fill=alt.Fill("tone:N", scale=None))
    )
    label = (
        source()
        .mark_text(align="left", dy=-11, limit=alt.expr("width"))
        .encode(y=row(), x=alt.value(0), text="label:N")
    )
    start = known.mark_tick(
        orient="vertical", size=24, yOffset=9, color=theme.INK, thickness=2
    ).encode(y=row(), x="baseline:Q")
    return compiled(alt.layer(bar, start, point, label))
