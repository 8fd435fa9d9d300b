"""What a header or unit says about the numbers it speaks of: £k, %, minutes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.values.amounts import CURRENCIES, SCALES
from bcr.workbook.words.fields import normal, vocabulary

if TYPE_CHECKING:
    from bcr.workbook.values.amounts import Clock

_SYMBOL: Final = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_SCALE: Final = "|".join(sorted(map(re.escape, filter(None, SCALES)), key=len, reverse=True))
_MONEY_HINT: Final = re.compile(
    rf"(?:^|[\s(\[,])(?P<before>[km])?(?P<symbol>{_SYMBOL})\s*(?P<scale>{_SCALE})?(?=$|[\s)\],])",
    re.IGNORECASE,
)
_SCALE_HINT: Final = re.compile(
    r"(?:[(\[]|\bin\s+)(?P<scale>'?000s?|k|mn|mio|bn|(?:thou|mill|bill)(?:sand|ion)s?)\s*[)\]]?$",
    re.IGNORECASE,
)
_MINUTES_SECONDS: Final = re.compile(r"\bm(?:m|ins?)?:s(?:s|ecs?)?\b", re.IGNORECASE)
_HOURS_MINUTES: Final = re.compile(r"\bh(?:h|rs?)?:m(?:m|ins?)?\b(?!:)", re.IGNORECASE)
_YEARLY: Final = frozenset({"a year", "per year", "per annum", "pa", "p a", "annually", "annual"})


class Hint(NamedTuple):
    """What a header (or unit cell) says about the numbers below it."""

    currency: str = ""
    scale: float = 1.0
    percent: bool = False
    #: Seconds in the unit of time that is named; 0 when none is.
    seconds: float = 0.0
    #: What 11:24 is in it: "ms", minutes and seconds, or "hm"; empty when it does not say.
    clock: Clock = ""


#: What a header says that says nothing of its numbers.
NO_HINT: Final = Hint()


@lru_cache(maxsize=16_384)
def hint_in(text: str) -> Hint:
    """Give what a header or unit says about its numbers.

    >>> hint_in("Target (£m)")
    Hint(currency='GBP', scale=1000000.0, percent=False, seconds=0.0, clock='')
    >>> hint_in("Wait (mins)").seconds, hint_in("% answered").percent, hint_in("Calls (000s)").scale
    (60.0, True, 1000.0)
    """
    money = _MONEY_HINT.search(text)
    scaled = money or _SCALE_HINT.search(text.strip())
    parts = scaled.groupdict() if scaled else {}
    scale = SCALES[(parts.get("scale") or parts.get("before") or "").lower()]
    bracketed = re.findall(r"[(\[]([^)\]]*)[)\]]", text) or [text]
    times = (vocabulary()["time_units"].get(normal(part)) for part in bracketed if part)
    clock: Clock = "ms" if _MINUTES_SECONDS.search(text) else ""
    clock = "hm" if _HOURS_MINUTES.search(text) else clock
    unit_of_clock = {"ms": 60.0, "hm": 3600.0}.get(clock, 0.0)
    percent = "%" in text or "per cent" in text.lower() or "percent" in text.lower().split()
    return Hint(
        currency=CURRENCIES[money["symbol"].lower()] if money else "",
        scale=scale,
        percent=percent,
        seconds=max((float(seconds) for seconds in times if seconds), default=unit_of_clock),
        clock=clock,
    )


@lru_cache(maxsize=4096)
def unit_in(text: str) -> str:
    """Give a unit with its money in whole units; money a year is what money is compared as.

    >>> unit_in("£k"), unit_in("£k per call"), unit_in("£ a year"), unit_in("mm:ss")
    ('GBP', 'GBP per call', 'GBP', 'min')
    """
    if clock := hint_in(text).clock:
        return "min" if clock == "ms" else "h"
    money = _MONEY_HINT.match(text)
    if money is None:
        return hint_in(text).currency or text
    rest = text[money.end() :].split()
    yearly = not rest or normal(" ".join(rest)) in _YEARLY
    return " ".join([CURRENCIES[money["symbol"].lower()], *([] if yearly else rest)])
