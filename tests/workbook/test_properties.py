"""What must hold for any register: how it is laid out never changes what is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.schemas.records import RECORDS
from bcr.workbook.reading import read_file
from bcr.workbook.values.amounts import Amount, amount_in, amounts_among, decimal_mark
from bcr.workbook.values.dates import date_in
from bcr.workbook.values.periods import month, period_in
from tests.workbook.books import records, write_book

if TYPE_CHECKING:
    from bcr.provenance import Reading
    from tests.workbook.books import Cell, Row

COLUMNS: dict[str, list[Cell]] = {
    "Case ID": ["C1", "C1", "C2"],
    "Benefit ID": ["C1-B1", "C1-B2", "C2-B1"],
    "Benefit title": ["Fewer calls", "Less paper", "Faster answers"],
    "Unit": ["calls", "%", "minutes"],
    "Baseline": [100.0, "62%", "12 min"],
    "Target value": [80.0, "40%", "8 min"],
    "Annual saving (£k)": [12.0, None, "TBC"],
    "Due date": [dt.date(2025, 3, 31), "31/12/2024", "2024/25"],
    "Benefit owner": ["A. Lee", None, "B. Ray"],
}
TITLES = (
    "Benefits register", "Housing: as at 31 March 2024", "Benefit", "Owner", "Draft v0.3", "Total",
    "How to use this sheet: fill in a row a benefit, and tell the portfolio office",
)  # fmt: skip
JUNK: tuple[Cell, ...] = (
    None, None, None, "Total", "TBC", "Fewer calls", "Benefit ID", "Target value", "C1-B1",
    0.0, 7.0, -1.5, "soon", "£3m", "12%", " ", dt.date(2024, 3, 31), "31/04/2024",
    "Note: see below", "#N/A", "=1/0", "1e5", "∞", "0x1F", "-0", "99999999999999999999", "1/0/2020",
)  # fmt: skip
PARTS_OF_AMOUNTS = (
    "(", ")", "-", "−", "+", "£", "us$", "US", "gbp", "NZ$", "Rs", "1", "20", "１", ".5", ",", "%",
    "k", "m", " ", "\n", "\u00a0", "min", "h", ":", "30", "_", "x", "Ward", "ſek", "",
)  # fmt: skip

headers_spelt = st.sampled_from(
    [
        str.upper,
        str.lower,
        str.title,
        lambda text: text.replace(" ", "_"),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", "  "),
        lambda text: f"  {text} ",
        lambda text: f"{text}:",
    ]
)


def reading_of(sheet: list[list[Cell]]) -> Reading:
    """Give what a sheet says."""
    with TemporaryDirectory() as folder:
        return read_file(write_book(Path(folder) / "register.xlsx", {"Register": sheet}))


def said_by(reading: Reading) -> dict[str, list[Row]]:
    """Give the records without their places."""
    places = dict.fromkeys(("block", "row", "col"))
    return {table: [row | places for row in records(reading, table)] for table in reading.records}


PLAIN = said_by(reading_of([list(COLUMNS), *map(list, zip(*COLUMNS.values(), strict=True))]))


@st.composite
def layouts(draw: st.DrawFn) -> list[list[Cell]]:
    """The same register laid out in some other way."""
    names = draw(st.permutations(list(COLUMNS)))
    spelt: list[Cell] = [draw(headers_spelt)(name) for name in names]
    rows: list[list[Cell]] = [spelt]
    for number in range(3):
        rows += [[]] * draw(st.integers(0, 2))
        rows.append([COLUMNS[name][number] for name in names])
    for column in draw(st.lists(st.integers(0, len(names)), max_size=2)):
        rows = [[*row[:column], None, *row[column:]] if row else row for row in rows]
    titles: list[list[Cell]] = [
        [title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))
    ]
    gap: list[list[Cell]] = [[]] * draw(st.integers(0, 3))
    indent: list[Cell] = [None] * draw(st.integers(0, 4))
    return [[*indent, *row] if row else row for row in (*titles, *gap, *rows)]


@settings(max_examples=150)
@given(layouts())
def test_how_a_register_is_laid_out_never_changes_what_is_read(sheet: list[list[Cell]]) -> None:
    assert said_by(reading_of(sheet)) == PLAIN


WITH_PERIODS: list[list[Cell]] = [
    ["Case ID", "Benefit ID", "Benefit title", "Unit", "Baseline", "Plan 2021/22", "Actual 2021/22",
     "Plan 2022/23", "Actual 2022/23", "Plan 2023/24", "Actual 2023/24"],
    ["C1", "C1-B1", "Fewer calls", "calls", 100.0, 95.0, 97.0, 90.0, 91.0, 80.0, None],
    ["C1", "C1-B2", "Less paper", "%", "62%", "60%", "61%", "50%", "TBC", "40%", None],
]  # fmt: skip
IN_TURN: list[list[Cell]] = [
    ["Case ID", "Benefit ID", "Benefit title", "Unit", "Baseline", "Line", "2021/22", "2022/23",
     "2023/24"],
    ["C1", "C1-B1", "Fewer calls", "calls", 100.0, "Plan", 95.0, 90.0, 80.0],
    [None, None, None, None, None, "Actual", 97.0, 91.0, None],
    ["C1", "C1-B2", "Less paper", "%", "62%", "Plan", "60%", "50%", "40%"],
    [None, None, None, None, None, "Actual", "61%", "TBC", None],
]  # fmt: skip


def in_any_order(found: dict[str, list[Row]]) -> dict[str, list[str]]:
    """Give records as texts that can be sorted: the order of columns is that of plans."""
    return {table: sorted(map(str, rows)) for table, rows in found.items()}


PLAIN_PERIODS = in_any_order(said_by(reading_of(WITH_PERIODS)))


@st.composite
def layouts_of(draw: st.DrawFn, table: list[list[Cell]]) -> list[list[Cell]]:
    """A table with its columns in another order, moved, spaced and titled."""
    order = draw(st.permutations(range(len(table[0]))))
    header, *rows = ([row[column] for column in order] for row in table)
    moved: list[list[Cell]] = [[draw(headers_spelt)(str(text)) for text in header]]
    for row in rows:
        moved += [*([[]] * draw(st.integers(0, 1))), row]
    for column in draw(st.lists(st.integers(0, len(order)), max_size=2)):
        moved = [[*row[:column], None, *row[column:]] if row else row for row in moved]
    titles: list[list[Cell]] = [[t] for t in draw(st.lists(st.sampled_from(TITLES), max_size=2))]
    indent: list[Cell] = [None] * draw(st.integers(0, 3))
    gap: list[list[Cell]] = [[]] * draw(st.integers(1, 2))
    return [[*indent, *row] if row else row for row in (*titles, *gap, *moved)]


@settings(max_examples=80)
@given(layouts_of(WITH_PERIODS))
def test_how_plans_and_actuals_are_laid_out_never_changes_what_is_read(
    sheet: list[list[Cell]],
) -> None:
    assert in_any_order(said_by(reading_of(sheet))) == PLAIN_PERIODS


@settings(max_examples=80)
@given(layouts_of(IN_TURN))
def test_rows_in_turn_read_as_columns_side_by_side_however_they_are_laid_out(
    sheet: list[list[Cell]],
) -> None:
    assert in_any_order(said_by(reading_of(sheet))) == PLAIN_PERIODS


@settings(max_examples=150)
@given(st.lists(st.lists(st.sampled_from(JUNK), max_size=len(COLUMNS)), max_size=8))
def test_every_row_that_is_there_is_a_sound_record_or_set_aside(junk: list[list[Cell]]) -> None:
    first = [column[0] for column in COLUMNS.values()]
    sheet: list[list[Cell]] = [list(COLUMNS), first, *junk]
    reading = reading_of(sheet)
    there = {n for n, row in enumerate(sheet, 1) if any(cell not in {None, " "} for cell in row)}
    aside = {row for block in reading.blocks for row in block.set_aside}
    rows = sum(block.rows for block in reading.blocks)
    assert aside <= there
    assert len(there) == len(reading.blocks) + rows + len(aside)
    assert len(records(reading, "benefits")) == rows
    for table, columns in reading.records.items():
        schema = {name: RECORDS[table].columns()[name].dtype for name in columns}
        frame = pl.DataFrame(columns, schema, strict=True)
        unsaid = RECORDS[table].columns().keys() - columns.keys()
        nothing = [
            pl.lit(None, RECORDS[table].columns()[name].dtype).alias(name) for name in unsaid
        ]
        complete = frame.with_columns(nothing).with_columns(source_id=pl.lit("0"))
        assert RECORDS[table].is_valid(complete)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["", "£", "€", "GBP "]))
def test_a_whole_amount_in_any_of_its_spellings_reads_back(number: int, currency: str) -> None:
    size = f"{abs(number):,}"
    signed = [
        f"-{currency}{size}",
        f"{currency}-{size}",
        f"({currency}{size})",
        f"−{currency}{size}",
    ]
    for grouped in signed if number < 0 else [f"{currency}{size}", f"+{currency}{size}"]:
        for text in (grouped, grouped.replace(",", " "), grouped.replace(",", "'")):
            amount = amount_in(text)
            assert isinstance(amount, Amount), text
            assert amount.number == number


@given(st.decimals(0, 10**6, places=2, allow_nan=False))
def test_a_decimal_reads_back_under_either_mark(number: object) -> None:
    english = f"{number:,}"
    continental = english.translate(str.maketrans(",.", ".,"))
    for text in (english, continental):
        amount = amount_in(text, decimal=decimal_mark([text]))
        assert isinstance(amount, Amount)
        assert amount.number == float(str(number))


@given(
    st.integers(1, 9999), st.sampled_from([("k", 1e3), ("m", 1e6), (" million", 1e6), ("bn", 1e9)])
)
def test_a_scaled_amount_reads_back_in_whole_units(
    hundredths: int, scale: tuple[str, float]
) -> None:
    amount = amount_in(f"£{hundredths / 100:g}{scale[0]}")
    assert isinstance(amount, Amount)
    assert round(amount.number) == round(hundredths * scale[1] / 100)


@given(st.sets(st.lists(st.sampled_from(PARTS_OF_AMOUNTS), max_size=6).map("".join), max_size=4))
def test_amounts_among_texts_are_those_that_are_amounts_each_by_itself(texts: set[str]) -> None:
    alone = {text for text in texts if isinstance(amount_in(text), Amount)}
    assert amounts_among(texts) == alone


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)))
def test_a_day_in_any_of_its_spellings_reads_back(day: dt.date) -> None:
    spelt = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%A %d %B %Y"]
    texts = [day.strftime(form) for form in spelt]
    assert [date_in(text, edge="end") for text in texts] == [day] * len(texts)
    assert date_in(day.strftime("%d/%m/%Y"), edge="end", order="dmy") == day
    assert date_in(day.strftime("%m/%d/%Y"), edge="end", order="mdy") == day


@given(st.integers(1990, 2060), st.integers(1, 12))
def test_a_month_in_any_of_its_spellings_reads_back(year: int, number: int) -> None:
    first = dt.date(year, number, 1)
    spelt = ["%b %Y", "%B %Y", "%b-%y", "%b '%y", "%Y %b", "%m/%Y", "%YM%m"]
    wanted = month(year, number)
    texts = [first.strftime(form) for form in spelt]
    for text in texts if year >= 2000 else [t for t in texts if str(year) in t]:
        assert period_in(text) == wanted, text


@given(st.integers(2000, 2060), st.integers(1, 4))
def test_a_quarter_of_a_financial_year_reads_back_however_it_is_written(
    year: int, quarter: int
) -> None:
    short = f"{(year + 1) % 100:02d}"
    years = [f"{year}/{short}", f"{year}-{short}", f"{year}/{year + 1}", f"FY{short}"]
    spelt = [
        text for y in years for text in (f"Q{quarter} {y}", f"{y} Q{quarter}", f"T{quarter}. {y}")
    ]
    assert len({period_in(text) for text in spelt}) == 1
    assert period_in(spelt[0]) is not None
