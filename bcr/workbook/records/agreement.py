"""What several rows of a file say about one case, KPI or logic, and where they contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.provenance import CellRef, Problem, Severity, cell_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bcr.provenance import Block
    from bcr.workbook.records.gathered import Columns

Row = dict[str, object]

_ORIGIN: Final = ("block", "row", "col")
#: Columns in which rows may differ without a contradiction.
_MAY_DIFFER: Final = frozenset({"extra", "name"})


class Agreement:
    """Keeps of each row what no earlier row said, so that every value keeps its own cell."""

    def __init__(self, table: str, key: str, blocks: Sequence[Block], file: str) -> None:
        self._table, self._key, self._blocks, self._file = table, key, blocks, file
        self._first: dict[object, dict[str, Row]] = {}
        self._said: set[tuple[object, str, object]] = set()
        self.problems: list[Problem] = []

    def news(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Give each row with what is new in it; rows without news are left out."""
        for row in rows:
            key, values = row[self._key], _values(row)
            known = self._first.get(key)
            if known is None:
                self._first[key] = dict.fromkeys(values, row)
                yield self._row(row, values)
                continue
            others = {n: one for n, one in values.items() if n not in known or known[n][n] != one}
            new = {n: one for n, one in others.items() if n not in known or n == "extra"}
            for name, value in others.items():
                if name not in new:
                    self._compare(key, name, value, known[name], row)
            known |= dict.fromkeys(new, row)
            if new:
                yield self._row(row, new)

    def _row(self, row: Row, new: Row) -> Row:
        origin = {name: row.get(name) for name in _ORIGIN}
        return {**origin, self._key: row[self._key], **new}

    def _compare(self, key: object, name: str, value: object, first: Row, row: Row) -> None:
        if name in _MAY_DIFFER or (key, name, value) in self._said:
            return
        self._said.add((key, name, value))
        self.problems.append(
            Problem(
                self._place(name, row),
                str(value),
                f"The {name.replace('_', ' ')} of {self._table.removesuffix('s')} {key} is "
                f"“{first[name]}” in {_said(self._place(name, first))}; that one is kept. Make "
                "them agree.",
                "told-two-ways",
                Severity.WARNING,
            )
        )

    def _place(self, name: str, row: Row) -> CellRef:
        block = self._blocks[int(str(row["block"]))]
        cell = cell_of(block.columns, f"{self._table}.{name}", int(str(row["row"])))
        return CellRef(self._file, block.sheet, cell)


def says_once(part: list[Row] | Columns, key: str) -> bool:
    """Tell whether no two records of a part, given by its columns, are of one key."""
    return not isinstance(part, list) and len(set(part[key])) == len(part[key])


def says_all(
    parts: Sequence[list[Row] | Columns], about: Collection[int], key: str
) -> Columns | None:
    """Give the part that says of each key all that any part says; nothing where rows differ.

    Parts of the blocks `about` have the first word; none may say two things of one key.
    """
    columns = [part for part in parts if not isinstance(part, list)]
    if len(columns) < len(parts):
        return None
    first, *others = sorted(columns, key=lambda part: part["block"][0] not in about)
    is_all = says_once(first, key) and all(_repeats(part, first, key) for part in others)
    return first if is_all else None


def _repeats(part: Columns, first: Columns, key: str) -> bool:
    """Tell whether records say nothing that those of their keys do not say first."""
    at = {one: number for number, one in enumerate(first[key])}
    numbers = [at.get(one, -1) for one in part[key]]
    nothing = [None] * len(at)
    return -1 not in numbers and all(
        value is None or value == said[number]
        for name in part.keys() - {*_ORIGIN, key}
        for said in (first.get(name, nothing),)
        for number, value in zip(numbers, part[name], strict=True)
    )


def _values(row: Row) -> Row:
    return {n: value for n, value in row.items() if value is not None and n not in _ORIGIN}


def _said(place: CellRef) -> str:
    return f"{place.sheet}!{place.cell}" if place.cell else place.sheet
