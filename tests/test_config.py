"""What a bcr.toml may say, and how it is refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bcr.config import default_logics, read_portfolio
from bcr.errors import ConfigError
from bcr.portfolio import Portfolio, SameKpi
from bcr.schemas.records import Logics, Sourced

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bcr.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    assert read_portfolio(None) == Portfolio()


def test_every_key_arrives(tmp_path: Path) -> None:
    text = 'title = "T"\ncurrency = "EUR"\nas_of = 2024-03-31\nillustrative = true\nnotes = "N"\n'
    text += 'locale = "es_CO"\n'

    tables = '[thresholds]\nmostly = 0.6\n[appraisal]\nprice_base = "2021/22"\nyears = 10\n'
    portfolio = read_portfolio(written(tmp_path, text + tables))

    assert (portfolio.title, portfolio.currency, portfolio.notes) == ("T", "EUR", "N")
    assert portfolio.as_of == dt.date(2024, 3, 31)
    assert portfolio.illustrative
    assert portfolio.locale == "es_CO"
    assert portfolio.thresholds.mostly == 0.6
    assert portfolio.thresholds.delivered == 0.9
    assert (portfolio.appraisal.price_base, portfolio.appraisal.years) == ("2021/22", 10)
    assert portfolio.appraisal.discount_rate == 0.035


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 3", "`title` is 3; it must be str"),
        ('as_of = "2024-03-31"', "it must be date"),
        ("illustrative = 1", "it must be bool"),
        ("[thresholds]\nmostley = 0.6", "there is no key `mostley`"),
        ('thresholds = "high"', "thresholds"),
        ("title = ", "bcr.toml"),
        ('[appraisal]\nprice_base = "2021"', "write a year such as 2021/22"),
        ('[appraisal]\nprice_base = "2021/22"\nyear_starts = 1', "write a year such as 2021"),
        ('locale = "english"', "`locale` is 'english'; write a language and a country"),
        ('locale = "en-GB"', "such as en_GB, en_US or de_DE"),
        ('locale = ""', "`locale` is ''"),
        ("locale = 1", "`locale` is 1; it must be str"),
        ("[appraisal]\nyears = -1", "`years` is -1"),
        ("[appraisal]\ndiscount_rate = -2.0", "0.035 is 3.5% a year"),
        ("[appraisal]\nyear_starts = 13", "a month, 1 to 12"),
        ("[appraisal]\nunit_value_factor = 1.0", "it must be above 1"),
    ],
)
def test_what_cannot_be_followed_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        read_portfolio(written(tmp_path, text))

    assert said in str(refusal.value)


def test_a_default_logic_has_the_columns_of_the_table_and_no_other() -> None:
    columns = set(Logics.columns()) - set(Sourced.columns())

    assert all(set(logic) == columns for logic in default_logics())
    assert [logic["logic"] for logic in default_logics()] == sorted(
        {logic["logic"] for logic in default_logics()}
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('"A" = "B"', "confirmed_by"),
        ('"A" = { kpi_id = "B" }', "confirmed_by"),
        ('"A" = { kpi_id = "B", confirmed_by = "" }', "confirmed_by"),
        (
            "A = { kpi_id = 'B', confirmed_by = 'x' }\nB = { kpi_id = 'C', confirmed_by = 'x' }",
            "on",
        ),
    ],
)
def test_a_crosswalk_names_a_kpi_and_who_confirmed_it(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        read_portfolio(written(tmp_path, f"[crosswalk]\n{text}\n"))


def test_a_crosswalk_arrives(tmp_path: Path) -> None:
    text = '[crosswalk]\n"Avg wait" = { kpi_id = "WAIT", confirmed_by = "Ann Lee" }\n'
    assert read_portfolio(written(tmp_path, text)).crosswalk == (
        SameKpi("Avg wait", "WAIT", "Ann Lee"),
    )
