"""Sentences a reader takes away, each computed so that it is true of every input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.model import UNCLASSIFIED, LogicVerdict, Status
from bcr.pages.statuses import FELL_SHORT, REACHED, SCORED, of_benefits, unknowns
from bcr.pages.words import count, day, listed, sentence, whole, whole_or_none

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from bcr.pages.dossier import Row


#: More logics than this are counted in a sentence, not named.
MOST_NAMED = 8
#: What is said of one logic, and of several.
_VERDICTS: Mapping[LogicVerdict, str] = {
    LogicVerdict.DELIVERS: "delivers|deliver",
    LogicVerdict.DELIVERS_IN_PART: "delivers in part|deliver in part",
    LogicVerdict.NOT_SHOWN: "is not shown to deliver|are not shown to deliver",
    LogicVerdict.BACKFIRES: "goes with movement the wrong way|go with movement the wrong way",
    LogicVerdict.TOO_FEW: "has too few cases to say|have too few cases to say",
}
_ONE = "The one intended benefit that is not still to come"


def headline(statuses: Mapping[Status, int], as_of: dt.date) -> str:
    """How many of the intended benefits reached their plan."""
    everything = sum(statuses.values())
    waiting = statuses.get(Status.NOT_DUE, 0)
    asked = everything - waiting
    if not everything:
        return "No intended benefits have been imported yet"
    if not asked:
        none = (
            "The one intended benefit is not"
            if everything == 1
            else (f"None of {whole(everything)} intended benefits is")
        )
        return f"{none} due by {day(as_of)}"
    if asked == 1:
        return _only(statuses, "The one intended benefit" if not waiting else _ONE)
    if not of_benefits(SCORED, statuses):
        return f"What became of {whole(asked)} intended benefits is not known"
    reached = of_benefits(REACHED, statuses)
    verb = "reached" if of_benefits(SCORED, statuses) == asked else _known_to(reached)
    return f"{whole_or_none(reached)} of {whole(asked)} intended benefits {verb} the plan so far"


def _known_to(reached: int) -> str:
    """Where some were not measured, more may have reached the plan than anyone knows."""
    return f"{'are' if reached > 1 else 'is'} known to have reached"


def _only(statuses: Mapping[Status, int], name: str) -> str:
    """The headline where one benefit is all there is to judge."""
    if not of_benefits(SCORED, statuses):
        return f"What became of {name[0].lower()}{name[1:]} is not known"
    verb = "reached" if of_benefits(REACHED, statuses) else "has not reached"
    return f"{name} {verb} the plan so far"


def remainder(statuses: Mapping[Status, int]) -> str:
    """What the headline leaves out: the shortfalls, the unknown and the not yet due."""
    parts = []
    if short := of_benefits(FELL_SHORT, statuses):
        parts.append(f"{whole(short)} fell short of it")
    if reversed_ := statuses.get(Status.REVERSED, 0):
        parts.append(f"{whole(reversed_)} moved the wrong way")
    said = sentence(listed([*parts, *unknowns(statuses)]))
    waiting = statuses.get(Status.NOT_DUE, 0)
    more = "more " if sum(statuses.values()) > waiting else ""
    verb = "is" if waiting == 1 else "are"
    later = f" {whole(waiting)} {more}{verb} not due yet." if waiting and more else ""
    return f"{said}{later}".strip()


def statuses_title(statuses: Mapping[Status, int]) -> str:
    """What the bars of the statuses show, for the state most benefits are in."""
    everything = sum(statuses.values())
    groups = {
        "reached the plan so far": of_benefits(REACHED, statuses),
        "fell short of the plan": of_benefits(FELL_SHORT, statuses),
        "moved the wrong way": statuses.get(Status.REVERSED, 0),
        "were never measured or cannot be scored": statuses.get(Status.NOT_MEASURED, 0)
        + statuses.get(Status.NOT_SCORABLE, 0),
        "are not due yet": statuses.get(Status.NOT_DUE, 0),
    }
    words, most = max(groups.items(), key=lambda item: item[1])
    if everything == 1:
        return "The one intended benefit, by what became of it"
    if 2 * most > everything:
        return f"Most intended benefits {words}: {whole(most)} of {whole(everything)}"
    return f"What became of {whole(everything)} intended benefits"


def logics_headline(league: Sequence[Row]) -> str:
    """How many logics deliver, in part or at all."""
    league = named(league)
    if not league:
        return "No benefit names the investment logic it rests on yet"
    verdicts = [LogicVerdict(row["verdict"]) for row in league]
    judged = [row for row in league if row["verdict"] != LogicVerdict.TOO_FEW]
    if not judged:
        none = f"None of {whole(len(league))} investment logics has"
        return f"{none if len(league) > 1 else 'No investment logic has'} enough cases to be judged"
    if len(judged) == 1:
        words = _VERDICTS[LogicVerdict(judged[0]["verdict"])].partition("|")[0]
        return f"{judged[0]['name']}, the one investment logic with enough cases, {words}"
    deliver = verdicts.count(LogicVerdict.DELIVERS)
    verb = "delivers" if deliver == 1 else "deliver"
    judged_ = f"{whole(len(judged))} investment logics with enough cases"
    return f"{whole_or_none(deliver)} of {judged_} {verb}"


def logics_detail(league: Sequence[Row]) -> str:
    """The logics by verdict, named."""
    said = []
    unnamed = sum(row["benefits"] for row in league if row["logic"] == UNCLASSIFIED)
    league = named(league)
    judged = [row for row in league if row["verdict"] != LogicVerdict.TOO_FEW]
    if len(judged) == 1:  # the headline names it
        league = [row for row in league if row is not judged[0]]
    for verdict, words in _VERDICTS.items():
        names = [row["name"] for row in league if row["verdict"] == verdict]
        if names:
            one, more = words.split("|")
            who = listed(names) if len(names) <= MOST_NAMED else whole(len(names))
            said.append(f"{who} {one if len(names) == 1 else more}.")
    if unnamed:
        verb = "names" if unnamed == 1 else "name"
        said.append(f"{count(unnamed, 'benefit')} {verb} no logic.")
    return " ".join(said)


def named(league: Sequence[Row]) -> list[Row]:
    """Logics that a workbook names; what names none is no logic."""
    return [row for row in league if row["logic"] != UNCLASSIFIED]


def league_title(league: Sequence[Row]) -> str:
    """Whether any logic stands clear of the others; intervals that overlap are a tie."""
    judged = [
        row
        for row in named(league)
        if row["low"] is not None and row["verdict"] != LogicVerdict.TOO_FEW
    ]
    if not judged:
        return "No investment logic has enough cases for an interval"
    if len(judged) == 1:
        return f"Only {judged[0]['name']} has enough cases for an interval"
    ahead = [row for row in judged if _clear(row, judged, above=True)]
    behind = [row for row in judged if _clear(row, judged, above=False)]
    said = []
    if ahead:
        said.append(f"{ahead[0]['name']} stands clear above the others")
    if behind:
        said.append(f"{behind[0]['name']} clear below")
    if said:
        return " and ".join(said) if ahead else f"{behind[0]['name']} stands clear below the others"
    return "No investment logic stands clear of the others: the intervals overlap"


def _clear(row: Row, judged: Sequence[Row], *, above: bool) -> bool:
    """Whether the interval of a row lies wholly above (or below) all others."""
    others = [other for other in judged if other is not row]
    if above:
        return all(row["low"] > other["high"] for other in others)
    return all(row["high"] < other["low"] for other in others)
