"""What tests of layout files share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from bcr.workbook.layouts.layout import Layout

    Told: TypeAlias = Callable[[str], Layout]

PLAIN = """
    [[table]]
    [table.columns]
    benefits.benefit_id = "Nr"
    benefits.title = "What we want"
    benefits.target = "Wanted"
"""
