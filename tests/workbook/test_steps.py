"""Work that several do in step comes to what each does alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.steps import in_step

if TYPE_CHECKING:
    from collections.abc import Generator


def counted(steps: int, taken: list[tuple[int, int]], name: int) -> Generator[None, None, int]:
    """Take so many steps, note each, and give the work's name."""
    for step in range(steps):
        taken.append((step, name))
        yield
    return name


@given(st.lists(st.integers(0, 4), max_size=5))
def test_each_step_is_taken_by_all_before_the_next_by_any(lengths: list[int]) -> None:
    taken: list[tuple[int, int]] = []
    works = [counted(steps, taken, name) for name, steps in enumerate(lengths)]
    assert in_step(works) == list(range(len(lengths)))
    assert taken == sorted(taken)


def test_what_one_raises_ends_all() -> None:
    taken: list[tuple[int, int]] = []

    def failing() -> Generator[None, None, int]:
        yield
        raise MemoryError

    with pytest.raises(MemoryError):
        in_step([failing(), counted(3, taken, 1)])
    assert taken == [(0, 1)]
