"""The committed portfolios, cell by cell, with openpyxl as a second reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bcr.provenance import cell_of
from bcr.schemas.records import RECORDS, Sourced
from bcr.workbook.files.addresses import address, letters, position
from bcr.workbook.reading import cell_texts, read_file
from tests.workbook.books import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.provenance import Block, Reading

CASES = Path(__file__).parents[2] / "cases"
#: Columns whose values are not what their cell says word by word.
REWORDED = {"extra", "unit", "class", "better"}
WORKBOOKS = sorted(CASES.glob("*/[!~]*.xlsx"))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_cell_of_a_record_fed_a_field_or_was_kept_beside_it(path: Path) -> None:
    reading = read_file(path)
    book = load_workbook(path, data_only=True)
    for number, block in enumerate(reading.blocks):
        fed = _fed(reading, number, block)
        for cells in book[block.sheet].iter_rows():
            for cell in cells:
                if str(cell.row) in fed and str(cell.value or "").strip():
                    row, column = position(cell.coordinate)
                    places = {letters(column), address(row, column), address(row, column + 1)}
                    assert fed & places, cell.coordinate


def _fed(reading: Reading, number: int, block: Block) -> set[str]:
    """Columns and cells that something was read from, and the rows that are records."""
    fed = {*block.columns.values(), *block.unmatched.values()}
    for table in reading.records:
        for row in records(reading, table):
            if row["block"] == number:
                fed |= {str(row["row"]), str(row["col"])}
    return fed


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_value_that_has_a_cell_is_found_in_it(path: Path) -> None:
    reading = read_file(path)
    places = list(_places(reading))
    texts = cell_texts(path, [cell for cell, _ in places])
    assert places
    for cell, value in places:
        assert texts[cell].strip(), f"{cell} is blank, and {value!r} was read from it"
        if isinstance(value, str) and "_" not in value:
            assert " ".join(texts[cell].split()).casefold().startswith(value[:5].casefold()), cell


def _places(reading: Reading) -> Iterator[tuple[str, object]]:
    """Each value of each record with its cell."""
    for table in reading.records:
        for row in records(reading, table):
            block = reading.blocks[int(str(row["block"]))]
            for name in RECORDS[table].columns().keys() - Sourced.columns().keys() - REWORDED:
                column = str(row["col"]) if row["col"] else None
                cell = cell_of(block.columns, f"{table}.{name}", int(str(row["row"])), column)
                if cell and row[name] is not None:
                    yield f"{block.sheet}!{cell}", row[name]
