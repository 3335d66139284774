"""What the content says twice agrees: in each language, in a choice's offer and its words, in a text and its address.

Where one side alone was changed, or two entries were swapped, the other side still says what was meant.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.schedules import Caisse, Line, Regime, Schedules
from ivr.hours.words import Words, words
from ivr.line.patterns import tokens_of
from ivr.wording.phrases import PLACEHOLDER
from ivr.wording.prompts import ChoiceWords, Prompt, Prompts

NAMES = frozenset({"ameli", "amelibot", "vitale", "mayotte"})  # besides those of the bodies
HYPHENS = frozenset({"tiret", "dash", "hyphen"})
SITE = re.compile(r"https?://(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.[a-z]+")
SMALL = frozenset({"a", "d", "dans", "de", "des", "du", "en", "in", "l", "la", "le", "les"})  # no part of a name
CORSICA = str.maketrans("AB", "00")  # whose caisses are numbered 201 and 202
STEM = 5  # letters by which a word is known again: "électricité", "électrique"


@check(
    "unlike-languages",
    fr=(
        "« {key} » ne nomme pas la même chose en {language} et en {other} : {marks}.",
        "Vérifiez les deux phrases : nombres et noms propres s'y répondent.",
    ),
    en=(
        "“{key}” doesn't name the same in {language} and in {other}: {marks}.",
        "Look at both sentences: numbers and proper names correspond.",
    ),
    why=words(
        fr="Une phrase changée dans une seule langue laisse l'autre dire l'ancienne.",
        en="A sentence that is changed in one language leaves the other saying the old one.",
    ),
)
def unlike_languages(subject: Subject) -> Iterator[Finding]:
    """Numbers and proper names are the same in each language of a prompt, a choice and a text's address."""
    first, *others = subject.prompts.values()
    names = NAMES | {key for key, regime in subject.schedules.regimes.items() if key in regime.site}
    for other in others:
        for key in first.prompts.keys() & other.prompts.keys():
            pairs = zip(_sayings(first.prompts[key]), _sayings(other.prompts[key]), strict=False)
            marks = [_marks(one, names) ^ _marks(two, names) for one, two in pairs]
            if found := sorted(set().union(*marks)):
                told = {"key": key, "language": other.language, "other": first.language, "marks": ", ".join(found)}
                yield unlike_languages.at(other.place("prompts", key), **told)
        for key in first.texts.keys() & other.texts.keys():
            if SITE.findall(first.texts[key]) != SITE.findall(other.texts[key]):
                told = {"key": key, "language": other.language, "other": first.language, "marks": "https://"}
                yield unlike_languages.at(other.place("texts", key), **told)


def _sayings(prompt: Prompt) -> list[str]:
    """What a prompt says, its choices in the order of their names."""
    return [prompt.say, prompt.help, *(prompt.choices[name].offer for name in sorted(prompt.choices))]


def _marks(text: str, names: frozenset[str]) -> set[str]:
    spoken = _tokens(PLACEHOLDER.sub(" ", text))
    return {token for token in spoken if token.isdigit() or token in names}


@lru_cache(maxsize=2048)  # as many as a language has offers and words; looked at again at every publication
def _tokens(text: str) -> tuple[str, ...]:
    """The words of a sentence; letters that are spoken one by one as the word that they spell."""
    found: list[str] = []
    for phrase in re.split(r"[,.;:!?]", text):
        spelling = False
        for token in tokens_of(phrase):
            letter = len(token) == 1 and token.isalpha()
            if letter and spelling:
                found[-1] += token
            else:
                found.append(token)
            spelling = letter
    return tuple(found)


