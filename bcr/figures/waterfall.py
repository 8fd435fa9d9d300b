"""Where the gap came from: every benefit taken apart from intended in full to proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import CLOSE, ratio, same, summed
from bcr.figures.plan import share_due
from bcr.figures.status import is_harm, is_scored
from bcr.model import PARTS, Evidence, Grouping, Status
from bcr.schemas.course import Waterfalls

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import dataframely as dy

    from bcr.schemas.course import Claims, Tracks
    from bcr.schemas.figures import Gaps

#: Shares beyond this many movements in full are cut: such a promise is not one of this size.
_MOST = 1e6
#: Column of the gaps that says what group a benefit is in.
_GROUPS = {
    Grouping.CASE: "case_id",
    Grouping.LOGIC: "logic",
    Grouping.DEPARTMENT: "department",
}
_BASIS = ("basis", "class", "currency", "money_per")


def benefit_waterfalls(
    gaps: dy.DataFrame[Gaps],
    tracks: dy.DataFrame[Tracks],
    claims: dy.DataFrame[Claims],
    as_of: dt.date,
) -> dy.DataFrame[Waterfalls]:
    """Each benefit from intended in full to proven, as shares, and in money where it has any.

    Shape:  a row a benefit of basis `benefits`, disbenefits left out, in which the intended is 1;
            and one of basis `money` for each benefit with money at target; sorted by benefit.
    Rule:   each step takes from what the one before left over, in this order.
            not_due:       the part that the plan has for later dates.
            unknown:       the part due of a benefit without an actual, or that cannot be scored.
            late:          of what is missing, the part that the plan would not have for now had it
                           begun when the benefit did.
            short:         of what is missing still, what no twelve months on record reached.
            faded:         what a year on record reached and the actual does not have.
            claimed_twice: of what happened, the part that the ledger of the KPI gives to others.
            anyway:        of the rest, what even the better end of the model's interval does not
                           explain: it was to be expected without the investment. All of it where
                           the KPI changed for the worse. Nothing before the due date, nor where
                           the record or a decision has a later start than the model looks at.
            not_shown:     of the rest, what is not shown to be real, what could not be tested, what
                           lies between the model's estimate and its better end, what is left of
                           a change that faded, and what a clash of starts leaves to nobody alone.
            proven:        the rest: real, and up to the model's estimate.
            Beside them: what happened beyond the plan for now, and movement the wrong way. In
            money, reported money takes the place of the movement's worth, as in the gaps.
    Source: methods, section 4.
    """
    known = (
        gaps.lazy()
        .join(tracks.lazy().select("benefit_id", *_FROM_TRACKS), on="benefit_id", how="left")
        .join(_from_claims(claims), on="benefit_id", how="left")
        .with_columns(**_movements(pl.lit(as_of)))
    )
    shares = known.filter(~is_harm()).with_columns(
        basis=pl.lit("benefits"),
        whole=pl.lit(1.0),
        **{name: pl.lit(None, pl.String) for name in ("class", "currency", "money_per")},
    )
    money = known.filter(pl.col("money_at_target").is_not_null()).with_columns(
        basis=pl.lit("money"), whole="money_at_target", **_in_money()
    )
    rows = pl.concat([shares, money], how="diagonal_relaxed")
    for step in _STEPS:
        rows = rows.with_columns(**step())
    named = pl.col("title").fill_null(pl.col("benefit_id"))
    told = rows.with_columns(
        group="benefit_id", name=named, benefits=pl.lit(1), intended="whole"
    ).with_columns(pl.col(part) * pl.col("whole") for part in PARTS)
    return _finished(told)


def grouped_waterfalls(
    each: dy.DataFrame[Waterfalls],
    gaps: dy.DataFrame[Gaps],
    by: Grouping | None,
    names: Mapping[str, str],
) -> dy.DataFrame[Waterfalls]:
    """The waterfalls of benefits added up by case, logic or department; by None, all of them.

    Shape: a row a group and basis; money is added within one class, currency and `money_per`.
    """
    place = pl.lit(None, pl.String) if by is None else pl.col(_GROUPS[by])
    places = gaps.lazy().select(benefit="benefit_id", place=place)
    added = (
        each.lazy()
        .rename({"group": "benefit"})
        .join(places, on="benefit", how="left")
        .group_by("place", *_BASIS)
        .agg(pl.col("benefits").sum(), *(summed(pl.col(name)) for name in ("intended", *PARTS)))
        .rename({"place": "group"})
    )
    unnamed = "all benefits" if by is None else "not stated"
    name = pl.col("group").replace(dict(names)).fill_null(unnamed)
    return _finished(added.with_columns(name=name))


_FROM_TRACKS = ("lasting", "best_share", "planned_if_late", "late_by", "onset_months")


def _finished(rows: pl.LazyFrame) -> dy.DataFrame[Waterfalls]:
    ordered = rows.sort("group", *_BASIS, nulls_last=True)
    return Waterfalls.validate(ordered, cast=True).collect(engine="in-memory")


def _from_claims(claims: dy.DataFrame[Claims]) -> pl.LazyFrame:
    """The part of its movement that each claim keeps, and whether starts clash."""
    kept = ratio(pl.col("attributed_share"), pl.col("stated_share").fill_null(1.0))
    clash = pl.col("clash") != ""
    return claims.lazy().select("benefit_id", kept=kept.fill_null(0.0).clip(0.0, 1.0), clash=clash)


def _movements(as_of: pl.Expr) -> dict[str, pl.Expr]:
    """Parts of the movement in full: due, due if late, happened, best, and by the model."""
    baseline = pl.col("baseline")
    movement = pl.col("target") - baseline
    steady = same(pl.col("target"), baseline).fill_null(value=False)

    def part(level: pl.Expr) -> pl.Expr:
        return pl.when(~steady).then(ratio(level, movement))

    due = pl.coalesce(part(pl.col("planned_to_date") - baseline), share_due(as_of))
    waiting = pl.col("status") == Status.NOT_DUE
    met = pl.col("realised_share") * share_due(as_of)
    return {
        "due": pl.when(waiting).then(0.0).otherwise(due),
        "due_if_late": part(pl.col("planned_if_late") - baseline),
        "happened": pl.when(is_scored()).then(
            pl.when(steady).then(met).otherwise(part(pl.col("actual") - baseline))
        ),
        "best": pl.when(pl.col("lasting") == "faded").then("best_share"),
        "by_model": part(pl.col("change")),
        "at_best": pl.max_horizontal(part(pl.col("change_low")), part(pl.col("change_high"))),
        "past": (pl.col("due_on") <= as_of).fill_null(value=True),
    }


def _in_money() -> dict[str, pl.Expr]:
    """The money planned by now and realised, as parts of the money at target."""
    whole = pl.col("money_at_target")
    return {
        "due": ratio(pl.col("intended_money"), whole).fill_null(pl.col("due")),
        "happened": ratio(pl.col("realised_money"), whole),
    }


def _sound() -> dict[str, pl.Expr]:
    """The parts within bounds, and what goes where nothing is said."""
    happened = pl.col("happened").clip(-_MOST, _MOST)
    due = pl.col("due").fill_null(1.0).clip(0.0, 1.0)
    return {
        "due": pl.when(due > 1.0 - CLOSE).then(1.0).otherwise(due),
        "happened": happened,
        "kept": pl.col("kept").fill_null(1.0),
        "clash": pl.col("clash").fill_null(value=False),
    }


def _dates() -> dict[str, pl.Expr]:
    known = pl.col("happened").is_not_null()
    due, happened = pl.col("due"), pl.col("happened")
    return {
        "not_due": 1.0 - due,
        "unknown": pl.when(known).then(0.0).otherwise(due),
        "due": pl.when(known).then(due).otherwise(0.0),
        "happened": happened.fill_null(0.0),
        "beyond": pl.when(known).then((happened - due).clip(0.0)).otherwise(0.0),
        "wrong_way": happened.clip(upper_bound=0.0).fill_null(0.0),
    }


def _missing() -> dict[str, pl.Expr]:
    """What is due and did not happen: late, short or faded."""
    due, there = pl.col("due"), pl.min_horizontal(pl.col("due"), pl.col("happened").clip(0.0))
    missing = due - there
    excused = due - pl.max_horizontal(pl.col("due_if_late"), there)
    slipped = pl.col("due_if_late").is_not_null() & (excused > CLOSE)
    late = pl.when(slipped).then(pl.min_horizontal(excused, missing)).otherwise(0.0)
    once = pl.min_horizontal(pl.col("best").fill_null(0.0), due - late)
    faded = pl.min_horizontal((once - there).clip(0.0), missing - late)
    return {"late": late, "faded": faded, "short": missing - late - faded, "there": there}


def _happened() -> dict[str, pl.Expr]:
    """What happened, up to the plan: others', expected anyway, not shown, proven."""
    there, own = pl.col("there"), pl.col("there") * pl.col("kept")
    evidence = pl.col("evidence")
    worse, harm = evidence == Evidence.WORSE, is_harm()
    gone = (pl.col("lasting") == "faded").fill_null(value=False)
    shown = ((evidence == Evidence.REAL) | (worse & harm)) & ~pl.col("clash") & ~gone
    most = pl.when(worse & ~harm).then(0.0).otherwise(_brought("at_best"))
    explained = pl.when(_judged()).then(pl.min_horizontal(own, most)).otherwise(own)
    proven = pl.when(shown).then(pl.min_horizontal(explained, _brought("by_model"))).otherwise(0.0)
    return {
        "claimed_twice": there - own,
        "anyway": own - explained,
        "not_shown": explained - proven,
        "proven": proven,
    }


def _brought(part: str) -> pl.Expr:
    """What the model says the investment brought, after the ledger; nothing below nothing."""
    return (pl.col(part) * pl.col("kept")).clip(0.0).fill_null(0.0)


def _judged() -> pl.Expr:
    """Whether the model looked at the start that mattered, with the plan behind it."""
    tested = pl.col("by_model").is_not_null() & pl.col("at_best").is_not_null()
    moved = pl.col("onset_months").is_not_null() | (pl.col("late_by") == "decision")
    return tested & pl.col("past") & ~moved.fill_null(value=False)


_STEPS = (_sound, _dates, _missing, _happened)
