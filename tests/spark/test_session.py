"""Who asks for Spark and has none is told what to install."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import COULD_NOT_RUN, bcr

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("compare", "--engine", "spark", "--master", "local", "--records", "lake")


def test_without_java_it_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    said = bcr(*ASKED)
    assert said.exit_code == COULD_NOT_RUN
    assert "Spark runs on Java 17" in said.stderr
    assert "apt-get install openjdk-17-jre-headless" in said.stderr


def test_without_pyspark_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.touch(mode=0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    for name in [one for one in sys.modules if one.partition(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    said = bcr(*ASKED)
    assert said.exit_code == COULD_NOT_RUN
    assert "pip install 'bcr[spark]'" in said.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "spark"), "needs --master URL and --records URL"),
        (("--master", "local"), "are of --engine spark"),
    ],
)
def test_a_cluster_is_named_whole_or_not_at_all(words: tuple[str, ...], said: str) -> None:
    for command in ("compare", "logic", "report"):
        asked = bcr(command, *words)
        assert asked.exit_code == COULD_NOT_RUN
        assert said in asked.stderr
