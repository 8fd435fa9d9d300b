"""Chains of links from left to right, a row each, that change colour where they broke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, names, row, source

if TYPE_CHECKING:
    import polars as pl

STEPS = "steps"


def steps(links: pl.DataFrame, order: list[str]) -> Drawing:
    """One row a chain: `label`, `note`, `link` (one of `order`), `held` and `known`.

    A link nobody measured is hollow; one the cases do not promise has no row in `links`.
    """
    chains = list(dict.fromkeys(links["label"]))
    labels = [
        plain({"row": at, "label": label, "note": note})
        for at, (label, note) in enumerate(links.select("label", "note").unique(
            maintain_order=True).iter_rows())
    ]  # fmt: skip
    marks = [
        plain(
            {
                "row": chains.index(record["label"]),
                "link": record["link"],
                "said": f"{record['held']} of {record['known']}" if record["known"] else "?",
            }
            | paint(record["held"], record["known"])
        )
        for record in links.iter_rows(named=True)
    ]
    heads = [{"link": name} for name in order]
    return Drawing(STEPS, {"rows": labels, "links": marks, "heads": heads}, STEP * len(chains))


def paint(held: int, known: int) -> dict[str, str]:
    """Dark blue where all held, light blue where some did, pink where none, hollow if unknown."""
    if not known:
        return {"fill": theme.HOLLOW, "edge": theme.QUIET, "ink": theme.INK}
    fill = theme.DARK_BLUE if held == known else theme.LIGHT_BLUE if held else theme.DARK_PINK
    return {"fill": fill, "edge": fill, "ink": theme.INK if 0 < held < known else "#FFFFFF"}


def steps_template() -> Spec:
    """A box a link, with how many of its cases held it of those known."""
    x = alt.X("link:N", sort=None, title=None, scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
              axis=alt.Axis(orient="top", labelAngle=0, labelLimit=120))  # fmt: skip
    heads = source("heads").mark_point(opacity=0).encode(x=x)
    box = (
        source("links", name="links")
        .mark_bar(height=20, yOffset=BAND + 3, strokeWidth=1.5)
        .encode(y=row(), x=x, fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("edge:N", scale=None))
    )  # fmt: skip
    said = (
        source("links")
        .mark_text(dy=BAND + 3, fontSize=12)
        .encode(y=row(), x=x, text="said:N", color=alt.Color("ink:N", scale=None))
    )
    return compiled(alt.layer(heads, box, said, *names()))
