"""Serial numbers as the days, times and lengths of time that their formats show."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value

_DAY: Final = 86_400_000.0  # milliseconds
#: From day 60 on, a 29 February 1900 that never was is counted.
_LEAP: Final = 60
_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
_BETWEEN_EPOCHS: Final = 1462
_MOST_KEPT: Final = 50_000
#: Serial numbers that any calendar can hold, in both epochs.
_FIRST, LAST = -100_000, 2_957_003


class Moments(dict[float, "Value"]):
    """The day or time of each serial number under a format that shows one.

    They are kept from workbook to workbook, as long as there are not too many.
    """

    def __init__(self, *, shows_day: bool, from_1904: bool) -> None:
        self._shows_day = shows_day
        self._from_1904 = from_1904

    def __missing__(self, serial: float) -> Value:
        """Give a day, the time of a day, or both.

        Raises: Unusual, where no calendar holds it.
        """
        if len(self) > _MOST_KEPT:
            self.clear()
        self[serial] = moment = self._moment(serial)
        return moment

    def _moment(self, serial: float) -> Value:
        if not _FIRST <= serial <= LAST:
            raise Unusual
        if serial < 1 and self._shows_day:
            zero = dt.date(1904, 1, 1) if self._from_1904 else dt.date(1899, 12, 31)
            return zero + dt.timedelta(days=math.floor(serial))
        if serial < 0:
            return dt.timedelta(days=serial)
        days = serial + _BETWEEN_EPOCHS if self._from_1904 else serial
        if days < _LEAP:
            days += 1
        moment = _EPOCH + dt.timedelta(milliseconds=_rounded(days * _DAY))
        if serial < 1:
            return moment.time()
        return moment.date() if serial.is_integer() else moment


@lru_cache(maxsize=4)
def moments(*, shows_day: bool, from_1904: bool) -> Moments:
    """Give the moments of serial numbers, counted from one of two days."""
    return Moments(shows_day=shows_day, from_1904=from_1904)


class Spans(dict[float, "Value"]):
    """The length of time of each serial number under a format such as [h]:mm; kept as moments."""

    def __missing__(self, serial: float) -> Value:
        """Give a length of time.

        Raises: Unusual, where it is longer than any calendar.
        """
        if not abs(serial) <= LAST:
            raise Unusual
        if len(self) > _MOST_KEPT:
            self.clear()
        self[serial] = span = dt.timedelta(milliseconds=_rounded(serial * _DAY))
        return span


@lru_cache(maxsize=1)
def spans() -> Spans:
    """Give the lengths of time of serial numbers."""
    return Spans()


def _rounded(number: float) -> int:
    """Give the nearest whole number, of two the one farther from nought."""
    whole = math.trunc(number)
    return whole + int(math.copysign(1, number)) if 2 * abs(number - whole) >= 1 else whole
