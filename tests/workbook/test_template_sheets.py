"""The template says what it wants, and warns of the usual mistakes as they are typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bcr.schemas.records import KEYS, RECORDS, Sourced
from bcr.workbook.template.columns import Need, TemplateColumn, sheet_title
from bcr.workbook.words.fields import Kind, normal, vocabulary
from tests.workbook.template_cells import (
    COLUMNS,
    DATES,
    NUMBERS,
    TABLES,
    formula_of,
    rule_of,
    stored,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

WORDS = [column for column in COLUMNS if column.kind is Kind.WORD]


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

    offered = formula_of(opened, column).strip('"').split(",")

    assert sorted(known[normal(word)] for word in offered) == sorted(set(known.values()))
    assert f"Choose: {', '.join(offered)}." in column.note


def test_ids_are_offered_from_the_sheet_that_keeps_them(opened: Workbook) -> None:
    offering = {column.field: column for column in COLUMNS if column.rows_of}

    assert offering["benefits.logic"].rows_of == "logics"
    for column in offering.values():
        sheets = re.findall(r"'([^']+)'!", formula_of(opened, column))
        assert set(sheets) == {sheet_title(column.rows_of)}


def test_dates_are_checked_and_only_warned_about(opened: Workbook) -> None:
    rules = [rule_of(opened, column) for column in COLUMNS if column.kind in DATES]

    assert {(rule.type, rule.errorStyle) for rule in rules} == {("date", "warning")}


@pytest.mark.parametrize("table", RECORDS)
def test_a_sheet_has_the_columns_of_its_table(table: str) -> None:
    of_the_table = [n for n in RECORDS[table].columns() if n not in {*Sourced.columns(), "extra"}]
    if table == "observations":
        of_the_table.remove("period_start")

    assert [stored(column) for column in TABLES[table]] == of_the_table


@pytest.mark.parametrize("table", RECORDS)
def test_what_names_a_row_must_be_filled_in(table: str) -> None:
    must = {stored(column) for column in TABLES[table] if column.need is Need.MUST}

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


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_remark_where_a_number_belongs_is_warned_about(kind: Kind, opened: Workbook) -> None:
    rules = [rule_of(opened, column) for column in COLUMNS if column.kind is kind]

    wanted = "whole" if kind in {Kind.MONTHS, Kind.YEAR} else "decimal"
    assert {(rule.type, rule.errorStyle) for rule in rules} == {(wanted, "warning")}


@pytest.mark.parametrize("table", ["cases", "logics", "benefits", "kpis"])
def test_an_id_that_is_there_already_is_warned_about_and_coloured(
    table: str, opened: Workbook
) -> None:
    rule = rule_of(opened, TABLES[table][0])
    coloured = [
        (str(cells.sqref), [one.type for one in cells.rules])
        for cells in opened[sheet_title(table)].conditional_formatting
    ]

    assert (rule.type, rule.formula1, rule.errorStyle) == (
        "custom", "COUNTIF($A$2:$A$5000,A2)=1", "warning",
    )  # fmt: skip
    assert coloured == [("A2:A5000", ["duplicateValues"])]


def test_where_several_rows_speak_of_one_thing_its_id_may_stand_in_each(opened: Workbook) -> None:
    for table in ("plans", "costs", "observations", "decisions", "owners"):
        assert not list(opened[sheet_title(table)].conditional_formatting)
