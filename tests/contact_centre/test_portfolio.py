"""What was planted in its logics, approvals and people is found, and no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contact_centre.planted import FOLDER, TRUTH, planted

if TYPE_CHECKING:
    from collections.abc import Callable


Row = dict[str, Any]


def test_the_planted_verdict_of_every_logic_is_found(printed: Callable[..., list[Row]]) -> None:
    found = {row["logic"]: row["verdict"] for row in printed("logic")}
    assert found == {logic: told["verdict"] for logic, told in TRUTH["logics"].items()}


def test_the_planted_features_go_with_delivery_and_the_idle_one_does_not(
    printed: Callable[..., list[Row]],
) -> None:
    says = {row["feature"]: row["says"] for row in printed("framework")}
    assert says["baseline_dated"] == says["owner_outside"] == "goes with more"
    assert says["interim_targets"] == "not shown"


def test_neither_template_nor_department_is_said_to_go_with_delivery(
    printed: Callable[..., list[Row]],
) -> None:
    rows = printed("framework", "--of", "origins")
    assert [row["name"] for row in rows if row["feature"] == "template_year"] == [
        "Template of 2021 or later"
    ]
    assert {row["says"] for row in rows} == {"not shown"}


def test_three_fifths_of_benefits_came_to_between_p20_and_p80_of_the_other_cases(
    compared: dict[str, Row], printed: Callable[..., list[Row]]
) -> None:
    """Each file is appraised with its own cases left out of the history."""
    inside = []
    for file in sorted({row["file"] for row in TRUTH["benefits"]}):
        for row in printed("appraise", str(FOLDER / file)):
            share = compared[row["benefit_id"]]["realised_share"]
            if share is not None:
                inside.append(row["share_p20"] <= share <= row["share_p80"])
    assert sum(inside) / len(inside) == pytest.approx(0.6, abs=0.1)


def test_three_months_after_the_due_date_the_gap_of_what_began_late_is_late_and_no_other(
    printed: Callable[..., list[Row]],
) -> None:
    rows = printed("waterfall", "--by", "benefit", "--as-of", "2023-06-30")
    late = {row["group"] for row in rows if row["late"]}
    short = {row["group"] for row in rows if row["short"]}
    assert late <= set(planted("late"))
    assert late
    assert not short & set(planted("late"))


def test_the_chain_of_the_chatbots_broke_after_the_chats_were_contained(
    printed: Callable[..., list[Row]],
) -> None:
    links = printed("framework", "--of", "chain")
    broke = {row["case_id"]: row["link"] for row in links if row["broke_first"]}
    assert {broke[case] for case in ("CC-03", "RB-03", "HSG-05")} == {"end_kpi"}
    assert {broke[case] for case in ("CC-05", "ASC-03", "HSG-02")} == {"lead_kpi"}


def test_the_owners_who_left_are_those_that_were_planted(printed: Callable[..., list[Row]]) -> None:
    lost = printed("framework", "--of", "continuity")
    left = {row["benefit_id"]: row["on"] for row in lost if row["what"] == "owner left before due"}
    assert left == TRUTH["owners_left"]
    sponsors = {row["case_id"] for row in lost if row["what"] == "sponsor left before due"}
    assert sponsors <= set(TRUTH["sponsors_left"])


def test_every_question_names_the_cell_of_its_benefit(printed: Callable[..., list[Row]]) -> None:
    asked = printed("questions")
    cells = {row["benefit_id"]: row["source_cell"] for row in printed("compare")}
    assert {row["benefit_id"]: row["source_cell"] for row in asked}.items() <= cells.items()
    sums = [row["at_stake"] or 0.0 for row in asked]
    assert sums == sorted(sums, reverse=True)
    assert {row["case_id"] for row in printed("questions", "CC-05")} == {"CC-05"}
