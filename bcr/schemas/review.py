"""Tables that looking through the cases gives: their columns, units and rules."""

from __future__ import annotations

import dataframely as dy


class CaseFeatures(dy.Schema):
    """What was in each approved case."""

    case_id = dy.String(primary_key=True)
    feature = dy.String(primary_key=True)
    #: Null: nothing can be said.
    has = dy.Bool(nullable=True)


class Framework(dy.Schema):
    """What in the approved case goes with delivery; what `bcr framework` prints."""

    feature = dy.String(primary_key=True)
    name = dy.String()
    #: Cases with a known share that have the feature, and that have not.
    with_it = dy.UInt32()
    without = dy.UInt32()
    #: Mean realised share of each, a ratio; null without a case.
    share_with = dy.Float64(nullable=True)
    share_without = dy.Float64(nullable=True)
    #: With minus without, and its interval by resampling cases; null where too few.
    difference = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    #: By permutation; then adjusted for the number of features (Benjamini and Hochberg).
    p = dy.Float64(nullable=True, min=0, max=1)
    p_adjusted = dy.Float64(nullable=True, min=0, max=1)
    says = dy.Enum(["goes with more", "goes with less", "not shown", "too few cases"])


class Audits(dy.Schema):
    """The seven questions an auditor asks of each case, answered by its benefits."""

    case_id = dy.String(primary_key=True)
    benefits = dy.UInt32()
    #: Share of the case's benefits for which the answer is yes; on_track of the due ones.
    baseline_known = dy.Float64(min=0, max=1)
    measurable = dy.Float64(min=0, max=1)
    measure_named = dy.Float64(min=0, max=1)
    explained = dy.Float64(min=0, max=1)
    data_planned = dy.Float64(min=0, max=1)
    review_committed = dy.Float64(min=0, max=1)
    on_track = dy.Float64(min=0, max=1, nullable=True)
    #: Sum of the answers that can be given ÷ their number.
    auditability = dy.Float64(min=0, max=1)


class Confidence(dy.Schema):
    """What the cases said of their own confidence beside what happened."""

    #: As the workbook puts it; null: not stated.
    confidence = dy.String(nullable=True)
    benefits = dy.UInt32()
    scored = dy.UInt32()
    realised_share = dy.Float64(nullable=True)
    #: Share of the scored ones that reached the plan.
    reached = dy.Float64(nullable=True, min=0, max=1)
