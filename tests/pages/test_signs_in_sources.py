"""No page writes a number past its locale: the sources are read for what would."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BCR = Path(__file__).parents[2] / "bcr"
#: What writes for the locale, and what writes for programs and for auditors' spreadsheets.
LEFT_OUT = {"words.py", "steps.py"}
#: A format with grouping, or with digits after the point, or in percent.
FORMAT = re.compile(r"[,_]|\.\d|[feg%n]$")
#: A number with a point, a comma or a percent sign in the middle of a text.
SIGN = re.compile(r"\d%|\d\.\d|\d,\d{3}")


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """The texts of a source but for docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def past_the_locale(source: str) -> list[tuple[int, str]]:
    """Line and text of each number that a source would write by itself."""
    tree = ast.parse(source)
    specs = {
        id(part): node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr)
        for part in node.format_spec.values
    }
    return [
        (text.lineno, str(text.value))
        for text in texts(tree)
        if (
            FORMAT.search(str(text.value))
            if id(text) in specs
            else SIGN.search(str(text.value)) or re.search(r"\{:[^}]*[,%]", str(text.value))
        )
    ]


@pytest.mark.parametrize(
    "wrong",
    ['f"{n:,} more"', 'f"{share:.1%}"', 'f"{p:.3f}"', '"a 90% band"', '"{:,}".format(n)'],
)
def test_what_would_be_written_past_the_locale_is_seen(wrong: str) -> None:
    assert past_the_locale(f"said = {wrong}")


@pytest.mark.parametrize("right", ['f"{whole(n)} more"', '"""Docstrings may: 90%."""', 'f"{x!r}"'])
def test_what_leaves_its_signs_to_the_locale_is_let_be(right: str) -> None:
    assert not past_the_locale(right)


def test_no_page_writes_a_number_by_itself() -> None:
    sources = (path for path in (BCR / "pages").rglob("*.py") if path.name not in LEFT_OUT)

    assert not [
        f"{path.relative_to(BCR.parent).as_posix()}:{line}: {text}"
        for path in sources
        for line, text in past_the_locale(path.read_text(encoding="utf-8"))
    ]


def test_no_template_writes_a_number_by_itself() -> None:
    own = re.compile(r"\{:[^}]*\}|toLocaleString|format\(\"en")
    templates = [
        path
        for path in (BCR / "render" / "templates").iterdir()
        if path.suffix in {".html", ".js", ".typ"}
    ]

    assert templates
    assert not [path.name for path in templates if own.search(path.read_text(encoding="utf-8"))]
