"""Drafted layout files: they read a workbook as it was recognised, and say what is open."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bcr.workbook.files.grid import Grid
from bcr.workbook.files.guard import Refused
from bcr.workbook.layouts.draft_columns import period_lines
from bcr.workbook.layouts.layout_file import read_layout
from bcr.workbook.layouts.toml_text import comment, toml_list, toml_string
from bcr.workbook.reading import drafted_layout, read_file
from bcr.workbook.recognition.found import Found, PeriodColumn
from bcr.workbook.values.hints import Hint
from bcr.workbook.values.periods import period_in
from tests.workbook.books import column, sheets_in, write_book

if TYPE_CHECKING:
    from bcr.provenance import Reading
    from tests.workbook.books import Sheets

REGISTER = """
    Register of benefits
    Case ID | Benefit ID | Benefit | Current | Target | Target | Colour | Benefit owner
    C1      | C1-B1      | Calls   | 12      | 80     | 85     | red    | A. Lee
    C1      | C1-B2      | Visits  | 14      | 70     | 75     | green  | B. Roy
    Total   |            |         |         | 150    |        |        |
"""
SERIES = """
    [Series]
    KPI    | Department | Apr-19 | May-19 | Jun-19
    Calls  | Housing    | 10     | 20     | 30
    Visits | Housing    | 1      |        | 3
"""


def drafted(folder: Path, sheets: Sheets, name: str = "plan_2024.xlsx") -> tuple[str, Path]:
    """Give the draft for a workbook of these sheets, and the workbook."""
    path = write_book(folder / name, sheets)
    return drafted_layout(path), path


def read_by(text: str, path: Path) -> Reading:
    """Read a workbook by the layout file of a text."""
    layout = path.with_suffix(".toml")
    layout.write_text(text, encoding="utf-8")
    return read_file(path, [read_layout(layout)])


TWO_ROWS = """
    Case ID | Benefit ID | Benefit | Level  |
            |            |         | before | after
    C1      | C1-B1      | Calls   | 9      | 8
"""
GROUPED = """
    KPI   | Q1 2024 |        | Q2 2024 |        | Q3 2024 |
          | Actual  | Target | Actual  | Target | Actual  | Target
    Calls | 1       | 2      | 3       | 4      | 5       | 6
"""
TWO_YEARS = """
    [Plan 2024]
    Case ID | Benefit | Target
    C1      | Calls   | 80
    [Plan 2025]
    Case ID | Benefit | Target
    C1      | Visits  | 80
