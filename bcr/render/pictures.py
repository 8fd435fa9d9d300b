"""Charts as pictures for slides and papers: SVG and PNG, drawn without a browser or a network."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from bcr.charts import standalone
from bcr.charts.theme import INK, QUIET
from bcr.locales import written_as
from bcr.render.html import ENCODING, charts
from bcr.render.key import key_rows
from bcr.render.script import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bcr.pages.page import Chart, Page

#: Comes with the program that draws, so letters are as wide on every machine; Arial is as wide.
FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
#: Pixels of a PNG for each of the SVG's.
SCALE: Final = 2
_EDGE: Final = 20
_SIZE: Final = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class _Look:
    size: int
    ink: str = QUIET
    weight: int = 400


_TITLE, _SUBTITLE, _FOOT = _Look(18, INK, 700), _Look(13), _Look(11)


def picture_files(pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """Path and content of each picture: page, number on it and kind, such as money-1-pairs.svg."""
    for page in pages:
        for number, chart in enumerate(charts(page.blocks), start=1):
            name = f"{page.path.removesuffix('.html')}-{number}-{chart.drawing.kind}"
            picture = picture_svg(chart, page)
            yield f"{name}.svg", picture.encode(ENCODING)
            yield f"{name}.png", _png(picture)


def picture_svg(chart: Chart, page: Page) -> str:
    """A chart with its finding, its key and the terms it is on, so that it can stand alone."""
    import vl_convert

    with written_as(page.frame.locale):
        drawn = vl_convert.vegalite_to_svg(_spec(chart))
    width, height = drawn_size(drawn)
    wide = width + 2 * _EDGE
    head, below = _head(chart, wide)
    key, below = key_rows(chart.key, left=_EDGE, top=below, right=wide - _EDGE)
    plot = Markup(drawn.replace("<svg ", f'<svg x="{_EDGE}" y="{below:g}" ', 1))  # noqa: S704 - drawn by us
    foot, tall = _lines(_terms(page), wide, below + height + 22, _FOOT)
    frame = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0:g}" height="{1:g}" '
        'viewBox="0 0 {0:g} {1:g}" role="img" font-family="{2}">'
        "<title>{3}</title><desc>{4}</desc>"
        '<rect width="100%" height="100%" fill="#ffffff"/>{5}{6}{7}{8}</svg>\n'
    )
    told = (without_controls(text) for text in (chart.title, chart.alternative))
    return str(frame.format(wide, tall + 4, FONT, *told, head, key, plot, foot))


def drawn_size(drawn: str) -> tuple[float, float]:
    """Width and height of a picture, in pixels."""
    found = _SIZE.search(drawn)
    if found is None:
        raise ValueError(drawn[:200])
    return float(found[1]), float(found[2])


def _spec(chart: Chart) -> dict[str, Any]:
    # A character that no XML may hold would end the whole program within vl_convert.
    rows = {
        name: [{key: _harmless(value) for key, value in row.items()} for row in marks]
        for name, marks in chart.drawing.datasets.items()
    }
    spec = standalone(replace(chart.drawing, datasets=rows))
    return {**spec, "config": {**spec["config"], "font": FONT}}


def _harmless(value: object) -> object:
    return without_controls(value) if isinstance(value, str) else value


def _head(chart: Chart, wide: float) -> tuple[Markup, float]:
    title, below = _lines(chart.title, wide, _EDGE + 18, _TITLE)
    if not chart.subtitle:
        return title, below
    subtitle, below = _lines(chart.subtitle, wide, below, _SUBTITLE)
    return title + subtitle, below


def _lines(text: str, wide: float, top: float, look: _Look) -> tuple[Markup, float]:
    """Text in lines that stay within the picture, and where the next line would stand."""
    # Letters are about half as wide as they are high; capitals and bold ones are wider.
    most = int((wide - 2 * _EDGE) / (look.size * (0.6 if look.weight > 400 else 0.53)))
    line = Markup('<text x="{}" y="{:g}" font-size="{}" font-weight="{}" fill="{}">{}</text>')
    told = Markup("")
    for part in textwrap.wrap(without_controls(text), most):
        told += line.format(_EDGE, top, look.size, look.weight, look.ink, part)
        top += look.size * 1.35
    return told, top


def _terms(page: Page) -> str:
    """What the figures are on, and whether they are made up."""
    warning = page.frame.warning.partition(":")[0]
    said = (page.frame.site, *page.frame.footer[:2], f"{warning} figures" if warning else "")
    return " · ".join(part for part in said if part)


def _png(picture: str) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(picture, scale=SCALE))
