"""Workbooks whose parts are written in other ways: read quickly to the same end, or not at all."""

from __future__ import annotations

import zipfile

import pytest

from bcr.workbook.files.addresses import letters
from tests.workbook.canonical.written import (
    BUILT_IN,
    FORMATS,
    MAIN,
    OFFICE,
    differ,
    quickly,
    row,
    workbook,
)

ROWS = row('<c r="A1"><v>1</v></c>', '<c r="C1" t="s"><v>0</v></c>')
STRINGS = "<si><t>a</t></si>"
COLUMNS = '<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="true"/></cols>'
MERGED = '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="D4"/></mergeCells>'
SHEET = f"<worksheet {MAIN}><sheetData>{ROWS}</sheetData></worksheet>"
PART = "xl/worksheets/sheet1.xml"
#: What no sheet of the usual programs is.
ODD_SHEETS = {
    "its names have a prefix": SHEET.replace("xmlns", "xmlns:x").replace("<", "<x:").replace(
        "<x:/", "</x:"),
    "its rows are in a comment": SHEET.replace("<sheetData>", "<!--<sheetData>").replace(
        "</sheetData>", "</sheetData>-->"),
    "a comment stands before its rows": SHEET.replace("<sheetData>", "<!-- --><sheetData>"),
    "an instruction stands behind them": SHEET.replace("</worksheet>", "<?x y?></worksheet>"),
    "it has no rows": f"<worksheet {MAIN}></worksheet>",
    "it has rows twice": SHEET.replace(
        "</sheetData>", f"</sheetData><sheetData>{ROWS}</sheetData>"),
    "it is broken off": SHEET.removesuffix("</worksheet>"),
    "it ends long before its part": SHEET + " " * 5000,
    "a prefix in it stands for nothing": SHEET.replace(' r="1"', ' r="1" x:y="1"'),
    "an attribute is there twice": SHEET.replace(' r="1"', ' r="1" ht="1" ht="2"'),
    "an attribute holds an unknown entity": SHEET.replace(' r="1"', ' r="1" ht="&no;"'),
    "it is said to be Latin": '<?xml version="1.0" encoding="ISO-8859-1"?>' + SHEET,
    "it begins with a mark": "\ufeff" + SHEET,
    "it is in UTF-16": SHEET.encode("utf-16"),
    "it is no UTF-8": SHEET.encode().replace(b"<v>1</v>", b"<v>\xff</v>"),
    "its extent is no address": SHEET.replace("<sheetData>", '<dimension ref="x"/><sheetData>'),
    "a merged range is no address": SHEET.replace(
        "</worksheet>", '<mergeCells><mergeCell ref="a1:B2"/></mergeCells></worksheet>'),
    "a merged range ends before it begins": SHEET.replace(
        "</worksheet>", '<mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>'),
    "a row is hidden behind its rows": SHEET.replace(
        "</worksheet>", '<row hidden="1"/></worksheet>'),
    "a cell stands behind its rows": SHEET.replace("</worksheet>", '<c r="A1"/></worksheet>'),
    "its rows are not in order": SHEET.replace(ROWS, row(number=2) + row(number=1)),
    "its rows are beyond the last": SHEET.replace(ROWS, row(number=1_048_577)),
    "its cells are far apart": SHEET.replace(
        ROWS, row('<c r="A##"/>') + row('<c r="XFD##"><v>1</v></c>', number=1_048_576)),
    "its cells are not in order": SHEET.replace("C1", "A1"),
    "a cell is in another row": SHEET.replace("C1", "C2"),
    "a cell is in another row of more digits": SHEET.replace("C1", "C11"),
    "a cell is beyond the last column": SHEET.replace("C1", "XFE1"),
}  # fmt: skip
#: How no long sheet ends.
ODD_ENDS = {
    "it has rows twice": ODD_SHEETS["it has rows twice"],
    "it is broken off": ODD_SHEETS["it is broken off"],
    "its rows do not end": SHEET.partition("</sheetData>")[0],
    "it ends long before its part": ODD_SHEETS["it ends long before its part"],
    "a cell stands behind its rows": ODD_SHEETS["a cell stands behind its rows"],
}  # fmt: skip
WORKBOOK = "xl/workbook.xml"
BOOK = (
    f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>"
)
RELATED = "xl/_rels/workbook.xml.rels"
RELATION = (
    f'<Relationships><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="@"/></Relationships>'
)
ODD_BOOKS = {
    "its sheet has no part": {RELATED: RELATION.replace("@", "worksheets/sheet9.xml")},
    "its sheet is reached by a detour": {
        RELATED: RELATION.replace("@", "../xl/worksheets/sheet1.xml")},
    "its sheet is related to nothing": {RELATED: RELATION.replace("r1", "r2")},
    "its sheet is a macro": {RELATED: RELATION.replace("/worksheet", "/xlMacrosheet")},
    "a name of its parts has an entity": {
        RELATED: RELATION.replace("@", "worksheets/sheet&#49;.xml")},
    "it hides its sheet in a new way": {WORKBOOK: BOOK.replace("name=", 'state="gone" name=')},
    "it has a sheet twice": {WORKBOOK: BOOK.replace("</sheets>", BOOK[BOOK.index("<sheet "):])},
    "it has days from two years on": {
        WORKBOOK: BOOK.replace("<sheets>", '<workbookPr date1904="1"/><workbookPr/><sheets>')},
    "it is no workbook": {WORKBOOK: BOOK.replace("workbook", "book")},
    "its strings are in a part of another name": {"xl/SharedStrings.xml": f"<sst {MAIN}/>"},
    "its strings are no strings": {"xl/sharedStrings.xml": "<ssu></ssu>"},
    "its strings are not sound": {"xl/sharedStrings.xml": "<sst><si><t>a</si></sst>"},
    "its styles are no styles": {"xl/styles.xml": "<sheet></sheet>"},
    "its styles come before their formats": {
        "xl/styles.xml": "<styleSheet><cellXfs><xf/></cellXfs><numFmts/></styleSheet>"},
    "nothing leads to it": {"_rels/.rels": "<Relationships></Relationships>"},
}  # fmt: skip


