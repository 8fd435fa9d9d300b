"""The same workbooks, configuration and as-of date give the same bytes, wherever and whenever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offices import write_office

#: Moves every clock of Python's `time` by some days, for whoever imports it first.
OTHER_DAY = """
import time
_now, _local, _world = time.time, time.localtime, time.gmtime
time.time = lambda: _now() + 40 * 86_400
time.localtime = lambda at=None: _local(time.time() if at is None else at)
time.gmtime = lambda at=None: _world(time.time() if at is None else at)
"""
#: Each argument is a command line; a new process for each would cost ten times as much.
PROGRAM = """
import shlex, sys
from bcr.cli.group import main
if __name__ == "__main__":
    for words in sys.argv[1:]:
        main(shlex.split(words), standalone_mode=False)
"""
BOTH = ("office/days.csv", "office/register.xlsx")
FORMS = ("json", "csv", "parquet", "xlsx")


def everything(office: Path, folder: Path, *imports: str, **environment: str) -> dict[str, bytes]:
    """Import a copy of an office in some steps, report, and give every byte that comes out."""
    shutil.copytree(office, folder / "office")
    root = str(Path(__file__).parents[1])
    paths = os.pathsep.join([environment.pop("FIRST", root), root])
    lines = [f"import {words}" for words in imports] + ["report -o out/site"]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *lines, *(f"compare -o out/rows.{one}" for one in FORMS)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    made = (path for path in (folder / "out").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_office(tmp_path_factory.mktemp("given") / "office")


@pytest.fixture(scope="module")
def once(office: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return everything(office, tmp_path_factory.mktemp("once"), "office", TZ="UTC", LC_ALL="C")


ELSEWHERE = {
    "TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8", "LANG": "de", "PYTHONHASHSEED": "77",
}  # fmt: skip


@pytest.mark.parametrize(
    ("imports", "environment"),
    [
        pytest.param(("office",), {}, id="a second run, elsewhere"),
        pytest.param((" ".join(BOTH[::-1]),), {}, id="files named in another order"),
        pytest.param(BOTH[::-1], {}, id="files imported one after another"),
        pytest.param(("office -j 1",), {}, id="one worker"),
        pytest.param(("office -j 3",), {}, id="three workers"),
        pytest.param(("office",), {"POLARS_MAX_THREADS": "1"}, id="one processor"),
        pytest.param(("office",), ELSEWHERE, id="another time zone, language and order of sets"),
    ],
)
def test_nothing_but_the_input_decides_the_bytes(
    once: dict[str, bytes],
    office: Path,
    tmp_path: Path,
    imports: tuple[str, ...],
    environment: dict[str, str],
) -> None:
    again = everything(office, tmp_path, *imports, **environment)

    assert [name for name in once if again.get(name) != once[name]] == []
    assert again.keys() == once.keys()


def test_the_day_does_not_decide_the_bytes(
    once: dict[str, bytes], office: Path, tmp_path: Path
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(OTHER_DAY)

    again = everything(office, tmp_path, "office", FIRST=str(tmp_path / "first"))

    assert [name for name in once if again.get(name) != once[name]] == []
