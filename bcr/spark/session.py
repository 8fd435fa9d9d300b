"""The session of a Spark cluster, opened only when it is asked for."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from bcr.errors import BcrError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession

#: An open session, for those who hand it on and know no Spark.
Session: TypeAlias = "SparkSession"
#: What a session of ours needs; all else is as the cluster's own configuration has it.
_SETTINGS: Final = {
    "spark.executorEnv.POLARS_MAX_THREADS": "1",  # a task has one core
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.sql.execution.pythonUDF.arrow.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def spark_session(
    master: str, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[SparkSession]:
    """Give a session on the cluster at a master URL, and stop it in the end.

    `settings`: what it is to be set to besides, by the names that Spark has for it.
    Raises: BcrError, when PySpark or Java is not there, or nothing answers at the URL.
    """
    _require_java()
    _require_pyspark()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if master.startswith("local"):  # workers beside us have our Python; others have their own
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    building = SparkSession.builder.appName("bcr").master(master)
    for name, value in {**_SETTINGS, **settings}.items():
        building = building.config(name, value)
    try:
        session = building.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise BcrError(
            f"{master}: no Spark session could be opened. {said_by(error)}",
            "Name a master URL such as local[2] or spark://host:7077.",
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def said_by(error: Exception) -> str:
    """Give the line of an error of Spark that says what is wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    caused = [line for line in lines if "Exception: " in line]
    return (caused or lines or [type(error).__name__])[0].rpartition("Exception: ")[2]


def _require_pyspark() -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it finds installed
            import pyspark.sql  # noqa: F401
    except ImportError as error:
        raise BcrError(
            f"Spark was asked for and PySpark is not installed ({error}).",
            "Install it: pip install 'bcr[spark]'. It runs on Java 17.",
        ) from None


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(Path(home) / "bin" / "java" if home else "java"):
        where = f"there is none in JAVA_HOME, {home}" if home else "none was found"
        raise BcrError(
            f"Spark runs on Java 17, and {where}.",
            "Debian: apt-get install openjdk-17-jre-headless. Elsewhere: install it and set "
            "JAVA_HOME.",
        )
