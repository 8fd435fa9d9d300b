"""Gaps with known shares, for the tests of what is computed over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.figures.logics.case_shares import case_shares
from bcr.figures.logics.league import league
from bcr.portfolio import Thresholds
from tests.figures.tables import Row, benefits, gaps_of, logics

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.logics import CaseShares, League
    from bcr.schemas.records import Logics

#: logic → case → the share of each of its benefits; None: due and not measured.
Shares = dict[str, dict[str, list[float | None]]]


def outcome(logic: str, case: str, share: float | None, **also: object) -> Row:
    """A promise from 0 to 1 of which `share` came true."""
    promise: Row = {"logic": logic, "case_id": case, "baseline": 0.0, "target": 1.0}
    return {**promise, "reported_actual": share, **also}


def outcomes(shares: Shares) -> dy.DataFrame[Gaps]:
    return gaps_of(
        benefits(
            *(
                outcome(logic, case, share)
                for logic, cases in shares.items()
                for case, known in cases.items()
                for share in known
            )
        )
    )


def cases_of(*rows: Row, thresholds: Thresholds | None = None) -> dy.DataFrame[CaseShares]:
    return case_shares(gaps_of(benefits(*rows)), thresholds or Thresholds())


def league_of(
    gaps: dy.DataFrame[Gaps],
    *,
    named: dy.DataFrame[Logics] | None = None,
    currency: str = "GBP",
    thresholds: Thresholds | None = None,
) -> dy.DataFrame[League]:
    return league(
        gaps,
        named if named is not None else logics(),
        currency=currency,
        thresholds=thresholds or Thresholds(),
    )
