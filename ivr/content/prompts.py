"""Reads prompts/ into the Prompts of every language, or refuses it with every fault."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path

from babel import UnknownLocaleError
from babel.core import get_global

from ivr.content import prompt_faults as wrong
from ivr.content.agreement import note_disagreements
from ivr.content.examples import examples_in
from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.languages import languages_of, side_by_side
from ivr.content.page_words import page_words
from ivr.content.recordings import with_recordings
from ivr.content.schedule_faults import MISSING
from ivr.content.sentences import phrase_of, sentence
from ivr.content.spoken_words import dangers_of, everywhere_of, note_same_words, offers_of, spoken_words, wishes_of
from ivr.content.texts import note_letters, texts_of
from ivr.content.yaml import Table, Text, note_strangers, read, refuse_missing
from ivr.findings import LANGUAGES, Place
from ivr.hours.date_names import date_names
from ivr.hours.holidays import SUBDIVISIONS, names_of
from ivr.line.flow import FLOW
from ivr.line.steps import DOUBT, Flow
from ivr.wording.phrases import CARD, PHRASES
from ivr.wording.prompts import SAID, ChoiceWords, Prompt, Prompts

STOP = "stop"  # the phrase that ends a text which can be answered
SECTIONS = ("phrases", "everywhere", "wishes", "dangers", "prompts", "texts", "card")
HOLIDAYS = "holidays"  # of languages in which the calendar has no names for them
PAGE = "page"  # may be absent: the call as text is then not offered in that language
VOICES = ("Polly.", "Google.")  # those that know a pause shorter than a second (SSML's break)
LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")


def read_prompts(folder: Path, flow: Flow = FLOW) -> Mapping[str, Prompts]:
    """The prompts of a folder, by language, as a flow is to say them. Raises ContentError with every fault."""
    faults = Faults()
    refuse_missing(folder, faults)
    languages = languages_of(folder)
    note_strangers(folder, [f"{language}{end}" for language in languages for end in (".yaml", SAID)], faults)
    read_files = ((name, _file(folder, name, languages, faults)) for name in languages)
    files: dict[str, Entry] = {name: entry for name, entry in read_files if entry}
    found: dict[str, Prompts] = {name: _prompts(entry, name, folder) for name, entry in files.items()}
    said = {name: examples_in(folder, name, faults) for name in languages}
    found = {name: replace(one, examples=said[name]) for name, one in found.items()}
    note_disagreements(found, files, flow)
    faults.refuse()
    return side_by_side(found, flow)


def _file(folder: Path, language: str, languages: tuple[str, ...], faults: Faults) -> Entry | None:
    table = read(folder / f"{language}.yaml", faults, ends_with_dots=True)
    return Entry(f"{language}.yaml", table, faults, languages) if table else None


def _prompts(entry: Entry, language: str, folder: Path) -> Prompts:
    entry.allow("language", "locale", "voice", "offer", "words", *SECTIONS, HOLIDAYS, PAGE)
    for section in SECTIONS:
        if not entry.has(section):
            entry.note(MISSING, entry=entry.name, key=section)
    if entry.needed("language") not in (language, ""):
        entry.note(wrong.UNKNOWN_LANGUAGE, "language", text=entry.text("language"), known=language)
    prompts = {prompt.key: prompt for prompt in _each_prompt(entry.inner("prompts"))}
    note_letters(entry.inner("phrases"), STOP)
    return Prompts(
        language=language,
        locale=_locale(entry, language),
        voice=_voice(entry),
        offer=_offer(entry),
        words=spoken_words(entry, "words"),
        holidays=_holidays(entry, language),
        prompts=with_recordings(_with_wishes(prompts, entry), folder / "audio" / language, entry.faults),
        texts=texts_of(entry.inner("texts"), entry.inner("phrases").text(STOP)),
        everywhere=everywhere_of(entry.inner("everywhere"), language),
        wishes=wishes_of(entry.inner("wishes")),
        dangers=dangers_of(entry.inner("dangers")),
        phrases=_phrases(entry.inner("phrases"), PHRASES),
        card=_phrases(entry.inner("card"), CARD),
        page=page_words(entry.inner(PAGE)) if entry.has(PAGE) else None,
        places=_places(entry),
    )


def _with_wishes(prompts: dict[str, Prompt], entry: Entry) -> dict[str, Prompt]:
    """The prompts; the one that asks what was meant offers every wish."""
    offers, question = offers_of(entry.inner("wishes")), prompts.get(DOUBT)
    return prompts | {DOUBT: replace(question, choices={**offers, **question.choices})} if question else prompts


def _places(entry: Entry) -> dict[tuple[str, str], Place]:
    """Where the voice and each section stand, under ("texts", ""), and each key of a section."""
    places = {(section, ""): entry.place(section) for section in ("voice", *SECTIONS, PAGE)}
    for section in SECTIONS:
        places |= {(section, key): place for key, place in entry.inner(section).table.places.items()}
    return places


def _locale(entry: Entry, language: str) -> str:
    text = entry.needed("locale")
    try:
        known = bool(LOCALE.fullmatch(text) and text.startswith(f"{language}-") and date_names(text))
    except (ValueError, UnknownLocaleError):
        known = False
    if text and not known:
        entry.note(wrong.BAD_LOCALE, "locale", text=text, example=_locale_like(language))
    return text


def _locale_like(language: str) -> str:
    """A locale of a language, for who writes one: of the country where most people speak it."""
    country = str(get_global("likely_subtags").get(language, "")).rpartition("_")[2]
    return f"{language}-{country or language.upper()}"


def _voice(entry: Entry) -> str:
    text = entry.needed("voice")
    if text and not text.startswith(VOICES):
        entry.note(wrong.BAD_VOICE, "voice", text=text)
    return text


def _offer(entry: Entry) -> str:
    """How callers of other languages are offered this one, and may ask for it."""
    entry.needed("offer")
    if not entry.has("words"):
        entry.note(MISSING, entry=entry.name, key="words")
    return sentence(entry, "offer", fixed=True)


def _holidays(entry: Entry, language: str) -> dict[str, str]:
    """What a language calls the holidays that are told as a reason, by their French names."""
    if language in LANGUAGES and not entry.has(HOLIDAYS):
        return {}
    section = entry.inner(HOLIDAYS)
    for name in sorted({name for subdivision in SUBDIVISIONS for name in names_of(subdivision)}):
        section.needed(name)
    return {name: sentence(section, name, fixed=True) for name in section.table.entries}


def _phrases(entry: Entry, known: Mapping[str, Set[str]]) -> dict[str, str]:
    entry.allow(*known)
    for name in known:
        entry.needed(name)
    return {name: phrase_of(entry, name, known[name]) for name in known if entry.has(name)}


# -- one prompt ----------------------------------------------------------------------------------------------------


def _each_prompt(section: Entry) -> Iterator[Prompt]:
    """A prompt that is only said may be a text; else it is a table."""
    for name, node in section.table.entries.items():
        match node:
            case Text():
                section.needed(name)
                yield Prompt(name, say=sentence(section, name))
            case Table():
                table = Table(node.entries, section.place(name), node.places)
                yield _prompt(replace(section, name=name, table=table))
            case _:
                section.text(name)  # a list: told as no text


def _prompt(entry: Entry) -> Prompt:
    entry.allow("say", "help", "language", "choices")
    if not entry.has("say", "choices"):
        entry.note(wrong.NO_SAY, key=entry.name)
    elif entry.has("say"):
        entry.needed("say")
    return Prompt(
        key=entry.name,
        say=sentence(entry, "say"),
        help=sentence(entry, "help", fixed=True),
        language=_language(entry),
        choices=_choices(entry),
    )


def _choices(entry: Entry) -> dict[str, ChoiceWords]:
    if not entry.has("choices"):
        return {}
    choices = {choice.name: _choice(choice) for choice in entry.entries("choices")}
    note_same_words(entry.inner("choices"), {name: choice.words for name, choice in choices.items()})
    return choices


def _choice(entry: Entry) -> ChoiceWords:
    entry.allow("offer", "words", "language", "sends", "body")
    entry.needed("offer")
    if not entry.has("words"):
        entry.note(MISSING, entry=entry.name, key="words")
    return ChoiceWords(
        offer=sentence(entry, "offer", fixed=True),
        words=spoken_words(entry, "words"),
        language=_language(entry),
        sends=entry.text("sends"),
        body=entry.text("body"),
    )


def _language(entry: Entry) -> str:
    text = entry.text("language")
    if text and text not in entry.languages:
        entry.note(wrong.UNKNOWN_LANGUAGE, "language", text=text, known=", ".join(entry.languages))
    return text
