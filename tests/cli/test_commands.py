"""What all commands share: help, paths, configuration, reports and how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bcr.cli import group
from bcr.cli.group import main
from tests.cli.commands import COULD_NOT_RUN, DONE, bcr

if TYPE_CHECKING:
    import pytest


def test_a_path_that_is_not_there_is_said_without_a_traceback(office: Path) -> None:
    result = bcr("import", "nowhere")

    assert office.exists()
    assert result.exit_code == COULD_NOT_RUN
    assert result.stderr.startswith("bcr: nowhere: there is no such file or folder")


def test_comparing_before_importing_says_what_to_do(office: Path) -> None:
    result = bcr("compare")

    assert office.exists()
    assert result.exit_code == COULD_NOT_RUN
    assert "import" in result.stderr


def test_a_config_with_an_unknown_key_is_named_with_the_known_ones(
    office: Path, tmp_path: Path
) -> None:
    bcr("import", str(office))
    (tmp_path / "bcr.toml").write_text('titel = "Office"\n', encoding="utf-8")

    result = bcr("compare")

    assert result.exit_code == COULD_NOT_RUN
    assert "there is no key `titel`; there are title, currency" in result.stderr


def test_the_report_has_a_page_a_case_and_can_be_written_again(
    office: Path, tmp_path: Path
) -> None:
    bcr("import", str(office))

    assert bcr("report", "-o", str(tmp_path / "site")).exit_code == DONE
    first = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    (tmp_path / "site/manifest.json").unlink()
    for path in first:
        path.unlink(missing_ok=True)
    bcr("report", "-o", str(tmp_path / "site"))

    assert tmp_path / "site/cases/H-1.html" in first
    assert all(path.read_bytes() == content for path, content in first.items())


def test_a_report_that_is_whole_and_made_from_the_same_is_left_as_it_is(
    office: Path, tmp_path: Path
) -> None:
    bcr("import", str(office))
    page = tmp_path / "site/index.html"

    def reported(*options: str) -> tuple[bool, int]:
        told = bcr(*options, "report", "-o", str(page.parent)).stderr
        return "as they were" in told, page.stat().st_ino

    (new, first), (again, second) = reported(), reported()
    page.write_text("another page", encoding="utf-8")
    (mended, third) = reported()
    (tmp_path / "other.toml").write_text('title = "Another"', encoding="utf-8")
    (renamed, _) = reported("--config", str(tmp_path / "other.toml"))

    assert (new, again, mended, renamed) == (False, True, False, False)
    assert first == second != third


def test_help_loads_none_of_the_heavy_parts() -> None:
    """Nor any command: every start waits for what is loaded here."""
    heavy = ("polars", "duckdb", "altair", "babel", "dataframely", "openpyxl", "python_calamine",
             "rich", "bcr.model", "bcr.cli.figures")  # fmt: skip
    code = (
        "import sys; from bcr.cli.group import main; main(['--help'], standalone_mode=False); "
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert printed.stdout.splitlines()[-1] == "[]"


def test_figures_that_no_page_writes_need_no_locale(tmp_path: Path) -> None:
    code = (
        "import sys; from bcr.cli.group import main; "
        f"main(['--store', {str(tmp_path / 's.duckdb')!r}, 'compare'], standalone_mode=False); "
        "print('babel' in sys.modules)"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=tmp_path)

    assert printed.splitlines()[-1] == "False"


def test_a_worker_loads_no_part_of_the_command_line() -> None:
    """Each runs the start script's imports again."""
    code = "import sys; from bcr.cli import main; print('click' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def process(*said: str, to: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bcr.cli import main; main()", *said]
    return subprocess.run(command, check=False, stdout=to, stderr=subprocess.PIPE, text=True)


def test_a_process_ends_with_all_it_printed_and_the_exit_code_of_its_command(
    office: Path, tmp_path: Path
) -> None:
    store = str(tmp_path / "of a process.duckdb")
    imported = process("--store", store, "import", str(office))
    assert imported.stdout.count("\n") == len(list(office.iterdir()))
    assert imported.returncode == bcr("--store", store + "2", "import", str(office)).exit_code
    assert process("--store", "nowhere.duckdb", "compare").returncode == COULD_NOT_RUN


def test_no_process_says_anything_when_nobody_reads_what_it_prints() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = process("--help", to=writer)
    os.close(writer)
    assert "Traceback" not in ended.stderr


def test_an_import_in_a_pipe_loads_nothing_that_takes_longer_than_a_workbook(
    office: Path, tmp_path: Path
) -> None:
    """The workers have what they need of numpy."""
    code = (
        "import sys; from bcr.cli.group import main; "
        f"main(['--store', {str(tmp_path / 's')!r}, 'import', {str(office)!r}], "
        "standalone_mode=False); "
        "print([m for m in ('numpy', 'dataframely', 'pyarrow', 'rich') if m in sys.modules])"
    )

    command, plain = [sys.executable, "-c", code], os.environ | {"FORCE_COLOR": ""}
    printed = subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL, env=plain)

    assert printed.splitlines()[-1] == "[]"


def test_every_command_is_where_it_is_looked_for() -> None:
    for file in Path(group.__file__).parent.glob("*.py"):
        import_module(f"bcr.cli.{file.stem}")

    assert set(main.commands) == set(group.COMMANDS)
    for name, (room, _) in group.COMMANDS.items():
        called = main.commands[name].callback
        assert called is not None
        assert called.__module__ == f"bcr.cli.{room}"


def test_a_bug_of_ours_is_said_in_one_line_with_exit_code_1(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bcr.workflow.sources.find_files", lambda _: 1 / 0)

    result = bcr("import", str(office))

    assert result.exit_code == 1
    assert result.stderr.startswith("bcr: a bug of ours: ZeroDivisionError")
