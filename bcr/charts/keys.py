"""What stands in the key of a chart: the one list that pages and pictures draw it from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bcr.charts.theme import (
    DARK_BLUE,
    DARK_ORANGE,
    HOLLOW,
    INK,
    MID_BLUE,
    ORANGE,
    PURPLE,
    QUIET,
    SLATE,
    STATUS_PAINT,
    TRACK,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Swatch:
    """A small sample of a mark."""

    shape: Literal["box", "thin", "dot", "line", "upright", "band"]
    fill: str
    edge: str = ""
    #: Of the edge, or of a line, in pixels.
    width: float = 1.5
    #: solid, dashed or dotted.
    pattern: str = "solid"


SWATCHES: Mapping[str, Swatch] = {
    status.value: Swatch("box", paint.fill, paint.edge, pattern=paint.line)
    for status, paint in STATUS_PAINT.items()
} | {
    "realised": Swatch("box", DARK_BLUE),
    "actual-bar": Swatch("box", DARK_BLUE),
    "compared": Swatch("box", SLATE),
    "unmeasured": Swatch("box", HOLLOW, QUIET, pattern="dashed"),
    "point": Swatch("dot", DARK_BLUE),
    "approved": Swatch("dot", HOLLOW, DARK_ORANGE, 2.5),
    "hollow": Swatch("dot", HOLLOW, DARK_BLUE, 2),
    "interval": Swatch("line", DARK_BLUE, width=3),
    "bounds": Swatch("thin", SLATE),
    "track": Swatch("box", TRACK),
    "without": Swatch("band", f"{PURPLE}29", PURPLE, 2),
    "transition": Swatch("box", "none", QUIET, 1, "dashed"),
    "record": Swatch("line", MID_BLUE, width=2),
    "plan": Swatch("line", ORANGE, width=2.5, pattern="dashed"),
    "plan-bar": Swatch("box", ORANGE),
    "actual": Swatch("line", DARK_BLUE, width=4),
    "planned": Swatch("line", DARK_ORANGE, width=4),
    "start": Swatch("upright", INK, width=2),
}
