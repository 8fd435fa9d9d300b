"""Long KPI extracts: by columns they say what they say cell by cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.workbook.extracts.columns import columns_of
from bcr.workbook.extracts.long_series import long_extract
from bcr.workbook.files.guard import kind_of
from bcr.workbook.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.provenance import Reading

KPIS = st.sampled_from(
    ["K-1", "K-2", " K-1", "Calls  made", "", " ", "\u00a0", "n/a", "Total", "KPI", "Überläufe"]
)
PERIODS = st.sampled_from(
    ["2023-01", "2023-02", "Mar-23", "2011-12", "2012-13", "2023/24", "2023-03-31", "2023-06-30",
     "31/03/2023", "03/04/2023", "", "\u3000", "TBC", "later", "Period"]
)  # fmt: skip
VALUES = st.sampled_from(
    ["1", "-2.5", "0.5", "0.25", "1.234", "1,234", "1,5", "85%", "£1.2k", "(3)", "n/a", "",
     "about 5", "11:24",     "2 min", "12", "3.0", "Value", "1e3", "007", " 4 ", "\t"]
)  # fmt: skip
COLUMNS = {
    "KPI ID": KPIS,
    "KPI name": st.sampled_from(["Calls", "Visits", "", "total", "Calls  made"]),
    "Period": PERIODS,
    "Value": VALUES,
    "Unit": st.sampled_from(["", "%", "calls", "£k", "mins", "mm:ss", "€"]),
    "Weight": st.sampled_from(["", "10", "-1", "x", "1,000"]),
    "Better": st.sampled_from(["higher", "Lower", "sideways", "", "n/a"]),
    "Remark": st.sampled_from(["", "checked", "total"]),
}


def read_both(path: Path) -> tuple[Reading, Reading]:
    """The file by columns and cell by cell."""
    return read_file(path, large=0), read_file(path, large=sys.maxsize)


def plain(reading: Reading) -> dict[str, Any]:
    """A reading with its records as lists; columns without a value may be left out."""
    records = {
        table: {
            name: list(values)
            for name, values in columns.items()
            if any(value is not None for value in values)
        }
        for table, columns in reading.records.items()
    }
    return {
        "records": records,
        "problems": [str(problem) for problem in reading.problems],
        "blocks": reading.blocks,
        "refused": reading.refused,
    }


@st.composite
def extracts(draw: st.DrawFn) -> list[list[str]]:
    """A header and rows, in any order of columns."""
    wanted = draw(st.sets(st.sampled_from(sorted(COLUMNS)), min_size=0))
    header = draw(st.permutations(sorted(wanted | {"KPI ID", "Period", "Value"})))
    values = st.tuples(*(COLUMNS[name] for name in header))
    rows = draw(st.lists(values.map(list), min_size=1, max_size=12))
    clean = [[_clean(name, n) for name in header] for n in range(draw(st.integers(0, 6)))]
    return [list(header), *clean, *rows]


def _clean(name: str, number: int) -> str:
    known = {"KPI ID": "K-1", "Period": f"2022-{number + 1:02}", "Value": f"{number}.5"}
    return known.get(name, "")


@settings(max_examples=300)
@given(extracts(), st.sampled_from([",", ";", "\t"]))
def test_by_columns_a_text_says_what_it_says_cell_by_cell(
    rows: list[list[str]], separator: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kpis.csv"
        path.write_bytes(written.getvalue().encode())
        by_columns, by_cells = read_both(path)
    assert plain(by_columns) == plain(by_cells)


DAYS = st.sampled_from([dt.date(2023, month, 1) for month in (1, 2, 3, 4, 7)] + [None])
NUMBERS = st.one_of(
    st.none(), st.floats(), st.sampled_from([0.5, 0.25, 1.0, 85.0, -3.0, float("nan")])
)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from(["A", "B", None]), DAYS, NUMBERS), min_size=1, max_size=12),
    st.sampled_from(["Value", "Value (%)", "Value (£k)", "Value (mins)"]),
)
def test_by_columns_a_parquet_file_says_what_it_says_cell_by_cell(
    rows: Sequence[tuple[str | None, dt.date | None, float | None]], value: str
) -> None:
    schema = {"KPI ID": pl.String, "Period": pl.Date, value: pl.Float64}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kpis.parquet"
        pl.DataFrame(rows, schema=schema, orient="row").write_parquet(path)
        by_columns, by_cells = read_both(path)
    assert plain(by_columns) == plain(by_cells)


@pytest.mark.parametrize(
    "value", ["12", "85%", "1,234.5", "£3"], ids=["plain", "percent", "grouped", "money"]
)
def test_a_long_extract_is_read_by_columns_whatever_its_numbers_look_like(
    tmp_path: Path, value: str
) -> None:
    path = tmp_path / "kpis.csv"
    rows = "".join(f'K,2023-{month:02},"{value}"\n' for month in range(1, 13))
    path.write_text(f"KPI ID,Period,Value\n{rows}", encoding="utf-8")
    columns = columns_of(path.read_bytes(), kind_of(path.read_bytes(), path.suffix), "kpis")
    assert columns is not None
    long = long_extract(columns, "kpis.csv")
    assert long is not None
    assert long.observations["row"].to_list() == list(range(2, 14))
