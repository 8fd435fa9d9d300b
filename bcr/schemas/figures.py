"""Tables that figures compute: their columns, units and rules."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from bcr.model import BenefitClass, Better, Evidence, Status, Verdict


class Gaps(dy.Schema):
    """A promise beside its result; what `bcr compare` prints."""

    benefit_id = dy.String(primary_key=True)
    case_id = dy.String()
    title = dy.String(nullable=True)
    logic = dy.String()
    benefit_class = dy.Enum(BenefitClass, nullable=True, alias="class")
    department = dy.String(nullable=True)
    unit = dy.String(nullable=True)
    #: As stated, else from the direction of the target.
    better = dy.Enum(Better, nullable=True)
    #: The level before the start, as stated.
    baseline = dy.Float64(nullable=True)
    #: The level to reach, whatever way the workbook put it.
    target = dy.Float64(nullable=True)
    start_on = dy.Date(nullable=True)
    due_on = dy.Date(nullable=True)
    #: Planned level over the time the actual was measured over, in `unit`.
    planned_to_date = dy.Float64(nullable=True)
    #: The level that was reached, as measured or as reported.
    actual = dy.Float64(nullable=True)
    #: measured: from a KPI's record. reported: stated by the workbook.
    actual_kind = dy.Enum(["measured", "reported"], nullable=True)
    #: Share of the intended movement that happened, a ratio. Null: not known. 0.0: nothing moved.
    realised_share = dy.Float64(nullable=True)
    #: exceeded, delivered, mostly, short or reversed, by the realised share; else why there is
    #: none.
    status = dy.Enum(Status)
    #: Whether the KPI moved by more than noise and drift: real, worse or not_shown; too_few_points
    #: on record; untested: no record of it.
    evidence = dy.Enum(Evidence)
    #: Status and evidence read together.
    verdict = dy.Enum(Verdict)
    #: In words, why there is no share or what to bear in mind; empty when there is nothing to say.
    reason = dy.String()
    #: Level without the investment, in `unit`.
    expected_without = dy.Float64(nullable=True)
    #: What the KPI moved by beyond that, in `unit`.
    change = dy.Float64(nullable=True)
    #: Low end of the interval of the change.
    change_low = dy.Float64(nullable=True)
    #: High end of the interval of the change.
    change_high = dy.Float64(nullable=True)
    #: Money planned by now, in `currency`, for the time of `money_per`; disbenefits are negative.
    intended_money = dy.Float64(nullable=True)
    #: Money of the movement that happened, in `currency`, for the time of `money_per`.
    realised_money = dy.Float64(nullable=True)
    #: Realised minus intended: a shortfall is negative.
    gap_money = dy.Float64(nullable=True)
    #: Path of the workbook, as imported.
    source_file = dy.String()
    #: Cell of the target, else of the title.
    source_cell = dy.String()
    case_title = dy.String(nullable=True)
    owner = dy.String(nullable=True)
    kpi_id = dy.String(nullable=True)
    currency = dy.String(nullable=True)
    #: interim: the case's own interim targets. ramp: a straight line from start to due date.
    #: due: the due date has passed. undated: no dates, so all of it is taken as due.
    planned_by = dy.Enum(["interim", "ramp", "due", "undated"], nullable=True)
    #: The first day the actual speaks of.
    actual_from = dy.Date(nullable=True)
    #: The last day the actual speaks of.
    actual_to = dy.Date(nullable=True)
    #: How many periods on record are in the actual.
    actual_periods = dy.UInt32(nullable=True)
    #: The KPI's own level before the start, over the same length of time; null without a record.
    recorded_baseline = dy.Float64(nullable=True)
    #: Share of the movement from the recorded baseline to the target.
    share_from_record = dy.Float64(nullable=True)
    #: How far the stated baseline lies off the recorded one, as a share of the intended movement:
    #: positive where the stated one makes the way to the target look longer than it was.
    baseline_off = dy.Float64(nullable=True)
    #: Money when the target is reached.
    money_at_target = dy.Float64(nullable=True)
    #: year: the money is for a year. target: it is in the terms of the target itself, such as a
    #: whole business case period, and never added to money a year. Null: there is no money.
    money_per = dy.Enum(["year", "target"], nullable=True)
    #: Its weight among the benefits of its case, as stated; money goes before it.
    weight = dy.Float64(nullable=True)

    @dy.rule()
    def money_says_what_it_is_for(cls) -> pl.Expr:
        """Any money is a year's or the target's, and nothing else is either."""
        names = ("money_at_target", "intended_money", "realised_money", "gap_money")
        return pl.any_horizontal(pl.col(names).is_not_null()) == pl.col("money_per").is_not_null()

    @dy.rule()
    def only_scored_statuses_have_a_share(cls) -> pl.Expr:
        """A share exists exactly where the status is one of the five scored ones."""
        unscored = (
            pl.col("status")
            .cast(pl.String)
            .is_in([Status.NOT_DUE, Status.NOT_MEASURED, Status.NOT_SCORABLE])
        )
        return pl.col("realised_share").is_null() == unscored


class GroupedGaps(dy.Schema):
    """Cases, logics, departments, owners or objectives; what `bcr compare --by` prints."""

    #: A case id, a logic's code, or the words of the workbook. Null: not stated.
    group = dy.String(nullable=True)
    #: Title of the case or name of the logic, else the group itself.
    name = dy.String()
    #: Cases with a benefit in the group.
    cases = dy.UInt32()
    #: All benefits; what follows leaves disbenefits out: harm as expected is nothing delivered.
    benefits = dy.UInt32()
    #: Those that should have moved by now.
    due = dy.UInt32()
    #: Those of the due ones that have a share.
    measured = dy.UInt32()
    #: Intended value measured ÷ intended value due; null when nothing is due.
    coverage = dy.Float64(nullable=True, min=0, max=1)
    #: Mean over cases of what each delivered in the group, a ratio; null without a scored case.
    realised_share = dy.Float64(nullable=True)
    #: The mean with the unmeasured at 0.
    bound_low = dy.Float64(nullable=True)
    #: The mean with the unmeasured at plan.
    bound_high = dy.Float64(nullable=True)
    #: Benefits that reached their plan in full or more.
    exceeded = dy.UInt32()
    #: Benefits that reached their plan nearly in full.
    delivered = dy.UInt32()
    #: Benefits that are mostly there.
    mostly = dy.UInt32()
    #: Benefits that fell short of that.
    short = dy.UInt32()
    #: Benefits that moved the wrong way.
    reversed = dy.UInt32()
    #: Benefits that are not due yet.
    not_due = dy.UInt32()
    #: Benefits that are due and have no actual.
    not_measured = dy.UInt32()
    #: Benefits whose figures give no share.
    not_scorable = dy.UInt32()
    #: Cash-releasing money a year planned by now, in the portfolio's currency; nothing else is
    #: added in.
    intended_money = dy.Float64(nullable=True)
    #: Realised of that.
    realised_money = dy.Float64(nullable=True)
    #: Realised minus planned by now where both are known: a shortfall is negative.
    gap_money = dy.Float64(nullable=True)

    @dy.rule()
    def a_group_has_one_row(cls) -> pl.Expr:
        """No group is there twice; what is not stated is one group."""
        return pl.col("group").is_unique()


class MoneyByClass(dy.Schema):
    """Money of each class, currency and time it is for; different rows must not be added."""

    benefit_class = dy.Enum(BenefitClass, alias="class", nullable=True)
    currency = dy.String(nullable=True)
    #: year: money a year. target: sums of what each target itself states, over times of its own.
    money_per = dy.Enum(["year", "target"])
    #: Benefits that have money of this kind.
    benefits = dy.UInt32()
    #: Money at target, all benefits, due or not, measured or not.
    at_target = dy.Float64(nullable=True)
    #: Money planned by now, of all due benefits.
    intended = dy.Float64(nullable=True)
    #: Money planned by now, of those with a realised figure.
    intended_where_realised = dy.Float64(nullable=True)
    #: Money realised.
    realised = dy.Float64(nullable=True)
    #: Realised minus intended, where both are known.
    gap = dy.Float64(nullable=True)
    #: Planned by now on benefits nobody measured.
    unmeasured = dy.Float64(nullable=True)
