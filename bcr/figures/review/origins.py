"""Which department and which template each case comes from, as features of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.review.framework import LEAST
from bcr.schemas.review import CaseFeatures

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Cases, PromisedBenefits

#: Most departments that are compared: those with the most cases, whatever they delivered.
MOST = 12


def case_origins(
    cases: dy.DataFrame[Cases], benefits: dy.DataFrame[PromisedBenefits]
) -> dy.DataFrame[CaseFeatures]:
    """Whether each case comes from each department, and from a later template.

    Shape:  a row a feature and case with benefits; nothing where all cases come from one.
    Rule:   each department stands beside all others, of two the larger beside the smaller; of
            templates the later ones beside the earlier, parted where the two come nearest to
            halves. Null where a case does not state its own.
    """
    stated = cases.join(benefits, on="case_id", how="semi").unique("case_id", keep="last")
    department = pl.col("department").str.strip_chars().replace({"": None})
    known = stated.sort("case_id").select("case_id", "template_year", department=department)
    asked = [
        *((f"department: {name}", f"Department {name}", pl.col("department") == name)
          for name in _departments(known["department"].drop_nulls())),
        *(("template_year", f"Template of {year} or later", pl.col("template_year") >= year)
          for year in _parting(known["template_year"].drop_nulls())),
    ]  # fmt: skip
    parts = [
        known.select("case_id", has.alias("has"), feature=pl.lit(feature), name=pl.lit(name))
        for feature, name, has in asked
    ]
    return CaseFeatures.validate(pl.concat([CaseFeatures.create_empty(), *parts], how="diagonal"))


def _departments(stated: pl.Series) -> list[str]:
    """The departments that are compared, those with most cases first; few cases cannot be."""
    sizes = stated.value_counts(name="cases").sort("cases", "department", descending=[True, False])
    if sizes.height < 2:
        return []
    # Of two, one says it all.
    large = sizes.filter(pl.col("cases") >= LEAST)["department"].to_list()
    return large[: 1 if sizes.height == 2 else MOST]


def _parting(stated: pl.Series) -> list[int]:
    """The year that parts the cases most nearly into halves; none where all state one year."""
    later = {year: int((stated >= year).sum()) for year in stated.unique().sort().to_list()[1:]}
    return sorted(later, key=lambda year: (abs(2 * later[year] - len(stated)), year))[:1]
