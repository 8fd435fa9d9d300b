"""One currency a row: money that contradicts it is no figure of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.values.amounts import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bcr.workbook.recognition.found import Place

#: What a bare $ may stand for.
_DOLLARS: Final = frozenset({"AUD", "CAD", "NZD", "USD"})


class Money(NamedTuple):
    """A money field that was read, and the currency that its cell or header states."""

    field: str
    place: Place
    currency: str


def iso_code(text: str) -> str:
    """Give the code of a currency however a cell names it.

    >>> iso_code("£"), iso_code("gbp"), iso_code("XOF")
    ('GBP', 'GBP', 'XOF')
    """
    return CURRENCIES.get(text.casefold(), text.upper())


def settled(
    unit: str | None, of_levels: str | None, stated: str | None, money: Iterable[str | None]
) -> tuple[str | None, str | None]:
    """Give unit and currency of a row by what its levels are in, its currency column, its money.

    The column settles what a bare $ leaves open.

    >>> settled("USD", "USD", "AUD", []), settled("calls", None, None, [None, "GBP"])
    (('AUD', 'AUD'), ('calls', 'GBP'))
    """
    of_money = next(filter(None, money), None)
    currency = (iso_code(stated) if stated else of_money or of_levels) or None
    return (currency if of_levels and unit == of_levels else unit), currency


def unlike_the_rest(row: Sequence[Money], stated: str | None) -> Iterator[tuple[Money, str]]:
    """Give each figure in another currency than its row states, or its first figure has."""
    wanted = iso_code(stated) if stated else next((m.currency for m in row if m.currency), "")
    for money in row:
        if not money.currency or money.currency == wanted:
            continue
        if stated and {money.currency, wanted} <= _DOLLARS:
            continue
        said = "the row's currency column says" if stated else "other money of the row is in"
        yield money, f"This is in {money.currency}, {said} {wanted}; give one currency a row."
