"""Work in steps that several take together: a step is quicker where it was taken just before."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

T = TypeVar("T")


def in_step(works: Sequence[Generator[None, None, T]]) -> list[T]:
    """Let each work take its first step, then each its next, and give what all of them return.

    What one raises ends all of them.

    >>> def work(name):
    ...     print(name, 1)
    ...     yield
    ...     print(name, 2)
    ...     return name.upper()
    >>> in_step([work("a"), work("b")])
    a 1
    b 1
    a 2
    b 2
    ['A', 'B']
    """
    results: dict[int, T] = {}
    left = dict(enumerate(works))
    while left:
        for number, work in [*left.items()]:
            try:
                next(work)
            except StopIteration as end:
                results[number] = end.value
                del left[number]
    return [results[number] for number in range(len(works))]
