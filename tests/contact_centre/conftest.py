"""The figures of cases/contact-centre, from its workbooks by the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bcr.cli.group import main
from bcr.config import read_portfolio
from bcr.pages.evidence.trace import trace_steps
from bcr.workflow.figures import dossier
from tests.contact_centre.planted import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bcr.pages.dossier import Dossier

Row = dict[str, Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the portfolio was imported into."""
    path = tmp_path_factory.mktemp("contact-centre") / "bcr.duckdb"
    CliRunner().invoke(main, ["--store", str(path), "import", str(FOLDER)])
    return path


@pytest.fixture(scope="module")
def printed(store: Path) -> Callable[..., list[Row]]:
    """The rows that a command prints."""
    options = ["--store", str(store), "--config", str(FOLDER / "bcr.toml")]

    def rows(*words: str) -> list[Row]:
        done = CliRunner().invoke(main, [*options, *words, "--format", "json"])
        found: list[Row] = json.loads(done.stdout)
        return found

    return rows


@pytest.fixture(scope="module")
def compared(printed: Callable[..., list[Row]]) -> dict[str, Row]:
    """The rows of `bcr compare`, by benefit."""
    return {row["benefit_id"]: row for row in printed("compare")}


@pytest.fixture(scope="module")
def overlaps(printed: Callable[..., list[Row]]) -> list[Row]:
    """The rows of `bcr overlap`."""
    return printed("overlap")


@pytest.fixture(scope="module")
def parts(printed: Callable[..., list[Row]]) -> dict[str, Row]:
    """The parts of each benefit's own waterfall, by benefit."""
    rows = printed("waterfall", "--by", "benefit")
    return {row["group"]: row for row in rows if row["basis"] == "benefits"}


@pytest.fixture(scope="module")
def traced(found: Dossier) -> Callable[[str], dict[str, Row]]:
    """The steps of a benefit's trace, by what they are called."""

    def steps(benefit: str) -> dict[str, Row]:
        rows = trace_steps(found, benefit)
        assert rows is not None
        return {row["figure"]: row for row in rows.to_dicts()}

    return steps


@pytest.fixture(scope="module")
def found(store: Path) -> Dossier:
    """Every figure of the portfolio."""
    return dossier(store, read_portfolio(FOLDER / "bcr.toml"))


@pytest.fixture(scope="module")
def restated(found: Dossier) -> dict[tuple[str, str], dict[str, Any]]:
    """What was restated, by benefit and figure."""
    rows = found.restatements.to_dicts()
    return {(row["benefit_id"], row["column"]): row for row in rows}
