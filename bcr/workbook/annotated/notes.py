"""Notes on cells: what bcr says beside what others have said, whose notes stay as they were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bcr.workbook.annotated.marked_cells import with_drawing_of_notes
from bcr.workbook.annotated.markup import Change, changed, sayable, tags
from bcr.workbook.annotated.parts import HEAD, MAIN, with_last_child
from bcr.workbook.files.addresses import address, position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.workbook.annotated.markup import Tag
    from bcr.workbook.annotated.parts import Parts

_AUTHOR: Final = "bcr"
_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: Excel shows a conversation in place of the note of a cell whose author is named so.
_CONVERSATION: Final = "tc="
_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_DRAWING: Final = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    "</xml>"
)
_NOTE_TYPE: Final = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE_NUMBER: Final = re.compile(r"_x0000_s(\d+)")
_FIRST_SHAPE: Final = 1025
_WIDE: Final = 4
_CHARACTERS_A_LINE: Final = 38
_MOST_LINES: Final = 20

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of the notes for one sheet."""

    #: The sheet, which names the drawing of its notes.
    text: str
    #: Cells with a conversation, which shows no note; they have none of ours.
    left_alone: frozenset[Place]


def with_notes(parts: Parts, sheet: str, text: str, notes: Mapping[Place, str]) -> Noted:
    """Give a sheet with notes on its cells; one that is there already is written on below its text.

    `sheet` is the name of its part and `text` what is in it.
    Raises: CannotMark, when its notes are not kept as other workbooks' are.
    """
    part = parts.related(sheet, "comments")
    if part is None:
        part = parts.free("xl/comments{}.xml")
        parts.write(part, f'{HEAD}<comments xmlns="{MAIN}"><authors/><commentList/></comments>')
        parts.declare(part, _COMMENTS)
        parts.relate(sheet, part, "comments")
    comments = _Comments(parts.read(part))
    told = {place: note for place, note in notes.items() if place not in comments.conversations}
    parts.write(part, comments.with_notes(told))
    new = [place for place in told if place not in comments.places]
    return Noted(
        _with_shapes(parts, sheet, text, {place: told[place] for place in new}),
        frozenset(notes.keys() - told.keys()),
    )


class _Comments:
    """The comment part of a sheet: where notes are, and which of them are conversations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._authors = _authors(text)
        self._notes = dict(_notes(text))
        self.places = frozenset(self._notes)
        talks = {str(n) for n, one in enumerate(self._authors) if one.startswith(_CONVERSATION)}
        self.conversations = frozenset(
            place
            for place, inside in self._notes.items()
            if inside[0].attribute("authorId") in talks
        )

    def with_notes(self, notes: Mapping[Place, str]) -> str:
        """Give the part with notes added, or written on."""
        if not notes:
            return self._text
        changes = [
            change
            for place, note in notes.items()
            if place in self._notes
            for change in _written_on(self._notes[place], note)
        ]
        text = changed(self._text, changes)
        text = with_last_child(text, "authors", f"<{{0}}author>{_AUTHOR}</{{0}}author>")
        new = "".join(
            f'<{{0}}comment ref="{address(*place)}" authorId="{len(self._authors)}"><{{0}}text>'
            f"{_run(note)}</{{0}}text></{{0}}comment>"
            for place, note in sorted(notes.items())
            if place not in self._notes
        )
        return with_last_child(text, "commentList", new) if new else text


def _run(note: str) -> str:
    said = sayable(note).replace("{", "{{").replace("}", "}}")
    return f'<{{0}}r><{{0}}t xml:space="preserve">{said}</{{0}}t></{{0}}r>'


def _authors(text: str) -> list[str]:
    found: list[str] = []
    start = 0
    for tag in tags(text):
        if tag.name == "author":
            if tag.is_empty or tag.is_close:
                found.append("" if tag.is_empty else text[start : tag.start])
            start = tag.end
    return found


def _notes(text: str) -> Iterator[tuple[Place, list[Tag]]]:
    """Give the tags of each note by its cell."""
    inside: list[Tag] = []
    for tag in tags(text):
        if tag.name == "comment" and not tag.is_close:
            inside = []
        inside.append(tag)
        if tag.name == "comment" and not tag.opens:
            yield position(inside[0].attribute("ref") or ""), inside


def _written_on(inside: list[Tag], note: str) -> Iterator[Change]:
    """Add a run of text to a note; a text without runs becomes the first of them."""
    depth = 0
    last: Tag | None = None
    for tag in inside:
        depth -= tag.is_close
        if depth == 2 and tag.name in {"t", "r"}:
            if tag.name == "t":
                yield from _as_run(tag)
            last = tag
        if depth == 1 and tag.name == "text":
            prefix = tag.prefix
            run = _run(f"\n\n{note}").format(prefix)
            place = last.end if last else tag.start
            if tag.is_close:
                yield Change(place, place, run)
            elif tag.is_empty:
                yield Change(tag.start, tag.end, f"{tag.opened()}{run}</{tag.qname}>")
        depth += tag.opens


def _as_run(tag: Tag) -> Iterator[Change]:
    opening, closing = f"<{tag.prefix}r>", f"</{tag.prefix}r>"
    if not tag.is_close:
        yield Change(tag.start, tag.start, opening)
    if not tag.opens:
        yield Change(tag.end, tag.end, closing)


def _with_shapes(parts: Parts, sheet: str, text: str, notes: Mapping[Place, str]) -> str:
    """Draw the boxes of new notes, and give the sheet that names their drawing."""
    if not notes:
        return text
    named = next((tag for tag in tags(text) if tag.name == "legacyDrawing"), None)
    drawing = parts.related(sheet, "vmlDrawing") if named else None
    if drawing is None:
        drawing = parts.free("xl/drawings/vmlDrawing{}.vml")
        parts.write(drawing, _EMPTY_DRAWING)
        parts.declare(drawing, _VML)
        text = with_drawing_of_notes(text, parts.relate(sheet, drawing, "vmlDrawing"))
    drawn = parts.read(drawing)
    numbers = [int(number) for number in _SHAPE_NUMBER.findall(drawn)]
    first = max(numbers, default=_FIRST_SHAPE - 1) + 1
    shapes = [_shape(first + n, place, notes[place]) for n, place in enumerate(sorted(notes))]
    kind = "" if 'id="_x0000_t202"' in drawn else _NOTE_TYPE
    end = drawn.rindex("</")
    parts.write(drawing, changed(drawn, [Change(end, end, kind + "".join(shapes))]))
    return text


def _shape(number: int, place: Place, note: str) -> str:
    """Draw a hidden note's box beside its cell, as high as its text."""
    row, column = place
    lines = sum(len(line) // _CHARACTERS_A_LINE + 1 for line in note.splitlines())
    bottom = row + min(lines, _MOST_LINES) + 1
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 4, {column + 1 + _WIDE}, 15, {bottom}, 4"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" '
        'obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
