"""The Java that Spark runs on: found, or installed where that can be done unasked.

`python -m tests.java` leaves a machine with one, or stops and says how to get it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import debian

HOW = """\
The tests on Spark need Java 17 or later, and none was found. One of these helps:
  Debian, as root:           apt-get install openjdk-17-jre-headless
  one that stands elsewhere: JAVA_HOME=/path/to/java make test-spark"""


def find() -> str | None:
    """Path of a Java: that of $JAVA_HOME, else the first on PATH."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which(Path(home) / "bin" / "java" if home else "java")


def install() -> None:
    """Ask Debian for one.

    Raises: OSError or subprocess.CalledProcessError, where it cannot be asked or refuses.
    """
    if not debian.is_at_hand():
        raise OSError("Java is installed for you by root on Debian only.")
    debian.install("openjdk-17-jre-headless")


def main() -> None:
    """Find Java or install it; print where it is, or exit with what to do."""
    if "JAVA_HOME" not in os.environ and not find():
        try:
            install()
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"{error}\n{HOW}")
    path = find()
    if path is None:
        sys.exit(HOW)
    sys.stdout.write(f"Spark runs on {path}\n")


if __name__ == "__main__":
    main()
