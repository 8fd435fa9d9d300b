"""What a column can mean: the fields of each table, the kind of value each takes, its words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.words.languages import languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.files.down import Cells
    from bcr.workbook.words.languages import Stated


class Kind(StrEnum):
    """How the cells of a field are read."""

    ID = "id"
    TEXT = "text"
    #: A number in the unit of its benefit or KPI.
    LEVEL = "level"
    #: A number of a currency, in whole units.
    MONEY = "money"
    NUMBER = "number"
    #: A ratio: 50% and 0.5 are the same.
    RATIO = "ratio"
    MONTHS = "months"
    #: A calendar year, alone or among other words: v3 (2018).
    YEAR = "year"
    STARTS = "starts"
    ENDS = "ends"
    PERIOD = "period"
    WORD = "word"
    YES_NO = "yes_no"


#: Kinds whose cells are numbers.
NUMERIC: Final = frozenset({Kind.LEVEL, Kind.MONEY, Kind.NUMBER, Kind.RATIO, Kind.MONTHS})

#: Kinds whose cells are texts as they stand.
TEXTS: Final = frozenset({Kind.ID, Kind.TEXT})

#: Kinds whose cells are days.
DAYS: Final = frozenset({Kind.STARTS, Kind.ENDS})

#: Fields whose cells are not plain text, as table.column.
KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("cases.case_id", "benefits.benefit_id", "benefits.kpi_id", "benefits.case_id",
         "kpis.kpi_id", "kpis.comparator_kpi_id", "observations.kpi_id", "plans.benefit_id",
         "costs.case_id", "decisions.subject", "owners.subject", "logics.logic",
         "benefits.logic"), Kind.ID),
    **dict.fromkeys(
        ("benefits.baseline", "benefits.target", "benefits.target_change", "benefits.tolerance",
         "benefits.reported_actual", "benefits.forecast", "observations.value", "plans.planned"),
        Kind.LEVEL),
    **dict.fromkeys(
        ("cases.approved_cost", "cases.actual_cost", "benefits.value_per_unit",
         "benefits.money_per_year", "benefits.reported_money", "plans.planned_money",
         "costs.intended", "costs.actual"), Kind.MONEY),
    **dict.fromkeys(
        ("benefits.weight", "observations.weight", "deflators.deflator"), Kind.NUMBER),
    "benefits.share": Kind.RATIO,
    "benefits.baseline_months": Kind.MONTHS,
    "cases.template_year": Kind.YEAR,
    **dict.fromkeys(
        ("cases.go_live_on", "benefits.start_on", "owners.from_on"), Kind.STARTS),
    **dict.fromkeys(
        ("cases.approved_on", "cases.closed_on", "benefits.baseline_on", "benefits.due_on",
         "benefits.reported_on", "benefits.forecast_on", "decisions.decided_on", "owners.to_on",
         "deflators.published_on"),
        Kind.ENDS),
    **dict.fromkeys(
        ("observations.period", "plans.period_end", "costs.period_end", "deflators.period_end"),
        Kind.PERIOD),
    **dict.fromkeys(
        ("benefits.class", "benefits.better", "benefits.target_kind", "kpis.better",
         "kpis.aggregation"), Kind.WORD),
    "benefits.disbenefit": Kind.YES_NO,
}  # fmt: skip


def kind_of_field(field: str) -> Kind:
    """Give how the cells of a field (table.column) are read.

    >>> kind_of_field("benefits.target").value, kind_of_field("cases.sponsor").value
    ('level', 'text')
    """
    return KINDS.get(field, Kind.TEXT)


class Ways(NamedTuple):
    """The fields of a table by how their cells are read, each in the order in which they stand."""

    texts: Sequence[str]
    days: Sequence[str]
    #: All whose cells are no numbers: texts, days, periods, words.
    words: Sequence[str]
    numbers: Sequence[str]


@lru_cache(maxsize=512)
def ways_of_reading(fields: tuple[str, ...]) -> Ways:
    """Give some fields by how their cells are read; few tables have fields of their own.

    >>> ways_of_reading(("benefits.title", "benefits.target", "benefits.due_on")).words
    ('benefits.title', 'benefits.due_on')
    """
    kinds = [(field, kind_of_field(field)) for field in fields]
    return Ways(
        tuple(field for field, kind in kinds if kind in TEXTS),
        tuple(field for field, kind in kinds if kind in DAYS),
        tuple(field for field, kind in kinds if kind not in NUMERIC),
        tuple(field for field, kind in kinds if kind in NUMERIC),
    )


#: Which tables' fields can stand together in one table of a sheet.
COMPANIES: Final[dict[str, tuple[str, ...]]] = {
    "benefits": ("benefits", "cases"),
    "cases": ("cases",),
    "observations": ("observations", "kpis"),
    "kpis": ("kpis",),
    "plans": ("plans",),
    "costs": ("costs",),
    "owners": ("owners",),
    "decisions": ("decisions",),
    "logics": ("logics",),
    "deflators": ("deflators",),
}

#: Rank of the header the template gives a column where no synonym says the same. It counts on
#: sheets of that table only: "Title" among benefits is no case's title.
OWN_HEADER: Final = 0

#: Fields that a company fills from another of its fields, so that no column of its own does.
ECHOES: Final[dict[str, tuple[str, ...]]] = {"observations": ("kpis.kpi_id",)}


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """Give a header as it is compared: small, without accents, marks and bracketed remarks.

    >>> normal("Benefit_Owner (name)"), normal("T.4 EJECUCIÓN"), normal("goLiveDate")
    ('benefit owner', 't 4 ejecucion', 'go live date')
    """
    text = _CAMEL.sub(" ", text)
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in spread if not unicodedata.combining(c))
    text = text.casefold()
    bare = _REMARK.sub(" ", text)
    bare = bare if bare.strip() else text
    words = _BETWEEN_WORDS.sub(" ", bare).split()
    return " ".join([_SPELLINGS.get(word, word) for word in words])


_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_REMARK: Final = re.compile(r"[(\[][^)\]]*[)\]]")
_BETWEEN_WORDS: Final = re.compile(r"[^\w%#]+|_")
_SPELLINGS: Final = {
    "realized": "realised", "realization": "realisation", "realizing": "realising",
    "program": "programme", "organization": "organisation", "golive": "go live",
}  # fmt: skip


def plain_english(column: str) -> str:
    """Give a column's header in the template workbook.

    >>> plain_english("case_id"), plain_english("approved_on"), plain_english("comparator_kpi_id")
    ('Case ID', 'Approved on', 'Comparator KPI ID')
    """
    words = column.split("_")
    acronyms = {"id": "ID", "kpi": "KPI"}
    named = [acronyms.get(word, word) for word in words]
    return named[0][0].upper() + " ".join(named)[1:]


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, Mapping[str, tuple[tuple[str, int], ...]]]:
    """Give, for each table, the normalised headers with the fields each may mean.

    Each field comes with the header's place in the field's list.
    """
    found: dict[str, dict[str, dict[str, int]]] = {table: {} for table in COMPANIES}
    for language in languages().values():
        for table, words in _by_header(language).items():
            found[table] = words | found[table]
    return {
        table: {header: tuple(fields.items()) for header, fields in words.items()}
        for table, words in found.items()
    }


def _by_header(language: Stated) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for table in COMPANIES.keys() & language.keys():
        words = found.setdefault(table, {})
        for column, headers in language[table].items():
            for rank, header in enumerate(headers, start=1):
                words.setdefault(normal(header), {}).setdefault(f"{table}.{column}", rank)
            own = words.setdefault(normal(plain_english(column)), {})
            own.setdefault(f"{table}.{column}", OWN_HEADER)
    return found


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Give, for each enumerated column, the normalised words with what each means."""
    stated = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))
    words = {
        column: {normal(word): name for name, said in meanings.items() for word in (name, *said)}
        for column, meanings in stated.items()
        if isinstance(meanings, dict) and column != "time_units"
    }
    words["time_units"] = {normal(unit): str(s) for unit, s in stated["time_units"].items()}
    words["stated_blank"] = dict.fromkeys((b.casefold() for b in stated["stated_blank"]), "")
    words["stated_blank_starts"] = dict.fromkeys(stated["stated_blank_starts"], "")
    return words


