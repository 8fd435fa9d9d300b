"""Two worker processes give what polars gives, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.errors import BcrError
from bcr.model import Basis
from bcr.spark.engine import figures_on_spark
from bcr.spark.figured import Asked
from bcr.spark.parts import Promised
from bcr.spark.records import last_periods, recorded
from bcr.spark.session import spark_session
from bcr.workflow.figures import dossier, the_day
from bcr.workflow.made_from import made_from
from bcr.workflow.on_spark import dossier_in
from bcr.workflow.stated import stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from tests.spark.conftest import Kept

pytestmark = pytest.mark.spark
#: Two workers, each a process of its own with one core.
MASTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with spark_session(MASTER) as opened:
        yield opened


def test_what_decides_a_reports_bytes_is_the_same_from_the_cluster(
    kept: Kept, session: SparkSession
) -> None:
    folder = kept.records.as_posix()
    theirs = dossier_in(session, folder, kept.store, kept.portfolio, whole=True)
    ours = dossier(kept.store, kept.portfolio)

    assert theirs.courses
    assert theirs.tracks.equals(ours.tracks)
    paths = ours.expected_paths
    assert theirs.expected_paths.keys() == paths.keys()
    assert all(theirs.expected_paths[one].equals(path) for one, path in paths.items())
    assert theirs.observations.equals(ours.observations)
    assert made_from(theirs) == made_from(ours)


@pytest.fixture
def shuffled(kept: Kept, tmp_path: Path) -> Path:
    """The records in folders of several files, the rows in no order."""
    for name in ("observations", "plans"):
        rows = pl.read_parquet(kept.records / f"{name}.parquet").sample(fraction=1, shuffle=True,
                                                                         seed=1)  # fmt: skip
        folder = tmp_path / "lake" / f"{name}.parquet"
        folder.mkdir(parents=True)
        for number, part in enumerate(rows.iter_slices(max(1, rows.height // 3))):
            part.write_parquet(folder / f"part-{number}.parquet")
        if rows.is_empty():
            rows.write_parquet(folder / "part-0.parquet")
    return tmp_path / "lake"


@pytest.mark.parametrize("parts", [1, 7])
def test_gaps_hang_on_neither_the_order_of_rows_nor_the_number_of_parts(
    kept: Kept, shuffled: Path, session: SparkSession, parts: int
) -> None:
    records = recorded(session, shuffled.as_posix(), "approved")
    last, periods = last_periods(records)
    said = stated(kept.store, kept.portfolio, observations=last)
    of = said.of
    promised = Promised(said.benefits, of.cases, said.kpis, of.decisions, of.decision_versions)
    asked = Asked(the_day(said), kept.portfolio, courses=False)

    found = figures_on_spark(session, promised, records, asked, parts=parts)

    ours = dossier(kept.store, kept.portfolio)
    assert periods == of.observations.height
    assert found.keys() == {"gaps"}
    assert found["gaps"].equals(ours.gaps)


def test_plans_of_another_basis_are_not_taken(kept: Kept, session: SparkSession) -> None:
    if pl.read_parquet(kept.records / "plans.parquet").is_empty():
        pytest.skip("no plans, of no basis")
    with pytest.raises(BcrError, match="the plans are those approved, and --basis is latest"):
        recorded(session, kept.records.as_posix(), Basis.LATEST.value)


def test_a_folder_without_records_or_their_columns_says_so(
    session: SparkSession, tmp_path: Path
) -> None:
    with pytest.raises(BcrError, match="Spark finds no Parquet there"):
        recorded(session, (tmp_path / "nowhere").as_posix(), "approved")
    for name in ("observations", "plans"):
        pl.DataFrame({"kpi_id": ["A"]}).write_parquet(tmp_path / f"{name}.parquet")
    with pytest.raises(BcrError, match="observations have no column period_end, period_start"):
        recorded(session, tmp_path.as_posix(), "approved")
