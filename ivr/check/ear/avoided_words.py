"""Words that are not spoken French or English, or that waste the caller's time."""

import re
from collections.abc import Iterator, Mapping

from ivr.check.subject import Check, Seen, Subject
from ivr.check.texts import sentences
from ivr.hours.words import words
from ivr.wording.phrases import PLACEHOLDER

AVOIDED: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "veuillez", "merci de patienter", "votre appel est important", "nos menus ont changé", "écoutez attentivement",
        "serveur vocal", "cliquez", "ci-dessous", "ci-dessus", "ci-joint", "afin de", "dans le cadre de", "usager",
        "assuré social", "suscité", "susmentionné", "n°", "etc", "cf", "mme", "tel", "tél", "svp",
    ),
    "en": (
        "please listen carefully", "our menu has changed", "our menu options have changed", "your call is important",
        "click", "below", "above-mentioned", "hereby", "in order to", "etc", "e.g", "i.e", "asap", "utilise", "utilize",
    ),
}  # fmt: skip
UNSPEAKABLE = re.compile(r"[&<>=@#*/_\[\]|\\]|\d\s?€|€")


def find(subject: Subject) -> Iterator[Seen]:
    for said in sentences(subject):
        for word in AVOIDED.get(said.language, ()):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said.text.lower()):
                yield Seen(said.place, {"word": word})
        if found := UNSPEAKABLE.search(PLACEHOLDER.sub("", said.text)):
            yield Seen(said.place, {"word": found[0]})


CHECK = Check(
    code="avoided-words",
    severity="warning",
    find=find,
    fr=("« {word} » ne se dit pas au téléphone.", "Dites-le plus simplement, en toutes lettres."),
    en=("“{word}” is not said on the telephone.", "Say it more simply, in full."),
    why=words(
        fr="Formules de guichet, abréviations et signes : la voix les lit mal, et l'appelant les subit.",
        en="Office phrases, abbreviations and signs: voices misread them, and callers suffer them.",
    ),
)
