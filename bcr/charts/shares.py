"""Shares of the intended movement, row by row: the point, its interval, and the bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Mark, Spec, compiled, plain
from bcr.charts.rows import BAND, STEP, names, row, source
from bcr.charts.signs import plan_label

if TYPE_CHECKING:
    import polars as pl

SHARES = "shares"
#: Ends of what is drawn; what lies beyond gets an arrow.
FLOOR, CEILING = -1.0, 2.0


def shares(promises: pl.DataFrame) -> Drawing:
    """One row a logic, case or benefit, top to bottom.

    `promises` has `label`, `note` and `share`, and may have `low`, `high` (the interval),
    `bound_low`, `bound_high` (the unmeasured at 0, and at plan) and `faint` (too little to
    say). Nulls are not drawn.
    """
    rows = [mark(index, record) for index, record in enumerate(promises.iter_rows(named=True))]
    return Drawing(SHARES, {"rows": rows}, height=STEP * len(rows))


def mark(index: int, record: dict[str, float | str | None]) -> Mark:
    """A row cut to the drawn range, with a note of what was cut."""
    values = {name: record.get(name) for name in ("share", "low", "high")}
    cut = {name: within(value) for name, value in record.items()}
    beyond = [value for value in values.values() if isinstance(value, float)]
    arrows = {
        "under": FLOOR if min(beyond, default=0.0) < FLOOR else None,
        "over": CEILING if max(beyond, default=0.0) > CEILING else None,
    }
    cut.pop("faint", None)
    return plain(cut | arrows | {"row": index, "tone": tone(record)})


def tone(record: dict[str, float | str | None]) -> str:
    """Dark pink below nothing, grey where there is too little to say, else dark blue."""
    if record.get("faint"):
        return theme.QUIET
    return theme.DARK_PINK if is_below_nought(record.get("share")) else theme.DARK_BLUE


def within(value: float | str | None) -> float | str | None:
    """Numbers cut to the drawn range; text as it is."""
    return min(max(value, FLOOR), CEILING) if isinstance(value, float) else value


def is_below_nought(value: float | str | None) -> bool:
    """Whether the movement went the wrong way."""
    return isinstance(value, float) and value < 0


def shares_template() -> Spec:
    """A light track from nothing (0%) to plan (100%); on it bounds, interval and point."""
    axis = alt.Axis(
        orient="top",
        values=[-1, -0.5, 0, 0.5, 1, 1.5, 2],
        labelExpr=plan_label(),
        labelOverlap=True,
        grid=False,
    )
    x = alt.X("share:Q", axis=axis, title=None, scale=alt.Scale(nice=False, zero=True))
    track = (
        source()
        .mark_bar(height=16, yOffset=BAND, color=theme.TRACK)
        .encode(y=row(), x=alt.datum(0), x2=alt.datum(1))
    )
    bounds = (
        source(name="bounds")
        .transform_filter("isValid(datum.bound_low)")
        .mark_bar(height=8, yOffset=BAND, color=theme.SLATE)
        .encode(y=row(), x="bound_low:Q", x2="bound_high:Q")
    )
    interval = (
        source(name="intervals")
        .transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2.5, yOffset=BAND)
        .encode(y=row(), x="low:Q", x2="high:Q", color=alt.Color("tone:N", scale=None))
    )
    point = (
        source(name="points")
        .transform_filter("isValid(datum.share)")
        .mark_point(
            size=130, filled=True, opacity=1, yOffset=BAND, stroke="#FFFFFF", strokeWidth=1.5
        )
        .encode(y=row(), x=x, fill=alt.Fill("tone:N", scale=None))
    )
    return compiled(
        alt.layer(track, bounds, interval, point, *arrows(), *names()), left=14, right=22
    )


def arrows() -> list[alt.Chart]:
    """Marks at either end for what lies beyond the drawn range."""
    return [arrow("over", "▸", 9), arrow("under", "◂", -9)]


def arrow(field: str, text: str, beside: int) -> alt.Chart:
    """A mark where a row has a value in `field`, some pixels beside it."""
    there = source().transform_filter(f"isValid(datum.{field})")
    drawn: alt.Chart = there.mark_text(
        text=text, dx=beside, dy=BAND, fontSize=15, color=theme.INK
    ).encode(y=row(), x=f"{field}:Q")
    return drawn
