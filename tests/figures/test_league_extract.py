"""Three themes of UNHCR's published results 2016 to 2019, beside the same computed with scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from tests.figures.outcomes import league_of
from tests.figures.tables import Row, benefits, gaps_of

#: Theme, operation and year, baseline, target and actual of every indicator that has all three
#: (IATI results, CC BY 4.0).
EXTRACT = (
    ("environment", "2016 Chad", 51.0, 50.0, 40.0),
    ("environment", "2017 Chad", 40.0, 80.0, 45.0),
    ("environment", "2018 Chad", 45.0, 100.0, 63.85),
    ("environment", "2019 Chad", 63.85, 90.0, 65.0),
    ("supply", "2016 Congo", 80.0, 100.0, 80.0),
    ("supply", "2016 Congo", 70.0, 90.0, 73.0),
    ("supply", "2016 Liberia", 80.0, 95.0, 100.0),
    ("supply", "2017 Congo", 73.0, 90.0, 76.5),
    ("supply", "2017 Congo", 80.0, 100.0, 80.0),
    ("supply", "2017 Liberia", 80.0, 95.0, 90.0),
    ("supply", "2018 Liberia", 90.0, 100.0, 90.0),
    ("donors", "2016 Brazil", 0.01, 0.03, 1.2),
    ("donors", "2016 Lebanon", 60.0, 75.0, 66.58),
    ("donors", "2017 Brazil", 1.2, 1.5, 33.33),
    ("donors", "2017 Lebanon", 58.0, 75.0, 59.09),
    ("donors", "2018 Brazil", 33.3, 100.0, 65.15),
    ("donors", "2018 Lebanon", 5.0, 65.0, 61.15),
    ("donors", "2019 Lebanon", 0.0, 90.0, 89.02),
)


def by_hand() -> dict[str, list[float]]:
    """The mean share of each case, cut to −1 … 2, theme by theme."""
    cases: dict[tuple[str, str], list[float]] = {}
    for theme, case, baseline, target, actual in EXTRACT:
        cases.setdefault((theme, case), []).append((actual - baseline) / (target - baseline))
    themes: dict[str, list[float]] = {}
    for (theme, _), shares in cases.items():
        themes.setdefault(theme, []).append(min(max(float(np.mean(shares)), -1.0), 2.0))
    return themes


def spread_by_hand(themes: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """Variance of a case and its degrees of freedom, the usual one averaged over with scipy."""
    own = np.array([np.var(shares, ddof=1) for shares in themes.values()])
    df = np.array([len(shares) - 1.0 for shares in themes.values()])
    whole = float(df.sum())
    pooled = float(own @ df) / whole
    own = (df * own + pooled) / (df + 1)
    grid = [(pooled * math.exp(x), 2.0**k) for x in np.linspace(-4, 2, 301) for k in range(-1, 8)]
    density = [
        worth / (1 + worth) * float(np.prod(stats.f.pdf(own / usual, df, worth) / usual))
        for usual, worth in grid
    ]
    likely = np.array(density)[:, None] / sum(density)
    usual, worth = np.array(grid).T[:, :, None]
    variance = (likely * (worth * usual + df * own) / (worth + df)).sum(axis=0)
    known = np.minimum(1 / (likely / (worth + df)).sum(axis=0), whole)
    return dict(zip(themes, zip(variance, known, strict=True), strict=True))


@pytest.fixture(scope="module")
def league() -> dict[str, Row]:
    promises = benefits(
        *(
            {"logic": theme, "case_id": case, "baseline": b, "target": t, "reported_actual": a}
            for theme, case, b, t, a in EXTRACT
        )
    )
    return {row["logic"]: row for row in league_of(gaps_of(promises)).to_dicts()}


def test_means_and_differences_between_cases_are_those_worked_out_by_hand(
    league: dict[str, Row],
) -> None:
    for theme, shares in by_hand().items():
        row = league[theme]
        assert row["scored_cases"] == len(shares)
        assert row["realised_share"] == pytest.approx(np.mean(shares))
        assert row["between"] == pytest.approx(np.std(shares, ddof=1))


def test_intervals_and_what_to_expect_are_those_that_scipy_gives(league: dict[str, Row]) -> None:
    themes = by_hand()
    for theme, (variance, df) in spread_by_hand(themes).items():
        mean, n = float(np.mean(themes[theme])), len(themes[theme])
        reach = stats.t.ppf(0.95, df) * math.sqrt(variance / n)
        ahead = stats.t.ppf(0.95, df) * math.sqrt(variance * (1 + 1 / n))
        row = league[theme]
        assert (row["low"], row["high"]) == pytest.approx((mean - reach, mean + reach), abs=0.02)
        ends = (max(mean - ahead, -1.0), min(mean + ahead, 2.0))
        assert (row["next_low"], row["next_high"]) == pytest.approx(ends, abs=0.02)


def test_a_clipped_case_is_counted(league: dict[str, Row]) -> None:
    assert {theme: row["clipped_cases"] for theme, row in league.items()} == {
        "environment": 1,
        "supply": 0,
        "donors": 2,
    }
