"""Published interrupted time series come out as published."""

from __future__ import annotations

import numpy as np
import pytest

from bcr.figures.change.interrupted import Change, interrupted
from bcr.figures.change.shapes import Shape

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

#: February 1983, the first month of the law; 1899, the first year of the Aswan dam.
LAW, DAM = 12 * 14 + 1, 28
#: Fall of the logarithm: Commandeur and Koopman (2007), chapter 7.
PUBLISHED_FALL = -0.238


def change(series: np.ndarray[tuple[int], np.dtype[np.float64]], start: int, year: int) -> Change:
    """The change at the start, where less is better."""
    t = np.arange(len(series), dtype=np.float64) - start
    shape = Shape(t, per_year=year, quarter=max(1, year // 4), recent=t >= t[-1] - year + 1)
    return interrupted(shape, -series[None])


@pytest.mark.parametrize("years", [4, 7, 14])
def test_the_seat_belt_law_of_1983_lowered_casualties(years: int) -> None:
    """By a sixth to a quarter, however many years before the law are looked at.

    The published fall, of a model that knows the price of petrol too, is inside each 95% interval;
    of the 90% ones that of fourteen years ends at 0.232, just short of it.
    """
    before = 12 * years
    logs = np.log([float(number) for number in DRIVERS.split()])[LAW - before :]
    found = change(logs, before, 12)
    assert found.low[0] > 0
    widened = (found.high[0] - found.low[0]) / 2 * 1.96 / 1.645
    assert abs(-found.step[0] - PUBLISHED_FALL) < widened
    assert 1 - np.exp(-found.step[0]) == pytest.approx(0.20, abs=0.05)


def test_the_nile_carried_less_water_from_1899_on() -> None:
    """By 248 of 1098, as the means before and after have it and every paper since."""
    flow = np.array([float(number) for number in NILE.split()])
    assert len(flow) == 100
    assert flow[:DAM].mean() - flow[DAM:].mean() == pytest.approx(247.78, abs=0.01)
    found = change(flow, DAM, 1)
    assert 0 < found.low[0] < 247.78 < found.high[0]
    assert found.step[0] == pytest.approx(247.78, rel=0.2)
