"""Logics that someone decided on for a benefit, as the workbooks' decisions have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.schemas.records import PromisedBenefits

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Decisions, Logics

#: What a decision about the logic calls its field, in small letters.
FIELDS = ("logic", "investment logic")


def with_confirmed(
    benefits: dy.DataFrame[PromisedBenefits],
    decisions: dy.DataFrame[Decisions],
    logics: dy.DataFrame[Logics],
) -> dy.DataFrame[PromisedBenefits]:
    """The benefits with the logic last decided on; others as their workbook has them.

    Rule: a decision names a logic by its code or name, whatever the case; a word that is neither
          is a logic of its own. The latest day decides, then the later row; an empty decision
          decides nothing.
    """
    named = pl.concat(
        [
            logics.select(said=pl.col("logic").str.to_lowercase(), code="logic"),
            logics.select(said=pl.col("name").str.to_lowercase(), code="logic"),
        ]
    ).unique("said", keep="first")
    new = pl.col("new").str.strip_chars()
    decided = (
        decisions.filter(
            pl.col("field").str.strip_chars().str.to_lowercase().is_in(FIELDS)
            & (new.str.len_chars() > 0)
        )
        .sort("decided_on", maintain_order=True)
        .unique("subject", keep="last")
        .select(benefit_id="subject", said=new.str.to_lowercase())
        .join(named, on="said", how="left")
        .select("benefit_id", decided=pl.coalesce("code", _as_code(pl.col("said"))))
    )
    joined = benefits.join(decided, on="benefit_id", how="left", maintain_order="left")
    return PromisedBenefits.validate(joined.with_columns(logic=pl.coalesce("decided", "logic")))


def _as_code(said: pl.Expr) -> pl.Expr:
    return said.str.replace_all(r"[^\p{L}\p{N}]+", "_").str.strip_chars("_")
