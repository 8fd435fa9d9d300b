"""bcr works from its wheel, away from this folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built with the locked hatchling and without a network."""
    dist = tmp_path_factory.mktemp("dist")
    _run_module("build", "--wheel", "--no-isolation", "--outdir", str(dist), str(ROOT))
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds bcr as installed from its wheel, and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    _run_module("pip", "install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    files = (path for path in (ROOT / "bcr").rglob("*") if path.is_file())
    sources = {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}

    packed = set(zipfile.ZipFile(wheel).namelist())

    assert sources <= packed
    assert all(".dist-info/" in name for name in packed - sources)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_installed_program_runs_in_another_folder(
    option: str, installed: Path, tmp_path: Path
) -> None:
    program = next((installed / "bin").glob("bcr*"))
    # The dependencies come from this environment; bcr from the target, which stands first.
    elsewhere = {**os.environ, "PYTHONPATH": str(installed)}
    where = "import bcr; print(bcr.__file__)"

    run = subprocess.run(
        [program, option], cwd=tmp_path, env=elsewhere, check=False, capture_output=True, text=True
    )
    imported = subprocess.check_output(
        [sys.executable, "-c", where], cwd=tmp_path, env=elsewhere, text=True
    )

    assert run.returncode == 0, run.stderr
    assert "bcr" in run.stdout
    assert Path(imported.strip()).parent == installed / "bcr"


def _run_module(*arguments: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *arguments], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
