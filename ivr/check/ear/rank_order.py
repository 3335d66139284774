"""What is asked for most often is offered first, where the table says how often each is asked."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Menu


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        if not isinstance(step, Menu) or not step.asked:
            continue
        offered = [choice.name for choice in step.choices if choice.name in step.asked]
        if offered != list(step.asked):
            yield Seen(flow_place(name), {"offered": ", ".join(offered), "asked": ", ".join(step.asked)})


CHECK = Check(
    code="rank-order",
    severity="error",
    find=find,
    fr=(
        "Les choix sont offerts ainsi : {offered} ; demandés ainsi : {asked}.",
        "Mettez le plus demandé d'abord.",
    ),
    en=("The choices are offered as {offered}; they are asked for as {asked}.", "Put the most asked for first."),
    why=words(
        fr="La plupart des appelants prennent l'un des premiers choix : leur attente compte le plus.",
        en="Most callers take one of the first options: their wait counts most.",
    ),
)
