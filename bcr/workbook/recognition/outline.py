"""Headings above groups of rows: the department, case or class of the rows below them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import address, position
from bcr.workbook.recognition.header_words import whole_matches
from bcr.workbook.recognition.rows import HEADING
from bcr.workbook.words.fields import normal, vocabulary
from bcr.workbook.words.languages import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.workbook.recognition.found import Found, Item, Place

#: Fields that a heading may feed, the widest first: one of them ends those after it.
_FIELDS: Final = (
    "cases.department", "cases.case_id", "cases.title", "benefits.logic", "benefits.class",
)  # fmt: skip
_LABEL: Final = re.compile(r"^(?P<label>[^:]{2,30}?)\s*(?::|\s[-–]\s)\s*(?P<name>.+)$")
_PARTS: Final = re.compile(r"\s*(?:/|&|,|\band\b)\s*", re.IGNORECASE)
_SAID: Final = {
    "cases.department": "department", "cases.case_id": "case", "cases.title": "case",
    "benefits.logic": "logic", "benefits.class": "class",
}  # fmt: skip

_OF: Final = frozenset({"of", "for", "de", "del", "du", "des"})
#: Words of a heading that is no name.
_OTHER: Final = frozenset({"benefit", "benefits", "other", "others", "all", "per", "by"})

#: Field → what a heading says.
Feeds = dict[str, str]


def outlined(founds: Sequence[Found]) -> list[Found]:
    """Give the tables of a file, registers under headings parted into the groups they head.

    A heading feeds a field only where that is clear: it says so (“Project: Telephony”, “Housing
    directorate”), its column's header does (“Project / benefit”), or it is a case, department or
    class that the file names elsewhere. Others stay set aside.
    """
    if not any(HEADING in found.set_aside.values() for found in founds):
        return list(founds)
    known = _known_names(founds)
    return [part for found in founds for part in _parted(found, known)]


def _known_names(founds: Sequence[Found]) -> Mapping[str, str]:
    """Give the cases and departments that tables name in columns, each with its field."""
    names: dict[str, str] = {}
    for found in founds:
        for field in _FIELDS[:3]:
            for item in found.items if field in found.columns else ():
                place = item.places.get(field)
                if place and (text := found.grid.text(*place)):
                    names.setdefault(normal(text), field)
    return names


def _parted(found: Found, known: Mapping[str, str]) -> list[Found]:
    if found.holds != "benefits" or not found.items:
        return [found]
    last = max(item.row for item in found.items)
    headings = {r - 1: t for r, t in found.set_aside.items() if t == HEADING and r - 1 < last}
    fed = {row: _feed(found, row, known) for row in headings}
    if not any(feed for feed, _ in fed.values()):
        return [found]
    return _groups(found, fed)


def _groups(found: Found, fed: Mapping[int, tuple[Feeds, Place]]) -> list[Found]:
    groups: list[tuple[Feeds, dict[str, Place], list[Item]]] = [({}, {}, [])]
    rows = sorted([*fed, *(item.row for item in found.items)])
    items = {item.row: item for item in found.items}
    for row in rows:
        if row in items:
            groups[-1][2].append(items[row])
            continue
        feed, place = fed[row]
        kept = _kept(groups[-1][0], feed)
        places = {name: groups[-1][1][name] for name in kept} | dict.fromkeys(feed, place)
        groups.append((kept | feed, places, []))
        if feed:
            said = " and ".join(_SAID[name] for name in feed)
            found.set_aside[row + 1] = f"is a heading: the {said} of the rows below it"
    filled = [group for group in groups if group[2]]
    return [_group(found, n, filled) for n in range(len(filled))]


def _kept(before: Feeds, feed: Feeds) -> Feeds:
    """Give what still holds below a heading: a department's project ends at the next of either."""
    if not feed:
        return {}
    widest = min(_FIELDS.index(name) for name in feed)
    return {name: text for name, text in before.items() if _FIELDS.index(name) < widest}


def _group(
    found: Found, number: int, groups: Sequence[tuple[Feeds, dict[str, Place], list[Item]]]
) -> Found:
    feeds, places, items = groups[number]
    first = groups[number - 1][2][-1].row + 1 if number else 0
    after = items[-1].row if number + 1 < len(groups) else max(found.set_aside, default=0)
    own = {
        r: why for r, why in found.set_aside.items() if first <= r - 1 <= max(after, items[-1].row)
    }
    left, right = found.range.split(":")
    top = position(left)[0] if not number else min([r - 1 for r in own] + [items[0].row])
    return replace(
        found,
        items=items,
        alike=found.items,
        range=f"{address(top, position(left)[1])}:{address(items[-1].row, position(right)[1])}",
        columns={**found.columns, **{name: address(*place) for name, place in places.items()}},
        constants={**found.constants, **feeds},
        set_aside=own,
        doubts=found.doubts if not number else [],
        reasons=(*found.reasons, partial(_reasons, feeds, places, items)),
    )


def _reasons(feeds: Feeds, places: Mapping[str, Place], items: Sequence[Item]) -> Iterator[str]:
    for name, text in feeds.items():
        rows = f"rows {items[0].row + 1} to {items[-1].row + 1}"
        yield f"{address(*places[name])} “{text}” → {name} of {rows}"


def _feed(found: Found, row: int, known: Mapping[str, str]) -> tuple[Feeds, Place]:
    """Give what a heading says and where it stands; nothing where that is not clear."""
    column = next(c for c, cell in enumerate(found.grid.rows[row]) if cell != "")
    text = " ".join(found.grid.text(row, column).split())
    feeds = dict(_readings(found, text, column, known))
    free = {name: said for name, said in feeds.items() if name not in found.columns}
    return free, (row, column)


def _readings(
    found: Found, text: str, column: int, known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    label = _LABEL.match(text)
    if label and (field := _field_of(label["label"])):
        yield field, label["name"].strip()
    elif field := _field_by_word(text) or known.get(normal(text), ""):
        yield field, text
    elif meant := vocabulary()["class"].get(normal(re.sub(r"(?i)\s*benefits?$", "", text))):
        yield "benefits.class", meant
    elif field := _field_of_first_part(found, column):
        yield field, text


def _field_of(label: str) -> str:
    fields = [match.field for match in whole_matches(label, "benefits")]
    return next((field for field in fields if field in _FIELDS), "")


def _field_by_word(text: str) -> str:
    """Give the field that a heading's last word names, or its first: “Department of Health”."""
    words = normal(text).split()
    if len(words) < 2 or not _OTHER.isdisjoint(words):
        return ""
    kinds = {words[-1], *(words[:1] if words[1] in _OF else ())}
    return next((field for field in _FIELDS if not kinds.isdisjoint(_kinds_of(field))), "")


@lru_cache(maxsize=8)
def _kinds_of(field: str) -> frozenset[str]:
    """Give the words that say what kind of thing a name is, in every language."""
    said = (stated.get("headings", {}).get(field, []) for stated in languages().values())
    return frozenset(normal(word) for words in said for word in words)


def _field_of_first_part(found: Found, column: int) -> str:
    """Give the field of the first of two things that the heading's column holds by its header."""
    header = next(
        (
            text
            for name, text in found.headers.items()
            if found.columns.get(name) == _letters(column)
        ),
        "",
    )
    first, *more = _PARTS.split(header)
    return _field_of(first) if more else ""


def _letters(column: int) -> str:
    return address(0, column).rstrip("1")
