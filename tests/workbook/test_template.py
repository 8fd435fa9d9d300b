"""The template says what it wants, and what is filled in is what is read."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bcr import model
from bcr.config import default_logics
from bcr.errors import BcrError
from bcr.schemas.records import KEYS, RECORDS, Logics, Sourced
from bcr.workbook.files.addresses import letters
from bcr.workbook.reading import read_file
from bcr.workbook.template.columns import Need, TemplateColumn, sheet_title, template_notes
from bcr.workbook.template.workbook import write_template
from bcr.workbook.words.fields import Kind, normal, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    from bcr.model import Reading

TABLES = template_notes().columns
COLUMNS = [column for columns in TABLES.values() for column in columns]
WORDS = [column for column in COLUMNS if column.kind is Kind.WORD]
DATES = (Kind.STARTS, Kind.ENDS, Kind.PERIOD)
NUMBERS = (Kind.LEVEL, Kind.MONEY, Kind.NUMBER, Kind.RATIO, Kind.MONTHS)
CALLBACK = {"logic": "callback", "name": "Call-back", "response": "=1+1"}
#: What the reader puts where a benefit names no logic and no kind of target.
DEFAULTS = (model.UNCLASSIFIED, model.TargetKind.LEVEL.value)
#: Writing and reading a file takes half a second: few examples, and no search for a smaller one.
FEW = settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))

Typed = str | float | dt.date


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template without a logic in it."""
    path = tmp_path_factory.mktemp("template") / "cases.xlsx"
    write_template(path, [])
    return path


@pytest.fixture(scope="module")
def opened(template: Path) -> Workbook:
    """That template as openpyxl reads it; not to be changed."""
    return load_workbook(template)


