"""What is offered is what is done, and what is told is followed by what it leads to.

A second entry of what callers are promised, by what they hear: sentences, choices, answers. The table says how it comes
about; here stands only what must have come about when the turn ends.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from ivr.check.calls.contradiction import answered
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, flow_place
from ivr.check.walk import GIVEN_UP, Walk
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect, HangUp, Perform, QueueText, Say
from ivr.line.call import Topic
from ivr.line.inputs import DialEnded, Pressed, Silent, TextAnswered
from ivr.line.steps import Ask, Choice, Flow, Menu, SendText, stops

# What is told of another body, which its menu follows.
BODIES = ("msa", "mgen", "sncf_before", "ratp_statutory", "civil_partner", "camieg", "cnmss", "enim", "crpcen")
# Sentences by their name, or by what it begins with, the first that fits; and where a turn that says one may end.
FOLLOWED: tuple[tuple[str, str], ...] = (
    ("welcome", "topics"),
    ("test_service", "topics"),
    ("bulletins", "topics"),
    ("mayotte_number", "topics"),
    ("any_time", "topics"),
    ("greeting_", "topics"),
    ("in_", "topics"),
    ("sncf_since_2020", "attestation|file"),
    *((body, "own_body|shared_account|partner_account") for body in BODIES),
    ("when_needed", "attestation"),
    ("hours_", "hours"),
    ("closing_there", "hours"),
    ("reopening_there", "hours"),
    ("card", "connect"),
    ("adviser_busy", "no_adviser"),
    ("adviser_no_answer", "no_adviser"),
    ("adviser_failed", "no_adviser"),
    ("adviser_", "meanwhile"),
    ("text_address", "offer_mobile"),
    ("text_", "anything_else"),
    ("address_only", "anything_else"),
    ("give_up_adviser", "connect"),
    ("give_up_", "last_wait"),
)
# What must have been asked in the turn that says it: hours come with their caveats, a week with what is unusual in it.
ASKED: Mapping[str, tuple[str, ...]] = {
    "hours_open": ("clock", "hours_known"),
    "hours_closed": ("clock", "hours_known"),
    "hours_holiday": ("clock", "hours_known"),
    "hours_closure": ("clock", "hours_known"),
    "hours_week": ("week_ahead",),
}
# What may be said of a text. Who typed a number hears one sentence, whatever became of it.
TOLD: Mapping[tuple[str, str], str] = {
    ("caller", "taken"): "text_taken",
    ("caller", "already"): "text_already",
    ("caller", "capped"): "text_capped",
    ("typed", "taken"): "text_noted",
    ("typed", "already"): "text_noted",
    ("typed", "capped"): "text_noted",
}
ONCE = ("welcome", "test_service", "bulletins", "mayotte_number")  # heard as a call begins, and never again
FIRST = ("line", "trial", "from_mayotte", "news", "where")  # asked as a call begins
# Whose hours count is known before they are asked for; where it is not, everybody's are.
OTHERWISE: tuple[tuple[str, str, str], ...] = (("where", "ask", "opening"), ("where", "known", "open_somewhere"))
# What a call knows once it was told.
LEARNT: Mapping[str, tuple[str, str]] = {
    "mayotte_number": ("line", "mayotte"),
    "mayotte_line": ("line", "mayotte"),
    "in_english": ("language", "en"),
    "in_french": ("language", "fr"),
}
AGAIN, LANGUAGE = "again", "language"  # the choices that ring an adviser once more, and that change the language


@check(
    "lost-thread",
    needs="walk",
    fr=("Un appel l'entend, et la suite n'est pas celle qu'on attend ({why}).", "Vérifiez où mène cette étape."),
    en=("A call hears it, and what follows is not what it leads to ({why}).", "Look at where this step leads."),
    why=words(
        fr="Deux suites échangées ne cassent rien : l'appelant entend seulement autre chose que ce qu'on lui dit.",
        en="Two ways that were swapped break nothing: the caller only hears something else than was said.",
    ),
)
def lost_thread(subject: Subject) -> Iterator[Finding]:
    """A sentence is followed by the question that belongs to it, and by what must be asked and known with it."""
    flow = subject.flow
    lost = first_edges((pair, edge) for edge in subject.walk.edges for pair in _lost(flow, edge))
    for (step, why), edge in lost.items():
        yield lost_thread.at(flow_place(step), why=why).heard_by(command_of(subject, edge))


def _lost(flow: Flow, edge: Edge) -> Iterator[tuple[str, str]]:
    call, known = edge.turn.call, answered(flow, edge)
    asked = {passed.question for passed in edge.turn.way}
    for prompt in (said.prompt for said in edge.turn.says if isinstance(said, Say)):
        ends = next((ends.split("|") for begins, ends in FOLLOWED if prompt.startswith(begins)), [call.step])
        asks = all(stops(flow.steps[name]) if name in flow.steps else False for name in ends)
        if asks and prompt in flow.steps and call.step not in ends:
            yield prompt, f"-> {'|'.join(ends)}"
        yield from ((prompt, f"{question}?") for question in ASKED.get(prompt, ()) if _lacks(flow, asked, question))
        if edge.source is not None and prompt.startswith(ONCE):
            yield prompt, "1"
        field, word = LEARNT.get(prompt, ("step", call.step))
        if getattr(call, field) != word:
            yield prompt, f"{field}: {word}"
    for question, answer, other in OTHERWISE:
        if known.get(question) == answer and other in known:
            yield call.step, f"{question}: {answer}, {other}?"
    if edge.source is None:
        yield from ((call.step, f"{question}?") for question in FIRST if _lacks(flow, asked, question))
    yield from ((call.step, why) for why in _answers(flow, edge, known))


def _lacks(flow: Flow, asked: set[str], question: str) -> bool:
    """Whether a question that the flow asks somewhere was not asked."""
    return question not in asked and any(getattr(step, "on", "") == question for step in flow.steps.values())


def _answers(flow: Flow, edge: Edge, known: Mapping[str, str]) -> Iterator[str]:
    """What an answer of the caller, or of the world, must have led to."""
    source, ends = edge.source, edge.turn.ends
    step = flow.steps.get(source.step) if source else None
    match step, edge.answer:
        case Menu(silence=silence), Silent() if silence and not isinstance(ends, HangUp):
            yield "silence: goodbye"
        case Ask(takes="postcode"), Pressed(digits) if len(digits) == step.digits and edge.turn.call.tries == 0:
            if _lacks(flow, set(known), "body"):
                yield "body?"
        case _, DialEnded("answered") if not isinstance(ends, HangUp):
            yield "answered: goodbye"
        case _, DialEnded(outcome) if outcome != "answered" and _offers(flow, edge.turn.call.step, AGAIN) is False:
            yield f"{outcome}: {AGAIN}"
        case SendText(to=to), TextAnswered(outcome):
            told = TOLD.get((to, outcome), "")
            if told in flow.steps and not _says(edge, told):
                yield f"{to}, {outcome}: {told}"
            if not _tells(edge, "address"):
                yield f"{outcome}: address"
    given_up = edge.turn.call.tries == GIVEN_UP and source is not None and source.tries == GIVEN_UP - 1 and edge.idle
    if given_up and isinstance(step, Menu | Ask) and not isinstance(ends, HangUp):
        if "opening" not in known:
            yield "opening?"
        elif known["opening"] == "open" and known.get("adviser") != "missing" and not isinstance(ends, Connect):
            yield "adviser"


# -- choices -------------------------------------------------------------------------------------------------------


@check(
    "unlike-offer",
    fr=(
        "Le menu « {menu} » : le choix « {name} » annonce « {words} », et la table retient « {table} ».",
        "Corrigez « sends: » ou « body: » sous le choix, ou « learns » dans ivr/line/flow.py.",
    ),
    en=(
        "The menu “{menu}”: the choice “{name}” announces “{words}”, and the table learns “{table}”.",
        "Correct “sends:” or “body:” under the choice, or “learns” in ivr/line/flow.py.",
    ),
    why=words(
        fr="Un seul mot changé dans la table enverrait à tous le lien d'une autre page.",
        en="One word changed in the table would send everybody the link to another page.",
    ),
)
def unlike_offer(subject: Subject) -> Iterator[Finding]:
    """The text and the body that a choice's words stand for, in each language, are those that the table learns."""
    for menu in subject.menus:
        for prompts in subject.prompts.values():
            prompt = prompts.prompts.get(menu.name)
            for choice in menu.choices:
                said = prompt.choices.get(choice.name) if prompt else None
                for word, field in ((said.sends, "link"), (said.body, "regime")) if said else ():
                    if word != (learnt := choice.learns.get(field, "")):
                        place = prompts.place("prompts", menu.name)
                        told = {"words": word or "-", "table": learnt or "-"}
                        yield unlike_offer.at(place, menu=menu.name, name=choice.name, **told)


