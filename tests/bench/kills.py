"""Import and report, killed at random moments: what is left is whole, and the next run ends well.

Run: python -m tests.bench.kills [--times 200] [--seed 1]
After each kill the store opens and holds whole files only; then import and report are run again
and must give the bytes that they give when nobody interferes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bcr.store import queries
from bcr.store.database import open_store
from tests.offices import write_office

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOT: Final = Path(__file__).parents[2]
_RUN: Final = "from bcr.cli import main; main()"
_IMPORT: Final = ("import", "office")
REPORT: Final = ("report", "-o", "site")
_STORE: Final = "bcr.duckdb"
#: Exit code of an import that went well and found something to say.
_FOUND_PROBLEMS: Final = 3
#: After so many runs it is said how it goes.
_TELL: Final = 25


@dataclass(frozen=True)
class Undisturbed:
    """What the two commands give when nobody kills them, and how long each takes."""

    store: Path
    records: Mapping[str, int]
    site: Mapping[str, bytes]
    seconds: Mapping[tuple[str, ...], float]


@click.command()
@click.option("--times", default=200, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(times: int, seed: int) -> None:
    """Kill, look at what is left, finish, compare; say how often something was wrong."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        office = write_office(Path(folder) / "office")
        whole = undisturbed(office, Path(folder) / "whole")
        faults = killed = 0
        for number in range(times):
            if number and number % _TELL == 0:
                click.echo(f"so far: {_told(number, killed, faults)}", err=True)
            command = (_IMPORT, REPORT)[number % 2]
            after = chance.uniform(0.0, 1.1 * whole.seconds[command])
            was_killed, wrong = kill(office, Path(folder) / "killed", command, after, whole)
            killed += was_killed
            faults += bool(wrong)
            for what in wrong:
                click.echo(f"kill {number + 1}, {command[0]} after {after:.3f} s: {what}")
    click.echo(_told(times, killed, faults))
    raise SystemExit(bool(faults))


def _told(times: int, killed: int, faults: int) -> str:
    return f"{times} runs, {killed} killed before their end, {faults} left something wrong"


def undisturbed(office: Path, folder: Path) -> Undisturbed:
    """Run both commands to their end."""
    shutil.copytree(office, folder / "office")
    seconds: dict[tuple[str, ...], float] = {}
    for command in (_IMPORT, REPORT):
        begun = time.monotonic()
        _run(command, folder).communicate()
        seconds[command] = time.monotonic() - begun
    return Undisturbed(folder / _STORE, _records(folder), _site(folder), seconds)


def kill(
    office: Path, folder: Path, command: tuple[str, ...], after: float, whole: Undisturbed
) -> tuple[bool, list[str]]:
    """Tell whether the command was killed in time, and what was wrong then or later."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(office, folder / "office")
    if command == REPORT:
        shutil.copy(whole.store, folder / whole.store.name)
    run = _run(command, folder)
    time.sleep(after)
    was_killed = run.poll() is None
    if was_killed:
        os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    wrong = [f"half a file is in the store: {_records(folder)}"] if _is_half(folder, whole) else []
    for one in (_IMPORT, REPORT) if command == _IMPORT else (REPORT,):
        again = _run(one, folder)
        said = again.communicate()[1].decode()
        if again.returncode not in {0, _FOUND_PROBLEMS}:
            wrong.append(f"{one[0]} then ended with {again.returncode}: {said[-300:]}")
    if _records(folder) != whole.records:
        wrong.append(f"the store then holds {_records(folder)}")
    if _site(folder) != whole.site:
        wrong.append("the report is another one")
    left = {path.name for path in folder.iterdir()} - {"office", "site", _STORE}
    return was_killed, [*wrong, *(f"{name} is left behind" for name in sorted(left))]


def _run(command: tuple[str, ...], folder: Path) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, so that its workers die with it."""
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _records(folder: Path) -> dict[str, int]:
    """Give how many records of each file the store holds, and of how many it should."""
    path = folder / _STORE
    if not path.exists():
        return {}
    with open_store(path, read_only=True) as connection:
        sources = queries.sources(connection)
    return dict(zip(sources["source_id"], sources["records"], strict=True))


def _is_half(folder: Path, whole: Undisturbed) -> bool:
    return not _records(folder).items() <= whole.records.items()


def _site(folder: Path) -> dict[str, bytes]:
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


if __name__ == "__main__":
    main()
