"""Checks of reasons and names: each fits where it is spoken, behind a colon or within a sentence."""

import re
from collections.abc import Iterator, Mapping

from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.schedules import Caisse, Line, Regime
from ivr.hours.words import Words, words

STOP = re.compile(r"[.!?:;,…]\s*$")
ARTICLE = re.compile(r"(?:le|la|les|un|une|des) +|l['’]", re.I)  # "pont de l'Ascension" follows a French colon
# A first word in capitals is a name or initials; the others lose theirs behind a colon.
NAMES = frozenset(
    {"Noël", "Ascension", "Toussaint", "Pâques", "Pentecôte", "Assomption", "Mayotte", "Aïd", "Ramadan"}
    | {"Christmas", "Easter", "Ascension", "Whit", "Pentecost", "All", "Assumption", "Labour", "New", "Armistice"}
    | {"Victory", "Bastille", "Good", "Boxing", "Eid", "January", "February", "March", "April", "May", "June", "July"}
    | {"August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday"}
    | {"Friday", "Saturday", "Sunday", "French"}
)
CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]*(?![A-ZÀ-ÖØ-Þ])")
# What a name brings along: "Pour {name}", "{name} est joignable".
OF_BODIES: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(r"(?:l[ae]|les) |l['’]|\d", re.I),
    "en": re.compile(r"the |\d", re.I),
}
OF_PLACES: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(r"(?:dans|en|à|au|aux|sur) ", re.I),
    "en": re.compile(r"(?:in|on|at) ", re.I),
}
BODY, PLACE = words(fr="la CPAM de l'Ain", en="the CPAM of Ain"), words(fr="dans l'Ain", en="in Ain")
# What makes a whole sentence of it, where it stands alone as a word.
VERBS: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:est|sont|sera|seront|reste|ferme|ferment|ouvre|ouvrent|a|ont|aura|[Nn]ous|[Vv]ous|[Ii]ls?|[Ee]lles?)\b"
    ),
    "en": re.compile(r"\b(?:is|are|was|will|be|stays?|closes|opens|has|have|[Ww]e|[Yy]ou|[Tt]hey|[Ii]t)\b"),
}


@check(
    "ill-fitting-reason",
    severity="warning",
    fr=(
        "Le motif de « {name} » ({language}) suit un deux-points, et {what} ne va pas : « {text} ».",
        "{mend}",
    ),
    en=(
        "The reason of “{name}” ({language}) follows a colon, and {what} does not fit there: “{text}”.",
        "{mend}",
    ),
    why=words(
        fr="« Nos conseillers ne répondent pas : Le pont de l'Ascension.. » : l'appelant entend la ficelle.",
        en="“Our advisers are not available: We are closed.” sounds like a machine that doesn't listen to itself.",
    ),
)
def ill_fitting_reason(subject: Subject) -> Iterator[Finding]:
    """A reason is a group of words: no capital, no full stop, no French article, no whole sentence."""
    keys = {above.what: above.keys for above in subject.schedules.above}
    for one in subject.above:
        for language, text in one.reason.items():
            if what := _misfit(text, language):
                told = {"name": one.name, "language": language, "text": text, "what": what}
                place = keys.get(one, {}).get(language, one.place)
                yield ill_fitting_reason.at(place, mend=_mend(text, language), **told)


def _misfit(text: str, language: str) -> Words | None:
    """What does not fit, named in each language; None where all does."""
    if VERBS[language].search(text):
        return words(fr="une phrase entière", en="a whole sentence")
    if STOP.search(text):
        return words(fr="le signe de la fin", en="the mark at its end")
    if language == "fr" and ARTICLE.match(text):
        return words(fr="l'article du début", en="the article at its beginning")
    return words(fr="la majuscule", en="the capital") if _is_capital(text) else None


def _is_capital(text: str) -> bool:
    first = CAPITAL.match(text)
    return first is not None and first[0] not in NAMES


def _mend(text: str, language: str) -> Words:
    """What to write instead: the same without what does not fit; of a sentence nobody can tell."""
    if VERBS[language].search(text):
        example = {"fr": "travaux dans nos locaux", "en": "works in our offices"}[language]
        return words(
            fr=f"Écrivez un groupe de mots, comme « {language}: {example} ».",
            en=f"Write a group of words, such as “{language}: {example}”.",
        )
    fitting = fitted(text, language)
    return words(fr=f"Écrivez « {language}: {fitting} ».", en=f"Write “{language}: {fitting}”.")


def fitted(text: str, language: str) -> str:
    """A reason without the mark at its end, the French article and the capital."""
    bare = STOP.sub("", text).strip()
    if language == "fr":
        bare = ARTICLE.sub("", bare, count=1) if ARTICLE.match(bare) else bare
    return bare[:1].lower() + bare[1:] if _is_capital(bare) else bare


@check(
    "bare-name",
    severity="warning",
    fr=("Il manque à « {name} » le petit mot qui le précède.", "Écrivez par exemple « {example} »."),
    en=("“{name}” lacks the little word that comes before it.", "Write for example “{example}”."),
    why=words(
        fr="« Vous êtes Ardèche », « CPAM de l'Ain est fermée » : le nom est dit tel quel dans la phrase.",
        en="“You are Ardèche”, “CPAM of Ain is closed”: a name is said as it is within the sentence.",
    ),
)
def bare_name(subject: Subject) -> Iterator[Finding]:
    """Bodies have their article, and départements their "dans" or "en"."""
    schedules = subject.schedules
    bodies: tuple[Line | Caisse | Regime, ...] = (*schedules.lines.values(), *schedules.caisses.values())
    named = [(one.place, one.names, OF_BODIES, BODY) for one in (*bodies, *schedules.regimes.values())]
    named += [(one.place, one.names, OF_PLACES, PLACE) for one in schedules.departments.values()]
    for place, names, begins, example in named:
        for language in begins.keys() & names.keys():
            if not begins[language].match(names[language]):
                yield bare_name.at(place, name=names[language], example=example[language])
