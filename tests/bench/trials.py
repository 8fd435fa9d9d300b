"""Tests held against one change after another, in a process that has everything loaded."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections import deque
from enum import StrEnum
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest

from tests.bench import reach
from tests.bench.mutant_sites import changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.mutant_sites import Site

#: A change, and the tests to hold against it.
Asked: TypeAlias = "tuple[Site, Sequence[str]]"
#: Processor time after which a change is taken for one that never ends.
AT_MOST: Final = 90


class Outcome(StrEnum):
    """What the tests said of a change."""

    SURVIVED = "survived"
    NOTICED = "noticed"
    #: The process crashed, or used the processor for too long.
    ENDED = "ended"
    #: A test failed that fails without the change too, or is not there: nothing is known.
    SPOILT = "spoilt"


def outcomes(asked: Sequence[Asked], jobs: int) -> Iterator[tuple[Site, Outcome]]:
    """Give what became of each change once it is known, from so many processes."""
    files = sorted({test.partition("::")[0] for _, tests in asked for test in tests})
    waiting = deque(asked)
    again: list[Site] = []
    at_work: dict[Connection, Asked | None] = {_worker(files): None for _ in range(jobs)}
    while at_work:
        for worker in wait(list(at_work)):
            assert isinstance(worker, Connection)
            done, outcome = at_work.pop(worker), _answer(worker)
            if done and outcome == Outcome.SPOILT and done[0] not in again:
                again.append(done[0])
                waiting.append(done)
            elif done and outcome:
                yield done[0], outcome
            if outcome in {Outcome.SPOILT, Outcome.ENDED}:
                at_work[_worker(files)] = None
            elif waiting:
                at_work[worker] = waiting.popleft()
                worker.send(at_work[worker])
            else:
                worker.send(None)


def _answer(worker: Connection) -> Outcome | None:
    try:
        return worker.recv()  # type: ignore[no-any-return] # what `Trials` sends
    except EOFError:
        return Outcome.ENDED


def _worker(files: Sequence[str]) -> Connection:
    """Give the near end of a process that loads some files of tests."""
    near, far = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    context.Process(target=serve, args=(far, files)).start()
    far.close()
    return near


class Trials:
    """A plugin of pytest that runs some of the tests for each change it is sent, instead of all.

    The code of the one function is swapped and put back. What fails is run once more without the
    change, and has to pass.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer each change and its tests with the outcome, until there is none."""
        items = {item.nodeid: item for item in session.items}
        names = {item: dict(item.dtest.globs) for item in session.items
                 if isinstance(item, pytest.DoctestItem)}  # fmt: skip
        self._connection.send(None)
        while (asked := self._connection.recv()) is not None:
            site, tests = asked
            used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
            resource.setrlimit(resource.RLIMIT_CPU, (used + AT_MOST, resource.RLIM_INFINITY))
            known = [items[test] for test in tests if test in items]
            complete = len(known) == len(tests)  # else the map is of other tests
            self._connection.send(_outcome(site, known, names) if complete else Outcome.SPOILT)
        return True


def serve(connection: Connection, tests: Sequence[str]) -> None:
    """Load some tests, and run those of each change that is sent."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    reach.run(tests, Trials(connection))


def _outcome(
    site: Site, items: Sequence[pytest.Item], names: dict[pytest.DoctestItem, dict[str, object]]
) -> Outcome:
    function = _function(site)
    sound, function.__code__ = function.__code__, _code(changed(site), site.function)
    try:
        failed = _first_failed(items, names)
    finally:
        function.__code__ = sound
    if failed is None:
        return Outcome.SURVIVED
    return Outcome.SPOILT if _first_failed([failed], names) else Outcome.NOTICED


def _first_failed(
    items: Sequence[pytest.Item], names: dict[pytest.DoctestItem, dict[str, object]]
) -> pytest.Item | None:
    """Give the first test that fails; all that was set up is taken down again."""
    for item, following in pairwise([*items, None]):
        assert item is not None
        if isinstance(item, pytest.DoctestItem):  # its names are lost when it has run
            item.dtest.globs = dict(names[item])
        before = item.session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed > before:
            item.session._setupstate.teardown_exact(None)  # noqa: SLF001 - fixtures of files too
            return item
    return None


def _function(site: Site) -> FunctionType:
    found = sys.modules[site.module]
    for name in site.function.split("."):
        found = vars(found)[name]
    found = getattr(found, "__func__", getattr(found, "fget", found))
    assert isinstance(found, FunctionType)
    return found


def _code(module: CodeType, name: str) -> CodeType:
    return next(one for one in _all_code(module) if one.co_qualname == name)


def _all_code(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _all_code(one)
