"""Faults in content, collected while it is read, so that staff are told all of them at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ivr.check.findings import Finding, Severity

Language = Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: its sentences with {placeholders}, (what is wrong, what to write), in French and English."""

    code: str
    fr: tuple[str, str]
    en: tuple[str, str]
    severity: Severity = "error"


class ContentError(Exception):
    """Content that can't be served. `findings` are sorted; the message lists them all."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


@dataclass(slots=True)
class Faults:
    """The faults found so far, told in one language."""

    language: Language = "fr"
    findings: list[Finding] = field(default_factory=list)

    def add(self, fault: Fault, place: str, /, **values: object) -> None:
        """Note a fault at a place ("schedules/caisses.yaml:12"); `values` fill the sentences' placeholders."""
        sentence, mend = fault.fr if self.language == "fr" else fault.en
        shown: Mapping[str, str] = {name: shorten(str(value)) for name, value in values.items()}
        told = (sentence.format_map(shown), mend.format_map(shown))
        finding = Finding(fault.code, fault.severity, place, *told)
        if finding not in self.findings:
            self.findings.append(finding)

    def refuse(self) -> None:
        """Raise ContentError if anything forbids to serve the content."""
        if any(finding.severity == "error" for finding in self.findings):
            raise ContentError(tuple(self.findings))


def shorten(text: str, limit: int = 300) -> str:
    """A value as a sentence can show it: on one line, and not endless."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 3]}..."
