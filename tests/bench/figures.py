"""One figure of the bench: a ratio measured side by side in one run, and what was hoped for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.timing import Timed


@dataclass(frozen=True, slots=True)
class Figure:
    """What bcr takes, in times of what another way takes."""

    #: Such as: import of 3,000 small workbooks.
    what: str
    against: str
    #: Of time on the clock, and of processor time on all cores; none where it is not told.
    clock: float | None
    processor: float | None
    #: The ratio that is accepted; none where the figure is told for comparison.
    most: float | None = None
    #: Largest resident size of any process, in MiB.
    peak: float | None = None
    #: How time grows with size: size to this power.
    growth: float | None = None
    #: Why it was not measured; empty when it was.
    lacks: str = ""
    #: The ratio is accepted as what a user waits for, while workers share the work.
    by_clock: bool = False

    @property
    def told(self) -> float | None:
        """The ratio that counts: of processor time, which what else the machine does spares.

        Of time on the clock where that is what is accepted, or all that was measured.
        """
        return self.clock if self.by_clock or self.processor is None else self.processor

    @property
    def holds(self) -> bool | None:
        """Whether the ratio is accepted; none where nothing was hoped or measured."""
        if self.most is None or self.told is None:
            return None
        return self.told <= self.most


def figure(
    what: str,
    ours: Timed,
    theirs: Timed,
    *,
    most: float | None = None,
    growth: float | None = None,
) -> Figure:
    """Set one timed command beside another of the same run."""
    return Figure(
        what, theirs.name, ours.seconds / theirs.seconds, ours.processor / theirs.processor,
        most, ours.peak, growth,
    )  # fmt: skip


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Give the power of the size that time grows with, from the smallest to the largest.

    >>> growth([100, 1000], [2.0, 20.0])
    1.0
    """
    return math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
