"""Whole commands timed in turn, so that a ratio holds while the machine's speed drifts."""

from __future__ import annotations

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
    #: Largest resident size of any of its processes, in MiB.
    peak: float


def side_by_side(commands: Mapping[str, Sequence[str]], *, runs: int = 5) -> list[Timed]:
    """Time each command `runs` times, A B C A B C …, after one round that is not counted."""
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for round_number in range(runs + 1):
        for name, command in commands.items():
            taken = _once(command)
            if round_number:
                measured[name].append(taken)
    first = [seconds for seconds, _ in next(iter(measured.values()))]
    return [
        Timed(
            name,
            statistics.median(seconds for seconds, _ in taken),
            statistics.median(s / f for (s, _), f in zip(taken, first, strict=True)),
            max(peak for _, peak in taken),
        )
        for name, taken in measured.items()
    ]


def _once(command: Sequence[str]) -> tuple[float, float]:
    """Seconds on the wall and peak MiB of one run; problems found (exit code 3) are no failure."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_as_installed()
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in {0, 3}:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


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
        f"| command | median s | × {against} | peak MiB |",
        "|---|---:|---:|---:|",
        *(f"| {r.name} | {r.seconds:.2f} | {r.ratio:.2f} | {r.peak:.0f} |" for r in rows),
    ]
    return "\n".join(lines) + "\n"
