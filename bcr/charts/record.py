"""The record of a KPI against what was promised of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from bcr.charts import theme
from bcr.charts.drawing import Drawing, Mark, Spec, compiled, marks, plain, spread
from bcr.charts.rows import numbers, source
from bcr.charts.signs import day_format

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

RECORD = "record"
HEIGHT = 270
#: Pixels that one line of label needs.
LINE = 17
#: Past this share of the time shown, a day's label stands to the left of its line.
LATE = 0.6

TONES = {
    "baseline": theme.QUIET,
    "target": theme.DARK_ORANGE,
    "planned": theme.DARK_ORANGE,
    "actual": theme.DARK_BLUE,
    "expected": theme.PURPLE,
}


@dataclass(frozen=True, slots=True)
class Level:
    """A height worth naming, over the time it speaks of."""

    #: baseline, target, planned, actual or expected.
    kind: str
    label: str
    value: float
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Moment:
    """A day worth naming."""

    label: str
    on: dt.date


def record(  # noqa: PLR0913 - each layer is an argument of its own
    observed: pl.DataFrame,
    *,
    plan: Sequence[tuple[dt.date, float]],
    levels: Sequence[Level],
    moments: Sequence[Moment],
    without: pl.DataFrame | None = None,
    transition: tuple[dt.date, dt.date] | None = None,
) -> Drawing:
    """Observations (`on`, `value`) with the planned path, named levels and named days.

    Labels of levels stand in the right margin, moved apart where they would touch. `without` is
    the level expected without the investment with its band: on, expected, low, high.
    """
    expected = without if without is not None else pl.DataFrame()
    heights = [*observed["value"].drop_nulls().to_list(), *(value for _, value in plan)]
    heights += [end for name in ("low", "high") if without is not None for end in expected[name]]
    low, high = extent([*heights, *(level.value for level in levels)])
    return Drawing(
        RECORD,
        {
            "rows": marks(observed.drop_nulls("value")),
            "plan": [plain({"on": on, "value": value}) for on, value in plan],
            "without": marks(expected),
            "transition": [
                plain({"from": day, "to": end}) for day, end in filter(None, [transition])
            ],
            "levels": level_marks(levels, low, high),
            "moments": moment_marks(moments, observed, plan),
            "extent": [{"value": low}, {"value": high}],
        },
        height=HEIGHT,
    )


def extent(heights: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest value shown, with air; never below nought for a measure that is not."""
    low, high = min(heights, default=0.0), max(heights, default=1.0)
    air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return (max(low - air, 0.0) if low >= 0 else low - air), high + air


def level_marks(levels: Sequence[Level], low: float, high: float) -> list[Mark]:
    """Levels with the height of their label, in the unit of the measure."""
    unit = (high - low) / HEIGHT
    places = spread([level.value for level in levels], gap=LINE * unit, low=low, high=high)
    return [
        plain(
            {
                "kind": level.kind,
                "label": level.label,
                "value": level.value,
                "from": level.start,
                "to": level.end,
                "at": place,
                "tone": TONES[level.kind],
            }
        )
        for level, place in zip(levels, places, strict=True)
    ]


def moment_marks(
    moments: Sequence[Moment], observed: pl.DataFrame, plan: Sequence[tuple[dt.date, float]]
) -> list[Mark]:
    """Days with the line their label stands on, one each, counted upwards from the plot."""
    days = [*observed["on"].to_list(), *(on for on, _ in plan), *(moment.on for moment in moments)]
    if not days:
        return []
    first, span = min(days), max((max(days) - min(days)).days, 1)
    return [
        {
            "on": moment.on.isoformat(),
            "label": moment.label,
            "line": line,
            "left": (moment.on - first).days / span > LATE,
        }
        for line, moment in enumerate(sorted(moments, key=lambda moment: moment.on))
    ]


def record_template() -> Spec:
    """A line of observations, a dashed plan, levels across and days down."""
    shades = [window(), between(), *without_layers()]
    lines = [*level_layers(), plan_line(), *observed_line(), *moment_layers(), frame()]
    return compiled(alt.layer(*shades, *lines))


def day(field: str = "on") -> alt.X:
    """Time across, in UTC so that a date is the same day everywhere."""
    axis = alt.Axis(grid=False, labelOverlap=True, tickCount=6, labelFlush=True)
    return alt.X(f"{field}:T", title=None, axis=axis, scale=alt.Scale(type="utc", nice=False))


