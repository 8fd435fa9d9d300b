"""The benefits of files in short, by id and by title, so that one may be known by the other."""

from __future__ import annotations

from collections import Counter, defaultdict
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


def with_own_title(promises: Columns) -> list[int]:
    """Give the rows of those that no other has the title of."""
    counts = Counter(promises["key"])
    return [row for row, key in enumerate(promises["key"]) if key and counts[key] == 1]


def promise_at(promises: Columns, row: int) -> Promise:
    """Give one of them."""
    return Promise(**{name: promises[name][row] for name in Promise._fields})


class Promises:
    """Benefits as they stand now: of each id the one that was added last."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in Promise._fields}
        self._row: dict[str, int] = {}
        #: Rows by title, those of ids that were added again too.
        self._rows: defaultdict[str, list[int]] = defaultdict(list)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._row)

    def add(self, promises: Columns) -> None:
        """Take in those of one file; of two rows with one id the first counts."""
        first = len(self._columns["key"])
        for name, column in self._columns.items():
            column.extend(promises[name])
        ids = promises["benefit_id"]
        rows = dict(zip(ids, range(first, first + len(ids)), strict=True))
        if len(rows) < len(ids):
            last_first = sorted(range(len(ids)), key=_position(promises), reverse=True)
            rows = {ids[row]: first + row for row in last_first}
        self._row |= rows
        for row, key in enumerate(promises["key"], first):
            self._rows[key].append(row)

    def only_one(self, key: str, *, but: Container[str]) -> Promise | None:
        """Give the benefit that has a title, where one alone has it; some ids are looked past."""
        found: int | None = None
        for row in self._rows.get(key, ()):
            benefit_id = self._columns["benefit_id"][row]
            if self._row[benefit_id] != row or benefit_id in but:
                continue
            if found is not None:
                return None
            found = row
        return None if found is None else promise_at(self._columns, found)


def _position(promises: Columns) -> Callable[[int], tuple[int, int, int, str]]:
    """Give what rows are put in reading order by."""

    def position(row: int) -> tuple[int, int, int, str]:
        col = promises["col"][row] or ""
        return promises["block"][row], promises["row"][row], len(col), col

    return position
