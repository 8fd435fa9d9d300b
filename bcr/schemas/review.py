"""Tables that looking through the cases gives: their columns, units and rules."""

from __future__ import annotations

import dataframely as dy

from bcr.model import BenefitClass


class CaseFeatures(dy.Schema):
    """What was in each approved case, and where it comes from."""

    case_id = dy.String(primary_key=True)
    feature = dy.String(primary_key=True)
    #: The feature in words.
    name = dy.String()
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
    #: Scored cases behind the share.
    cases = dy.UInt32()
    #: Mean over cases and its interval, as in the league table.
    realised_share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    #: Share of the scored ones that reached the plan.
    reached = dy.Float64(nullable=True, min=0, max=1)


class ChainLinks(dy.Schema):
    """Each link of a logic's chain in each case that rests on it."""

    logic = dy.String(primary_key=True)
    case_id = dy.String(primary_key=True)
    link = dy.Enum(["response", "lead_kpi", "end_kpi", "capacity", "money"], primary_key=True)
    #: held: mostly there or better. Not known: measured by nobody. None: the case promises nothing.
    state = dy.Enum(["held", "failed", "not_known", "none"])
    benefits = dy.UInt32()
    realised_share = dy.Float64(nullable=True)
    #: Whether it is the first link of the case that is known to have failed.
    broke_first = dy.Bool()


class Continuity(dy.Schema):
    """What did not last from approval to the due date: people, objectives, targets."""

    case_id = dy.String()
    #: Null: it is about the whole case.
    benefit_id = dy.String(nullable=True)
    what = dy.Enum(
        [
            "owner left before due", "sponsor left before due", "no owner on record",
            "dropped", "objective replaced", "target eased", "due date moved",
        ]
    )  # fmt: skip
    on = dy.Date(nullable=True)
    #: Who left, or what was changed from and to.
    detail = dy.String()


class Questions(dy.Schema):
    """What a gap raises, to be put to those who own it; the largest sums first."""

    case_id = dy.String()
    benefit_id = dy.String(nullable=True)
    question = dy.String()
    #: The figure that raises it, in words.
    figure = dy.String()
    #: Money at target in the portfolio's currency; null: none stated.
    at_stake = dy.Float64(nullable=True)
    money_per = dy.Enum(["year", "target"], nullable=True)
    rule = dy.String()
    source_file = dy.String()
    source_cell = dy.String()


class Recognition(dy.Schema):
    """What deserves to be named for having delivered, or for having looked."""

    kind = dy.Enum(["logic", "case", "benefit", "measured"])
    #: Code of the logic, else id.
    subject = dy.String()
    case_id = dy.String(nullable=True)
    name = dy.String()
    why = dy.String()


class ReferenceClasses(dy.Schema):
    """What to expect of the next case on a logic, from cases like it."""

    logic = dy.String(primary_key=True)
    #: Scored cases on this logic, and on any; the fewer the first, the more the second decide.
    cases = dy.UInt32()
    portfolio_cases = dy.UInt32()
    #: Realised share that a fifth, half and four fifths of like cases stay below.
    p20 = dy.Float64()
    p50 = dy.Float64()
    p80 = dy.Float64()


class Appraisals(dy.Schema):
    """A new case's benefits at what history lets one expect; what `bcr appraise` prints."""

    benefit_id = dy.String(primary_key=True)
    case_id = dy.String()
    title = dy.String(nullable=True)
    #: As the workbook names it.
    logic = dy.String()
    #: Logic whose history was used: the named one, else the one its words speak for.
    reference = dy.String(nullable=True)
    #: Whether the reference is only suggested by words and nobody confirmed it.
    suggested = dy.Bool()
    #: Scored cases on the reference, and on any logic.
    cases = dy.UInt32()
    portfolio_cases = dy.UInt32()
    unit = dy.String(nullable=True)
    baseline = dy.Float64(nullable=True)
    target = dy.Float64(nullable=True)
    #: Levels at the share that a fifth, half and four fifths of like cases stay below.
    p20 = dy.Float64(nullable=True)
    p50 = dy.Float64(nullable=True)
    p80 = dy.Float64(nullable=True)
    share_p20 = dy.Float64(nullable=True)
    share_p50 = dy.Float64(nullable=True)
    share_p80 = dy.Float64(nullable=True)
    currency = dy.String(nullable=True)
    money_per = dy.Enum(["year", "target"], nullable=True)
    money_at_target = dy.Float64(nullable=True)
    money_p20 = dy.Float64(nullable=True)
    money_p50 = dy.Float64(nullable=True)
    money_p80 = dy.Float64(nullable=True)
    benefit_class = dy.Enum(BenefitClass, nullable=True, alias="class")
    #: Other cases that claim the same KPI, their ids separated by commas; empty: none.
    claimed_by = dy.String()
    #: What went with delivery in other cases and is not in this one; empty: nothing.
    lacks = dy.String()
    source_file = dy.String()
    source_cell = dy.String()


class ExpectedWorth(dy.Schema):
    """Whether a new case pays as stated and as like cases came to; `bcr appraise --of money`.

    Classes are never added, so each is held against the whole cost of the case.
    """

    case_id = dy.String()
    benefit_class = dy.Enum(BenefitClass, nullable=True, alias="class")
    currency = dy.String()
    #: Benefits of the class with money a year.
    benefits = dy.UInt32()
    #: Present values in prices of the base year, at the discount rate; costs as stated.
    costs = dy.Float64(nullable=True)
    npv = dy.Float64(nullable=True)
    #: With all benefits of the class at the share of plan that a fifth, half and four fifths of
    #: like cases stay below.
    npv_p20 = dy.Float64(nullable=True)
    npv_p50 = dy.Float64(nullable=True)
    npv_p80 = dy.Float64(nullable=True)
    #: Benefits ÷ costs, likewise.
    bcr = dy.Float64(nullable=True)
    bcr_p20 = dy.Float64(nullable=True)
    bcr_p50 = dy.Float64(nullable=True)
    bcr_p80 = dy.Float64(nullable=True)
    #: Financial years, by the calendar year they end in.
    first_year = dy.Int32(nullable=True)
    last_year = dy.Int32(nullable=True)
    base_year = dy.Int32(nullable=True)
    discount_rate = dy.Float64()
    #: Why a figure is not known; empty when all are.
    reason = dy.String()
