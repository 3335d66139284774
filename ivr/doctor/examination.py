"""The checks in their order, and what they find: what a command prints, and a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.doctor import alerts, here, numbers, reached, texting
from ivr.doctor.facts import Facts
from ivr.doctor.verdict import Check, State, Verdict
from ivr.findings import Language

CHECKS: tuple[Check, ...] = (
    here.settings,
    here.database,
    here.content,
    here.changes,
    here.advisers_taken,
    here.voices,
    here.time_zones,
    reached.address,
    numbers.account,
    reached.clock,
    numbers.webhooks,
    numbers.callers,
    numbers.calling,
    texting.sender,
    texting.texting,
    texting.worker,
    texting.shared_sender,
    texting.away,
    texting.doubts,
    texting.outbox,
    texting.receipts,
    alerts.alerts,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One check, and what it found."""

    check: Check
    verdict: Verdict

    def as_json(self, language: Language) -> Mapping[str, str]:
        """For programs."""
        return {
            "check": self.check.name,
            "title": self.check.title[language],
            "state": self.verdict.state,
            "found": self.verdict.found(language),
            "do": self.verdict.do(language),
        }


KEYS = ("check", "title", "state", "found", "do")


def examine(facts: Facts) -> tuple[Line, ...]:
    """Every check, in order."""
    return tuple(Line(check, check.look(facts)) for check in CHECKS)


def counted(lines: tuple[Line, ...], state: State) -> int:
    """How many stand so."""
    return sum(line.verdict.state == state for line in lines)
