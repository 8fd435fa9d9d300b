"""Which columns of a table feed what: worked out once for all tables with the same header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Kinds of cell that say what a row is about.
_NAMING: Final = frozenset({Kind.ID, Kind.TEXT, Kind.PERIOD})


class TableColumns:
    """The columns of a table; not to be changed."""

    __slots__ = ("by_field", "fields", "has_ids", "header", "named_by", "naming", "periods")

    def __init__(
        self, by_field: Mapping[str, int], header: Mapping[int, str], periods: Collection[int]
    ) -> None:
        #: Field → its column.
        self.by_field = by_field
        #: Column → its header, from left to right.
        self.header = dict(sorted(header.items()))
        #: Those that hold a period's value.
        self.periods = periods
        #: Column → its field.
        self.fields = {column: name for name, column in reversed(tuple(by_field.items()))}
        #: Those whose cells say what a row is about, and those of them that have a header.
        self.naming = [c for c, name in self.fields.items() if kind_of_field(name) in _NAMING]
        self.named_by = self.header.keys() & set(self.naming)
        self.has_ids = any(kind_of_field(name) is Kind.ID for name in by_field)
