"""What Spark's event log says of each stage, and of how its tasks were split over the workers."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Stage:
    """One stage that ran."""

    name: str
    #: On the wall, from the first task to the last.
    seconds: float
    #: Seconds of its tasks by worker; a worker has one core.
    workers: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tasks: int = 0
    mib_read: float = 0.0
    mib_shuffled: float = 0.0

    def row(self) -> str:
        """Give it as a row of a Markdown table."""
        split = " + ".join(f"{self.workers[one]:.1f}" for one in sorted(self.workers))
        return (
            f"| {self.name} | {self.tasks} | {self.seconds:.1f} | {split} "
            f"| {self.mib_read:.0f} | {self.mib_shuffled:.0f} |"
        )


def stages(folder: Path) -> list[Stage]:
    """Give the stages in the event log of a folder, in the order in which they ended."""
    found: dict[int, Stage] = {}
    tasks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for line in path.read_text("utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd":
                tasks[event["Stage ID"]].append(event)
            elif event["Event"] == "SparkListenerStageCompleted":
                info = event["Stage Info"]
                seconds = (info["Completion Time"] - info["Submission Time"]) / 1000
                found[info["Stage ID"]] = Stage(_name(info), seconds)
    for number, stage in found.items():
        for event in tasks[number]:
            _count(stage, event)
    return list(found.values())


def _name(info: dict[str, Any]) -> str:
    """What a stage does, by the operators in it."""
    scopes = {json.loads(one["Scope"])["name"] for one in info["RDD Info"] if "Scope" in one}
    words = {
        "MapInArrow": "figures of parts",
        "Scan parquet": "read Parquet",
        "Generate": "make rows",
    }
    said = [word for scope, word in words.items() if any(scope in one for one in scopes)]
    return ", ".join(said) or info["Stage Name"].partition(" at ")[0]


def _count(stage: Stage, event: dict[str, Any]) -> None:
    metrics = event.get("Task Metrics") or {}
    stage.tasks += 1
    worker = event["Task Info"]["Executor ID"]
    stage.workers[worker] += metrics.get("Executor Run Time", 0) / 1000
    stage.mib_read += metrics.get("Input Metrics", {}).get("Bytes Read", 0) / 2**20
    written = metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    stage.mib_shuffled += written / 2**20
