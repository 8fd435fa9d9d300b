"""Published interrupted time series come out as published."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
from statsmodels.tsa.statespace.structural import UnobservedComponents

from bcr.figures.change.interrupted import Change, interrupted
from bcr.figures.change.series import LONGEST
from bcr.figures.change.shapes import Shape, by_shape
from bcr.figures.change.tested import changes, series_to_test
from bcr.figures.change.xmr import signals
from bcr.figures.levels import promises
from bcr.figures.plan import usable_plans
from bcr.figures.record import usable_record
from bcr.portfolio import Thresholds
from bcr.schemas.records import Observations
from tests.figures.tables import benefits, cases, kpis, monthly, plans

#: Car drivers killed or seriously injured in Great Britain, by the month from January 1969
#: (Harvey and Durbin 1986; in R as UKDriverDeaths).
DRIVERS = """
1687 1508 1507 1385 1632 1511 1559 1630 1579 1653 2152 2148 1752 1765 1717 1558 1575 1520
1805 1800 1719 2008 2242 2478 2030 1655 1693 1623 1805 1746 1795 1926 1619 1992 2233 2192
2080 1768 1835 1569 1976 1853 1965 1689 1778 1976 2397 2654 2097 1963 1677 1941 2003 1813
2012 1912 2084 2080 2118 2150 1608 1503 1548 1382 1731 1798 1779 1887 2004 2077 2092 2051
1577 1356 1652 1382 1519 1421 1442 1543 1656 1561 1905 2199 1473 1655 1407 1395 1530 1309
1526 1327 1627 1748 1958 2274 1648 1401 1411 1403 1394 1520 1528 1643 1515 1685 2000 2215
1956 1462 1563 1459 1446 1622 1657 1638 1643 1683 2050 2262 1813 1445 1762 1461 1556 1431
1427 1554 1645 1653 2016 2207 1665 1361 1506 1360 1453 1522 1460 1552 1548 1827 1737 1941
1474 1458 1542 1404 1522 1385 1641 1510 1681 1938 1868 1726 1456 1445 1456 1365 1487 1558
1488 1684 1594 1850 1998 2079 1494 1057 1218 1168 1236 1076 1174 1139 1427 1487 1483 1513
1357 1165 1282 1110 1297 1185 1222 1284 1444 1575 1737 1763
"""
#: Annual flow of the Nile at Aswan in 10⁸ m³, from 1871 (Cobb 1978; in R as Nile).
NILE = """
1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958
1140 1100 1210 1150 1250 1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050
969 831 726 456 824 702 1120 1100 832 764 821 768 845 864 862 698 845 744 796 1040 759 781
865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 874 848 890 744 749 838
1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740
"""

#: Packs of cigarettes sold a head, from 1970: California, and the mean of 38 states without a
#: tobacco programme (Abadie, Diamond and Hainmueller 2010; in R's synthdid as california_prop99).
CALIFORNIA = """
123.0 121.0 123.5 124.4 126.7 127.1 128.0 126.4 126.1 121.9 120.2 118.6 115.4 110.8 104.8 102.8
99.7 97.5 90.1 82.4 77.8 68.7 67.5 63.4 58.6 56.4 54.5 53.8 52.3 47.2 41.6
"""
OTHER_STATES = """
120.08 123.86 129.18 131.54 134.67 136.93 141.26 141.09 140.47 138.09 138.09 137.99 136.29 131.25
124.90 123.12 120.59 117.59 113.82 109.66 105.67 104.34 103.39 102.69 102.12 103.16 101.18 101.79
100.96 97.59 92.13
"""

#: February 1983, the first month of the law; 1899, the first year of the Aswan dam.
LAW, DAM = 12 * 14 + 1, 28
#: Fall of the logarithm: Harvey and Durbin (1986), 23%; Commandeur and Koopman (2007), chapter 7.
PUBLISHED_FALLS = (np.log(1 - 0.23), -0.238)
#: Difference in differences: Arkhangelsky and others (2021), table 1.
PUBLISHED_DIFFERENCE = -27.3


class Judged(NamedTuple):
    """The series that were tested, and the row of the benefit."""

    tested: pl.DataFrame
    found: dict[str, Any]


def change(series: np.ndarray[tuple[int], np.dtype[np.float64]], start: int, year: int) -> Change:
    """The change at the start, where less is better."""
    t = np.arange(len(series), dtype=np.float64) - start
    shape = Shape(t, per_year=year, quarter=max(1, year // 4), recent=t >= t[-1] - year + 1)
    return interrupted(shape, -series[None])


def logs_from(years: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Logarithms of the casualties, from so many years before the law on."""
    return np.log([float(number) for number in DRIVERS.split()])[LAW - 12 * years :]