@check(
    "untranslated",
    severity="warning",
    fr=("« {text} » est dit tel quel en français et en anglais.", "Traduisez-le : écrivez l'anglais après « en: »."),
    en=("“{text}” is said alike in French and in English.", "Translate it: write the English after “en:”."),
    why=words(
        fr="Le français copié sous « en: » est lu par la voix anglaise : personne ne le comprend.",
        en="French that is copied under “en:” is read by the English voice: nobody understands it.",
    ),
)
def untranslated(subject: Subject) -> Iterator[Finding]:
    """Names, reasons, notices and prompts of several words are not the same in French and in English."""
    for place, told in _told(subject):
        text = told.get("fr", "")
        if text == told.get("en") and len(tokens_of(text)) > 1:
            yield untranslated.at(place, text=text)


def _told(subject: Subject) -> Iterator[tuple[Place, Words]]:
    schedules = subject.schedules
    bodies: tuple[Line | Caisse | Regime, ...] = (*schedules.lines.values(), *schedules.caisses.values())
    for body in (*bodies, *schedules.regimes.values(), *schedules.departments.values()):
        yield body.place, body.names
    yield from ((one.place, one.words) for one in schedules.bulletins)
    yield from ((one.place, one.reason) for one in subject.above)
    yield from _prompts_told(subject.prompts)


def _prompts_told(prompts: Mapping[str, Prompts]) -> Iterator[tuple[Place, Words]]:
    if "fr" in prompts and "en" in prompts:
        french, english = prompts["fr"], prompts["en"]
        for key in french.prompts.keys() & english.prompts.keys():
            pairs = zip(_sayings(french.prompts[key]), _sayings(english.prompts[key]), strict=False)
            yield from ((english.place("prompts", key), words(fr=fr, en=en)) for fr, en in pairs)


@check(
    "same-name",
    fr=("« {name} » est le nom de {one} et de {other}.", "Corrigez l'un des deux."),
    en=("“{name}” is the name of {one} and of {other}.", "Correct one of them."),
    why=words(
        fr="L'appelant entendrait le nom d'un autre lieu que le sien, ou deux choix pareils.",
        en="A caller would hear the name of another place than their own, or two choices alike.",
    ),
)
def same_name(subject: Subject) -> Iterator[Finding]:
    """No two départements have one name, and no two caisses."""
    for known in (subject.schedules.departments, subject.schedules.caisses):
        named: dict[tuple[str, str], str] = {}
        for code, one in known.items():
            for each in one.names.items():
                first = named.setdefault(each, code)
                if first != code:
                    yield same_name.at(one.place, name=each[1], one=first, other=code)


@check(
    "unlike-words",
    fr=(
        "« {menu} » : ce que l'on peut dire pour « {name} » n'est pas dans ce qui est offert.",
        "Mettez dans « words: » un mot de « offer: » ; deux choix sont peut-être échangés.",
    ),
    en=(
        "“{menu}”: nothing that may be said for “{name}” is in what is offered.",
        "Put a word of “offer:” into “words:”; perhaps two choices are swapped.",
    ),
    why=words(
        fr="L'appelant répète les mots qu'il vient d'entendre : ils doivent être compris, et pour ce choix-là.",
        en="Callers repeat the words that they have just heard: these must be understood, and for that choice.",
    ),
)
def unlike_words(subject: Subject) -> Iterator[Finding]:
    """Each choice understands a word of its own offer."""
    for prompts in subject.prompts.values():
        for key, prompt in prompts.prompts.items():
            for name, choice in prompt.choices.items():
                others = [one.offer for one in prompt.choices.values() if one is not choice]
                if choice.words and not _offers_its_words(choice, others):
                    yield unlike_words.at(prompts.place("prompts", key), menu=key, name=name)


def _offers_its_words(choice: ChoiceWords, others: list[str]) -> bool:
    """Whether a word that may be said is offered here, and in no other choice of the menu."""
    here, there = _sayable(choice.offer), set[str]().union(*map(_sayable, others))
    said = {stem for word in choice.words for stem in (*map(_stem, _tokens(word)), " ".join(map(_stem, _tokens(word))))}
    return not said.isdisjoint(here - there)


