"""The tags of a part as they stand in its text, so that all that is not changed stays as it was.

A parser that writes XML anew gives other prefixes to its namespaces, and Excel then finds the
prefixes that a workbook names in its attributes no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TAG: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<name>[\w:.\-]+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>",
    re.DOTALL,
)
_QUOTES: Final = {'"': "&quot;", "\n": "&#10;"}
#: What XML cannot hold at all.
_UNSAYABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a text: `start` and `end` are places in it."""

    text: str
    #: With its prefix, as closing tags must repeat it.
    qname: str
    start: int
    end: int
    is_close: bool
    #: It is its own closing tag.
    is_empty: bool

    @property
    def name(self) -> str:
        """The name without a prefix."""
        return self.qname.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon; empty without one."""
        return self.qname[: -len(self.name)]

    @property
    def opens(self) -> bool:
        """Tell whether something may stand before its closing tag."""
        return not (self.is_close or self.is_empty)

    def attribute(self, name: str) -> str | None:
        """Give an attribute as it is written; nothing without it."""
        match = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", self.text)
        return None if match is None else match[1] if match[1] is not None else match[2]

    def with_attribute(self, name: str, value: object) -> str:
        """Give the tag with an attribute set.

        >>> next(tags('<c r="A1" s="3"/>')).with_attribute("s", 7)
        '<c r="A1" s="7"/>'
        """
        bare = re.sub(rf"\s{name}\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", self.text)
        cut = len(bare) - (2 if self.is_empty else 1)
        return f'{bare[:cut].rstrip()} {name}="{value}"{bare[cut:]}'

    def opened(self) -> str:
        """Give an empty tag as one that something may follow."""
        return f"{self.text[:-2].rstrip()}>" if self.is_empty else self.text


def tags(text: str, start: int = 0) -> Iterator[Tag]:
    """Give the tags of a text, comments and processing instructions left out."""
    for match in _TAG.finditer(text, start):
        if match["name"]:
            is_empty = match["rest"].endswith("/")
            yield Tag(
                match[0], match["name"], match.start(), match.end(), bool(match["close"]), is_empty
            )


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand between two places of a text."""

    start: int
    end: int
    text: str


def changed(text: str, changes: Sequence[Change]) -> str:
    """Give a text with changes in it; those of one place in the order given."""
    parts: list[str] = []
    last = 0
    for change in sorted(changes, key=lambda one: one.start):
        parts += [text[last : change.start], change.text]
        last = change.end
    return "".join([*parts, text[last:]])


def sayable(text: str) -> str:
    """Give a text as XML can hold it."""
    return escape(_UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def quoted(text: str) -> str:
    """Give a text as the value of an attribute."""
    return escape(_UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text), _QUOTES)
