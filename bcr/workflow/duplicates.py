"""Benefits that two files may both speak of under different ids: named, never merged."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from bcr.provenance import CellRef, Problem, Severity, cell_of, content_of, stored_id
from bcr.store import known
from bcr.store.places import Place, places
from bcr.workflow.promises import (
    Columns,
    Promise,
    Promises,
    keys_of,
    promise_at,
    promises_of,
    with_own_title,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bcr.provenance import Block, Reading
    from bcr.store.database import Connection

#: Where the cell of a benefit is looked for, before the row's first.
_TELLING = ("benefits.target", "benefits.title")


class KnownPromises:
    """The benefits of a store as they stand now, by title; kept in step while files go in.

    Read once and not for every file: of 3,000 files each would read all those before it. What no
    later file asks about is not even looked at.
    """

    def __init__(self, connection: Connection) -> None:
        #: Number of the import up to which it knows.
        self.number = known.last_number(connection)
        self._sources = set(known.known_sources(connection))
        self._contents = {content_of(source_id) for source_id in self._sources}
        #: Tables of the files that went in since, which the store may not have yet.
        self._blocks: dict[str, tuple[str, Sequence[Block]]] = {}
        self._places: dict[tuple[str, int], Place] = {}
        #: Read when a file first has benefits.
        self._promises: Promises | None = None
        #: Gives those of the last file that has some: only a later one asks for them.
        self._last: Callable[[], Columns] | None = None

    def is_read_anew(self, reading: Reading) -> bool:
        """Tell whether a file replaces what another layout file made of the same content."""
        return reading.source_id in self._contents and _id_of(reading) not in self._sources

    def take(self, connection: Connection, reading: Reading) -> list[Problem]:
        """Take in what a file says that goes into the store next, and say what is there already.

        A notice stands for each of its benefits that the store may have under another id: it has
        the title of one there, and its case, or its baseline and target, too. A title that several
        benefits of the file or of the store have is a common measure's, and tells nothing.
        """
        if reading.refused:
            return []
        promises = cache(partial(promises_of, reading)) if reading.records.get("benefits") else None
        notices = list(self._like(connection, reading, promises)) if promises else []
        source_id = _id_of(reading)
        if source_id not in self._sources:
            self.number += 1
            self._sources.add(source_id)
            self._contents.add(reading.source_id)
            self._blocks[source_id] = reading.path, reading.blocks
            self._last = promises or self._last
        return notices

    def _like(
        self, connection: Connection, reading: Reading, promises: Callable[[], Columns]
    ) -> Iterator[Problem]:
        there = self._there(connection)
        if not there:
            return
        here = promises()
        ids = frozenset(here["benefit_id"])
        known = there.perhaps_one(here["key"], but=ids)
        for row in with_own_title(here, known) if known else ():
            other = there.only_one(here["key"][row], but=ids)
            if other and (promise := promise_at(here, row)).is_alike(other):
                yield _notice(reading, promise, other, self._place(connection, other))

    def _there(self, connection: Connection) -> Promises:
        """Give the benefits of the store and of the files that go in before the one at hand."""
        if self._promises is None:
            self._promises = _stored(connection)
        if self._last:
            self._promises.add(self._last())
            self._last = None
        return self._promises

    def _place(self, connection: Connection, promise: Promise) -> Place:
        source_id, number = promise.source_id, promise.block
        if source_id in self._blocks:
            path, blocks = self._blocks[source_id]
            block = blocks[number]
            return Place(path, block.sheet, block.range, block.columns)
        if (source_id, number) not in self._places:
            self._places |= places(connection, source_id)
        return self._places[source_id, number]


def _stored(connection: Connection) -> Promises:
    """Give the benefits of the store."""
    from bcr.store import queries

    columns = queries.promises_in_short(connection)
    promises = Promises()
    promises.add({**columns, "key": keys_of(columns["title"])})
    return promises


def _id_of(reading: Reading) -> str:
    return stored_id(reading.source_id, reading.layout)


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
