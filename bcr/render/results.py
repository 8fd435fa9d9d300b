"""The results as an Excel workbook: a table a sheet, and a sheet that explains every column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from bcr.render.result_charts import add_charts
from bcr.render.rows import harmless
from bcr.schemas.described import descriptions
from bcr.workbook.files.archive import reproducible_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import dataframely as dy
    from openpyxl.worksheet.worksheet import Worksheet

#: Names of columns → the format of their numbers: shares, money, levels, days.
_SHARES: Final = frozenset(
    {"coverage", "low", "high", "bound_low", "bound_high", "outer_low", "outer_high",
     "lower_quartile", "next_low", "next_high", "share_alone", "share_after",
     "share_from_record", "baseline_off", "between", "share"}
)  # fmt: skip
_MONEY: Final = frozenset(
    {"at_target", "intended", "intended_where_realised", "realised", "gap", "unmeasured",
     "money_at_target"}
)  # fmt: skip
_PERCENT, _WHOLE, _LEVEL, _DAY = "0%", "#,##0", "#,##0.##", "yyyy-mm-dd"
_WIDEST: Final = 48
#: Columns that can still be read on one page.
_WIDEST_PRINTED: Final = 12
_LONGEST_CELL: Final = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the schema that explains it."""

    title: str
    rows: pl.DataFrame
    schema: type[dy.Schema] | None = None
    #: What its columns mean, where no schema says it.
    said: tuple[tuple[str, str], ...] = ()


def result_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets in their order, then one named Columns; the same sheets give the same bytes.

    Text that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in (*sheets, Sheet("Columns", _columns(sheets))):
        _fill(book.create_sheet(sheet.title), harmless(sheet.rows))
    add_charts(book)
    return reproducible_bytes(book)


def _columns(sheets: Iterable[Sheet]) -> pl.DataFrame:
    """Every column of every sheet, and what it means."""
    rows = []
    for sheet in sheets:
        said = dict(sheet.said) | (descriptions(sheet.schema) if sheet.schema else {})
        for name, kind in sheet.rows.schema.items():
            rows.append((sheet.title, name, _kind(name, kind), said.get(name, "")))
    return pl.DataFrame(rows, schema=["sheet", "column", "holds", "meaning"], orient="row")


def _kind(name: str, kind: pl.DataType) -> str:
    formats = {_PERCENT: "share", _WHOLE: "whole number", _LEVEL: "number", _DAY: "day"}
    if name in _MONEY or name.endswith("_money"):
        return "money"
    return formats.get(_format(name, kind), "yes or no" if kind == pl.Boolean else "text")


def _format(name: str, kind: pl.DataType) -> str:
    """The number format of a column; empty for text."""
    if kind == pl.Date:
        return _DAY
    if name in _SHARES or name.endswith("_share"):
        return _PERCENT
    if kind.is_integer() or name in _MONEY or name.endswith("_money"):
        return _WHOLE
    return _LEVEL if kind.is_numeric() else ""


def _fill(sheet: Worksheet, rows: pl.DataFrame) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, (name, kind) in enumerate(rows.schema.items(), start=1):
        head = sheet.cell(1, place, name)
        head.font, head.alignment = (
            Font(name="Calibri", bold=True),
            Alignment(wrap_text=True, vertical="top"),
        )
        values = rows[name].to_list()
        form = _format(name, kind)
        for row, value in enumerate(values, start=2):
            _write(sheet, row, place, value, form)
        longest = max((len(str(value)) for value in values if value is not None), default=0)
        width = 14 if form else min(max(longest, 8), _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = max(width, len(name) * 0.8) + 2
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    _set_page(sheet)


def _set_page(sheet: Worksheet) -> None:
    """Print a sheet as wide as an A4 page, its header on every one; not where it would be tiny."""
    from openpyxl.worksheet.properties import PageSetupProperties

    if sheet.max_column > _WIDEST_PRINTED:
        return
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"


def _write(sheet: Worksheet, row: int, place: int, value: Any, form: str) -> None:  # noqa: ANN401 - any value a frame holds
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None:
        return
    cell = sheet.cell(row, place)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST_CELL]
        cell.data_type = "s"
        return
    cell.value = value
    if form:
        cell.number_format = form
