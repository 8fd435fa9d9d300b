"""Sums over rows that stand together: of very many groups, much faster than group by group."""

from __future__ import annotations

import numpy as np
import polars as pl


def sums_of_runs(numbers: pl.Series, lengths: pl.Series) -> pl.Series:
    """The sum of each run of numbers, to the last bit as `numbers.summed` has it.

    Shape:  `lengths` says how many numbers each run has, and adds up to all of them.
    Rule:   runs of one length lie side by side in a matrix, where each is sorted and added one by
            one; what is not known counts as 0.0, which changes no bit of such a sum.

    >>> sums_of_runs(pl.Series([0.3, None, 0.1, 0.2, 5.0]), pl.Series([4, 1])).to_list()
    [0.6000000000000001, 5.0]
    """
    sums = np.zeros(len(lengths))
    if numbers.null_count() == len(numbers):
        return pl.Series(sums)
    values, sizes = numbers.fill_null(0.0).to_numpy(), lengths.to_numpy().astype(np.int64)
    begins = sizes.cumsum() - sizes
    by_size = sizes.argsort(kind="stable")
    found, firsts = np.unique(sizes[by_size], return_index=True)
    with np.errstate(over="ignore", invalid="ignore"):  # too large: infinite, and told so later
        for size, runs in zip(found, np.split(by_size, firsts[1:]), strict=True):
            side_by_side = values[begins[runs][:, None] + np.arange(size)]
            side_by_side.sort(axis=1)
            sums[runs] = np.add.accumulate(side_by_side, axis=1)[:, -1]
    return pl.Series(sums + 0.0)  # -0.0 is zero
