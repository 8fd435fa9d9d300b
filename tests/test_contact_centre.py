"""What was planted in cases/contact-centre is what the change model finds there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bcr.cli import main

FOLDER = Path(__file__).parent.parent / "cases" / "contact-centre"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
#: The KPI was not measured before the chatbot; the case has been under way for a year of two.
UNTESTABLE = {"CC-03-B3", "ASC-04-B1"}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The rows of `bcr compare`, by benefit."""
    options = [
        "--store",
        str(tmp_path_factory.mktemp("contact-centre") / "bcr.duckdb"),
        "--config",
        str(FOLDER / "bcr.toml"),
    ]
    CliRunner().invoke(main, [*options, "import", str(FOLDER)])
    printed = CliRunner().invoke(main, [*options, "compare", "--format", "json"])
    return {row["benefit_id"]: row for row in json.loads(printed.stdout)}


def planted(kind: str) -> list[str]:
    return [row["benefit_id"] for row in TRUTH["benefits"] if kind in row["kinds"]]


@pytest.mark.parametrize("kind", ["no_effect", "drift"])
def test_what_changed_nothing_is_not_delivered(
    compared: dict[str, dict[str, Any]], kind: str
) -> None:
    assert {compared[benefit]["evidence"] for benefit in planted(kind)} == {"not_shown"}
    assert "delivered_change" not in {compared[benefit]["verdict"] for benefit in planted(kind)}


@pytest.mark.parametrize("kind", ["works", "short", "claimed_twice"])
def test_what_changed_something_is_real(compared: dict[str, dict[str, Any]], kind: str) -> None:
    tested = set(planted(kind)) - UNTESTABLE
    assert {compared[benefit]["evidence"] for benefit in tested} == {"real"}


def test_what_backfired_is_worse(compared: dict[str, dict[str, Any]]) -> None:
    assert {compared[benefit]["evidence"] for benefit in planted("backfires")} == {"worse"}


def test_what_works_is_delivered_change(compared: dict[str, dict[str, Any]]) -> None:
    tested = set(planted("works")) - UNTESTABLE
    assert {compared[benefit]["verdict"] for benefit in tested} == {"delivered_change"}


def test_what_faded_was_real_and_is_not_delivered(compared: dict[str, dict[str, Any]]) -> None:
    rows = [compared[benefit] for benefit in planted("faded")]
    assert {row["evidence"] for row in rows} == {"real"}
    assert "delivered_change" not in {row["verdict"] for row in rows}


def test_what_began_late_is_not_shown_to_have_changed_at_the_planned_start(
    compared: dict[str, dict[str, Any]],
) -> None:
    """The step came seven months later than the model looks for it, and the slope takes it."""
    assert {compared[benefit]["evidence"] for benefit in planted("late")} == {"not_shown"}


def test_the_interval_mostly_holds_what_was_planted(compared: dict[str, dict[str, Any]]) -> None:
    """For effects that are there for good from the planned start; most come in over some months."""
    kinds = ("works", "short", "no_effect", "drift", "backfires")
    held = []
    for row in TRUTH["benefits"]:
        found = compared[row["benefit_id"]]
        if found["change"] is None or not set(kinds) & set(row["kinds"]):
            continue
        true = row["true_share"] * (row["target"] - row["baseline"])
        held.append(found["change_low"] <= true <= found["change_high"])
    assert sum(held) / len(held) >= 0.75


def test_what_was_never_recorded_is_untested(compared: dict[str, dict[str, Any]]) -> None:
    never = [*planted("never_measured"), *planted("reported_only"), *planted("not_due")]
    assert {compared[benefit]["evidence"] for benefit in never} == {"untested"}
