"""Workbooks written by hand, part by part, and what two readers make of them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from bcr.workbook.files.canonical.reading import canonical_grids
from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.container import Container
from bcr.workbook.files.general import marked_grids
from bcr.workbook.files.guard import DAMAGE, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.files.grid import Grid

MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS: Final = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
#: Codes of the formats of styles 1, 2 and so on.
FORMATS: Final = (
    "0%", "£#,##0", "dd/mm/yyyy", "hh:mm", "[h]:mm", "00000", "yyyy-mm-dd hh:mm:ss", "mmm-yy",
    '0" days"', "#,##0*y", "[Red]0;[Blue]-0", "General;dd", "[mm]:ss", "[$€-407] #,##0.00",
    "h:mm AM/PM", "_d0", "@", "[>100]h;0", "ha/p", "\\d0",
)  # fmt: skip
#: Numbers of formats that have no code.
BUILT_IN: Final = (*range(12), *range(12, 23), 27, 30, 36, 37, 45, 46, 47, 48, 49, 50, 58, 59)


def workbook(  # noqa: PLR0913 - a workbook has these parts
    *rows: str,
    strings: str = "",
    before: str = "",
    behind: str = "",
    head: str = "",
    from_1904: bool = False,
    packing: int = zipfile.ZIP_DEFLATED,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Give a workbook of one sheet for each text of rows; `before` and `behind` stand around."""
    told = '<workbookPr date1904="1"/>' if from_1904 else "<workbookPr/>"
    numbers = range(1, len(rows) + 1)
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(_relation(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(_relation("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">{told}<sheets>{sheets}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/styles.xml": _styles(),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
        **{
            f"xl/worksheets/sheet{n}.xml": f"{head}<worksheet {MAIN}>{before}<sheetData>{one}"
            f"</sheetData>{behind}</worksheet>"
            for n, one in zip(numbers, rows, strict=True)
        },
        **(parts or {}),
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", packing) as archive:
        for name, part in written.items():
            archive.writestr(name, part)
    return content.getvalue()


def row(*cells: str, number: int = 1, more: str = "") -> str:
    """Give a row; in its cells, ## stands for its number."""
    inside = "".join(cells).replace("##", str(number))
    return f'<row r="{number}"{more}>{inside}</row>'


def quickly(content: bytes) -> list[Grid] | None:
    """Give what the quick reader makes of a workbook; nothing where it is not the one to ask."""
    try:
        return canonical_grids(Container(content))
    except (Unusual, Refused, *DAMAGE):
        return None


def exactly(grids: Sequence[Grid]) -> list[object]:
    """Give all that is in some grids, so that 1 and 1.0, or 0.0 and -0.0, are not equal."""
    return [
        (
            grid.sheet,
            grid.hidden,
            [tuple(one) for one in grid.merged],
            [[(type(cell), repr(cell)) for cell in cells] for cells in grid.rows],
            grid.marks,
        )
        for grid in grids
    ]


def differ(content: bytes) -> bool:
    """Tell whether the quick reader reads a workbook, and otherwise than the general one does."""
    quick = quickly(content)
    if quick is None:
        return False
    try:
        return exactly(quick) != exactly(marked_grids(Container(content)))
    except (Refused, *DAMAGE):
        return True


def _styles() -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(FORMATS)
    )
    numbers = (0, *range(164, 164 + len(FORMATS)), *BUILT_IN)
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return f"<styleSheet {MAIN}><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"


def _relations(related: str) -> str:
    return f"<Relationships {RELATIONS}>{related}</Relationships>"


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
