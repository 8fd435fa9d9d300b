"""Things made ahead by a thread are those that would be made without it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bcr.workbook.files.ahead import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_things_come_in_their_order_be_there_fewer_than_may_be_made_ahead() -> None:
    for number in (0, 1, 3, 50):
        assert list(ahead(iter(range(number)), 4)) == list(range(number))


def test_so_many_and_no_more_are_made_before_they_are_asked_for() -> None:
    begun: list[int] = []

    def made() -> Iterator[int]:
        for number in range(20):
            begun.append(number)
            yield number

    things = ahead(made(), 3)
    assert next(things) == 0
    things.close()

    assert begun == [0, 1, 2, 3]


def test_what_making_one_raises_is_raised_where_it_is_asked_for() -> None:
    def made() -> Iterator[str]:
        yield "sound"
        raise ValueError("damaged")

    things = ahead(made(), 4)
    assert next(things) == "sound"
    with pytest.raises(ValueError, match="damaged"):
        next(things)


def test_no_thread_is_left_behind() -> None:
    others = set(threading.enumerate())
    things = ahead(iter(range(100)), 2)
    next(things)
    assert len(set(threading.enumerate()) - others) == 1

    things.close()
    assert not set(threading.enumerate()) - others
