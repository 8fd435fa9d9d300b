"""What each style of a workbook makes of a number."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.package import local_name, xml_root
from bcr.workbook.files.styles import formats_under, meaning, shows_a_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

PART: Final = "xl/styles.xml"
_MOMENTS: Final = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))
#: What readers take a number for under the formats that need no code.
_BUILT_IN: Final = {**dict.fromkeys(map(str, _MOMENTS), "moment"), "46": "span"}


class Look(NamedTuple):
    """What a number is taken for ("", "moment" or "span"), and how it is shown."""

    taken_for: str = ""
    shows_day: bool = False
    #: Digits, with leading zeros, that the number is shown in.
    padded: int = 0
    #: Whether days are counted from 1904 on, where it is taken for a moment.
    from_1904: bool = False


class Style(NamedTuple):
    """What a style makes of a number, and what is said beside it."""

    look: Look = Look()
    #: "percent", "clock" or a currency code, whatever the value is.
    meaning: str = ""


@lru_cache(maxsize=32)
def styles_in(styles: bytes, *, from_1904: bool) -> Mapping[str, Style]:
    """Give what each style makes of a number; workbooks of a family share them to the byte.

    Raises: Unusual, where the styles are not written in the usual order. Refused, where they are
    no XML.
    """
    root = xml_root(styles, PART)
    codes = _codes(root)
    found = {}
    for style, (number, code) in formats_under(root).items():
        meant = meaning(number, code)
        padded = len(meant) if meant.startswith("0") else 0
        taken_for = _taken_for(codes[number]) if number in codes else _BUILT_IN.get(number, "")
        counts_from_1904 = from_1904 and taken_for == "moment"
        look = Look(taken_for, shows_a_day(number, code), padded, counts_from_1904)
        found[style] = Style(look, "" if padded else meant)
    return found


def _codes(root: Element) -> Mapping[str, str]:
    """Give the codes of a workbook's own formats by their numbers."""
    lists = [local_name(one.tag) for one in root]
    nested = [local_name(one.tag) for child in root for one in child.iter() if one is not child]
    formats = [list(one) for one in root if local_name(one.tag) == "numFmts"]
    styles = [one for one in root if local_name(one.tag) == "cellXfs"]
    if (
        local_name(root.tag) != "styleSheet"
        or {"numFmts", "cellXfs"} & set(nested)
        or len(formats) > 1
        or len(styles) > 1
        or any(local_name(one.tag) != "xf" for style in styles for one in style)
        or (formats and styles and lists.index("numFmts") > lists.index("cellXfs"))
    ):
        raise Unusual
    return {
        one.attrib["numFmtId"]: one.attrib["formatCode"]
        for ones in formats
        for one in ones
        if local_name(one.tag) == "numFmt" and {"numFmtId", "formatCode"} <= one.attrib.keys()
    }


def _taken_for(code: str) -> str:
    """Tell what the first section of a format code makes of a number, letter by letter."""
    half_day, brackets, elapsed, last = False, 0, False, " "
    for letter, is_literal in _letters(code):
        lower = letter.lower()
        if is_literal:
            pass
        elif letter == "[":
            brackets += 1
        elif letter == "]":
            if brackets == 1 and elapsed:
                return "span"
            brackets = max(brackets - 1, 0)
        elif not brackets and not half_day and lower == "a":
            half_day = True
        elif not brackets and lower in ("pm/" if half_day else "dmhys"):
            return "moment"
        elif not (elapsed and lower == last.lower()):
            elapsed = last == "[" and lower in "mhs"
        last = letter
    return ""


def _letters(code: str) -> Iterator[tuple[str, bool]]:
    """Give the letters of the first section of a format code, and which stand for themselves."""
    is_next_literal = is_quoted = False
    for letter in code:
        is_literal = is_next_literal or is_quoted or letter in '_\\*"'
        if not is_literal and letter == ";":
            return
        if not is_next_literal and letter == '"':
            is_quoted = not is_quoted
        is_next_literal = not is_next_literal and letter in "_\\*"
        yield letter, is_literal
