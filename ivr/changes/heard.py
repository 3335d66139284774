"""What a caller would hear: the greeting, the hours, and what comes of asking for an adviser; before and after."""

from dataclasses import dataclass
from datetime import datetime

from ivr.changes.rehearsed import CALLERS, SILENCE, Rehearsal, Sentence, rehearse
from ivr.changes.whence import Whence, whence_of
from ivr.check.reached import reached_by
from ivr.findings import Language
from ivr.hours.schedules import Above, Caisse, Line, LineName
from ivr.hours.words import NO_WORDS, Words
from ivr.line.conversation import choices_of
from ivr.line.facts import Facts, Rules
from ivr.line.flow import FLOW
from ivr.line.origin import Origin
from ivr.line.steps import Ask, Menu
from ivr.published.snapshot import Snapshot

MOBILE, ABROAD = CALLERS["mobile"][1], CALLERS["abroad"][1]
ADVISERS = Rules(queue=True)  # whoever answers, somebody does
HOURS, ADVISER, NOWHERE_KEY = "3", "0", "#"


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard at a moment. `connected` says who would be rung; none where no adviser is reached.

    Each without the choices of menus; `keys` lead to the hours and to an adviser, for `rehearse`.
    """

    at: datetime
    greeting: tuple[Sentence, ...]
    hours: tuple[Sentence, ...]
    adviser: tuple[Sentence, ...]
    connected: Words
    hours_keys: tuple[str, ...] = ()
    adviser_keys: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[object, ...]:
        """What is heard, whenever."""
        return self.greeting, self.hours, self.adviser, self.connected


@dataclass(frozen=True, slots=True)
class Beside:
    """The same call before a change and after it."""

    before: Heard
    after: Heard

    @property
    def differs(self) -> bool:
        """Whether callers hear anything else."""
        return self.before.told != self.after.told


def heard_beside(
    before: Snapshot,
    after: Snapshot,
    at: datetime,
    whence: Whence,
    *,
    called: LineName | None = None,
    language: Language = "fr",
    rules: Rules = ADVISERS,
) -> Beside:
    """What is heard at a moment before a change, and after it."""
    told = (heard_at(one, at, whence, called=called, language=language, rules=rules) for one in (before, after))
    return Beside(*told)


def heard_at(
    snapshot: Snapshot,
    at: datetime,
    whence: Whence,
    *,
    called: LineName | None = None,
    language: Language = "fr",
    rules: Rules = ADVISERS,
) -> Heard:
    """What somebody hears who calls from a place; `called`: the line, if it is not the one that people ring there."""
    facts = facts_at(snapshot, at, called or whence.line, rules)
    greeting = rehearse(snapshot, facts, language)
    hours, adviser = (_led(snapshot, facts, language, key, whence) for key in (HOURS, ADVISER))
    connected = (one.words for one in adviser.said if one.who == "beside")
    return Heard(
        at,
        _told(greeting, 0),
        _told(hours, 1),
        _told(adviser, 1),
        next(connected, NO_WORDS),
        hours.keys,
        adviser.keys,
    )


def heard(snapshot: Snapshot, entry: Above, at: datetime, language: Language) -> str:
    """What is told of the hours of the first whom an entry reaches; "" where it reaches nobody.

    A reason that the greeting has told is not told again: then the greeting's sentence comes first.
    """
    reached, schedules = reached_by(entry, snapshot.schedules), snapshot.schedules
    bodies: list[Caisse | Line] = [*reached.caisses, *(schedules.lines[name] for name in reached.lines)]
    if not bodies:
        return ""
    told = heard_at(snapshot, at, whence_of(bodies[0]), language=language)
    reason = entry.what.reason[language]
    greeted = (one for one in told.greeting if reason and reason in one.text)
    return " ".join(sentence.text for sentence in (*greeted, *told.hours))


def facts_at(
    snapshot: Snapshot, at: datetime, called: LineName, rules: Rules = ADVISERS, caller: Origin | None = None
) -> Facts:
    """The facts of a moment, for somebody who calls a line from a mobile, as most do."""
    ringing = caller or (ABROAD if called == "abroad" else MOBILE)
    return Facts(at, called, ringing, snapshot.schedules, rules, languages=tuple(snapshot.prompts))


def _led(snapshot: Snapshot, facts: Facts, language: Language, key: str, whence: Whence) -> Rehearsal:
    """The call after a key of the first menu, once they have said where they are, if they are asked."""
    keys = [key]
    while True:
        found = rehearse(snapshot, facts, language, keys)
        step = FLOW.steps[found.call.step]
        if found.ended or len(keys) > len(found.keys):
            return found
        if isinstance(step, Ask) and step.takes == "postcode" and len(keys) == 1:
            keys.append(whence.postcode or NOWHERE_KEY)
        elif isinstance(step, Menu) and step.each and len(keys) == 2:
            offered = choices_of(step, found.call, snapshot.schedules, snapshot.prompts)
            keys.append(next((one.key for one in offered if one.name == whence.caisse), offered[0].key))
        elif isinstance(step, Menu) and step.assent:
            keys.append(SILENCE)
        else:
            return found


def _told(call: Rehearsal, skipped: int) -> tuple[Sentence, ...]:
    """What the line told after its first so many turns, without what menus say; that too where nothing else was."""
    turns = [one.sentences for one in call.said if one.who == "line"][skipped:]
    spoken = [said for sentences in turns for said in sentences if not (said.offers or _is(said, Ask))]
    return tuple(said for said in spoken if not _is(said, Menu)) or tuple(spoken)


def _is(said: Sentence, kind: type[Menu | Ask]) -> bool:
    return isinstance(FLOW.steps.get(said.prompt), kind)
