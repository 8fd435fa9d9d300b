"""What the change model costs beside statsmodels, which fits a series at a time.

`python -m tests.bench.change_cost SIZE` prints what was measured of one size. Both answer the same
question of sixty months: the step at the start beside a line, with noise that remembers. Seconds
are of processor time on all cores; those of statsmodels of a few series, taken for all.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

import numpy as np
import statsmodels.api as sm

from tests.bench.compare import MONTHS, ORDERS, comparison, peak, promised, record, seconds_of
from tests.bench.figures import Figure, growth
from tests.bench.timing import measured_apart

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SIZES: Final = (1_000, 10_000, 100_000)
#: Series that statsmodels fits, and how often it looks anew for the memory of the noise.
FEW, TURNS = 300, 6
#: Month of the start among those of the record.
_START: Final = 36


def measured(size: int) -> dict[str, float]:
    """Seconds of the model, of statsmodels for as many series, and MiB at the most."""
    observations = record(size, ORDERS[0])
    compared = comparison(promised(size), observations)
    series = observations["value"].to_numpy().reshape(size, MONTHS)[:FEW]
    ours = seconds_of(compared)
    theirs = seconds_of(lambda: [_step(one) for one in series]) * size / len(series)
    return {"ours": ours, "theirs": theirs, "peak": peak()}


def _step(series: Floats) -> Floats:
    """The 90% interval of the step at the start."""
    t = np.arange(MONTHS) - _START
    columns = np.column_stack([np.ones(MONTHS), t, t >= 0])
    fitted = sm.GLSAR(series, columns, rho=1).iterative_fit(maxiter=TURNS)
    return np.asarray(fitted.conf_int(0.1)[2])


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Measure each size, and give the figures of the one table."""
    found = {size: measured_apart("tests.bench.change_cost", size) for size in sizes}
    grown = growth(sizes, [found[size]["ours"] for size in sizes])
    return [
        Figure(
            f"compare of {size:,} × {MONTHS} with the change model", "statsmodels GLSAR alone",
            None, one["ours"] / one["theirs"], None, one["peak"],
            grown if size == max(sizes) else None,
        )
        for size, one in found.items()
    ]  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]))))
