"""Tables of money over the years: their columns, units and rules."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from bcr.model import BenefitClass

#: What a row of money counts. intended: costs and benefits as the case plans them, over the whole
#: appraisal. intended_to_date: those of the years to the as-of date. The others: actual costs to
#: date with benefits as reported, as the KPI's record shows, or those of them shown to be real.
LINES = ("intended", "intended_to_date", "reported", "measured", "proven")


class YearlyMoney(dy.Schema):
    """Costs and benefits of a case, a row a year: what an appraisal is worked out from."""

    case_id = dy.String()
    line = dy.Enum(LINES)
    flow = dy.Enum(["cost", "benefit"])
    benefit_class = dy.Enum(BenefitClass, alias="class", nullable=True)
    #: Calendar year the financial year ends in: 2022 is 2021/22.
    year = dy.Int32()
    currency = dy.String()
    #: Benefits that are in the sum; null for costs.
    benefits = dy.UInt32(nullable=True)
    #: As stated or worked out, in prices of `price_year`; disbenefits are negative, costs
    #: positive. Null where it is not known, or in the prices of several years.
    money = dy.Float64(nullable=True)
    price_year = dy.Int32(nullable=True)
    #: Whose prices `real` is in, and year 0 of the discounting.
    base_year = dy.Int32(nullable=True)
    #: In prices of the base year; null where that cannot be said.
    real = dy.Float64(nullable=True)
    #: Of the year, to the base year.
    discount_factor = dy.Float64(nullable=True)
    present_value = dy.Float64(nullable=True)
    #: Why there is no real figure; empty where there is one.
    reason = dy.String()


class Appraisals(dy.Schema):
    """Whether a case pays, one class of benefit at a time; what `bcr money --by case` prints.

    Classes are never added, so each is held against the whole cost of the case; adding rows
    would count that cost more than once.
    """

    case_id = dy.String()
    line = dy.Enum(LINES)
    benefit_class = dy.Enum(BenefitClass, alias="class", nullable=True)
    currency = dy.String()
    #: Benefits of the class with money a year, and how many of them the line could count.
    benefits = dy.UInt32()
    counted = dy.UInt32()
    #: Present values in prices of the base year, at the discount rate.
    costs = dy.Float64(nullable=True)
    benefits_value = dy.Float64(nullable=True)
    #: Benefits − costs, and benefits ÷ costs.
    npv = dy.Float64(nullable=True)
    bcr = dy.Float64(nullable=True)
    #: Years from the beginning of the first until real benefits, not discounted, equal the costs.
    payback_years = dy.Float64(nullable=True)
    #: Financial years, as in YearlyMoney.
    first_year = dy.Int32(nullable=True)
    last_year = dy.Int32(nullable=True)
    base_year = dy.Int32(nullable=True)
    discount_rate = dy.Float64()
    #: Why a figure is not known, or what to bear in mind; empty when there is nothing to say.
    reason = dy.String()

    @dy.rule()
    def a_class_has_one_row_a_line(cls) -> pl.Expr:
        """No class of a case is there twice on a line."""
        return pl.struct("case_id", "line", "class").is_unique()


class Ladder(dy.Schema):
    """How far money of a class got on its way out of a budget: four totals, never added."""

    benefit_class = dy.Enum(BenefitClass, alias="class", nullable=True)
    currency = dy.String(nullable=True)
    benefits = dy.UInt32()
    #: Money a year planned by now.
    claimed = dy.Float64(nullable=True)
    #: Money a year at the movement that the KPIs' own records show.
    measured = dy.Float64(nullable=True)
    #: Money a year that a workbook reports as realised.
    valued = dy.Float64(nullable=True)
    #: By which a recorded decision lowered a budget.
    removed = dy.Float64(nullable=True)
    #: Benefits behind each.
    claimed_benefits = dy.UInt32()
    measured_benefits = dy.UInt32()
    valued_benefits = dy.UInt32()
    removed_benefits = dy.UInt32()


class UnitValues(dy.Schema):
    """What a benefit takes a unit of its measure to be worth, beside another opinion of it."""

    benefit_id = dy.String(primary_key=True)
    case_id = dy.String()
    title = dy.String(nullable=True)
    unit = dy.String(nullable=True)
    currency = dy.String(nullable=True)
    #: Money a year ÷ units moved.
    implied = dy.Float64()
    #: The value to compare with, and whose it is.
    compared = dy.Float64()
    compared_with = dy.Enum(["own", "unit", "others"])
    ratio = dy.Float64()
    #: A question, not an error: the two are further apart than the configured factor.
    questioned = dy.Bool()
