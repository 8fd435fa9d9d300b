"""Money intended beside money realised, class by class and never added across classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.money import money as drawn
from bcr.pages.page import Amount, Chart, Column, KeyItem, Notice, Table
from bcr.pages.statuses import CLASS_NAMES
from bcr.pages.words import money, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block

KEY = (
    KeyItem("realised", "Realised"),
    KeyItem("compared", "Planned by now, with a realised figure beside it"),
    KeyItem("unmeasured", "Planned by now, realised not known"),
)
#: What span of time a sum of money is for, by `money_per`.
BASES = {"year": " a year", "target": " over whatever period each target is for"}
COLUMNS = (
    Column("Class"),
    Column("Benefits", number=True),
    Column("At target", number=True),
    Column("Planned by now", number=True),
    Column("Realised", number=True),
    Column("Gap where both are known", number=True),
    Column("Planned, realised not known", number=True),
)


def money_charts(dossier: Dossier) -> tuple[Block, ...]:
    """A chart a currency and time basis, the portfolio's own currency and money a year first.

    A notice where no money is stated.
    """
    rows = [
        row for row in dossier.money.iter_rows(named=True) if row["intended"] or row["realised"]
    ]
    if not rows:
        return (Notice("No money is planned by now in any benefit: nothing to set side by side."),)
    ours = dossier.portfolio.currency
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["currency"] or "", row["money_per"] or ""), []).append(row)
    order = sorted(groups, key=lambda key: (key[0] != ours, key[0], key[1] != "year"))
    return tuple(money_chart(*key, groups[key]) for key in order)


def money_chart(currency: str, per: str, rows: Sequence[Row]) -> Chart:
    """The classes of one currency and time basis."""
    sums = pl.DataFrame(
        [
            {
                "label": class_name(row),
                "note": sentence_of(row),
                "intended": row["intended"],
                "compared": row["intended_where_realised"],
                "realised": row["realised"],
            }
            for row in rows
        ],
        schema_overrides=dict.fromkeys(("intended", "compared", "realised"), pl.Float64),
    )
    said = " ".join(f"{class_name(row)}: {sentence_of(row)}." for row in rows)
    return Chart(
        title=money_title(max(rows, key=lambda row: abs(row["intended"] or 0.0))),
        subtitle=f"{currency or 'Money, currency not stated'}{BASES.get(per, '')}, by class of "
        "benefit; classes are never added together",
        drawing=drawn(sums),
        alternative=f"Bars of money by class. {said}",
        table=Table("Money by class", COLUMNS, tuple(_row(row) for row in rows)),
        key=money_key(sums),
    )


def money_key(sums: pl.DataFrame) -> tuple[KeyItem, ...]:
    """What the bars mean, for those that are there."""
    unknown = (sums["intended"] - sums["compared"].fill_null(0.0)).abs() > 0
    there = (sums["realised"].is_not_null(), sums["compared"].is_not_null(), unknown)
    return tuple(item for item, rows in zip(KEY, there, strict=True) if rows.any())


def class_name(row: Row) -> str:
    """The class of benefit in words."""
    return CLASS_NAMES[row["class"]]


def money_title(row: Row) -> str:
    """The finding for the first class."""
    name = class_name(row)
    code = row["currency"]
    if row["realised"] is None:
        return f"{name}: {money(row['intended'], code)} planned by now, realised not known"
    planned = money(row["intended"], code)
    unknown = f"; {money(row['unmeasured'], code)} not known" if row["unmeasured"] else ""
    return f"{name}: {money(row['realised'], code)} of {planned} planned by now realised{unknown}"


def sentence_of(row: Row) -> str:
    """Realised of planned, and what is not known."""
    code = row["currency"]
    planned = money(row["intended"], code)
    if row["realised"] is None:
        return f"{planned} planned by now, realised not known"
    unknown = f"; {money(row['unmeasured'], code)} not known" if row["unmeasured"] else ""
    return f"{money(row['realised'], code)} of {planned} realised{unknown}"


def _row(row: Row) -> tuple[Amount | str, ...]:
    names = ("at_target", "intended", "realised", "gap", "unmeasured")
    sums = (Amount(money(row[name], row["currency"]), row[name]) for name in names)
    return (class_name(row), Amount(whole(row["benefits"]), row["benefits"]), *sums)
