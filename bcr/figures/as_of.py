"""The date figures are given for, when nobody names one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Observations, PromisedBenefits


def last_date(
    benefits: dy.DataFrame[PromisedBenefits], observations: dy.DataFrame[Observations]
) -> dt.date | None:
    """The last day the data speaks of as having happened; never the clock.

    That is the latest end of a recorded period or date of a reported actual. Without any,
    the latest due date; None when there is no date at all.

    >>> from bcr.schemas.records import Observations, PromisedBenefits
    >>> due = pl.DataFrame({"due_on": [dt.date(2024, 3, 31)]})
    >>> last_date(
    ...     pl.concat([PromisedBenefits.create_empty(), due], how="diagonal"),
    ...     Observations.create_empty(),
    ... )
    datetime.date(2024, 3, 31)
    """
    happened = pl.concat([benefits["reported_on"], observations["period_end"]]).max()
    latest = benefits["due_on"].max() if happened is None else happened
    return latest if isinstance(latest, dt.date) else None
