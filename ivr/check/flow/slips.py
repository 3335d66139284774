"""Slips of the table that keep it from being walked at all: names, questions, answers, values, fields, keys.

The first slips of whoever changes it: told with the line of the row, before anything is walked or served.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import get_args

from ivr.check.subject import Check, Subject, check
from ivr.check.wanted import learnt_at
from ivr.findings import Finding
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words, words
from ivr.line.call import FIELDS
from ivr.line.steps import Branch, End, Flow, Menu, Step, Tell, targets

BREAKS = words(
    fr="Un appelant qui y arriverait entendrait l'excuse d'incident, puis le premier menu.",
    en="A caller who got there would hear the apology for a mishap, then the first menu.",
)


@check(
    "repeated-step",
    fr=("L'étape « {step} » existe déjà ({first}).", "Donnez-lui un autre nom."),
    en=("There is a step “{step}” already ({first}).", "Give it another name."),
    why=words(
        fr="De deux étapes du même nom une seule serait entendue.",
        en="Of two steps with one name only one would be heard.",
    ),
)
def repeated_step(subject: Subject) -> Iterator[Finding]:
    """A name belongs to one step."""
    flow = subject.flow
    first: dict[str, Step] = {}
    for step in flow.rows:
        if first.setdefault(step.name, step) is not step:
            yield repeated_step.at(step.place, step=step.name, first=first[step.name].place)


@check(
    "unknown-step",
    fr=(
        "L'étape « {step} » mène à « {target} », qui n'existe pas.",
        "{near} Corrigez le nom, ou ajoutez l'étape à la table.",
    ),
    en=(
        "The step “{step}” leads to “{target}”, which is no step.",
        "{near} Correct the name, or add the step to the table.",
    ),
    why=BREAKS,
)
def unknown_step(subject: Subject) -> Iterator[Finding]:
    """Every step that is named is one."""
    flow = subject.flow
    named = [(step.place, step.name, target) for step in flow.rows for target in targets(step)]
    wished = [(wish.place, wish.name, wish.to) for wish in flow.manners.wishes]
    others = {target for _, _, target in wished}
    manners = [(flow.manners.adviser.place, "manners", to) for to in flow.manners.steps() if to not in others]
    for place, step, target in (*named, *wished, *manners):
        if target not in flow.steps:
            yield unknown_step.at(place, step=step, target=target, near=near(target, flow.steps))


@check(
    "unknown-question",
    fr=(
        "L'étape « {step} » demande « {question} », qui n'est pas une question de Facts.",
        "{near} Corrigez le nom, ou ajoutez une @question à ivr/line/facts.py.",
    ),
    en=(
        "The step “{step}” asks “{question}”, which is no question of Facts.",
        "{near} Correct the name, or add a @question to ivr/line/facts.py.",
    ),
    why=BREAKS,
)
def unknown_question(subject: Subject) -> Iterator[Finding]:
    """A Branch asks a question of Facts."""
    flow = subject.flow
    for step in _branches(flow):
        if step.on not in flow.questions:
            yield unknown_question.at(step.place, step=step.name, question=step.on, near=near(step.on, flow.questions))


@check(
    "unknown-answer",
    fr=(
        "L'étape « {step} » a une voie pour « {answer} », que sa question ne répond jamais.",
        "{near} Corrigez-la.",
    ),
    en=("The step “{step}” has a way for “{answer}”, which its question never answers.", "{near} Correct it."),
    why=words(
        fr="Une réponse mal écrite laisse la vraie sans suite.",
        en="A misspelt answer leaves the real one without a way.",
    ),
)
def unknown_answer(subject: Subject) -> Iterator[Finding]:
    """A Branch has ways for nothing but what its question answers."""
    flow = subject.flow
    for step in _branches(flow):
        answers = flow.questions[step.on].answers if step.on in flow.questions else tuple(step.ways)
        for answer in step.ways:
            if answer not in answers:
                yield unknown_answer.at(step.place, step=step.name, answer=answer, near=near(answer, answers))


@check(
    "unknown-value",
    fr=(
        "L'étape « {step} » dit « {value} », que Facts ne donne pas.",
        "{near} Corrigez « fills », ou ajoutez un @told à ivr/line/facts.py.",
    ),
    en=(
        "The step “{step}” tells “{value}”, which Facts doesn't give.",
        "{near} Correct “fills”, or add a @told to ivr/line/facts.py.",
    ),
    why=BREAKS,
)
def unknown_value(subject: Subject) -> Iterator[Finding]:
    """What a step fills in is a value that Facts tells."""
    flow = subject.flow
    for step in flow.rows:
        for fill in step.fills if isinstance(step, Tell | Menu | End) else ():
            if fill not in flow.values:
                yield unknown_value.at(step.place, step=step.name, value=fill, near=near(fill, flow.values))


@check(
    "unknown-field",
    fr=(
        "L'étape « {step} » retient « {word} », que l'appel ne connaît pas.",
        "{near} Corrigez « learns » : les mots sont dans ivr/line/call.py.",
    ),
    en=(
        "The step “{step}” learns “{word}”, which a call doesn't know.",
        "{near} Correct “learns”: its words are in ivr/line/call.py.",
    ),
    why=BREAKS,
)
def unknown_field(subject: Subject) -> Iterator[Finding]:
    """What is learnt of a call is a field of it, and a word that this field takes."""
    flow = subject.flow
    for step in flow.rows:
        for field, word in (pair for learns in learnt_at(step) for pair in learns.items()):
            takes = get_args(FIELDS.get(field))
            if field not in FIELDS:
                yield unknown_field.at(step.place, step=step.name, word=field, near=near(field, FIELDS))
            elif takes and word not in takes:
                yield unknown_field.at(step.place, step=step.name, word=word, near=near(word, takes))


@check(
    "repeated-key",
    fr=(
        "Le menu « {step} » donne deux fois la touche {key}.",
        "Prenez une autre touche pour l'un des deux choix.",
    ),
    en=("The menu “{step}” gives key {key} twice.", "Take another key for one of the two choices."),
    why=words(fr="Seul le premier des deux serait choisi.", en="Only the first of the two would be chosen."),
)
def repeated_key(subject: Subject) -> Iterator[Finding]:
    """A menu gives each key once."""
    flow = subject.flow
    for step in flow.rows:
        keys = [choice.key for choice in step.choices] if isinstance(step, Menu) else []
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield repeated_key.at(step.place, step=step.name, key=key)


def near(name: str, known: Iterable[str]) -> Words:
    """A question that names what was perhaps meant; nothing where no name is near."""
    found = get_close_matches(name, list(known), 1)
    return (
        words(fr=f"Vouliez-vous dire « {found[0]} » ?", en=f"Did you mean “{found[0]}”?")
        if found
        else words(fr="", en="")
    )


def _branches(flow: Flow) -> Iterator[Branch]:
    return (step for step in flow.rows if isinstance(step, Branch))


SLIPS: tuple[Check, ...] = (
    repeated_step,
    unknown_step,
    unknown_question,
    unknown_answer,
    unknown_value,
    unknown_field,
    repeated_key,
)


def slips_of(flow: Flow) -> tuple[Finding, ...]:
    """Why a flow can't be walked, sorted; nothing when it can. Quick, and needs no content."""
    alone = Subject(flow, {}, Schedules({}, {}, {}, {}), date.min)
    return tuple(sorted({found for slip in SLIPS for found in slip.find(alone)}))
