"""Every version of what was stated, value by value and with its cell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.schemas.restated import BenefitVersions
from bcr.store import queries, versions
from tests.store.readings import Row, append_import, reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def test_every_version_of_a_benefit_is_kept_oldest_first(store: DuckDBPyConnection) -> None:
    for target in (5.0, 6.0, 7.0):
        row = {"benefit_id": "queue", "target": target}
        append_import(store, reading(f"{target}", benefits=[row]))
    kept = versions.versions(store, "benefits", "queue")
    assert kept.select("import_no", "source_file", "target").rows() == [
        (1, "cases/5.0.xlsx", 5.0),
        (2, "cases/6.0.xlsx", 6.0),
        (3, "cases/7.0.xlsx", 7.0),
    ]


def test_every_stated_value_has_its_cell_and_a_worked_out_one_has_none(
    store: DuckDBPyConnection,
) -> None:
    columns = {"benefits.benefit_id": "A", "benefits.target": "H"}
    append_import(
        store, reading("a", columns=columns, benefits=[{"benefit_id": "queue", "target": 5.0}])
    )
    stated = versions.stated_values(store, "benefits", "queue").filter(pl.col("field") != "case_id")
    assert stated.select("version", "field", "value", "source_cell").rows() == [
        (0, "benefit_id", "queue", "Sheet1!A2"),
        (0, "logic", "self-service", ""),
        (0, "target", "5.0", "Sheet1!H2"),
        (0, "target_kind", "level", ""),
    ]


def test_the_values_of_a_merged_case_hold_one_by_one(store: DuckDBPyConnection) -> None:
    old: Row = {"case_id": "7", "title": "Ferry", "department": "Ports"}
    append_import(store, reading("old", columns={"cases.department": "C"}, cases=[old]))
    append_import(store, reading("new", cases=[{"case_id": "7", "title": "New ferry"}]))
    stated = versions.stated_values(store, "cases", "7")
    assert stated.filter("holds").select("field", "value", "source_file", "source_cell").rows() == [
        ("department", "Ports", "cases/old.xlsx", "Sheet1!C2"),
        ("case_id", "7", "cases/new.xlsx", ""),
        ("title", "New ferry", "cases/new.xlsx", ""),
    ]


def test_of_a_restated_benefit_only_values_of_the_row_that_counts_hold(
    store: DuckDBPyConnection,
) -> None:
    append_import(store, reading("old", benefits=[{"benefit_id": "queue", "owner": "Ada"}]))
    again: list[Row] = [
        {"benefit_id": "queue", "target": 7.0, "col": "C", "row": 3},
        {"benefit_id": "queue", "target": 8.0, "row": 3},
    ]
    append_import(store, reading("new", benefits=again))
    stated = versions.stated_values(store, "benefits", "queue").filter("holds")
    held = dict(stated.select("field", "value").rows())
    assert "owner" not in held
    assert held["target"] == str(queries.current(store, "benefits")["target"][0])


@pytest.mark.parametrize(
    ("columns", "place", "expected"),
    [
        ({"benefits.target": "H", "benefits.title": "B"}, {"row": 12}, "Sheet1!H12"),
        ({"benefits.target": "7"}, {"row": 12, "col": "F"}, "Sheet1!F7"),
        ({"benefits.target": "C7"}, {"row": 5}, "Sheet1!C7"),
        ({"benefits.title": "B"}, {"row": 12}, "Sheet1!B12"),
        ({"cases.case_id": "A", "benefits.owner": "D"}, {"row": 12}, "Sheet1!A12"),
        ({}, {"row": 12}, "Sheet1!A1:H30"),
    ],
    ids=["column", "row", "cell", "title", "any field", "no field"],
)
def test_a_promise_names_the_file_and_cell_of_its_target(
    store: DuckDBPyConnection,
    columns: dict[str, str],
    place: dict[str, object],
    expected: str,
) -> None:
    row: Row = {"benefit_id": "queue"} | place
    append_import(store, reading("a", columns=columns, benefits=[row]))
    promised = versions.benefit_versions(store)
    assert promised.select("source_file", "source_cell").rows() == [("cases/a.xlsx", expected)]


def test_without_benefits_their_versions_are_an_empty_frame_of_their_schema(
    store: DuckDBPyConnection,
) -> None:
    assert versions.benefit_versions(store).schema == BenefitVersions.create_empty().schema


def test_a_version_has_the_stage_its_own_file_states_for_the_case(
    store: DuckDBPyConnection,
) -> None:
    for stage in ("OBC", "FBC"):
        case: Row = {"case_id": "ferry", "stage": stage}
        append_import(store, reading(stage, benefits=[{"benefit_id": "queue"}], cases=[case]))
    append_import(store, reading("tracker", benefits=[{"benefit_id": "queue"}]))
    found = versions.benefit_versions(store)
    assert found.select("import_no", "stage").rows() == [(1, "OBC"), (2, "FBC"), (3, None)]


def test_the_values_of_merged_costs_hold_period_by_period(store: DuckDBPyConnection) -> None:
    days = (dt.date(2024, 3, 31), dt.date(2025, 3, 31))
    rows: list[Row] = [
        {"case_id": "ferry", "period_end": day, "kind": "capital", "intended": 1.0} for day in days
    ]
    append_import(store, reading("case", costs=rows))
    append_import(store, reading("ledger", costs=[rows[0] | {"intended": 2.0}]))
    stated = versions.stated_values(store, "costs", "ferry").filter("holds", field="intended")
    assert stated.select("at", "value").rows() == [
        ("2025-03-31, capital", "1.0"),
        ("2024-03-31, capital", "2.0"),
    ]
