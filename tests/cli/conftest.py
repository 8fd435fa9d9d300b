"""A folder of workbooks for commands to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.offices import write_office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register and a KPI extract, in the folder that commands are run beside."""
    monkeypatch.chdir(tmp_path)
    return write_office(tmp_path / "office")
