"""One table of the template as a sheet: headers with notes, drop-downs, formats, widths."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, Literal

from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from bcr.workbook.files.addresses import letters
from bcr.workbook.files.archive import cell_text
from bcr.workbook.template.columns import Need, sheet_title
from bcr.workbook.values.editions import YEARS
from bcr.workbook.words.fields import NUMERIC, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from bcr.workbook.template.columns import TemplateColumn

FONT: Final = "Calibri"
_LAST_ROW: Final = 1_048_576
#: Rows that ids are compared in and offered from.
_LAST_ID: Final = 5000
#: Columns whose ids stand once; elsewhere several rows speak of one thing.
_ONE_ROW_EACH: Final = frozenset(
    {"cases.case_id", "logics.logic", "benefits.benefit_id", "kpis.kpi_id"}
)
_NOT_BELOW_ZERO: Final = frozenset({"benefits.tolerance", "benefits.weight", "observations.weight"})
_REPEATED: Final = PatternFill("solid", bgColor="F0E442")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_EDGE: Final = Border(bottom=Side("thin", color="57606A"))
_FILLS: Final = {
    Need.MUST: PatternFill("solid", fgColor="12436D"),
    Need.JUDGE: PatternFill("solid", fgColor="C5DDF3"),
    Need.NONE: PatternFill("solid", fgColor="EEF0F2"),
}
_FONTS: Final = {
    Need.MUST: Font(FONT, 11, bold=True, color="FFFFFF"),
    Need.JUDGE: Font(FONT, 11, bold=True, color="1B1F24"),
    Need.NONE: Font(FONT, 11, color="1B1F24"),
}
#: Ids are text, so that Excel makes no date of 3-4. A month's name shows a date read wrongly.
_FORMATS: Final = {
    Kind.ID: "@",
    Kind.MONEY: "#,##0",
    **dict.fromkeys((Kind.MONTHS, Kind.YEAR), "0"),
    **dict.fromkeys((Kind.STARTS, Kind.ENDS, Kind.PERIOD), "dd mmm yyyy"),
}
#: Where the kind alone would do harm: Excel makes December 2011 of 2011/12, pounds of pence.
_OWN_FORMATS: Final = {
    "cases.price_base": "@",
    "benefits.price_base": "@",
    "benefits.value_per_unit": "#,##0.00",
}
#: Of columns, in characters.
_WIDTHS: Final = {Kind.TEXT: 18, Kind.ID: 26, Kind.WORD: 20}
_WIDE: Final = 44
_NARROW: Final = 14
#: Points; a note's are pixels.
_LINE: Final = 15
_NOTE_WIDTH: Final = 320
_NOTE_LINE: Final = 18
_CHARACTERS_A_LINE: Final = 46


def draw_table(
    sheet: Worksheet, columns: Sequence[TemplateColumn], rows: Iterable[Mapping[str, str]] = ()
) -> None:
    """Draw a table's headers on an empty sheet, ready to fill in, and the rows it starts with.

    `rows` are texts by column name; what they lack stays empty.
    """
    for number, column in enumerate(columns):
        _draw_header(sheet, number, column)
        _prepare_cells(sheet, letters(number), column)
    if columns[0].field in _ONE_ROW_EACH:
        _mark_repeated(sheet)
    for row, texts in enumerate(rows, start=2):
        _draw_row(sheet, row, [texts.get(c.field.partition(".")[2], "") for c in columns], columns)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    _set_print(sheet)


def _draw_header(sheet: Worksheet, number: int, column: TemplateColumn) -> None:
    cell = sheet.cell(1, number + 1, column.header)
    cell.font, cell.fill = _FONTS[column.need], _FILLS[column.need]
    cell.alignment, cell.border = _WRAPPED, _EDGE
    lines = sum(len(wrap(line, _CHARACTERS_A_LINE)) for line in column.note.splitlines())
    height = _NOTE_LINE * (lines + 1)
    cell.comment = Comment(column.note, "bcr", height=height, width=_NOTE_WIDTH)


def _prepare_cells(sheet: Worksheet, letter: str, column: TemplateColumn) -> None:
    """Give the cells below a header their format, width and drop-down or rule."""
    dimension = sheet.column_dimensions[letter]
    dimension.width = _width(column)
    dimension.number_format = _OWN_FORMATS.get(column.field) or _FORMATS.get(column.kind, "General")
    dimension.alignment = Alignment(wrap_text=column.wide, vertical="top")
    rule = _rule(column)
    if rule:
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(rule)


def _mark_repeated(sheet: Worksheet) -> None:
    """Colour ids that stand in several rows, pasted ones too, which no rule sees."""
    repeated = Rule("duplicateValues", dxf=DifferentialStyle(fill=_REPEATED))
    sheet.conditional_formatting.add(f"A2:A{_LAST_ID}", repeated)


def _rule(column: TemplateColumn) -> DataValidation | None:
    """Give what Excel checks as a cell is typed; it warns and lets the typist decide."""
    if column.choices:
        said = f'"{",".join(column.choices)}"'
        return _validation("list", "Choose one from the list.", said)
    if column.rows_of:
        where = sheet_title(column.rows_of)
        return _validation("list", f"This is not on the sheet {where} yet.", filled_cells(where))
    if column.kind in {Kind.STARTS, Kind.ENDS, Kind.PERIOD}:
        said = "Type a date, such as 31 Mar 2025."
        return _validation("date", said, "DATE(1950,1,1)", "DATE(2150,12,31)")
    if column.kind in NUMERIC or column.kind is Kind.YEAR:
        return _number_rule(column)
    if column.field in _ONE_ROW_EACH:
        once = f"COUNTIF($A$2:$A${_LAST_ID},A2)=1"
        return _validation("custom", "Another row has this ID; give each its own.", once)
    return None


def _number_rule(column: TemplateColumn) -> DataValidation:
    if column.kind is Kind.RATIO:
        return _validation("decimal", "Type a share, such as 50% or 0.5.", "0", "1")
    if column.kind is Kind.MONTHS:
        return _validation("whole", "Type whole months, such as 12.", "1", "1200")
    if column.kind is Kind.YEAR:
        first, last = map(str, YEARS)
        return _validation("whole", f"Type a year, such as {column.example}.", first, last)
    least = "0" if column.field in _NOT_BELOW_ZERO else "-1E+300"
    said = f"Type a number alone, such as {column.example}; write remarks elsewhere."
    return _validation("decimal", said, least, "1E+300")


def _validation(
    kind: Literal["list", "date", "decimal", "whole", "custom"],
    message: str,
    first: str,
    last: str | None = None,
) -> DataValidation:
    return DataValidation(
        type=kind,
        operator="between" if last else None,
        formula1=first,
        formula2=last,
        allow_blank=True,
        errorStyle="warning",
        errorTitle="Please look again",
        error=message,
        showErrorMessage=True,
    )


def filled_cells(sheet: str) -> str:
    """Give the filled cells below the first header of a sheet, as a formula."""
    return f"OFFSET('{sheet}'!$A$2,0,0,MAX(1,COUNTA('{sheet}'!$A$2:$A${_LAST_ID})),1)"


def _draw_row(
    sheet: Worksheet, row: int, texts: Sequence[str], columns: Sequence[TemplateColumn]
) -> None:
    """Write texts as texts, even one that begins like a formula, in a row that shows them all."""
    lines = 1
    for number, (text, column) in enumerate(zip(texts, columns, strict=True), start=1):
        if text:
            cell = sheet.cell(row, number, cell_text(text))
            cell.data_type, cell.alignment = "s", _WRAPPED
            lines = max(lines, len(wrap(text, _width(column) - 2)))
    sheet.row_dimensions[row].height = _LINE * lines


def _width(column: TemplateColumn) -> int:
    return _WIDE if column.wide else _WIDTHS.get(column.kind, _NARROW)


def _set_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
