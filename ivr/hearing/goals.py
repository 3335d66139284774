"""What callers ring for, each as something that can be seen in a turn, and the caller who wants it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from ivr.hours.schedules import LineName, Schedules
from ivr.hours.words import Words, words
from ivr.line.actions import Connect, Perform, QueueText, Turn
from ivr.line.facts import Facts, Rules
from ivr.line.origin import read_number

Moment = Literal["open", "closed"]
# An ordinary Tuesday morning: the report is about the line, not about the day on which it is asked for.
ORDINARY = datetime(2027, 1, 5, 6, tzinfo=UTC)
MOBILE, LANDLINE, REUNION, MAYOTTE = "+33612345678", "+33199001234", "+262262201234", "+262269601234"


@dataclass(frozen=True, slots=True)
class Ring:
    """Who rings which line, and whether somebody is there."""

    caller: str = MOBILE
    line: LineName = "national"
    moment: Moment = "open"


@dataclass(frozen=True, slots=True)
class Goal:
    """Something a caller wants: prompts to hear (any of them), a text to be sent, or an adviser to be rung.

    `value` is a placeholder that a heard prompt must fill. `before`: the goal is reached as the prompt begins, for it
    is the answer; else when it has been heard.
    """

    name: str
    words: Words
    ring: Ring = Ring()
    heard: tuple[str, ...] = ()
    before: bool = False
    value: str = ""
    text: str = ""
    connected: bool = False

    def is_done(self, turn: Turn) -> bool:
        """Whether the turn ends in what is wanted. Prompts are looked for one by one, as they are spoken."""
        match turn.ends:
            case Perform(QueueText(template)):
                return bool(self.text) and template == self.text
            case Connect():
                return self.connected
        return False

    def is_heard(self, prompt: str, values: Mapping[str, object]) -> bool:
        return prompt in self.heard or bool(self.value and self.value in values)


CLOSED = Ring(moment="closed")
# fmt: off - a goal a row, or two
GOALS: tuple[Goal, ...] = (
    Goal(
        "attestation_mobile",
        words(fr="Attestation : lien par SMS, d'un mobile", en="Certificate: link by text, from a mobile"),
        text="attestation",
    ),
    Goal(
        "attestation_landline",
        words(fr="Attestation : lien par SMS, d'un fixe", en="Certificate: link by text, from a landline"),
        Ring(LANDLINE),
        text="attestation",
    ),
    Goal(
        "no_account",
        words(fr="Sans compte ameli : que faire", en="No ameli account: what to do"),
        heard=("no_account",),
    ),
    Goal("kiosk", words(fr="Imprimer à une borne", en="Printing at a kiosk"), heard=("kiosk",)),
    Goal("reception", words(fr="Point d'accueil", en="Reception point"), heard=("reception",)),
    Goal("when_needed", words(fr="Quand l'attestation est demandée", en="When it is needed"), heard=("when_needed",)),
    Goal("adviser", words(fr="Conseiller, d'un mobile", en="Adviser, from a mobile"), connected=True),
    Goal(
        "adviser_landline",
        words(fr="Conseiller, d'un fixe de métropole", en="Adviser, from a landline of the mainland"),
        Ring(LANDLINE),
        connected=True,
    ),
    Goal(
        "adviser_reunion",
        words(fr="Conseiller, d'un fixe de La Réunion", en="Adviser, from a landline of Réunion"),
        Ring(REUNION),
        connected=True,
    ),
    Goal(
        "adviser_mayotte",
        words(fr="Conseiller, ligne de Mayotte", en="Adviser, Mayotte line"),
        Ring(MAYOTTE, "mayotte"),
        connected=True,
    ),
    Goal(
        "hours",
        words(fr="Horaires de sa caisse, d'un mobile", en="Hours of one's caisse, from a mobile"),
        heard=("hours_open", "hours_closed"),
        before=True,
    ),
    Goal("reopening", words(fr="Fermé : date de réouverture", en="Closed: when it reopens"), CLOSED, value="reopening"),
    Goal(
        "closed_text",
        words(fr="Fermé : attestation par SMS", en="Closed: certificate by text"),
        CLOSED,
        text="attestation",
    ),
    Goal("msa", words(fr="Autre organisme : MSA", en="Another body: MSA"), heard=("msa",)),
    Goal("mgen", words(fr="Autre organisme : MGEN", en="Another body: MGEN"), heard=("mgen",)),
    Goal("sncf", words(fr="Autre organisme : SNCF", en="Another body: SNCF"), heard=("sncf_before_2020",)),
    Goal("camieg", words(fr="Autre organisme : Camieg", en="Another body: Camieg"), heard=("camieg",)),
    Goal("deaf", words(fr="Sourd ou malentendant", en="Deaf or hard of hearing"), heard=("deaf",)),
    Goal("messages", words(fr="Messagerie du compte", en="Messages of the account"), heard=("messages",)),
    Goal("amelibot", words(fr="Amelibot", en="Amelibot"), heard=("amelibot",)),
    Goal("file", words(fr="Remboursement : compte par SMS", en="Reimbursement: account by text"), text="account"),
)
# fmt: on


def facts_of(ring: Ring, schedules: Schedules, now: datetime) -> Facts:
    """The facts of a call that comes at the next moment after `now` at which the line is open, or closed at night.

    Late at night, when it is closed overseas too: only then does the line say at once that nobody is there. Advisers
    are reached through a queue, as on the real line.
    """
    calendar = schedules.calendar(schedules.lines[ring.line].rule, now)
    opening = calendar.next_opening(now)
    at = (opening or now) + timedelta(hours=1)
    if ring.moment == "closed":
        at = (calendar.closes(at) or at) + timedelta(hours=7)
    return Facts(at, ring.line, read_number(ring.caller), schedules, Rules(queue=True))
