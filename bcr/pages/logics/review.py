"""What looking through the cases gave, as finished frames for the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Review:
    """Each frame as its schema in schemas.review, .figures or .logics says."""

    #: Framework: every feature; departments and templates; one row of those whose owner or
    #: sponsor left.
    framework: pl.DataFrame
    origins: pl.DataFrame
    people_left: pl.DataFrame
    #: Leagues by year of approval, and by year of the template that cases were written in.
    years: pl.DataFrame
    templates: pl.DataFrame
    audits: pl.DataFrame
    confidence: pl.DataFrame
    #: Framework: one row of those that called their confidence high.
    confident: pl.DataFrame
    continuity: pl.DataFrame
    chain: pl.DataFrame
    questions: pl.DataFrame
    recognition: pl.DataFrame
    funnel: pl.DataFrame
