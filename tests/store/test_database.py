from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from bcr.errors import BcrError, StoreLockedError
from bcr.store import queries
from bcr.store.database import open_store

HOLD = """
import sys
from pathlib import Path
from bcr.store.database import open_store
with open_store(Path(sys.argv[1]), read_only=sys.argv[2] == "read"):
    print("open", flush=True)
    sys.stdin.read()
"""


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_missing_store_is_made_only_for_writing(tmp_path: Path) -> None:
    with (
        pytest.raises(BcrError, match="no store here") as refusal,
        open_store(tmp_path / "s", read_only=True),
    ):
        pass
    assert "Import a workbook first" in refusal.value.tip
    assert files(tmp_path) == []
    with open_store(tmp_path / "s"):
        pass
    assert files(tmp_path) == ["s"]


def test_after_writing_only_the_store_itself_is_left(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as connection:
        connection.execute("INSERT INTO sources VALUES ('abc', 'a.xlsx', 1, 1, 0)")
        assert files(tmp_path) == ["s", "s.wal"]
    assert files(tmp_path) == ["s"]


def test_an_error_inside_closes_the_store_and_stays_what_it_was(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_store(tmp_path / "s"):
        _ = 1 / 0
    with open_store(tmp_path / "s", read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM sources").fetchall() == [(0,)]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with open_store(tmp_path / "s"):
        pass
    with (
        open_store(tmp_path / "s", read_only=True) as connection,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        connection.execute("INSERT INTO sources VALUES ('abc', 'a.xlsx', 1, 1, 0)")


@pytest.mark.parametrize("hold", ["read", "write"])
@pytest.mark.skipif(sys.platform == "win32", reason="there the message has another form")
def test_a_store_that_another_process_writes_names_that_process(tmp_path: Path, hold: str) -> None:
    path = tmp_path / "s"
    with open_store(path):
        pass
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path, hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with (
            pytest.raises(StoreLockedError, match=rf"process {other.pid} \(python") as refusal,
            open_store(path),
        ):
            pass
        assert "Wait until it has finished" in refusal.value.tip
        other.communicate()
    with open_store(path):
        pass


FIRST_IMPORT = """
import sys
from pathlib import Path
from bcr.errors import StoreLockedError
from bcr.store.database import open_store
from tests.store.readings import append_import, reading
print("ready", flush=True)
sys.stdin.readline()
try:
    with open_store(Path(sys.argv[1])) as connection:
        print(append_import(connection, reading(sys.argv[2])).status)
except StoreLockedError:
    print("locked")
"""


def test_of_processes_that_make_the_store_at_once_none_loses_what_it_imported(
    tmp_path: Path,
) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_IMPORT, str(tmp_path / "s"), content],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for content in ("a", "b", "c")
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == b"ready\n"
    said = [run.communicate(b"go\n")[0].strip() for run in runs]
    assert set(said) <= {b"imported", b"locked"}
    with open_store(tmp_path / "s", read_only=True) as connection:
        assert queries.sources(connection).height == said.count(b"imported") > 0
    assert files(tmp_path) == ["s"]


def test_a_process_that_used_the_store_ends_without_a_word(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_IMPORT, str(tmp_path / "s"), "a"]
    run = subprocess.run(command, input=b"go\n", capture_output=True, check=True)
    assert (run.stdout, run.stderr) == (b"ready\nimported\n", b"")


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04 a workbook", b"case,title\n" * 900])
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "s"
    path.write_bytes(text)
    for read_only in (False, True):
        with (
            pytest.raises(BcrError, match="not a bcr store"),
            open_store(path, read_only=read_only),
        ):
            pass
    assert path.read_bytes() == text


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE sales (amount INTEGER)")
    before = path.read_bytes()
    with pytest.raises(BcrError, match="not a bcr store"), open_store(path):
        pass
    assert path.read_bytes() == before


def test_a_folder_is_no_store_and_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BcrError, match="not a bcr store"), open_store(tmp_path):
        pass
    with pytest.raises(BcrError, match="gone is not there"), open_store(tmp_path / "gone" / "s"):
        pass


@pytest.mark.parametrize("name", [":memory:", "md:cases", "a b'c", "ü"])
def test_any_name_is_a_file_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(Path(name)):
        pass
    assert files(tmp_path) == [name]


def test_a_run_killed_once_its_store_had_a_name_leaves_no_other_name_of_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "s"):
        pass
    (tmp_path / ".s.new-12345").hardlink_to(tmp_path / "s")

    with open_store(tmp_path / "s"):
        pass

    assert [path.name for path in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("leftover", [b"", b"half a header"])
def test_what_a_killed_run_left_of_a_new_store_is_no_hindrance(
    tmp_path: Path, leftover: bytes
) -> None:
    (tmp_path / ".s.new-12345").write_bytes(leftover)
    (tmp_path / ".s.new-12345.wal").write_bytes(leftover)
    with open_store(tmp_path / "s"):
        pass
    assert files(tmp_path) == ["s"]


def test_a_statement_can_neither_read_nor_write_another_file(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_store(tmp_path / "s") as connection:
        for statement in (
            f"SELECT * FROM '{tmp_path / 'secret.csv'}'",  # noqa: S608 (it must be refused)
            f"COPY sources TO '{tmp_path / 'out.csv'}'",
            f"ATTACH '{tmp_path / 'other'}'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error, match=r"disabled|locked|cannot"):
                connection.execute(statement)
    assert files(tmp_path) == ["s", "secret.csv"]


@pytest.mark.parametrize("read_only", [False, True])
def test_what_does_not_fit_into_memory_lies_beside_the_store(
    tmp_path: Path, *, read_only: bool
) -> None:
    with open_store(tmp_path / "s"):
        pass
    with open_store(tmp_path / "s", read_only=read_only) as connection:
        (place,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    assert place == str(tmp_path / "s.tmp")


def test_an_import_writes_few_of_the_rows_anew_that_are_there_already(tmp_path: Path) -> None:
    write = "INSERT INTO logics SELECT 's', 0, 1, NULL, 'l', {}, 1 FROM range(?)"
    write = write.format(", ".join(["NULL"] * 8))
    with open_store(tmp_path / "s") as connection:
        connection.execute(write, [50_000])
    with open_store(tmp_path / "s") as connection:
        groups = "SELECT max(count) FROM pragma_storage_info('logics') WHERE column_name = 'logic'"
        assert connection.execute(groups).fetchall()[0][0] <= 16_384


AS_ANYBODY = """
import os, sys
from pathlib import Path
from bcr.errors import BcrError
from bcr.store.database import open_store
if os.geteuid() == 0:
    os.setuid(65534)  # root may write anywhere
try:
    with open_store(Path(sys.argv[1])):
        pass
except BcrError as error:
    print(error)
"""


def opened_by_anybody(path: Path) -> str:
    """Give what `open_store` says to a user without rights of their own."""
    command = [sys.executable, "-c", AS_ANYBODY, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such mode there")
@pytest.mark.parametrize(("mode", "there"), [(0o555, False), (0o555, True), (0o000, True)])
def test_a_folder_without_the_right_to_write_or_enter_is_a_clear_message(
    mode: int, *, there: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders keep others out
        folder = Path(name)
        if there:
            with open_store(folder / "s"):
                pass
        folder.chmod(mode)
        said = opened_by_anybody(folder / "s")
        folder.chmod(0o700)
    assert "the store cannot be opened" in said
    assert "may be read and written" in said
