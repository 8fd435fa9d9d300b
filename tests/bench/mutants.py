"""How many of a sample of small changes to the figures does a test notice.

Run: python -m tests.bench.mutants [--sample 300] [--seed 1] [--jobs 2]
The tests that reach the changed function are run, the quick ones first, until one fails. The code
of a function is swapped in a process that has all tests loaded; what runs at import is changed in
a process of its own. No known tool does this here: cosmic-ray starts Python and imports everything
anew for each change, mutmut forks after polars has started its threads.
Asks for a system that can fork. The map of what reaches what is made once (minutes) and kept in
--reach; after files of tests have changed, trace those anew:
python -m tests.bench.reach MAP bcr/figures tests/figures/test_x.py ...
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from tests.bench import reach
from tests.bench.mutant_sites import Site, changed, sites
from tests.bench.trials import AT_MOST, Outcome, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import CodeType, ModuleType

    from tests.bench.trials import Asked

_ROOM: Final = "bcr/figures"
_TESTS: Final = (
    "tests/figures", _ROOM, "tests/pages", "tests/contact_centre", "tests/cli",
    "tests/test_appraise.py", "tests/test_audit.py", "tests/test_classify.py",
    "tests/test_history.py",
)  # fmt: skip
#: What tests import that takes long, and nothing of the room; none of it starts threads so early.
_BEFOREHAND: Final = (
    "dataframely", "duckdb", "hypothesis", "numpy", "polars", "pyarrow", "scipy.stats",
    "statsmodels.api", "bcr.schemas.figures", "bcr.schemas.logics", "bcr.schemas.records",
    "bcr.store.queries", "bcr.workbook.reading",
)  # fmt: skip
#: Where the map lies unless said.
_REACH: Final = Path(tempfile.gettempdir(), "bcr-reach.json")


class Tried(NamedTuple):
    """What became of one change."""

    site: Site
    outcome: Outcome
    tests: int

    @property
    def survived(self) -> bool:
        """Whether no test noticed the change."""
        return self.outcome in {Outcome.SURVIVED, Outcome.SPOILT}


class Reached(NamedTuple):
    """One test: what it takes and which functions it reaches."""

    test: str
    seconds: float
    functions: frozenset[str]

    @property
    def file(self) -> str:
        """Path of the file it stands in."""
        return self.test.partition("::")[0]

    @property
    def is_near(self) -> bool:
        """Whether it tests figures, and not what is made of them."""
        return self.test.startswith(("tests/figures", "bcr/"))

    def is_of(self, module: str) -> bool:
        """Whether its file bears the name of a module or speaks of it."""
        name = Path(self.file).stem.removeprefix("test_")
        return name == module.rpartition(".")[2] or module in _text(self.file)


@cache
def _text(file: str) -> str:
    return (reach.ROOT / file).read_text(encoding="utf-8")


@click.command()
@click.option("--sample", default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--only", default="", help="Changes of modules whose names begin so.")
@click.option("--jobs", default=2, show_default=True)
@click.option("--seconds", default=60.0, show_default=True, help="Of tests for a change, at most.")
@click.option("--reach", "reach_file", default=_REACH, type=Path)
def main(  # noqa: PLR0913, PLR0917 - an argument for each option
    sample: int, seed: int, only: str, jobs: int, seconds: float, reach_file: Path
) -> None:
    """Try a sample of changes; name those that nobody noticed."""
    os.environ |= {"CI": "1", "POLARS_MAX_THREADS": "2", "OPENBLAS_NUM_THREADS": "1"}
    if not reach_file.exists() and _reach(reach_file):
        raise SystemExit("The tests fail without any change.")
    tests = [Reached(t, s, frozenset(f)) for t, s, f in json.loads(reach_file.read_text())]
    every = [site for site in _sites() if site.module.startswith(only)]
    chosen = random.Random(seed).sample(every, min(sample, len(every)))  # noqa: S311 - no secret
    asked = [(site, _reaching(site, tests, seconds)) for site in chosen]
    tried = []
    for one in _tried(asked, jobs):
        tried.append(one)
        if one.survived:
            where = f"{one.site.path.relative_to(reach.ROOT)}:{one.site.line}"
            change = f"{one.site.kind}: {one.site.change}"
            click.echo(f"{where}  {change}  ({one.tests} tests, {one.outcome})")
        click.echo(f"{len(tried)} of {len(chosen)}", err=True)
    _say(tried, len(every), seed)


def _reach(to: Path) -> int:
    """Make the map in a process of its own: this one may start no thread before it forks."""
    command = [sys.executable, "-m", "tests.bench.reach", str(to), _ROOM, *_TESTS]
    return subprocess.run(command, check=False).returncode


def _sites() -> list[Site]:
    paths = sorted((reach.ROOT / _ROOM).rglob("*.py"))
    return [site for path in paths for site in sites(path, _module(path))]


def _module(path: Path) -> str:
    return ".".join(path.relative_to(reach.ROOT).with_suffix("").parts)


def _tried(asked: Sequence[Asked], jobs: int) -> Iterator[Tried]:
    """Give what became of each change, those first that are run at import."""
    for name in _BEFOREHAND:
        importlib.import_module(name)
    yield from (Tried(site, Outcome.SURVIVED, 0) for site, tests in asked if not tests)
    yield from _at_import(
        [(site, tests) for site, tests in asked if tests and not site.function], jobs
    )
    inside = {site: tests for site, tests in asked if tests and site.function}
    for site, outcome in outcomes(list(inside.items()), jobs):
        yield Tried(site, outcome, len(inside[site]))


def _at_import(asked: Sequence[Asked], jobs: int) -> Iterator[Tried]:
    """Try each change in a process of its own, so many at a time."""
    waiting = list(asked)
    running: dict[int, Asked] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            site, tests = waiting.pop()
            child = os.fork()
            if not child:
                os._exit(_failed(site, tests))
            running[child] = (site, tests)
        ended, status = os.wait()
        site, tests = running.pop(ended)
        yield Tried(site, Outcome.NOTICED if status else Outcome.SURVIVED, len(tests))


def _reaching(site: Site, tests: Sequence[Reached], seconds: float) -> list[str]:
    """Give the tests that reach a change: those of figures first, and that name its module.

    A test that calls nothing of the room looks at what is made at import.
    """
    path = site.path.relative_to(reach.ROOT).as_posix()
    there = [one for one in tests if f"{path}:{site.function}" in one.functions]
    if not there:  # a constant, or a function that runs at import
        looking = [one for one in tests if one.is_near and not one.functions]
        there = [one for one in tests if any(f.startswith(f"{path}:") for f in one.functions)]
        there += looking if not site.function else []
    whole = Counter[str]()
    for one in there:  # what files share is set up once, where their tests come together
        whole[one.file] += 0 if one.is_near else round(1000 * one.seconds)
    ordered = sorted(
        there,
        key=lambda one: (
            bool(one.functions),
            not one.is_near,
            not one.is_of(site.module),
            whole[one.file],
            one.seconds,
        ),
    )
    took = accumulate(one.seconds for one in ordered)
    return [one.test for one, so_far in zip(ordered, took, strict=True) if so_far <= seconds]


def _failed(site: Site, tests: Sequence[str]) -> int:
    """Give 1 where a test notices the change; runs in a process of its own."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (AT_MOST, AT_MOST))
    other = _Changed(site.module, site.path, changed(site))
    return int(reach.run(tests, other) != 0)


