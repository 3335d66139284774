"""What is around every page: the languages, the banner of a test, the numbers for an emergency, the foot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from ivr.line.call import LINE_NAMES
from ivr.settings import Settings
from ivr.textpage.asked import Asked
from ivr.textpage.choices import Link
from ivr.textpage.telling import Telling
from ivr.wording.phrases import fill, phrase
from ivr.wording.speak import value_words

# 15, 112, 114 by text message: service-public sheet F33954 (mamoudzou.yt/service-public/particuliers/?xml=F33954), and
# informations.handicap.fr/a-114-n-durgence-pour-sourds-pas-assez-connu-36183.php; 3114: 3114.fr, mayotte.ars.sante.fr.
# Read 2026-11-26. From abroad neither 15 nor 3114 is to be dialled.
EMERGENCIES: Mapping[str, str] = {
    "emergency_call": "tel:112",
    "emergency_text": "sms:114",
    "emergency_despair": "tel:3114",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The same on every page of a language."""

    locale: str
    direction: str  # "ltr", "rtl"
    words: Mapping[str, str]
    style: str
    test: bool
    start: str
    languages: tuple[Link, ...]
    lines: tuple[Link, ...]  # other lines than this one
    emergencies: tuple[tuple[str, str], ...]  # the words, and the number to dial or to text; "" where it varies
    contact: str


def frame_of(telling: Telling, settings: Settings, style: str, path: str, asked: Asked | None) -> Frame:
    """Around a page; `asked` or else `path` is what another language would show."""
    words = telling.page.words
    return Frame(
        locale=telling.own.locale,
        direction=Locale.parse(telling.own.locale, sep="-").text_direction,
        words=words,
        style=style,
        test=settings.test_service,
        start=_start(telling.language, telling.facts.called),
        languages=tuple(_languages(telling, path, asked)),
        lines=tuple(_lines(telling)),
        emergencies=_emergencies(telling),
        contact=_contact(words, settings.contact),
    )


def _start(language: str, line: str) -> str:
    return f"/{language}" + (f"?l={line}" if line != LINE_NAMES[0] else "")


def _languages(telling: Telling, path: str, asked: Asked | None) -> Iterator[Link]:
    for language, prompts in telling.prompts.items():
        if language == telling.language or prompts.page is None:
            continue
        start = f"/{language}{path}" if path else _start(language, telling.facts.called)
        address = telling.addresses.write(language, asked) if asked else start
        yield Link(prompts.page.words["language"], address, locale=prompts.locale)


def _lines(telling: Telling) -> Iterator[Link]:
    for name in LINE_NAMES:
        if name != telling.facts.called:
            whom = value_words(telling.own, telling.facts.schedules.lines[name].names)
            yield Link(phrase(telling.own, "listed", whom=whom), _start(telling.language, name))


def _emergencies(telling: Telling) -> tuple[tuple[str, str], ...]:
    words = telling.page.words
    if telling.facts.called == "abroad":
        return ((words["emergency_abroad"], ""),)
    return tuple((words[name], number) for name, number in EMERGENCIES.items())


def _contact(words: Mapping[str, str], contact: str) -> str:
    return fill(words["contact"], lambda *_: contact) if contact else words["no_contact"]
