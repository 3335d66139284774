"""Whether the table of steps can be walked at all: names, targets, questions, answers, values, fields and keys.

The first slips of whoever changes it: told with the line of the row, before anything is walked or served.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

from ivr.check.subject import Check, Seen
from ivr.findings import Finding, Kind
from ivr.hours.words import Words, words
from ivr.line.call import FIELDS
from ivr.line.steps import Ask, Branch, End, Flow, Learns, Menu, Step, Tell, targets


def repeated_steps(flow: Flow) -> Iterator[Seen]:
    """A name belongs to one step."""
    first: dict[str, Step] = {}
    for step in flow.rows:
        if first.setdefault(step.name, step) is not step:
            yield Seen(step.place, {"step": step.name, "first": first[step.name].place})


def unknown_steps(flow: Flow) -> Iterator[Seen]:
    """Every step that is named is one."""
    named = [(step.place, step.name, target) for step in flow.rows for target in targets(step)]
    manners = [(flow.manners.adviser.place, "manners", target) for target in flow.manners.steps()]
    for place, step, target in (*named, *manners):
        if target not in flow.steps:
            yield Seen(place, {"step": step, "target": target, "near": near(target, flow.steps)})


def unknown_questions(flow: Flow) -> Iterator[Seen]:
    """A Branch asks a question of Facts."""
    for step in _branches(flow):
        if step.on not in flow.questions:
            yield Seen(step.place, {"step": step.name, "question": step.on, "near": near(step.on, flow.questions)})


def unknown_answers(flow: Flow) -> Iterator[Seen]:
    """A Branch has ways for nothing but what its question answers."""
    for step in _branches(flow):
        answers = flow.questions[step.on].answers if step.on in flow.questions else tuple(step.ways)
        for answer in step.ways:
            if answer not in answers:
                yield Seen(step.place, {"step": step.name, "answer": answer, "near": near(answer, answers)})


def unknown_values(flow: Flow) -> Iterator[Seen]:
    """What a step fills in is a value that Facts tells."""
    for step in flow.rows:
        for fill in step.fills if isinstance(step, Tell | Menu | End) else ():
            if fill not in flow.values:
                yield Seen(step.place, {"step": step.name, "value": fill, "near": near(fill, flow.values)})


def unknown_fields(flow: Flow) -> Iterator[Seen]:
    """What is learnt of a call is a field of it, and a word that this field takes."""
    for step in flow.rows:
        for field, word in (pair for learns in learnt_at(step) for pair in learns.items()):
            takes = get_args(FIELDS.get(field))
            if field not in FIELDS:
                yield Seen(step.place, {"step": step.name, "word": field, "near": near(field, FIELDS)})
            elif takes and word not in takes:
                yield Seen(step.place, {"step": step.name, "word": word, "near": near(word, takes)})


def repeated_keys(flow: Flow) -> Iterator[Seen]:
    """A menu gives each key once."""
    for step in flow.rows:
        keys = [choice.key for choice in step.choices] if isinstance(step, Menu) else []
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield Seen(step.place, {"step": step.name, "key": key})


def near(name: str, known: Iterable[str]) -> Words:
    """A question that names what was perhaps meant; nothing where no name is near."""
    found = get_close_matches(name, list(known), 1)
    return (
        words(fr=f"Vouliez-vous dire « {found[0]} » ?", en=f"Did you mean “{found[0]}”?")
        if found
        else words(fr="", en="")
    )


def learnt_at(step: Step) -> Iterator[Learns]:
    """What a call can learn at a step, choice by choice."""
    match step:
        case Tell():
            yield step.learns
        case Menu():
            yield from (choice.learns for choice in step.choices)
        case Ask(skip=skip) if skip:
            yield skip.learns


def _branches(flow: Flow) -> Iterator[Branch]:
    return (step for step in flow.rows if isinstance(step, Branch))


@dataclass(frozen=True, slots=True)
class Slip:
    """One way in which a table can't be walked."""

    find: Callable[[Flow], Iterator[Seen]]
    kind: Kind
    why: Words


