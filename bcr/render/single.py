"""All pages of a site as one HTML document, to be mailed or kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from bcr.locales import written_as
from bcr.render.html import ENCODING, SCRIPTS, environment, script, style, vega
from bcr.render.inline import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bcr.pages.page import Page

#: In the order they run: a page is chosen before its charts are drawn and its tables searched.
_SCRIPTS: Final = ("pages.js", *SCRIPTS)
#: What would end a script element, or change how its end is found.
_MARKUP: Final = re.compile(r"<(?=/script|script|!--)", re.IGNORECASE)


def single_html(pages: Iterable[Page]) -> bytes:
    """The pages in their order as one document that asks for nothing; same pages, same bytes.

    A page's address in it is `#` and its path, and so on: `#cases/ferry.html#b-wait`.
    """
    all_pages = list(pages)
    with written_as(all_pages[0].frame.locale):
        return _document(all_pages).encode(ENCODING)


def _document(all_pages: Sequence[Page]) -> str:
    frame, content = all_pages[0].frame, environment().get_template("content.html")
    articles = [
        (page.path, page.title, Markup(content.render(page=page, way=Way("#", page.path))))  # noqa: S704 - rendered by us, escaped there
        for page in all_pages
    ]
    ours = [script(name, frame.locale) for name in _SCRIPTS]
    return (
        environment()
        .get_template("single.html")
        .render(
            page=all_pages[0],
            frame=frame,
            way=Way("#"),
            articles=articles,
            style=Markup(style()),  # noqa: S704 - our own file
            scripts=[_within_html(text) for text in (vega(), *ours)],
        )
    )


def _within_html(text: str) -> Markup:
    r"""A script that no markup ends: \x3c is < in strings and patterns, where alone it stands."""
    return Markup(_MARKUP.sub(r"\\x3c", text))  # noqa: S704 - our own scripts, and vega's
