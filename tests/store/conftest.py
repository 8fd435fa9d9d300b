"""An empty store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.store.database import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DuckDBPyConnection]:
    with open_store(tmp_path / "s") as connection:
        yield connection
