"""Where a module can be changed by a little, and the module so changed."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

_OPERATORS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
#: Arguments that say how something is done, and not what comes out; their values are no sites.
_HOW: Final = frozenset({"maxsize", "engine", "slots"})
#: Characters of a change that are shown, and of those before it.
_SHOWN, _BEFORE = 70, 20
#: Words whose neighbour polars takes in their place.
_OTHER_WORDS: Final = {"left": "inner", "inner": "left", "full": "left", "anti": "semi",
                       "semi": "anti", "backward": "forward", "forward": "backward"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """One small change: its place in a module, its kind, and what becomes what."""

    module: str
    path: Path
    #: Of all that can be changed in the module.
    number: int
    line: int
    #: Name of the function or method whose body it is in; empty for what is run at import.
    function: str
    kind: str
    change: str


def sites(path: Path, module: str) -> Iterator[Site]:
    """Give every small change of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    around = _functions(tree)
    for number, (old, new, kind) in enumerate(_changes(tree)):
        line, change = getattr(old, "lineno", 0), _change(ast.unparse(old), ast.unparse(new))
        yield Site(module, path, number, line, around.get(id(old), ""), kind, change)


def changed(site: Site) -> CodeType:
    """Give the code of a module with one change made."""
    tree = ast.parse(site.path.read_text(encoding="utf-8"))
    old, new, _ = list(_changes(tree))[site.number]

    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

    Swap().generic_visit(tree)
    return compile(ast.fix_missing_locations(tree), str(site.path), "exec")


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST, str]]:
    """Give each node that can be another, with that other, in an order that never differs."""
    left_alone = set(_silent(tree))
    for node in ast.walk(tree):
        if id(node) not in left_alone:
            for new, kind in _others(node):
                if ast.dump(new) != ast.dump(node):  # `return None` cannot become that
                    yield node, ast.copy_location(new, node), kind


def _silent(tree: ast.Module) -> Iterator[int]:
    """Give what comes to nothing: docstrings, annotations, imports for types, how it is done."""
    for node in ast.walk(tree):
        quiet: list[ast.AST | None] = []
        match node:
            case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
                quiet = [node]
            case ast.FunctionDef():
                quiet = [node.returns]
            case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
                quiet = [node]
            case ast.arg() | ast.AnnAssign():
                quiet = [node.annotation]
            case ast.keyword(arg=name, value=value) if name in _HOW:
                quiet = [value]
            case _:
                pass
        for one in filter(None, quiet):
            yield from map(id, ast.walk(one))


def _others(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OPERATORS:
            yield _with(node, "ops", [_OPERATORS[type(op)]()]), "comparison"
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            yield _with(node, "op", _OPERATORS[type(op)]()), "arithmetic"
        case ast.BoolOp(op=op):
            yield _with(node, "op", _OPERATORS[type(op)]()), "boolean"
        case ast.UnaryOp(operand=operand):
            yield operand, "sign or not"
        case ast.Constant(value=str() | int() | float() as value):
            yield ast.Constant(value=_other(value)), "text" if isinstance(value, str) else "number"
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test=test, body=orelse, orelse=body), "either or"
        case ast.Return(value=ast.expr()):
            yield ast.Return(value=ast.Constant(value=None)), "return None"
        case ast.Call():
            yield from _calls(node)
        case _:
            return


def _other(value: float | str) -> float | str:
    if isinstance(value, str):
        return _OTHER_WORDS.get(value, f"{value}_")
    return not value if isinstance(value, bool) else value + 1


def _calls(call: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    for keyword in call.keywords:
        if keyword.arg not in _HOW:
            kept = [one for one in call.keywords if one is not keyword]
            yield _with(call, "keywords", kept), "argument dropped"
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        yield call.func.value, "step dropped"


def _with(node: ast.expr, field: str, value: object) -> ast.expr:
    new = copy.copy(node)
    setattr(new, field, value)
    return new


def _functions(tree: ast.Module) -> dict[int, str]:
    """Give the name of the outermost function whose body a node is in, by the node's id.

    A default or decorator is run at import, and so is counted what is decorated: what a cache
    keeps does not change with the code.
    """
    inside = [(f"{one.name}.", one.body) for one in tree.body if isinstance(one, ast.ClassDef)]
    return {
        id(node): f"{prefix}{function.name}"
        for prefix, body in [("", tree.body), *inside]
        for function in body
        if isinstance(function, ast.FunctionDef) and _is_plain(function)
        for statement in function.body
        for node in ast.walk(statement)
    }


def _is_plain(function: ast.FunctionDef) -> bool:
    return all(ast.unparse(one) in {"classmethod", "property"} for one in function.decorator_list)


def _change(old: str, new: str) -> str:
    """Give two pieces of code beside each other, without what they begin with alike."""
    both = zip(old, new, strict=False)
    alike = max(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both)) - _BEFORE, 0)
    return " → ".join(_short(text[alike:]) for text in (old, new))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
