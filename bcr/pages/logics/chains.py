"""Where the chain from response to money broke, logic by logic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.charts.steps import steps
from bcr.pages.page import Chart, Column, KeyItem, Link, Section, Table
from bcr.pages.words import count, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.logics.review import Review
    from bcr.pages.page import Block, Words

LINK_NAMES = {
    "response": "Response",
    "lead_kpi": "Lead KPI",
    "end_kpi": "End KPI",
    "capacity": "Capacity",
    "money": "Money",
}
_MOST_DRAWN = 30


def chain_section(dossier: Dossier, review: Review) -> tuple[Block, ...]:
    """The stepped picture of every logic's chain; nothing where no logic has a due benefit."""
    parts = _by_logic(review.chain)
    if not parts:
        return ()
    drawn = {logic: parts[logic] for logic in list(parts)[:_MOST_DRAWN]}
    columns = (Column("Investment logic"), *(Column(name) for name in LINK_NAMES.values()),
               Column("First broken"))  # fmt: skip
    lines = tuple(_line(dossier, logic, rows) for logic, rows in parts.items())
    chart = Chart(
        title=_title(parts),
        subtitle="Cases in which each link held, of those in which it is known",
        drawing=steps(_marks(dossier, drawn), list(LINK_NAMES.values())),
        alternative=" ".join(
            f"{dossier.logic_names.get(logic, logic)}: {_note(rows)}."
            for logic, rows in drawn.items()
        ),
        table=Table("Links of each logic's chain", columns, lines),
        key=(
            KeyItem("realised", "Held in all"),
            KeyItem("mostly", "In some"),
            KeyItem("reversed", "In none"),
            KeyItem("unmeasured", "Not known"),
        ),
        note="A benefit is placed on the chain by its words, kind and unit; a link without a box "
        "is one that no case promised anything about.",
    )
    return (Section("Where the chain broke", "chain", (chart,)),)


def _by_logic(chain: pl.DataFrame) -> dict[str, list[Row]]:
    parts: dict[str, list[Row]] = {}
    for row in chain.iter_rows(named=True):
        parts.setdefault(row["logic"], []).append(row)
    return parts


def _marks(dossier: Dossier, parts: dict[str, list[Row]]) -> pl.DataFrame:
    rows = [
        {
            "label": dossier.logic_names.get(logic, logic),
            "note": _note(links),
            "link": name,
            "held": held,
            "known": known,
        }
        for logic, links in parts.items()
        for link, name in LINK_NAMES.items()
        for held, known, promised in [_tally(links, link)]
        if promised
    ]
    return pl.DataFrame(rows)


def _tally(links: Sequence[Row], link: str) -> tuple[int, int, int]:
    """Cases in which a link held, is known, and is promised at all."""
    states = [row["state"] for row in links if row["link"] == link]
    held, failed = states.count("held"), states.count("failed")
    return held, held + failed, len(states) - states.count("none")


def _note(links: Sequence[Row]) -> str:
    cases = count(len({row["case_id"] for row in links}), "case")
    broke = [row["link"] for row in links if row["broke_first"]]
    if not broke:
        return f"{cases} · no link is known to have failed"
    most = max(LINK_NAMES, key=broke.count)
    return f"{cases} · broke in {whole(len(broke))}, most often at the {_in_words(most)}"


def _title(parts: dict[str, list[Row]]) -> str:
    broke = [row["link"] for rows in parts.values() for row in rows if row["broke_first"]]
    cases = len({(row["logic"], row["case_id"]) for rows in parts.values() for row in rows})
    if not broke:
        return f"In none of {count(cases, 'case')} is a link of the chain known to have failed"
    most = max(LINK_NAMES, key=broke.count)
    where, all_ = _in_words(most), count(cases, "case")
    return f"The chain broke in {whole(len(broke))} of {all_}, most often at the {where}"


def _in_words(link: str) -> str:
    return LINK_NAMES[link].lower().replace("kpi", "KPI")


def _line(dossier: Dossier, logic: str, links: Sequence[Row]) -> tuple[Words, ...]:
    cells = []
    for link in LINK_NAMES:
        held, known, promised = _tally(links, link)
        words = f"held in {whole(held)} of {whole(known)}" if known else "not known"
        cells.append(words if promised else "nothing promised")
    broke = [row["link"] for row in links if row["broke_first"]]
    first = ", ".join(f"{LINK_NAMES[link]} in {whole(broke.count(link))}"
                      for link in LINK_NAMES if link in broke)  # fmt: skip
    name = dossier.logic_names.get(logic, logic)
    path = dossier.logic_paths.get(logic)
    return (Link(name, path) if path else name, *cells, first or "none known")
