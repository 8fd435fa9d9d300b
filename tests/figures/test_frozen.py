"""What one part of the figures hands on to another stays as it was handed on."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass

import bcr.figures

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(bcr.figures.__path__, "bcr.figures.")
]


def test_nothing_that_the_figures_hand_on_can_be_changed() -> None:
    """Dataclasses are frozen, each of them, so that a figure told twice is told alike."""
    classes = [
        one
        for module in MODULES
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
    ]
    assert len(classes) > 20
    assert [one for one in classes if "__setattr__" not in vars(one)] == []
