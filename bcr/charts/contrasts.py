"""Two means a row, with and without something, and the line between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, names, row, source
from bcr.charts.shares import within
from bcr.charts.signs import plan_label

if TYPE_CHECKING:
    import polars as pl

CONTRASTS = "contrasts"


def contrasts(compared: pl.DataFrame) -> Drawing:
    """One row a comparison: `label`, `note`, `share_with`, `share_without`, and `shown`.

    What is not shown to differ is drawn in grey.
    """
    rows = [
        plain(
            {name: within(value) for name, value in record.items() if name != "shown"}
            | {"row": index, "tone": theme.DARK_BLUE if record["shown"] else theme.QUIET}
        )
        for index, record in enumerate(compared.iter_rows(named=True))
    ]
    return Drawing(CONTRASTS, {"rows": rows}, height=STEP * len(rows))


def contrasts_template() -> Spec:
    """A light track from nothing (0%) to plan (100%); a full point with, a hollow one without."""
    axis = alt.Axis(
        orient="top",
        values=[-1, -0.5, 0, 0.5, 1, 1.5, 2],
        labelExpr=plan_label(),
        labelOverlap=True,
        grid=False,
    )
    x = alt.X("share_with:Q", axis=axis, title=None, scale=alt.Scale(nice=False, zero=True))
    track = (
        source()
        .mark_bar(height=16, yOffset=BAND, color=theme.TRACK)
        .encode(y=row(), x=alt.datum(0), x2=alt.datum(1))
    )
    tone = alt.Color("tone:N", scale=None)
    line = (
        source(name="lines")
        .mark_rule(strokeWidth=2.5, yOffset=BAND)
        .encode(y=row(), x="share_without:Q", x2="share_with:Q", color=tone)
    )
    without = (
        source(name="without")
        .mark_point(size=120, filled=True, opacity=1, yOffset=BAND, fill=theme.HOLLOW)
        .encode(y=row(), x="share_without:Q", stroke=alt.Stroke("tone:N", scale=None),
                strokeWidth=alt.value(2))
    )  # fmt: skip
    with_it = (
        source(name="having")
        .mark_point(size=130, filled=True, opacity=1, yOffset=BAND, stroke="#FFFFFF")
        .encode(y=row(), x=x, fill=alt.Fill("tone:N", scale=None))
    )
    return compiled(alt.layer(track, line, without, with_it, *names()), left=14, right=22)
