"""One look for every chart: colours that survive colour blindness and grey print.

The palette is the UK Government Analysis Function's. What is not known is never given a
colour between good and bad: it is drawn hollow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bcr.charts.signs import day_format, vega_locale
from bcr.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

INK = "#1B1F24"
QUIET = "#57606A"
RULE = "#D5DAE0"
TRACK = "#E8ECF1"
DARK_BLUE = "#12436D"
MID_BLUE = "#2073BC"
LIGHT_BLUE = "#6BACE6"
ORANGE = "#F46A25"
#: Orange dark enough to be read as text on white.
DARK_ORANGE = "#A8410B"
DARK_PINK = "#801650"
PURPLE = "#6B4FA0"
HOLLOW = "#FFFFFF"
SLATE = "#B4C0CC"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a thing is filled and edged."""

    fill: str
    edge: str
    #: Pattern of the edge: solid, dashed or dotted.
    line: str = "solid"
    #: Colour of text on the fill.
    ink: str = "#FFFFFF"


STATUS_PAINT: Mapping[Status, Paint] = {
    Status.EXCEEDED: Paint(DARK_BLUE, DARK_BLUE),
    Status.DELIVERED: Paint(MID_BLUE, MID_BLUE),
    Status.MOSTLY: Paint(LIGHT_BLUE, LIGHT_BLUE, ink=INK),
    Status.SHORT: Paint(ORANGE, ORANGE, ink=INK),
    Status.REVERSED: Paint(DARK_PINK, DARK_PINK),
    Status.NOT_MEASURED: Paint(HOLLOW, QUIET, "dashed", ink=INK),
    Status.NOT_SCORABLE: Paint(HOLLOW, QUIET, "dotted", ink=INK),
    Status.NOT_DUE: Paint("#EEF0F2", SLATE, ink=INK),
}

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def look() -> dict[str, Any]:
    """Vega-Lite configuration that every chart carries."""
    return {
        "font": FONT,
        "background": "#FFFFFF",
        "view": {"stroke": None},
        "locale": vega_locale(),
        "timeFormat": day_format(),
        "text": {"fontSize": 13, "color": INK},
        "axis": {
            "domain": False,
            "ticks": False,
            "labelColor": QUIET,
            "labelFontSize": 12,
            "labelPadding": 6,
            "gridColor": RULE,
            "titleColor": QUIET,
            "titleFontWeight": "normal",
            "titleFontSize": 12,
        },
    }
