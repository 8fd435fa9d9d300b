"""Tables of promises as they stood at different times, and of what changed them."""

from __future__ import annotations

import dataframely as dy

from bcr.schemas.records import PromisedBenefits


class BenefitVersions(PromisedBenefits):
    """Every version of every benefit: one row a benefit and import, oldest first."""

    import_no = dy.Int32(min=1)
    #: Stage of the business case as the same file states it, such as FBC.
    stage = dy.String(nullable=True)


class Changes(dy.Schema):
    """Decisions that change a figure of a benefit, with both values read."""

    benefit_id = dy.String()
    #: Column of `Benefits` that was changed, or budget.
    column = dy.String()
    decided_on = dy.Date(nullable=True)
    #: Either numbers or days, as the column is.
    old_number = dy.Float64(nullable=True)
    new_number = dy.Float64(nullable=True)
    old_day = dy.Date(nullable=True)
    new_day = dy.Date(nullable=True)
    reason = dy.String(nullable=True)
    decided_by = dy.String(nullable=True)
    import_no = dy.Int32(min=1)
    source_id = dy.String()
    block = dy.Int32(min=0)
    row = dy.Int32(min=1)
    col = dy.String(nullable=True)


class Elsewhere(dy.Schema):
    """Fields of a promise that stand in another row than the rest of it."""

    benefit_id = dy.String(primary_key=True)
    column = dy.String(primary_key=True)
    #: Field whose cell it is: benefits.target, decisions.old or decisions.new.
    name = dy.String()
    source_id = dy.String()
    block = dy.Int32(min=0)
    row = dy.Int32(min=1)
    col = dy.String(nullable=True)


class Restatements(dy.Schema):
    """A figure of a benefit that is another now than when it was approved."""

    benefit_id = dy.String(primary_key=True)
    column = dy.String(primary_key=True)
    case_id = dy.String()
    title = dy.String(nullable=True)
    unit = dy.String(nullable=True)
    currency = dy.String(nullable=True)
    #: A level in `unit`, money, or for a date null.
    approved = dy.Float64(nullable=True)
    latest = dy.Float64(nullable=True)
    approved_on = dy.Date(nullable=True)
    latest_on = dy.Date(nullable=True)
    #: In words, for what is neither a number nor a date.
    approved_word = dy.String(nullable=True)
    latest_word = dy.String(nullable=True)
    #: Latest minus approved, where both are numbers.
    difference = dy.Float64(nullable=True)
    #: Months from the approved day to the latest; later is positive.
    slip_months = dy.Float64(nullable=True)
    #: Of a target: true where less movement is promised than was approved.
    eased = dy.Bool(nullable=True)
    #: The last decision on the figure, where one is on record.
    decided_on = dy.Date(nullable=True)
    reason = dy.String(nullable=True)
    decided_by = dy.String(nullable=True)


class History(dy.Schema):
    """Versions of figures; what `bcr history` prints."""

    #: Id of a case, benefit, KPI or logic.
    subject = dy.String()
    table = dy.String()
    #: Period, kind or other part of the key, for figures there are several of; else empty.
    at = dy.String()
    field = dy.String(nullable=True)
    #: As text; null: nothing was stated before, or after.
    old = dy.String(nullable=True)
    new = dy.String(nullable=True)
    #: stated: by a file. decided: by a decision that a file records.
    kind = dy.Enum(["stated", "decided"])
    decided_on = dy.Date(nullable=True)
    decided_by = dy.String(nullable=True)
    reason = dy.String(nullable=True)
    #: Stage of the business case, as the same file states it.
    stage = dy.String(nullable=True)
    #: Order of import of the file.
    import_no = dy.Int32(min=1)
    #: Of what files state: whether it is the value that stands now.
    holds = dy.Bool(nullable=True)
    source_file = dy.String()
    source_cell = dy.String()
