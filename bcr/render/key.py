"""The key of a chart as part of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from bcr.charts.keys import SWATCHES
from bcr.charts.theme import INK
from bcr.render.script import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bcr.charts.keys import Swatch
    from bcr.pages.page import KeyItem

_WIDTH, _HEIGHT = 18.0, 12.0
_SIZE: Final = 12
#: Of a letter, in parts of its height; rather too wide than over the next swatch.
_LETTER: Final = 0.5
_ROW, _GAP = 20, 20
_DASHES: Final = {"dashed": "4 2", "dotted": "1.5 2"}


def key_rows(
    items: Iterable[KeyItem], *, left: float, top: float, right: float
) -> tuple[Markup, float]:
    """The items from left to right in as many rows as they need, and where these end."""
    told, x, below = Markup(""), left, top
    for item in items:
        text = without_controls(item.text)
        wide = _WIDTH + 6 + len(text) * _SIZE * _LETTER
        if x > left and x + wide > right:
            x, below = left, below + _ROW
        told += _sample(SWATCHES[item.swatch], x, below)
        label = Markup('<text x="{:g}" y="{:g}" font-size="{}" fill="{}">{}</text>')
        told += label.format(x + _WIDTH + 6, below + 4, _SIZE, INK, text)
        x += wide + _GAP
    return told, below + _ROW if told else below


def _sample(swatch: Swatch, x: float, middle: float) -> Markup:
    """One swatch, centred on the height `middle`."""
    dashes = Markup(' stroke-dasharray="{}"').format(_DASHES.get(swatch.pattern, "none"))
    edge = swatch.edge or swatch.fill
    stroke = Markup(' stroke="{}" stroke-width="{:g}"').format(edge, swatch.width) + dashes
    if swatch.shape in ("line", "upright"):
        across = swatch.shape == "line"
        ends = (x, middle, x + _WIDTH, middle) if across else (x + 9, middle - 8, x + 9, middle + 8)
        return Markup('<path d="M{:g} {:g}L{:g} {:g}"{}/>').format(*ends, stroke)
    if swatch.shape == "dot":
        circle = Markup('<circle cx="{:g}" cy="{:g}" r="5" fill="{}"{}/>')
        return circle.format(x + 9, middle, swatch.fill, stroke)
    high = 8.0 if swatch.shape == "thin" else _HEIGHT
    place = (x, middle - high / 2, _WIDTH, high)
    box = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" fill="{}"{}/>')
    if swatch.shape != "band":
        return box.format(*place, swatch.fill, stroke)
    foot = (x, middle + high / 2, x + _WIDTH, middle + high / 2)
    line = Markup('<path d="M{:g} {:g}L{:g} {:g}"{}/>').format(*foot, stroke)
    return box.format(*place, swatch.fill, "") + line
