"""What stands around the rows of a sheet: its hidden columns and merged ranges.

It is parsed as one small document, in which one row, and one formula, stands for each way their
tags are written: what the tags say beside cells is as sound as that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError, ParserCreate

from bcr.workbook.files.addresses import position
from bcr.workbook.files.canonical.texts import sound_text
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.marks import MOST_HIDDEN, TRUE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: The tags around the rows.
START, END = b"<sheetData>", b"</sheetData>"
#: Bytes in which a sheet ends, with what may stand behind it.
_LAST_BYTES: Final = 1000
_LAST_TAG: Final = b"</worksheet>"
#: What comments and instructions begin with.
_OTHERS: Final = re.compile(rb"<[!?]")
_RANGE: Final = re.compile("([A-Z]{1,3}[1-9][0-9]{0,6})(?::([A-Z]{1,3}[1-9][0-9]{0,6}))?")
#: What is said of the extent of a sheet, which alone differs in a family; nothing is read from it.
_EXTENT: Final = re.compile(
    rb'<dimension ref="[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?" ?/>'
)


class Frame:
    """What stands before and behind the rows of a sheet.

    Raises: Unusual, where it is not as the usual programs write it.
    """

    def __init__(self, head: bytes, tail: bytes) -> None:
        self._head, self._tail = _EXTENT.sub(b"", head, count=1), tail
        require = _require_sound_once if len(self._head) < _SHARED else _require_sound
        require(self._head)  # which says how all of it is encoded
        is_ended = self._tail.find(_LAST_TAG, -_LAST_BYTES) >= 0
        if not is_ended or _OTHERS.search(self._tail):
            raise Unusual

    def said(self, row_tails: Collection[bytes], formula_tags: Collection[bytes]) -> Said:
        """Give what the frame says, with the ways in which tags of rows and formulas are written.

        Raises: Unusual, where it is not sound, or says of a cell what is not looked at here.
        """
        tails = tuple(sorted(row_tails))
        ways = [b'<row r="1"' + _whole(tail, b"</row>") for tail in tails]
        ways += [_whole(tag, b"</f>") for tag in sorted(formula_tags)]
        xml = b"".join((self._head, START, *ways, END, self._tail))
        return _said(xml, tails) if len(xml) < _SHARED else Said(xml, tails)


class Said:
    """What is heard of the elements of a frame, one after the other.

    Raises: Unusual, where it is not sound, or says of a cell what is not looked at here.
    """

    def __init__(self, xml: bytes, row_tails: tuple[bytes, ...]) -> None:
        self.hidden_columns: set[int] = set()
        #: Ways in which the tags of hidden rows are written.
        self.hidden_tails: set[bytes] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self._row_tails = row_tails
        #: How many rows were heard of; none can be before the element that holds them.
        self._rows, self._lists = -1, 0
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        try:
            parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
        except (ExpatError, ValueError):
            raise Unusual from None
        if self._rows != len(row_tails):
            raise Unusual

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "sheetData" if self._rows < 0:
                self._rows = 0
            case "row" if 0 <= self._rows < len(self._row_tails):
                if attributes.get("hidden") in TRUE:
                    self.hidden_tails.add(self._row_tails[self._rows])
                self._rows += 1
            case "row" if "hidden" not in attributes:
                pass  # where an anchor of a drawing stands
            case "col" if attributes.get("hidden") in TRUE:
                first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
                self.hidden_columns.update(range(first - 1, min(last, first + MOST_HIDDEN)))
            case "mergeCell":
                self.merged.append(_range(attributes))
            case "mergeCells":
                self._lists += 1
            case "sheetData" | "row" | "c" | "dimension":
                raise Unusual
            case _:
                pass
        if self._lists > 1:
            raise Unusual


def _require_sound(head: bytes) -> None:
    sound_text(head)
    if _OTHERS.search(head, 1):
        raise Unusual


#: Bytes up to which a frame is remembered: workbooks of a family have the same.
_SHARED: Final = 20_000
_said = lru_cache(maxsize=64)(Said)
_require_sound_once = lru_cache(maxsize=64)(_require_sound)


def _whole(tag: bytes, end: bytes) -> bytes:
    if tag.count(b">") != 1 or not tag.endswith(b">"):
        raise Unusual
    return tag if tag.endswith(b"/>") else tag + end


def _range(attributes: Mapping[str, str]) -> tuple[int, int, int, int]:
    match = _RANGE.fullmatch(attributes.get("ref", ""))
    if match is None:
        raise Unusual
    (top, left), (bottom, right) = position(match[1]), position(match[2] or match[1])
    if top > bottom or left > right:
        raise Unusual
    return top, left, bottom, right
