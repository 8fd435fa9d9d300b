"""Every table: its columns, their units and their rules.

Tables read from workbooks come first, each row with the place it came from; tables that
figures compute come after.
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from bcr.model import (
    Aggregation,
    BenefitClass,
    Better,
    Evidence,
    LogicVerdict,
    Status,
    TargetKind,
    Verdict,
)


class Sourced(dy.Schema):
    """Where a row came from; with the block's column map this gives the cell of every field."""

    #: SHA-256 of the file, lower-case hex.
    source_id = dy.String()
    #: Number of the table within the file, from 0.
    block = dy.Int32(min=0)
    #: Row of the sheet, from 1. In a form: the row of its first field.
    row = dy.Int32(min=1)
    #: Column letters of the value, where one sheet row gives several records (periods across).
    col = dy.String(nullable=True)


class Cases(Sourced):
    """Approved investments."""

    case_id = dy.String(min_length=1)
    title = dy.String(nullable=True)
    department = dy.String(nullable=True)
    sponsor = dy.String(nullable=True)
    #: SOC, OBC, FBC or the organisation's own word.
    stage = dy.String(nullable=True)
    approved_on = dy.Date(nullable=True)
    go_live_on = dy.Date(nullable=True)
    closed_on = dy.Date(nullable=True)
    objective = dy.String(nullable=True)
    #: Financial year whose prices the money is in, such as 2021/22; null: as stated, unknown.
    price_base = dy.String(nullable=True)
    #: In `currency`, whole units (not thousands).
    approved_cost = dy.Float64(nullable=True)
    actual_cost = dy.Float64(nullable=True)
    currency = dy.String(nullable=True)
    status = dy.String(nullable=True)
    #: Columns no field claimed, as a JSON object of header → text.
    extra = dy.String(nullable=True)


class Logics(Sourced):
    """Ways an investment is meant to bring a change about."""

    logic = dy.String(min_length=1)
    name = dy.String(nullable=True)
    problem = dy.String(nullable=True)
    response = dy.String(nullable=True)
    #: Steps from response to money, separated by " → ".
    chain = dy.String(nullable=True)
    #: Words that mark a benefit as resting on this logic, separated by commas.
    words = dy.String(nullable=True)
    lead_kpi = dy.String(nullable=True)
    end_kpi = dy.String(nullable=True)
    counter_kpi = dy.String(nullable=True)


class Benefits(Sourced):
    """What each case promised, as approved."""

    benefit_id = dy.String(min_length=1)
    case_id = dy.String(min_length=1)
    title = dy.String(nullable=True)
    description = dy.String(nullable=True)
    #: `unclassified` where the workbook names none.
    logic = dy.String(min_length=1)
    benefit_class = dy.Enum(BenefitClass, nullable=True, alias="class")
    kpi_id = dy.String(nullable=True)
    unit = dy.String(nullable=True)
    better = dy.Enum(Better, nullable=True)
    #: In `unit`: how far a maintained measure may stray and still be met.
    tolerance = dy.Float64(nullable=True, min=0)
    baseline = dy.Float64(nullable=True)
    baseline_on = dy.Date(nullable=True)
    #: Length of time the baseline was measured over.
    baseline_months = dy.Int32(nullable=True, min=1)
    #: A level, a change or a ratio, as `target_kind` says.
    target = dy.Float64(nullable=True)
    target_kind = dy.Enum(TargetKind)
    start_on = dy.Date(nullable=True)
    due_on = dy.Date(nullable=True)
    owner = dy.String(nullable=True)
    #: Of the KPI's movement that this benefit claims, 0 to 1.
    share = dy.Float64(nullable=True)
    weight = dy.Float64(nullable=True, min=0)
    #: Money a unit of movement is worth, in `currency`.
    value_per_unit = dy.Float64(nullable=True)
    #: Money a year once the target is reached, in `currency`.
    money_per_year = dy.Float64(nullable=True)
    currency = dy.String(nullable=True)
    price_base = dy.String(nullable=True)
    #: A level in `unit`, as the workbook states it.
    reported_actual = dy.Float64(nullable=True)
    reported_on = dy.Date(nullable=True)
    reported_money = dy.Float64(nullable=True)
    forecast = dy.Float64(nullable=True)
    forecast_on = dy.Date(nullable=True)
    confidence = dy.String(nullable=True)
    touchpoint = dy.String(nullable=True)
    data_source = dy.String(nullable=True)
    #: The workbook's own word for how the benefit is doing; shown, never scored.
    stated_status = dy.String(nullable=True)
    #: Columns no field claimed, as a JSON object of header → text.
    extra = dy.String(nullable=True)


