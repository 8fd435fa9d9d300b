"""Texts put together from a row's own values, as a layout file says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bcr.workbook.files.value import as_text
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from bcr.workbook.records.rawtable import Raw


def filled(template: str, raw: Raw, case_id: str) -> str:
    """Give a layout file's text with the row's own values in it; what is blank leaves nothing.

    Names in braces are columns of the record (`{case_id}`, `{title}`), or headers of columns that
    fed none (`{Goal}`), or `{row}`.
    """
    words = {normal(header): text for header, text in raw.extra.items()}
    words |= {normal(name.partition(".")[2]): _said(v) for name, v in raw.values.items()}
    words |= {"row": str(raw.item.row + 1)} | ({"case id": case_id} if case_id else {})
    text = re.sub(r"\{([^{}]+)\}", lambda match: words.get(normal(match[1]), ""), template)
    return " ".join(text.split())


def _said(value: object) -> str:
    return as_text(float(value)) if isinstance(value, float | int) else str(value)
