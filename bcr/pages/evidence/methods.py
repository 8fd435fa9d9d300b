"""How the figures are computed, in plain words, with the limits that were in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.evidence.change_methods import change_section
from bcr.pages.evidence.league_methods import league_quality
from bcr.pages.evidence.methods_of_gaps import course_method, overlap_method, waterfall_method
from bcr.pages.evidence.review_methods import review_methods
from bcr.pages.frame import frame, terms
from bcr.pages.money.appraisals import terms_words
from bcr.pages.page import Bullets, Code, Column, Facts, Finding, Page, Paragraph, Section, Table
from bcr.pages.statuses import ORDER, SHORT_NAMES
from bcr.pages.words import number, percent, tenths

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier
    from bcr.pages.page import Block, Words
    from bcr.portfolio import Appraisal, Thresholds


def methods_page(dossier: Dossier) -> Page:
    """The page an auditor reads beside the figures."""
    limits = dossier.portfolio.thresholds
    blocks: tuple[Block, ...] = (
        Finding(
            "How far did what was promised come, and how sure can one be?",
            "A benefit is judged by the movement that was planned by now, not by its end value.",
        ),
        _terms(dossier),
        _share(limits),
        _statuses(limits),
        change_section(),
        _logics(limits),
        *review_methods(limits),
        _money(dossier),
        _restated(),
        waterfall_method(limits),
        overlap_method(),
        course_method(limits),
        _claims(),
        _limits(limits, dossier.portfolio.appraisal),
    )
    return Page("methods.html", "Methods", blocks, frame(dossier))


def _terms(dossier: Dossier) -> Section:
    as_of, basis, currency = terms(dossier)
    return Section("Terms of this report", "terms", (Bullets((as_of, basis, currency)),))


def _share(limits: Thresholds) -> Section:
    formula = Code("share of plan = (actual − baseline) ÷ (planned by now − baseline)")
    return Section(
        "Share of plan",
        "share",
        (
            Paragraph((formula,)),
            Paragraph(
                "A promise to cut a wait from 15 days to 5 that now stands at 10 days "
                "has come half "
                f"of the way: {percent(0.5)}. Dividing the actual by the target would say "
                f"{percent(2.0)}. The sign takes "
                "care of measures where lower is better."
            ),
            Bullets(
                (
                    (
                        "Planned by now: the case's own interim target where it has one; else a "
                        "straight line from the start to the due date; after the due date the "
                        "target."
                    ),
                    (
                        "Actual, measured: the KPI over the same length of time as its baseline "
                        f"({limits.window_months} months where nothing is said), ending at the "
                        f"as-of "
                        "date, set beside the plan for the same periods, so that seasons cancel."
                    ),
                    "Actual, reported: a level the workbook states, where the KPI has no record.",
                    (
                        "A promise to keep a level is met while the measure stays within its "
                        "tolerance."
                    ),
                    (
                        "A stated baseline that differs from the KPI's own record by more than "
                        f"{percent(limits.baseline_difference)} of the intended movement is "
                        f"pointed "
                        "out, and the share is also given from the recorded baseline."
                    ),
                )
            ),
        ),
    )


def _statuses(limits: Thresholds) -> Section:
    full, most, some = (percent(x) for x in (limits.exceeded, limits.delivered, limits.mostly))
    rules = (
        f"share of plan {full} or more",
        f"share of plan from {most} to below {full}",
        f"share of plan from {some} to below {most}",
        f"share of plan from {percent(0.0)} to below {some}",
        f"share of plan below {percent(0.0)}",
        "no actual is known for a benefit that is due",
        "no baseline, no target, no movement intended, or dates that contradict each other",
        "nothing was planned to have moved yet",
    )
    rows = tuple((SHORT_NAMES[status], rule) for status, rule in zip(ORDER, rules, strict=True))
    table = Table("Statuses", (Column("Status"), Column("When")), rows)
    unknown = (
        "The last three are neither good nor bad: they have no share, are never counted as zero, "
        "and are drawn hollow or grey. A disbenefit is harm that was expected; its share is one of "
        "harm, so it is shown apart and counted neither among what was reached nor in a logic."
    )
    return Section("Statuses", "statuses", (table, Paragraph(unknown)))


def _logics(limits: Thresholds) -> Section:
    return Section(
        "Investment logics",
        "logics",
        (
            Bullets(
                (
                    (
                        "The business case is the unit: ten benefits of one case are one "
                        "opinion. A "
                        "case's share for a logic is the mean over its due benefits with a share, "
                        "weighted by money where all have it, else by stated weight, else equally."
                    ),
                    (
                        f"A case's share is cut to between {percent(limits.share_floor)} and "
                        f"{percent(limits.share_ceiling)}, so that one case does not decide "
                        f"alone; how "
                        "many were cut is shown."
                    ),
                    (
                        f"The interval is a {percent(limits.confidence)} interval for the mean "
                        f"over "
                        "cases."
                    ),
                    (
                        "Coverage is the intended value that was measured ÷ the intended value "
                        "that is "
                        "due, by number of benefits where there is no money."
                    ),
                    (
                        "The bounds show the mean if everything unmeasured stood at 0, and at "
                        "plan: they hold the truth where it lies between the two, and not where "
                        "something got worse or went beyond plan. The outer bounds, on the page "
                        f"of each logic, put the unmeasured at {percent(limits.share_floor)} and "
                        f"at {percent(limits.share_ceiling)}, and hold wherever between these it "
                        "lies. What was not measured tends not to be what went best."
                    ),
                )
            ),
            _verdicts(limits),
            *league_quality(),
        ),
    )


def _verdicts(limits: Thresholds) -> Table:
    some, covered, none = (percent(x) for x in (limits.mostly, limits.min_coverage, 0.0))
    rows: tuple[tuple[Words, ...], ...] = (
        ("delivers", f"low end of the interval {some} or more, and coverage {covered} or more"),
        ("delivers in part", f"low end of the interval above {none}"),
        ("not shown", f"the interval includes {none}"),
        ("moves the wrong way", f"high end of the interval below {none}"),
        ("too few cases", f"fewer than {limits.min_cases} cases with a share: nothing is said"),
    )
    ranks = (
        f"Ranked by the low end of a narrower interval, at {percent(0.5)}, its lower quartile: the "
        "mean lies below it one time in four. No ranks with fewer than "
        f"{limits.min_logics_to_rank} logics that can be scored."
    )
    return Table("Verdicts", (Column("Verdict"), Column("When")), rows, ranks)


def _money(dossier: Dossier) -> Section:
    return Section(
        "Money",
        "money",
        (
            Paragraph((Code("gap = realised − planned by now"), ": a shortfall is negative.")),
            Paragraph(
                "Cash-releasing, non-cash-releasing, cost avoidance, income and disbenefits are "
                "different kinds of money and are never added together; nor are currencies. "
                "Realised money is what the workbook reports, else the money at target times the "
                "part of the movement that happened. Where neither is known it is not known: it is "
                "shown hollow, and is not zero."
            ),
            Paragraph((Code("real = nominal × index(base year) ÷ index(year)"),)),
            Bullets((terms_words(dossier), *_MONEY_RULES)),
        ),
    )


_MONEY_RULES = (
    (
        "Intended costs and benefits are in the price base that is stated for them; what was spent "
        "is in the prices of the year it was spent in. Where a price base or an index is missing, "
        "the sum is not known: money of different years is never mixed."
    ),
    (
        "Intended benefits: the money the case plans by year, else money a year in step with the "
        "planned movement, month by month. As reported: at the rate that is reported, from the due "
        "date on, which is the reading kindest to the case. As measured: money a year × the part "
        "of the movement each year's record shows; a year without a record is unknown and left "
        "out. Shown to be real: those of them whose change is more than noise and drift."
    ),
    (
        "Each class of benefit is held against the whole cost of the case. Classes are not added, "
        "so neither are their net present values."
    ),
    (
        "Payback: years until benefits equal costs, in real terms and not discounted; costs fall "
        "at the beginning of a year, benefits come evenly over it."
    ),
    (
        "Claims of two cases on one KPI are each counted here in full; where they overlap, both "
        "net present values are too high."
    ),
)


def _restated() -> Section:
    return Section(
        "Approved and restated",
        "restated",
        (
            Paragraph(
                "Every version of every figure is kept with its source. Approved is what was "
                "stated first; where a full business case (FBC) is on record, what it stated "
                "first. Target, baseline, dates, money and class are each taken so. A decision "
                "that the only version on record has followed already is taken back. Latest is "
                "the newest version, with the decisions it has not followed yet. A correction of "
                "a slip of the pen cannot be told from a restatement."
            ),
        ),
    )


def _claims() -> Section:
    return Section(
        "What this report does not say",
        "limits-of-this",
        (
            Paragraph(
                "That a measure moved is not to say that the investment moved it. Where a test for "
                "change beyond noise and drift was made, its result stands with the benefit; where "
                "none was made, the report says moved and reached and nothing more. Investment "
                "logics go with what was measured; why is a question for the people who were there."
            ),
        ),
    )


def _limits(limits: Thresholds, terms: Appraisal) -> Section:
    items: tuple[tuple[str, Words], ...] = (
        ("Reached in full, from", percent(limits.exceeded)),
        ("Reached, from", percent(limits.delivered)),
        ("Mostly there, from", percent(limits.mostly)),
        ("Baseline may differ from the record by", percent(limits.baseline_difference)),
        ("Months an actual is measured over", f"{limits.window_months}"),
        ("Lowest share of a case", percent(limits.share_floor)),
        ("Highest share of a case", percent(limits.share_ceiling)),
        ("Confidence of intervals", percent(limits.confidence)),
        ("Scored cases to judge a logic", f"{limits.min_cases}"),
        ("Coverage to say that it delivers", percent(limits.min_coverage)),
        ("Logics to rank", f"{limits.min_logics_to_rank}"),
        ("Discount rate, real, a year", tenths(terms.discount_rate)),
        ("Prices", terms.price_base or "each case's own price base"),
        ("Years appraised", f"{terms.years}" if terms.years else "as far as the case speaks of"),
        ("Values of a unit raise a question from", f"{number(terms.unit_value_factor)} times"),
    )
    return Section("Choices in force", "choices", (Facts(items),))
