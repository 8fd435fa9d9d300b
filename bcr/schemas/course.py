"""Tables of what became of benefits after the start: claims, courses, waterfalls."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from bcr.model import PARTS, BenefitClass, Better, Evidence


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
    #: What the benefit was to move the KPI by in full.
    intended_movement = dy.Float64(nullable=True)
    #: What the KPI moved by since; null where no share is known.
    observed_movement = dy.Float64(nullable=True)
    #: Of the KPI's movement, as the workbook claims it; null: nothing is said, so all of it.
    stated_share = dy.Float64(nullable=True, min=0, max=1)
    #: Of the movement, once it is divided among the claims of the ledger.
    attributed_share = dy.Float64(min=0, max=1)
    #: The part of the movement that is left to this benefit.
    attributed_movement = dy.Float64(nullable=True)
    #: What the benefit counts for itself: its stated share of the movement, else all of it.
    claimed_movement = dy.Float64(nullable=True)
    #: What it claims beyond that.
    over_claimed = dy.Float64(nullable=True)
    #: The realised share as if the KPI were the benefit's alone.
    share_alone = dy.Float64(nullable=True)
    #: The realised share after the ledger.
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
    #: What the group is called.
    name = dy.String()
    #: benefits: each counts one in full, with or without money; disbenefits are left out.
    #: money: those that have money, class by class.
    basis = dy.Enum(["benefits", "money"])
    benefit_class = dy.Enum(BenefitClass, nullable=True, alias="class")
    currency = dy.String(nullable=True)
    #: year: money a year. target: in the terms of each target, over a time of its own.
    money_per = dy.Enum(["year", "target"], nullable=True)
    #: Benefits in the row.
    benefits = dy.UInt32()
    #: Intended in full: the sum of the next nine.
    intended = dy.Float64()
    #: Planned for later than the time that was measured.
    not_due = dy.Float64()
    #: Due, and not measured or not scorable.
    unknown = dy.Float64()
    #: Missing because the benefit began late.
    late = dy.Float64()
    #: Missing, and reached in no twelve months on record.
    short = dy.Float64()
    #: Reached for a year on record, and lost again.
    faded = dy.Float64()
    #: Happened, and belongs to other claims on the same KPI.
    claimed_twice = dy.Float64()
    #: Happened, and was to be expected without the investment.
    anyway = dy.Float64()
    #: Happened, and is not shown to be more than noise or to be this investment's.
    not_shown = dy.Float64()
    #: A real change, up to the model's estimate of it.
    proven = dy.Float64()
    #: Beside what was intended: more movement than planned by now, set off against nothing.
    beyond = dy.Float64()
    #: Beside it too: movement the wrong way, a negative, set off against nothing.
    wrong_way = dy.Float64()

    @dy.rule()
    def the_parts_add_up(cls) -> pl.Expr:
        """What was intended in full is the sum of its parts."""
        rest = pl.col("intended") - pl.sum_horizontal(PARTS[:9])
        size = pl.max_horizontal(pl.lit(1.0), *(pl.col(part).abs() for part in PARTS[:9]))
        return rest.abs() <= 1e-9 * size
