"""A small line that passes every check: the broken examples each change one thing of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ivr.check.subject import Subject
from ivr.findings import Place
from ivr.hours.day_parts import read_other_hours, read_part, read_times
from ivr.hours.day_phrases import read_days
from ivr.hours.rule import Bar, Closure, Opening, OtherHours, Rule
from ivr.hours.schedules import Caisse, Department, Line, LineName, Regime, Schedules, Vouched
from ivr.hours.words import Words, words
from ivr.line.facts import CLOCK_THERE, CLOCKS, Facts
from ivr.line.lexicon import Spoken
from ivr.line.steps import Branch, End, Flow, Manners, Menu, SendText, Step, Tell, Transfer, choice
from ivr.line.table import flow_of
from ivr.wording.prompts import ChoiceWords, Prompt, Prompts
from tests.wording.spoken import ENGLISH_PHRASES, FRENCH_PHRASES

FIRST = date(2026, 11, 23)  # a Monday
MANNERS = Manners("welcome", "topics", choice(0, "adviser", learns={"topic": "adviser"}), "give_up", "farewell")
RULE = Rule("Mo-Fr 08:30-17:30", "Europe/Paris")
CHECKED = date(2026, 11, 1)
FEASTS = ("Idi el-Fitr", "Idi el-Kabir", "Maoulid", "Miradji")  # the Mayotte line works on them: nothing to confirm

TABLE: tuple[Step, ...] = (
    Tell("welcome", then="greeting"),
    Branch("greeting", on="opening", ways={"open": "topics", "perhaps": "topics", "closed": "closed"}),
    Tell("closed", then="topics", fills=("reopening",)),
    Menu("topics", choice(1, "hours"), choice(2, "link", learns={"link": "attestation"})),
    Branch("hours", on="opening", ways={"open": "hours_open", "perhaps": "hours_today", "closed": "hours_closed"}),
    Tell("hours_open", then="topics", fills=("closing",)),
    Tell("hours_today", then="topics", fills=("today",)),
    Tell("hours_closed", then="topics", fills=("reopening",)),
    Branch("link", on="textable", ways={"yes": "texting", "type": "not_sent", "no": "not_sent"}),
    SendText(
        "texting",
        to="caller",
        outcomes={"taken": "sent", "late": "sent", "already": "sent", "capped": "not_sent", "unavailable": "not_sent"},
    ),
    Tell("sent", then="anything_else", fills=("address",)),
    Tell("not_sent", then="anything_else", fills=("address",)),
    Menu("anything_else", choice(1, "topics"), silence="goodbye"),
    Branch("adviser", on="opening", ways={"open": "adviser_set", "perhaps": "adviser_set", "closed": "away"}),
    Branch("adviser_set", on="adviser", ways={"set": "card", "missing": "adviser_missing"}),
    Tell("adviser_missing", then="anything_else"),
    Tell("card", then="connect"),
    Tell("away", then="anything_else", fills=("reopening",)),
    Transfer(
        "connect",
        outcomes={"answered": "goodbye", "busy": "busy", "no_answer": "busy", "failed": "busy"},
    ),
    Tell("busy", then="no_adviser"),
    Menu("no_adviser", choice(1, "adviser", "again"), choice(2, "topics")),
    Branch(
        "give_up", on="opening", ways={"open": "give_up_open", "perhaps": "give_up_open", "closed": "give_up_closed"}
    ),
    Branch("give_up_open", on="adviser", ways={"set": "connect", "missing": "give_up_missing"}),
    Tell("give_up_missing", then="last_wait"),
    Tell("give_up_closed", then="last_wait", fills=("reopening",)),
    Menu("last_wait", choice(1, "topics"), silence="goodbye"),
    End("farewell"),
    End("goodbye"),
)

FRENCH: Mapping[str, str] = {
    "welcome": "Bonjour.",
    "closed": "Nous sommes absents {reopening:until}.",
    "hours_today": "Nous répondons {today}.",
    "hours_open": "Nous répondons {closing:until}.",
    "hours_closed": "Nous répondons de nouveau {reopening}.",
    "sent": "C'est envoyé. L'adresse est {address}.",
    "not_sent": "L'envoi est impossible. L'adresse est {address}.",
    "card": "Je vous passe un conseiller.",
    "away": "Un conseiller répond de nouveau {reopening}.",
    "adviser_missing": "Personne ne peut être joint.",
    "give_up_missing": "Rappelez-nous.",
    "busy": "Tout le monde est en ligne.",
    "give_up_closed": "Nous répondons de nouveau {reopening}.",
    "farewell": "Rappelez-nous. Au revoir.",
    "goodbye": "Au revoir.",
    "silence": "Je n'ai rien entendu.",
    "emergency": "Appelez le 15, ou le 112 ; par SMS le 114. Le 31 14 vous écoute.",
    "emergency_abroad": "Dans l'Union européenne, appelez le 112.",
    "despair": "Le 31 14 vous écoute. Appelez le 15, ou le 112 ; par SMS le 114.",
    "despair_abroad": "Dans l'Union européenne, appelez le 112.",
    "not_understood": "Je n'ai pas compris.",
    "address_attestation": "ameli point f r",
    **dict.fromkeys((*CLOCKS.values(), CLOCK_THERE), "heure locale"),
    "apology": "Reprenons.",
    "unreachable": "Rappelez plus tard. Au revoir.",
    "queue_hold": "Restez en ligne.",
    "queue_position": "Vous êtes en position {position}.",
    "queue_wait": "L'attente est de {wait}.",
}
ENGLISH: Mapping[str, str] = {
    "welcome": "Good morning.",
    "closed": "We are away {reopening:until}.",
    "hours_today": "We answer {today}.",
    "hours_open": "We answer {closing:until}.",
    "hours_closed": "We answer again {reopening}.",
    "sent": "It is sent. The address is {address}.",
    "not_sent": "It can't be sent. The address is {address}.",
    "card": "I am connecting you with an adviser.",
    "away": "An adviser answers again {reopening}.",
    "adviser_missing": "Nobody can be reached.",
    "give_up_missing": "Call us again.",
    "busy": "Everybody is on the line.",
    "give_up_closed": "We answer again {reopening}.",
    "farewell": "Call us again. Goodbye.",
    "goodbye": "Goodbye.",
    "silence": "I heard nothing.",
    "emergency": "Call 15, or 112; by text 114. 31 14 listens.",
    "emergency_abroad": "In the European Union, call 112.",
    "despair": "31 14 listens. Call 15, or 112; by text 114.",
    "despair_abroad": "In the European Union, call 112.",
    "not_understood": "I did not understand.",
    "address_attestation": "ameli dot f r",
    **dict.fromkeys((*CLOCKS.values(), CLOCK_THERE), "local time"),
    "apology": "Let us go on.",
    "unreachable": "Call again later. Goodbye.",
    "queue_hold": "Please hold on.",
    "queue_position": "You are number {position}.",
    "queue_wait": "The wait is {wait}.",
}
MENUS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "topics": {"hours": ("Pour les horaires", "For opening hours"), "link": ("Pour un SMS", "For a text")},
    "anything_else": {"topics": ("Pour une autre demande", "For another request")},
    "no_adviser": {
        "again": ("Pour essayer de nouveau", "To try again"),
        "topics": ("Pour une autre demande", "For another request"),
    },
    "last_wait": {"topics": ("Pour revenir au début", "To start again")},
}

SENT = {"link": "attestation"}  # the choice that sends a text, and which


def at(file: str, *keys: str) -> Place:
    """Where an entry would stand: nothing here was read from a file, so it is named instead of numbered."""
    return Place(f"{file} ({', '.join(keys)})")


def subject(**changes: object) -> Subject:
    """The sound line with some of its parts changed: flow, prompts, schedules, first."""
    parts = {"flow": flow(), "prompts": prompts(), "schedules": schedules(), "first": FIRST, "months": 2}
    return Subject(**(parts | changes))  # type: ignore[arg-type]


def flow(*changed: Step, without: tuple[str, ...] = (), manners: Manners = MANNERS, facts: type[Facts] = Facts) -> Flow:
    """The sound flow with steps changed or added by their names, over other facts if need be."""
    return flow_of(manners, tuple(_steps(changed, without).values()), facts=facts)


def _steps(changed: tuple[Step, ...], without: tuple[str, ...]) -> dict[str, Step]:
    steps = {step.name: step for step in TABLE} | {step.name: step for step in changed}
    return {name: step for name, step in steps.items() if name not in without}


def prompts_saying(wishes: Mapping[str, Spoken], dangers: Mapping[str, Spoken] | None = None) -> dict[str, Prompts]:
    """The sound prompts, listening to wishes and danger, in both languages alike."""
    return {name: replace(one, wishes=wishes, dangers=dangers or {}) for name, one in prompts().items()}


def prompts(
    fr: Mapping[str, Prompt | None] | None = None, en: Mapping[str, Prompt | None] | None = None
) -> dict[str, Prompts]:
    """The sound prompts with some changed or added; None takes one away."""
    changes = {"fr": fr or {}, "en": en or {}}
    return {language: _prompts(language, changes[language]) for language in changes}


def both(key: str, fr: str, en: str = "Good morning.") -> dict[str, Prompts]:
    """The sound prompts with one sentence changed in each language."""
    return prompts({key: Prompt(key, fr)}, {key: Prompt(key, en)})


def menu(key: str, say: str = "", help: str = "", **offers: str) -> Prompt:  # noqa: A002
    """The prompt of a menu."""
    choices = {name: ChoiceWords(offer, sends=SENT.get(name, "")) for name, offer in offers.items()}
    return Prompt(key, say, help, choices=choices)


def _prompts(language: str, changes: Mapping[str, Prompt | None]) -> Prompts:
    number = ("fr", "en").index(language)
    found: dict[str, Prompt | None] = {key: Prompt(key, say) for key, say in (FRENCH, ENGLISH)[number].items()}
    for key, offers in MENUS.items():
        found[key] = menu(key, **{name: offer[number] for name, offer in offers.items()})
    kept = {key: prompt for key, prompt in (found | dict(changes)).items() if prompt is not None}
    return Prompts(
        language=language,
        locale=("fr-FR", "en-GB")[number],
        voice=("Polly.Lea-Neural", "Polly.Amy-Neural")[number],
        prompts=kept,
        texts={"attestation": "Assurance Maladie : https://assure.ameli.fr"},
        phrases=(FRENCH_PHRASES, ENGLISH_PHRASES)[number],
        places=_text_places(f"prompts/{language}.yaml"),
    )


def _text_places(file: str) -> dict[tuple[str, str], Place]:
    return {
        ("voice", ""): at(file, "voice"),
        ("texts", ""): at(file, "texts"),
        ("texts", "kiosk"): at(file, "texts", "kiosk"),
    }


def rule(**changes: object) -> Rule:
    """The sound rule, changed."""
    return replace(RULE, **changes)  # type: ignore[arg-type]


def schedules(rule: Rule = RULE, **changes: object) -> Schedules:
    """The sound schedules, all under one rule."""
    names = {"national": "3646", "mayotte": "+262269619191", "abroad": "+33184903646"}
    lines: dict[LineName, Line] = {name: line(name, number, rule) for name, number in names.items()}  # type: ignore[arg-type,misc]
    caisse = Caisse(
        code="011",
        names=words(fr="la CPAM de l'Ain", en="the CPAM of Ain"),
        departments=("01",),
        rule=rule,
        adviser="",
        vouched=(Vouched(None, False, "fiche", CHECKED),),
        place=at("schedules/caisses.yaml", "caisses", "011"),
    )
    regime = Regime("msa", words(fr="la MSA", en="the MSA"), False, "", "msa.fr", None, "fiche", CHECKED)
    department = Department("01", words(fr="dans l'Ain", en="in Ain"), "Europe/Paris", "")
    whole = Schedules(lines, {"011": caisse}, {"msa": regime}, {"01": department})
    mayotte = replace(rule, zone="Indian/Mayotte", subdivision="976", works_on=FEASTS)
    lines["mayotte"] = replace(lines["mayotte"], rule=mayotte)
    return replace(whole, **changes) if changes else whole  # type: ignore[arg-type]


def line(name: LineName, number: str, rule: Rule) -> Line:
    """A line with a source."""
    return Line(
        name=name,
        number=number,
        names=words(fr="la ligne", en="the line"),
        rule=rule,
        adviser="+33199000001",
        vouched=(Vouched(None, False, "fiche", CHECKED),),
        place=at("schedules/lines.yaml", "lines", name),
    )


# -- entries of closures.yaml, their days and hours as the staff write them ----------------------------------------

WORKS = words(fr="travaux dans nos locaux", en="works in our offices")


def closing(name: str, days: str, hours: str = "", reason: Words = WORKS) -> Closure:
    """A closure of whole days, or of a part of them."""
    return Closure(read_days(days), read_part(hours) if hours else (), reason, name, _entry_place("closures", name))


def closure(name: str, days: str, part: str = "") -> Closure:
    """Days that are closed, or a part of them."""
    return Closure(read_days(days), read_part(part) if part else (), WORKS, name, _entry_place("closures", name))


def opening(name: str, days: str, hours: str = "09:00-12:00", even: tuple[Bar, ...] = ()) -> Opening:
    """An opening on days that are otherwise closed."""
    return Opening(read_days(days), read_times(hours), WORKS, name, even, _entry_place("openings", name))


def other_hours(name: str, days: str, hours: str) -> OtherHours:
    """Hours instead of the usual ones."""
    week, is_week = read_other_hours(hours)
    return OtherHours(read_days(days), week, is_week, WORKS, name, (), _entry_place("hours", name))


def _entry_place(section: str, name: str) -> Place:
    return at("schedules/closures.yaml", section, name)
