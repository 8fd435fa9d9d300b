"""The logics that the words of a benefit and its case speak for, the likeliest first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from bcr.figures.classifying.definitions import Definitions, definitions
from bcr.figures.classifying.stems import as_written
from bcr.model import UNCLASSIFIED
from bcr.schemas.logics import Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import dataframely as dy

    from bcr.schemas.records import Cases, Kpis, Logics, PromisedBenefits

    Support: TypeAlias = Callable[[str], dict[str, dict[str, float]]]

#: What is read, and how telling it is; the title of a case mostly names what it buys.
_READ = {
    "the case's title": 4.0,
    "the case's objective": 1.0,
    "the title": 1.0,
    "the description": 1.0,
    "the KPI": 0.5,
    "other benefits of the case": 0.5,
}
_MOST_SUGGESTED, _MOST_WORDS = 3, 4
#: Weight of what is unsaid: a single weak word is no certainty.
_UNSAID = 3.0


def suggestions(
    benefits: dy.DataFrame[PromisedBenefits],
    *,
    cases: dy.DataFrame[Cases],
    kpis: dy.DataFrame[Kpis],
    logics: dy.DataFrame[Logics],
) -> dy.DataFrame[Suggestions]:
    """Up to three investment logics for each benefit that names none, with the words behind each.

    Shape:  0..3 rows a benefit of `benefits` whose logic is `unclassified`, by benefit and place.
            Rows of `logics` of one code are taken together.
    Units:  score: share of all that speaks for any logic, 0 to 1.
    Rule:   every word of the benefit and its case, cut to its stem, adds how rare it is among the
            definitions × how telling its part of the definition is × how telling the place is
            where it stands; whole phrases add more, misspelt words less. Nothing is applied.
    """
    told = definitions(logics.sort("logic").iter_rows(named=True))
    texts = _texts(benefits, cases, kpis)
    support = cache(told.support)
    rows = [
        {"benefit_id": benefit_id, **one}
        for benefit_id, parts in texts.items()
        for one in _ranked(parts, told, support)
    ]
    schema = Suggestions.create_empty().schema
    return Suggestions.validate(pl.DataFrame(rows, schema=schema))


def _texts(
    benefits: dy.DataFrame[PromisedBenefits], cases: dy.DataFrame[Cases], kpis: dy.DataFrame[Kpis]
) -> dict[str, dict[str, str]]:
    """What there is to read of each unclassified benefit, by place."""
    about = {row["case_id"]: row for row in cases.iter_rows(named=True)}
    measures = {row["kpi_id"]: row["name"] or "" for row in kpis.iter_rows(named=True)}
    whole: dict[str, list[str]] = {}
    for row in benefits.iter_rows(named=True):
        whole.setdefault(row["case_id"], []).append(row["title"] or "")
    texts = {}
    for row in benefits.sort("benefit_id").iter_rows(named=True):
        if row["logic"] != UNCLASSIFIED:
            continue
        case = about.get(row["case_id"], {})
        others = [title for title in whole[row["case_id"]] if title != row["title"]]
        texts[row["benefit_id"]] = {
            "the case's title": case.get("title") or "",
            "the case's objective": case.get("objective") or "",
            "the title": row["title"] or "",
            "the description": row["description"] or "",
            "the KPI": measures.get(row["kpi_id"] or "", ""),
            "other benefits of the case": ". ".join(dict.fromkeys(others)),
        }
    return texts


def _ranked(
    parts: Mapping[str, str], told: Definitions, support: Support
) -> Iterable[dict[str, object]]:
    """The likeliest logics of one benefit with score and reason."""
    for_logic: dict[str, dict[tuple[str, str], float]] = {}
    for place, text in parts.items():
        for logic, words in support(text).items():
            mine = for_logic.setdefault(logic, {})
            mine |= {(word, place): _READ[place] * weight for word, weight in words.items()}
    sums = {logic: sum(words.values()) for logic, words in for_logic.items()}
    whole = sum(sums.values()) + _UNSAID
    order = sorted(sums, key=lambda logic: (-sums[logic], logic))[:_MOST_SUGGESTED]
    for place_, logic in enumerate(order, start=1):
        yield {
            "place": place_,
            "logic": logic,
            "name": told.names[logic],
            "score": sums[logic] / whole,
            "reason": _reason(for_logic[logic], parts),
        }


def _reason(words: Mapping[tuple[str, str], float], parts: Mapping[str, str]) -> str:
    """The words that say most, as the workbook writes them, and where they stand."""
    told = sorted(words, key=lambda one: (-words[one], one))
    said: dict[str, list[str]] = {}
    for stemmed, place in told[:_MOST_WORDS]:
        said.setdefault(place, []).append(as_written(stemmed, parts[place]))
    return "; ".join(
        f"{', '.join(f'“{word}”' for word in dict.fromkeys(mine))} in {place}"
        for place, mine in said.items()
    )
