"""The columns of the tables that files fill, read from the text of `records`, which defines them.

An import needs no more of a table than this. To import dataframely, and numpy with it, takes as
long as to read thirty workbooks.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bcr import model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, in dataframely's words."""

    #: Date, Enum, Float64, Int32 or String.
    kind: str
    nullable: bool = False
    min: float | None = None
    max: float | None = None
    min_length: int = 0
    #: Of an Enum.
    categories: tuple[str, ...] = ()

    @property
    def stored(self) -> pl.DataType:
        """Its type in the store, which has the words of an Enum as text."""
        import polars as pl

        kind: type[pl.DataType] = getattr(pl, "String" if self.kind == "Enum" else self.kind)
        return kind()


@cache
def tables() -> Mapping[str, Mapping[str, Column]]:
    """Give the columns of each table of `records.RECORDS` by name, in the same order."""
    text = (resources.files("bcr.schemas") / "records.py").read_text(encoding="utf-8")
    classes: dict[str, dict[str, Column]] = {}
    named: dict[str, str] = {}
    for node in ast.parse(text).body:
        match node:
            case ast.ClassDef(name="Sourced"):
                classes["Sourced"] = dict(_columns(node))
            case ast.ClassDef(name=name, bases=[ast.Name(id=base)]) if base in classes:
                classes[name] = classes[base] | dict(_columns(node))
            case ast.AnnAssign(target=ast.Name(id="RECORDS"), value=ast.Dict(keys, schemas)):
                named = dict(zip(map(_text, keys), map(_text, schemas), strict=True))
            case _:
                pass
    return {table: classes[schema] for table, schema in named.items()}


def _text(node: ast.expr | None) -> str:
    """Give a name or a quoted text."""
    return str(getattr(node, "value", None) or getattr(node, "id", ""))


def _columns(node: ast.ClassDef) -> Iterator[tuple[str, Column]]:
    """Give the columns that a class adds to those of its base."""
    for line in node.body:
        match line:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Attribute(attr=kind), args=args, keywords=keywords),
            ):
                said = {str(one.arg): ast.literal_eval(one.value) for one in keywords}
                categories = tuple(one.value for arg in args for one in getattr(model, _text(arg)))
                yield said.pop("alias", name), Column(kind, categories=categories, **said)
            case _:
                pass
