"""Ledgers of claims beside the same rules written out claim by claim, in plain numbers."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from bcr.figures.claims.overlap import claims
from bcr.schemas.figures import Gaps
from bcr.schemas.records import PromisedBenefits
from tests.figures.stated import stated
from tests.figures.tables import AS_OF

if TYPE_CHECKING:
    from tests.figures.tables import Row

NAMES = ("kpi_id", "ledger", "benefit_id", "case_id", "start_on", "intended_movement",
         "observed_movement", "stated_share", "attributed_share", "attributed_movement",
         "claimed_movement", "over_claimed", "share_alone", "share_after", "clash")  # fmt: skip


def drawn(chance: random.Random, n: int) -> Row:
    """A claim of 2023 or 2024 on one of a dozen KPIs."""
    start = dt.date(2023, 1, 1) + dt.timedelta(days=chance.randrange(0, 760))
    scored = chance.random() < 0.8
    return {
        "benefit_id": f"B{n:03}", "case_id": chance.choice("abcd"),
        "kpi_id": chance.choice([None, *"ABCDEFGHIJKL"]),
        "start_on": chance.choice([None, start, start, start]),
        "actual_to": chance.choice([None, start + dt.timedelta(days=chance.randrange(300))]),
        "baseline": 10.0, "target": chance.choice([0.0, 4.0, 20.0, 10.0, None]),
        "planned_to_date": chance.choice([None, 10.0, 8.0, 5.0, 14.0]),
        "actual": chance.choice([None, 2.0, 7.0, 12.0]), "realised_share": 0.5 if scored else None,
        "status": "short" if scored else "not_measured",
        "class": chance.choice([None, None, "income", "disbenefit"]),
        "share": chance.choice([None, None, None, 0.25, 0.5, 0.9, 1.5, 0.0]),
    }  # fmt: skip


def ledgers(rows: list[Row]) -> list[list[Row]]:
    """The claims that have begun, by KPI and time; those alone at their time are left out."""
    begun = [
        row | {"begins": row["start_on"] or dt.date(1, 1, 1), "ends": row["actual_to"] or AS_OF}
        for row in rows
        if row["kpi_id"] and row["target"] != row["baseline"] and row["class"] != "disbenefit"
    ]
    found: list[list[Row]] = []
    order = ("kpi_id", "begins", "ends", "benefit_id")
    for row in sorted(begun, key=lambda row: [row[name] for name in order]):
        if row["begins"] > row["ends"]:
            continue
        last = found[-1] if found and found[-1][0]["kpi_id"] == row["kpi_id"] else None
        if last and row["begins"] <= max(one["ends"] for one in last):
            last.append(row | {"ledger": last[0]["ledger"]})
        else:
            found.append([row | {"ledger": last[0]["ledger"] + 1 if last else 1}])
    return [ledger for ledger in found if len(ledger) > 1]


def shares(ledger: list[Row]) -> list[float]:
    """What each claim gets."""
    said = [row["share"] if row["share"] is not None and row["share"] <= 1 else None
            for row in ledger]  # fmt: skip
    weights = [abs((row["planned_to_date"] or 10.0) - 10.0) for row in ledger]
    given = sum(share for share in said if share is not None)
    if given > 1:
        whole = sum(weights)
        parts = [weight / whole if whole else 1 / len(ledger) for weight in weights]
        return [part if most is None else min(part, most)
                for part, most in zip(parts, said, strict=True)]  # fmt: skip
    silent = [weight for weight, share in zip(weights, said, strict=True) if share is None]
    whole = sum(silent)
    return [
        share if share is not None
        else (1 - given) * (weight / whole if whole else 1 / len(silent))
        for weight, share in zip(weights, said, strict=True)
    ]  # fmt: skip


def told(ledger: list[Row]) -> list[tuple[Any, ...]]:
    found = []
    for row, share in zip(ledger, shares(ledger), strict=True):
        moved = None
        if row["realised_share"] is not None and row["actual"] is not None:
            moved = row["actual"] - row["baseline"]
        stating = row["share"] if row["share"] is not None and row["share"] <= 1 else None
        whole = None if moved is None else moved * (1.0 if stating is None else stating)
        mine = None if moved is None else moved * share
        clash = [
            one["benefit_id"] for one in ledger
            if one["case_id"] != row["case_id"] and one["start_on"] and row["start_on"]
            and abs((one["start_on"] - row["start_on"]).days) <= 91
        ]  # fmt: skip
        realised = row["realised_share"]
        found.append((
            row["kpi_id"], row["ledger"], row["benefit_id"], row["case_id"], row["start_on"],
            None if row["target"] is None else row["target"] - 10.0, moved, stating, share, mine,
            whole, None if mine is None or whole is None else whole - mine, realised,
            None if realised is None else realised * share, ", ".join(sorted(clash)),
        ))  # fmt: skip
    # Claims whose start is not known come first, as in any order of polars.
    return sorted(found, key=lambda one: (one[4] or dt.date(1, 1, 1), one[2]))


def test_every_claim_gets_what_the_rules_written_out_give_it() -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    rows = [drawn(chance, n) for n in range(220)]
    expected = [row for ledger in ledgers(rows) for row in told(ledger)]
    chance.shuffle(rows)
    found = claims(stated(Gaps, *rows), stated(PromisedBenefits, *rows), AS_OF)
    assert found.select("kpi_id", "benefit_id").rows() == [(row[0], row[2]) for row in expected]
    assert len({(row[0], row[1]) for row in expected}) > 12
    for got, row in zip(found.select(NAMES).iter_rows(), expected, strict=True):
        for name, one, other in zip(NAMES, got, row, strict=True):
            assert one == (pytest.approx(other) if isinstance(other, float) else other), name