@check(
    "unkept-offer",
    needs="walk",
    fr=("Le choix « {name} » n'est pas suivi de ce qu'il annonce ({why}).", "Vérifiez la touche et ce qui suit."),
    en=("The choice “{name}” is not followed by what it announces ({why}).", "Look at the key and what follows."),
    why=words(
        fr="Ce qu'un choix annonce, ce qu'il retient et ce qui se passe vont ensemble.",
        en="What a choice announces, what it learns and what is done go together.",
    ),
)
def unkept_offer(subject: Subject) -> Iterator[Finding]:
    """Whoever presses a key gets what was offered under it."""
    broken = first_edges(
        ((menu.name, choice.name, why), edge)
        for edge in subject.walk.edges
        for menu, choice in _chosen(subject.flow, edge)
        for why in _unkept(subject, edge, choice)
    )
    for (menu, name, why), edge in broken.items():
        yield unkept_offer.at(flow_place(menu), name=name, why=why).heard_by(command_of(subject, edge))


def _chosen(flow: Flow, edge: Edge) -> Iterator[tuple[Menu, Choice]]:
    step = flow.steps.get(edge.source.step) if edge.source else None
    if isinstance(step, Menu) and isinstance(edge.answer, Pressed):
        manners = (flow.manners.adviser,)
        yield from ((step, choice) for choice in (*step.choices, *manners) if choice.key == edge.answer.keys)