_BREAKS = words(
    fr="Un appelant qui y arriverait entendrait l'excuse d'incident, puis le premier menu.",
    en="A caller who got there would hear the apology for a mishap, then the first menu.",
)
SLIPS: tuple[Slip, ...] = (
    Slip(
        repeated_steps,
        Kind(
            "repeated-step",
            fr=("L'étape « {step} » existe déjà ({first}).", "Donnez-lui un autre nom."),
            en=("There is a step “{step}” already ({first}).", "Give it another name."),
        ),
        words(
            fr="De deux étapes du même nom une seule serait entendue.",
            en="Of two steps with one name only one would be heard.",
        ),
    ),
    Slip(
        unknown_steps,
        Kind(
            "unknown-step",
            fr=(
                "L'étape « {step} » mène à « {target} », qui n'existe pas.",
                "{near} Corrigez le nom, ou ajoutez l'étape à la table.",
            ),
            en=(
                "The step “{step}” leads to “{target}”, which is no step.",
                "{near} Correct the name, or add the step to the table.",
            ),
        ),
        _BREAKS,
    ),
    Slip(
        unknown_questions,
        Kind(
            "unknown-question",
            fr=(
                "L'étape « {step} » demande « {question} », qui n'est pas une question de Facts.",
                "{near} Corrigez le nom, ou ajoutez une @question à ivr/line/facts.py.",
            ),
            en=(
                "The step “{step}” asks “{question}”, which is no question of Facts.",
                "{near} Correct the name, or add a @question to ivr/line/facts.py.",
            ),
        ),
        _BREAKS,
    ),
    Slip(
        unknown_answers,
        Kind(
            "unknown-answer",
            fr=(
                "L'étape « {step} » a une voie pour « {answer} », que sa question ne répond jamais.",
                "{near} Corrigez-la.",
            ),
            en=("The step “{step}” has a way for “{answer}”, which its question never answers.", "{near} Correct it."),
        ),
        words(
            fr="Une réponse mal écrite laisse la vraie sans suite.",
            en="A misspelt answer leaves the real one without a way.",
        ),
    ),
    Slip(
        unknown_values,
        Kind(
            "unknown-value",
            fr=(
                "L'étape « {step} » dit « {value} », que Facts ne donne pas.",
                "{near} Corrigez « fills », ou ajoutez un @told à ivr/line/facts.py.",
            ),
            en=(
                "The step “{step}” tells “{value}”, which Facts doesn't give.",
                "{near} Correct “fills”, or add a @told to ivr/line/facts.py.",
            ),
        ),
        _BREAKS,
    ),
    Slip(
        unknown_fields,
        Kind(
            "unknown-field",
            fr=(
                "L'étape « {step} » retient « {word} », que l'appel ne connaît pas.",
                "{near} Corrigez « learns » : les mots sont dans ivr/line/call.py.",
            ),
            en=(
                "The step “{step}” learns “{word}”, which a call doesn't know.",
                "{near} Correct “learns”: its words are in ivr/line/call.py.",
            ),
        ),
        _BREAKS,
    ),
    Slip(
        repeated_keys,
        Kind(
            "repeated-key",
            fr=(
                "Le menu « {step} » donne deux fois la touche {key}.",
                "Prenez une autre touche pour l'un des deux choix.",
            ),
            en=("The menu “{step}” gives key {key} twice.", "Take another key for one of the two choices."),
        ),
        words(fr="Seul le premier des deux serait choisi.", en="Only the first of the two would be chosen."),
    ),
)


def slips_of(flow: Flow) -> tuple[Finding, ...]:
    """Why a flow can't be served; nothing when it can. Quick, and needs no content."""
    return tuple(slip.kind.at(seen.place, **seen.values) for slip in SLIPS for seen in slip.find(flow))


def _check(slip: Slip) -> Check:
    kind = slip.kind
    return Check(kind.code, kind.severity, lambda subject: slip.find(subject.flow), kind.fr, kind.en, slip.why)


CHECKS: tuple[Check, ...] = tuple(map(_check, SLIPS))
