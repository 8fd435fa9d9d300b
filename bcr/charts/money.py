"""Money intended beside money realised, one row a class or logic, never added together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, names, numbers, row, source

if TYPE_CHECKING:
    import polars as pl

MONEY = "money"
#: The bars are taller than those of other charts, so they stand lower in a taller row.
LOW = BAND + 4
TALL = 20


def money(sums: pl.DataFrame) -> Drawing:
    """One row a sum: `label`, `note`, `intended`, `compared` and `realised`, in one currency.

    `compared` is the part of `intended` that has a realised figure: it is filled, the rest
    is left hollow.
    """
    rows = [
        plain(record | {"row": index, "tone": tone(record.get("realised"))})
        for index, record in enumerate(sums.iter_rows(named=True))
    ]
    return Drawing(MONEY, {"rows": rows}, height=(STEP + 6) * len(rows))


def tone(realised: float | None) -> str:
    """Dark blue for money gained, dark pink for money lost."""
    return theme.DARK_PINK if realised is not None and realised < 0 else theme.DARK_BLUE


def money_template() -> Spec:
    """Intended as a wide bar, hollow where nothing was measured; realised as a slim one on it."""
    axis = alt.Axis(orient="top", labelExpr=numbers("x"), tickCount=5, grid=False)
    x = alt.X("intended:Q", axis=axis, title=None, scale=alt.Scale(nice=False, zero=True))
    intended = (
        source(name="intended")
        .transform_filter("isValid(datum.intended)")
        .mark_bar(
            fill=theme.HOLLOW,
            stroke=theme.QUIET,
            strokeDash=[5, 3],
            strokeWidth=1.5,
            yOffset=LOW,
            height=TALL,
        )
        .encode(y=row(), x=x, x2=alt.datum(0))
    )
    compared = (
        source(name="compared")
        .transform_filter("isValid(datum.compared)")
        .mark_bar(fill=theme.SLATE, stroke=theme.SLATE, strokeWidth=1.5, yOffset=LOW, height=TALL)
        .encode(y=row(), x="compared:Q", x2=alt.datum(0))
    )
    realised = (
        source(name="realised")
        .transform_filter("isValid(datum.realised)")
        .mark_bar(yOffset=LOW, height=9)
        .encode(y=row(), x="realised:Q", x2=alt.datum(0), fill=alt.Fill("tone:N", scale=None))
    )
    zero = (
        source()
        .mark_tick(orient="vertical", size=28, yOffset=LOW, color=theme.INK, thickness=1.5)
        .encode(y=row(), x=alt.datum(0))
    )
    return compiled(alt.layer(intended, compared, realised, zero, *names()), left=6, right=16)
