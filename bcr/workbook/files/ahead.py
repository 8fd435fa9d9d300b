"""Things made by a thread while those before them are used."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")


def ahead(things: Iterator[T], number: int) -> Generator[T]:
    """Give some things in their order, so many of them made before they are asked for.

    Worth it where making one leaves Python to others, as unpacking does. What making one raises is
    raised where it is asked for; the thread ends with the last thing, or when no more are wanted.

    >>> list(ahead(iter("abc"), 2))
    ['a', 'b', 'c']
    """
    end = object()
    with ThreadPoolExecutor(max_workers=1) as thread:
        made = deque(thread.submit(next, things, end) for _ in range(number))
        while (thing := made.popleft().result()) is not end:
            made.append(thread.submit(next, things, end))
            yield thing  # type: ignore[misc] # it is not the end
