"""Which benefits of a case go on which of its pages, so that none is too large to open at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Benefits on one page at the most.
MOST_BENEFITS: Final = 12
#: Rows of the table under a chart; a longer record is in its file.
MOST_LISTED: Final = 120
#: What a page has room for in points of a record, each about 170 bytes of it with its row of the
#: table; measured, so that a page stays below 80 KB.
ROOM: Final = 405
#: What the rest takes, in the same: a benefit without its record, and on the first page a line
#: in each list for every benefit of the case, and the costs by year.
_BENEFIT: Final = 20
_LINES: Final = 7
_COSTS: Final = 80
#: A point that is drawn and not listed takes so much less.
_DRAWN: Final = 5


def benefits_by_page(
    rows: Sequence[dict[str, Any]], points: Sequence[int], *, costs: bool
) -> list[list[dict[str, Any]]]:
    """The rows in their order, page by page; at least one page, which may be empty.

    `points`: how long the record of each benefit is, 0 where it has none.

    >>> rows = [{"benefit_id": n} for n in range(5)]
    >>> [len(page) for page in benefits_by_page(rows, [100] * 5, costs=False)]
    [3, 2]
    """
    return [list(page) for page in _pages(rows, points, costs=costs)] or [[]]


def _pages(
    rows: Sequence[dict[str, Any]], points: Sequence[int], *, costs: bool
) -> Iterator[list[dict[str, Any]]]:
    page: list[dict[str, Any]] = []
    room = ROOM - _LINES * len(rows) - (_COSTS if costs else 0)
    for row, many in zip(rows, points, strict=True):
        taken = _BENEFIT + min(many, MOST_LISTED) + max(many - MOST_LISTED, 0) // _DRAWN
        if page and (taken > room or len(page) == MOST_BENEFITS):
            yield page
            page, room = [], ROOM
        page.append(row)
        room -= taken
    if page:
        yield page
