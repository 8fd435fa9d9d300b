"""Where the gap came from: what was intended in full, each part taken off it, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.counts import paint
from bcr.charts.drawing import Drawing, Mark, Spec, compiled, plain
from bcr.charts.rows import letters, numbers, painted, row, source
from bcr.model import Status

if TYPE_CHECKING:
    import polars as pl

WATERFALL = "waterfall"
STEP = 46
#: Parts are painted as the statuses that say the same: not due, not known, missing, there.
PAINTED_AS = {
    "intended": None,
    "not_due": Status.NOT_DUE,
    "unknown": Status.NOT_MEASURED,
    "late": Status.SHORT,
    "short": Status.SHORT,
    "faded": Status.SHORT,
    "claimed_twice": Status.MOSTLY,
    "anyway": Status.MOSTLY,
    "not_shown": Status.MOSTLY,
    "proven": Status.EXCEEDED,
    "beyond": Status.DELIVERED,
    "wrong_way": Status.REVERSED,
}
_WHOLE: Mark = {"fill": theme.SLATE, "edge": theme.SLATE, "line": "solid", "ink": theme.INK}


def waterfall(parts: pl.DataFrame) -> Drawing:
    """One bar a part, in the order given; `parts` has `part`, `label`, `start` and `end`."""
    rows = []
    for index, part in enumerate(parts.iter_rows(named=True)):
        status = PAINTED_AS[part["part"]]
        brush = _WHOLE if status is None else paint(status)
        place = {"row": index, "label": part["label"], "from": part["start"], "to": part["end"]}
        rows.append(plain(place) | brush)
    return Drawing(WATERFALL, {"rows": rows}, height=STEP * len(rows))


def waterfall_template() -> Spec:
    """Floating bars, the label of each above it, over a common scale and a line at nought."""
    axis = alt.Axis(orient="top", labelExpr=numbers("x"), tickCount=5, gridDash=[2, 3])
    x = alt.X("from:Q", axis=axis, title=None, scale=alt.Scale(nice=False, zero=True))
    shape = source().mark_bar(height=18, yOffset=9).encode(y=row(), x=x, x2="to:Q")
    label = (
        source()
        .mark_text(align="left", dy=-11, fontSize=letters(12), limit=alt.expr("width"))
        .encode(y=row(), x=alt.value(0), text="label:N")
    )
    zero = (
        source()
        .mark_tick(orient="vertical", size=22, yOffset=9, color=theme.INK, thickness=1.5)
        .encode(y=row(), x=alt.datum(0))
    )
    return compiled(alt.layer(*painted(shape), zero, label), left=6, right=16)
