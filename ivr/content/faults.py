"""Faults in content, collected while it is read, so that staff are told all of them at once."""

from dataclasses import dataclass, field

from ivr.findings import Finding, Kind, Place, errors
from ivr.refused import Refused


class ContentError(Refused):
    """Content that can't be served."""


@dataclass(slots=True)
class Faults:
    """The faults found so far."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: Kind, place: Place, /, **values: object) -> None:
        """Note a fault at a place; `values` fill the placeholders of its sentences."""
        finding = kind.at(place, **values)
        if finding not in self.findings:
            self.findings.append(finding)

    def refuse(self) -> None:
        """Raise ContentError if anything forbids to serve the content."""
        if errors(self.findings):
            raise ContentError(*self.findings)
