"""The strings that the cells of a workbook share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError, ParserCreate

from bcr.workbook.files.canonical.texts import (
    cut_text,
    joined_text,
    kept_text,
    part_of_text,
    sound_text,
    with_one_line_end,
)
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD: Final = re.compile(r"(?:<\?xml [^<>]*>\s*)?<sst[^<>]*(?<!/)>")
_END: Final = "</sst>"
#: A string of one text: whether it keeps its spaces, and the text.
_PLAIN: Final = re.compile(r'<si><t( xml:space="preserve")?>([^<]*)</t></si>')
_FRAME: Final = len("<si><t></t></si>")


def shared_strings(xml: bytes) -> list[str]:
    """Give the strings of a workbook as its cells show them.

    Raises: Unusual, where they are not written as the usual programs write them.
    """
    text = sound_text(xml)
    head, end = _HEAD.match(text), text.rfind(_END)
    if head and end >= 0:
        inside = with_one_line_end(text[head.end() : end])
        plain = _PLAIN.findall(inside)
        if sum(len(kept) + len(one) for kept, one in plain) + _FRAME * len(plain) == len(inside):
            return _plain_strings(plain, is_escaped="&" in inside or "_x" in inside)
    return _RichStrings(xml).strings


def _plain_strings(plain: list[tuple[str, str]], *, is_escaped: bool) -> list[str]:
    if is_escaped:
        return [kept_text(text) if kept else cut_text(text) for kept, text in plain]
    return [
        text if text.strip() == text else kept_text(text) if kept else cut_text(text)
        for kept, text in plain
    ]


class _RichStrings:
    """Hears of each element in turn: texts of several formats, and how they are pronounced."""

    def __init__(self, xml: bytes) -> None:
        self.strings: list[str] = []
        self._string: str | None = None
        self._is_phonetic = False
        self._keeps_spaces = False
        self._text: list[str] | None = None
        self._depth = 0
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        try:
            parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
        except ExpatError:
            raise Unusual from None

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._text is not None or (self._depth == 0 and tag != "sst"):
            raise Unusual
        self._depth += 1
        match tag.rpartition(":")[2]:
            case "r" if self._string is None:
                self._string = ""
            case "rPh":
                self._is_phonetic = True
            case "t" if not self._is_phonetic:
                self._text = []
                self._keeps_spaces = attributes.get("xml:space") == "preserve"
            case _:
                pass

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        match tag.rpartition(":")[2]:
            case "t" if self._text is not None:
                text = part_of_text("".join(self._text), keeps_spaces=self._keeps_spaces)
                self._string = (self._string or "") + text
                self._text = None
            case "rPh":
                self._is_phonetic = False
            case "si":
                self.strings.append(joined_text(self._string or ""))
                self._string, self._is_phonetic = None, False
            case _:
                pass
