"""Words of a page as HTML: everything that came from a workbook is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bcr.pages.page import Amount, Badge, Code, Link, Strip, Strong, Web

if TYPE_CHECKING:
    from bcr.pages.page import Inline, Words

#: More benefits than this in a row are drawn as one bar instead of a field each.
MOST_FIELDS = 24


@dataclass(frozen=True, slots=True)
class Way:
    """How a page leads to the places of its site: as files of a folder, or within one document."""

    #: Stands before the path of a page, such as ../ in a folder below, and # in one document.
    root: str
    #: Path of the page itself in one document; empty where it is a file of its own.
    here: str = ""

    def to(self, place: str) -> str:
        """The address of a page (`cases/ferry.html#b-wait`) or of a place on this one (`#main`).

        >>> Way("../").to("cases.html"), Way("#", "money.html").to("#ladder")
        ('../cases.html', '#money.html#ladder')
        """
        own = f"#{self.here}" if self.here else ""
        return f"{own}{place}" if place.startswith("#") else f"{self.root}{place}"

    def anchor(self, name: str) -> str:
        """The id of a place on this page, so that `to` leads there."""
        return f"{self.here}#{name}" if self.here else name


def inline(words: Words, way: Way) -> Markup:
    """Words as HTML."""
    if isinstance(words, tuple):
        return Markup("").join(part_of(part, way) for part in words)
    return part_of(words, way)


def plain(words: Words) -> str:
    """The same words without links, for places that hold only text."""
    if isinstance(words, tuple):
        return "".join(plain(part) for part in words)
    return words if isinstance(words, str) else words.text


def part_of(part: Inline, way: Way) -> Markup:
    """One part of a sentence."""
    match part:
        case str() | Amount():
            return escape(plain(part))
        case Link() | Web():
            return anchor(part, way)
        case Strong():
            return Markup("<strong>{}</strong>").format(part.text)
        case Code():
            return Markup("<code>{}</code>").format(part.text)
        case Badge():
            return Markup('<span class="badge s-{}">{}</span>').format(part.status.value, part.text)
        case Strip():
            return strip(part)


def anchor(part: Link | Web, way: Way) -> Markup:
    """A way to another place of the site, or out to the web without saying where from."""
    if isinstance(part, Web):
        outward = Markup('<a href="{}" rel="noreferrer noopener external">{}</a>')
        return outward.format(part.text, part.text)
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(way.to(part.to), part.text)


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
