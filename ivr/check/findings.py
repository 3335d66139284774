"""What is wrong, where, and what to do about it: the one shape of every fault that staff are told about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. Findings sort by severity (errors first), then by place, lines in their order."""

    code: str  # a stable word: "unknown-zone"
    severity: Severity
    place: str  # "schedules/caisses.yaml:12", or "flow: topics"
    sentence: str  # what is wrong
    mend: str  # what to write, or to do

    def __lt__(self, other: "Finding") -> bool:
        return self._order() < other._order()

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence} {self.mend}".rstrip()

    def _order(self) -> tuple[bool, str, int, str, str]:
        name, line = _place(self.place)
        return (self.severity != "error", name, line, self.code, self.sentence)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that forbid to serve the content."""
    return tuple(finding for finding in findings if finding.severity == "error")


def _place(place: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*):(\d+)", place)
    return (match[1], int(match[2])) if match else (place, 0)
