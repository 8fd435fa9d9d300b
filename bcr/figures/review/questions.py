"""The questions that each gap raises, with the figure and the cell, and what deserves notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import percent, ratio, with_unit
from bcr.figures.status import is_harm
from bcr.model import UNCLASSIFIED, BenefitClass, Evidence, LogicVerdict, Status, Verdict
from bcr.schemas.review import Questions, Recognition

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.logics import League
    from bcr.schemas.review import Continuity

_TITLE = pl.coalesce("title", "benefit_id")


def questions(
    gaps: dy.DataFrame[Gaps],
    lasting: dy.DataFrame[Continuity],
    *,
    currency: str,
    thresholds: Thresholds,
) -> dy.DataFrame[Questions]:
    """What each gap asks of those who own it; a benefit may raise several.

    Shape:  0..n rows a benefit, by money at stake in `currency` (a year before other times),
            what states none last; then by case, benefit and rule.
    Rule:   a question names a fact and asks; it accuses nobody. Disbenefits raise none.
    """
    asked = gaps.filter(~is_harm()).lazy()
    parts = [
        asked.filter(when).with_columns(
            rule=pl.lit(rule), question=pl.format(words, _TITLE), figure=figure
        )
        for rule, when, words, figure in _rules(thresholds)
    ]
    lost = asked.join(_lost(lasting).lazy(), on="benefit_id").with_columns(
        question=pl.format("{}: {}", _TITLE, "asks")
    )
    ours = (pl.col("currency") == currency) & pl.col("money_at_target").is_not_null()
    table = (
        pl.concat([*parts, lost.select(*parts[0].collect_schema().names())])
        .with_columns(
            at_stake=pl.when(ours).then(pl.col("money_at_target").abs()),
            money_per=pl.when(ours).then("money_per"),
        )
        .sort(
            pl.col("money_per").cast(pl.String).replace({"year": "1", "target": "2"}),
            -pl.col("at_stake"), "case_id", "benefit_id", "rule", nulls_last=True,
        )
    )  # fmt: skip
    return Questions.validate(table, cast=True).collect(engine="in-memory")


def _rules(thresholds: Thresholds) -> list[tuple[str, pl.Expr, str, pl.Expr]]:
    """Name, condition, question and figure of each rule about one benefit."""
    status, verdict = pl.col("status"), pl.col("verdict")
    share = pl.format("{} of plan", percent(pl.col("realised_share")))
    tested = pl.col("evidence").is_in([Evidence.NOT_SHOWN, Evidence.WORSE])
    cash = pl.col("class") == BenefitClass.CASH_RELEASING
    movement = (pl.col("target") - pl.col("baseline")).abs()
    off = ratio((pl.col("recorded_baseline") - pl.col("baseline")).abs(), movement)
    level = pl.format(
        "stated {}, on record {}",
        with_unit(pl.col("baseline"), pl.col("unit")),
        with_unit(pl.col("recorded_baseline"), pl.col("unit")),
    )
    short = (status == Status.SHORT) & (pl.col("evidence") != Evidence.REAL)
    return [
        ("moved-the-wrong-way", status == Status.REVERSED,
         "{}: what made it move the wrong way, and who bears it?", share),
        ("fell-short", short & (pl.col("realised_share") < thresholds.mostly),
         "{}: what was to bring the change about, and did it happen?", share),
        ("real-but-short", verdict == Verdict.REAL_BUT_SHORT,
         "{}: what would it take to get the rest, and is that still worth its cost?", share),
        ("reached-not-shown", (verdict == Verdict.REACHED_NOT_SHOWN) & tested,
         "{}: would it have got there without the investment?", share),
        ("not-measured", status == Status.NOT_MEASURED,
         "{}: what became of it, and who could say?", pl.lit("never measured")),
        ("not-scorable", status == Status.NOT_SCORABLE,
         "{}: how was anyone to know whether it came true?", pl.col("reason")),
        ("baseline-off", off > thresholds.baseline_difference,
         "{}: where does the stated baseline come from?", level),
        ("cash-reached", cash & (pl.col("realised_share") >= thresholds.mostly),
         "{}: which budget was it taken out of?", share),
    ]  # fmt: skip


def _lost(lasting: dy.DataFrame[Continuity]) -> pl.DataFrame:
    """What each benefit lost on the way, as a question with its figure."""
    words = {
        "owner left before due": "who took it over when its owner left?",
        "no owner on record": "who answers for it now?",
        "dropped": "was what it was to pay for dropped with it?",
        "target eased": "did what it costs come down with the promise?",
    }
    what = pl.col("what").cast(pl.String)
    on = pl.col("on").dt.strftime(", %-d %B %Y").fill_null("")
    about = lasting.filter(what.is_in(list(words)) & pl.col("benefit_id").is_not_null())
    taken_over = ~(
        (what == "owner left before due") & (what == "no owner on record").any().over("benefit_id")
    )
    return about.filter(taken_over).select(
        "benefit_id",
        rule=what.str.replace_all(" ", "-"),
        asks=what.replace_strict(words),
        figure=pl.format("{}: {}{}", what, "detail", on),
    )


def recognition(
    gaps: dy.DataFrame[Gaps], league: dy.DataFrame[League], *, reached: float
) -> dy.DataFrame[Recognition]:
    """What deserves to be named as plainly as what fell short.

    Shape:  logics that deliver, then cases whose every due benefit reached `reached` of its plan
            and most of whose changes are real, benefits whose change is real and reached it, and
            cases that measured everything although it did not come out well: looking is what
            makes the rest known.
    """
    due = gaps.filter(~is_harm() & (pl.col("status") != Status.NOT_DUE))
    share = pl.col("realised_share")
    by_case = due.group_by("case_id").agg(
        pl.col("case_title").first(), many=pl.len(), known=share.count(),
        there=(share >= reached).sum(),
        real=(pl.col("evidence") == Evidence.REAL).sum(),
    ).with_columns(name=pl.coalesce("case_title", "case_id"), subject="case_id")  # fmt: skip
    whole = (pl.col("known") == pl.col("many")) & (pl.col("many") > 1)
    best = by_case.filter(
        whole & (pl.col("there") == pl.col("many")) & (pl.col("real") * 2 > pl.col("many"))
    )
    looked = by_case.filter(whole & (pl.col("there") * 2 < pl.col("many")))
    real = due.filter(
        (pl.col("verdict") == Verdict.DELIVERED_CHANGE) & (share >= reached)
    ).with_columns(name=_TITLE, subject="benefit_id")
    logics = league.filter(
        (pl.col("verdict") == LogicVerdict.DELIVERS) & (pl.col("logic") != UNCLASSIFIED)
    ).with_columns(subject="logic", case_id=pl.lit(None, pl.String))
    parts = [
        (logics, "logic", pl.format("{} of plan over {} cases; low end {}", percent(share),
                                    "scored_cases", percent(pl.col("low")))),
        (best, "case", pl.format("all {} due benefits reached their plan", "many")),
        (real, "benefit", pl.format("{} of plan, and the change is real", percent(share))),
        (looked, "measured", pl.format("measured all {} benefits, {} of which reached its plan",
                                       "many", "there")),
    ]  # fmt: skip
    rows = [
        part.select(
            pl.lit(kind).alias("kind"), "subject", "case_id", "name", why.alias("why")
        ).sort("name", "subject")
        for part, kind, why in parts
    ]
    return Recognition.validate(pl.concat(rows), cast=True)
