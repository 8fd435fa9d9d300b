"""Which column a layout file means: by header, by letter, or by both, which must then agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS: Final = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """Where a column is: by header, by letter, or by both, which must then agree."""

    header: str = ""
    letter: str = ""

    def __str__(self) -> str:
        """Give the column as a person would name it."""
        return f"“{self.header}”" if self.header.strip() else f"column {self.letter}"


def column_spec(name: str, spec: str | Mapping[str, str]) -> ColumnSpec:
    """Give what a layout file says of the column that `name` speaks of.

    Raises: ValueError, where it names no column.
    """
    stated = {"header": spec} if isinstance(spec, str) else spec
    only(stated, frozenset({"header", "letter"}), f"the column of {name}")
    column = ColumnSpec(str(stated.get("header", "")), str(stated.get("letter", "")).upper())
    if column.letter and not _LETTERS.fullmatch(column.letter):
        raise ValueError(
            f"the letter of {name} is {column.letter!r}; it may be such as 'T' or 'AB'"
        )
    if not column.letter and not column.header.strip():
        raise ValueError(f"{name} names neither a header nor a letter")
    return column


def only(stated: Mapping[str, object], allowed: frozenset[str], where: str) -> None:
    """Refuse keys that are not known: a misspelt one would be ignored in silence.

    Raises: ValueError, with those that may stand there.
    """
    unknown = sorted(stated.keys() - allowed)
    if unknown:
        raise ValueError(f"{where} has no `{unknown[0]}`; it may have {', '.join(sorted(allowed))}")


def one_of(value: object, allowed: frozenset[str], where: str) -> str:
    """Give a word of a closed list.

    Raises: ValueError, with the list.
    """
    if value not in allowed:
        choices = ", ".join(repr(one) for one in sorted(allowed))
        raise ValueError(f"{where} is {value!r}; it may be {choices}")
    return str(value)