def _offers(flow: Flow, name: str, choice: str) -> bool | None:
    """Whether a step offers a choice; None where no menu of the flow does."""
    offering = {
        menu.name for menu in flow.rows if isinstance(menu, Menu) and choice in {one.name for one in menu.choices}
    }
    return name in offering if offering else None


def _says(edge: Edge, prompt: str) -> bool:
    return any(said.prompt == prompt for said in edge.turn.says if isinstance(said, Say))


def _tells(edge: Edge, value: str) -> bool:
    return any(value in said.values for said in edge.turn.says if isinstance(said, Say))


def _unkept(subject: Subject, edge: Edge, choice: Choice) -> Iterator[str]:
    call, known = edge.turn.call, answered(subject.flow, edge)
    if choice.name in get_args(Topic) and choice.learns.get("topic", choice.name) != choice.name:
        yield f"topic: {choice.name}"
    if choice.name == "adviser" and call.topic != "adviser" and "adviser" in subject.flow.steps:
        yield "topic: adviser"
    if "link" in choice.learns and not _is_sent(edge, choice.learns["link"]):
        yield f"link: {choice.learns['link']}"
    if choice.name != LANGUAGE and edge.source and call.language != edge.source.language:
        yield f"language: {edge.source.language}"
    if choice.name == AGAIN and _lacks(subject.flow, set(known), "opening"):
        yield "opening?"
    elsewhere = known.get("regime") == "other"  # whose member hears what that body does instead
    if choice.name in subject.flow.steps and not elsewhere and not _comes_to(subject.walk, edge, choice.name):
        yield f"-> {choice.name}"


def _is_sent(edge: Edge, link: str) -> bool:
    """Whether the text is on its way, or its address is told."""
    if edge.turn.call.link != link:
        return False
    return _tells(edge, "address") or (
        isinstance(edge.turn.ends, Perform) and isinstance(edge.turn.ends.action, QueueText)
    )


def _comes_to(walk: Walk, edge: Edge, name: str) -> bool:
    """Whether a step is passed in this turn, or can be in the next."""
    onwards = walk.onwards.get(edge.target, ())
    return any(passed.step == name for one in (edge, *onwards) for passed in one.turn.way)
