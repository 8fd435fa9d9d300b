"""What a worksheet's XML says and its values do not.

Errors, formulas without a stored value, percent and money formats, hidden rows and columns: the
difference between 0.85 and 85, and between blank and broken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from bcr.workbook.files.addresses import column_number, position
from bcr.workbook.files.marks import MOST_HIDDEN, TRUE, Marks
from bcr.workbook.files.package import damaged, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What makes it worth while to walk through a sheet: errors, formulas, hidden rows and columns.
#: The longer ones are looked for where the short one before them is found at all.
_TELLING: Final[Mapping[bytes, tuple[bytes, ...]]] = {
    b't="e"': (),
    b"'": (b"t='e'", b"hidden='1'", b"hidden='true'"),
    b"<f": (b"<f>", b"<f ", b"<f/"),
    b":f": (b":f>", b":f ", b":f/"),
    b"hidden=": (b'hidden="1"', b'hidden="true"'),
}
#: Errors that readers know; newer ones, such as #SPILL!, keep them from all that is in a file.
_KNOWN_ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
)
_ERROR: Final = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt=["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>)[^<]*""",
    re.DOTALL,
)
#: Comments and prefixed names, behind which a cell may stand otherwise than Excel writes it.
_COMMENT: Final = b"<!"
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_OTHER_CELL: Final = re.compile(
    rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?/?>)'
)


def marks_in(xml: bytes, part: str, formats: Mapping[str, str]) -> Marks:
    """Give the marks of a worksheet; its XML is walked through only where that can tell.

    Raises: Refused, when the part is not sound XML.
    """
    says_more = _says_more(xml)
    if not (says_more or any(style in xml for style in _styles(formats))):
        return Marks()
    if not says_more and _is_plain(xml):
        _require_sound(xml, part)
        return Marks(formats=_formats_in(xml, formats))
    walk = _Walk(formats)
    parser = DefusedXMLParser(target=walk, forbid_dtd=True)
    try:
        parser.feed(xml)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise damaged(f"{part} cannot be read ({error})") from None
    return walk.marks


def unknown_errors(marks: Marks) -> bool:
    """Tell whether a sheet has errors that readers do not know."""
    return not _KNOWN_ERRORS.issuperset(marks.errors.values())


def with_known_errors(xml: bytes) -> bytes:
    """Give a worksheet with one well-known error for all that are there."""
    return _ERROR.sub(rb"\1#N/A", xml)


def _is_plain(xml: bytes) -> bool:
    """Tell whether each cell is written as Excel writes it: address, then style, then type."""
    return not (_COMMENT in xml or _PREFIXED.search(xml) or _OTHER_CELL.search(xml))


def _require_sound(xml: bytes, part: str) -> None:
    try:
        ParserCreate().Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    except ExpatError as error:
        raise damaged(f"{part} cannot be read ({error})") from None


def _formats_in(xml: bytes, formats: Mapping[str, str]) -> dict[int, dict[int, str]]:
    """Give what the cells of a plain sheet are shown as, without a look at the other cells."""
    there = [style for style in formats if f' s="{style}"'.encode() in xml]
    cell = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)" s="(' + "|".join(there).encode() + rb')"')
    columns: dict[bytes, dict[int, str]] = {}
    meanings = {style.encode(): formats[style] for style in there}
    for letters, row, style in cell.findall(xml) if there else ():
        if letters not in columns:
            columns[letters] = {}
        columns[letters][int(row) - 1] = meanings[style]
    return {column_number(letters.decode()): shown for letters, shown in columns.items()}


def _says_more(xml: bytes) -> bool:
    return any(
        not longer or any(one in xml for one in longer)
        for short, longer in _TELLING.items()
        if short in xml
    )


def _styles(formats: Mapping[str, str]) -> Iterator[bytes]:
    for style in formats:
        yield from (f's="{style}"'.encode(), f"s='{style}'".encode())


class _Walk:
    """Hears of each element of a sheet in turn; a cell without an address follows the last."""

    def __init__(self, formats: Mapping[str, str]) -> None:
        self.marks = Marks()
        self._formats = formats
        self._row, self._column = -1, -1
        self._cell: Mapping[str, str] = {}
        self._texts: dict[str, str] = {}
        self._inside = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note where the walk is."""
        match local_name(tag):
            case "c":
                place = attributes.get("r")
                self._row, self._column = position(place) if place else (
                    self._row, self._column + 1)  # fmt: skip
                self._cell, self._texts = attributes, {}
            case "f" | "v" as inside:
                self._inside = inside
                self._texts[inside] = ""
            case "row":
                self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
                if attributes.get("hidden") in TRUE:
                    self.marks.hidden_rows.add(self._row)
            case "col" if attributes.get("hidden") in TRUE:
                first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
                self.marks.hidden_columns.update(range(first - 1, min(last, first + MOST_HIDDEN)))
            case _:
                pass

    def data(self, text: str) -> None:
        """Keep the text of a formula or value."""
        if self._inside:
            self._texts[self._inside] += text

    def end(self, tag: str) -> None:
        """Mark a cell once all of it is known."""
        name = local_name(tag)
        if name == "c":
            self._mark_cell((self._row, self._column))
        elif name == self._inside:
            self._inside = ""

    def close(self) -> None:
        """Nothing is left to do."""

    def _mark_cell(self, place: tuple[int, int]) -> None:
        kind, value = self._cell.get("t"), self._texts.get("v")
        if kind == "e":
            self.marks.errors[place] = value or "#ERROR"
            self.marks.broken_rows.add(place[0])
        elif "f" in self._texts and not value:
            if kind != "str":
                self.marks.uncached[place] = f"={self._texts['f']}"
                self.marks.broken_rows.add(place[0])
        elif (style := self._cell.get("s", "")) in self._formats:
            row, column = place
            self.marks.formats.setdefault(column, {})[row] = self._formats[style]
