"""Checks of how long callers listen and wait: to the first option, the last one, the end of a sentence."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ivr.check.ear.limits import (
    ASSENT_WAIT,
    BULLETIN,
    FEW,
    FIRST_OPTION,
    FIRST_WAIT,
    LAST_OPTION,
    LONGEST_PROMPT,
    PAUSE,
    PROMPT,
)
from ivr.check.ear.spoken import heard, offer_of, said_of, seconds, speaking
from ivr.check.subject import Check, Subject, check, flow_place
from ivr.findings import Finding, Place
from ivr.hours.words import Words, words
from ivr.line.actions import Listen, Say
from ivr.wording.speak import Pause
from ivr.wording.speech_time import seconds_of

# A notice, a closing, a trial or a line of their own is told only to those who gain by it, and may take longer.
PLAIN: Mapping[str, str] = {
    "trial": "no",
    "news": "none",
    "opening": "open",
    "open_somewhere": "open",
    "from_abroad": "no",
}


@check(
    "late-first-option",
    severity="warning",
    needs="walk",
    fr=(
        "Il faut {seconds} secondes avant le premier choix ({language}) ; {most} au plus.",
        "Raccourcissez l'accueil, ou déplacez ce qui peut attendre.",
    ),
    en=(
        "It takes {seconds} seconds to the first option ({language}); {most} at most.",
        "Shorten the greeting, or move what can wait.",
    ),
    why=words(
        fr="Qui appelle souvent tape d'emblée ; qui appelle une fois veut savoir s'il est au bon endroit.",
        en="Frequent callers press at once; others want to know whether they are in the right place.",
    ),
)
def late_first_option(subject: Subject) -> Iterator[Finding]:
    """From the ring to the first option it takes few seconds, whatever the greeting has to tell."""
    for language in subject.prompts:
        took, first = max(_greetings(subject, language), default=(0.0, ""))
        if took > FIRST_OPTION:
            told = {"seconds": round(took), "most": round(FIRST_OPTION), "language": language}
            yield late_first_option.at(flow_place(first), **told)


def _greetings(subject: Subject, language: str) -> Iterator[tuple[float, str]]:
    """Seconds before the first option of each plain greeting, and the first step that it says."""
    for edge in subject.walk.first:
        says = [said for said in edge.turn.says if isinstance(said, Say)]
        plain = all(edge.telling.settled.get(question, word) == word for question, word in PLAIN.items())
        if says and plain and edge.turn.call.place != "mayotte":
            yield seconds(heard(subject, language, *says)), says[0].prompt


@check(
    "late-option",
    severity="warning",
    fr=(
        "Le dernier choix est dit après {seconds} secondes ({language}) ; {most} au plus.",
        "Raccourcissez les choix, ou regroupez-en.",
    ),
    en=(
        "The last option is said after {seconds} seconds ({language}); {most} at most.",
        "Shorten the options, or group some.",
    ),
    why=words(
        fr="Celui qui attend le dernier choix doit garder les autres en tête.",
        en="Who waits for the last option must keep the others in mind.",
    ),
)
def late_option(subject: Subject) -> Iterator[Finding]:
    """The last option of a menu comes before the caller has gone."""
    for menu in subject.menus:
        for language in subject.prompts:
            took = seconds(heard(subject, language, said_of(menu), offer_of(menu)))
            if took > LAST_OPTION:
                yield late_option.at(flow_place(menu.name), seconds=round(took), most=40, language=language)


@check(
    "short-pause",
    fr=("Les choix s'enchaînent sans pause de 500 à 750 ms ({language}).", "Rendez les pauses entre les choix."),
    en=("The options follow without a pause of 500 to 750 ms ({language}).", "Put the pauses between options back."),
    why=words(
        fr="Au-delà de trois choix, une pause laisse le temps de reconnaître le sien.",
        en="Beyond three options a pause leaves time to recognise one's own.",
    ),
)
def short_pause(subject: Subject) -> Iterator[Finding]:
    """Between more than three options there is a pause in which to think."""
    for menu in subject.menus:
        for language in subject.prompts if len(menu.choices) > FEW else ():
            parts = [part for one in heard(subject, language, offer_of(menu)) for part in one.parts]
            pauses = [part.ms for part in parts if isinstance(part, Pause)]
            fitting = [ms for ms in pauses if PAUSE[0] <= ms <= PAUSE[1]]
            if parts and len(fitting) < len(menu.choices) - 1:
                yield short_pause.at(flow_place(menu.name), language=language)


@check(
    "hasty-wait",
    needs="walk",
    fr=("Les attentes y sont de {waits} secondes.", "Cinq secondes d'abord, puis davantage à chaque échec."),
    en=("The waits there are {waits} seconds.", "Five seconds first, then more after each failure."),
    why=words(
        fr="Chercher sa touche, ou ses lunettes, prend du temps ; après un échec il en faut plus.",
        en="To find the key, or one's glasses, takes time; after a failure more of it.",
    ),
)
def hasty_wait(subject: Subject) -> Iterator[Finding]:
    """The first wait for an answer is five seconds at least, and each after a failure is longer."""
    waits: dict[str, dict[int, int]] = {}
    for edge in subject.walk.reached.values():
        if isinstance(edge.turn.ends, Listen):
            waits.setdefault(edge.turn.call.step, {})[edge.turn.call.tries] = edge.turn.ends.wait + edge.turn.ends.lull
    for step, by_tries in waits.items():
        row = [by_tries[tries] for tries in sorted(by_tries) if tries < 3]
        grows = all(wait < after for wait, after in pairwise(row)) or _least_wait(subject, step) == ASSENT_WAIT
        if any(wait < _least_wait(subject, step) for wait in row) or not grows:
            yield hasty_wait.at(flow_place(step), waits=", ".join(map(str, row)))


def _least_wait(subject: Subject, step: str) -> int:
    return ASSENT_WAIT if getattr(subject.flow.steps[step], "assent", "") else FIRST_WAIT


@check(
    "long-prompt",
    severity="warning",
    fr=("« {key} » dure {seconds} secondes ; {most} au plus.", "Coupez la phrase, ou partagez l'étape en deux."),
    en=("“{key}” takes {seconds} seconds; {most} at most.", "Cut the sentence, or split the step in two."),
    why=words(
        fr="Après vingt secondes d'un trait, on n'écoute plus ; au-delà de trente c'est une erreur.",
        en="After twenty seconds in one go nobody listens any more; beyond thirty it is an error.",
    ),
)
def long_prompt(subject: Subject) -> Iterator[Finding]:
    """Nothing is told for longer than a caller listens."""
    for step in speaking(subject.flow):
        for language, prompts in subject.prompts.items():
            took = seconds(heard(subject, language, said_of(step)))
            if took > PROMPT:
                place = prompts.place("prompts", step.name)
                found = long_prompt.at(place, key=step.name, seconds=round(took), most=20)
                yield found.as_error() if took > LONGEST_PROMPT else found


@check(
    "long-bulletin",
    severity="warning",
    fr=(
        "L'annonce « {key} » ({language}) dure {seconds} secondes ; {most} au plus.",
        "N'en gardez que ce qui change pour l'appelant ; le reste a sa place sur le site.",
    ),
    en=(
        "The notice “{key}” ({language}) takes {seconds} seconds; {most} at most.",
        "Keep what changes something for the caller; the rest belongs on the site.",
    ),
    why=words(
        fr="Chaque appelant entend les annonces avant le premier menu ; au-delà de trente secondes c'est une erreur.",
        en="Every caller hears the notices before the first menu; beyond thirty seconds it is an error.",
    ),
)
def long_bulletin(subject: Subject) -> Iterator[Finding]:
    """A notice is short: every caller hears it before the first menu."""
    for one in subject.schedules.bulletins:
        yield from _too_long(long_bulletin, one.place, one.name, one.words, subject)


@check(
    "long-reason",
    severity="warning",
    fr=(
        "Le motif de « {key} » ({language}) dure {seconds} secondes ; {most} au plus.",
        "Dites-le en quelques mots : l'appelant attend de savoir quand l'on répond de nouveau.",
    ),
    en=(
        "The reason of “{key}” ({language}) takes {seconds} seconds; {most} at most.",
        "Say it in a few words: the caller waits to hear when somebody answers again.",
    ),
    why=words(
        fr="Le motif est dit avant la réouverture et avant le menu ; au-delà de trente secondes c'est une erreur.",
        en="A reason is told before the reopening and the menu; beyond thirty seconds it is an error.",
    ),
)
def long_reason(subject: Subject) -> Iterator[Finding]:
    """A reason is short: when somebody answers again is told after it."""
    for one in subject.above:
        yield from _too_long(long_reason, one.place, one.name, one.reason, subject)


def _too_long(told: Check, place: Place, name: str, said: Words, subject: Subject) -> Iterator[Finding]:
    """What the staff have callers told before the menu; beyond the longest of all prompts it is an error."""
    for language in subject.prompts:
        took = seconds_of(said.get(language, ""), language)
        if took > BULLETIN:
            found = told.at(place, key=name, language=language, seconds=round(took), most=10)
            yield found.as_error() if took > LONGEST_PROMPT else found