@lru_cache(maxsize=1024)
def _sayable(offer: str) -> frozenset[str]:
    """The words of an offer, and its pairs and threes of them, each cut to its stem."""
    stems = list(map(_stem, _tokens(offer)))
    return frozenset(" ".join(stems[at : at + many]) for many in (1, 2, 3) for at in range(len(stems)))


def _stem(token: str) -> str:
    return token[:STEM]


@check(
    "unlike-site",
    fr=(
        "Le SMS « {name} » mène à {site}, et ce qui est dit ou connu de ce site n'est pas le même.",
        "Comparez le SMS, « address_{name} » et le site de schedules/regimes.yaml.",
    ),
    en=(
        "The text “{name}” leads to {site}, and what is said or known of that site differs.",
        "Compare the text, “address_{name}” and the site of schedules/regimes.yaml.",
    ),
    why=words(
        fr="L'adresse dite et l'adresse reçue doivent être celles du même organisme.",
        en="The address that is said and the one that is received must be the same body's.",
    ),
)
def unlike_site(subject: Subject) -> Iterator[Finding]:
    """A text's site is the one that its address says, and that the body has whose text it is."""
    for prompts in subject.prompts.values():
        for name, body in prompts.texts.items():
            sites = SITE.findall(body)
            if sites and not _is_site_of(subject.schedules, prompts, name, sites[0]):
                yield unlike_site.at(prompts.place("texts", name), name=name, site=sites[0])


def _is_site_of(schedules: Schedules, prompts: Prompts, name: str, site: str) -> bool:
    address, regime = prompts.prompts.get(f"address_{name}"), schedules.regimes.get(name)
    said = "".join(token for token in tokens_of(address.say) if token not in HYPHENS) if address else ""
    known = regime.site.rpartition(".")[0] if regime and regime.site else site
    return (not address or site.replace("-", "") in said) and known == site


@check(
    "misnamed-caisse",
    fr=(
        "La caisse {code} s'appelle « {name} », et sert un autre département.",
        "Vérifiez « fr: » et « departments: » : deux caisses sont peut-être échangées.",
    ),
    en=(
        "The caisse {code} is called “{name}”, and serves another département.",
        "Check “fr:” and “departments:”: perhaps two caisses are swapped.",
    ),
    why=words(
        fr="Un appelant entendrait le nom et les horaires d'une autre caisse que la sienne.",
        en="A caller would hear the name and hours of another caisse than their own.",
    ),
)
def misnamed_caisse(subject: Subject) -> Iterator[Finding]:
    """A caisse that bears a département's name serves it, in each language; its code begins like one that it serves."""
    caisses, departments = subject.schedules.caisses, subject.schedules.departments.items()
    languages = {language for caisse in caisses.values() for language in caisse.names}
    owns = {language: {code: _own(one.names[language]) for code, one in departments} for language in languages}
    for code, caisse in caisses.items():
        for language, name in caisse.names.items():
            named = _named(owns[language], name)
            coded = any(code.startswith(each[:2].translate(CORSICA)) for each in caisse.departments)
            if not coded or (named and named.isdisjoint(caisse.departments)):
                yield misnamed_caisse.at(caisse.place, code=code, name=name)


def _named(owns: Mapping[str, frozenset[str]], name: str) -> set[str]:
    """The départements whose name is in another one: "Haute-Loire" rather than "Loire"."""
    heard = set(tokens_of(name))
    longest = max((len(own) for own in owns.values() if own and own <= heard), default=0)
    return {code for code, own in owns.items() if own <= heard and len(own) == longest > 0}


@lru_cache(maxsize=1024)  # each is looked at for every caisse, at every start and publication
def _own(name: str) -> frozenset[str]:
    """What a département's name has of its own: "dans la Haute-Loire" is "haute" and "loire"."""
    return frozenset(tokens_of(name)) - SMALL
