from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bcr.store import queries
from bcr.store.database import open_store
from tests.store.readings import Row, append_import, export, reading, same

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.provenance import Reading

FILES = 12
ROWS = 2_000

IMPORT_ALL = """
import sys
from pathlib import Path
from tests.store.test_kills import import_all
print("start", flush=True)
import_all(Path(sys.argv[1]))
"""


def file(number: int) -> Reading:
    rows: list[Row] = [
        {"benefit_id": f"{number}-{row}", "title": f"{hash((number, row))}" * 9, "target": row / 7}
        for row in range(ROWS)
    ]
    return reading(f"file {number}", benefits=rows)


def import_all(path: Path) -> None:
    for number in range(FILES):
        with open_store(path) as connection:
            append_import(connection, file(number))


@pytest.mark.skipif(sys.platform == "win32", reason="a kill there is of another kind")
@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.3, 0.7])
def test_a_killed_import_leaves_whole_files_and_the_next_run_completes(
    tmp_path: Path, seconds: float
) -> None:
    path = tmp_path / "killed"
    command = [sys.executable, "-c", IMPORT_ALL, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(seconds)
        run.kill()
    if path.exists():
        with open_store(path, read_only=True) as connection:
            assert set(queries.sources(connection)["records"]) <= {ROWS}
            stored = queries.current(connection, "benefits").height
            assert stored == queries.sources(connection).height * ROWS
    import_all(path)
    import_all(tmp_path / "whole")
    with open_store(path) as killed, open_store(tmp_path / "whole") as whole:
        assert same(export(killed), export(whole))
    assert sorted(place.name for place in tmp_path.iterdir()) == ["killed", "whole"]
