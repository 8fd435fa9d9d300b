"""Whole commands timed in turn, so that a ratio holds while the machine's speed drifts."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Timed:
    """Median seconds of a command, and its median ratio to the first command, run by run."""

    name: str
    seconds: float
    ratio: float
    #: The same of processor time, which what else the machine does hardly changes.
    processor: float
    work: float
    #: Largest resident size of any of its processes, in MiB.
    peak: float


@dataclass(frozen=True, slots=True)
class _Run:
    seconds: float
    processor: float
    peak: float


def side_by_side(
    commands: Mapping[str, Sequence[str]], *, runs: int = 5, warm: bool = True
) -> list[Timed]:
    """Time each command `runs` times, A B C A B C …, after one round that is not counted.

    Not `warm`: without that round, for commands that take minutes.
    """
    measured: dict[str, list[_Run]] = {name: [] for name in commands}
    for round_number in range(runs + warm):
        for name, command in commands.items():
            taken = _once(command)
            if round_number >= warm:
                measured[name].append(taken)
    first = next(iter(measured.values()))
    return [_timed(name, runs_of_it, first) for name, runs_of_it in measured.items()]


def _timed(name: str, runs: Sequence[_Run], first: Sequence[_Run]) -> Timed:
    pairs = list(zip(runs, first, strict=True))
    return Timed(
        name,
        statistics.median(run.seconds for run in runs),
        statistics.median(run.seconds / one.seconds for run, one in pairs),
        statistics.median(run.processor for run in runs),
        statistics.median(run.processor / one.processor for run, one in pairs),
        max(run.peak for run in runs),
    )


def _once(command: Sequence[str]) -> _Run:
    """Run a command with its own processes; problems found (exit code 3) are no failure."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_as_installed()
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in {0, 3}:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return _Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _as_installed() -> dict[str, str]:
    """Give the environment of a command whose modules are kept compiled, as those installed are.

    The round that is not counted compiles those of a working copy.
    """
    return {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def table(title: str, rows: Sequence[Timed], against: str) -> str:
    """Give the figures as a Markdown table."""
    lines = [
        f"### {title}",
        "",
        f"| command | median s | × {against} | processor s | × {against} | peak MiB |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {r.name} | {r.seconds:.2f} | {r.ratio:.2f} | {r.processor:.2f} | {r.work:.2f} "
            f"| {r.peak:.0f} |"
            for r in rows
        ),
    ]
    return "\n".join(lines) + "\n"


def measured_apart(module: str, *asked: object) -> dict[str, float]:
    """What a module measures in a process of its own, as it prints it."""
    command = [sys.executable, "-m", module, *map(str, asked)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(ran.stdout)
    return found
