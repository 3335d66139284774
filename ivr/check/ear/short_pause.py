"""Between more than three options there is a pause in which to think."""

from collections.abc import Iterator

from ivr.check.ear.limits import FEW, PAUSE
from ivr.check.ear.spoken import heard, offer_of
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Menu
from ivr.wording.speak import Pause


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        for language in subject.prompts if isinstance(step, Menu) and len(step.choices) > FEW else ():
            assert isinstance(step, Menu)
            parts = [part for one in heard(subject, language, offer_of(step)) for part in one.parts]
            pauses = [part.ms for part in parts if isinstance(part, Pause)]
            fitting = [ms for ms in pauses if PAUSE[0] <= ms <= PAUSE[1]]
            if parts and len(fitting) < len(step.choices) - 1:
                yield Seen(flow_place(name), {"language": language})


CHECK = Check(
    code="short-pause",
    severity="error",
    find=find,
    fr=("Les choix s'enchaînent sans pause de 500 à 750 ms ({language}).", "Rendez les pauses entre les choix."),
    en=("The options follow without a pause of 500 to 750 ms ({language}).", "Put the pauses between options back."),
    why=words(
        fr="Au-delà de trois choix, une pause laisse le temps de reconnaître le sien.",
        en="Beyond three options a pause leaves time to recognise one's own.",
    ),
)
