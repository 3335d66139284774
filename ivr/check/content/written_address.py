"""An address on the web is spoken as words, and is an allowed one."""

import re
from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.texts import sentences
from ivr.hours.words import words

WRITTEN = re.compile(r"https?:\S*|\bwww\.\S*|\b[\w-]+\.(?:fr|eu|com|org|net|info)\b")
SPOKEN = re.compile(r"((?:\b[\w-]+,? )+)(?:point|dot) (f r|e u|com|org|net|info)\b")
DASH = frozenset({"tiret", "dash"})
# As in ivr/content/domains.py, which this room can't import: a test holds them together.
ALLOWED = frozenset(
    {
        "ameli.fr",
        "msa.fr",
        "mgen.fr",
        "cprpf.fr",
        "ccas-ratp.fr",
        "camieg.fr",
        "enim.eu",
        "cnmss.fr",
        "crpcen.fr",
        "secuspm.com",
    }
)


def find(subject: Subject) -> Iterator[Seen]:
    for sentence in sentences(subject):
        for found in WRITTEN.findall(sentence.text):
            yield Seen(sentence.place, {"address": found})
        for before, ending in SPOKEN.findall(sentence.text):
            address = f"{_joined(before)}.{ending.replace(' ', '')}"
            if not any(f".{address}".endswith(f".{known}") or _is_spelled(before, ending, known) for known in ALLOWED):
                yield Seen(sentence.place, {"address": address})


def _joined(before: str) -> str:
    """The last word before the dot, or the letters that are spelled there."""
    spelled: list[str] = []
    for word in reversed(before.replace(",", "").split()):
        if word in DASH or len(word) == 1:
            spelled.insert(0, "-" if word in DASH else word)
        elif not spelled:
            return word.lower()
        else:
            return "".join(spelled) if len(spelled) > 2 else word.lower() + "".join(spelled)
    return "".join(spelled)


def _is_spelled(before: str, ending: str, known: str) -> bool:
    """Whether the words before the dot, with every blank taken out, end in a known address."""
    letters = "".join("-" if word in DASH else word for word in before.replace(",", "").split()).lower()
    return f"{letters}.{ending.replace(' ', '')}".endswith(known)


CHECK = Check(
    code="written-address",
    severity="error",
    find=find,
    fr=("« {address} » n'est pas une adresse permise, dite en mots.", "Écrivez par exemple « ameli point f r »."),
    en=("“{address}” is no allowed address, said in words.", "Write for example “ameli dot f r”."),
    why=words(
        fr="Les voix lisent mal les adresses écrites, et la ligne n'envoie que vers des sites connus.",
        en="Voices misread written addresses, and the line sends callers to known sites only.",
    ),
)
