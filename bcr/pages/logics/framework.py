"""What in the approved cases goes with delivery, and whether cases are getting better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.contrasts import contrasts
from bcr.pages.frame import frame
from bcr.pages.listing import case_title
from bcr.pages.logics.confidence import stated_confidence
from bcr.pages.logics.lasting import lasting
from bcr.pages.logics.league import between
from bcr.pages.logics.learning import learning
from bcr.pages.page import (
    Amount,
    Chart,
    Column,
    Finding,
    KeyItem,
    Link,
    Notice,
    Page,
    Paragraph,
    Section,
    Table,
)
from bcr.pages.words import count, fixed, listed, percent, points, whole, whole_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.logics.review import Review
    from bcr.pages.page import Block, Words

_QUESTIONS = (
    ("baseline_known", "Baseline known"),
    ("measurable", "Measurable"),
    ("measure_named", "Measure named"),
    ("explained", "Estimate explained"),
    ("data_planned", "Data planned"),
    ("review_committed", "Review committed to"),
    ("on_track", "On track"),
)
_MOST_LISTED = 150


def framework_page(dossier: Dossier, review: Review) -> Page:
    """The page of the framework review."""
    rows = list(review.framework.iter_rows(named=True))
    tested = [row for row in rows if row["difference"] is not None]
    blocks: tuple[Block, ...] = (
        Finding(_headline(rows, tested), _detail(tested)),
        Paragraph(_how_to_read(dossier, len(tested)), quiet=True),
        *((_contrasts_chart(tested),) if tested else (Notice(_NOTHING),)),
        Section("Every feature that was looked at", "features", (_table(rows),)),
        Section("Are we learning?", "learning", learning(dossier, review)),
        *_origins(review.origins),
        *lasting(dossier, review),
        *stated_confidence(review),
        Section("Seven questions an auditor asks", "questions", (_audits(dossier, review.audits),)),
    )
    return Page("framework.html", "What goes with delivery", blocks, frame(dossier))


_NOTHING = "No feature divides the cases into two sets of three or more, so nothing is compared."


def _headline(rows: Sequence[Row], tested: Sequence[Row]) -> str:
    more = [row["name"].partition(":")[0] for row in rows if row["says"] == "goes with more"]
    if more:
        verb = "goes" if len(more) == 1 else "go"
        names = listed([name if n == 0 else name[0].lower() + name[1:]
                        for n, name in enumerate(more)])  # fmt: skip
        return f"{names} {verb} with delivery"
    if not tested:
        return "There are too few cases to say what goes with delivery"
    return f"None of {count(len(tested), 'feature')} is shown to go with delivery"


def _detail(tested: Sequence[Row]) -> str:
    best = next((row for row in tested if row["says"] == "goes with more"), None)
    if best is None:
        return ""
    return (
        f"Cases with the first came to {percent(best['share_with'])} of plan on average, "
        f"those without to {percent(best['share_without'])}. They go together; that one brings "
        "the other about is not shown."
    )


def _how_to_read(dossier: Dossier, tested: int) -> str:
    confidence = dossier.portfolio.thresholds.confidence
    return (
        "A case counts once. A case has a feature when at least half of its benefits have it. The "
        f"interval of the difference ({percent(confidence)}) is by drawing cases again and again; "
        "the p-value is the chance of a difference this large if the feature were dealt to cases "
        f"at random, adjusted for how many are compared, here {whole(tested)}, so that of what is "
        f"named at most {percent(1 - confidence)} is expected to be chance. Features come together "
        "with logics, departments and years: it says “goes with” and names no cause."
    )


def _contrasts_chart(tested: Sequence[Row]) -> Chart:
    drawn = pl.DataFrame(
        [
            {
                "label": row["name"],
                "note": _note(row),
                "share_with": row["share_with"],
                "share_without": row["share_without"],
                "shown": row["says"] in {"goes with more", "goes with less"},
            }
            for row in tested
        ]
    )
    shown = sum(drawn["shown"])
    return Chart(
        title=f"{whole_or_none(shown)} of {count(len(tested), 'feature')} "
        f"{'go' if shown > 1 else 'goes'} with a difference in delivery",
        subtitle="Mean share of plan of cases with the feature and without it",
        drawing=contrasts(drawn),
        alternative="Two points a row, with the feature and without it. "
        + " ".join(f"{row['name']}: {_note(row)}." for row in tested),
        table=_table(tested),
        key=(
            KeyItem("point", "Cases with it; grey where no difference is shown"),
            KeyItem("hollow", "Cases without it"),
            KeyItem("track", "From no movement to plan"),
        ),
    )


def _note(row: Row) -> str:
    return (
        f"{percent(row['share_with'])} over {count(row['with_it'], 'case')} with, "
        f"{percent(row['share_without'])} over {whole(row['without'])} without · {row['says']}"
    )


def _origins(origins: pl.DataFrame) -> tuple[Block, ...]:
    """Departments and templates beside the others; nothing where all cases come from one."""
    rows = list(origins.iter_rows(named=True))
    if not rows:
        return ()
    shown = [row for row in rows if row["says"].startswith("goes")]
    said = [f"{row['name']} {row['says']} delivery." for row in shown]
    tested = sum(row["p"] is not None for row in rows)
    none = f"None of {count(tested, 'comparison')} is shown to go with delivery."
    how = (
        " Each department stands beside all others, later templates beside earlier ones; p-values "
        "are adjusted among these rows. A department has its own logics and years: no cause is "
        "shown."
    )
    table = _table(rows, "Where the approved cases come from")
    told = Paragraph((" ".join(said) or none) + how)
    return (Section("Where the cases come from", "origins", (told, table)),)


def _table(rows: Sequence[Row], caption: str = "Features of the approved cases") -> Table:
    columns = (
        Column("The approved case"),
        Column("Says"),
        Column("Cases with", number=True),
        Column("Cases without", number=True),
        Column("Share with", number=True),
        Column("Share without", number=True),
        Column("Difference", number=True),
        Column("Interval", number=True),
        Column("p, adjusted", number=True),
    )
    return Table(caption, columns, tuple(map(_feature_row, rows)))


def _feature_row(row: Row) -> tuple[Words, ...]:
    p = row["p_adjusted"]
    return (
        row["name"],
        row["says"],
        Amount(whole(row["with_it"]), row["with_it"]),
        Amount(whole(row["without"]), row["without"]),
        Amount(percent(row["share_with"]), row["share_with"]),
        Amount(percent(row["share_without"]), row["share_without"]),
        Amount(points(row["difference"]), row["difference"]),
        between(row["low"], row["high"]) if p is not None else "",
        Amount(fixed(p, 3) if p is not None else "not compared", p),
    )


def _audits(dossier: Dossier, rows: pl.DataFrame) -> Table:
    columns = (
        Column("Case"),
        *(Column(title, number=True) for _, title in _QUESTIONS),
        Column("All", number=True),
    )
    lines: tuple[tuple[Words, ...], ...] = tuple(
        (
            Link(case_title(dossier, row["case_id"]), dossier.case_paths[row["case_id"]]),
            *(Amount(percent(row[name]), row[name]) for name, _ in _QUESTIONS),
            Amount(percent(row["auditability"]), row["auditability"]),
        )
        for row in rows.head(_MOST_LISTED).iter_rows(named=True)
    )
    more = rows.height - _MOST_LISTED
    note = f"{whole(more)} more: `bcr framework --of audits`." if more > 0 else ""
    caption = "Share of each case's benefits for which the answer is yes, the least auditable first"
    return Table(caption, columns, lines, note)
