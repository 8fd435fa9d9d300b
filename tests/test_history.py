"""What `bcr history` says of the illustrative portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bcr.errors import UnknownIdError
from bcr.workflow.history import history
from bcr.workflow.sources import find_files
from bcr.workflow.workbooks import import_files

OFFICE = Path(__file__).parents[1] / "cases" / "contact-centre" / "portfolio-office.xlsx"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "bcr.duckdb"
    assert all(done.outcome.records for done in import_files(path, find_files([OFFICE]), []))
    return path


def versions(store: Path, identifier: str, field: str) -> list[dict[str, Any]]:
    rows = history(store, identifier).to_dicts()
    return [row for row in rows if row["field"] == field]


def test_a_decision_follows_what_was_stated_with_who_decided_when_and_why(store: Path) -> None:
    stated, decided = versions(store, "CC-07-B3", "target")
    assert (stated["old"], stated["new"], stated["stage"]) == (None, "3.24", "FBC")
    assert (decided["old"], decided["new"], str(decided["decided_on"])) == (
        "3.24", "3.7", "2023-07-11",
    )  # fmt: skip
    assert (decided["decided_by"], decided["reason"]) == ("Victor Hale", "Pay award")
    assert decided["source_cell"].startswith("Decisions!E")


def test_a_decision_on_what_no_file_states_is_told_too(store: Path) -> None:
    (dropped,) = versions(store, "CC-05-B3", "Status")
    assert (dropped["old"], dropped["new"]) == ("Approved", "Dropped")


def test_the_history_of_a_case_has_what_changed_in_its_benefits_and_nothing_that_did_not(
    store: Path,
) -> None:
    of_benefits = [row for row in history(store, "CC-07").to_dicts() if row["subject"] != "CC-07"]
    assert {(row["subject"], row["field"]) for row in of_benefits} == {("CC-07-B3", "target")}


def test_nothing_has_an_unknown_id(store: Path) -> None:
    with pytest.raises(UnknownIdError, match="CC-99"):
        history(store, "CC-99")