def test_hidden_columns_and_merged_ranges_are_seen() -> None:
    before = f'<dimension ref="A1:C1"/>{COLUMNS}'
    content = workbook(ROWS, ROWS, strings=STRINGS, before=before, behind=MERGED)

    grids = quickly(content)

    assert grids is not None
    assert grids[1].marks.hidden_columns == {1, 2, *range(8, 209)}
    assert grids[1].merged == [(0, 0, 1, 1), (3, 3, 3, 3)]
    assert not differ(content)


def test_anchors_of_drawings_are_no_rows() -> None:
    behind = (
        f'<controls xmlns:d="{OFFICE}"><d:from><d:col>1</d:col><d:row>2</d:row></d:from></controls>'
    )
    content = workbook(row(more=' hidden="1"') + row(number=2), behind=behind)

    grids = quickly(content)

    assert grids is not None
    assert grids[0].marks.hidden_rows == {0}
    assert not differ(content)


def test_hidden_sheets_and_those_of_charts_are_told_from_others() -> None:
    book = (
        f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="A &amp; B" sheetId="1" state="hidden" r:id="r1"/>'
        '<sheet name="C" sheetId="2" state="veryHidden" r:id="r2"/></sheets></workbook>'
    )
    content = workbook(ROWS, ROWS, strings=STRINGS, parts={"xl/workbook.xml": book})

    grids = quickly(content)

    assert grids is not None
    assert [(grid.sheet, grid.hidden) for grid in grids] == [("A & B", True), ("C", True)]
    assert not differ(content)


@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', ""]
)
@pytest.mark.parametrize("rows", ["", ROWS, row(number=7), '<row r="2"/>'])
def test_a_sheet_may_hold_no_cells_and_still_be_read_quickly(head: str, rows: str) -> None:
    content = workbook(rows, head=head, strings=STRINGS)

    assert quickly(content) is not None
    assert not differ(content)


@pytest.mark.parametrize("sheet", ODD_SHEETS.values(), ids=ODD_SHEETS)
def test_no_sheet_is_read_quickly_when(sheet: str | bytes) -> None:
    assert quickly(workbook(ROWS, strings=STRINGS, parts={PART: SHEET})) is not None
    assert quickly(workbook(ROWS, strings=STRINGS, parts={PART: sheet})) is None


@pytest.mark.parametrize("parts", ODD_BOOKS.values(), ids=ODD_BOOKS)
def test_no_workbook_is_read_quickly_when(parts: dict[str, str]) -> None:
    assert quickly(workbook(ROWS, strings=STRINGS, parts={WORKBOOK: BOOK})) is not None
    assert quickly(workbook(ROWS, strings=STRINGS, parts={WORKBOOK: BOOK, **parts})) is None


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_what_stands_around_the_rows_of_a_long_sheet_is_seen(packing: int) -> None:
    rows = "".join(row('<c r="A##"><v>##</v></c>', number=n) for n in range(1, 50_000))
    content = workbook(rows, before=COLUMNS, behind=MERGED, packing=packing)

    grids = quickly(content)

    assert grids is not None
    assert len(grids[0].merged) == 2
    assert {1, 2} < grids[0].marks.hidden_columns
    assert not differ(content)


@pytest.mark.parametrize("sheet", ODD_ENDS.values(), ids=ODD_ENDS)
def test_no_long_sheet_is_read_quickly_when(sheet: str) -> None:
    rows = "".join(row('<c r="A##"><v>##</v></c>', number=n) for n in range(1, 50_000))
    long = sheet.replace(ROWS, rows)

    assert quickly(workbook("", parts={PART: SHEET.replace(ROWS, rows)})) is not None
    assert quickly(workbook("", parts={PART: long})) is None


def test_rows_that_two_sheets_make_up_together_are_not_read_quickly() -> None:
    halves = '<row r="1"><c r="A1">', "<v>1</v></c></row>"

    assert quickly(workbook("".join(halves))) is not None
    assert quickly(workbook(*halves)) is None


def test_a_part_from_the_root_is_found() -> None:
    parts = {WORKBOOK: BOOK, RELATED: RELATION.replace("@", "/xl/worksheets/sheet1.xml")}
    content = workbook(ROWS, strings=STRINGS, parts=parts)

    assert quickly(content) is not None
    assert not differ(content)


def test_every_format_makes_of_every_number_what_it_makes_to_the_general_reader() -> None:
    numbers = ("0", "1", "-0.5", "0.25", "59", "60.5", "61", "43101", "43101.99999999", "2957003")
    styles = range(len(FORMATS) + len(BUILT_IN) + 1)
    rows = [
        row(*(f'<c r="{letters(s)}##" s="{s}"><v>{number}</v></c>' for s in styles), number=n)
        for n, number in enumerate(numbers, start=1)
    ]
    for from_1904 in (False, True):
        content = workbook("".join(rows), from_1904=from_1904)
        assert quickly(content) is not None
        assert not differ(content)