def test_every_header_reads_back_as_its_own_column(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    write_template(path, default_logics())

    read = {block.holds: dict(block.columns) for block in read_file(path).blocks}

    assert read == {table: _locators(table) for table in TABLES}


def test_a_template_with_no_row_filled_in_reads_as_its_logics_and_nothing_else(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cases.xlsx"
    write_template(path, default_logics())

    reading = read_file(path)

    assert not reading.refused
    assert _only_notices(reading)
    assert list(reading.records) == ["logics"]
    assert _rows(reading, "logics") == default_logics()


def test_every_example_of_the_notes_arrives_in_its_column(template: Path, tmp_path: Path) -> None:
    path = _filled(template, tmp_path, {c.field: _typed(c) for c in COLUMNS})

    reading = read_file(path)

    assert _only_notices(reading), reading.problems
    for table, columns in TABLES.items():
        assert _rows(reading, table) == [{_stored(c): _expected(c, _typed(c)) for c in columns}]


@FEW
@given(st.data())
def test_whichever_optional_columns_are_filled_their_values_arrive(
    template: Path, data: st.DataObject
) -> None:
    chosen = data.draw(st.sets(st.sampled_from([c for c in COLUMNS if c.need is not Need.MUST])))
    filled = {c for c in COLUMNS if c.need is Need.MUST} | chosen
    cells = {c.field: data.draw(_cells(c), label=c.field) for c in COLUMNS if c in filled}
    with TemporaryDirectory() as folder:
        reading = read_file(_filled(template, Path(folder), cells))

    for table, columns in TABLES.items():
        expected = {_stored(c): _expected(c, cells[c.field]) for c in columns if c in filled}
        arrived = _rows(reading, table)[0]
        assert {name: arrived[name] for name in expected} == expected
        assert {v for n, v in arrived.items() if n not in expected} <= {None, *DEFAULTS}


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.field)
def test_every_header_has_a_note_that_says_what_it_means(
    column: TemplateColumn, opened: Workbook
) -> None:
    table = column.field.partition(".")[0]
    cell = opened[sheet_title(table)].cell(1, TABLES[table].index(column) + 1)

    assert cell.value == column.header
    assert cell.comment is not None
    note = cell.comment.text
    assert column.means in note
    assert f"Example: {column.example}" in note
    assert ("Fill this in" in note) == (column.need is Need.MUST)
    assert column.kind not in NUMBERS or "Unit: " in note


@pytest.mark.parametrize("column", WORDS, ids=lambda column: column.field)
def test_a_drop_down_lists_exactly_the_words_the_reader_knows(
    column: TemplateColumn, opened: Workbook
) -> None:
    known = vocabulary()[column.field.partition(".")[2]]

    offered = _formula(opened, column).strip('"').split(",")

    assert sorted(known[normal(word)] for word in offered) == sorted(set(known.values()))
    assert f"Choose: {', '.join(offered)}." in column.note


def test_ids_are_offered_from_the_sheet_that_keeps_them(opened: Workbook) -> None:
    offering = {column.field: column for column in COLUMNS if column.rows_of}

    assert offering["benefits.logic"].rows_of == "logics"
    for column in offering.values():
        sheets = re.findall(r"'([^']+)'!", _formula(opened, column))
        assert set(sheets) == {sheet_title(column.rows_of)}


def test_dates_are_checked_and_only_warned_about(opened: Workbook) -> None:
    rules = [_rule(opened, column) for column in COLUMNS if column.kind in DATES]

    assert {(rule.type, rule.errorStyle) for rule in rules} == {("date", "warning")}


@pytest.mark.parametrize("table", RECORDS)
def test_a_sheet_has_the_columns_of_its_table(table: str) -> None:
    of_the_table = [n for n in RECORDS[table].columns() if n not in {*Sourced.columns(), "extra"}]
    if table == "observations":
        of_the_table.remove("period_start")

    assert [_stored(column) for column in TABLES[table]] == of_the_table


@pytest.mark.parametrize("table", RECORDS)
def test_what_names_a_row_must_be_filled_in(table: str) -> None:
    must = {_stored(column) for column in TABLES[table] if column.need is Need.MUST}

    assert set(KEYS[table]) <= must


def test_the_first_sheet_says_how_in_ten_lines(opened: Workbook) -> None:
    sheet = opened.worksheets[0]

    lines = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1)]

    assert sheet.title == "Read me"
    assert sheet.max_column == 1
    assert [line.partition(".")[0] for line in lines[1:]] == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize("table", TABLES)
def test_headers_and_the_first_column_stay_in_sight(table: str, opened: Workbook) -> None:
    assert opened[sheet_title(table)].freeze_panes == "B2"


def test_the_same_template_has_the_same_bytes_in_another_run(tmp_path: Path) -> None:
    path, again = tmp_path / "cases.xlsx", tmp_path / "a new folder" / "again.xlsx"
    write_template(path, default_logics())
    script = (
        "import sys; from pathlib import Path; from bcr.config import default_logics; "
        "from bcr.workbook.template.workbook import write_template; "
        "write_template(Path(sys.argv[1]), default_logics())"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}

    subprocess.run([sys.executable, "-c", script, again], env=elsewhere, check=True)

    assert path.read_bytes() == again.read_bytes()


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    write_template(path, [CALLBACK])

    arrived = _rows(read_file(path), "logics")

    assert [{name: row[name] for name in CALLBACK} for row in arrived] == [CALLBACK]


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"a year of work")

    with pytest.raises(BcrError, match="already there") as raised:
        write_template(path, [])

    assert raised.value.tip
    assert path.read_bytes() == b"a year of work"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    in_the_way = tmp_path / "no folder"
    in_the_way.write_bytes(b"")

    with pytest.raises(BcrError, match="could not be written") as raised:
        write_template(in_the_way / "cases.xlsx", [])

    assert raised.value.tip
    assert list(tmp_path.iterdir()) == [in_the_way]


