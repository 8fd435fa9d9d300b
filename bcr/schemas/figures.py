"""Tables that figures compute: their columns, units and rules."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from bcr.model import (
    PARTS,
    BenefitClass,
    Better,
    Evidence,
    LogicVerdict,
    Status,
    Verdict,
)


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
    baseline = dy.Float64(nullable=True)
    #: The level to reach, whatever way the workbook put it.
    target = dy.Float64(nullable=True)
    start_on = dy.Date(nullable=True)
    due_on = dy.Date(nullable=True)
    #: Planned level over the time the actual was measured over, in `unit`.
    planned_to_date = dy.Float64(nullable=True)
    actual = dy.Float64(nullable=True)
    #: measured: from a KPI's record. reported: stated by the workbook.
    actual_kind = dy.Enum(["measured", "reported"], nullable=True)
    #: Share of the intended movement that happened, a ratio. Null: not known. 0.0: nothing moved.
    realised_share = dy.Float64(nullable=True)
    status = dy.Enum(Status)
    evidence = dy.Enum(Evidence)
    verdict = dy.Enum(Verdict)
    #: In words, why there is no share or what to bear in mind; empty when there is nothing to say.
    reason = dy.String()
    #: Level without the investment, the change it made and that change's interval, in `unit`.
    expected_without = dy.Float64(nullable=True)
    change = dy.Float64(nullable=True)
    change_low = dy.Float64(nullable=True)
    change_high = dy.Float64(nullable=True)
    #: Money planned by now, in `currency`, for the time of `money_per`; disbenefits are negative.
    intended_money = dy.Float64(nullable=True)
    realised_money = dy.Float64(nullable=True)
    #: Realised minus intended: a shortfall is negative.
    gap_money = dy.Float64(nullable=True)
    source_file = dy.String()
    source_cell = dy.String()
    case_title = dy.String(nullable=True)
    owner = dy.String(nullable=True)
    kpi_id = dy.String(nullable=True)
    currency = dy.String(nullable=True)
    #: interim: the case's own interim targets. ramp: a straight line from start to due date.
    #: due: the due date has passed. undated: no dates, so all of it is taken as due.
    planned_by = dy.Enum(["interim", "ramp", "due", "undated"], nullable=True)
    #: The first and last day the actual speaks of, and how many periods are in it.
    actual_from = dy.Date(nullable=True)
    actual_to = dy.Date(nullable=True)
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


class League(dy.Schema):
    """Investment logics by what their cases delivered; what `bcr logic` prints.

    Intervals are cut to the floor and ceiling that the shares of cases are cut to.
    """

    logic = dy.String(primary_key=True)
    name = dy.String()
    #: Cases with a benefit on this logic, its benefits, those due and those of them with a share.
    cases = dy.UInt32()
    benefits = dy.UInt32()
    due = dy.UInt32()
    measured = dy.UInt32()
    #: Intended value measured ÷ intended value due; null when nothing is due.
    coverage = dy.Float64(nullable=True, min=0, max=1)
    #: Random-effects mean over cases, a ratio; null without a scored case. Ends of its interval
    #: likewise.
    realised_share = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    #: The mean with the unmeasured at 0, and at plan.
    bound_low = dy.Float64(nullable=True)
    bound_high = dy.Float64(nullable=True)
    #: Weight whose verdict is delivered_change ÷ weight due; null while no change was tested.
    proven_share = dy.Float64(nullable=True)
    #: Where the next case's share is expected, cut likewise.
    next_low = dy.Float64(nullable=True)
    next_high = dy.Float64(nullable=True)
    #: Cash-releasing money a year in the portfolio's currency; other classes and money for other
    #: times than a year are never added in.
    intended_money = dy.Float64(nullable=True)
    realised_money = dy.Float64(nullable=True)
    gap_money = dy.Float64(nullable=True)
    verdict = dy.Enum(LogicVerdict)
    #: 1 is the highest low end; null where nothing can be ranked.
    rank = dy.UInt32(nullable=True)
    #: Cases with a share; those whose share was cut to the floor or ceiling.
    scored_cases = dy.UInt32()
    clipped_cases = dy.UInt32()
    #: Standard deviation of the cases' true shares, the noise of their KPIs taken off.
    between = dy.Float64(nullable=True)
    #: The mean drawn towards that of all logics, the more the less is known of this one; null
    #: with fewer than two logics.
    shrunken_share = dy.Float64(nullable=True)


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


class GroupedGaps(dy.Schema):
    """Cases, logics, departments, owners or objectives; what `bcr compare --by` prints."""

    #: A case id, a logic's code, or the words of the workbook. Null: not stated.
    group = dy.String(nullable=True)
    #: Title of the case or name of the logic, else the group itself.
    name = dy.String()
    cases = dy.UInt32()
    #: All benefits; what follows leaves disbenefits out: harm as expected is nothing delivered.
    benefits = dy.UInt32()
    due = dy.UInt32()
    measured = dy.UInt32()
    #: Intended value measured ÷ intended value due; null when nothing is due.
    coverage = dy.Float64(nullable=True, min=0, max=1)
    #: Mean over cases of what each delivered in the group, a ratio; null without a scored case.
    realised_share = dy.Float64(nullable=True)
    #: The mean with the unmeasured at 0, and at plan.
    bound_low = dy.Float64(nullable=True)
    bound_high = dy.Float64(nullable=True)
    #: Benefits of each status.
    exceeded = dy.UInt32()
    delivered = dy.UInt32()
    mostly = dy.UInt32()
    short = dy.UInt32()
    reversed = dy.UInt32()
    not_due = dy.UInt32()
    not_measured = dy.UInt32()
    not_scorable = dy.UInt32()
    #: Cash-releasing money a year in the portfolio's currency; nothing else is added in.
    intended_money = dy.Float64(nullable=True)
    realised_money = dy.Float64(nullable=True)
    gap_money = dy.Float64(nullable=True)

    @dy.rule()
    def a_group_has_one_row(cls) -> pl.Expr:
        """No group is there twice; what is not stated is one group."""
        return pl.col("group").is_unique()


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


class Claims(dy.Schema):
    """Claims on KPIs that more than one benefit claims; what `bcr overlap` prints first.

    Levels and movements are in the benefit's own unit, signed as the KPI moved.
    """

    kpi_id = dy.String()
    benefit_id = dy.String(primary_key=True)
    case_id = dy.String()
    #: Claims of one KPI whose windows overlap have the same number, from 1.
    ledger = dy.UInt32(min=1)
    start_on = dy.Date(nullable=True)
    due_on = dy.Date(nullable=True)
    #: What the benefit was to move the KPI by in full, and what the KPI moved by since.
    intended_movement = dy.Float64(nullable=True)
    observed_movement = dy.Float64(nullable=True)
    #: Of the KPI's movement, as the workbook claims it; null: nothing is said, so all of it.
    stated_share = dy.Float64(nullable=True, min=0, max=1)
    #: Of the movement, once it is divided among the claims of the ledger.
    attributed_share = dy.Float64(min=0, max=1)
    attributed_movement = dy.Float64(nullable=True)
    #: What the benefit counts for itself: its stated share of the movement, else all of it.
    claimed_movement = dy.Float64(nullable=True)
    over_claimed = dy.Float64(nullable=True)
    #: The realised share as if the KPI were the benefit's alone, and after the ledger.
    share_alone = dy.Float64(nullable=True)
    share_after = dy.Float64(nullable=True)
    #: Benefits of other cases that started on this KPI within a quarter of this one, by commas:
    #: nobody can tell them apart. Empty where there are none.
    clash = dy.String()

    @dy.rule()
    def no_movement_is_given_out_twice(cls) -> pl.Expr:
        """The shares of one ledger add up to 1 at most."""
        return pl.col("attributed_share").sum().over("kpi_id", "ledger") <= 1 + 1e-9


class SideEffects(dy.Schema):
    """KPIs beside the claimed ones, tested at the start of a case; `bcr overlap` prints them next.

    Levels are in the KPI's own unit. Worse after a start is not to say worse because of it.
    """

    #: counter: the logic names it as what shows a burden that only moved elsewhere.
    #: elsewhere: a KPI of another department that no benefit claims about that time.
    role = dy.Enum(["counter", "elsewhere"])
    case_id = dy.String()
    logic = dy.String()
    started_on = dy.Date()
    kpi_id = dy.String()
    kpi_name = dy.String(nullable=True)
    kpi_department = dy.String(nullable=True)
    better = dy.Enum(Better, nullable=True)
    unit = dy.String(nullable=True)
    #: Periods on record before and after the start.
    before = dy.UInt32(nullable=True)
    after = dy.UInt32(nullable=True)
    expected_without = dy.Float64(nullable=True)
    change = dy.Float64(nullable=True)
    change_low = dy.Float64(nullable=True)
    change_high = dy.Float64(nullable=True)
    evidence = dy.Enum(Evidence)
    #: The change is shown to be for the worse. Null: it could not be tested.
    moved_wrong = dy.Bool(nullable=True)


class Tracks(dy.Schema):
    """How each benefit's KPI ran since the start: held or lost, late, and where it is heading."""

    benefit_id = dy.String(primary_key=True)
    #: held: reached and still there, a year on or more. reached: there, for less than a year yet.
    #: faded: reached, then lost. wavering: reached, now a little below, which may be noise.
    #: not_reached: no twelve months on record reached it.
    #: Null: not twelve months on record since the start.
    lasting = dy.Enum(["held", "reached", "faded", "wavering", "not_reached"], nullable=True)
    #: Share of the movement in full in the best and the last twelve months since the start.
    best_share = dy.Float64(nullable=True)
    best_to = dy.Date(nullable=True)
    last_share = dy.Float64(nullable=True)
    #: Last day of the first twelve months that reached it, and of the first that lost it again.
    reached_on = dy.Date(nullable=True)
    lost_on = dy.Date(nullable=True)
    #: Whole months from the start of the first twelve that reached it to the end of the last in a
    #: row that did.
    sustained_months = dy.Int32(nullable=True)
    #: Months by which the start or due date came later than promised, and who says so.
    late_months = dy.Int32(nullable=True, min=1)
    late_by = dy.Enum(["decision", "go_live", "record"], nullable=True)
    #: Months after the start when the record first moves, where that is three or more.
    onset_months = dy.Int32(nullable=True)
    #: The level planned by now had the plan begun when the benefit did.
    planned_if_late = dy.Float64(nullable=True)
    #: For benefits before their due date: the level the KPI is heading for, with the ends of a 90%
    #: interval, and that as a share of the movement in full.
    heading = dy.Float64(nullable=True)
    heading_low = dy.Float64(nullable=True)
    heading_high = dy.Float64(nullable=True)
    heading_share = dy.Float64(nullable=True)
    #: The owner's own forecast, as stated.
    forecast = dy.Float64(nullable=True)
    forecast_on = dy.Date(nullable=True)


