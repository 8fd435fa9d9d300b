"""What the number formats of a workbook say: 0.85 shown as 85%, 1200 shown as £1,200."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.package import local_name, xml_root

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from bcr.workbook.files.package import Archive

_BUILT_IN: Final = {"9": "percent", "10": "percent", "18": "clock", "20": "clock"}
#: Built-in formats that show a day.
_DAYS: Final = frozenset({"14", "15", "16", "17", "22"})
#: Literal text in a number format; of [$£-809] the currency.
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]')
#: [Red], [h] and conditions.
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_ZEROS: Final = re.compile(r"0{2,}")
_CURRENCIES: Final = {"£": "GBP", "€": "EUR", "A$": "AUD", "NZ$": "NZD", "US$": "USD", "$": "USD"}


def formats_by_style(archive: Archive) -> Mapping[str, str]:
    """Give "percent", "clock", a currency code or 0000 for each cell style that is shown so.

    "clock" is a time in hours and minutes alone; 0000 a number with leading zeros.
    """
    meanings = ((style, meaning(*xf)) for style, xf in _formats(archive).items())
    return {style: meaning for style, meaning in meanings if meaning}


def day_styles(archive: Archive) -> frozenset[str]:
    """Give the cell styles that show a day."""
    return frozenset(style for style, xf in _formats(archive).items() if shows_a_day(*xf))


def _formats(archive: Archive) -> Mapping[str, tuple[str, str]]:
    part = "xl/styles.xml"
    return formats_in(archive.read(part), part) if part in archive.namelist() else {}


@lru_cache(maxsize=32)
def formats_in(xml: bytes, part: str) -> Mapping[str, tuple[str, str]]:
    """Give number and code of each style's format; workbooks of a family share it to the byte.

    Raises: Refused, when the part is not sound XML.
    """
    return formats_under(xml_root(xml, part))


def formats_under(root: Element) -> Mapping[str, tuple[str, str]]:
    """Give number and code of each style's format, from the root of the styles."""
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter()
        if local_name(element.tag) == "numFmt"
    }
    styles = next((e for e in root.iter() if local_name(e.tag) == "cellXfs"), ())
    numbers = (xf.get("numFmtId", "0") for xf in styles)
    return {str(style): (one, codes.get(one, "")) for style, one in enumerate(numbers)}


def shows_a_day(number: str, code: str) -> bool:
    """Tell whether a number format, given its number and code, shows a day."""
    shown = _BRACKETS.sub("", _LITERAL.sub("", code)).lower()
    return number in _DAYS or not set("dy").isdisjoint(shown)


@lru_cache(maxsize=1024)
def meaning(number: str, code: str) -> str:
    """Give "percent", "clock", a currency code or 0000, where a number format is one of them."""
    if number in _BUILT_IN:
        return _BUILT_IN[number]
    if _ZEROS.fullmatch(code):
        return code
    literal = " ".join("".join(groups) for groups in _LITERAL.findall(code))
    bare = _LITERAL.sub("", code)
    if "%" in bare:
        return "percent"
    letters = set(bare.lower())
    if "h" in letters and not letters & set("sdy"):
        return "clock"
    shown = f"{literal} {bare}"
    return next((iso for symbol, iso in _CURRENCIES.items() if symbol in shown), "")