class Plans(Sourced):
    """Interim targets of a benefit."""

    benefit_id = dy.String(min_length=1)
    period_end = dy.Date()
    #: A level in the benefit's unit; for a cumulative KPI, what the period is to add.
    planned = dy.Float64(nullable=True)
    planned_money = dy.Float64(nullable=True)


class Costs(Sourced):
    """What a case was to cost and did cost, by period."""

    case_id = dy.String(min_length=1)
    period_end = dy.Date()
    #: capital, revenue or the workbook's own word.
    kind = dy.String()
    intended = dy.Float64(nullable=True)
    actual = dy.Float64(nullable=True)


class Kpis(Sourced):
    """Measures whose record is kept."""

    kpi_id = dy.String(min_length=1)
    name = dy.String(nullable=True)
    unit = dy.String(nullable=True)
    better = dy.Enum(Better, nullable=True)
    aggregation = dy.Enum(Aggregation, nullable=True)
    department = dy.String(nullable=True)
    comparator_kpi_id = dy.String(nullable=True)


class Observations(Sourced):
    """The record of a KPI, a row a period. A period without a value has no row, never a zero."""

    kpi_id = dy.String(min_length=1)
    period_start = dy.Date()
    #: Last day of the period.
    period_end = dy.Date()
    value = dy.Float64()
    #: Denominator of the period, for weighted KPIs.
    weight = dy.Float64(nullable=True)


class Decisions(Sourced):
    """Approved changes of mind."""

    #: A case or benefit id.
    subject = dy.String(min_length=1)
    decided_on = dy.Date(nullable=True)
    field = dy.String(nullable=True)
    old = dy.String(nullable=True)
    new = dy.String(nullable=True)
    reason = dy.String(nullable=True)
    decided_by = dy.String(nullable=True)


class Owners(Sourced):
    """Who held which role, from when to when."""

    #: A case or benefit id.
    subject = dy.String(min_length=1)
    role = dy.String(nullable=True)
    name = dy.String(nullable=True)
    from_on = dy.Date(nullable=True)
    #: Null: still in the role.
    to_on = dy.Date(nullable=True)


#: Tables that workbooks fill, by name, in the order they are stored.
RECORDS: dict[str, type[Sourced]] = {
    "cases": Cases,
    "logics": Logics,
    "benefits": Benefits,
    "plans": Plans,
    "costs": Costs,
    "kpis": Kpis,
    "observations": Observations,
    "decisions": Decisions,
    "owners": Owners,
}

#: What makes a row of each table one thing; a later import of the same key supersedes it.
KEYS: dict[str, tuple[str, ...]] = {
    "cases": ("case_id",),
    "logics": ("logic",),
    "benefits": ("benefit_id",),
    "plans": ("benefit_id", "period_end"),
    "costs": ("case_id", "period_end", "kind"),
    "kpis": ("kpi_id",),
    "observations": ("kpi_id", "period_end"),
    "decisions": ("subject", "decided_on", "field"),
    "owners": ("subject", "role", "from_on"),
}


class Sources(dy.Schema):
    """Files that were read, once each by content."""

    #: SHA-256, lower-case hex.
    source_id = dy.String(primary_key=True)
    #: Path as given on import, with forward slashes.
    path = dy.String()
    bytes = dy.Int64(min=0)
    #: Order of import, from 1.
    import_no = dy.Int32(min=1)
    #: Records the file gave, over all tables.
    records = dy.Int64(min=0)


class Blocks(dy.Schema):
    """Tables and forms that were found in the files."""

    source_id = dy.String(primary_key=True)
    block = dy.Int32(primary_key=True, min=0)
    sheet = dy.String()
    range = dy.String()
    holds = dy.String()
    rows = dy.Int32(min=0)
    #: JSON object: field → locator (see `bcr.model.Block`).
    locators = dy.String(alias="columns")
    #: JSON object: header that fed no field → locator.
    unmatched = dy.String()
    #: JSON object: sheet row → why it holds no record.
    set_aside = dy.String()


class Problems(dy.Schema):
    """What was wrong or worth knowing in the files, as stored with them."""

    source_id = dy.String()
    path = dy.String()
    sheet = dy.String()
    #: Empty for a whole sheet or file.
    cell = dy.String()
    found = dy.String()
    message = dy.String()
    rule = dy.String()
    severity = dy.String()


class PromisedBenefits(Benefits):
    """Benefits with their place in words, as figures take them."""

    #: Path of the file as imported.
    source_file = dy.String()
    #: Cell of the target (else of the title), such as Benefits!H12.
    source_cell = dy.String()


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
    #: Mean over cases, a ratio; null without a scored case. Ends of its interval likewise.
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
    #: money, stated or equal: what the benefits were weighted by.
    weighted_by = dy.Enum(["money", "stated", "equal"])


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
