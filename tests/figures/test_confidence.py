"""Stated confidence beside what happened."""

from __future__ import annotations

import pytest

from bcr.figures.review.confidence import confidence, high_and_other
from bcr.portfolio import Thresholds
from tests.figures.outcomes import outcome
from tests.figures.tables import Row, benefits, gaps_of

LIMITS = Thresholds()


def stated(share: float, count: int, said: str | None) -> list[Row]:
    """A benefit each of so many cases."""
    return [outcome("a", f"{said}{n}", share + 0.02 * (n % 3), confidence=said)
            for n in range(count)]  # fmt: skip


def compared(*promises: Row) -> Row:
    promised = benefits(*promises)
    (row,) = high_and_other(promised, gaps_of(promised), LIMITS).to_dicts()
    return row


def test_what_was_stated_with_confidence_stands_beside_what_happened() -> None:
    promised = benefits(
        outcome("a", "1", 0.2, confidence="High"),
        outcome("a", "2", 1.0, confidence="High "),
        outcome("a", "3", None, confidence="Low"),
        outcome("a", "4", 0.95),
    )
    found = confidence(promised, gaps_of(promised), currency="GBP", thresholds=LIMITS)
    assert found.select("confidence", "scored", "cases", "reached").rows() == [
        ("High", 2, 2, 0.5), ("Low", 0, 0, None), (None, 1, 1, 1.0),
    ]  # fmt: skip
    assert found["realised_share"].to_list() == [pytest.approx(0.6), None, pytest.approx(0.95)]


def test_ten_benefits_of_one_case_are_one_case_behind_their_share() -> None:
    ten = [outcome("a", "1", 0.2, confidence="High") for _ in range(10)]
    promised = benefits(*ten, outcome("a", "2", 0.8, confidence="High"))
    found = confidence(promised, gaps_of(promised), currency="GBP", thresholds=LIMITS)
    (row,) = found.to_dicts()
    assert (row["scored"], row["cases"], row["realised_share"]) == (11, 2, pytest.approx(0.5))


def test_the_interval_holds_the_share_of_its_wording() -> None:
    promised = benefits(*stated(0.8, 6, "High"), *stated(0.3, 6, "Low"))
    found = confidence(promised, gaps_of(promised), currency="GBP", thresholds=LIMITS).to_dicts()
    assert all(row["low"] < row["realised_share"] < row["high"] for row in found)


def test_high_ones_that_delivered_more_are_said_to_have() -> None:
    row = compared(*stated(0.9, 6, "HIGH"), *stated(0.2, 6, "Medium"), *stated(0.1, 6, None))
    assert (row["with_it"], row["without"], row["says"]) == (6, 6, "goes with more")
    assert row["difference"] == pytest.approx(0.7)
    assert row["low"] < 0.7 < row["high"]


def test_high_ones_that_delivered_alike_are_not_said_to_differ() -> None:
    assert compared(*stated(0.5, 6, "high"), *stated(0.5, 6, "low"))["says"] == "not shown"


def test_a_case_is_called_high_by_half_of_the_benefits_that_state_any() -> None:
    promises = [
        outcome("a", "1", 0.5, confidence="High"), outcome("a", "1", 0.5, confidence="Low"),
        outcome("a", "1", 0.5), outcome("a", "2", 0.5, confidence="Low"), outcome("a", "3", 0.5),
    ]  # fmt: skip
    row = compared(*promises)
    assert (row["with_it"], row["without"], row["says"]) == (1, 1, "too few cases")


def test_the_top_of_a_scale_is_high_in_three_languages_and_neither_less_nor_a_percentage_is() -> (
    None
):
    high = ("High", "VERY HIGH", "h", "Alta", "alto", "muy alta", "Muy alto", "Élevée", "élevé",
            "haute", "Forte", "très élevée")  # fmt: skip
    rest = ("medium", "95%", "highest of all")
    row = compared(*(outcome("a", said, 0.5, confidence=said) for said in (*high, *rest)))
    assert (row["with_it"], row["without"]) == (12, 3)


def test_every_wording_has_its_row_by_the_alphabet_and_what_states_none_comes_last() -> None:
    """High: 0.85 and 0.95, half of what lies between them × t of 1 at 95%, 6.314: ± 0.316."""
    promised = benefits(
        outcome("a", "4", 0.95), outcome("a", "5", 0.4, confidence=" "),
        outcome("a", "3", None, confidence="Low"), outcome("a", "1", 0.85, confidence="High"),
        outcome("a", "2", 0.95, confidence="High "),
    )  # fmt: skip
    found = confidence(promised, gaps_of(promised), currency="GBP", thresholds=LIMITS).rows()
    near = 6.313752 * 0.05
    assert [row[:4] for row in found] == [("High", 2, 2, 2), ("Low", 1, 0, 0), (None, 2, 2, 2)]
    assert found[0][4:] == pytest.approx((0.9, 0.9 - near, 0.9 + near, 0.5), abs=1e-5)
    assert found[1][4:] == (None,) * 4
    assert found[2][4::3] == pytest.approx((0.675, 0.5))


def test_the_row_of_the_sure_ones_has_both_means_and_its_name() -> None:
    row = compared(*stated(0.9, 3, "High"), *stated(0.2, 2, "Low"))
    assert (row["feature"], row["name"]) == ("confidence_high", "Confidence stated as high")
    assert (row["with_it"], row["without"], row["says"]) == (3, 2, "too few cases")
    assert (row["share_with"], row["share_without"]) == pytest.approx((0.92, 0.21))
    assert [row[name] for name in ("difference", "low", "high", "p", "p_adjusted")] == [None] * 5
