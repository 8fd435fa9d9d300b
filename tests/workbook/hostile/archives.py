"""Archives: bombs, entities, parts that are missing, lie or lead elsewhere."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, Final

from tests.workbook.hostile.hostile import (
    GOOD,
    HEADER,
    MAIN,
    SHEET,
    Hostile,
    changed,
    content,
    replaced,
    rows,
    sound,
)

if TYPE_CHECKING:
    from pathlib import Path

_STRINGS: Final = "xl/sharedStrings.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_LAUGHS: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9}">' for n in range(1, 9))
#: Readers that mind no end give its first row and are silent about the others.
_EARLY: Final = f'<worksheet xmlns="{MAIN}"><sheetData>{HEADER}{GOOD}'
_FROM_A_FILE: Final = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def _strings(head: str, inside: str) -> str:
    return f'<?xml version="1.0"?>{head}<sst xmlns="{MAIN}"><si><t>{inside}</t></si></sst>'


def _many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"xl/{number}", "")


def _nested(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("register.xlsx", sound())


def _dense(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b" " * 60_000_000)


def _declared(size: int) -> bytes:
    """Give a sound workbook whose directory says that its first part is of this size."""
    packed = bytearray(sound())
    struct.pack_into("<I", packed, packed.index(b"PK\x01\x02") + 24, size)
    return bytes(packed)


def _flagged(flag: int) -> bytes:
    """Give a sound workbook whose directory sets a flag for its first part."""
    packed = bytearray(sound())
    struct.pack_into("<H", packed, packed.index(b"PK\x01\x02") + 8, flag)
    return bytes(packed)


def _packed_in_a_way_of_its_own() -> bytes:
    packed = bytearray(sound())
    struct.pack_into("<H", packed, packed.index(b"PK\x01\x02") + 10, 97)
    return bytes(packed)


def _without(first: int, last: int) -> bytes:
    """Give a sound workbook with bytes cut out: its parts begin before it does."""
    return sound()[:first] + sound()[last:]


ARCHIVES: Final = (
    Hostile("bomb by ratio.xlsx", _dense, refused="unpacks from"),
    Hostile("bomb by declared size.xlsx", content(_declared(2**31)), refused="unpacks from"),
    Hostile("bytes cut out.xlsx", content(_without(60, 102)), refused="The file is damaged"),
    Hostile("ten thousand parts.xlsx", _many_parts, refused="10,001 parts"),
    Hostile("workbook in a zip.xlsx", _nested, refused="zip archive, not a workbook"),
    Hostile("empty zip.xlsx", content(b"PK\5\6" + bytes(18)), refused="zip archive"),
    Hostile(
        "entities that grow.xlsx",
        changed({_STRINGS: _strings(f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>', "&l8;")}),
        refused=f"declares XML entities (in {_STRINGS})",
    ),
    Hostile(
        "entity from a file.xlsx",
        changed({_STRINGS: _strings(_FROM_A_FILE, "&f;")}),
        refused="declares XML entities",
    ),
    Hostile(
        "entity from the web.xlsx",
        changed({_STRINGS: _strings('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "")}),
        refused="declares XML entities",
    ),
    Hostile(
        "document type behind a long comment.xlsx",
        changed({_STRINGS: _strings(f"<!--{' ' * 9000}--><!DOCTYPE x [<!ENTITY f 'x'>]>", "&f;")}),
        refused="XML entities",
    ),
    Hostile("cut in half.xlsx", content(sound()[: len(sound()) // 2]), refused="damaged"),
    Hostile("without its end.xlsx", content(sound()[:-30]), refused="damaged"),
    Hostile("zeros at the end.xlsx", content(sound()[:-400] + bytes(400)), refused="damaged"),
    Hostile("locked part.xlsx", content(_flagged(1)), refused="damaged"),
    Hostile("unknown packing.xlsx", content(_packed_in_a_way_of_its_own()), refused="damaged"),
    Hostile("no workbook part.xlsx", changed({}, ["xl/workbook.xml"]), refused="damaged"),
    Hostile("no relations.xlsx", changed({}, [_RELATIONS]), refused=f"{_RELATIONS} is missing"),
    Hostile("no sheet part.xlsx", changed({}, [SHEET]), refused=f"{SHEET} of sheet"),
    Hostile("strings that are not there.xlsx", changed({}, [_STRINGS]), targets=(80.0,)),
    Hostile("no styles.xlsx", changed({}, ["xl/styles.xml"]), targets=(80.0,)),
    Hostile("no content types.xlsx", changed({}, ["[Content_Types].xml"]), targets=(80.0,)),
    Hostile(
        "relation to above the root.xlsx",
        replaced(_RELATIONS, "/xl/worksheets/sheet1.xml", "../../../../etc/passwd"),
        refused="etc/passwd of sheet “Sheet” is missing",
    ),
    Hostile(
        "relation to itself.xlsx",
        replaced(_RELATIONS, "/xl/worksheets/sheet1.xml", "/xl/workbook.xml"),
        refused="xl/workbook.xml is no whole worksheet",
    ),
    Hostile("part named above the root.xlsx", changed({"../../evil.xml": "<x/>"}), targets=(80.0,)),
    Hostile("XML that breaks off.xlsx", rows(GOOD, "<row"), refused="damaged"),
    Hostile("no XML at all.xlsx", changed({SHEET: "\0\1\2"}), refused="damaged"),
    Hostile("deep XML.xlsx", changed({SHEET: "<a>" * 100_000 + HEADER}), refused="no whole"),
    Hostile("sheet that ends early.xlsx", changed({SHEET: _EARLY}), refused="no whole worksheet"),
)