class Waterfalls(dy.Schema):
    """From what was intended in full to what is proven; what `bcr waterfall` prints.

    Rows of different basis, class, currency or `money_per` must not be added.
    """

    #: A benefit, case or logic id, or a department; null: all, or not stated.
    group = dy.String(nullable=True)
    name = dy.String()
    #: benefits: each counts one in full, with or without money; disbenefits are left out.
    #: money: those that have money, class by class.
    basis = dy.Enum(["benefits", "money"])
    benefit_class = dy.Enum(BenefitClass, nullable=True, alias="class")
    currency = dy.String(nullable=True)
    money_per = dy.Enum(["year", "target"], nullable=True)
    benefits = dy.UInt32()
    #: Intended in full: the sum of the next nine.
    intended = dy.Float64()
    not_due = dy.Float64()
    #: Due, and not measured or not scorable.
    unknown = dy.Float64()
    late = dy.Float64()
    short = dy.Float64()
    faded = dy.Float64()
    claimed_twice = dy.Float64()
    #: Happened, and was to be expected without the investment.
    anyway = dy.Float64()
    #: Happened, and is not shown to be more than noise or to be this investment's.
    not_shown = dy.Float64()
    proven = dy.Float64()
    #: Beside what was intended: more movement than planned by now, and movement the wrong way,
    #: which is a negative. Neither is set off against anything.
    beyond = dy.Float64()
    wrong_way = dy.Float64()

    @dy.rule()
    def the_parts_add_up(cls) -> pl.Expr:
        """What was intended in full is the sum of its parts."""
        rest = pl.col("intended") - pl.sum_horizontal(PARTS[:9])
        size = pl.max_horizontal(pl.lit(1.0), *(pl.col(part).abs() for part in PARTS[:9]))
        return rest.abs() <= 1e-9 * size


class MoneyByClass(dy.Schema):
    """Money of each class, currency and time it is for; different rows must not be added."""

    benefit_class = dy.Enum(BenefitClass, alias="class", nullable=True)
    currency = dy.String(nullable=True)
    #: year: money a year. target: sums of what each target itself states, over times of its own.
    money_per = dy.Enum(["year", "target"])
    benefits = dy.UInt32()
    #: Money at target, all benefits, due or not, measured or not.
    at_target = dy.Float64(nullable=True)
    #: Money planned by now: of all due benefits, and of those with a realised figure.
    intended = dy.Float64(nullable=True)
    intended_where_realised = dy.Float64(nullable=True)
    realised = dy.Float64(nullable=True)
    #: Realised minus intended, where both are known.
    gap = dy.Float64(nullable=True)
    #: Planned by now on benefits nobody measured.
    unmeasured = dy.Float64(nullable=True)
