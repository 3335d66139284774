"""A whole call as text: what is heard key by key, and what could be keyed next. Nothing is sent, rung or kept.

What the line wants performed is answered by made-up outcomes (a text is taken, an adviser answers), and told beside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ivr.findings import LANGUAGES
from ivr.hours.schedules import Schedules
from ivr.hours.words import NO_WORDS, Words, words
from ivr.line.actions import Action, Connect, HangUp, KeepNumber, Listen, Offer, Perform, QueueText, Say, Turn
from ivr.line.asker import Asker
from ivr.line.call import FIRST_LANGUAGE, Call
from ivr.line.conversation import advance, begin, choices_of, reads_typed
from ivr.line.facts import Facts
from ivr.line.flow import FLOW
from ivr.line.inputs import DialEnded, Input, NumberKept, Pressed, Silent, TextAnswered
from ivr.line.origin import UNKNOWN, Origin, read_mobile, textable
from ivr.line.steps import Ask, Choice, Menu
from ivr.published.snapshot import Snapshot
from ivr.wording.speak import body, speak, text

Who = Literal["line", "caller", "beside"]
CallerKind = Literal["mobile", "fixed", "mayotte", "overseas", "abroad", "withheld"]

CALLERS: Mapping[CallerKind, tuple[Words, Origin]] = {  # numbers that are nobody's
    "mobile": (words(fr="un mobile", en="a mobile"), Origin("FR", "mobile", "+33612345678")),
    "fixed": (words(fr="un téléphone fixe", en="a landline"), Origin("FR", "fixed", "+33199001234")),
    "mayotte": (words(fr="un mobile de Mayotte", en="a mobile of Mayotte"), Origin("YT", "mobile", "+262639012345")),
    "overseas": (
        words(fr="un fixe de La Réunion", en="a landline in La Réunion"),
        Origin("RE", "fixed", "+262262001234"),
    ),
    "abroad": (words(fr="un numéro étranger", en="a number from abroad"), Origin("BE", "fixed", "+3222345678")),
    "withheld": (words(fr="un numéro masqué", en="a withheld number"), UNKNOWN),
}
SILENCE = "-"
SILENT = words(fr="ne dit rien", en="says nothing")
KEYED = re.compile(r"[0-9*#]{1,20}|-")
MOST_KEYS = 100
MOST_PERFORMED = 5  # in one turn
MANNERS: Mapping[str, Words] = {
    "0": words(fr="Un conseiller", en="An adviser"),
    "*": words(fr="Revenir en arrière", en="Go back"),
    "#": words(fr="Réécouter", en="Hear it again"),
    SILENCE: words(fr="Ne rien dire", en="Say nothing"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one voice says, and in which language: "fr". `prompt` is its key; `offers`: it is of that menu's choices."""

    language: str
    text: str
    prompt: str
    offers: bool = False


