"""How many of a sample of small changes to the figures does a test notice.

Run: python -m tests.bench.mutants [--sample 300] [--seed 1]
Each change is made in a process of its own, which runs the tests that reach the changed function:
the quick ones first, until one fails. No known tool does this here: cosmic-ray starts Python and
imports everything anew for each change, mutmut forks after polars has started its threads.
Asks for a system that can fork. The map of what reaches what is made once (minutes) and kept in
--reach; make it anew after tests have changed.
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
import time
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from tests.bench import reach
from tests.bench.mutant_sites import Site, changed, sites

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType, ModuleType

_ROOM: Final = "bcr/figures"
_TESTS: Final = (
    "tests/figures", _ROOM, "tests/pages", "tests/contact_centre", "tests/cli",
    "tests/test_appraise.py", "tests/test_audit.py", "tests/test_classify.py",
    "tests/test_history.py",
)  # fmt: skip
#: What tests import that takes long, and nothing of the room; none of it starts threads so early.
_BEFOREHAND: Final = (
    "dataframely", "duckdb", "hypothesis", "numpy", "polars", "pyarrow", "scipy.stats",
    "statsmodels.api", "bcr.schemas.figures", "bcr.schemas.records", "bcr.store.queries",
    "bcr.workbook.reading",
)  # fmt: skip
#: Tests that are run for a change, by the seconds they took together: the near, then the others.
_NEAR, _FAR = 15.0, 45.0
#: Where the map lies unless said.
_REACH: Final = Path(tempfile.gettempdir(), "bcr-reach.json")
#: Processor time after which a change is taken for one that never ends.
_AT_MOST: Final = 180


class Tried(NamedTuple):
    """What became of one change."""

    site: Site
    survived: bool
    tests: int


class Reached(NamedTuple):
    """One test: what it takes and which functions it reaches."""

    test: str
    seconds: float
    functions: frozenset[str]


@click.command()
@click.option("--sample", default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--only", default="", help="Changes of modules whose names begin so.")
@click.option("--reach", "reach_file", default=_REACH, type=Path)
def main(sample: int, seed: int, only: str, reach_file: Path) -> None:
    """Try a sample of changes; name those that nobody noticed."""
    os.environ |= {"CI": "1", "POLARS_MAX_THREADS": "2", "OPENBLAS_NUM_THREADS": "1"}
    if not reach_file.exists() and _reach(reach_file):
        raise SystemExit("The tests fail without any change.")
    tests = [Reached(t, s, frozenset(f)) for t, s, f in json.loads(reach_file.read_text())]
    for name in _BEFOREHAND:
        importlib.import_module(name)
    every = [site for site in _sites() if site.module.startswith(only)]
    chosen = random.Random(seed).sample(every, min(sample, len(every)))  # noqa: S311 - no secret
    tried = []
    for site in chosen:
        tried.append(_tried(site, tests))
        if tried[-1].survived:
            where = f"{site.path.relative_to(reach.ROOT)}:{site.line}"
            click.echo(f"{where}  {site.kind}: {site.change}  ({tried[-1].tests} tests)")
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


def _tried(site: Site, tests: Sequence[Reached]) -> Tried:
    reaching = _reaching(site, tests)
    seconds = list(accumulate(one.seconds for one in reaching))
    near, far = (bisect_right(seconds, most) for most in (_NEAR, _FAR))
    both = (reaching[: near or 1], reaching[near or 1 : far])
    return Tried(site, not any(_is_noticed(site, some) for some in both), max(near, far))


def _is_noticed(site: Site, tests: Sequence[Reached]) -> bool:
    child = os.fork()
    if not child:
        os._exit(_failed(site, [one.test for one in tests]))
    return os.waitpid(child, 0)[1] != 0


def _reaching(site: Site, tests: Sequence[Reached]) -> list[Reached]:
    """Give the tests that reach a change, the nearest and quickest first."""
    path = site.path.relative_to(reach.ROOT).as_posix()
    function = f"{path}:{site.function}"
    near = [one for one in tests if function in one.functions]
    if not near:  # a constant, or a function that runs at import
        near = [one for one in tests if any(f.startswith(f"{path}:") for f in one.functions)]
    at_hand = ("tests/figures", "bcr/")
    return sorted(near, key=lambda one: (not one.test.startswith(at_hand), one.seconds))


def _failed(site: Site, tests: Sequence[str]) -> int:
    """Give 1 where a test notices the change; runs in a process of its own."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (_AT_MOST, _AT_MOST))
    other = _Changed(site.module, site.path, changed(site))
    return int(bool(tests) and reach.run(tests, other) != 0)


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
               f"({noticed / len(tried):.1%}), of {every:,} that can be made; "
               f"{time.process_time() + _children():.0f} s of processor")  # fmt: skip


def _of(one: Tried, name: str) -> str:
    if name == "kind":
        return one.site.kind
    parts = one.site.module.split(".")
    return parts[2] if len(parts) > 3 else "core"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
