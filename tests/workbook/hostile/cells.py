"""Sheets: cells where none belongs, values that are none, more of everything than anyone needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.styles import Font

from tests.workbook.books import text_cell, text_row
from tests.workbook.hostile.hostile import (
    GOOD,
    MAIN,
    Hostile,
    cell,
    edited,
    replaced,
    rows,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

_STYLES: Final = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_FAR: Final = f'<row r="100000">{text_cell("XFD100000", "the end")}</row>'
_TWICE: Final = f'<row r="3">{text_cell("A3", "B-2") * 2}</row>'
_NO_ROW: Final = f'<row r="minus one">{text_cell("A3", "B-2")}</row>'
_BEYOND: Final = f'<row r="3">{text_cell("ZZZZ3", "B-2")}</row>'
_ROW_ZERO: Final = f'<row r="0">{text_cell("A0", "B-2")}</row>'


def _merges(book: Workbook) -> None:
    for row in range(10, 2_010):
        book.worksheets[0].merge_cells(f"A{row}:B{row}")


def _sheets(book: Workbook) -> None:
    for number in range(1_500):
        book.create_sheet(f"Sheet {number}")


def _fonts(book: Workbook) -> None:
    for number in range(3_000):
        book.worksheets[0].cell(number + 10, 1).font = Font(size=8 + number / 100)


def _number(value: str) -> str:
    return f'<c r="D3"><v>{value}</v></c>'


def _day(serial: str) -> str:
    return f'<c r="D3" s="1"><v>{serial}</v></c>'


_DAYS: Final = {"xl/styles.xml": _STYLES}
_HOURS: Final = {"xl/styles.xml": _STYLES.replace('"14"', '"21"')}
_RED: Final = '<numFmts count="1"><numFmt numFmtId="170" formatCode="[Red]h:mm:ss"/></numFmts>'
_RED_HOURS: Final = {
    "xl/styles.xml": _STYLES.replace('"14"', '"170"').replace("<cellXfs", f"{_RED}<cellXfs")
}
_TEXTS: Final = {
    "control characters": "a&#x9;b_x0000_c_x001B_[2J",
    "right to left": "\u202eslla\u202c \u05e9\u05dc\u05d5\u05dd",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1ec\U0001f1e7",
    "a formula": "=cmd|' /C calc'!A0",
    "a long text": "x" * 32_767,
    "markup": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "no text at all": "\u200b\u00a0\ufeff",
}

CELLS: Final = (
    Hostile("far cell.xlsx", rows(GOOD, _FAR), targets=(80.0,)),
    Hostile("cell twice.xlsx", rows(GOOD, _TWICE), refused="cell A3 is in"),
    Hostile("row without a number.xlsx", rows(GOOD, _NO_ROW), refused="damaged"),
    Hostile("column beyond the last.xlsx", rows(GOOD, _BEYOND), refused="damaged"),
    Hostile("row 0.xlsx", rows(GOOD, _ROW_ZERO), refused="damaged"),
    Hostile(
        "dimension that lies.xlsx",
        replaced("xl/worksheets/sheet1.xml", 'ref="A1:D2"', 'ref="A1:XFD1048576"'),
        targets=(80.0,),
    ),
    Hostile(
        "dimension that is none.xlsx",
        replaced("xl/worksheets/sheet1.xml", 'ref="A1:D2"', 'ref="here and there"'),
        refused="damaged",
    ),
    Hostile("huge number.xlsx", cell(_number("1e308")), targets=(80.0, 1e308)),
    Hostile("number beyond all.xlsx", cell(_number("1e999")), says=("D3", "target-not-a-number")),
    Hostile("not a number.xlsx", cell(_number("NaN")), says=("D3", "target-not-a-number")),
    Hostile("text for a number.xlsx", cell(_number("soon")), says=("D3", "target-not-a-number")),
    Hostile(
        "text that says nan.xlsx",
        cell(text_cell("D3", "nan")),
        says=("D3", "target-not-a-number"),
    ),
    Hostile(
        "text that says infinity.xlsx",
        cell(text_cell("D3", "-inf")),
        says=("D3", "target-not-a-number"),
    ),
    Hostile(
        "text that looks like that error.xlsx",
        cell(f'{text_cell("B3", "#SPILL!")}<c r="D3" t="e"><f>A1</f><v>#SPILL!</v></c>'),
        says=("D3", "error-cell"),
        titles=("Calls", "#SPILL!"),
    ),
    Hostile("29 February 1900.xlsx", cell(_day("60"), _DAYS), targets=(80.0, None)),
    Hostile("day 0.xlsx", cell(_day("0"), _DAYS), says=("D3", "target-not-a-number")),
    Hostile("half of day 0.xlsx", cell(_day("0.5"), _DAYS), says=("D3", "target-not-a-number")),
    Hostile("day before all.xlsx", cell(_day("-1"), _DAYS), says=("D3", "target-not-a-number")),
    Hostile("day beyond all.xlsx", cell(_day("-3e6"), _DAYS), says=("D3", "target-not-a-number")),
    Hostile("after 9999.xlsx", cell(_day("2958466"), _DAYS), says=("D3", "target-not-a-number")),
    Hostile("after all days.xlsx", cell(_day("1e10"), _DAYS), says=("D3", "target-not-a-number")),
    Hostile("large amount.xlsx", cell(_number("1e10"), _DAYS), targets=(80.0, 1e10)),
    Hostile("hour below none.xlsx", cell(_day("-0.25"), _HOURS), targets=(80.0, -21_600.0)),
    Hostile("hour in red.xlsx", cell(_day("0.25"), _RED_HOURS), targets=(80.0, 21_600.0)),
    Hostile("string out of range.xlsx", cell('<c r="D3" t="s"><v>99</v></c>'), refused="damaged"),
    Hostile("string -1.xlsx", cell('<c r="D3" t="s"><v>-1</v></c>'), refused="damaged"),
    Hostile("style out of range.xlsx", cell('<c r="D3" s="99"><v>7</v></c>'), targets=(80.0, 7.0)),
    Hostile("cell of unknown type.xlsx", cell('<c r="D3" t="zz"><v>7</v></c>'), refused="damaged"),
    Hostile("error cell.xlsx", cell('<c r="D3" t="e"><v>#REF!</v></c>'), says=("D3", "error-cell")),
    Hostile(
        "error of another world.xlsx",
        cell('<c r="D3" t="e"><v>#SPILL!</v></c>'),
        says=("D3", "error-cell"),
        targets=(80.0, None),
    ),
    Hostile(
        "formula without a value.xlsx",
        cell('<c r="D3"><f>WEBSERVICE("http://127.0.0.1:9")</f></c>'),
        says=("D3", "formula-without-value"),
    ),
    Hostile("two thousand merges.xlsx", edited(_merges), targets=(80.0,)),
    Hostile("fifteen hundred sheets.xlsx", edited(_sheets), targets=(80.0,)),
    Hostile("three thousand fonts.xlsx", edited(_fonts), targets=(80.0,)),
    Hostile(
        "all columns.xlsx",
        rows(GOOD, text_row(9, *["x"] * 16_384)),
        targets=(80.0, None),
    ),
    *(
        Hostile(f"{name}.xlsx", rows(text_row(2, "B-1", text, "100", "80")), targets=(80.0,))
        for name, text in _TEXTS.items()
    ),
)
