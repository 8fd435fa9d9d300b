"""Samples for an auditor: fair, repeatable, of the size that was asked for."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.figures.sample import Draw, sampled
from bcr.schemas.figures import Gaps

STATUSES = ["short", "delivered", "not_due"]


def gaps(*money: float | None) -> pl.DataFrame:
    rows = {
        "benefit_id": [f"B{number:03}" for number in range(len(money))],
        "status": [STATUSES[number % 3] for number in range(len(money))],
        "intended_money": list(money),
    }
    empty = Gaps.create_empty()
    return pl.concat([empty, pl.DataFrame(rows)], how="diagonal_relaxed")


def draw(frame: pl.DataFrame, size: int, *, seed: int = 1, by: Draw = Draw.STATUS) -> list[str]:
    found: list[str] = sampled(frame, size, seed=seed, draw=by)["benefit_id"].to_list()  # type: ignore[arg-type]
    return found


@given(st.integers(1, 60), st.integers(1, 80), st.integers())
def test_a_sample_has_the_size_asked_for_or_everything(n: int, size: int, seed: int) -> None:
    assert len(draw(gaps(*[1.0] * n), size, seed=seed)) == min(n, size)


@given(st.integers())
def test_the_order_of_the_benefits_does_not_matter(seed: int) -> None:
    frame = gaps(*range(1, 40))
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed % 1000)
    for by in Draw:
        assert draw(frame, 7, seed=seed, by=by) == draw(shuffled, 7, seed=seed, by=by)


def chance(seed: int, name: str) -> float:
    """A hash, so that a sample of years ago can be drawn again with other tools."""
    return int(hashlib.sha256(f"{seed} {name}".encode()).hexdigest()[:12], 16) / 2**48


@pytest.mark.parametrize("seed", range(5))
def test_of_each_status_those_with_the_least_chance_are_drawn(seed: int) -> None:
    """Of 14, 8 and 8: one each, and of five more 2.4, 1.3 and 1.3, by the largest remainder."""
    frame = gaps(*[1.0] * 24).vstack(gaps(*[1.0] * 30)[24:].with_columns(status=pl.lit("short")))
    drawn = set(draw(frame, 8, seed=seed))
    for status, quota in (("short", 4), ("delivered", 2), ("not_due", 2)):
        names = frame.filter(pl.col("status").cast(pl.String) == status)["benefit_id"]
        assert drawn & set(names) == set(sorted(names, key=lambda one: chance(seed, one))[:quota])


@pytest.mark.parametrize("seed", range(5))
def test_money_is_drawn_at_even_steps_along_the_order_of_chance(seed: int) -> None:
    money = [float(1 + number % 7) * (-1) ** number for number in range(30)]
    frame = gaps(*money)
    step, drawn, upto = sum(map(abs, money)) / 6, [], 0.0
    begin = step * chance(seed, "")
    for name in sorted(frame["benefit_id"], key=lambda one: chance(seed, one)):
        before, upto = upto, upto + abs(money[int(name[1:])])
        if any(before <= begin + turn * step < upto for turn in range(6)):
            drawn.append(name)
    assert draw(frame, 6, seed=seed, by=Draw.MONEY) == sorted(drawn)


def test_every_status_is_there_when_there_is_room() -> None:
    assert {int(one[1:]) % 3 for one in draw(gaps(*[1.0] * 30), 3)} == {0, 1, 2}


def test_where_there_is_no_room_for_all_the_best_of_the_most_frequent_comes_first() -> None:
    """One is short, one delivered and one not due."""
    assert draw(gaps(1.0, 1.0, 1.0), 1) == ["B001"]


def test_another_seed_draws_others() -> None:
    assert draw(gaps(*[1.0] * 300), 10, seed=1) != draw(gaps(*[1.0] * 300), 10, seed=2)


def test_money_makes_a_benefit_as_likely_as_its_share_of_the_total() -> None:
    frame = gaps(3.0, *[1.0] * 9)
    times = sum("B000" in draw(frame, 2, seed=seed, by=Draw.MONEY) for seed in range(400))

    assert times / 400 == pytest.approx(2 * 3 / 12, abs=0.1)


def test_a_benefit_larger_than_a_step_is_always_drawn_and_one_without_money_never() -> None:
    for seed in range(50):
        drawn = draw(gaps(100.0, None, 0.0, 1.0, 1.0), 3, seed=seed, by=Draw.MONEY)
        assert "B000" in drawn
        assert not {"B001", "B002"} & set(drawn)


def test_each_drawn_benefit_says_of_how_many_it_was_drawn_in_the_order_they_are_filed() -> None:
    """One of each status first, then the last to the most frequent: 3 of 7 are short."""
    rows = sampled(gaps(*[1.0] * 7), 4, seed=1, draw=Draw.STATUS)  # type: ignore[arg-type]
    assert rows.columns == ["benefit_id", "why"]
    assert rows["benefit_id"].is_sorted()
    assert sorted(rows["why"]) == [
        "1 drawn of 2 delivered", "1 drawn of 2 not_due", *["2 drawn of 3 short"] * 2,
    ]  # fmt: skip


def test_a_benefit_drawn_by_its_money_says_how_far_apart_the_draws_were() -> None:
    rows = sampled(gaps(5000.0, *[100.0] * 5), 3, seed=1, draw=Draw.MONEY)  # type: ignore[arg-type]
    assert rows.columns == ["benefit_id", "why"]
    assert set(rows["why"]) == {"by its money: one draw every 1,833 of it"}
