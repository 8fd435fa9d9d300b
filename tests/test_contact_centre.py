"""What was planted in cases/contact-centre is what the change model finds there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from click.testing import CliRunner

from bcr.cli import main
from bcr.config import read_portfolio
from bcr.workflow.figures import dossier

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier

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


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Every figure of the portfolio."""
    store = tmp_path_factory.mktemp("contact-centre") / "bcr.duckdb"
    CliRunner().invoke(main, ["--store", str(store), "import", str(FOLDER)])
    return dossier(store, read_portfolio(FOLDER / "bcr.toml"))


@pytest.fixture(scope="module")
def restated(found: Dossier) -> dict[tuple[str, str], dict[str, Any]]:
    """What was restated, by benefit and figure."""
    rows = found.restatements.to_dicts()
    return {(row["benefit_id"], row["column"]): row for row in rows}


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


def test_what_was_restated_later_is_found_and_the_approved_figure_holds(
    compared: dict[str, dict[str, Any]], restated: dict[tuple[str, str], dict[str, Any]]
) -> None:
    for benefit, figures in TRUTH["restated_later"].items():
        for figure, (approved, now) in figures.items():
            row = restated[benefit, figure]
            if figure == "due_on":
                assert (str(row["approved_on"]), str(row["latest_on"])) == (approved, now)
                assert str(compared[benefit]["due_on"]) == approved
            elif figure != "class":
                assert (row["approved"], row["latest"]) == (approved, now)
    assert compared["RB-02-B2"]["class"] == "cash_releasing"


def test_nothing_is_restated_but_what_a_decision_or_a_later_register_says_otherwise(
    restated: dict[tuple[str, str], dict[str, Any]],
) -> None:
    said = {*TRUTH["restated_later"], *TRUTH["restated"]} - {"CC-05-B3"}
    assert {benefit for benefit, _ in restated} == said


def test_the_money_taken_out_of_budgets_is_on_the_last_step_of_the_ladder(
    found: Dossier,
) -> None:
    (cash,) = found.ladder.filter(pl.col("class") == "cash_releasing").to_dicts()
    assert cash["removed"] == sum(TRUTH["budgets_cut"].values())


def test_every_case_has_a_net_present_value_as_intended_or_no_money_to_count(
    found: Dossier,
) -> None:
    intended = found.appraisals.filter(line="intended")
    assert set(intended["case_id"]) == {each["case_id"] for each in TRUTH["benefits"]}
    assert intended.filter(pl.col("npv").is_null() & (pl.col("benefits") > 0)).is_empty()
    spent = found.appraisals.filter(line="measured")
    assert spent["costs"].null_count() == 0