@pytest.mark.parametrize("name", ["cases.xls", "cases.xlsm", "cases.csv", "cases"])
def test_another_ending_than_xlsx_is_refused_with_the_name_to_use(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(BcrError) as raised:
        write_template(tmp_path / name, [])

    assert "cases.xlsx" in raised.value.tip
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("logic", default_logics(), ids=lambda logic: logic["logic"])
def test_a_logic_that_comes_with_bcr_is_complete(logic: dict[str, str]) -> None:
    steps = logic["chain"].split(" → ")

    assert list(logic) == [name for name in Logics.columns() if name not in Sourced.columns()]
    assert all(logic.values())
    assert len(steps) >= 3
    assert all(step == step.strip() and step for step in steps)


def test_no_word_of_one_logic_stands_in_a_word_of_another() -> None:
    words = [(one["logic"], f" {normal(word)} ") for one in default_logics()
             for word in one["words"].split(",")]  # fmt: skip

    clashes = [(a, b) for a in words for b in words if a[0] != b[0] and a[1] in b[1]]

    assert not clashes


def _locators(table: str) -> dict[str, str]:
    """The column letter of each field; a benefit's case is read as the id of a case."""
    named = {c.field: letters(number) for number, c in enumerate(TABLES[table])}
    if table == "benefits":
        named["cases.case_id"] = named.pop("benefits.case_id")
    return named


def _typed(column: TemplateColumn) -> Typed:
    """The example as a spreadsheet keeps it once it is typed."""
    if column.kind in DATES:
        return dt.datetime.strptime(column.example, "%d %b %Y").replace(tzinfo=dt.UTC).date()
    if column.kind in NUMBERS:
        number = float(column.example.rstrip("%"))
        return number / 100 if column.example.endswith("%") else number
    return column.example


def _cells(column: TemplateColumn) -> st.SearchStrategy[Typed]:
    """Values a cell of a column may hold; texts are the example, words all that are offered."""
    if column.choices:
        return st.sampled_from(column.choices)
    if column.kind in {Kind.STARTS, Kind.ENDS}:
        return st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
    if column.kind in {Kind.LEVEL, Kind.MONEY} and column.field != "benefits.tolerance":
        return st.integers(-(10**11), 10**11).map(lambda hundredths: hundredths / 100)
    return st.just(_typed(column))


def _expected(column: TemplateColumn, cell: Typed) -> object:
    if column.choices:
        return vocabulary()[column.field.partition(".")[2]][normal(str(cell))]
    return cell


def _stored(column: TemplateColumn) -> str:
    """Name of the column in its schema: the record of a KPI keeps both ends of a period."""
    name = column.field.partition(".")[2]
    return "period_end" if name == "period" else name


def _filled(template: Path, folder: Path, cells: Mapping[str, Typed]) -> Path:
    """A copy of the template with one row on each sheet; `cells` by table.column."""
    workbook = load_workbook(template)
    for table, columns in TABLES.items():
        sheet = workbook[sheet_title(table)]
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(2, number, cells.get(column.field))
            if column.kind is Kind.RATIO:
                cell.number_format = "0%"
    path = folder / "filled.xlsx"
    workbook.save(path)
    return path


def _rows(reading: Reading, table: str) -> list[dict[str, object]]:
    """The records of a table without what is not on its sheet."""
    left_out = {*Sourced.columns(), "extra", "period_start"}
    columns = {n: v for n, v in reading.records[table].items() if n not in left_out}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _only_notices(reading: Reading) -> bool:
    return all(problem.severity is model.Severity.NOTICE for problem in reading.problems)


def _rule(opened: Workbook, column: TemplateColumn) -> DataValidation:
    """What a spreadsheet checks in a column; fails where it checks nothing."""
    table = column.field.partition(".")[0]
    below = f"{letters(TABLES[table].index(column))}2"
    rules: list[DataValidation] = opened[sheet_title(table)].data_validations.dataValidation
    return next(rule for rule in rules if below in rule.sqref)


def _formula(opened: Workbook, column: TemplateColumn) -> str:
    return str(_rule(opened, column).formula1)
