"""The columns of what is said of investment logics."""

from __future__ import annotations

import dataframely as dy

from bcr.model import LogicVerdict


class League(dy.Schema):
    """Investment logics by what their cases delivered; what `bcr logic` prints.

    Intervals are cut to the floor and ceiling that the shares of cases are cut to.
    """

    #: Code of the investment logic, or what else is ranked.
    logic = dy.String(primary_key=True)
    #: Name of the logic.
    name = dy.String()
    #: Cases with a benefit on this logic.
    cases = dy.UInt32()
    #: Their benefits on this logic.
    benefits = dy.UInt32()
    #: Those that should have moved by now.
    due = dy.UInt32()
    #: Those of the due ones that have a share.
    measured = dy.UInt32()
    #: Intended value measured ÷ intended value due; null when nothing is due.
    coverage = dy.Float64(nullable=True, min=0, max=1)
    #: Random-effects mean over cases, a ratio; null without a scored case.
    realised_share = dy.Float64(nullable=True)
    #: Low end of the interval of the mean.
    low = dy.Float64(nullable=True)
    #: High end of the interval of the mean.
    high = dy.Float64(nullable=True)
    #: The mean with the unmeasured at 0; it holds the truth where they lie between that and plan.
    bound_low = dy.Float64(nullable=True)
    #: The mean with the unmeasured at plan.
    bound_high = dy.Float64(nullable=True)
    #: Weight whose verdict is delivered_change ÷ weight due; null while no change was tested.
    proven_share = dy.Float64(nullable=True)
    #: Low end of where the next case's share is expected, cut likewise.
    next_low = dy.Float64(nullable=True)
    #: High end of it.
    next_high = dy.Float64(nullable=True)
    #: Cash-releasing money a year planned by now, in the portfolio's currency; other classes and
    #: money for other times than a year are never added in.
    intended_money = dy.Float64(nullable=True)
    #: Realised of that.
    realised_money = dy.Float64(nullable=True)
    #: Realised minus planned by now where both are known: a shortfall is negative.
    gap_money = dy.Float64(nullable=True)
    #: What its cases allow to be said of it: delivers, delivers_in_part, not_shown, backfires or
    #: too_few.
    verdict = dy.Enum(LogicVerdict)
    #: 1 is the highest lower quartile; null where nothing can be ranked.
    rank = dy.UInt32(nullable=True)
    #: Cases with a share.
    scored_cases = dy.UInt32()
    #: Those whose share was cut to the floor or ceiling.
    clipped_cases = dy.UInt32()
    #: Standard deviation of the cases' true shares, the noise of their KPIs taken off.
    between = dy.Float64(nullable=True)
    #: The mean drawn towards that of all logics, the more the less is known of this one; null
    #: with fewer than two logics.
    shrunken_share = dy.Float64(nullable=True)
    #: Low end of an interval at 50%: the mean lies below it one time in four. Ranked by this.
    lower_quartile = dy.Float64(nullable=True)
    #: The mean with the unmeasured at the floor that shares are cut to; it holds the truth wherever
    #: they lie between that and the ceiling.
    outer_low = dy.Float64(nullable=True)
    #: The mean with the unmeasured at that ceiling.
    outer_high = dy.Float64(nullable=True)


class Funnel(dy.Schema):
    """Logics beside the limits that their number of cases sets."""

    logic = dy.String(primary_key=True)
    name = dy.String()
    scored_cases = dy.UInt32(min=1)
    realised_share = dy.Float64()
    #: Mean over all scored cases; the limits lie about it.
    centre = dy.Float64()
    low_95 = dy.Float64()
    high_95 = dy.Float64()
    low_998 = dy.Float64()
    high_998 = dy.Float64()
    #: The limits are wider than chance alone would have them by the root of this.
    over_dispersion = dy.Float64(min=1)
    #: The widest limits the mean lies outside of.
    outside = dy.Enum(["no", "95%", "99.8%"])


class CaseShares(dy.Schema):
    """One opinion a case and logic: the rows the league table is computed from."""

    logic = dy.String(primary_key=True)
    case_id = dy.String(primary_key=True)
    case_title = dy.String(nullable=True)
    benefits = dy.UInt32()
    due = dy.UInt32()
    measured = dy.UInt32()
    #: Weighted mean over the case's due, measured benefits, cut to the floor and ceiling.
    realised_share = dy.Float64(nullable=True)
    #: With the unmeasured at 0, and at plan.
    bound_low = dy.Float64(nullable=True)
    bound_high = dy.Float64(nullable=True)
    #: With the unmeasured at the floor.
    outer_low = dy.Float64(nullable=True)
    #: With the unmeasured at the ceiling.
    outer_high = dy.Float64(nullable=True)
    clipped = dy.Bool()
    #: Standard error of the share from the noise of its KPIs; null where any is not known.
    noise = dy.Float64(nullable=True, min=0)
    #: money, stated or equal: what the benefits were weighted by.
    weighted_by = dy.Enum(["money", "stated", "equal"])


class Suggestions(dy.Schema):
    """Investment logics that a benefit's words speak for; nothing is applied unconfirmed."""

    benefit_id = dy.String(primary_key=True)
    #: 1 is the likeliest.
    place = dy.UInt8(primary_key=True, min=1, max=3)
    logic = dy.String()
    name = dy.String()
    #: Share of all that speaks for any logic.
    score = dy.Float64(min=0, max=1)
    #: The words that say most, and where they stand.
    reason = dy.String()
