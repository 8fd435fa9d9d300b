"""Benefits that two files may both speak of under different ids: named, never merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bcr.provenance import CellRef, Problem, Severity, cell_of, content_of, stored_id
from bcr.store import imports, queries
from bcr.store.places import Place, places
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bcr.provenance import Reading
    from bcr.store.database import Connection

#: Where the cell of a benefit is looked for, before the row's first.
_TELLING = ("benefits.target", "benefits.title")


class Promise(NamedTuple):
    """A benefit in short, and where it stands."""

    benefit_id: str
    title: str
    #: The title as it is compared.
    key: str
    case_id: str
    baseline: float | None
    target: float | None
    source_id: str
    block: int
    row: int
    col: str | None

    def is_alike(self, other: Promise) -> bool:
        """Tell whether the case is the same, or the movement promised."""
        here, there = (self.baseline, self.target), (other.baseline, other.target)
        return (None not in here and here == there) or self.case_id == other.case_id


class KnownPromises:
    """The benefits of a store as they stand now, by title; kept in step while files go in.

    Read once and not for every file: of 3,000 files each would read all those before it.
    """

    def __init__(self, connection: Connection) -> None:
        #: Number of the import up to which it knows.
        self.number = imports.last_number(connection)
        self._sources = set(imports.known_sources(connection))
        self._contents = {content_of(source_id) for source_id in self._sources}
        self._places: dict[tuple[str, int], Place] = {}
        #: The benefits themselves are read when a file first has some.
        self._is_read = False
        self._by_id: dict[str, Promise] = {}
        self._by_key: dict[str, set[str]] = {}

    def is_read_anew(self, reading: Reading) -> bool:
        """Tell whether a file replaces what another layout file made of the same content."""
        return reading.source_id in self._contents and _id_of(reading) not in self._sources

    def take(self, connection: Connection, reading: Reading) -> list[Problem]:
        """Take in what a file says that goes into the store next, and say what is there already.

        A notice stands for each of its benefits that the store may have under another id: it has
        the title of one there, and its case, or its baseline and target, too. A title that several
        benefits of the file or of the store have is a common measure's, and tells nothing.
        """
        promises = [] if reading.refused else _promises(reading)
        if promises and not self._is_read:
            self._read(connection)
        notices = list(self._like(connection, reading, promises))
        source_id = _id_of(reading)
        if not reading.refused and source_id not in self._sources:
            self.number += 1
            self._sources.add(source_id)
            self._contents.add(reading.source_id)
            self._add(reading, promises)
        return notices

    def _like(
        self, connection: Connection, reading: Reading, promises: list[Promise]
    ) -> Iterator[Problem]:
        ids = {promise.benefit_id for promise in promises}
        for key, promise in _with_own_title(promises).items():
            others = self._by_key.get(key, set()) - ids
            if len(others) == 1 and promise.is_alike(other := self._by_id[others.pop()]):
                yield _notice(reading, promise, other, self._place(connection, other))

    def _add(self, reading: Reading, promises: list[Promise]) -> None:
        for number, block in enumerate(reading.blocks if promises else ()):
            place = Place(reading.path, block.sheet, block.range, block.columns)
            self._places[_id_of(reading), number] = place
        # Of two rows with one id the first counts, so it is kept last.
        for promise in sorted(promises, key=_position, reverse=True):
            self._keep(promise)

    def _read(self, connection: Connection) -> None:
        self._is_read = True
        for benefit_id, title, *rest in queries.promises_in_short(connection).iter_rows():
            self._keep(Promise(benefit_id, title, normal(title or ""), *rest))

    def _keep(self, promise: Promise) -> None:
        before = self._by_id.get(promise.benefit_id)
        if before:
            self._by_key.get(before.key, set()).discard(promise.benefit_id)
        self._by_id[promise.benefit_id] = promise
        if promise.key:
            self._by_key.setdefault(promise.key, set()).add(promise.benefit_id)

    def _place(self, connection: Connection, promise: Promise) -> Place:
        where = (promise.source_id, promise.block)
        if where not in self._places:
            self._places |= places(connection, promise.source_id)
        return self._places[where]


def _id_of(reading: Reading) -> str:
    return stored_id(reading.source_id, reading.layout)


def _promises(reading: Reading) -> list[Promise]:
    """Give the benefits of a file."""
    columns = reading.records.get("benefits", {})
    ids = columns.get("benefit_id", ())
    titles = columns.get("title") or [None] * len(ids)
    keys = [normal(title or "") for title in titles]
    sources = [_id_of(reading)] * len(ids)
    rest = [columns.get(name) or [None] * len(ids) for name in ("case_id", "baseline", "target")]
    places = [columns.get(name) or [None] * len(ids) for name in ("block", "row", "col")]
    columns_of_all = (ids, titles, keys, *rest, sources, *places)
    return list(map(Promise._make, zip(*columns_of_all, strict=True)))


def _position(promise: Promise) -> tuple[int, int, int, str]:
    return promise.block, promise.row, len(promise.col or ""), promise.col or ""


def _with_own_title(promises: Iterable[Promise]) -> dict[str, Promise]:
    """Give the benefits that no other of the file has the title of."""
    found: dict[str, list[Promise]] = {}
    for promise in promises:
        if promise.key:
            found.setdefault(promise.key, []).append(promise)
    return {key: alike[0] for key, alike in found.items() if len(alike) == 1}


def _notice(reading: Reading, promise: Promise, other: Promise, place: Place) -> Problem:
    block = reading.blocks[promise.block]
    cell = cell_of(block.columns, "benefits.title", promise.row)
    message = (
        f"{promise.benefit_id} may be the benefit {other.benefit_id} of {place.path}, "
        f"{place.cell_of_first(_TELLING, other.row, other.col)}: the title is the same, and so is "
        f"{_shared(promise, other)}. Both are kept; give them one id if they are one benefit."
    )
    where = CellRef(reading.path, block.sheet, cell)
    return Problem(where, str(promise.title), message, "likely-duplicate", Severity.NOTICE)


def _shared(promise: Promise, other: Promise) -> str:
    return "the case" if promise.case_id == other.case_id else "the movement promised"
