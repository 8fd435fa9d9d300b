"""What was planted in the benefits of cases/contact-centre is found there, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from bcr.model import PARTS
from tests.contact_centre.planted import TRUTH, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bcr.pages.dossier import Dossier

Row = dict[str, Any]
#: The KPI was not measured before the chatbot; the case has been under way for a year of two.
UNTESTABLE = {"CC-03-B3", "ASC-04-B1"}


@pytest.mark.parametrize("kind", ["no_effect", "drift"])
def test_what_changed_nothing_is_not_delivered(compared: dict[str, Row], kind: str) -> None:
    assert {compared[benefit]["evidence"] for benefit in planted(kind)} == {"not_shown"}
    assert "delivered_change" not in {compared[benefit]["verdict"] for benefit in planted(kind)}


@pytest.mark.parametrize("kind", ["works", "short", "claimed_twice"])
def test_what_changed_something_is_real(compared: dict[str, Row], kind: str) -> None:
    tested = set(planted(kind)) - UNTESTABLE
    assert {compared[benefit]["evidence"] for benefit in tested} == {"real"}


def test_what_backfired_is_worse(compared: dict[str, Row]) -> None:
    assert {compared[benefit]["evidence"] for benefit in planted("backfires")} == {"worse"}


def test_what_works_is_delivered_change(compared: dict[str, Row]) -> None:
    tested = set(planted("works")) - UNTESTABLE
    assert {compared[benefit]["verdict"] for benefit in tested} == {"delivered_change"}


def test_what_faded_was_real_and_is_not_delivered(compared: dict[str, Row]) -> None:
    rows = [compared[benefit] for benefit in planted("faded")]
    assert {row["evidence"] for row in rows} == {"real"}
    assert "delivered_change" not in {row["verdict"] for row in rows}


def test_what_began_late_is_not_shown_to_have_changed_at_the_planned_start(
    compared: dict[str, Row],
) -> None:
    """The step came seven months later than the model looks for it, and the slope takes it."""
    assert {compared[benefit]["evidence"] for benefit in planted("late")} == {"not_shown"}


def test_the_interval_mostly_holds_what_was_planted(compared: dict[str, Row]) -> None:
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


def test_what_was_never_recorded_is_untested(compared: dict[str, Row]) -> None:
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


def test_every_false_baseline_is_named_with_both_shares(compared: dict[str, Row]) -> None:
    named = {key for key, row in compared.items() if "stated baseline" in row["reason"]}
    assert named == set(planted("baseline_overstated"))
    assert all(compared[key]["baseline_off"] > 0.25 for key in named)
    assert all(
        compared[key]["share_from_record"] < compared[key]["realised_share"] for key in named
    )


def test_every_double_claim_is_named_and_no_movement_is_given_out_twice(
    overlaps: list[Row],
) -> None:
    claims = [row for row in overlaps if row["finding"] == "claim"]
    found: dict[str, set[str]] = {}
    for row in claims:
        found.setdefault(row["kpi_id"], set()).add(row["benefit_id"])
    assert found == {kpi: set(ids) for kpi, ids in TRUTH["claimed_twice"].items()}
    for kpi in found:
        mine = [row for row in claims if row["kpi_id"] == kpi]
        assert sum(row["attributed_share"] for row in mine) <= 1 + 1e-9
        assert all(row["attributed_share"] == pytest.approx(0.5, abs=0.01) for row in mine)
        assert {row["clash"] for row in mine} == {row["benefit_id"] for row in mine}


def test_compare_says_how_many_movements_are_claimed_by_others_too(store: Path) -> None:
    told = CliRunner().invoke(main, ["--store", str(store), "compare"]).stderr
    claimed = sum(len(ids) for ids in TRUTH["claimed_twice"].values())
    assert f"{claimed} benefits claim a KPI that others claim too" in told


def test_every_counter_kpi_that_moved_the_wrong_way_is_named_and_no_other(
    overlaps: list[Row],
) -> None:
    counters = [row for row in overlaps if row["finding"] == "counter"]
    wrong = {row["kpi_id"] for row in counters if row["moved_wrong"]}
    assert {row["kpi_id"] for row in counters} == set(TRUTH["counter_kpis"])
    assert wrong == {kpi for kpi, told in TRUTH["counter_kpis"].items() if told["moved_wrong"]}


def test_nothing_is_said_to_have_got_worse_elsewhere_where_nothing_was_planted(
    overlaps: list[Row],
) -> None:
    assert not [row for row in overlaps if row["finding"] == "elsewhere"]


def test_the_largest_part_of_each_gap_is_what_was_planted(parts: dict[str, Row]) -> None:
    chief = {
        "no_effect": {"short"}, "backfires": {"short"}, "faded": {"faded"}, "drift": {"anyway"},
        "never_measured": {"unknown"}, "not_scorable": {"unknown"}, "not_due": {"not_due"},
        "claimed_twice": {"claimed_twice", "not_shown"}, "reported_only": {"short"},
    }  # fmt: skip
    for kind, names in chief.items():
        for benefit in planted(kind):
            found = {name: parts[benefit][name] for name in PARTS[:9]}
            assert max(found, key=lambda name: found[name]) in names, benefit


def test_only_what_works_in_part_or_whole_is_proven(parts: dict[str, Row]) -> None:
    for row in TRUTH["benefits"]:
        proven, true = parts[row["benefit_id"]]["proven"], row.get("true_share")
        if {"no_effect", "drift", "backfires", "claimed_twice"} & set(row["kinds"]):
            assert proven == 0, row["benefit_id"]
        if {"works", "short"} & set(row["kinds"]) and row["benefit_id"] not in UNTESTABLE:
            assert proven == pytest.approx(min(true, 1), abs=0.2), row["benefit_id"]


def test_what_faded_and_nothing_else_is_called_faded(
    compared: dict[str, Row], traced: Callable[[str], dict[str, Row]]
) -> None:
    for benefit in compared:
        lasting = traced(benefit).get("lasting", {}).get("value")
        assert (lasting == "faded") == (benefit in planted("faded")), benefit


def test_what_began_late_and_nothing_else_is_called_late(
    compared: dict[str, Row], traced: Callable[[str], dict[str, Row]]
) -> None:
    for benefit in compared:
        late = traced(benefit).get("late")
        assert (late is not None) == (benefit in planted("late")), benefit
        assert late is None or late["value"] in ("7 months", "8 months", "9 months")


def test_what_is_before_its_due_date_heads_for_what_was_planted(
    traced: Callable[[str], dict[str, Row]],
) -> None:
    told = {row["benefit_id"]: row for row in TRUTH["benefits"]}
    for benefit in planted("before_due"):
        heading = traced(benefit)["heading for"]
        whole = 0.95 * (told[benefit]["target"] - told[benefit]["baseline"])
        assert float(heading["value"]) == pytest.approx(told[benefit]["baseline"] + whole, abs=15)
