"""Pages of a report as a PDF that prints on A4, made without a browser or a network."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from bcr.charts.theme import STATUS_PAINT
from bcr.pages.page import (
    Bullets,
    Catalogue,
    Chart,
    Columns,
    Facts,
    Finding,
    Folded,
    KeyFigures,
    Link,
    Notice,
    Paragraph,
    Section,
    Table,
)
from bcr.render.inline import plain
from bcr.render.pictures import drawn_size, picture_svg
from bcr.render.script import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bcr.pages.page import Block, Page, Words

#: Columns that can still be read on a page that stands upright.
_WIDEST_UPRIGHT: Final = 8


def paper_pdf(pages: Iterable[Page]) -> bytes:
    """The pages one after another, each begun on a new sheet; the same pages, the same bytes.

    Only the fonts that come with the typesetter are used, so that every machine sets alike; a
    letter that none of them has is shown as an empty box.
    """
    import typst

    told = list(pages)
    pictures: dict[str, str] = {}
    report = {
        "title": _text(told[0].frame.site),
        "warning": _text(told[0].frame.warning),
        "footer": [_text(line) for line in (told[0].frame.site, *told[0].frame.footer)],
        "pages": [
            {"title": _text(page.title), "blocks": _parts(page.blocks, page, pictures)}
            for page in told
        ],
    }
    template = files("bcr.render").joinpath("templates", "paper.typ").read_bytes()
    inputs = {"report": json.dumps(report), **pictures}
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.compile(template, format="pdf", sys_inputs=inputs, font_paths=fonts)


def _parts(blocks: Iterable[Block], page: Page, pictures: dict[str, str]) -> list[dict[str, Any]]:
    """Each block as the template takes it; charts go into `pictures` by name."""
    return [part for block in blocks for part in _part(block, page, pictures)]


def _part(block: Block, page: Page, pictures: dict[str, str]) -> Iterator[dict[str, Any]]:
    match block:
        case Columns():
            yield from _parts(block.blocks, page, pictures)
        case Folded():
            yield _section(block.summary, block.blocks, page, pictures)
        case Section():
            yield _section(block.title, block.blocks, page, pictures)
        case Catalogue():
            yield _table(block.table)
        case Table():
            yield _table(block)
        case Chart():
            yield _chart(block, page, pictures)
        case Paragraph(words=(Link(),)):
            return  # leads to another page, and paper has none
        case _:
            yield _told(block)


def _told(
    block: Finding | Paragraph | Notice | KeyFigures | Facts | Bullets,
) -> dict[str, Any]:
    """A block of text."""
    match block:
        case Finding():
            return {
                "kind": "Finding", "text": _text(block.text), "detail": _text(block.detail)
            }  # fmt: skip
        case Paragraph():
            return {"kind": "Paragraph", "text": _text(block.words), "quiet": block.quiet}
        case Notice():
            return {"kind": "Paragraph", "text": _text(block.words), "quiet": False}
        case KeyFigures():
            figures = [
                {"text": each.text, "label": each.label, "colour": STATUS_PAINT[each.status].edge}
                for each in block.figures
            ]
            return {"kind": "KeyFigures", "figures": figures}
        case Facts():
            items = [f"{_text(term)}: {_text(words)}" for term, words in block.items]
            return {"kind": "Bullets", "items": items}
        case Bullets():
            return {"kind": "Bullets", "items": [_text(words) for words in block.items]}


def _section(
    title: str, blocks: Iterable[Block], page: Page, pictures: dict[str, str]
) -> dict[str, Any]:
    parts = _parts(blocks, page, pictures)
    wide = any(len(part.get("columns", ())) > _WIDEST_UPRIGHT for part in parts)
    return {"kind": "Section", "title": _text(title), "wide": wide, "blocks": parts}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "Table",
        "caption": _text(table.caption),
        "columns": [
            {"title": column.title, "number": column.number} for column in table.columns
        ],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
        "note": _text(table.note),
    }  # fmt: skip


def _chart(chart: Chart, page: Page, pictures: dict[str, str]) -> dict[str, Any]:
    picture = picture_svg(chart, page)
    width, height = drawn_size(picture)
    name = f"chart {len(pictures) + 1}"
    pictures[name] = picture
    return {
        "kind": "Chart",
        "picture": name,
        "ratio": height / width,
        "alternative": _text(chart.alternative),
        "note": _text(chart.note),
    }


def _text(words: Words) -> str:
    return without_controls(plain(words))
