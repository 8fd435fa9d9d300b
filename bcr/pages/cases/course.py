"""What became of the benefits after the start: held or lost, late, heading, and false baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.shares import shares
from bcr.pages.cases.since import LATE_BY, course
from bcr.pages.frame import frame
from bcr.pages.listing import benefit_link, case_title, intended, level, the_rest
from bcr.pages.page import (
    Amount,
    Chart,
    Column,
    Finding,
    KeyItem,
    Link,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.sayings import CONFIDENCE
from bcr.pages.statuses import is_harm
from bcr.pages.words import amount, count, day, percent, whole, whole_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

MOST_DRAWN = 40
MOST_LISTED = 100
_REACHED = ("held", "reached", "wavering", "faded")


def course_page(dossier: Dossier) -> Page:
    """The page of what lasted, what came late and where the rest is heading."""
    rows = [
        gap | {"track": dossier.track_rows[gap["benefit_id"]]}
        for gap in intended(list(dossier.gaps.iter_rows(named=True)))
    ]
    faded = [row for row in rows if row["track"]["lasting"] == "faded"]
    blocks: tuple[Block, ...] = (
        Finding(course_headline(*reached_and_faded(dossier)), _how_told()),
        *_lost(dossier, faded),
        *_late(dossier, [row for row in rows if row["track"]["late_months"]]),
        *_heading(dossier, [row for row in rows if row["track"]["heading"] is not None]),
        *_baselines(dossier, rows),
    )
    return Page("course.html", "Since the start", blocks, frame(dossier))


def reached_and_faded(dossier: Dossier) -> tuple[int, int]:
    """How many benefits were once reached, and how many of them are lost again."""
    harms = {row["benefit_id"] for row in dossier.gaps.iter_rows(named=True) if is_harm(row)}
    lasting = [row["lasting"] for key, row in dossier.track_rows.items() if key not in harms]
    return sum(one in _REACHED for one in lasting), lasting.count("faded")


def course_headline(reached: int, faded: int) -> str:
    """How many of those that were reached are lost again."""
    if not reached:
        return "No benefit is on record as reached for twelve months yet"
    of = f"of {count(reached, 'benefit')} once reached"
    if reached == 1:
        return "The one benefit once reached " + ("was lost again" if faded else "is still there")
    verb = "were" if faded > 1 else "was"
    return f"{whole_or_none(faded)} {of} {verb} lost again"


def _how_told() -> str:
    return "Reached means for twelve months on record, at any time since the start."


def _lost(dossier: Dossier, faded: Sequence[Row]) -> tuple[Block, ...]:
    if not faded:
        return ()
    drawn = sorted(faded, key=lambda row: row["track"]["last_share"] - row["track"]["best_share"])
    drawn = drawn[:MOST_DRAWN]
    rows = [
        {
            "label": row["title"] or row["benefit_id"],
            "note": _was_and_is(row["track"]) + f" · {case_title(dossier, row['case_id'])}",
            "share": row["track"]["last_share"],
            "bound_low": row["track"]["last_share"],
            "bound_high": row["track"]["best_share"],
        }
        for row in drawn
    ]
    left = len(faded) - len(drawn)
    columns = (
        Column("Benefit"), Column("Best twelve months", number=True), Column("to"),
        Column("Last twelve", number=True), Column("Below since the year to"), Column("Case"),
    )  # fmt: skip
    chart = Chart(
        title=_lost_title(faded),
        subtitle="Share of the movement in full, best and last twelve months",
        drawing=shares(pl.DataFrame(rows, infer_schema_length=None)),
        alternative="Points, one row a benefit. "
        + " ".join(f"{row['label']}: {row['note']}." for row in rows),
        table=Table("Reached, then lost", columns, tuple(_lost_row(dossier, r) for r in drawn)),
        key=(KeyItem("point", "Last twelve months"), KeyItem("bounds", "From there to the best")),
        note=f"{whole(left)} more are not drawn." if left else "",
    )
    return (Section("Reached, then lost", "lost", (chart,)),)


def _lost_title(faded: Sequence[Row]) -> str:
    low, high = (f(row["track"]["last_share"] for row in faded) for f in (min, max))
    best = percent(min(row["track"]["best_share"] for row in faded))
    if len(faded) == 1:
        return f"It stood at {best} of the movement for a year and stands at {percent(low)} now"
    now = f"{percent(low)} to {percent(high)}"
    return f"All stood at {best} or more for a year; they stand at {now} now"


def _was_and_is(track: Row) -> str:
    best, last = percent(track["best_share"]), percent(track["last_share"])
    return f"{last} in the last twelve months, {best} in those to {day(track['best_to'])}"


def _lost_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    track = row["track"]
    return (
        benefit_link(dossier, row),
        Amount(percent(track["best_share"]), track["best_share"]),
        day(track["best_to"]),
        Amount(percent(track["last_share"]), track["last_share"]),
        day(track["lost_on"]),
        _case(dossier, row),
    )


def _late(dossier: Dossier, late: Sequence[Row]) -> tuple[Block, ...]:
    if not late:
        return ()
    columns = (
        Column("Benefit"), Column("Late by", number=True), Column("Told by"),
        Column("Planned by now", number=True), Column("Had it begun then", number=True),
        Column("Actual", number=True), Column("Case"),
    )  # fmt: skip
    rows = tuple(
        (
            benefit_link(dossier, row),
            Amount(count(row["track"]["late_months"], "month"), row["track"]["late_months"]),
            LATE_BY[row["track"]["late_by"]],
            level(row, "planned_to_date"),
            Amount(amount(row["track"]["planned_if_late"], row["unit"])),
            level(row, "actual"),
            _case(dossier, row),
        )
        for row in late[:MOST_LISTED]
    )
    cases = count(len({row["case_id"] for row in late}), "case")
    title = f"{count(len(late), 'benefit')} of {cases} came later than promised"
    return (
        Section(
            title,
            "late",
            (Table("Later than promised", columns, rows, the_rest(len(late) - MOST_LISTED)),),
        ),
    )


def _heading(dossier: Dossier, heading: Sequence[Row]) -> tuple[Block, ...]:
    if not heading:
        return ()
    columns = (
        Column("Benefit"), Column("Due"), Column("Target", number=True),
        Column("Heading for", number=True), Column(f"{percent(CONFIDENCE)} interval", number=True),
        Column("Owner's forecast", number=True), Column("If it goes on so"), Column("Case"),
    )  # fmt: skip
    rows = tuple(_heading_row(dossier, row) for row in heading[:MOST_LISTED])
    on = sum(course(row, row["track"]) == "on course for it" for row in heading)
    off = sum(course(row, row["track"]) == "off course for it" for row in heading)
    open_ = len(heading) - on - off
    parts = [
        f"{whole(n)} {words}"
        for n, words in ((on, "on course"), (off, "off course"), (open_, "undecided"))
        if n
    ]
    title = f"{count(len(heading), 'benefit')} on the way to a later due date: {', '.join(parts)}"
    words = "A line through the last year since the start, if nothing changes; see Methods."
    left = the_rest(len(heading) - MOST_LISTED)
    table = Table("Where KPIs head", columns, rows, left)
    return (Section(title, "heading", (Paragraph(words), table)),)


def _heading_row(dossier: Dossier, row: Row) -> tuple[Words, ...]:
    track, unit = row["track"], row["unit"]
    ends = f"{amount(track['heading_low'], None)} to {amount(track['heading_high'], unit)}"
    stated = amount(track["forecast"], unit) if track["forecast"] is not None else "none stated"
    return (
        benefit_link(dossier, row),
        day(row["due_on"]),
        level(row, "target"),
        Amount(amount(track["heading"], unit), track["heading"]),
        Amount(ends),
        Amount(stated, track["forecast"]),
        course(row, track),
        _case(dossier, row),
    )


def _baselines(dossier: Dossier, rows: Sequence[Row]) -> tuple[Block, ...]:
    limit = dossier.portfolio.thresholds.baseline_difference
    off = [row for row in rows if abs(row["baseline_off"] or 0.0) > limit + 1e-9]
    if not off:
        return ()
    off.sort(key=lambda row: -abs(row["baseline_off"]))
    columns = (
        Column("Benefit"), Column("Stated", number=True), Column("On record", number=True),
        Column("Apart, of the movement", number=True), Column("Share of plan", number=True),
        Column("From the record", number=True), Column("Case"),
    )  # fmt: skip
    table = Table(
        "Stated baselines beside the record",
        columns,
        tuple(
            (
                benefit_link(dossier, row),
                level(row, "baseline"),
                level(row, "recorded_baseline"),
                Amount(percent(row["baseline_off"]), row["baseline_off"]),
                Amount(percent(row["realised_share"]), row["realised_share"]),
                Amount(percent(row["share_from_record"]), row["share_from_record"]),
                _case(dossier, row),
            )
            for row in off[:MOST_LISTED]
        ),
        the_rest(len(off) - MOST_LISTED),
    )
    verb = "differs" if len(off) == 1 else "differ"
    title = (
        f"{count(len(off), 'stated baseline')} {verb} from the record by more than "
        f"{percent(limit)} of the intended movement"
    )
    return (Section(title, "baselines", (table,)),)


def _case(dossier: Dossier, row: Row) -> Link:
    return Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]])
