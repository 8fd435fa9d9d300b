"""Values that a layout file gives every record, each as its field takes it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.workbook.files.value import as_text
from bcr.workbook.values.amounts import Amount, Unreadable, amount_in
from bcr.workbook.values.dates import date_in
from bcr.workbook.values.editions import edition_year
from bcr.workbook.values.hints import Hint
from bcr.workbook.values.periods import Period, period_in
from bcr.workbook.values.quantities import quantity
from bcr.workbook.words.fields import Kind, kind_of_field, normal, vocabulary

if TYPE_CHECKING:
    from bcr.workbook.files.value import Value
    from bcr.workbook.values.dates import Edge


def constant(field: str, stated: object, *, year_starts: int) -> object:
    """Give a constant as a cell of its field would be read.

    Raises: ValueError, saying what the field may be.

    >>> constant("benefits.better", "Decrease", year_starts=4)
    'lower'
    >>> constant("cases.template_year", 2018, year_starts=4)
    2018
    """
    kind = kind_of_field(field)
    value = _cell(field, stated)
    match kind:
        case Kind.ID | Kind.TEXT:
            return " ".join(as_text(value).split())
        case Kind.WORD:
            return _word(field, as_text(value))
        case Kind.YES_NO:
            return _yes(field, value)
        case Kind.STARTS | Kind.ENDS | Kind.PERIOD | Kind.YEAR:
            return _time(field, kind, value, year_starts)
        case _:
            return _number(field, value)


def _cell(field: str, stated: object) -> Value:
    """Give what TOML says as a cell would hold it."""
    match stated:
        case dt.datetime() | dt.time():
            raise ValueError(f"{field} is {stated}; it may be a day, without a time")
        case str() | bool() | float() | dt.date():
            return stated
        case int():
            return float(stated)
        case _:
            raise ValueError(f"{field} is {stated!r}; it may be a text, a number or a day")


def _word(field: str, text: str) -> str:
    known = vocabulary()[field.partition(".")[2]]
    word = known.get(normal(text))
    if word is None:
        choices = ", ".join(dict.fromkeys(known.values()))
        raise ValueError(f"{field} is {text!r}; it may be one of {choices}")
    return word


def _yes(field: str, value: Value) -> bool:
    match value:
        case bool():
            return value
        case _:
            raise ValueError(f"{field} is {value!r}; it may be true or false")


def _time(field: str, kind: Kind, value: Value, year_starts: int) -> dt.date | Period | int:
    got: dt.date | Period | int | Unreadable | None
    match kind:
        case Kind.PERIOD:
            got = period_in(value, year_starts=year_starts)
            such = "it may be a period such as '2023/24'"
        case Kind.YEAR:
            got = edition_year(value)
            such = "it may be a year such as 2018"
        case _:
            edge: Edge = "start" if kind is Kind.STARTS else "end"
            got = date_in(value, edge=edge, year_starts=year_starts)
            such = "write a day such as 2024-03-31"
    if got is None or isinstance(got, Unreadable):
        raise ValueError(f"{field} is {as_text(value)!r}; {such}")
    return got


def _number(field: str, value: Value) -> Amount | float:
    amount = amount_in(value)
    number = amount if isinstance(amount, Unreadable) else quantity(amount, field, Hint())
    match amount, number:
        case Amount(), float():
            kind = kind_of_field(field)
            return amount if kind is Kind.LEVEL else int(number) if kind is Kind.MONTHS else number
        case _, Unreadable(message=why):
            raise ValueError(f"{field} is {as_text(value)!r}. {why}")
        case _:
            raise ValueError(f"{field} is {as_text(value)!r}; it must be a number")
