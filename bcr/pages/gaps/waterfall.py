"""Where the gap came from, as a chart: from intended in full to proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.waterfall import waterfall as drawn
from bcr.model import PARTS, BenefitClass
from bcr.pages.gaps.sums import BASES
from bcr.pages.listing import NOTHING
from bcr.pages.page import Amount, Chart, Column, Folded, KeyItem, Link, Table
from bcr.pages.statuses import CLASS_NAMES
from bcr.pages.words import money, number, percent, sentence, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block

TAKEN = PARTS[:8]
BESIDE = PARTS[9:]
WORDS: Mapping[str, str] = {
    "intended": "intended in full",
    "not_due": "not due yet",
    "unknown": "not known: not measured, or not scorable",
    "late": "late: not due yet by the real start",
    "short": "fell short",
    "faded": "reached, then lost",
    "claimed_twice": "claimed by other benefits too",
    "anyway": "to be expected without the investment",
    "not_shown": "happened, not shown to be the investment's doing",
    "proven": "proven",
    "beyond": "beside it: more than was planned by now",
    "wrong_way": "beside it: moved the wrong way",
}
KEY = (
    ("not_due", "Not due yet", ("not_due",)),
    ("not_measured", "Nobody knows", ("unknown",)),
    ("short", "Did not happen, or is gone", ("late", "short", "faded")),
    ("mostly", "Happened, not proven", ("claimed_twice", "anyway", "not_shown")),
    ("exceeded", "Proven", ("proven",)),
    ("delivered", "More than planned", ("beyond",)),
    ("reversed", "The wrong way", ("wrong_way",)),
)
#: Less than this share of the whole is the noise of binary fractions.
_NOTHING = 1e-9


def waterfall_charts(dossier: Dossier, rows: Iterable[Row]) -> tuple[Block, ...]:
    """The waterfall of some benefits, each as one; those in money one click away.

    Disbenefits are left out: harm that came as expected is nothing proven.
    """
    known = [row for row in rows if row["class"] != BenefitClass.DISBENEFIT]
    counted = [row for row in known if row["basis"] == "benefits"]
    ours = dossier.portfolio.currency
    in_money = [row for row in known if row["basis"] == "money" and row["intended"] > 0]
    in_money.sort(key=lambda row: row["currency"] != ours)
    charts = tuple(waterfall_chart(row) for row in in_money)
    folded = (Folded(_folded_title(len(charts)), charts),) if charts else ()
    return (*(waterfall_chart(row) for row in counted if row["benefits"]), *folded)


def waterfall_chart(row: Row) -> Chart:
    """One waterfall; parts that are nothing are not drawn."""
    parts = pl.DataFrame(list(_bars(row)), infer_schema_length=None)
    said = [f"{WORDS[name]}: {_said(row, row[name])}" for name in _there(row)]
    there = set(parts["part"])
    return Chart(
        title=waterfall_title(row),
        subtitle=_subtitle(row),
        drawing=drawn(parts),
        alternative=f"Bars, each part taken off what the one above left. {'. '.join(said)}.",
        table=_table(row),
        key=tuple(KeyItem(swatch, text) for swatch, text, names in KEY if there & set(names)),
        note=(
            "The parts down to proven add up to what was intended; no part is netted. ",
            Link("How each part is told", "methods.html#waterfall"),
        ),
    )


def waterfall_title(row: Row) -> str:
    """What is proven, and the largest part that is not."""
    whole = row["intended"]
    taken = {name: row[name] for name in TAKEN if row[name] > _NOTHING * whole}
    if not taken:
        return f"All of what was intended, {_said(row, whole)}, is proven"
    largest = max(taken, key=lambda name: taken[name])
    proven = row["proven"] if row["proven"] > _NOTHING * whole else 0.0
    start = _said(row, proven) if proven else "Nothing"
    first = f"{start} of {_said(row, whole)} intended is proven"
    if row["basis"] == "benefits":
        share = percent(proven / whole) if proven else "Nothing"
        first = f"{share} of what was intended is proven"
    portion, verb = _portion(row, taken[largest]), _VERBS[largest]
    if len(taken) == 1:
        return f"{first}; the rest, {portion}, {verb}"
    return f"{first}; {portion} {verb}, the largest part of the rest"


_VERBS: Mapping[str, str] = {
    "not_due": "is not due yet",
    "unknown": "is not known",
    "late": "is late",
    "short": "fell short",
    "faded": "was reached and lost again",
    "claimed_twice": "is claimed by other benefits too",
    "anyway": "was to be expected without the investment",
    "not_shown": "happened and is not shown to be the investment's doing",
}


def parts_sentence(row: Row) -> str:
    """The parts of one benefit as a sentence; empty where there is only one."""
    there = [name for name in _there(row) if name != "intended"]
    if len(there) < 2:
        return ""
    said = "; ".join(f"{_portion(row, row[name])} {WORDS[name]}" for name in there)
    return sentence(f"of all that was intended: {said}")


def _folded_title(charts: int) -> str:
    kinds = (
        f"{whole(charts)} kinds of money, which are never added" if charts > 1 else "one kind of it"
    )
    return f"The same in money: {kinds}"


def _there(row: Row) -> list[str]:
    size = max(abs(row["intended"]), *(abs(row[name]) for name in PARTS))
    return [name for name in ("intended", *PARTS) if abs(row[name]) > _NOTHING * size]


def _bars(row: Row) -> Iterator[Row]:
    """The bars from the top: each part from where the one above it ended."""
    left = row["intended"]
    for name in _there(row):
        size = row[name]
        start, end = (0.0, size) if name in ("intended", "proven", *BESIDE) else (left - size, left)
        left = start if name in TAKEN else left
        label = f"{sentence(WORDS[name])[:-1]}: {_said(row, size)}{_of_all(row, name)}"
        yield {"part": name, "label": label, "start": start, "end": end}


def _of_all(row: Row, name: str) -> str:
    if name == "intended" or not row["intended"]:
        return ""
    return f" ({percent(row[name] / row['intended'])})"


def _portion(row: Row, part: float) -> str:
    """A part as the title has it: a share of all benefits, or money."""
    return percent(part / row["intended"]) if row["basis"] == "benefits" else _said(row, part)


def _said(row: Row, value: float) -> str:
    if row["basis"] == "money":
        return money(value, row["currency"])
    if row["benefits"] == 1:
        return percent(value)
    return f"{number(value)} benefits" if value == row["intended"] else number(value)


def _subtitle(row: Row) -> str:
    if row["basis"] == "money":
        return f"{CLASS_NAMES[row['class']]}, {row['currency'] or 'currency not stated'}" + (
            BASES.get(row["money_per"] or "", "")
        )
    if row["benefits"] == 1:
        return "Shares of the movement in full"
    return "Benefits, each counted as one in full however large; with or without money"


def _table(row: Row) -> Table:
    names: Sequence[str] = ("intended", *PARTS)
    there = _there(row)
    unit = "Benefits" if row["basis"] == "benefits" else row["currency"] or "Money"
    return Table(
        "Where the gap came from",
        (Column("Part"), Column(unit, number=True), Column("Of all", number=True)),
        tuple(
            (
                sentence(WORDS[name])[:-1],
                Amount(_said(row, row[name]) if name in there else NOTHING, row[name]),
                Amount(percent(row[name] / row["intended"]) if name in there else NOTHING),
            )
            for name in names
        ),
    )
