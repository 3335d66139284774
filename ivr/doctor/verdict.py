"""The shape of a check, and of what it finds: how it stands, what was seen, and what to do, in both languages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ivr.doctor.facts import Facts, Twilio
from ivr.findings import Finding, Language, Sentences
from ivr.hours.words import Words, words

State = Literal["wrong", "mind", "well", "unasked"]
LANGUAGES: tuple[Language, Language] = ("fr", "en")
WORST_FIRST: tuple[State, ...] = ("wrong", "mind", "well", "unasked")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found: what was seen, and what to do, "" where nothing is to be done."""

    state: State
    fr: Sentences
    en: Sentences

    def found(self, language: Language) -> str:
        """What was seen."""
        return (self.fr if language == "fr" else self.en)[0]

    def do(self, language: Language) -> str:
        """What to do."""
        return (self.fr if language == "fr" else self.en)[1]


Look = Callable[[Facts], Verdict]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name for programs, its title for people, and how it judges the facts."""

    name: str
    title: Words
    look: Look


def check(name: str, *, fr: str, en: str) -> Callable[[Look], Check]:
    """Make a check of a function."""
    return lambda look: Check(name, words(fr=fr, en=en), look)


def of_twilio(look: Callable[[Facts, Twilio], Verdict]) -> Look:
    """A check that needs the account: not made where Twilio wasn't asked, or did not answer."""

    def looked(facts: Facts) -> Verdict:
        if facts.twilio is None:
            return unasked(fr="rien n'a été demandé à Twilio.", en="nothing was asked of Twilio.")
        if isinstance(facts.twilio, Finding):
            return unasked(fr="le compte n'a pas pu être lu.", en="the account could not be read.")
        return look(facts, facts.twilio)

    return looked


def well(*, fr: str, en: str) -> Verdict:
    """All is as it should be."""
    return Verdict("well", (fr, ""), (en, ""))


def mind(*, fr: Sentences, en: Sentences) -> Verdict:
    """Something to know: calls go on."""
    return Verdict("mind", fr, en)


def wrong(*, fr: Sentences, en: Sentences) -> Verdict:
    """Calls or texts don't work."""
    return Verdict("wrong", fr, en)


def unasked(*, fr: str, en: str) -> Verdict:
    """Nothing could be looked at, or nothing there is to look at."""
    return Verdict("unasked", (fr, ""), (en, ""))


def found(finding: Finding, state: State = "wrong", *, place: bool = False) -> Verdict:
    """What another room found; with its place where the check's title doesn't tell it."""
    lead = f"{finding.place}: " if place else ""
    french, english = ((lead + finding.sentence(one), finding.mend(one)) for one in LANGUAGES)
    return Verdict(state, french, english)


def unread(finding: Finding) -> Verdict:
    """A part of the account that could not be read: nothing is known of it."""
    return found(finding, "mind")


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """Several in one: the worst of them, with all that is as bad."""
    worst = min((one.state for one in verdicts), key=WORST_FIRST.index)
    those = [one for one in verdicts if one.state == worst]
    french, english = (_joined([getattr(one, language) for one in those]) for language in ("fr", "en"))
    return Verdict(worst, french, english)


def _joined(pairs: Sequence[Sentences]) -> Sentences:
    return _once(said for said, _ in pairs), _once(done for _, done in pairs)


def _once(sentences: Iterable[str]) -> str:
    """Each sentence once, in order."""
    return " ".join(dict.fromkeys(filter(None, sentences)))
