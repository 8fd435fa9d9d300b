"""Numbers as people write them: £2.4m, (1,200), 12.5%, 1.234,56, 11 min 24 s."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bcr.workbook.files.value import Value

CURRENCIES: Final = {
    "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "$": "USD", "us$": "USD", "usd": "USD",
    "a$": "AUD", "aud": "AUD", "nz$": "NZD", "nzd": "NZD", "c$": "CAD", "cad": "CAD",
    "cop": "COP", "chf": "CHF", "sek": "SEK", "inr": "INR", "₹": "INR", "zar": "ZAR",
}  # fmt: skip
SCALES: Final = {
    "": 1.0, "k": 1e3, "000": 1e3, "000s": 1e3, "'000": 1e3, "'000s": 1e3, "thousand": 1e3,
    "thousands": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "million": 1e6, "millions": 1e6, "mio": 1e6,
    "bn": 1e9, "b": 1e9, "billion": 1e9, "billions": 1e9,
}  # fmt: skip
_SYMBOL: Final = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_SCALE: Final = "thousand|million|billion|mio|mn|bn|k|m|b"
_SIGN: Final = "[-+−–]"
_AMOUNT: Final = re.compile(
    rf"^(?P<open>\()?(?P<sign>{_SIGN})?\s*(?P<before>{_SYMBOL})?\s*(?P<open_inside>\()?"
    rf"(?P<sign_inside>{_SIGN})?\s*(?P<digits>[\d][\d.,'’\s]*|[.,]\d+)"
    rf"\s*(?P<scale>{_SCALE})?\s*(?P<percent>%)?(?P<sign_behind>[-−])?\s*(?P<after>{_SYMBOL})?"
    r"(?P<close>\))?$",
    re.IGNORECASE,
)
_LETTERS: Final = sorted({re.sub("[^a-z]", "", symbol) for symbol in CURRENCIES} - {""})
#: How every amount begins, down to its first digit, on a line of its own after another. One that
#: begins with more letters than a currency has is told from them at once.
_BEGINNING: Final = re.compile(
    rf"\n(?![a-zA-Z]{{{max(map(len, _LETTERS)) + 1}}})"
    rf"[^\w\n]*(?i:{'|'.join(_LETTERS)})?[^\w\n]*\d"
)
_GROUPED: Final = re.compile(r"^\d{1,3}(?:[ '’]\d{3})+(?=$|[.,])")
_TIMES: Final = {
    "weeks": (7 * 86400, "weeks?|wks?"),
    "days": (86400, "d|days?"),
    "hours": (3600, "h|hrs?|hours?"),
    "minutes": (60, "m|mins?|minutes?"),
    "seconds": (1, "s|secs?|seconds?"),
}
_DURATION: Final = re.compile(
    r"^"
    + r"\s*".join(
        rf"(?:(?P<{unit}>\d+(?:\.\d+)?)\s*(?:{words})\b\.?)?" for unit, (_, words) in _TIMES.items()
    )
    + "$",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"^(?P<a>\d{1,3}):(?P<b>[0-5]\d)(?::(?P<c>[0-5]\d))?$")


#: Minutes and seconds, hours and minutes, or not known.
Clock = Literal["ms", "hm", ""]


class Unreadable(NamedTuple):
    """A cell that is not what its column holds; `message` says what to do."""

    rule: str
    message: str


class Amount(NamedTuple):
    """A number with what its own cell says about it; a tuple, since there is one a number read."""

    number: float
    #: The cell is a percentage: 85% has number 85.
    percent: bool = False
    #: Only the number format says so; the stored number is a hundredth of `number`.
    by_format: bool = False
    currency: str = ""
    #: Factor the cell's own text states, already in `number`; 1 when it states none.
    scale: float = 1.0
    #: The cell is a duration: `number` is in seconds.
    duration: bool = False


def decimal_mark(cells: Iterable[Value]) -> str:
    """Give the decimal mark that a column's texts use: "." or ",", or "?" when they use both.

    A comma before exactly three digits may be either, so it decides nothing; where nothing
    decides, a point.

    >>> decimal_mark(["0,2", "1.234,5"]), decimal_mark(["1,234", "7"]), decimal_mark(["0,2", "0.2"])
    (',', '.', '?')
    """
    marks = {_mark(cell) for cell in cells if isinstance(cell, str)} - {""}
    return "?" if len(marks) > 1 else next(iter(marks), ".")


def _mark(text: str) -> str:
    match = _AMOUNT.match(text.strip())
    if match is None:
        return ""
    digits = match["digits"].strip()
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return max(".,", key=digits.rfind)
    if points + commas != 1:
        return {(True, False): ",", (False, True): "."}.get((points > 1, commas > 1), "")
    mark = "." if points else ","
    whole, _, rest = digits.partition(mark)
    is_open = len(rest) == 3 and 0 < len(whole) <= 3 and not whole.startswith("0")
    return "" if is_open else mark


def amount_in(
    value: Value, *, shown_as: str = "", decimal: str = ".", clock: Clock = ""
) -> Amount | Unreadable:
    """Give the number in a cell.

    `shown_as` is what the number format says ("percent", "clock" for hours and minutes alone, or
    a currency code); `decimal` is the column's decimal mark; `clock` is what 11:24 means. A
    percentage comes as points: 0.85 shown as 85% is 85.

    >>> (amount_in("£2.4m").number, amount_in("£2.4m").currency)
    (2400000.0, 'GBP')
    >>> amount_in("(1,200)").number, amount_in(0.85, shown_as="percent").number
    (-1200.0, 85.0)
    >>> amount_in("approx. 2m").rule
    'not-a-number'
    """
    if isinstance(value, str):
        return _amount_in_text(value, decimal, clock)
    if isinstance(value, bool):
        return Unreadable("not-a-number", "A yes or no stands where a number belongs.")
    if isinstance(value, float):
        return _amount_in_number(value, shown_as)
    if isinstance(value, dt.timedelta | dt.time):
        return _amount_in_time(value, shown_as, clock)
    return Unreadable("not-a-number", "A date stands where a number belongs; correct the cell.")


def amounts_among(texts: Collection[str]) -> set[str]:
    """Give those of some texts that are amounts with a point for a decimal mark.

    They are looked at together first: of most columns of texts none begins as an amount does.

    >>> sorted(amounts_among({"12.5%", "GBP 1,200", "Ward 7", ""}))
    ['12.5%', 'GBP 1,200']
    """
    if not may_hold_amounts("\n".join(texts)):
        return set()
    return {text for text in texts if isinstance(amount_in(text), Amount)}


def may_hold_amounts(lines: str) -> bool:
    r"""Tell whether any of some texts, a line each, begins as an amount does.

    >>> may_hold_amounts("Calls\n7 calls"), may_hold_amounts("Calls\nWard 7")
    (True, False)
    """
    return _BEGINNING.search(f"\n{lines}") is not None


def _amount_in_number(value: float, shown_as: str) -> Amount:
    if shown_as == "percent":
        return Amount(as_points(value), percent=True, by_format=True)
    return Amount(value, currency="" if shown_as == "clock" else shown_as)


def as_points(ratio: float) -> float:
    """Give a ratio as percentage points: the noise of the product is no part of the figure.

    >>> as_points(0.07)
    7.0
    """
    points = ratio * 100
    return points if points.is_integer() else round(points, 12)


def _amount_in_time(
    value: dt.timedelta | dt.time, shown_as: str, clock: Clock
) -> Amount | Unreadable:
    """Excel takes a typed 11:24 for hours and minutes; only a format with seconds shows which."""
    if isinstance(value, dt.time):
        value = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    minutes, seconds = divmod(value.total_seconds(), 60)
    if shown_as == "clock" and minutes and not seconds:
        hours, rest = divmod(int(minutes), 60)
        return _on_the_clock(hours, rest, clock)
    return Amount(value.total_seconds(), duration=True)


@lru_cache(maxsize=16_384)
def _amount_in_text(text: str, decimal: str, clock: Clock) -> Amount | Unreadable:
    text = " ".join(text.split())
    match = _AMOUNT.match(text)
    if match is None:
        return _duration_in(text, clock)
    brackets = [match["open"], match["open_inside"]]
    signs = [match["sign"], match["sign_inside"], match["sign_behind"], *filter(None, brackets)]
    if sum(map(bool, brackets)) != bool(match["close"]) or sum(map(bool, signs)) > 1:
        return _not_a_number()
    number = _number(match["digits"].strip(), decimal)
    if isinstance(number, Unreadable):
        return number
    scale = SCALES[(match["scale"] or "").lower()]
    negative = any(sign and sign != "+" for sign in signs)
    symbol = (match["before"] or match["after"] or "").lower()
    value = round(number * scale, 6) if scale != 1.0 else number
    return Amount(
        -value if negative else value,
        percent=bool(match["percent"]),
        currency=CURRENCIES.get(symbol, ""),
        scale=scale,
    )


def _not_a_number() -> Unreadable:
    return Unreadable("not-a-number", "Write a number alone; move remarks to a notes column.")


def _number(digits: str, decimal: str) -> float | Unreadable:
    if grouped := _GROUPED.match(digits):
        digits = re.sub(r"[ '’]", "", grouped[0]) + digits[grouped.end() :]
    if re.search(r"[\s'’]", digits):
        return _not_a_number()
    if decimal == "?" and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits) and digits[0] != "0":
        point = digits.replace(",", ".")
        whole = digits.replace(",", "").replace(".", "")
        return Unreadable(
            "two-readings",
            f"This may be {whole} or {point}: the column uses both comma and point as decimal "
            "mark. Store it as a number.",
        )
    mark = decimal if decimal != "?" else _mark(digits) or "."
    group = "," if mark == "." else "."
    pattern = rf"(?:\d{{1,3}}(?:\{group}\d{{3}})+|\d*)(?:\{mark}\d+)?"
    if not re.fullmatch(pattern, digits):
        return Unreadable(
            "not-a-number", f"The marks in this number do not fit a decimal “{mark}”; retype it."
        )
    return float(digits.replace(group, "").replace(mark, "."))


def _duration_in(text: str, clock: Clock) -> Amount | Unreadable:
    match = _DURATION.match(text) if text else None
    if match and any(match.groupdict().values()):
        parts = (float(match[unit] or 0) * size for unit, (size, _) in _TIMES.items())
        return Amount(sum(parts), duration=True)
    shown = _CLOCK.match(text)
    if shown and shown["c"]:
        hours, minutes, seconds = (int(shown[part]) for part in "abc")
        return Amount(float(hours * 3600 + minutes * 60 + seconds), duration=True)
    if shown:
        return _on_the_clock(int(shown["a"]), int(shown["b"]), clock)
    return _not_a_number()


def _on_the_clock(first: int, second: int, clock: Clock) -> Amount | Unreadable:
    """Read 11:24 as header or unit say it is; where neither does, it may be either."""
    if clock:
        return Amount((first * 60.0 + second) * (1 if clock == "ms" else 60), duration=True)
    return Unreadable(
        "two-readings",
        f"This may be {first} min {second} s or {first} h {second} min; write it with its units.",
    )
