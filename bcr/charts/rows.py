"""Layers that the charts made of labelled rows share.

Each row is a name in bold, a note under it and a band to draw in. The text stands above the
band, not beside it, so that a row reads the same on a telephone and on a wall.
"""

from __future__ import annotations

import altair as alt

from bcr.charts import theme

#: Pixels from the middle of a row to the middle of its band.
BAND = 15
STEP = 68


def numbers(scale: str) -> str:
    """Axis labels as people write numbers: 1,500 on a short axis; 5k, 1.2m, 3bn on a long one.

    Never 85m for 0.085, and never 5,000 beside 10k: how far the scale goes decides for all.
    """
    ends = f"abs(domain('{scale}')[0]), abs(domain('{scale}')[1])"
    return (
        f"max({ends}) < 1e4 || abs(datum.value) < 1 ? format(datum.value, ',.6~g') : "
        "replace(replace(replace(format(datum.value, '.4~s'), 'M', 'm'), 'G', 'bn'), 'T', 'tn')"
    )


def source(dataset: str = "rows", *, name: str | None = None) -> alt.Chart:
    """A chart over a dataset that is filled later; its marks can be found by its name."""
    return alt.Chart(alt.NamedData(dataset), name=name or alt.Undefined)


def row() -> alt.Y:
    """Rows from top to bottom in the order of the field `row`."""
    return alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def letters(size: int) -> alt.ExprRef:
    """Size of the words of a row: less on a telephone, which would cut off figures at their end."""
    return alt.expr(f"width < 400 ? {size - 2} : {size}")


def names() -> list[alt.Chart]:
    """The name and the note of each row, cut with an ellipsis where the page ends."""
    base = source().encode(y=row(), x=alt.value(0))
    name = base.mark_text(
        align="left", dy=-21, fontSize=letters(14), fontWeight=600, limit=alt.expr("width")
    ).encode(text="label:N", tooltip=alt.Tooltip("label:N", title=" "))
    note = base.mark_text(
        align="left", dy=-4, fontSize=letters(12), color=theme.QUIET, limit=alt.expr("width")
    ).encode(text="note:N", tooltip=alt.Tooltip("note:N", title=" "))
    return [name, note]


def painted(shape: alt.Chart) -> list[alt.Chart]:
    """`shape` filled for what is known; hollow with a broken edge for what is not."""
    fill = alt.Fill("fill:N", scale=None)
    edge = alt.Stroke("edge:N", scale=None)
    coloured = shape.encode(fill=fill, stroke=edge)
    parts = [coloured.transform_filter("datum.line == 'solid'")]
    for line, dashes in (("dashed", [5, 3]), ("dotted", [1.5, 3])):
        hollow = coloured.transform_filter(f"datum.line == '{line}'")
        parts.append(hollow.encode(strokeDash=alt.value(dashes), strokeWidth=alt.value(1.5)))
    return [part.properties(name=f"bars_{index}") for index, part in enumerate(parts)]