def judged(record: pl.DataFrame, kpi: str, start: dt.date, comparator: str | None) -> Judged:
    """What is tested, and what is made of it, of a promise to lower the KPI from the start on."""
    promise = {"kpi_id": kpi, "better": "lower", "start_on": start, "target": None}
    measures = kpis({"kpi_id": kpi, "comparator_kpi_id": comparator}).lazy()
    levels = promises(
        benefits(promise).lazy(), measures, usable_plans(plans().lazy()), Thresholds()
    )
    as_of = record["period_end"].max()
    assert isinstance(as_of, dt.date)
    usable = usable_record(Observations.cast(record).lazy(), as_of)
    tested = series_to_test(levels, usable, cases().lazy(), measures, as_of)
    return Judged(tested, changes(levels, tested).row(0, named=True))


@pytest.mark.parametrize("years", [3, 4, 5, 7, 10, 14])
def test_the_seat_belt_law_of_1983_lowered_casualties_by_what_was_published(years: int) -> None:
    """However long the record: a line through 1974 and the oil crisis would find 13% to 18%."""
    first = dt.date(1983 - years, 2, 1)
    record = monthly(logs_from(years).tolist(), first=first, kpi_id="drivers")
    found = judged(record, "drivers", dt.date(1983, 2, 1), None).found
    assert found["evidence"] == "real"
    assert found["before"] == min(12 * years, LONGEST)
    for fall in PUBLISHED_FALLS:
        assert found["change_low"] < fall < found["change_high"]


@pytest.mark.parametrize("years", [4, 7, 14])
def test_the_seat_belt_law_of_1983_had_the_effect_that_a_local_level_finds(years: int) -> None:
    """The local level of statsmodels bends with the years where this model takes the last four."""
    logs = logs_from(years)
    found = change(logs_from(4), 48, 12)
    after = (np.arange(len(logs)) >= 12 * years).astype(float)
    local = UnobservedComponents(
        logs, "llevel", seasonal=12, stochastic_seasonal=False, exog=after
    ).fit(disp=0)
    low, high = local.conf_int(0.1)[local.model.param_names.index("beta.x1")]
    assert low < -found.step[0] < high


def test_the_nile_carried_less_water_from_1899_on() -> None:
    """By 248 of 1098, as the means before and after have it and every paper since."""
    flow = np.array([float(number) for number in NILE.split()])
    assert len(flow) == 100
    assert flow[:DAM].mean() - flow[DAM:].mean() == pytest.approx(247.78, abs=0.01)
    found = change(flow, DAM, 1)
    assert 0 < found.low[0] < 247.78 < found.high[0]
    assert found.step[0] == pytest.approx(247.78, rel=0.2)


def test_the_published_difference_in_differences_comes_out_and_its_trends_are_not_parallel() -> (
    None
):
    """Proposition 99 taxed cigarettes in California from 1989 on.

    The mean difference after less that before is the published estimate. But California had been
    falling away from the other states for years: that is said, and no change is called real.
    """
    pairs = {"california": CALIFORNIA, "others": OTHER_STATES}
    first = dt.date(1970, 1, 1)
    record = pl.concat(
        monthly([float(x) for x in packs.split()], first=first, kpi_id=kpi, months=12)
        for kpi, packs in pairs.items()
    )
    tested, found = judged(record, "california", dt.date(1989, 1, 1), "others")

    short = signals(next(by_shape(tested)).shape, tested["value"].to_numpy()[None])
    assert -short.step[0] == pytest.approx(PUBLISHED_DIFFERENCE, abs=0.05)

    assert (found["compared"], found["evidence"]) == (True, "not_shown")
    assert found["slope_high"] < 0
