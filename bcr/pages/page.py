"""The parts a page is made of, whatever it is written as in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bcr.locales import DEFAULT

if TYPE_CHECKING:
    from bcr.charts.drawing import Drawing
    from bcr.model import Status


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site (`cases/ferry.html#b-wait`) or a place on this one."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be copied or compared letter by letter: a cell, a hash, a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """The status of one benefit."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The benefits of one row by status, as a row of small fields; `text` says the same."""

    counts: tuple[tuple[Status, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written for people, with the number itself for those who compute on."""

    text: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Web:
    """An address on the web that a workbook names; only http and https."""

    text: str


Inline: TypeAlias = str | Link | Web | Strong | Code | Badge | Strip | Amount
#: A sentence with links and figures in it.
Parts: TypeAlias = tuple[Inline, ...]
#: Anything that can stand in running text or a cell.
Words: TypeAlias = Inline | Parts


@dataclass(frozen=True, slots=True)
class Finding:
    """What the page found, as the sentence a reader takes away, and what it leaves out."""

    text: str
    detail: Words = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet` is for what only some will read."""

    words: Words
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must not miss."""

    words: Words


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number in large type."""

    text: str
    label: str
    #: Gives the colour of its edge.
    status: Status


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few numbers side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a column of a table."""

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    #: What is not in the table, and where it is.
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column of a catalogue by whose values its rows can be narrowed."""

    column: int
    #: Stands for it in an address: benefits.html#status=Fell+short.
    name: str
    #: What stands in the column, in the order a reader looks for it.
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A table of many rows that a reader can search and narrow."""

    table: Table
    choices: tuple[Choice, ...]
    #: What a row is, one and several.
    nouns: tuple[str, str]
    #: Where a reader without a script finds the rows that are too many for the page.
    elsewhere: Words = ""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """What a colour or line of a chart means; `swatch` names it for the style sheet."""

    swatch: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with the finding as its title, its text alternative and its rows."""

    title: str
    drawing: Drawing
    alternative: str
    table: Table
    #: What is drawn, in what unit.
    subtitle: str = ""
    key: tuple[KeyItem, ...] = ()
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is to be said of each."""

    items: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points of equal rank."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a page with a heading and a permanent anchor."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]
    #: Stands beside the heading.
    badge: Badge | None = None
    #: Stands above the heading, small.
    kicker: Words = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """Blocks one click away."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side where there is room, else one under the other."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Finding
    | Paragraph
    | Notice
    | KeyFigures
    | Table
    | Catalogue
    | Chart
    | Facts
    | Bullets
    | Section
    | Folded
    | Columns
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a site says around its own blocks."""

    site: str
    #: Pages in the navigation: title and path.
    navigation: tuple[tuple[str, str], ...]
    #: Basis, as-of date, currency and thresholds, one short sentence each.
    footer: tuple[str, ...]
    #: Empty where the figures are real.
    warning: str = ""
    #: What its words are written as; what is drawn or counted later is written as the same.
    locale: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site."""

    #: Below the site's folder, with forward slashes.
    path: str
    title: str
    blocks: tuple[Block, ...]
    frame: Frame
    #: Pages above this one: title and path.
    trail: tuple[tuple[str, str], ...] = ()
