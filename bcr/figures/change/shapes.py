"""Series with the same periods before and after the start, taken together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which periods were recorded, and what each of them is for."""

    #: Periods since the start: whole numbers, rising; a missing period is a gap.
    t: Floats
    #: Periods in a year: 12, 4, 1; 0 where a year has no whole number of them (weeks, days).
    per_year: int
    #: Periods in a quarter of a year.
    quarter: int
    #: Periods the actual is measured over.
    recent: npt.NDArray[np.bool_]

    @property
    def before(self) -> npt.NDArray[np.bool_]:
        """The periods before the start."""
        return self.t < 0

    @property
    def last_quarter(self) -> npt.NDArray[np.bool_]:
        """The last quarter of a year before the start; a quarter of a record shorter than one."""
        length = max(1, min(self.quarter, int(self.before.sum()) // 4))
        last = self.t[self.before].max(initial=-np.inf)
        return np.asarray(self.before & (self.t > last - length))

    @property
    def earlier(self) -> npt.NDArray[np.bool_]:
        """The periods before that quarter."""
        return self.before & ~self.last_quarter

    @property
    def season(self) -> int:
        """Periods in a year where there are two years of them before the start, else 0."""
        years = -self.t.min(initial=0.0) >= 2 * self.per_year
        return self.per_year if years and self.per_year > 1 else 0


@dataclass(frozen=True, slots=True)
class Together:
    """Series of one shape: a row of `values`, in units of `size`, for each number in `n`."""

    shape: Shape
    n: npt.NDArray[np.uint32]
    values: Floats
    #: A power of 2, so that no unit is too large or too small to compute in.
    size: Floats

    @classmethod
    def of(cls, shape: Shape, n: npt.NDArray[np.uint32], values: Floats) -> Together:
        """The series in units of about their largest value."""
        size = np.ldexp(1.0, np.frexp(np.abs(values).max(axis=1))[1] - 1)
        return cls(shape, n, values / size[:, None], size)


def by_shape(series: pl.DataFrame) -> Iterator[Together]:
    """The series, those of one shape together.

    `series`: n, per_year, quarter, t, recent, value; a row a period, sorted by n and t.
    """
    lengths = series.select(
        "per_year", "quarter", size=pl.len().over("n"), n="n", key=_key(), value="value"
    )
    for kind, rows in lengths.group_by("per_year", "quarter", "size", maintain_order=True):
        per_year, quarter, size = (int(str(part)) for part in kind)
        keys = rows["key"].to_numpy().reshape(-1, size)
        values = rows["value"].to_numpy().reshape(-1, size)
        numbers = rows["n"].to_numpy().reshape(-1, size)[:, 0]
        for key, chosen in _alike(keys):
            shape = Shape((key >> 1).astype(np.float64), per_year, quarter, (key & 1) == 1)
            yield Together.of(shape, numbers[chosen], values[chosen])


def _key() -> pl.Expr:
    """Period and purpose as one whole number."""
    return pl.col("t") * 2 + pl.col("recent").cast(pl.Int64)


def _alike(
    keys: npt.NDArray[np.int64],
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]]:
    """Each row that occurs, and where."""
    if (keys == keys[0]).all():
        yield keys[0], np.arange(len(keys))
        return
    rows = np.ascontiguousarray(keys).view(np.dtype((np.void, keys.shape[1] * keys.itemsize)))
    _, first, which = np.unique(rows.ravel(), return_index=True, return_inverse=True)
    order = np.argsort(which, kind="stable")
    edges = np.cumsum(np.bincount(which))[:-1]
    for start, chosen in zip(first, np.split(order, edges), strict=True):
        yield keys[start], chosen
