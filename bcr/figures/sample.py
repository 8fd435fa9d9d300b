"""Benefits drawn for an auditor to check by hand: the same seed draws the same ones."""

from __future__ import annotations

import hashlib
import math
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.figures import Gaps


class Draw(StrEnum):
    """How a sample is drawn."""

    #: From every status in proportion, and at least one of each.
    STATUS = "status"
    #: A pound as likely as any other: large benefits are surer to be drawn.
    MONEY = "money"


def sampled(gaps: dy.DataFrame[Gaps], size: int, *, seed: int, draw: Draw) -> pl.DataFrame:
    """The benefits to check: benefit_id, and why it was drawn, in the order they are filed.

    Shape:  at most `size` rows. By money, one whose money is more than a step between two
            draws counts once, and benefits without intended money cannot be drawn.
    Rule:   chance comes from a hash of seed and benefit_id, so that neither the order of files
            nor a release of a library changes the sample.
    Source: money-unit sampling with a fixed interval; stratified sampling, largest remainders.
    """
    placed = gaps.select("benefit_id", "status", money=pl.col("intended_money").abs()).with_columns(
        chance=pl.Series([_chance(seed, one) for one in gaps["benefit_id"]], dtype=pl.Float64)
    )
    found = _by_money(placed, size, seed) if draw is Draw.MONEY else _by_status(placed, size)
    return found.sort("benefit_id")


def _chance(seed: int, name: str) -> float:
    """A number from 0 to below 1, evenly spread."""
    return int.from_bytes(hashlib.sha256(f"{seed} {name}".encode()).digest()[:6], "big") / 2**48


def _by_status(placed: pl.DataFrame, size: int) -> pl.DataFrame:
    counts = placed.group_by("status").len().sort("len", "status", descending=[True, False])
    quotas = _quotas(counts["len"].to_list(), size)
    shares = counts.with_columns(quota=pl.Series(quotas, dtype=pl.Int64))
    why = pl.format("{} drawn of {} {}", "quota", "len", "status")
    return (
        placed.with_columns(turn=pl.col("chance").rank("ordinal").over("status"))
        .join(shares, on="status")
        .filter(pl.col("turn") <= pl.col("quota"))
        .select("benefit_id", why=why)
    )


def _quotas(counts: list[int], size: int) -> list[int]:
    """How many of each stratum: one each where there is room, the rest in proportion."""
    size = min(size, sum(counts))
    quotas = [1 if place < size else 0 for place in range(len(counts))]
    rest = size - sum(quotas)
    left = [count - quota for count, quota in zip(counts, quotas, strict=True)]
    ideal = [rest * one / sum(left) if sum(left) else 0.0 for one in left]
    quotas = [quota + int(more) for quota, more in zip(quotas, ideal, strict=True)]
    remainders = [(int(more) - more, place) for place, more in enumerate(ideal)]
    for _, place in sorted(remainders)[: size - sum(quotas)]:
        quotas[place] += 1
    return quotas


def _by_money(placed: pl.DataFrame, size: int, seed: int) -> pl.DataFrame:
    """Every `total ÷ size` of money one draw, along the benefits in order of chance."""
    there = placed.filter(pl.col("money") > 0).sort("chance")
    step = math.fsum(there["money"]) / size
    upto = (pl.col("money").cum_sum() - step * _chance(seed, "")) / step
    before = upto - pl.col("money") / step
    why = pl.format("by its money: one draw every {} of it", pl.lit(f"{step:,.0f}"))
    return there.filter(upto.floor() > before.floor()).select("benefit_id", why=why)
