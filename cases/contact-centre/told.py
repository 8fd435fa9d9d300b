"""The planted truth in words: TRUTH.md, from what truth.json holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = """\
# What was planted

Written by `write_workbooks.py` beside `truth.json`, which says the same for machines. The *true
share* is the part of the approved movement that the investment itself brought, over the last twelve
months; the *seen share* is what comparing the last twelve months with the stated baseline gives.
Where the two differ, someone who only compares is misled.
"""
FEATURES = (
    "## Features of the approved case\n\nThe first two go with delivery; the third does not.\n\n"
)
KINDS = {
    "works": "realises about what was approved",
    "short": "a real change, about half of what was approved",
    "no_effect": "nothing changed",
    "backfires": "the KPI moved the wrong way",
    "drift": "the target was reached, and would have been without the investment",
    "faded": "reached within months and lost again",
    "late": "began seven to eight months after the planned start",
    "claimed_twice": "two cases claim the whole of one movement",
    "never_measured": "no KPI and no reported actual",
    "not_scorable": "no baseline or no target",
    "reported_only": "a stated actual and no record",
    "maintained": "was to stay as it was, and did",
    "not_due": "starts after the as-of date",
    "before_due": "under way, not yet due",
    "baseline_overstated": "stated baseline worse than the record by over 25% of the movement",
    "reported_rosier": "the reported actual is better than the record",
    "owner_left": "the owner left before the due date",
    "dates_contradict": "due before it starts",
}


def in_words(truth: dict[str, Any]) -> str:
    """The whole of TRUTH.md."""
    parts = [HEAD, _logics(truth), _kinds(truth), _benefits(truth), _others(truth)]
    return "\n".join(parts)


def _table(headers: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    lines = [list(headers)]
    lines.append(["---"] * len(lines[0]))
    lines += [["" if each is None else str(each) for each in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _logics(truth: dict[str, Any]) -> str:
    rows = ((logic, each["verdict"], each["told"]) for logic, each in truth["logics"].items())
    return "## Logics\n\n" + _table(("logic", "true verdict", "what happens"), rows)


def _kinds(truth: dict[str, Any]) -> str:
    rows = []
    for kind, meaning in KINDS.items():
        ids = [b["benefit_id"] for b in truth["benefits"] if kind in b["kinds"]]
        rows.append((kind, meaning, len(ids), ", ".join(ids)))
    return "## Kinds\n\n" + _table(("kind", "meaning", "benefits", "which"), rows)


def _benefits(truth: dict[str, Any]) -> str:
    headers = ("benefit", "KPI", "kinds", "true share", "seen share")
    shares = ("true_share", "seen_share")
    rows = (
        (each["benefit_id"], each["kpi_id"], ", ".join(each["kinds"]), *map(each.get, shares))
        for each in truth["benefits"]
    )
    return "## Benefits\n\n" + _table(headers, rows)


def _others(truth: dict[str, Any]) -> str:
    """Claims, counter-KPIs, comparators, people, features, faults and gaps."""
    return "\n".join(
        [
            "## Claimed twice\n\n" + _table(("KPI", "benefits"), _listed(truth["claimed_twice"])),
            "## Counter-KPIs\n\n" + _table(("KPI", "logic", "what it did"), _counters(truth)),
            "## Comparators\n\n" + _table(("KPI", "comparator"), truth["comparators"].items()),
            "## Owners who left\n\n" + _table(("benefit", "until"), truth["owners_left"].items()),
            "Sponsors who left: " + ", ".join(truth["sponsors_left"]) + ".\n",
            "Restated or dropped: " + ", ".join(truth["restated"]) + ".\n",
            "## Restated in a later register\n\n"
            + _table(("benefit", "figure", "approved", "now"), _restated(truth["restated_later"])),
            "## Budgets cut\n\n" + _table(("benefit", "by"), truth["budgets_cut"].items()),
            FEATURES + _features(truth["features"]["cases"]),
            "## Faults in the workbooks\n\n" + _faults(truth),
            "## Months that are missing\n\n" + _table(("KPI", "months"), _listed(truth["gaps"])),
        ]
    )


def _counters(truth: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    for kpi, each in truth["counter_kpis"].items():
        moved = f"wrong way since {each['since']}" if each["moved_wrong"] else "held"
        yield kpi, each["logic"], moved


def _restated(later: dict[str, dict[str, list[Any]]]) -> Iterable[tuple[object, ...]]:
    for benefit, figures in later.items():
        for figure, (approved, now) in figures.items():
            yield benefit, figure, approved, now


def _features(cases: dict[str, dict[str, bool]]) -> str:
    names = next(iter(cases.values()))
    rows = (
        (case, *("yes" if had[name] else "no" for name in names)) for case, had in cases.items()
    )
    return _table(("case", *names), rows)


def _faults(truth: dict[str, Any]) -> str:
    rows = (
        (each["file"], f"{each['sheet']}!{each['cell']}", each["found"], each["why"])
        for each in truth["problems"]
    )
    return _table(("file", "cell", "found", "what"), rows)


def _listed(groups: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    """Each group with its members in one text."""
    return ((name, ", ".join(members)) for name, members in groups.items())