"""


@pytest.mark.parametrize(
    "text",
    [
        REGISTER,
        SERIES,
        REGISTER + SERIES,
        TWO_ROWS,
        GROUPED,
        TWO_YEARS,
        "KPI | 2024-04-01 | 2024-05-01 | 2024-06-01\nCalls | 1 | 2 | 3",
        "KPI | 2011-11 | 2011-12 | 2012-01\nCalls | 1 | 2 | 3",
        "KPI | Month | Value\nCalls | Apr-19 | 100\nCalls | May-19 | 90",
    ],
)
def test_a_workbook_reads_by_its_draft_as_it_was_recognised(tmp_path: Path, text: str) -> None:
    draft, path = drafted(tmp_path, sheets_in(text))
    recognised = read_file(path)
    assert recognised.records
    assert read_by(draft, path).records == recognised.records


HEADERS = (
    "Benefit", "Case ID", "Benefit ID", "Baseline", "Target", "Target ", "Owner (name)", "Unit",
    "Due date", "Colour", "Weitere Bemerkung", 'A "marked" one', "Current", "Back\\up",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(HEADERS), min_size=3, unique=True),
    st.integers(0, 3),
    st.lists(st.lists(st.sampled_from(["", "80", "Calls", "C1", "TBC"]), min_size=14, max_size=14),
             min_size=1, max_size=5),
)  # fmt: skip
def test_any_register_reads_by_its_draft_as_it_was_recognised(
    headers: list[str], above: int, cells: list[list[str]]
) -> None:
    rows = [["Some title"]] * above + [headers] + [row[: len(headers)] for row in cells]
    with TemporaryDirectory() as folder:
        sheets: Sheets = {"Register": [[cell or None for cell in row] for row in rows]}
        path = write_book(Path(folder) / "plan_2024.xlsx", sheets)
        recognised = read_file(path)
        places = [place for block in recognised.blocks for place in block.columns.values()]
        assume(all(place.isalpha() for place in places))  # a lone row may look like a form
        assert read_by(drafted_layout(path), path).records == recognised.records


def test_what_is_open_stands_in_comments_with_what_it_might_be(tmp_path: Path) -> None:
    draft, _ = drafted(tmp_path, sheets_in(REGISTER))
    assert 'files = ["plan_*.xlsx"]' in draft
    assert 'benefits.target = { letter = "E", header = "Target" }' in draft
    assert "# “Colour”, G: red | green" in draft
    assert '# benefits.target = { letter = "F", header = "Target" }' in draft
    assert "# row 5 is a total" in draft
    told = tomllib.loads(draft)["table"][0]
    assert (told["header"], told["holds"]) == (2, "benefits")
    assert told["extra"][-1:] == ["Colour"]


def test_where_nothing_is_recognised_every_column_is_a_comment_to_finish(tmp_path: Path) -> None:
    text = """
        Our own list
        Ziel | Ausgang | Programme | Saldo 2023 | Saldo 2024 | Saldo 2025
        Rufe | 100     | Telefon   | 1          | 2          | 3
    """
    draft, path = drafted(tmp_path, sheets_in(text))
    assert tomllib.loads(draft)["table"] == [
        {"sheet": "Register", "holds": "benefits", "header": 2, "columns": {}}
    ]
    assert "# “Ausgang”, B: 100" in draft
    assert '# cases.title = "Programme"' in draft
    assert '# headers = "Saldo {period}"' in draft
    finished = draft.replace("[table.columns]", '[table.columns]\nbenefits.title = "Ziel"\n'
                             'benefits.baseline = "Ausgang"')  # fmt: skip
    assert column(read_by(finished, path), "benefits.baseline") == [100.0]


@pytest.mark.parametrize(
    ("headers", "drawn"),
    [
        (
            {"T1. DONE 2024": "Q1 2024", "T2. DONE 2024": "Q2 2024", "T.3 DONE 2024": "Q3 2024"},
            ["T{quarter}. DONE {year}"],
        ),
        ({"Q1 2024 done": "Q1 2024", "Q2 2024 done": "Q2 2024"}, ["{period} done"]),
        ({"Jan (2024)": "Jan-24", "Feb (2024)": "Feb-24"}, ["{month} ({year})"]),
        (
            {"Saving 2024": "2024", "Saving 2025": "2025", "Done 2026": "2026"},
            ["Saving {period}", "Done {period}"],
        ),
        ({"First": "2024", "Second": "2025"}, []),
    ],
)
def test_period_columns_are_drawn_with_as_few_patterns_as_will_do(
    headers: dict[str, str], drawn: list[str]
) -> None:
    periods = [
        PeriodColumn(column, period, "plans.planned", Hint())
        for column, text in enumerate(headers.values(), start=1)
        if (period := period_in(text))
    ]
    found = Found(Grid("S", []), "benefits", "A1:D1", [], {}, periods=periods)
    lines = list(period_lines(found, {0: "Goal", **dict(enumerate(headers, start=1))}))
    assert [tomllib.loads(line)["headers"] for line in lines if line.startswith("headers")] == drawn
    assert any("no pattern describes" in line for line in lines) is not bool(drawn)


def test_next_years_copy_is_read_by_this_years_draft(tmp_path: Path) -> None:
    draft, _ = drafted(tmp_path, {"Plan 2024": sheets_in(REGISTER)["Register"]})
    later = write_book(tmp_path / "plan_2025.xlsx", {"Plan 2025": sheets_in(REGISTER)["Register"]})
    assert column(read_by(draft, later), "benefits.target") == [80.0, 70.0]


def test_forms_need_no_layout_file(tmp_path: Path) -> None:
    form = "Benefit | Calls\nCase ID | C1\nBaseline | 9\nTarget | 8\nBenefit owner | A. Lee"
    with pytest.raises(Refused, match="read by their labels"):
        drafted(tmp_path, sheets_in(form))


@given(st.text())
def test_any_text_survives_as_toml_and_no_comment_leaves_its_line(text: str) -> None:
    written = f"{comment(text)}\na = {toml_string(text)}\nb = {toml_list([text, text])}\n"
    assert tomllib.loads(written) == {"a": text, "b": [text, text]}
