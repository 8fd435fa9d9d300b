"""Tables read from workbooks and kept in the store, each row with the place it came from."""

from __future__ import annotations

import dataframely as dy

from bcr.model import Aggregation, BenefitClass, Better, TargetKind


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
    #: Year of the business-case template or framework that the case was written in.
    template_year = dy.Int32(nullable=True, min=1990, max=2100)
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


class Deflators(Sourced):
    """Price indices by year, for putting money of different years into the same prices."""

    #: Last day of the year the index is for; a financial or a calendar year.
    period_end = dy.Date()
    #: Any base: only ratios of two years are used.
    deflator = dy.Float64(nullable=True)
    #: Whose money it is an index of; null: that of the portfolio.
    currency = dy.String(nullable=True)
    #: What the index is called.
    series = dy.String(nullable=True)
    #: The day this edition of the index came out.
    published_on = dy.Date(nullable=True)


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
    "deflators": Deflators,
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
    "deflators": ("period_end", "currency"),
}


class Sources(dy.Schema):
    """Files that were read, once each by content and by the layout file that told how."""

    #: SHA-256 of its content, with that of the layout file where one told how to read it.
    source_id = dy.String(primary_key=True)
    #: Path as given on import, with forward slashes.
    path = dy.String()
    #: Size of the file.
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
    #: JSON object: field → locator (see `bcr.provenance.Block`).
    locators = dy.String(alias="columns")
    #: JSON object: header that fed no field → locator.
    unmatched = dy.String()
    #: JSON object: sheet row → why it holds no record.
    set_aside = dy.String()


class Problems(dy.Schema):
    """What was wrong or worth knowing in the files, as stored with them."""

    #: Hash of the file and its layout, which names it in Sources too.
    source_id = dy.String()
    #: Path of the file, as given on import.
    path = dy.String()
    #: Sheet of the cell; empty for a whole file.
    sheet = dy.String()
    #: Empty for a whole sheet or file.
    cell = dy.String()
    #: What stands there.
    found = dy.String()
    #: What is wrong with it and what to do.
    message = dy.String()
    #: Name of the rule, the same in every report.
    rule = dy.String()
    #: error: a value, row or file was not used. warning: it contradicts something. notice: how it
    #: was understood.
    severity = dy.String()


class PromisedBenefits(Benefits):
    """Benefits with their place in words, as figures take them."""

    #: Path of the file as imported.
    source_file = dy.String()
    #: Cell of the target (else of the title), such as Benefits!H12.
    source_cell = dy.String()
