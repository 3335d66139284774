"""Runs checks and tells what they saw, as findings in one language, sorted; and the call that shows a refutation."""

from collections.abc import Callable, Iterable, Iterator

from ivr.check.checks import CHECKS
from ivr.check.findings import Finding
from ivr.check.shown_call import command_of
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import Words

# When these are seen the walk can't be walked: its checks wait until they are mended.
FOUNDATIONS = frozenset({"unknown-step", "silent-loop", "lacking-outcome", "bad-rule"})

Progress = Callable[[Check], None]


def findings_of(
    subject: Subject, checks: Iterable[Check] = CHECKS, language: str = "fr", progress: Progress = lambda _: None
) -> tuple[Finding, ...]:
    """What these checks find, sorted. Checks that walk are left out where the table itself does not stand."""
    found: list[Finding] = []
    stands = True
    for check in sorted(checks, key=lambda one: one.needs != "table"):
        if check.needs == "table" or stands:
            progress(check)
            found += _told(subject, check, language)
            stands &= not (check.code in FOUNDATIONS and any(one.code == check.code for one in found))
    return tuple(sorted(set(found)))


def structural(subject: Subject, language: str = "fr") -> tuple[Finding, ...]:
    """What can be found without walking: quick enough for every start and every publication."""
    return findings_of(subject, [check for check in CHECKS if check.needs == "table"], language)


def _told(subject: Subject, check: Check, language: str) -> Iterator[Finding]:
    sentence, mend = check.fr if language == "fr" else check.en
    for seen in check.find(subject):
        values = {name: _in(language, value) for name, value in seen.values.items()}
        advice = mend.format_map(values) + _shown(subject, seen, language)
        yield Finding(check.code, seen.severity or check.severity, seen.place, sentence.format_map(values), advice)


def _in(language: str, value: object) -> object:
    """A value that is told in words of its own in each language, else the value."""
    return value[language] if isinstance(value, Words) else value


def _shown(subject: Subject, seen: Seen, language: str) -> str:
    if seen.edge is None:
        return ""
    shows = "Pour l'entendre" if language == "fr" else "To hear it"
    return f" {shows} : {command_of(subject, seen.edge)}"
