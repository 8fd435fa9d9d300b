"""The catalogue of problems is true and whole: each is said so, and there is no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bcr
from bcr.workbook.layouts.layout_file import read_layout
from bcr.workbook.reading import read_file
from bcr.workbook.serving import unread
from bcr.workflow.workbooks import import_files
from tests.readme_problems import README, with_problems
from tests.workbook.books import sheets_in, write_book
from tests.workbook.catalogue import CATALOGUE
from tests.workbook.catalogue.files import OPEN_DOCUMENT, UNFINISHED
from tests.workbook.old_formats import write_ods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.provenance import Problem, Reading
    from tests.workbook.catalogue.example import Example

#: Rooms whose problems are the user's.
ROOMS = ("workbook", "store", "workflow", "config.py")
#: A rule, and a rule of which a part is put in when it is said: unknown-{}, {}-not-a-number.
WHOLE = re.compile(r"[a-z]+(-[a-z]+)+")
IN_PARTS = re.compile(r"(?=.*[a-z]-|.*-[a-z])[a-z-]*(?:\{\}[a-z-]*)+")
#: Rules whose first words are the field that they are about.
OF_FIELDS = ("not-a-number", "not-a-date", "not-a-year", "out-of-range")


@pytest.mark.parametrize("example", CATALOGUE, ids=lambda example: example.rule)
def test_the_example_of_a_problem_shows_it_and_says_this(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading = _read(example)
    said = [
        (problem.severity, _place(problem), problem.found, problem.message)
        for problem in reading.problems
        if problem.rule == example.rule
    ]
    assert said[0] == (example.severity, example.place, example.found, example.message)


def test_every_rule_that_the_program_can_give_is_in_the_catalogue_and_no_other() -> None:
    rules = {example.rule for example in CATALOGUE}
    given = set(_rules_in_source())
    patterns = [re.compile(rule.replace("{}", "[a-z-]+")) for rule in given]
    patterns += [re.compile(f"[a-z-]+-{rule}") for rule in OF_FIELDS]
    unshown = {
        rule
        for rule in given
        if not any(re.fullmatch(rule.replace("{}", "[a-z-]+"), one) for one in rules)
        and not (rule in OF_FIELDS and any(one.endswith(rule) for one in rules))
    }
    assert not unshown, "write an example of each in tests/workbook/catalogue"
    assert not {rule for rule in rules if not any(p.fullmatch(rule) for p in patterns)}


def test_the_catalogue_is_in_order_and_names_each_rule_once() -> None:
    rules = [example.rule for example in CATALOGUE]
    assert rules == sorted(set(rules))


def test_the_readme_lists_every_problem() -> None:
    readme = README.read_text("utf-8")
    if readme != with_problems(readme, CATALOGUE):
        pytest.fail("README.md is behind the catalogue; run `make readme`.", pytrace=False)


def _read(example: Example) -> Reading:
    path = Path(example.name)
    if example.drawing == UNFINISHED:
        path.touch()
        return unread(path, "took longer than 120 s")
    if example.drawing == OPEN_DOCUMENT:
        return read_file(write_ods(path, [["Benefit ID", "Benefit", "Target"], ["B1", "Calls", 1]]))
    if path.suffix == ".xlsx":
        write_book(path, sheets_in(example.drawing), example.edit)
        return _imported(path, example.earlier) if example.earlier else _laid_out(path, example)
    path.write_text(example.drawing, encoding="utf-8")
    return read_file(path)


def _laid_out(path: Path, example: Example) -> Reading:
    if not example.layout:
        return read_file(path)
    family = Path("family.toml")
    family.write_text(f'files = "*.xlsx"\n{example.layout}', encoding="utf-8")
    return read_file(path, [read_layout(family)])


def _imported(path: Path, drawing: str) -> Reading:
    earlier = write_book(Path("earlier.xlsx"), sheets_in(drawing))
    *_, last = import_files(Path("bcr.duckdb"), [earlier, path], [])
    return last.reading


def _place(problem: Problem) -> str:
    where = problem.where
    return f"{where.sheet}!{where.cell}" if where.cell else where.sheet


def _rules_in_source() -> Iterator[str]:
    """Every text of the rooms that is written as a rule is."""
    root = Path(bcr.__file__).parent
    files = (f for room in ROOMS for f in [root / room, *(root / room).rglob("*.py")])
    for file in files:
        if file.is_file():
            yield from _rules_in(ast.parse(file.read_text("utf-8")))


def _rules_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values
            )
            if IN_PARTS.fullmatch(text):
                yield text
        elif isinstance(node, ast.Constant) and WHOLE.fullmatch(str(node.value)):
            yield str(node.value)
