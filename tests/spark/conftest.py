"""Portfolios of cases/ in a store, with their export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bcr.config import read_portfolio
from bcr.workflow.exports import write_export
from bcr.workflow.sources import find_files, find_layouts
from bcr.workflow.workbooks import import_files

if TYPE_CHECKING:
    from bcr.portfolio import Portfolio

CASES = Path(__file__).parents[2] / "cases"
PORTFOLIOS = sorted(path.parent.name for path in CASES.glob("*/bcr.toml"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A portfolio as a user has it after `import` and `export`."""

    portfolio: Portfolio
    store: Path
    records: Path


@pytest.fixture(scope="session", params=PORTFOLIOS)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Each portfolio of cases/ in turn."""
    folder, place = CASES / request.param, tmp_path_factory.mktemp(request.param)
    portfolio, store = read_portfolio(folder / "bcr.toml"), place / "bcr.duckdb"
    for _ in import_files(store, find_files([folder]), find_layouts([folder], [])):
        pass
    write_export(store, portfolio, place / "lake")
    return Kept(portfolio, store, place / "lake" / "figures")
