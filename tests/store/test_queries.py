from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.model import Basis
from bcr.schemas.records import KEYS, RECORDS
from bcr.store import queries, versions
from bcr.store.database import open_store
from tests.store.readings import Row, append_import, reading

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection


def targets(store: DuckDBPyConnection) -> dict[str, float]:
    return dict(queries.current(store, "benefits").select("benefit_id", "target").rows())


def test_the_latest_import_of_a_benefit_wins_and_others_stay(store: DuckDBPyConnection) -> None:
    old = [{"benefit_id": "queue", "target": 5.0}, {"benefit_id": "calls", "target": 1.0}]
    append_import(store, reading("old", benefits=old))
    append_import(store, reading("new", benefits=[{"benefit_id": "queue", "target": 7.0}]))
    assert targets(store) == {"calls": 1.0, "queue": 7.0}


def test_a_restated_benefit_counts_as_a_whole_row_empty_fields_too(
    store: DuckDBPyConnection,
) -> None:
    append_import(store, reading("old", benefits=[{"benefit_id": "queue", "owner": "Ada"}]))
    append_import(store, reading("new", benefits=[{"benefit_id": "queue", "target": 7.0}]))
    assert queries.current(store, "benefits")["owner"].to_list() == [None]


def test_within_one_file_the_first_in_reading_order_holds(store: DuckDBPyConnection) -> None:
    twice = [
        {"benefit_id": "queue", "row": 9, "target": 9.0},
        {"benefit_id": "queue", "row": 4, "col": "AA", "target": 27.0},
        {"benefit_id": "queue", "row": 4, "col": "Z", "target": 26.0},
    ]
    append_import(store, reading("a", benefits=twice))
    assert targets(store) == {"queue": 26.0}


def test_a_case_is_merged_column_by_column_from_every_file_that_names_it(
    store: DuckDBPyConnection,
) -> None:
    full = {"case_id": "7", "title": "Ferry", "department": "Ports", "approved_cost": 9.0}
    append_import(store, reading("case file", cases=[full]))
    append_import(store, reading("register", cases=[{"case_id": "7", "title": "New ferry"}]))
    (case,) = queries.current(store, "cases").rows(named=True)
    assert (case["title"], case["department"], case["approved_cost"]) == ("New ferry", "Ports", 9.0)
    sources = queries.sources(store)
    assert sources.filter(source_id=case["source_id"])["path"].item() == "cases/register.xlsx"


def test_a_kpi_is_merged_too_and_keeps_its_enums(store: DuckDBPyConnection) -> None:
    append_import(store, reading("a", kpis=[{"kpi_id": "wait", "better": "lower"}]))
    append_import(store, reading("b", kpis=[{"kpi_id": "wait", "aggregation": "weighted"}]))
    (kpi,) = queries.current(store, "kpis").rows(named=True)
    assert (kpi["better"], kpi["aggregation"]) == ("lower", "weighted")


def test_a_merged_case_takes_its_place_from_one_row(store: DuckDBPyConnection) -> None:
    append_import(store, reading("a", cases=[{"case_id": "7", "row": 5, "col": "F"}]))
    append_import(store, reading("b", cases=[{"case_id": "7", "row": 3}]))
    (case,) = queries.current(store, "cases").select("row", "col").rows()
    assert case == (3, None)


@pytest.mark.parametrize("table", RECORDS)
def test_current_has_the_columns_and_types_of_its_schema_even_when_empty(
    store: DuckDBPyConnection, table: str
) -> None:
    frame = queries.current(store, table)
    assert isinstance(frame, pl.DataFrame)
    assert frame.schema == RECORDS[table].create_empty().schema


def test_current_rows_are_sorted_by_key_whatever_the_order_in_the_file(
    store: DuckDBPyConnection,
) -> None:
    days = [dt.date(2024, month, 28) for month in (3, 1, 2)]
    rows: list[Row] = [
        {"kpi_id": kpi, "period_end": day, "period_start": day, "value": 1.0}
        for kpi in ("wait", "calls")
        for day in days
    ]
    append_import(store, reading("a", observations=rows))
    frame = queries.current(store, "observations")
    assert frame.equals(frame.sort(KEYS["observations"]))
    assert frame.height == 6


def test_keys_with_an_empty_part_are_one_thing_too(store: DuckDBPyConnection) -> None:
    for content in ("old", "new"):
        row: Row = {"subject": "queue", "field": "target", "reason": content}
        append_import(store, reading(content, decisions=[row]))
    assert queries.current(store, "decisions")["reason"].to_list() == ["new"]


def test_frames_outlive_the_connection(tmp_path: Path) -> None:
    with open_store(tmp_path / "t") as connection:
        append_import(connection, reading("a", benefits=[{"benefit_id": "queue"}]))
        frame = queries.current(connection, "benefits")
    assert frame["benefit_id"].to_list() == ["queue"]


