"""How many benefits have each status: in one bar a status, and stacked in one bar a group."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Mark, Spec, compiled
from bcr.charts.rows import painted, row, source
from bcr.model import Status

if TYPE_CHECKING:
    import polars as pl

COUNTS = "counts"
STACKS = "stacks"


def counts(statuses: pl.DataFrame) -> Drawing:
    """One bar a status; `statuses` has `status`, `label` and `benefits`, in the order drawn."""
    rows = [
        paint(Status(status)) | {"row": index, "label": label, "benefits": benefits, "from": 0}
        for index, (status, label, benefits) in enumerate(
            statuses.select("status", "label", "benefits").iter_rows()
        )
    ]
    return Drawing(COUNTS, {"rows": rows}, height=46 * len(rows))


def stacks(groups: pl.DataFrame) -> Drawing:
    """One bar a group, stacked by status.

    `groups` has `group`, `label`, `status` and `benefits`; rows of one group are adjacent.
    """
    rows: list[Mark] = []
    names: list[Mark] = []
    taken = groups.select("group", "label", "status", "benefits").iter_rows()
    for index, (_, members) in enumerate(groupby(taken, key=lambda member: member[0])):
        end = 0
        for _, label, status, benefits in members:
            place = {"row": index, "label": label, "from": end, "to": end + benefits}
            rows.append(paint(Status(status)) | place | {"benefits": benefits, "status": status})
            end += benefits
        names.append({"row": index, "label": label})
    return Drawing(STACKS, {"rows": rows, "names": names}, height=52 * len(names))


def paint(status: Status) -> Mark:
    """The colours of a status, as fields of a mark."""
    brush = theme.STATUS_PAINT[status]
    return {"fill": brush.fill, "edge": brush.edge, "line": brush.line, "ink": brush.ink}


def counts_template() -> Spec:
    """Bars from nought, label above, count at the end."""
    shape = (
        source()
        .mark_bar(height=18, yOffset=9)
        .encode(
            y=row(), x=alt.X("benefits:Q", axis=None, scale=alt.Scale(nice=False)), x2=alt.datum(0)
        )
    )
    label = (
        source()
        .mark_text(align="left", dy=-11, limit=alt.expr("width"))
        .encode(y=row(), x=alt.value(0), text="label:N")
    )
    count = (
        source()
        .mark_text(align="left", dx=7, dy=9, fontWeight=700, fontSize=14)
        .encode(y=row(), x="benefits:Q", text=alt.Text("benefits:Q", format=","))
    )
    chart = alt.layer(*painted(shape), label, count)
    return compiled(chart)


def stacks_template() -> Spec:
    """Stacked bars from nought, the count within each part that has room for it."""
    x = alt.X("from:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    shape = source().mark_bar(height=20, yOffset=11).encode(y=row(), x=x, x2="to:Q")
    label = (
        source("names")
        .mark_text(align="left", dy=-11, fontWeight=600, limit=alt.expr("width"))
        .encode(y=row(), x=alt.value(0), text="label:N")
    )
    roomy = "(datum.to - datum.from) / (domain('x')[1] - domain('x')[0]) * width > 20"
    middle = source().transform_calculate(middle="(datum.from + datum.to) / 2")
    count = middle.mark_text(
        dy=11, fontSize=12, fontWeight=600, opacity=alt.expr(f"{roomy} ? 1 : 0")
    ).encode(y=row(), x="middle:Q", text="benefits:Q", color=alt.Color("ink:N", scale=None))
    return compiled(alt.layer(*painted(shape), label, count))
