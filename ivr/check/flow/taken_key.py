"""No menu takes a key of its own that the manners need."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Menu

OURS = frozenset("123456789")


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        if isinstance(step, Menu):
            yield from (Seen(flow_place(name), {"key": one.key}) for one in step.choices if one.key not in OURS)


CHECK = Check(
    code="taken-key",
    severity="error",
    find=find,
    fr=("Le menu prend la touche « {key} ».", "Prenez une touche de 1 à 9 : 0, * et # servent partout."),
    en=("The menu takes the key “{key}”.", "Take a key from 1 to 9: 0, * and # work everywhere."),
    why=words(
        fr="0 pour un conseiller, * pour revenir, # pour réécouter : dans tous les menus, sans exception.",
        en="0 for an adviser, * to go back, # to hear again: in every menu, without exception.",
    ),
)
