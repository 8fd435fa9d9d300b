"""Which test reaches which function of a room, and how long it takes: a plugin of pytest."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from types import FrameType

ROOT: Final = Path(__file__).parents[2]


class Reach:
    """Functions by the tests that call them, those of a shared fixture for each test of a file."""

    def __init__(self, folder: str) -> None:
        self._folder = f"{ROOT / folder}/"
        self._now: set[str] = set()
        self._called: dict[str, set[str]] = {}
        self._shared: dict[str, set[str]] = defaultdict(set)
        self._seconds: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Trace what fixtures call."""
        try:
            return (yield from self._traced())
        finally:
            self._shared[_file(item.nodeid)] |= self._now

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Trace what a test calls."""
        try:
            return (yield from self._traced())
        finally:
            self._called[item.nodeid] = self._now

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how long a test took."""
        self._seconds[report.nodeid] += report.duration

    def _traced(self) -> Generator[None, object, object]:
        self._now = set()
        sys.settrace(self._trace)
        try:
            return (yield)
        finally:
            sys.settrace(None)

    def _trace(self, frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(self._folder):
            path = code.co_filename.removeprefix(f"{ROOT}/")
            self._now.add(f"{path}:{code.co_qualname.partition('.<locals>')[0]}")

    def write(self, to: Path) -> None:
        """Write `[test, seconds, functions]` of each test as JSON; those of other files stay."""
        rows = [
            [test, self._seconds[test], sorted(called | self._shared[_file(test)])]
            for test, called in self._called.items()
        ]
        files = set(map(_file, self._called))
        before = json.loads(to.read_text(encoding="utf-8")) if to.exists() else []
        kept = [row for row in before if _file(row[0]) not in files]
        to.write_text(json.dumps(kept + rows), encoding="utf-8")


def _file(test: str) -> str:
    return test.partition("::")[0]


def run(tests: Sequence[str], *plugins: object) -> int:
    """Run some tests in this process until one fails, on few and the same examples; give the code.

    What takes a hundred examples to fail is not sought here.
    """
    settings.register_profile("few", max_examples=10, deadline=None, derandomize=True)
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile", "few"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of what came in before
    return int(pytest.main([*options, *tests], plugins=plugins))


def main(to: Path, folder: str, tests: list[str]) -> int:
    """Run some tests once, write what they reach if all pass; give pytest's exit code.

    After one that fails no other runs, so there would be no more than part of a map.
    """
    reach = Reach(folder)
    code = run(tests, reach)
    if not code:
        reach.write(to)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
