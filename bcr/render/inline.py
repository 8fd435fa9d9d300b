"""Words of a page as HTML: everything that came from a workbook is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bcr.pages.page import Amount, Badge, Code, Link, Strip, Strong, Web

if TYPE_CHECKING:
    from bcr.pages.page import Inline, Words

#: More benefits than this in a row are drawn as one bar instead of a field each.
MOST_FIELDS = 24


def inline(words: Words, root: str) -> Markup:
    """Words as HTML; `root` leads from the page to the folder of the site, such as ../."""
    if isinstance(words, tuple):
        return Markup("").join(part_of(part, root) for part in words)
    return part_of(words, root)


def plain(words: Words) -> str:
    """The same words without links, for places that hold only text."""
    if isinstance(words, tuple):
        return "".join(plain(part) for part in words)
    return words if isinstance(words, str) else words.text


def part_of(part: Inline, root: str) -> Markup:
    """One part of a sentence."""
    match part:
        case str() | Amount():
            return escape(plain(part))
        case Link() | Web():
            return anchor(part, root)
        case Strong():
            return Markup("<strong>{}</strong>").format(part.text)
        case Code():
            return Markup("<code>{}</code>").format(part.text)
        case Badge():
            return Markup('<span class="badge s-{}">{}</span>').format(part.status.value, part.text)
        case Strip():
            return strip(part)


def anchor(part: Link | Web, root: str) -> Markup:
    """A way to another place of the site, or out to the web without saying where from."""
    if isinstance(part, Web):
        outward = Markup('<a href="{}" rel="noreferrer noopener external">{}</a>')
        return outward.format(part.text, part.text)
    to = part.to if part.to.startswith("#") else f"{root}{part.to}"
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(to, part.text)


def strip(part: Strip) -> Markup:
    """A field a benefit; where there are too many, a part of a bar a status."""
    if sum(many for _, many in part.counts) <= MOST_FIELDS:
        fields = [Markup('<i class="s-{}"></i>').format(s.value) * n for s, n in part.counts]
        kind = "fields"
    else:
        bar = Markup('<i class="s-{}" style="flex-grow:{}"></i>')
        fields = [bar.format(status.value, many) for status, many in part.counts]
        kind = "bar"
    span = Markup('<span class="strip {}" role="img" aria-label="{}" title="{}">{}</span>')
    return span.format(kind, part.text, part.text, Markup("").join(fields))