def height(field: str = "value") -> alt.Y:
    """The measure upwards, in its own unit, over exactly the extent that was worked out."""
    axis = alt.Axis(tickCount=5, gridDash=[2, 3], labelExpr=numbers("y"), labelPadding=4)
    return alt.Y(f"{field}:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False))


def window() -> alt.Chart:
    """A light band over the time the actual was measured in."""
    drawn: alt.Chart = (
        source("levels")
        .transform_filter("datum.kind == 'actual'")
        .mark_rect(color=theme.TRACK, opacity=0.7)
        .encode(x=day("from"), x2="to:T")
    )
    return drawn


def between() -> alt.Chart:
    """A broken edge around the transition, which is neither before nor after."""
    drawn: alt.Chart = (
        source("transition")
        .mark_rect(
            color=theme.HOLLOW, stroke=theme.QUIET, strokeDash=[2, 3], strokeWidth=1, opacity=0.5
        )
        .encode(x=day("from"), x2="to:T")
    )
    return drawn


def without_layers() -> list[alt.Chart]:
    """The level expected without the investment, period by period, and its band."""
    asked = source("without")
    band = asked.mark_area(color=theme.PURPLE, opacity=0.16, interpolate="monotone")
    line = asked.mark_line(color=theme.PURPLE, strokeWidth=2, interpolate="monotone")
    return [
        band.encode(x=day(), y=height("low"), y2="high:Q"),
        line.encode(x=day(), y=height("expected")),
    ]


def level_layers() -> list[alt.Chart]:
    """Thin lines for what was promised, thick ones for what was measured, labels at the right."""
    tone = alt.Color("tone:N", scale=None)
    levels = source("levels")
    across = levels.encode(y=height(), x=day("from"), x2="to:T", color=tone)
    thin = across.transform_filter("datum.kind == 'baseline' || datum.kind == 'target'").mark_rule(
        strokeWidth=1.5, strokeDash=[2, 3]
    )
    thick = across.transform_filter("datum.kind != 'baseline' && datum.kind != 'target'").mark_rule(
        strokeWidth=4
    )
    label = levels.mark_text(align="left", dx=8, fontSize=12.5, fontWeight=600, limit=124).encode(
        y=height("at"), x=alt.value("width"), text="label:N", color=tone
    )
    return [thin, thick, label.properties(name="levels")]


def plan_line() -> alt.Chart:
    """The planned path from the baseline to the target."""
    drawn: alt.Chart = (
        source("plan")
        .mark_line(color=theme.ORANGE, strokeWidth=2.5, strokeDash=[7, 4])
        .encode(x=day(), y=height())
    )
    return drawn


def observed_line() -> list[alt.Chart]:
    """Every observation, joined."""
    written = source().transform_calculate(
        day=f"utcFormat(toDate(datum.on), {day_format()!r})",
        level="format(datum.value, ',.4~g')",
    )
    said: list[Any] = [alt.Tooltip("day:N", title="To"), alt.Tooltip("level:N", title="Value")]
    line = written.mark_line(color=theme.MID_BLUE, strokeWidth=1.5, opacity=0.75)
    points = written.mark_point(
        filled=True, size=22, color=theme.MID_BLUE, opacity=1, strokeWidth=0
    ).properties(name="observed")
    return [line.encode(x=day(), y=height()), points.encode(x=day(), y=height(), tooltip=said)]


def moment_layers() -> list[alt.Chart]:
    """Days as upright lines with their names above the plot."""
    rule = source("moments").mark_rule(color=theme.QUIET, strokeWidth=1, strokeDash=[4, 3])
    label = source("moments").mark_text(
        baseline="bottom",
        fontSize=12,
        color=theme.QUIET,
        align=alt.expr("datum.left ? 'right' : 'left'"),
        dy=alt.expr("-5 - datum.line * 15"),
    )
    named = label.encode(x=day(), y=alt.value(0), text="label:N").properties(name="moments")
    return [rule.encode(x=day()), named]


def frame() -> alt.Chart:
    """Invisible marks that hold the vertical scale to its extent."""
    drawn: alt.Chart = source("extent").mark_point(opacity=0, size=0).encode(y=height())
    return drawn
