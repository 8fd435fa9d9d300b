"""Rows of a frame as JSON, CSV, Parquet or an Excel workbook."""

from __future__ import annotations

import io
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import polars as pl


class RowFormat(StrEnum):
    """Formats rows are written in."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


#: A text that starts so would be run as a formula by the program that opens the file.
_FORMULA: Final = r"^[=+\-@\t\r]"


def rows_as(frame: pl.DataFrame, form: RowFormat, *, title: str = "Rows") -> bytes:
    """Give the rows in a file format; the same frame gives the same bytes.

    JSON is an array of records with ISO dates. CSV is UTF-8 with a byte order mark, which Excel
    needs. Text that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    if form is RowFormat.JSON:
        return json_array(frame.to_dicts())
    if form is RowFormat.PARQUET:
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        return buffer.getvalue()
    if form is RowFormat.CSV:
        return b"\xef\xbb\xbf" + harmless(frame).write_csv(line_terminator="\r\n").encode()
    return _workbook(harmless(frame), title)


def json_array(records: Iterable[Mapping[str, object]]) -> bytes:
    """Give records as JSON as people read it, each put into words as it comes."""
    texts = (json.dumps(one, default=_iso, ensure_ascii=False, indent=1) for one in records)
    inside = ",\n ".join(text.replace("\n", "\n ") for text in texts)  # in a text it is escaped
    return (f"[\n {inside}\n]\n" if inside else "[]\n").encode()


def _iso(value: dt.date) -> str:
    return value.isoformat()


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the frame with texts that no spreadsheet runs; enums and lists become text."""
    import polars as pl

    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    told = frame.with_columns(
        pl.col(pl.Enum).cast(pl.String) if any(k == pl.Enum for k in frame.dtypes) else [],
        *(
            pl.Series(
                name,
                [json.dumps(v, default=_iso, ensure_ascii=False) for v in frame[name].to_list()],
            )
            for name in nested
        ),
    )
    text = pl.col(pl.String)
    runs = text.str.contains(_FORMULA)
    return told.with_columns(pl.when(runs).then(pl.lit("'") + text).otherwise(text).name.keep())


def _workbook(frame: pl.DataFrame, title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    from bcr.workbook.files.archive import reproducible_bytes

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    heads: list[Any] = []
    for name in frame.columns:
        head = WriteOnlyCell(sheet, name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    for row in frame.iter_rows():
        sheet.append([_cell(value) for value in row])
    return reproducible_bytes(workbook)


def _cell(value: object) -> object:
    """Give a value as Excel takes it."""
    from bcr.workbook.files.archive import cell_text

    return cell_text(value) if isinstance(value, str) else value