@lru_cache(maxsize=16_384)
def says_blank(text: str) -> bool:
    """Tell whether a text says that there is no value yet, or none to be had.

    >>> says_blank("TBC"), says_blank("Exempt under Section 43"), says_blank("none of these")
    (True, True, False)
    """
    words, beginnings = _stated_blanks()
    small = text.strip().casefold()
    return small in words or small.startswith(beginnings)


def say_blank(cells: Cells) -> set[str]:
    """Give those texts of some cells that say so; mostly none of a column does.

    >>> from bcr.workbook.files.down import Cells
    >>> say_blank(Cells(["Calls", "TBC", ""]))
    {'TBC'}
    """
    words, beginnings = _stated_blanks()
    small = cells.lines.casefold()
    if any(map(small.__contains__, beginnings)):
        return {text for text in cells.texts if says_blank(text)}
    longest = _longest_blank()
    short = [text for text in cells.texts if len(text) <= longest or text.strip() != text]
    return {text for text in short if text.strip().casefold() in words}


def any_says_blank(lines: str) -> bool:
    r"""Tell whether any of some texts, a line each without spaces around it, says so.

    >>> any_says_blank("Calls\nTBC"), any_says_blank("Calls\nTBC calls")
    (True, False)
    """
    return _blank_line().search(f"\n{lines.casefold()}\n") is not None


@lru_cache(maxsize=1)
def _blank_line() -> re.Pattern[str]:
    """What finds a line that is a stated blank or begins as one; most have another first letter."""
    words, beginnings = (tuple(map(re.escape, some)) for some in _stated_blanks())
    first = re.escape("".join({one[0] for some in _stated_blanks() for one in some}))
    return re.compile(f"\n(?=[{first}])(?:(?:{'|'.join(words)})\n|{'|'.join(beginnings)})")


def says_withheld(text: str) -> bool:
    """Tell whether a text says that a figure is there and not given.

    >>> says_withheld("Exempt under Section 43"), says_withheld("TBC")
    (True, False)
    """
    return text.strip().casefold().startswith(_stated_blanks()[1])


@lru_cache(maxsize=1)
def _longest_blank() -> int:
    return max(map(len, _stated_blanks()[0]))


@lru_cache(maxsize=1)
def _stated_blanks() -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(vocabulary()["stated_blank"]), tuple(vocabulary()["stated_blank_starts"])
