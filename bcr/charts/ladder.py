"""How far money got on its way out of a budget, a bar a step; steps are never stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, names, numbers, row, source

if TYPE_CHECKING:
    import polars as pl

LADDER = "ladder"


def ladder(steps: pl.DataFrame) -> Drawing:
    """One row a step: `label`, `note` and `money`; a step that nothing reached has no bar."""
    claimed = steps["money"][0]
    rows = [
        plain(record | {"row": index, "whole": claimed, "tone": _tone(index)})
        for index, record in enumerate(steps.iter_rows(named=True))
    ]
    return Drawing(LADDER, {"rows": rows}, height=STEP * len(rows))


def _tone(index: int) -> str:
    """The claim is pale, since nothing has come of it yet; each step after it darker."""
    return (theme.SLATE, theme.LIGHT_BLUE, theme.MID_BLUE, theme.DARK_BLUE)[min(index, 3)]


def ladder_template() -> Spec:
    """Bars from nought, each on a track as long as the claim."""
    axis = alt.Axis(orient="top", labelExpr=numbers("x"), tickCount=5, grid=False)
    x = alt.X("money:Q", axis=axis, title=None, scale=alt.Scale(nice=False, zero=True))
    track = (
        source(name="track")
        .transform_filter("isValid(datum.whole)")
        .mark_bar(height=16, yOffset=BAND, color=theme.TRACK)
        .encode(y=row(), x="whole:Q", x2=alt.datum(0))
    )
    bar = (
        source(name="steps")
        .transform_filter("isValid(datum.money)")
        .mark_bar(height=16, yOffset=BAND)
        .encode(y=row(), x=x, x2=alt.datum(0), fill=alt.Fill("tone:N", scale=None))
    )
    return compiled(alt.layer(track, bar, *names()), left=6, right=16)
