"""The waterfall beside the same rules written out for one benefit at a time, in plain numbers."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from bcr.figures.waterfall import benefit_waterfalls, grouped_waterfalls
from bcr.model import Grouping
from bcr.schemas.course import Claims, Tracks
from bcr.schemas.figures import Gaps
from tests.figures.stated import stated

if TYPE_CHECKING:
    from collections.abc import Callable

    import dataframely as dy

    from tests.figures.tables import Row

AS_OF = dt.date(2024, 12, 31)
PASSED, COMING = dt.date(2024, 6, 30), dt.date(2025, 12, 31)
#: Scored, or not; the evidence is drawn beside it.
SCORED = ("delivered", "short", "reversed")
MOST = 1e6


def drawn(chance: random.Random, n: int) -> Row:
    """A benefit, its track and its claim, as far as they matter here."""

    def level() -> float | None:
        return chance.choice([None, *(float(x) for x in range(-4, 14, 2))])

    status = chance.choice([*SCORED, *SCORED, "not_due", "not_measured", "not_scorable"])
    return {
        "benefit_id": f"B{n:03}", "title": chance.choice([None, f"T{n}"]),
        "case_id": chance.choice("abc"), "logic": chance.choice("xyz"),
        "department": chance.choice([None, "Housing", "Waste"]),
        "class": chance.choice([None, "income", "disbenefit"]), "currency": "GBP",
        "start_on": chance.choice([None, dt.date(2024, 1, 1), dt.date(2025, 6, 30)]),
        "due_on": chance.choice([None, PASSED, AS_OF, COMING]),
        "baseline": 10.0, "target": chance.choice([0.0, 0.0, 0.0, 10.0, 20.0, None]),
        "planned_to_date": level(), "actual": level(),
        "realised_share": chance.choice([0.0, 0.5, 1.0, 2.0]), "status": status,
        "evidence": chance.choice(["real", "real", "worse", "not_shown", "untested"]),
        "change": level(), "change_low": level(), "change_high": level(),
        "money_at_target": chance.choice([None, 100.0, -40.0]), "money_per": "year",
        "intended_money": chance.choice([None, 50.0, 100.0]),
        "realised_money": chance.choice([None, None, 30.0, 1e12]),
        "lasting": chance.choice([None, "held", "faded", "faded"]),
        "best_share": chance.choice([None, 0.4, 0.9, 1.2]), "planned_if_late": level(),
        "late_by": chance.choice([None, None, "decision", "record"]),
        "onset_months": chance.choice([None, None, None, 4]),
        "claimed": chance.random() < 0.5, "attributed_share": chance.choice([0.0, 0.25, 0.5]),
        "stated_share": chance.choice([None, 0.0, 0.5, 0.8]), "clash": chance.choice(["", "", "B"]),
    }  # fmt: skip


def waterfall(row: Row) -> dict[str, dict[str, float]]:
    """The parts of a benefit by basis, as the docstring of `benefit_waterfalls` has them."""
    movement = None if row["target"] is None else row["target"] - row["baseline"]

    def part(level: float | None) -> float | None:
        return level / movement if movement and level is not None else None

    def since(level: float | None) -> float | None:
        return None if level is None else part(level - row["baseline"])

    due, happened = since(row["planned_to_date"]), since(row["actual"])
    by_dates = share_due(row["start_on"], row["due_on"])
    if movement == 0:
        happened = row["realised_share"] * by_dates
    if row["status"] not in SCORED:
        happened = None
    due = 0.0 if row["status"] == "not_due" else by_dates if due is None else due
    found = {}
    if row["class"] != "disbenefit":
        found["benefits"] = parts(row, part, due, happened, since(row["planned_if_late"]))
    if money := row["money_at_target"]:
        planned, paid = row["intended_money"], row["realised_money"]
        due = due if planned is None else planned / money
        happened = None if paid is None else paid / money
        shares = parts(row, part, due, happened, since(row["planned_if_late"]))
        found["money"] = {name: share * money for name, share in shares.items()}
    return found


def share_due(start: dt.date | None, due: dt.date | None) -> float:
    if start and start > AS_OF:
        return 0.0
    if due and due <= AS_OF:
        return 1.0
    if start and due:
        return (AS_OF - start).days / (due - start).days
    return 0.0 if due else 1.0


def parts(
    row: Row,
    part: Callable[[float | None], float | None],
    due: float,
    happened: float | None,
    if_late: float | None,
) -> dict[str, float]:
    due = min(max(due, 0.0), 1.0)
    known = happened is not None
    here = min(max(happened or 0.0, -MOST), MOST)
    told = {"intended": 1.0, "not_due": 1 - due, "unknown": 0.0 if known else due}
    due = due if known else 0.0
    there = min(due, max(here, 0.0))
    missing = due - there
    late = 0.0
    if if_late is not None and due - max(if_late, there) > 1e-9:
        late = min(due - max(if_late, there), missing)
    faded = 0.0
    if row["lasting"] == "faded":
        faded = min(max(min(row["best_share"] or 0.0, due - late) - there, 0.0), missing - late)
    kept = 1.0
    if row["claimed"]:
        whole = 1.0 if row["stated_share"] is None else row["stated_share"]
        kept = min(row["attributed_share"] / whole, 1.0) if whole else 0.0
    own = there * kept
    model = part(row["change"])
    ends = [end for end in (part(row["change_low"]), part(row["change_high"])) if end is not None]
    worse, harm = row["evidence"] == "worse", row["class"] == "disbenefit"
    moved = row["onset_months"] is not None or row["late_by"] == "decision"
    past = row["due_on"] is None or row["due_on"] <= AS_OF
    explained = own
    if model is not None and ends and past and not moved:
        explained = 0.0 if worse and not harm else min(own, max(max(ends) * kept, 0.0))
    shown = row["evidence"] == "real" or (worse and harm)
    proven = 0.0
    if shown and not (row["claimed"] and row["clash"]) and row["lasting"] != "faded":
        proven = min(explained, max((model or 0.0) * kept, 0.0))
    return told | {
        "late": late, "short": missing - late - faded, "faded": faded, "claimed_twice": there - own,
        "anyway": own - explained, "not_shown": explained - proven, "proven": proven,
        "beyond": max(here - due, 0.0) if known else 0.0, "wrong_way": min(here, 0.0),
    }  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    chance = random.Random(12)  # noqa: S311 - no secret
    return [drawn(chance, n) for n in range(400)]


def told(rows: list[Row]) -> dy.DataFrame[Any]:
    claims = [{"kpi_id": "k", "ledger": 1} | row for row in rows if row["claimed"]]
    return benefit_waterfalls(
        stated(Gaps, *rows), stated(Tracks, *rows), stated(Claims, *claims), AS_OF
    )


def test_every_part_of_every_benefit_is_that_of_the_rules_written_out(rows: list[Row]) -> None:
    found = told(rows).to_dicts()
    expected = {row["benefit_id"]: waterfall(row) for row in rows}
    assert len(found) == sum(map(len, expected.values()))
    for row in found:
        for name, value in expected[row["group"]][row["basis"]].items():
            assert row[name] == pytest.approx(value, rel=1e-9, abs=1e-9), (row["group"], name)


def test_benefits_come_in_order_each_with_its_name_and_the_money_it_is_in(rows: list[Row]) -> None:
    names = ("group", "basis", "name", "class", "currency", "money_per", "benefits")
    assert told(rows[::-1]).select(names).rows() == [
        (row["benefit_id"], basis, row["title"] or row["benefit_id"],
         *((None, None, None) if basis == "benefits" else (row["class"], "GBP", "year")), 1)
        for row in rows for basis in waterfall(row)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "column"),
    [(None, None), (Grouping.CASE, "case_id"), (Grouping.LOGIC, "logic"),
     (Grouping.DEPARTMENT, "department")],
)  # fmt: skip
def test_groups_add_up_their_benefits_by_class_of_money(
    rows: list[Row], by: Grouping | None, column: str | None
) -> None:
    found = grouped_waterfalls(
        told(rows), stated(Gaps, *rows), by, {"a": "Case A", "Waste": "Bins"}
    )
    sums: dict[tuple[str | None, ...], list[dict[str, float]]] = {}
    for row in rows:
        group = row[column] if column else None
        for basis, each in waterfall(row).items():
            kind = None if basis == "benefits" else row["class"]
            sums.setdefault((group, basis, kind), []).append(each)
    assert len(found) == len(sums)
    names = {"a": "Case A", "Waste": "Bins", None: "not stated" if by else "all benefits"}
    for row in found.to_dicts():
        added = sums[row["group"], row["basis"], row["class"]]
        assert (row["benefits"], row["name"]) == (
            len(added), names.get(row["group"], row["group"])
        )  # fmt: skip
        for name in added[0]:
            assert row[name] == pytest.approx(sum(one[name] for one in added), rel=1e-9, abs=1e-9)
    order = [(g is None, g or "", b) for g, b in found.select("group", "basis").rows()]
    assert order == sorted(order)
