"""The investment logics that come with bcr."""

from __future__ import annotations

import pytest

from bcr.config import default_logics
from bcr.schemas.records import Logics, Sourced
from bcr.workbook.words.fields import normal


@pytest.mark.parametrize("logic", default_logics(), ids=lambda logic: logic["logic"])
def test_a_logic_that_comes_with_bcr_is_complete(logic: dict[str, str]) -> None:
    steps = logic["chain"].split(" → ")

    assert list(logic) == [name for name in Logics.columns() if name not in Sourced.columns()]
    assert all(logic.values())
    assert len(steps) >= 3
    assert all(step == step.strip() and step for step in steps)


def test_no_word_of_one_logic_stands_in_a_word_of_another() -> None:
    words = [(one["logic"], f" {normal(word)} ") for one in default_logics()
             for word in one["words"].split(",")]  # fmt: skip

    clashes = [(a, b) for a in words for b in words if a[0] != b[0] and a[1] in b[1]]

    assert not clashes
