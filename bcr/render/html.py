"""Pages as a folder of HTML files that opens from disk, without a network or a server."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import jinja2

from bcr.charts import TEMPLATES, template
from bcr.charts.keys import SWATCHES
from bcr.charts.theme import STATUS_PAINT
from bcr.locales import signs, written_as
from bcr.pages.page import Catalogue, Chart, Columns, Folded, Section
from bcr.pages.words import whole
from bcr.render.catalogues import long_catalogue, rows_path, rows_script, standing
from bcr.render.folder import write_folder
from bcr.render.inline import Way, inline, plain
from bcr.render.script import script_json
from bcr.render.tables import MOST_COLUMNS, table_classes, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bcr.pages.page import Block, Page

ENCODING = "utf-8"
#: In the order they run.
SCRIPTS: Final = ("templates.js", "charts.js", "catalogue.js")


def write_site(
    pages: Iterable[Page], output: Path, made_from: Mapping[str, Any] | None = None
) -> list[Path]:
    """The files written, below `output`; the same pages give the same bytes.

    `made_from` goes into the manifest beside them. Every page is rendered before the first file
    of an earlier site is replaced; pages of an earlier site that are no more are removed. Files
    that are not of a site are left alone.

    Raises: BcrError, when `output` cannot be written or holds a file of that name that is not
            ours.
    """
    return write_folder(site_files(pages), output, made_from)


def page_html(page: Page) -> str:
    """One page as HTML."""
    way = Way("../" * page.path.count("/"))
    with written_as(page.frame.locale):
        return environment().get_template("page.html").render(page=page, frame=page.frame, way=way)


def charts(blocks: Iterable[Block]) -> Iterator[Chart]:
    """The charts of a page, wherever they stand in it."""
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Section | Columns | Folded):
            yield from charts(block.blocks)


def drawn(blocks: Iterable[Block]) -> bool:
    """Whether a page has a chart."""
    return any(True for _ in charts(blocks))


def searched(blocks: Iterable[Block]) -> bool:
    """Whether a page has a table to search; it stands at the top of a page, never deeper."""
    return any(isinstance(block, Catalogue) for block in blocks)


def site_files(pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file, the shared ones first."""
    made = iter(pages)
    first = next(made)
    yield "assets/vega.js", vega().encode(ENCODING)
    for name in SCRIPTS:
        yield f"assets/{name}", script(name, first.frame.locale).encode(ENCODING)
    yield "assets/site.css", style().encode(ENCODING)
    for page in chain([first], made):
        yield page.path, page_html(page).encode(ENCODING)
        if long := long_catalogue(page):
            yield rows_path(page), rows_script(long).encode(ENCODING)


def style() -> str:
    """The style sheet of every page."""
    return (
        environment()
        .get_template("site.css")
        .render(paints=STATUS_PAINT, swatches=SWATCHES, most_columns=MOST_COLUMNS)
    )


def script(name: str, locale: str) -> str:
    """One of our own scripts; what it draws or counts is written as a locale."""
    with written_as(locale):
        templates = {kind: template(kind) for kind in TEMPLATES}
        return environment().get_template(name).render(templates=templates, locale=signs().tag)


@cache
def vega() -> str:
    """Vega, Vega-Lite and their embedding as one script."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


@cache
def environment() -> jinja2.Environment:
    """The templates, and what they can ask of a page."""
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("bcr.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {
        "inline": inline,
        "plain": plain,
        "script": script_json,
        "kind": lambda block: type(block).__name__,
        "drawn": drawn,
        "searched": searched,
        "rows": table_rows,
        "whole": whole,
        "classes": table_classes,
        "standing": standing,
        "long": long_catalogue,
        "rows_path": rows_path,
    }
    return found
