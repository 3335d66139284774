"""How a figure is taken: things to compare alternate in one process, so that a busy moment befalls both."""

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    name: str
    value: str
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """How long one thing took, many times over, in seconds."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def p99(self) -> float:
        return sorted(self.samples)[int(len(self.samples) * 0.99)]

    def __str__(self) -> str:
        return f"{self.median * 1e6:.0f} us, p99 {self.p99 * 1e6:.0f} us"


def alternate(works: Sequence[Sequence[Work]]) -> list[Times]:
    """Time the first piece of each kind, then the second of each, and so on; a kind a list, all of one length."""
    samples: list[list[float]] = [[] for _ in works]
    for pieces in zip(*works, strict=True):
        for kept, work in zip(samples, pieces, strict=True):
            started = time.perf_counter()
            work()
            kept.append(time.perf_counter() - started)
    return [Times(tuple(kept)) for kept in samples]


def small(work: Work, batches: int = 50, batch: int = 200) -> str:
    """Something too short to be timed alone: the median of many batches' means."""

    def many() -> None:
        for _ in range(batch):
            work()

    many()
    microseconds = alternate([[many] * batches])[0].median / batch * 1e6
    return f"{microseconds:.2f} us" if microseconds < 10 else f"{microseconds:.0f} us"


def machine() -> str:
    """What the figures were taken on."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, load {load}"
