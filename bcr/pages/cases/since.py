"""What happened to one benefit since its start, in sentences and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.gaps.waterfall import parts_sentence
from bcr.pages.page import Amount, Link
from bcr.pages.sayings import CONFIDENCE
from bcr.pages.words import amount, count, day, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Inline, Words

LATE_BY = {
    "decision": "a decision on record",
    "go_live": "the go-live of its case",
    "record": "its record, which stood still until then",
}


def since_words(dossier: Dossier, gap: Row) -> Words:
    """Whether it lasted, began late, is claimed elsewhere, is on course, and where the gap went.

    Empty where nothing is to be said.
    """
    track = dossier.track_rows[gap["benefit_id"]]
    said = [*_lasted(track), *_late(gap, track), *_heading(gap, track)]
    counted = [
        parts_sentence(row)
        for row in dossier.waterfall_rows.get(gap["benefit_id"], [])
        if row["basis"] == "benefits"
    ]
    rest = " ".join((*said, *filter(None, counted)))
    claimed = tuple(_claimed(dossier, gap))
    return (*claimed, f" {rest}" if claimed and rest else rest) if claimed or rest else ""


def since_lines(dossier: Dossier, gap: Row) -> Iterator[tuple[str, Words, tuple[Inline, ...]]]:
    """The same as figures: what, how much, and how it was found."""
    track = dossier.track_rows[gap["benefit_id"]]
    unit = gap["unit"]
    if gap["baseline_off"] is not None:
        off = Amount(percent(gap["baseline_off"]), gap["baseline_off"])
        yield "Baseline off the record", off, ("recorded − stated, of the intended movement",)
    if track["best_share"] is not None:
        best, last = (track[name] for name in ("best_share", "last_share"))
        when = f"twelve months to {day(track['best_to'])}, of the movement in full"
        yield "Best since the start", Amount(percent(best), best), (when,)
        yield "Last twelve months", Amount(percent(last), last), ("of the movement in full",)
    if track["late_months"]:
        by = f"by {LATE_BY[track['late_by']]}"
        yield "Late", count(track["late_months"], "month"), (by,)
        level = track["planned_if_late"]
        yield "Planned by now, had the plan begun then", Amount(amount(level, unit), level), ()
    if track["heading"] is not None:
        ends = f"{percent(CONFIDENCE)} interval {_between(gap, track)}"
        level = track["heading"]
        yield f"Heading for by {day(gap['due_on'])}", Amount(amount(level, unit), level), (ends,)
    if track["forecast"] is not None:
        made = f"made {day(track['forecast_on'])}" if track["forecast_on"] else "undated"
        level = track["forecast"]
        yield "Owner's own forecast", Amount(amount(level, unit), level), (made,)


def _lasted(track: Row) -> Iterator[str]:
    best, last = percent(track["best_share"]), percent(track["last_share"])
    match track["lasting"]:
        case "faded":
            yield (
                f"Reached, then lost: {best} of the movement in full was there in the twelve "
                f"months to {day(track['best_to'])}, {last} in the last twelve."
            )
        case "held":
            held = count(track["sustained_months"], "month")
            yield f"What counts as reached has held for {held}."
        case "reached":
            yield "It was reached less than two years ago: whether it lasts is not known yet."
        case "wavering":
            yield (
                f"It stood at {best} in the twelve months to {day(track['best_to'])} and is a "
                "little below what counts as reached now, which may be noise."
            )
        case _:
            return


def _late(gap: Row, track: Row) -> Iterator[str]:
    if not track["late_months"]:
        return
    months = count(track["late_months"], "month")
    yield f"It came {months} later than promised, by {LATE_BY[track['late_by']]}."
    if track["onset_months"]:
        yield "The test for change looks at the planned start, so it cannot show a later one."
    planned = track["planned_if_late"]
    if planned is not None and planned != gap["planned_to_date"] and gap["actual"] is not None:
        yield f"Had the plan begun then, {amount(planned, gap['unit'])} would be planned by now."


def _heading(gap: Row, track: Row) -> Iterator[str]:
    if track["heading"] is None:
        return
    level = amount(track["heading"], gap["unit"])
    verdict = course(gap, track)
    yield (
        f"If it goes on as in its last year it is heading for {level} by {day(gap['due_on'])} "
        f"({_between(gap, track)}, {percent(CONFIDENCE)} interval), against a target of "
        f"{amount(gap['target'], gap['unit'])}: {verdict}."
    )
    if track["forecast"] is not None:
        yield f"Its owner forecast {amount(track['forecast'], gap['unit'])}."


def course(gap: Row, track: Row) -> str:
    """Whether the interval of the heading clears the target, misses it or holds it."""
    up = gap["target"] > gap["baseline"]
    worst, best = sorted(
        (track["heading_low"], track["heading_high"]), key=lambda level: level if up else -level
    )
    beyond = (worst - gap["target"]) if up else (gap["target"] - worst)
    below = (gap["target"] - best) if up else (best - gap["target"])
    if beyond >= 0:
        return "on course for it"
    return "off course for it" if below > 0 else "it may or may not reach it"


def _between(gap: Row, track: Row) -> str:
    low, high = (amount(track[name], gap["unit"]) for name in ("heading_low", "heading_high"))
    return f"{low} to {high}"


def _claimed(dossier: Dossier, gap: Row) -> Iterator[Inline]:
    claim = dossier.claim_rows.get(gap["benefit_id"])
    if claim is None:
        return
    yield "Its KPI is "
    yield Link("claimed by other benefits too", "overlap.html")
    yield f": {percent(claim['attributed_share'])} of the movement falls to it."
    if claim["clash"]:
        yield " Another case started on it within a quarter, so neither can be credited alone."
