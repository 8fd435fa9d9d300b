"""What the keepers of a portfolio say in its bcr.toml, and the logics that come with bcr."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from bcr.errors import ConfigError
from bcr.locales import check_locale
from bcr.portfolio import Appraisal, Portfolio, SameKpi, Thresholds

if TYPE_CHECKING:
    from pathlib import Path


#: Tables of a bcr.toml.
_TABLES: Final = ("thresholds", "appraisal", "crosswalk")


def read_portfolio(path: Path | None) -> Portfolio:
    """Give the portfolio a bcr.toml describes; the defaults where there is none.

    Raises: ConfigError, naming the file and the key that cannot be followed.
    """
    if path is None:
        return Portfolio()
    try:
        stated = tomllib.loads(path.read_text("utf-8-sig"))
        crosswalk = _crosswalk(stated.pop("crosswalk", {}))
        thresholds = Thresholds(**_checked(Thresholds, "thresholds", stated.pop("thresholds", {})))
        appraisal = Appraisal(**_checked(Appraisal, "appraisal", stated.pop("appraisal", {})))
        _check_appraisal(appraisal)
        portfolio = Portfolio(
            **_checked(Portfolio, "", stated),
            thresholds=thresholds,
            appraisal=appraisal,
            crosswalk=crosswalk,
        )
        check_locale(portfolio.locale)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
        raise ConfigError(
            f"{path.as_posix()}: {error}", "README, “Portfolios”, lists what may stand there."
        ) from None
    return portfolio


def _crosswalk(stated: object) -> tuple[SameKpi, ...]:
    """Give what is confirmed of the names of KPIs.

    Raises: ValueError, when an entry lacks its KPI or who confirmed it, or leads on to another.
    """
    found: list[SameKpi] = []
    for named, said in stated.items() if isinstance(stated, dict) else [("", stated)]:
        match said:
            case {"kpi_id": str(kpi_id), "confirmed_by": str(who)} if kpi_id and who:
                found.append(SameKpi(str(named), kpi_id, who))
            case _:
                raise ValueError(
                    f"[crosswalk] {named!r} is {said!r}; it must be "
                    '{ kpi_id = "…", confirmed_by = "name and day" }'
                )
    onward = {one.kpi_id for one in found} & {one.named for one in found}
    if onward:
        raise ValueError(f"[crosswalk] {min(onward)!r} is led to and leads on; name the last KPI")
    return tuple(found)


def _checked(
    kind: type[Portfolio | Thresholds | Appraisal], table: str, stated: dict[str, Any]
) -> dict[str, Any]:
    """Give the stated values after a look at their names and types.

    Raises: ValueError, when a key is unknown or its value of another type than the default.
    """
    if not isinstance(stated, dict):
        raise ValueError(f"[{table}] is {stated!r}; it must be a table")  # noqa: TRY004
    known = {field.name: field for field in fields(kind) if field.name not in _TABLES}
    for name, value in stated.items():
        if name not in known:
            raise ValueError(f"there is no key `{name}`; there are {', '.join(known)}")
        wanted = _type_of(name, known[name].default)
        if type(value) not in wanted:
            names = " or ".join(one.__name__ for one in wanted)
            raise ValueError(f"`{name}` is {value!r}; it must be {names}")
    return stated


def _check_appraisal(terms: Appraisal) -> None:
    """Look at values that a type alone does not settle.

    Raises: ValueError, naming the key.
    """
    if terms.discount_rate <= -1:
        raise ValueError(f"`discount_rate` is {terms.discount_rate}; 0.035 is 3.5% a year")
    if terms.years < 0:
        raise ValueError(f"`years` is {terms.years}; it must be 0 or more")
    if not 1 <= terms.year_starts <= 12:
        raise ValueError(f"`year_starts` is {terms.year_starts}; it must be a month, 1 to 12")
    if terms.unit_value_factor <= 1:
        raise ValueError(f"`unit_value_factor` is {terms.unit_value_factor}; it must be above 1")
    shape, such = (r"\d{4}", "2021") if terms.year_starts == 1 else (r"\d{4}/\d\d", "2021/22")
    if terms.price_base and not re.fullmatch(shape, terms.price_base):
        raise ValueError(f"`price_base` is {terms.price_base!r}; write a year such as {such}")


def _type_of(name: str, default: object) -> tuple[type, ...]:
    if name == "as_of":
        return (dt.date,)
    return (float, int) if isinstance(default, float) else (type(default),)


def default_logics() -> list[dict[str, str]]:
    """Give the investment logics of customer service that come with bcr, sorted by code.

    Each has the columns of schemas.Logics that are not about its source.
    """
    stated = tomllib.loads(files("bcr").joinpath("logics.toml").read_text("utf-8"))
    return [{"logic": code, **stated[code]} for code in sorted(stated)]