@pytest.mark.parametrize("name", ["figures", "sources", "benefits; DROP TABLE benefits", ""])
def test_a_table_that_is_not_there_is_refused(store: DuckDBPyConnection, name: str) -> None:
    for ask in (queries.current, lambda c, t: versions.versions(c, t, "x")):
        with pytest.raises(ValueError, match="no such table"):
            ask(store, name)


@pytest.mark.parametrize(
    "identifier", ["x'; DROP TABLE benefits; --", '"', "../../x", "%", "\\", "=1+1", "ü\n\t", "?"]
)
def test_an_id_is_only_text(store: DuckDBPyConnection, identifier: str) -> None:
    append_import(store, reading("a", benefits=[{"benefit_id": "queue"}]))
    assert queries.everything_with_id(store, identifier) == ()
    append_import(store, reading(identifier, benefits=[{"benefit_id": identifier}]))
    assert queries.everything_with_id(store, identifier) == ("benefits",)
    assert versions.versions(store, "benefits", identifier).height == 1
    assert queries.current(store, "benefits").height == 2


def test_an_id_is_found_in_everything_that_uses_it(store: DuckDBPyConnection) -> None:
    append_import(store, reading("a", benefits=[{"benefit_id": "wait", "kpi_id": "wait"}]))
    assert queries.everything_with_id(store, "wait") == ("benefits", "kpis")
    assert queries.everything_with_id(store, "ferry") == ("cases",)
    assert queries.everything_with_id(store, "self-service") == ("logics",)
    assert queries.everything_with_id(store, "nothing") == ()


def test_a_register_that_only_names_a_logic_does_not_hide_what_describes_it(
    store: DuckDBPyConnection,
) -> None:
    full: Row = {"logic": "chatbot", "name": "Chatbot", "chain": "bot → calls ↓"}
    append_import(store, reading("office", logics=[full]))
    append_import(store, reading("register", logics=[{"logic": "chatbot", "name": "Bot"}]))
    (logic,) = queries.current(store, "logics").rows(named=True)
    assert (logic["name"], logic["chain"]) == ("Bot", "bot → calls ↓")


def test_planned_money_from_a_file_of_its_own_stands_beside_the_planned_level(
    store: DuckDBPyConnection,
) -> None:
    key: Row = {"benefit_id": "queue", "period_end": dt.date(2024, 3, 31)}
    append_import(store, reading("levels", plans=[{**key, "planned": 9.0}]))
    append_import(store, reading("money", plans=[{**key, "planned_money": 500.0}]))
    (plan,) = queries.current(store, "plans").rows(named=True)
    assert (plan["planned"], plan["planned_money"]) == (9.0, 500.0)
    sources = dict(queries.sources(store).select("source_id", "path").rows())
    assert sources[plan["source_id"]] == "cases/levels.xlsx"


def test_what_was_spent_does_not_hide_what_was_approved(store: DuckDBPyConnection) -> None:
    key: Row = {"case_id": "ferry", "period_end": dt.date(2024, 3, 31), "kind": "capital"}
    append_import(store, reading("case", costs=[{**key, "intended": 100.0}]))
    append_import(store, reading("ledger", costs=[{**key, "actual": 120.0}]))
    append_import(store, reading("later ledger", costs=[{**key, "actual": 130.0}]))
    (cost,) = queries.current(store, "costs").rows(named=True)
    assert (cost["intended"], cost["actual"]) == (100.0, 130.0)
    sources = dict(queries.sources(store).select("source_id", "path").rows())
    assert sources[cost["source_id"]] == "cases/case.xlsx"


def test_an_approved_plan_is_the_first_with_its_place_and_the_latest_the_last(
    store: DuckDBPyConnection,
) -> None:
    key: Row = {"benefit_id": "queue", "period_end": dt.date(2024, 3, 31)}
    append_import(store, reading("money", plans=[{**key, "planned_money": 500.0}]))
    append_import(store, reading("first", plans=[{**key, "planned": 9.0}]))
    append_import(store, reading("later", plans=[{**key, "planned": 12.0}]))
    sources = dict(queries.sources(store).select("source_id", "path").rows())
    found = {basis: versions.on_basis(store, "plans", basis).to_dicts()[0] for basis in Basis}
    told = {basis: (row["planned"], sources[row["source_id"]]) for basis, row in found.items()}
    assert told == {
        Basis.APPROVED: (9.0, "cases/first.xlsx"),
        Basis.LATEST: (12.0, "cases/later.xlsx"),
    }
    assert {row["planned_money"] for row in found.values()} == {500.0}


def test_the_approved_cost_of_a_case_is_the_full_business_cases_and_the_latest_the_last(
    store: DuckDBPyConnection,
) -> None:
    for stage, cost in (("OBC", 80.0), ("FBC", 100.0), ("Live", 150.0)):
        case: Row = {"case_id": "ferry", "stage": stage, "approved_cost": cost}
        append_import(store, reading(stage, cases=[case]))
    costs = {b: versions.on_basis(store, "cases", b)["approved_cost"].item() for b in Basis}
    assert costs == {Basis.APPROVED: 100.0, Basis.LATEST: 150.0}
