"""What happened to one benefit, in sentences that say moved and reached, never caused."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from bcr.figures.change.interrupted import HIGH, LOW
from bcr.locales import signs
from bcr.model import Better, Evidence, Status
from bcr.pages.statuses import EVIDENCE_WORDS, is_harm, status_of
from bcr.pages.words import amount, day, exact, percent, sentence

if TYPE_CHECKING:
    from bcr.pages.dossier import Row

#: Of the intervals of the change model.
CONFIDENCE = round(HIGH - LOW, 9)
_ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_FULL_DATE = re.compile(r"\b(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8}) (?P<year>\d{4})\b")
#: A fraction or a percent that stands alone: no part of a word, of a date, or of a KPI's id.
_NUMBER = re.compile(
    r"(?<!KPI )(?<![\w.,/-])(?P<minus>[−-]?)(?P<digits>\d+\.\d+|\d+(?=%))(?P<percent>%?)"
    r"(?![\w/-]|[.,]\d)"
)
#: Five digits or more before the point, which no year has.
_LARGE = re.compile(r"(?<![\w.,/-])\d{5,}(?:\.\d+)?(?![\w/-])")


def benefit_words(gap: Row) -> str:
    """What happened, then what to bear in mind."""
    rest = " ".join(part for part in (readable(gap["reason"]), _tested(gap)) if part)
    return f"{_happened(gap)} {rest}".strip()


def readable(reason: str) -> str:
    """A reason as the figures give it, in whole sentences and with dates in full.

    >>> readable("starts on 2026-04-01; no target")
    'Starts on 1 April 2026. No target.'
    """
    parts = (sentence(part) for part in reason.split("; "))
    return retold(" ".join(filter(None, parts)))


def retold(text: str) -> str:
    r"""What the figures say, which write alike in every locale, with its dates and numbers.

    >>> from bcr.locales import written_as
    >>> with written_as("de_DE"):
    ...     retold("strayed by 2.5 days, 36% of plan, 3 March 2025; KPI 1.2 ends 2024-03-31")
    'strayed by 2,5 days, 36\xa0% of plan, 3.3.2025; KPI 1.2 ends 31.3.2024'
    >>> retold("stated 44200 calls from 2023-03-31, on record 40.8 %")
    'stated 44,200 calls from 31 March 2023, on record 40.8%'
    """
    dated = _FULL_DATE.sub(_written_out, _ISO_DATE.sub(_in_full, text.replace(" %", "%")))
    return _LARGE.sub(lambda found: exact(float(found[0])), _NUMBER.sub(_as_here, dated))


def _in_full(found: re.Match[str]) -> str:
    try:
        return day(dt.date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _written_out(found: re.Match[str]) -> str:
    months = signs().months
    if found["month"] not in months:
        return found[0]
    month = months.index(found["month"]) + 1
    try:
        return day(dt.date(int(found["year"]), month, int(found["day"])))
    except ValueError:
        return found[0]


def _as_here(found: re.Match[str]) -> str:
    around = signs().percent if found["percent"] else signs().number
    return around.put(signs().written(found["digits"]), below=bool(found["minus"]))


def _tested(gap: Row) -> str:
    """What is known of change beyond noise, for benefits that were scored and tested."""
    evidence = Evidence(gap["evidence"])
    if gap["realised_share"] is None or evidence == Evidence.UNTESTED:
        return ""
    return EVIDENCE_WORDS[evidence]


def _happened(gap: Row) -> str:
    match status_of(gap):
        case Status.NOT_DUE:
            return "Not due yet."
        case Status.NOT_MEASURED:
            return "Never measured: no figure says what happened."
        case Status.NOT_SCORABLE:
            return "Cannot be scored."
        case _:
            return _moved(gap)


def _moved(gap: Row) -> str:
    """From where to where, and how far that is of what was planned."""
    unit, known, share = gap["unit"], _as_known(gap), percent(gap["realised_share"])
    actual, baseline = amount(gap["actual"], unit), amount(gap["baseline"], unit)
    planned = amount(gap["planned_to_date"], unit)
    if gap["better"] == Better.MAINTAIN and gap["target"] == gap["baseline"]:
        return f"Was to stay at {amount(gap['target'], unit)}; is at {actual}{known}."
    if gap["actual"] == gap["baseline"]:
        return f"Did not move from {baseline}{known}; {planned} was planned by then."
    way = f"from {baseline} to {actual}{known}"
    if gap["realised_share"] < 0:
        return f"Moved the other way than planned, {way}; {planned} was planned by then."
    if is_harm(gap):
        return f"Moved {way}: {share} of the harm that was expected by then ({planned})."
    return f"Moved {way}: {share} of the movement planned by then, to {planned}."


def _as_known(gap: Row) -> str:
    if gap["actual_kind"] != "reported":
        return ""
    return f" as reported on {day(gap['actual_to'])}" if gap["actual_to"] else " as reported"
