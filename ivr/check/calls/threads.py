"""What follows what: a sentence is followed by its question, and an answer by what it must bring about.

A second entry of the table's ways, by what callers hear: it names what must have come about when a turn ends, not how.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from ivr.check.calls.contradiction import MANNERS
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, flow_place
from ivr.check.walk import GIVEN_UP
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect, HangUp, Say
from ivr.line.inputs import DialEnded, Pressed, Said, Silent, TextAnswered
from ivr.line.steps import LANGUAGE, Ask, Branch, Menu, SendText, Tell, stops

# Where a turn may end that looks for an adviser: after the last try, where nobody is, and while one is looked for.
SPENT = "last_choices|last_choices_offline"
MEANWHILE = "meanwhile|meanwhile_offline|meanwhile_placed|meanwhile_placed_offline"
NOBODY = f"{MEANWHILE}|{SPENT}"
RUNG = f"connect|adviser_of|adviser_other|{NOBODY}"
# What is told of another body, which its menu follows.
BODIES = ("msa", "mgen", "sncf_before_2020", "ratp_statutory", "civil_partner", "camieg", "cnmss", "enim", "crpcen")
# Sentences by their name, or by what it begins with (to the "_"), the first that fits; and where their turn may end.
FOLLOWED: tuple[tuple[str, str], ...] = (
    ("welcome", "topics"),
    ("welcome_", "topics"),
    ("test_service", "topics"),
    ("bulletins", "topics"),
    ("mayotte_number", "topics"),
    ("abroad_number", "topics"),
    ("mayotte_line", f"hours|{RUNG}"),
    ("any_time", "topics"),
    ("may_speak", "topics"),
    ("greeting_", "topics"),
    ("in_", "topics"),
    ("paper", "attestation|sncf|ratp|own_body|shared_account|partner_account"),
    ("sncf_since_2020", "attestation|file"),
    ("ratp_other", "attestation|file"),
    *((body, "own_body|shared_account|partner_account") for body in BODIES),
    ("file_statements", "own_statements"),
    ("file_", "own_body"),
    ("when_needed", "attestation"),
    ("other_attestation", "file"),
    ("password", "file"),
    ("right_place", "topics"),
    ("elsewhere", "topics"),
    ("hours_", "hours"),
    ("closing_there", "hours"),
    ("reopening_there", "hours"),
    ("card", "connect|adviser_of|adviser_other"),
    ("not_our_file", f"postcode|caisses|local_body|local_body_site|{RUNG}"),
    ("adviser_mainland", "overseas"),
    ("adviser_perhaps", "connect|adviser_of|adviser_other"),
    ("adviser_unsure", "connect|adviser_of|adviser_other"),
    ("adviser_any", "connect"),
    ("adviser_busy", f"no_adviser|{NOBODY}"),
    ("adviser_no_answer", f"no_adviser|{NOBODY}"),
    ("adviser_failed", f"no_adviser|{NOBODY}"),
    ("adviser_later", f"no_adviser|{SPENT}"),
    ("adviser_of", "adviser_of"),
    ("adviser_other", "adviser_other"),
    ("adviser_", MEANWHILE),
    ("call_back", MEANWHILE),
    ("call_back_endless", MEANWHILE),
    ("try_", "connect"),
    ("tries_spent", SPENT),
    ("text_address", "offer_mobile"),
    ("text_", "anything_else"),
    ("address_only", "anything_else"),
    ("short_adviser", "few"),
    ("give_up_adviser", "connect"),
    ("give_up_other", "connect"),
    ("give_up_", "last_wait"),
)
# What must have been asked in the turn that says it: hours come with their caveats, a week with what is unusual in it.
ASKED: Mapping[str, tuple[str, ...]] = {
    "hours_open": ("clock", "hours_known"),
    "hours_special": ("clock", "hours_known"),
    "hours_last": ("clock", "hours_known"),
    "hours_closed": ("clock", "hours_known"),
    "hours_holiday": ("clock", "hours_known"),
    "hours_closure": ("clock", "hours_known"),
    "hours_again": ("clock", "hours_known"),
    "hours_perhaps": ("hours_known",),
    "hours_unsure": ("hours_known",),
    "hours_week": ("week_ahead", "week_known"),
    "hours_week_until": ("week_ahead", "week_known"),
    "hours_week_now": ("week_ahead", "week_known"),
}
ONCE = ("welcome", "test_service", "mayotte_number")  # heard as a call begins, and never again
# Heard then, and once more in a language that was just changed.
GREETING = ("abroad_number", "bulletins", "any_time", "greeting_")
FIRST = ("line", "trial", "from_mayotte", "news", "where")  # asked as a call begins
# Whose hours count is known before they are asked for; where it is not, everybody's are.
OTHERWISE: tuple[tuple[str, str, str], ...] = (("where", "ask", "opening"), ("where", "known", "open_somewhere"))
# What a call knows once it was told.
LEARNT: Mapping[str, tuple[str, str]] = {
    "mayotte_number": ("line", "mayotte"),
    "mayotte_line": ("line", "mayotte"),
}
# What a question's answer must have led to by the end of the turn: a field of the call, or where the turn ends.
LED: tuple[tuple[str, str, str, str], ...] = (
    ("from_mayotte", "yes", "line", "mayotte"),
    ("body", "mayotte", "line", "mayotte"),
    ("body", "local", "step", "local_body|local_body_site"),
    ("wants", "hours", "step", "hours"),
    ("wants", "adviser", "step", RUNG),
)
# What may be said of a text. Who typed a number hears one sentence, whatever became of it.
TOLD: Mapping[tuple[str, str], str] = {
    ("caller", "taken"): "text_taken",
    ("caller", "already"): "text_already",
    ("caller", "capped"): "text_capped",
    ("typed", "taken"): "text_noted",
    ("typed", "already"): "text_noted",
    ("typed", "capped"): "text_noted",
}
AGAIN = "again"  # the choice that rings an adviser once more
SPENT_OR_MISSING = frozenset({("adviser", "missing"), ("tries", "spent")})  # no adviser is left to ring
UNDATED = frozenset({"adviser_missing", "call_back_endless"})  # what is told where no reopening can be
BACK_SOON = frozenset({"reopening", "cause"})  # values that tell when somebody is there again, or why nobody knows


class Turned:
    """One turn as the rules look at it. `asks`: the questions of the flow; `chosen`: what its choices are named for."""

    def __init__(self, subject: Subject, edge: Edge, asks: frozenset[str], chosen: frozenset[str]) -> None:
        self.flow, self.edge, self.asks, self.chosen = subject.flow, edge, asks, chosen
        self.call = edge.turn.call
        self.known = subject.answered[edge.turn.way]  # of those whom the turn's end concerns
        self.from_step = subject.flow.steps.get(edge.source.step) if edge.source else None  # the one that was answered
        said = [said for said in edge.turn.says if isinstance(said, Say)]
        self.prompts = [one.prompt for one in said]
        self.values = {name for one in said for name in one.values}
        self.is_closed = "closed" in (self.known.get("opening"), self.known.get("open_somewhere"))

    @property
    def is_new(self) -> bool:
        """Whether the turn ends somewhere else than where it began, and not by going back."""
        return self.edge.source is None or (self.edge.answer not in MANNERS and self.edge.source.step != self.call.step)

    @property
    def greets(self) -> bool:
        """Whether the call begins, or goes on in another language."""
        return self.edge.source is None or any(passed.step == LANGUAGE for passed in self.edge.turn.way)

    @property
    def agreed(self) -> bool:
        """Whether the place is not known, and all who could serve the caller were found to be alike."""
        return "no" in (
            self.known.get("advisers_differ"),
            self.known.get("hours_differ"),
            self.known.get("weeks_differ"),
        )

    def lacks(self, question: str) -> bool:
        """Whether a question that the flow asks somewhere was not asked in this turn."""
        return question in self.asks and all(passed.question != question for passed in self.edge.turn.way)


Lost = Iterator[tuple[str, str]]  # where, and what should be


@check(
    "lost-thread",
    needs="walk",
    fr=(
        "Un appel l'entend, et la suite n'est pas celle qu'on attend ({why}).",
        "Vérifiez où mène cette étape, et les tables de ivr/check/calls/threads.py si elle est neuve.",
    ),
    en=(
        "A call hears it, and what follows is not what it leads to ({why}).",
        "Look at where this step leads, and at the tables of ivr/check/calls/threads.py if it is new.",
    ),
    why=words(
        fr="Deux suites échangées ne cassent rien : l'appelant entend seulement autre chose que ce qu'on lui dit.",
        en="Two ways that were swapped break nothing: the caller only hears something else than was said.",
    ),
)
def lost_thread(subject: Subject) -> Iterator[Finding]:
    """What is heard, asked and answered is followed by what belongs to it."""
    asks = frozenset(step.on for step in subject.flow.rows if isinstance(step, Branch))
    chosen = frozenset(choice.name for menu in subject.menus for choice in menu.choices)
    turned = ((Turned(subject, edge, asks, chosen), edge) for edge in subject.walk.edges)
    lost = first_edges((pair, edge) for turn, edge in turned for rule in RULES for pair in rule(turn))
    for (step, why), edge in lost.items():
        yield lost_thread.at(flow_place(step), why=why).heard_by(command_of(subject, edge))


def sentences_lead_on(turn: Turned) -> Lost:
    """A sentence ends in the question that belongs to it; what a choice is named for is heard when it is chosen."""
    for prompt in turn.prompts:
        ends = ends_of(prompt) or (turn.call.step,)
        known = all(name in turn.flow.steps and stops(turn.flow.steps[name]) for name in ends)
        if known and prompt in turn.flow.steps and turn.call.step not in ends:
            yield prompt, f"-> {'|'.join(ends)}"
        if turn.edge.source is not None and prompt.startswith(ONCE):
            yield prompt, "1"
        if prompt.startswith(GREETING) and not turn.greets:
            yield prompt, "language"
        if isinstance(turn.flow.steps.get(prompt), Tell) and prompt in turn.chosen and not _chose(turn, prompt):
            yield prompt, f"{prompt}?"


@cache
def ends_of(prompt: str) -> tuple[str, ...]:
    """Where a turn may end that says a sentence; empty where nothing is said of it."""
    for name, ends in FOLLOWED:
        if prompt.startswith(name) if name.endswith("_") else prompt == name:
            return tuple(ends.split("|"))
    return ()


def sentences_come_with_their_facts(turn: Turned) -> Lost:
    """Hours come with their caveats; who was told of another line, or another language, is on it."""
    for prompt in turn.prompts:
        yield from ((prompt, f"{question}?") for question in ASKED.get(prompt, ()) if turn.lacks(question))
        field, word = LEARNT.get(prompt, ("step", turn.call.step))
        if getattr(turn.call, field) != word:
            yield prompt, f"{field}: {word}"


def answers_lead_on(turn: Turned) -> Lost:
    """What a question answered has its consequence; whose hours count is known before they are asked for."""
    for question, answer, field, word in LED:
        there = turn.known.get(question) == answer and (field != "step" or word.split("|")[0] in turn.flow.steps)
        if there and getattr(turn.call, field) not in word.split("|"):
            yield turn.call.step, f"{question}: {answer} -> {word}"
    if turn.known.get("typed_known") == "no" and "address" not in turn.values:
        yield turn.call.step, "typed_known: no -> address"
    for question, answer, other in OTHERWISE:
        if turn.known.get(question) == answer and other in turn.known and not turn.agreed:
            yield turn.call.step, f"{question}: {answer}, {other}?"


def a_call_begins(turn: Turned) -> Lost:
    """The greeting asks what it must know, and tells whether somebody is there, or when."""
    if turn.edge.source is None:
        yield from ((turn.call.step, f"{question}?") for question in FIRST if turn.lacks(question))
        if turn.is_closed and BACK_SOON.isdisjoint(turn.values):
            yield turn.call.step, "reopening"
        offers = not turn.is_closed and turn.known.get("adviser") != "missing"
        if offers and "any_time" in turn.flow.steps and not turn.values & BACK_SOON:
            yield from () if "any_time" in turn.prompts else [(turn.call.step, "any_time")]


def closed_is_told(turn: Turned) -> Lost:
    """Who wants an adviser and finds nobody hears when somebody is back; who asks for hours hears them."""
    nobody = turn.is_new and turn.call.step.startswith("meanwhile")
    if nobody and UNDATED.isdisjoint(turn.prompts) and BACK_SOON.isdisjoint(turn.values):
        yield turn.call.step, "reopening"
    if turn.known.get("wants") == "hours" and turn.values.isdisjoint(BACK_SOON | {"closing", "today", "name"}):
        yield turn.call.step, "closing|reopening|today"


def places_are_settled(turn: Turned) -> Lost:
    """A postcode leads to whose it is; several caisses of a département to which, where they differ."""
    match turn.from_step, turn.edge.answer:
        case Ask(takes="postcode", digits=digits), Pressed(keys) if len(keys) == digits and turn.call.tries == 0:
            yield from [(turn.call.step, "body?")] if turn.lacks("body") else []
    if "wants" in turn.known and turn.lacks("caisses_differ") and _has_rivals(turn):
        yield turn.call.step, "caisses_differ?"
    if turn.known.get("caisses_differ") == "yes" and turn.call.step != "caisses" and not turn.call.caisse:
        yield turn.call.step, "caisses"


def only_what_matters_is_asked(turn: Turned) -> Lost:
    """A postcode is asked where its answer changes what is told or whom is rung, or where the caller corrects it."""
    if turn.call.step != "postcode" or not turn.is_new or _chose_place(turn):
        return
    why = ("advisers_differ",) if turn.call.topic == "adviser" else ("hours_differ", "weeks_differ")
    asked = [question for question in why if question in turn.asks]
    if asked and all(turn.known.get(question) != "yes" for question in asked):
        yield turn.call.step, f"{'|'.join(why)}: yes"
    if turn.call.topic == "adviser" and turn.lacks("open_somewhere"):
        yield turn.call.step, "open_somewhere?"


def _chose_place(turn: Turned) -> bool:
    return _chose(turn, "another_place")


def _has_rivals(turn: Turned) -> bool:
    return turn.edge.facts.rivals(turn.call) == "some"


def the_world_answers(turn: Turned) -> Lost:
    """A telephone that was not answered, a text that was asked for, silence that is an answer."""
    ends, step = turn.edge.turn.ends, turn.from_step
    match step, turn.edge.answer:
        case Menu(silence=silence, assent=""), Silent() if silence and not isinstance(ends, HangUp):
            yield turn.call.step, "silence: goodbye"
        case _, DialEnded("answered") if not isinstance(ends, HangUp):
            yield turn.call.step, "answered: goodbye"
        case _, DialEnded(outcome) if outcome != "answered":
            yield from ((turn.call.step, f"{outcome}: {why}") for why in _unanswered(turn, outcome))
        case SendText(to=to), TextAnswered(outcome):
            told = TOLD.get((to, outcome), "")
            if told in turn.flow.steps and told not in turn.prompts:
                yield turn.call.step, f"{to}, {outcome}: {told}"
            if "address" not in turn.values:
                yield turn.call.step, f"{outcome}: address"


def _unanswered(turn: Turned, outcome: str) -> Iterator[str]:
    named = {name for name, step in turn.flow.steps.items() if isinstance(step, Tell) and name.endswith(f"_{outcome}")}
    if named and named.isdisjoint(turn.prompts):
        yield outcome
    again = {menu.name for menu in turn.flow.rows if isinstance(menu, Menu) and _has(menu, AGAIN)}
    left = not turn.is_closed and turn.known.get("tries") != "spent"
    if again and left and turn.call.step not in again:
        yield AGAIN


def giving_up(turn: Turned) -> Lost:
    """The third failure in a row leads to an adviser, or tells when one is back; the next one is the last."""
    source = turn.edge.source
    if source is None or not turn.edge.idle or not isinstance(turn.from_step, Menu | Ask):
        return
    if turn.call.tries == GIVEN_UP and source.tries == GIVEN_UP - 1:
        if turn.lacks("opening"):
            yield turn.call.step, "opening?"
        elif turn.is_closed and BACK_SOON.isdisjoint(turn.values):
            yield turn.call.step, "reopening"
        elif not turn.is_closed and turn.known.get("adviser") != "missing" and turn.known.get("tries") != "spent":
            yield from () if isinstance(turn.edge.turn.ends, Connect) else [(turn.call.step, "adviser")]
    if turn.call.tries > GIVEN_UP and not isinstance(turn.edge.turn.ends, HangUp):
        yield turn.call.step, "goodbye"


def _has(menu: Menu, name: str) -> bool:
    return any(choice.name == name for choice in menu.choices)


def _chose(turn: Turned, name: str) -> bool:
    step, answer = turn.from_step, turn.edge.answer
    asked = isinstance(step, Menu) and step.each is not None and bool(step.each.wishes)
    if asked or (isinstance(answer, Said) and (answer.wish or answer.body)):
        return True  # what is wished has a name of its own
    choices = step.choices if isinstance(step, Menu) and isinstance(answer, Pressed) else ()
    return any(choice.name == name for choice in choices if choice.key == getattr(answer, "keys", ""))


RULES: tuple[Callable[[Turned], Lost], ...] = (
    sentences_lead_on,
    sentences_come_with_their_facts,
    answers_lead_on,
    a_call_begins,
    closed_is_told,
    places_are_settled,
    only_what_matters_is_asked,
    the_world_answers,
    giving_up,
)