@dataclass(frozen=True, slots=True)
class Uttered:
    """What the line says, as `sentences`; what the caller does, or what happens beside, as `words` for the staff."""

    who: Who
    sentences: tuple[Sentence, ...] = ()
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Offered:
    """A key that could be pressed now, and what it is for; `example`: digits that stand for any."""

    key: str
    words: Words
    example: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A call so far: what was said, the keys that counted, and what could come next; nothing once it has `ended`."""

    said: tuple[Uttered, ...]
    keys: tuple[str, ...]
    choices: tuple[Offered, ...]
    digits: int  # that the line waits for
    ended: bool
    call: Call


def rehearse(snapshot: Snapshot, facts: Facts, language: str = FIRST_LANGUAGE, keys: Iterable[str] = ()) -> Rehearsal:
    """The call of a caller who pressed these keys, a group a turn: "1", "75012", "#"; "-" is silence.

    `facts` are of that snapshot's schedules. What is no key, and whatever comes after the end, counts for nothing.
    """
    playing = _Playing(snapshot, facts)
    playing.take(begin(FLOW, Call(language=language), Asker(facts)))
    counted = []
    for key in list(keys)[:MOST_KEYS]:
        if playing.ended or not KEYED.fullmatch(key):
            break
        counted.append(key)
        playing.press(key)
    ends = playing.turn.ends
    choices = tuple(_offered(snapshot, playing.turn.call)) if isinstance(ends, Listen) else ()
    digits = ends.digits if isinstance(ends, Listen) else 0
    return Rehearsal(tuple(playing.said), tuple(counted), choices, digits, playing.ended, playing.turn.call)


class _Playing:
    """One call while it is played."""

    def __init__(self, snapshot: Snapshot, facts: Facts) -> None:
        self._snapshot, self._facts = snapshot, facts
        self.said: list[Uttered] = []
        self.turn = Turn(Call(), (), HangUp())
        self._typed = ""

    @property
    def ended(self) -> bool:
        return isinstance(self.turn.ends, HangUp)

    def press(self, key: str) -> None:
        """A caller's key, or silence."""
        told = (
            words(fr="ne dit rien", en="says nothing")
            if key == SILENCE
            else words(fr=f"tape {key}", en=f"presses {key}")
        )
        self.said.append(Uttered("caller", words=told))
        self._answer(Silent() if key == SILENCE else Pressed(key))

    def take(self, turn: Turn) -> None:
        """What a turn says, and what comes of what it wants, until it waits for the caller or ends."""
        for _ in range(MOST_PERFORMED):
            self.turn = turn
            self._speak(turn)
            match turn.ends:
                case Perform(action):
                    turn = self._next(self._performed(action, turn.call))
                case Connect(caisse):
                    told = connected_words(self._snapshot.schedules, turn.call, caisse)
                    self.said.append(Uttered("beside", words=told))
                    turn = self._next(DialEnded("answered"))
                case _:
                    return

    def _answer(self, answer: Input) -> None:
        self.take(self._next(answer))

    def _next(self, answer: Input) -> Turn:
        known = isinstance(answer, NumberKept) or reads_typed(FLOW, self.turn.call.step)
        facts = replace(self._facts, typed_number=self._typed) if known else self._facts
        return advance(FLOW, self.turn.call, answer, Asker(facts))

    def _speak(self, turn: Turn) -> None:
        sentences = tuple(sentence for said in turn.says for sentence in self._spoken(said, turn.call.language))
        if sentences:
            self.said.append(Uttered("line", sentences))

    def _spoken(self, said: Say | Offer, language: str) -> Iterator[Sentence]:
        prompt = said.prompt if isinstance(said, Say) else said.menu
        for one in speak(self._snapshot.prompts, language, (said,)):
            yield Sentence(one.locale.partition("-")[0], text(one), prompt, isinstance(said, Offer))

    def _performed(self, action: Action, call: Call) -> Input:
        """What becomes of what the line wants done."""
        if isinstance(action, QueueText):
            told = body(self._snapshot.prompts, call.language, action.template)
            sent = words(fr=f"Un SMS partirait : « {told} »", en=f"A text would be sent: “{told}”")
            self.said.append(Uttered("beside", words=sent))
            return TextAnswered("taken")
        assert isinstance(action, KeepNumber)
        mobile = read_mobile(action.digits)
        kept = mobile is not None and textable(mobile, self._facts.rules.text_regions)
        self._typed = mobile.e164 if mobile and kept else ""
        return NumberKept("yes" if kept else "no")


def connected_words(schedules: Schedules, call: Call, caisse: str) -> Words:
    """ "L'appel serait transmis à un conseiller de la CPAM du Rhône." """
    names = schedules.caisses[caisse].names if caisse in schedules.caisses else schedules.lines[call.line].names
    return words(
        fr=f"L'appel serait transmis à un conseiller {_of(names['fr'])}.",
        en=f"The call would be passed to an adviser of {names['en']}.",
    )


def _of(name: str) -> str:
    """ "de la CPAM du Rhône", "du 36 46"."""
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"de {name}"


# -- what could be keyed -----------------------------------------------------------------------------------------------


def _offered(snapshot: Snapshot, call: Call) -> Iterator[Offered]:
    """The choices of a menu, or an example of what is asked for; then what works everywhere."""
    step = FLOW.steps[call.step]
    if isinstance(step, Menu):
        chosen = choices_of(step, call, snapshot.schedules, snapshot.prompts)
        yield from (Offered(choice.key, _choice_words(snapshot, step.name, choice)) for choice in chosen)
    taken = {choice.key for choice in chosen} if isinstance(step, Menu) else set()
    if isinstance(step, Ask):
        yield from EXAMPLES[step.takes]
    yield from (Offered(key, told) for key, told in MANNERS.items() if key not in taken)


EXAMPLES: Mapping[str, tuple[Offered, ...]] = {
    "postcode": (
        Offered("69001", words(fr="Un code postal de Lyon", en="A postcode of Lyon"), True),
        Offered("97400", words(fr="Un code postal de Saint-Denis (974)", en="A postcode of Saint-Denis (974)"), True),
    ),
    "mobile": (Offered("0612345678", words(fr="Un numéro de mobile", en="A mobile's number"), True),),
}


def _choice_words(snapshot: Snapshot, menu: str, choice: Choice) -> Words:
    """What a choice is for, in each language."""
    caisse = snapshot.schedules.caisses.get(choice.name)
    if caisse:
        return caisse.names
    told = {}
    for language in LANGUAGES:
        found = snapshot.prompts[language].prompts[menu].choices.get(choice.name)
        told[language] = found.offer if found else choice.name
    return words(**told)
