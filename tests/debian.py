"""Packages of Debian, for what tests need of a machine beyond Python."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess


def is_at_hand() -> bool:
    """Whether this is Debian, and its root: only then is anything installed unasked."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    # Ubuntu's package of Chromium is a stub that needs snap.
    return platform.freedesktop_os_release().get("ID") == "debian"


def install(*packages: str) -> None:
    """Install some packages without what they only recommend.

    Raises: OSError or subprocess.CalledProcessError, where that is refused.
    """
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    add = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
    subprocess.run(add, env=quiet, check=True, stdout=subprocess.DEVNULL)
