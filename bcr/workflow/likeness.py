"""KPIs whose names are so like another's that somebody should say whether they are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.words.alike import alike_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bcr.portfolio import SameKpi


def alike_lines(store: Path, files: int, crosswalk: Sequence[SameKpi]) -> Iterator[str]:
    """Say which KPIs of the last files are like others; names are never joined by likeness.

    Two KPIs that each have an id beside their name are two; what is confirmed is not asked again.
    """
    if not files:
        return
    from bcr.store import database, known, queries

    with database.open_store(store, read_only=True) as connection:
        names = queries.kpi_names(connection)
        last = known.last_number(connection) - files
    new = {name for _, name, import_no in names if import_no > last}
    confirmed = {one.named for one in crosswalk}
    ids: dict[str, list[str]] = {}
    for kpi_id, name, _ in names:
        ids.setdefault(name, []).append(kpi_id)
    for one, other in alike_names(ids):
        if confirmed & {one, other} or new.isdisjoint({one, other}):
            continue
        if not (one in ids[one] or other in ids[other]):
            continue
        named, kept = (one, other) if one in ids[one] and one in new else (other, one)
        if named not in ids[named]:
            named, kept = kept, named
        yield (
            f"KPI “{named}” is like “{kept}” ({ids[kept][0]}); nothing was joined. If they are "
            f"one, say so in bcr.toml:\n  [crosswalk]\n  {_quoted(named)} = "
            f'{{ kpi_id = {_quoted(ids[kept][0])}, confirmed_by = "your name, the day" }}'
        )


def _quoted(text: str) -> str:
    """Give a text as TOML has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
