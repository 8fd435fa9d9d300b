"""Where the chain from response to money broke: the first link that failed in each case."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from bcr.figures.classifying.stems import stems
from bcr.figures.numbers import CLOSE, averaged
from bcr.figures.status import is_due
from bcr.model import UNCLASSIFIED, BenefitClass
from bcr.schemas.review import ChainLinks

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Cases, Kpis, Logics

    Stems: TypeAlias = dict[str, tuple[frozenset[str], frozenset[str]]]

LINKS = ("response", "lead_kpi", "end_kpi", "capacity", "money")
_CAPACITY = frozenset(
    stems("posts FTE hours agency overtime workload redeployed headcount occupancy licences")
)
_MONEY_UNIT = r"(?i)[£€$¥]|\b(gbp|eur|usd|aud|cad)\b"
_MONEY = (BenefitClass.CASH_RELEASING, BenefitClass.INCOME)


def chain_links(  # noqa: PLR0913 - each table is an argument of its own
    gaps: dy.DataFrame[Gaps],
    *,
    cases: dy.DataFrame[Cases],
    kpis: dy.DataFrame[Kpis],
    logics: dy.DataFrame[Logics],
    as_of: dt.date,
    thresholds: Thresholds,
) -> dy.DataFrame[ChainLinks]:
    """Each link of each logic's chain in each case: held, failed, not known or not promised.

    Shape:  five rows a logic and case with a due benefit, `unclassified` left out.
    Rule:   response: it went live, or its benefits have started. A due benefit belongs to money
            when it is cash-releasing, income or counted in money; to capacity when its words
            say so; else to the lead or end KPI of its logic, whichever shares more words with
            it. A benefit that shares none belongs to no link. A link is held when the mean share
            of its benefits is mostly there. The first link known to have failed broke first.
    """
    placed = _placed(gaps.filter(is_due() & (pl.col("logic") != UNCLASSIFIED)), kpis, logics)
    share, key = pl.col("realised_share"), ["logic", "case_id", "link"]
    limits = (thresholds.share_floor, thresholds.share_ceiling)
    measured = placed.group_by(key).agg(averaged(share.clip(*limits)), benefits=pl.len())
    every = placed.select("logic", "case_id").unique().sort("logic", "case_id")
    grid = every.join(pl.DataFrame({"link": LINKS}), how="cross", maintain_order="left_right")
    live = _live(cases, gaps, as_of)
    state = (
        pl.when(pl.col("link") == "response")
        .then(pl.when("live").then(pl.lit("held")).otherwise(pl.lit("not_known")))
        .when(pl.col("benefits").is_null())
        .then(pl.lit("none"))
        .when(share.is_null())
        .then(pl.lit("not_known"))
        .when(share >= thresholds.mostly - CLOSE)
        .then(pl.lit("held"))
        .otherwise(pl.lit("failed"))
    )
    failed = pl.col("state") == "failed"
    first = failed & (failed.cum_sum().over("logic", "case_id") == 1)
    table = (
        grid.join(measured, on=key, how="left", maintain_order="left")
        .join(live, on="case_id", how="left", maintain_order="left")
        .with_columns(state=state, benefits=pl.col("benefits").fill_null(0))
        .with_columns(broke_first=first)
    )
    return ChainLinks.validate(table, cast=True)


def _placed(
    due: pl.DataFrame, kpis: dy.DataFrame[Kpis], logics: dy.DataFrame[Logics]
) -> pl.DataFrame:
    """The due benefits with the link each belongs to, or none."""
    measures = {row["kpi_id"]: row["name"] or "" for row in kpis.iter_rows(named=True)}
    told = _told(logics, measures)
    links = [
        _link(f"{title or ''} {measures.get(kpi or '', '')}", told.get(logic))
        for title, kpi, logic in due.select("title", "kpi_id", "logic").iter_rows()
    ]
    kind = pl.col("class")
    money = kind.is_in(_MONEY) | pl.col("unit").str.contains(_MONEY_UNIT)
    said = pl.Series("link", links, pl.String)
    return due.with_columns(said).with_columns(
        link=pl.when(money).then(pl.lit("money")).otherwise("link")
    )


def _told(logics: dy.DataFrame[Logics], measures: dict[str, str]) -> Stems:
    """Stems of the lead and the end KPI of each logic; a KPI's id stands for its name."""
    told: Stems = {}
    for row in logics.iter_rows(named=True):
        lead, end = (
            frozenset(stems(measures.get(row[name] or "", row[name] or "")))
            for name in ("lead_kpi", "end_kpi")
        )
        before = told.get(row["logic"], (frozenset(), frozenset()))
        told[row["logic"]] = (before[0] | lead, before[1] | end)
    return told


def _link(text: str, told: tuple[frozenset[str], frozenset[str]] | None) -> str | None:
    said = frozenset(stems(text))
    if said & _CAPACITY:
        return "capacity"
    lead, end = (len(said & words) for words in told or (frozenset(), frozenset()))
    if not lead and not end:
        return None
    return "end_kpi" if end > lead else "lead_kpi"


def _live(cases: dy.DataFrame[Cases], gaps: dy.DataFrame[Gaps], as_of: dt.date) -> pl.DataFrame:
    """Whether each case went live, as it says or as its benefits have started."""
    started = gaps.group_by("case_id").agg(started=(pl.col("start_on") <= as_of).any())
    said = cases.select("case_id", said=pl.col("go_live_on") <= as_of).unique("case_id")
    return started.join(said, on="case_id", how="left").select(
        "case_id", live=pl.coalesce("said", "started")
    )
