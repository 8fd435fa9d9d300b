"""The records of one file, table by table: a row as it comes, or many at once by their columns."""

from __future__ import annotations

from collections import deque
from itertools import chain, count
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")

Row: TypeAlias = dict[str, object]
#: Rows that are kept in mind before they are forgotten.
_MOST: Final = 4096
#: Column → its values, one a record.
Columns: TypeAlias = "Mapping[str, Sequence[object]]"


class Gathered:
    """Keeps the records of each table in the order in which they come.

    >>> gathered = Gathered()
    >>> gathered.add("kpis", {"kpi_id": "WAIT", "unit": "days"})
    >>> gathered.add_columns("kpis", {"kpi_id": ["CALLS", "FTE"]})
    >>> gathered.columns()
    {'kpis': {'kpi_id': ['WAIT', 'CALLS', 'FTE'], 'unit': ['days', None, None]}}
    """

    def __init__(self) -> None:
        self._parts: dict[str, list[list[Row] | Columns]] = {}

    def add(self, table: str, row: Row) -> None:
        """Keep one record."""
        parts = self._parts.setdefault(table, [])
        if parts and isinstance(parts[-1], list):
            parts[-1].append(row)
        else:
            parts.append([row])

    def add_columns(self, table: str, columns: Columns) -> None:
        """Keep records by their columns, which are equally long."""
        if any(map(len, columns.values())):
            self._parts.setdefault(table, []).append(columns)

    def has(self, table: str) -> bool:
        """Tell whether a table has any record."""
        return bool(self._parts.get(table))

    def __bool__(self) -> bool:
        """Tell whether there is any record."""
        return any(self._parts.values())

    def parts(self, table: str) -> Sequence[list[Row] | Columns]:
        """Give the records of a table as they came, part by part."""
        return self._parts.get(table, ())

    def settle(self, table: str, kept: list[Row] | Columns) -> None:
        """Keep these records of a table in place of all."""
        self._parts[table] = [kept]

    def rows(self, table: str) -> Iterator[Row]:
        """Give the records of a table one by one."""
        for part in self._parts.get(table, ()):
            if isinstance(part, list):
                yield from part
            else:
                yield from rows_in(part)

    def column(self, table: str, name: str) -> list[object]:
        """Give one column of a table, not to be changed; nothing where a record has none."""
        parts = [_down(part, name) for part in self._parts.get(table, ())]
        return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))

    def columns(self) -> dict[str, dict[str, list[object]]]:
        """Give all records column by column."""
        return {
            table: _as_lists(parts[0])
            if len(parts) == 1 and not isinstance(parts[0], list)
            else {name: self.column(table, name) for name in _names(parts)}
            for table, parts in self._parts.items()
            if parts
        }


def of_each_row(understand: Callable[..., T], *columns: Sequence[object]) -> list[T]:
    """Give what is understood of each row of some columns; rows that say the same only once.

    >>> of_each_row(max, [1, 7, 1], [2, 3, 2])
    [2, 7, 2]
    """
    return Known(understand).of(*columns)


class Known(dict[tuple[object, ...], T]):
    """What is understood of rows: kept from table to table, few ever say anything new."""

    def __init__(self, understand: Callable[..., T], *, most: int = _MOST) -> None:
        super().__init__()
        self._understand, self._most = understand, most

    def of(self, *columns: Sequence[object]) -> list[T]:
        """Give what is understood of each row of some columns."""
        return [*map(self.__getitem__, zip(*columns, strict=True))]

    def __missing__(self, row: tuple[object, ...]) -> T:
        """Give what is understood of a row that is new."""
        if len(self) == self._most:
            self.clear()
        said = self[row] = self._understand(*row)
        return said


def first_of_each(rows: Iterable[T]) -> dict[T, int]:
    """Give what rows say, once, with the number of the first that says it, from top to bottom.

    >>> first_of_each(["a", "b", "a"])
    {'a': 0, 'b': 1}
    """
    firsts: dict[T, int] = {}
    deque(map(firsts.setdefault, rows, count()), maxlen=0)
    return firsts


def rows_in(columns: Columns) -> Iterator[Row]:
    """Give some columns row by row."""
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def _as_lists(columns: Columns) -> dict[str, list[object]]:
    return {name: down if isinstance(down, list) else [*down] for name, down in columns.items()}


def _names(parts: Sequence[list[Row] | Columns]) -> Iterable[str]:
    return dict.fromkeys(
        chain.from_iterable(
            chain.from_iterable(part) if isinstance(part, list) else part for part in parts
        )
    )


def _down(part: list[Row] | Columns, name: str) -> list[object]:
    if isinstance(part, list):
        return [row.get(name) for row in part]
    column = part.get(name)
    if column is None:
        return [None] * len(next(iter(part.values())))
    return column if isinstance(column, list) else [*column]
