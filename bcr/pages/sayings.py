"""What happened to one benefit, in sentences that say moved and reached, never caused."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from bcr.model import Better, Evidence, Status
from bcr.pages.statuses import EVIDENCE_WORDS, is_harm, status_of
from bcr.pages.words import amount, day, exact, percent, sentence

if TYPE_CHECKING:
    from bcr.pages.dossier import Row

_ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
#: Five digits or more before the point, which no year has.
_LARGE = re.compile(r"(?<![\w.,/-])\d{5,}(?:\.\d+)?(?![\w/-])")


def benefit_words(gap: Row) -> str:
    """What happened, then what to bear in mind."""
    rest = " ".join(part for part in (readable(gap["reason"]), _tested(gap)) if part)
    return f"{_happened(gap)} {rest}".strip()


def readable(reason: str) -> str:
    """A reason as the figures give it, in whole sentences.

    >>> readable("starts on 2026-04-01; no target")
    'Starts on 1 April 2026. No target.'
    """
    parts = (sentence(part) for part in reason.split("; "))
    return in_full(" ".join(filter(None, parts)))


def in_full(said: str) -> str:
    """What figures say in passing, its days and large numbers as pages write them.

    >>> in_full("stated 44200 calls from 2023-03-31, on record 40.8 %")
    'stated 44,200 calls from 31 March 2023, on record 40.8%'
    """
    dated = _ISO_DATE.sub(_dated, said)
    return _LARGE.sub(lambda found: exact(float(found[0])), dated).replace(" %", "%")


def _dated(found: re.Match[str]) -> str:
    try:
        return day(dt.date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


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
