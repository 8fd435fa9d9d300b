"""The benefits of files in short, by id and by title, so that one may be known by the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from bcr.provenance import stored_id
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from bcr.provenance import Reading

#: Promises column by column, as fields of a promise: there are many, and few are ever compared.
Columns: TypeAlias = Mapping[str, Sequence[Any]]


class Promise(NamedTuple):
    """A benefit in short, and where it stands."""

    benefit_id: str
    title: str | None
    case_id: str
    baseline: float | None
    target: float | None
    block: int
    row: int
    col: str | None
    source_id: str
    #: The title as it is compared.
    key: str

    def is_alike(self, other: Promise) -> bool:
        """Tell whether the case is the same, or the movement promised."""
        here, there = (self.baseline, self.target), (other.baseline, other.target)
        return (None not in here and here == there) or self.case_id == other.case_id


#: Fields that are columns of the benefits that a file gives.
_GIVEN: Final = Promise._fields[:-2]


def promises_of(reading: Reading) -> Columns:
    """Give the benefits of a file that has some."""
    given: Mapping[str, Any] = reading.records["benefits"]
    nothing = [None] * len(given["block"])
    columns = {name: given.get(name, nothing) for name in _GIVEN}
    columns["source_id"] = [stored_id(reading.source_id, reading.layout)] * len(nothing)
    columns["key"] = keys_of(columns["title"])
    return columns


def keys_of(titles: Iterable[str | None]) -> list[str]:
    """Give titles as they are compared."""
    return [normal(title) if title else "" for title in titles]


def with_own_title(promises: Columns, among: Container[str]) -> list[int]:
    """Give the rows of those with one of some titles that no other of them has."""
    counts = Counter(promises["key"])
    return [
        row for row, key in enumerate(promises["key"]) if key and key in among and counts[key] == 1
    ]


def promise_at(promises: Columns, row: int) -> Promise:
    """Give one of them."""
    return Promise(**{name: promises[name][row] for name in Promise._fields})


class Promises:
    """Benefits as they stand now: of each id the one that was added last."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in Promise._fields}
        self._row: dict[str, int] = {}
        #: Title → the last row that has it, be it of an id that was added again.
        self._last: dict[str, int] = {}
        #: Of each row, the one before it that has its title.
        self._before: list[int | None] = []

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._row)

    def add(self, promises: Columns) -> None:
        """Take in those of one file; of two rows with one id the first counts."""
        first = len(self._before)
        for name, column in self._columns.items():
            column.extend(promises[name])
        ids, keys = promises["benefit_id"], promises["key"]
        rows = dict(zip(ids, range(first, first + len(ids)), strict=True))
        if len(rows) < len(ids):
            last_first = sorted(range(len(ids)), key=_position(promises), reverse=True)
            rows = {ids[row]: first + row for row in last_first}
        self._row |= rows
        self._before.extend(map(self._last.get, keys))
        self._last |= (last := dict(zip(keys, range(first, first + len(keys)), strict=True)))
        if len(last) < len(keys):
            self._link(keys, first)

    def _link(self, keys: Sequence[str], first: int) -> None:
        """Have each row of a file come after the one of the same file that has its title."""
        above: dict[str, int] = {}
        for row, key in enumerate(keys, first):
            self._before[row] = above.get(key, self._before[row])
            above[key] = row

    def perhaps_one(self, keys: Iterable[str], *, but: Iterable[str]) -> set[str]:
        """Give those of some titles that one benefit alone may have; some ids are looked past."""
        known = self._last.keys() & keys
        is_any_past = len(self._row) < len(self._before) or not self._row.keys().isdisjoint(but)
        return known if is_any_past else {k for k in known if self._before[self._last[k]] is None}

    def only_one(self, key: str, *, but: Container[str]) -> Promise | None:
        """Give the benefit that has a title, where one alone has it; some ids are looked past."""
        found: int | None = None
        row = self._last.get(key)
        while row is not None:
            benefit_id = self._columns["benefit_id"][row]
            if self._row[benefit_id] == row and benefit_id not in but:
                if found is not None:
                    return None
                found = row
            row = self._before[row]
        return None if found is None else promise_at(self._columns, found)


def _position(promises: Columns) -> Callable[[int], tuple[int, int, int, str]]:
    """Give what rows are put in reading order by."""

    def position(row: int) -> tuple[int, int, int, str]:
        col = promises["col"][row] or ""
        return promises["block"][row], promises["row"][row], len(col), col

    return position
