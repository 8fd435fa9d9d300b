"""The texts of a piece of XML, as they are shown in a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from bcr.workbook.files.canonical.piece import WORD
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.grid import ESCAPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bcr.workbook.files.canonical.piece import Piece

_ENTITY: Final = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_ENCODING: Final = re.compile(r"<\?xml [^>]*\bencoding=[\"']([^\"']*)[\"']")
#: Bytes below the space, and characters, that are in sound XML and never in it.
_LOW: Final = frozenset(b"\t\n\r")
_NEVER: Final = "\ufffe\uffff"
#: What some files in UTF-8 begin with.
_MARK: Final = "\ufeff"
#: Characters that XML allows, by their numbers.
_CONTROLS: Final = (0x9, 0xA, 0xD)
_CHARACTERS: Final = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
#: Excel's escapes; those of one byte are decoded once more than the others.
_OF_A_BYTE: Final = re.compile("_x00([0-9A-Fa-f]{2})_")
#: What is cut from both ends of a text that does not say to keep it.
_SPACES: Final = " \t\r\n"
_RETURN, _AND, _ESCAPED, _SECTION_END = b"\r", b"&", b"_x", b"]]>"
_LAST_SPACE: Final = ord(" ")
_ASCII: Final = 0x80
#: Bytes of the longest text that is looked for among the others.
_SHORT: Final = 2 * WORD
#: An odd number, by which the bytes of a text are mixed, and into how many buckets they fall.
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_BUCKETS: Final = 1 << 12
_TO_BUCKETS: Final = np.uint64(64 - 12)


class Texts:
    """The texts of a piece by the places of their bytes.

    Raises: Unusual, where the piece is no sound text of XML.
    """

    def __init__(self, piece: Piece) -> None:
        raw = piece.raw
        self._piece = piece
        self._text = sound_text(raw)
        is_wide = len(self._text) != len(raw)
        self._continuing = ((piece.bytes & 0xC0) == _ASCII).nonzero()[0] if is_wide else None
        self._has_returns = _RETURN in raw
        self._is_escaped = _AND in raw or (_ESCAPED[:1] in raw and _ESCAPED in raw)

    def between(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[str]:
        """Give the texts between some bounds as they are written."""
        if self._continuing is not None:
            starts = starts - np.searchsorted(self._continuing, starts)
            ends = ends - np.searchsorted(self._continuing, ends)
        text = self._text
        bounds = zip(starts.tolist(), ends.tolist(), strict=True)
        texts = [text[start:end] for start, end in bounds]
        return [with_one_line_end(one) for one in texts] if self._has_returns else texts

    def shown(
        self,
        starts: NDArray[np.intp],
        ends: NDArray[np.intp],
        meant: Callable[[str], str],
    ) -> NDArray[np.object_]:
        """Give the texts between some bounds as `meant` takes those that are not plainly so.

        Of short ones that are equal there is one, as a sheet has few words in many cells.
        """
        spoken = self._spokesmen(starts, ends - starts)
        own = (spoken == np.arange(len(spoken))).nonzero()[0]
        shown = np.empty(len(spoken), object)
        shown[own] = self._shown(starts.take(own), ends.take(own), meant)
        return shown.take(spoken)

    def _spokesmen(self, starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> NDArray[np.intp]:
        """Give for each text the number of one that is equal, its own where none was found."""
        words = [self._piece.words_at(starts, lengths - i, i) for i in range(0, _SHORT, WORD)]
        mixed = words[0] * _MIXER
        for word in words[1:]:
            mixed ^= word
            mixed *= _MIXER
        mixed >>= _TO_BUCKETS
        numbers = np.arange(len(starts))
        spokesmen = np.empty(_BUCKETS, np.intp)
        buckets = mixed.astype(np.intp)
        spokesmen[buckets] = numbers
        spoken = spokesmen.take(buckets)
        is_equal = (lengths == lengths.take(spoken)) & (lengths <= _SHORT)
        for word in words:
            is_equal &= word == word.take(spoken)
        return np.where(is_equal, spoken, numbers)

    def _shown(
        self,
        starts: NDArray[np.intp],
        ends: NDArray[np.intp],
        meant: Callable[[str], str],
    ) -> list[str]:
        texts = self.between(starts, ends)
        first, last = self._piece.bytes.take(starts), self._piece.bytes.take(ends - 1)
        odd = (first <= _LAST_SPACE) | (last <= _LAST_SPACE) | (first >= _ASCII)
        if self._is_escaped:
            odd |= np.fromiter(("&" in text or "_x" in text for text in texts), bool, len(texts))
        for i in odd.nonzero()[0].tolist():
            texts[i] = meant(texts[i])
        return texts


def sound_text(xml: bytes) -> str:
    """Give some XML as text.

    Raises: Unusual, where its characters are not those of sound XML in UTF-8.
    """
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        raise Unusual from None
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() != "utf-8":
        raise Unusual
    piece = np.frombuffer(xml, np.uint8)
    low = piece < _LAST_SPACE
    if low.any() and not _LOW.issuperset(np.unique(piece[low]).tolist()):
        raise Unusual
    if not xml.isascii() and (text[0] == _MARK or any(one in text for one in _NEVER)):
        raise Unusual
    if _SECTION_END[:1] in xml and _SECTION_END in xml:
        raise Unusual
    if _AND in xml and len(_ENTITY.findall(text)) != xml.count(_AND):
        raise Unusual
    return text


def with_one_line_end(text: str) -> str:
    """Give a text with each end of a line as XML means it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def kept_text(text: str) -> str:
    """Give a text that keeps the spaces around it, as those do that formulas give."""
    return joined_text(part_of_text(unescaped(text), keeps_spaces=True))


def cut_text(text: str) -> str:
    """Give a text without the spaces around it."""
    return joined_text(part_of_text(unescaped(text), keeps_spaces=False))


def part_of_text(text: str, *, keeps_spaces: bool) -> str:
    """Give a part of a text, in which escapes of one byte are decoded before all others are.

    So the general reader does.
    """
    text = text if keeps_spaces else text.strip(_SPACES)
    if "_x00+" in text:
        raise Unusual  # a sign is part of a number to that reader
    return _OF_A_BYTE.sub(_escaped, text) if "_x00" in text else text


def joined_text(text: str) -> str:
    """Give a string as a cell shows it: one of spaces alone says nothing."""
    text = ESCAPE.sub(_escaped, text) if "_x" in text else text
    return "" if text.isspace() else text


def unescaped(text: str) -> str:
    """Give a text with the characters that its entities stand for."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _escaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _entity(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if not (number in _CONTROLS or any(first <= number <= last for first, last in _CHARACTERS)):
        raise Unusual
    return chr(number)