class _Changed(importlib.machinery.SourceFileLoader):
    """Finds one module, and runs other code for it."""

    def __init__(self, module: str, path: Path, code: CodeType) -> None:
        super().__init__(module, str(path))
        self._code = code

    def pytest_collection(self) -> None:
        """Come before pytest's own loader, which would take the file of a doctest as it is."""
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Find this module and no other."""
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self._code, module.__dict__)  # noqa: S102 - our own


def _say(tried: Sequence[Tried], every: int, seed: int) -> None:
    for name in ("kind", "room"):
        click.echo(f"\n{name:<22} changes  noticed")
        all_of = Counter(_of(one, name) for one in tried)
        left: Mapping[str, int] = Counter(_of(one, name) for one in tried if one.survived)
        for key, count in sorted(all_of.items()):
            click.echo(f"{key:<22} {count:>7} {(count - left[key]) / count:>8.0%}")
    noticed = sum(not one.survived for one in tried)
    click.echo(f"\nseed {seed}: {noticed} of {len(tried)} changes were noticed "
               f"({noticed / len(tried):.1%}), of {every:,} that can be made")  # fmt: skip


def _of(one: Tried, name: str) -> str:
    if name == "kind":
        return one.site.kind
    parts = one.site.module.split(".")
    return parts[2] if len(parts) > 3 else "core"


if __name__ == "__main__":
    main()
