"""The columns of a drafted layout file: those that feed fields, and guesses at the others."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import letters
from bcr.workbook.layouts.period_patterns import period_pattern
from bcr.workbook.layouts.toml_text import comment, toml_string
from bcr.workbook.recognition.header_words import candidates
from bcr.workbook.values.periods import periods_in
from bcr.workbook.words.fields import COMPANIES, normal, synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.values.periods import Period

_EXAMPLES: Final = 3
_LONGEST: Final = 30
_GUESSES: Final = 3
#: So many columns that differ in their period alone are a series.
_SERIES: Final = 3
#: From here on a known header is near to one that is not known.
_NEAR: Final = 0.6
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\s*[/\-–]\s*\d\d(?:\d\d)?)?(?!\d)")
_QUARTER: Final = re.compile(r"(?<=[qt])\s*\.?\s*[1-4](?!\d)", re.IGNORECASE)
_MONTH: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,10}(?![^\W\d_])")


def field_line(grid: Grid, texts: Mapping[int, str], name: str, column: int, below: int) -> str:
    """Give the line of a field, with the first values of its column as a comment."""
    return f"{name} = {_named(texts, column)}  {comment(_shown(grid, column, below))}"


def left_over(
    grid: Grid, texts: Mapping[int, str], columns: Sequence[int], below: int, holds: str
) -> Iterator[str]:
    """Give what is known of the columns that feed no field, as comments.

    Those that differ in their period alone are told together.
    """
    patterns = {column: _pattern(texts[column]) for column in columns}
    told: set[str] = set()
    for column in columns:
        pattern = patterns[column]
        alike = [letters(c) for c in columns if pattern and patterns[c] == pattern]
        if len(alike) < _SERIES:
            yield from _guesses(grid, texts, column, below, holds)
        elif pattern not in told:
            told.add(pattern)
            yield from _series(pattern, alike)


def _series(pattern: str, columns: Sequence[str]) -> Iterator[str]:
    yield ""
    yield comment(f"Periods across the columns {', '.join(columns)}:")
    yield "# [[table.periods]]"
    yield f"# headers = {toml_string(pattern)}"
    yield '# field = "observations.value"  # or plans.planned, plans.planned_money'


def _pattern(header: str) -> str:
    """Give a header with its period left open; empty when it names none."""
    return next(islice(_patterns(header), 1, None), "")


def _guesses(
    grid: Grid, texts: Mapping[int, str], column: int, below: int, holds: str
) -> Iterator[str]:
    """Give what is known of a column that feeds no field, and the fields it might, as comments."""
    yield ""
    yield comment(f"“{texts[column]}”, {_shown(grid, column, below)}")
    for name in _near(texts[column], holds):
        yield f"# {name} = {_named(texts, column)}"


def _near(header: str, holds: str) -> list[str]:
    """Give the fields whose known headers a header contains or is nearly."""
    contained = [match.field for match in candidates(header, holds)]
    words = {
        known: fields for table in COMPANIES[holds] for known, fields in synonyms()[table].items()
    }
    near = get_close_matches(normal(header), words, n=_GUESSES, cutoff=_NEAR)
    alike = [name for known in near for name, _ in words[known]]
    return list(dict.fromkeys([*contained, *alike]))[:_GUESSES]


def _named(texts: Mapping[int, str], column: int) -> str:
    """Give a column as a layout names it: by its letter too where its header is not the only."""
    header = " ".join(texts[column].split())
    header = header if normal(header) == normal(texts[column]) else texts[column]
    counts = Counter(normal(text) for text in texts.values())
    if counts[normal(header)] == 1 and normal(header):
        return toml_string(header)
    return f'{{ letter = "{letters(column)}", header = {toml_string(header)} }}'


def _shown(grid: Grid, column: int, below: int) -> str:
    """Give a column's letter and its first different values."""
    texts = (grid.text(row, column).strip() for row in range(below, grid.height))
    first = islice(dict.fromkeys(text for text in texts if text), _EXAMPLES)
    shown = [text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in first]
    return f"{letters(column)}: {' | '.join(shown) or 'nothing'}"


def period_lines(found: Found, texts: Mapping[int, str]) -> Iterator[str]:
    """Give the patterns of a table's period columns, as few for each field as will do."""
    for name in dict.fromkeys(one.field for one in found.periods):
        columns = {c.column: c.period for c in found.periods if c.field == name}
        left = set(columns)
        while left:
            drawn, covered = _drawn(found, texts, columns, min(left))
            left -= covered
            yield ""
            if drawn:
                yield "[[table.periods]]"
                yield f"headers = {toml_string(drawn)}"
                yield f"field = {toml_string(name)}"
            else:
                where = ", ".join(letters(column) for column in covered)
                yield comment(f"{name} in {where}: no pattern describes its header.")


def _drawn(
    found: Found, texts: Mapping[int, str], columns: Mapping[int, Period], column: int
) -> tuple[str, set[int]]:
    """Give the pattern that a column shares with most others, and the columns it describes.

    It gives each its period, and describes no column of another kind.
    """
    best, most = "", {column}
    for drawn in dict.fromkeys(_patterns(texts[column])):
        periods = period_pattern(drawn).periods(texts, found.year_starts)
        fits = column in periods and periods.items() <= columns.items()
        if fits and (not best or len(periods) > len(most)):
            best, most = drawn, set(periods)
    return best, most


def _patterns(header: str) -> Iterator[str]:
    """Give a header with its period left open, in each way there is, the longest period first."""
    if "{" in header or "}" in header:
        return
    yield "{period}"
    words = header.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            if any(periods_in([" ".join(words[start : start + length])])):
                yield " ".join([*words[:start], "{period}", *words[start + length :]])
    for year in _YEAR.finditer(header):
        before, after = header[: year.start()], header[year.end() :]
        for part, known in (("{quarter}", _QUARTER), ("{month}", _MONTH)):
            for match in known.finditer(before):
                yield f"{before[: match.start()]}{part}{before[match.end() :]}{{year}}{after}"
            for match in known.finditer(after):
                yield f"{before}{{year}}{after[: match.start()]}{part}{after[match.end() :]}"
        yield f"{before}{{year}}{after}"
