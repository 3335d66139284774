"""What follows what: a sentence is followed by its question, and an answer by what it must bring about.

A second entry of the table's ways, by what callers hear: it names what must have come about when a turn ends, not how.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ivr.check.calls.contradiction import MANNERS
from ivr.check.shown_call import command_of, first_shown
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, flow_place
from ivr.check.telling import Telling
from ivr.check.walk import GIVEN_UP
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect, HangUp
from ivr.line.inputs import DialEnded, Input, Pressed, Said, Silent, TextAnswered
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
    ("caller", "late"): "text_late",
    ("caller", "already"): "text_already",
    ("caller", "capped"): "text_capped",
    ("typed", "taken"): "text_noted",
    ("typed", "late"): "text_late",
    ("typed", "already"): "text_noted",
    ("typed", "capped"): "text_noted",
}
AGAIN = "again"  # the choice that rings an adviser once more
SPENT_OR_MISSING = frozenset({("adviser", "missing"), ("tries", "spent")})  # no adviser is left to ring
UNDATED = frozenset({"adviser_missing", "call_back_endless"})  # what is told where no reopening can be
BACK_SOON = frozenset({"reopening", "cause"})  # values that tell when somebody is there again, or why nobody knows


class Table:
    """The flow as the rules look things up in it."""

    def __init__(self, subject: Subject) -> None:
        self.steps = subject.flow.steps
        self.asks = frozenset(step.on for step in subject.flow.rows if isinstance(step, Branch))
        self.chosen = frozenset(choice.name for menu in subject.menus for choice in menu.choices)  # what they are for
        self.again = frozenset(menu.name for menu in subject.flow.rows if isinstance(menu, Menu) and _has(menu, AGAIN))
        self.tells = tuple(step.name for step in self.steps.values() if isinstance(step, Tell))

    def look(self, edge: Edge) -> "Turned":
        """What the rules look at in an edge."""
        call, source, telling = edge.turn.call, edge.source, edge.telling
        asked = "wants" in telling.known and "caisses_differ" in self.asks and "caisses_differ" not in telling.settled
        return Turned(
            telling,
            call.step,
            call.line,
            call.topic == "adviser",
            call.tries,
            call.caisse != "",
            source.step if source else "",
            source.tries if source else 0,
            edge.answer,
            edge.idle,
            asked and edge.facts.rivals(call) == "some",
        )


class Turned(NamedTuple):
    """One turn as the rules look at it: nothing else of it counts."""

    telling: Telling
    step: str  # where it ends
    line: str
    for_adviser: bool
    tries: int
    has_caisse: bool
    source: str  # the step that was answered; none as the call begins
    failures: int  # before it
    answer: Input | None
    idle: bool
    has_rivals: bool  # whether several caisses could be the caller's, and nobody asked whether they differ

    @property
    def prompts(self) -> tuple[str, ...]:
        """The sentences that are said."""
        return tuple([prompt for prompt, _ in self.telling.says])

    @property
    def known(self) -> Mapping[str, str]:
        """What was answered of those whom the turn's end concerns."""
        return self.telling.known

    @property
    def is_closed(self) -> bool:
        """Whether nobody answers, there or anywhere."""
        return "closed" in (self.known.get("opening"), self.known.get("open_somewhere"))

    @property
    def is_new(self) -> bool:
        """Whether the turn ends somewhere else than where it began, and not by going back."""
        return not self.source or (self.answer not in MANNERS and self.source != self.step)

    @property
    def greets(self) -> bool:
        """Whether the call begins, or goes on in another language."""
        return not self.source or LANGUAGE in self.telling.steps

    @property
    def agreed(self) -> bool:
        """Whether the place is not known, and all who could serve the caller were found to be alike."""
        differ = (self.known.get(one) for one in ("advisers_differ", "hours_differ", "weeks_differ"))
        return "no" in differ

    def lacks(self, table: Table, question: str) -> bool:
        """Whether a question that the flow asks somewhere was not asked in this turn."""
        return question in table.asks and question not in self.telling.settled


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
    table = Table(subject)
    lost = first_shown(
        subject.walk.edges, table.look, lambda turn: (pair for rule in RULES for pair in rule(table, turn))
    )
    for (step, why), edge in lost.items():
        yield lost_thread.at(flow_place(step), why=why).heard_by(command_of(subject, edge))


def sentences_lead_on(table: Table, turn: Turned) -> Lost:
    """A sentence ends in the question that belongs to it; what a choice is named for is heard when it is chosen."""
    for prompt in turn.prompts:
        ends = ends_of(prompt) or (turn.step,)
        known = all(name in table.steps and stops(table.steps[name]) for name in ends)
        if known and prompt in table.steps and turn.step not in ends:
            yield prompt, f"-> {'|'.join(ends)}"
        if turn.source and prompt.startswith(ONCE):
            yield prompt, "1"
        if prompt.startswith(GREETING) and not turn.greets:
            yield prompt, "language"
        if isinstance(table.steps.get(prompt), Tell) and prompt in table.chosen and not _chose(table, turn, prompt):
            yield prompt, f"{prompt}?"


@cache
def ends_of(prompt: str) -> tuple[str, ...]:
    """Where a turn may end that says a sentence; empty where nothing is said of it."""
    for name, ends in FOLLOWED:
        if prompt.startswith(name) if name.endswith("_") else prompt == name:
            return tuple(ends.split("|"))
    return ()


def sentences_come_with_their_facts(table: Table, turn: Turned) -> Lost:
    """Hours come with their caveats; who was told of another line, or another language, is on it."""
    for prompt in turn.prompts:
        yield from ((prompt, f"{question}?") for question in ASKED.get(prompt, ()) if turn.lacks(table, question))
        field, word = LEARNT.get(prompt, ("step", turn.step))
        if getattr(turn, field) != word:
            yield prompt, f"{field}: {word}"


def answers_lead_on(table: Table, turn: Turned) -> Lost:
    """What a question answered has its consequence; whose hours count is known before they are asked for."""
    for question, answer, field, word in LED:
        there = turn.known.get(question) == answer and (field != "step" or word.split("|")[0] in table.steps)
        if there and getattr(turn, field) not in word.split("|"):
            yield turn.step, f"{question}: {answer} -> {word}"
    if turn.known.get("typed_known") == "no" and "address" not in turn.telling.values:
        yield turn.step, "typed_known: no -> address"
    for question, answer, other in OTHERWISE:
        if turn.known.get(question) == answer and other in turn.known and not turn.agreed:
            yield turn.step, f"{question}: {answer}, {other}?"


def a_call_begins(table: Table, turn: Turned) -> Lost:
    """The greeting asks what it must know, and tells whether somebody is there, or when."""
    if not turn.source:
        yield from ((turn.step, f"{question}?") for question in FIRST if turn.lacks(table, question))
        if turn.is_closed and BACK_SOON.isdisjoint(turn.telling.values):
            yield turn.step, "reopening"
        offers = not turn.is_closed and turn.known.get("adviser") != "missing"
        if offers and "any_time" in table.steps and not turn.telling.values & BACK_SOON:
            yield from () if "any_time" in turn.prompts else [(turn.step, "any_time")]


def closed_is_told(_: Table, turn: Turned) -> Lost:
    """Who wants an adviser and finds nobody hears when somebody is back; who asks for hours hears them."""
    nobody = turn.is_new and turn.step.startswith("meanwhile")
    if nobody and UNDATED.isdisjoint(turn.prompts) and BACK_SOON.isdisjoint(turn.telling.values):
        yield turn.step, "reopening"
    if turn.known.get("wants") == "hours" and turn.telling.values.isdisjoint(BACK_SOON | {"closing", "today", "name"}):
        yield turn.step, "closing|reopening|today"


def places_are_settled(table: Table, turn: Turned) -> Lost:
    """A postcode leads to whose it is; several caisses of a département to which, where they differ."""
    match table.steps.get(turn.source), turn.answer:
        case Ask(takes="postcode", digits=digits), Pressed(keys) if len(keys) == digits and turn.tries == 0:
            yield from [(turn.step, "body?")] if turn.lacks(table, "body") else []
    if turn.has_rivals:
        yield turn.step, "caisses_differ?"
    if turn.known.get("caisses_differ") == "yes" and turn.step != "caisses" and not turn.has_caisse:
        yield turn.step, "caisses"


def only_what_matters_is_asked(table: Table, turn: Turned) -> Lost:
    """A postcode is asked where its answer changes what is told or whom is rung, or where the caller corrects it."""
    if turn.step != "postcode" or not turn.is_new or _chose(table, turn, "another_place"):
        return
    why = ("advisers_differ",) if turn.for_adviser else ("hours_differ", "weeks_differ")
    asked = [question for question in why if question in table.asks]
    if asked and all(turn.known.get(question) != "yes" for question in asked):
        yield turn.step, f"{'|'.join(why)}: yes"
    if turn.for_adviser and turn.lacks(table, "open_somewhere"):
        yield turn.step, "open_somewhere?"


def the_world_answers(table: Table, turn: Turned) -> Lost:
    """A telephone that was not answered, a text that was asked for, silence that is an answer."""
    match table.steps.get(turn.source), turn.answer:
        case Menu(silence=silence, assent=""), Silent() if silence and turn.telling.ends is not HangUp:
            yield turn.step, "silence: goodbye"
        case _, DialEnded("answered") if turn.telling.ends is not HangUp:
            yield turn.step, "answered: goodbye"
        case _, DialEnded(outcome) if outcome != "answered":
            yield from ((turn.step, f"{outcome}: {why}") for why in _unanswered(table, turn, outcome))
        case SendText(to=to), TextAnswered(outcome):
            told = TOLD.get((to, outcome), "")
            if told in table.steps and told not in turn.prompts:
                yield turn.step, f"{to}, {outcome}: {told}"
            if "address" not in turn.telling.values:
                yield turn.step, f"{outcome}: address"


def _unanswered(table: Table, turn: Turned, outcome: str) -> Iterator[str]:
    named = {name for name in table.tells if name.endswith(f"_{outcome}")}
    if named and named.isdisjoint(turn.prompts):
        yield outcome
    left = not turn.is_closed and turn.known.get("tries") != "spent"
    if table.again and left and turn.step not in table.again:
        yield AGAIN


def giving_up(table: Table, turn: Turned) -> Lost:
    """The third failure in a row leads to an adviser, or tells when one is back; the next one is the last."""
    if not turn.idle or not isinstance(table.steps.get(turn.source), Menu | Ask):
        return
    if turn.tries == GIVEN_UP and turn.failures == GIVEN_UP - 1:
        if turn.lacks(table, "opening"):
            yield turn.step, "opening?"
        elif turn.is_closed and BACK_SOON.isdisjoint(turn.telling.values):
            yield turn.step, "reopening"
        elif not turn.is_closed and turn.known.get("adviser") != "missing" and turn.known.get("tries") != "spent":
            yield from () if turn.telling.ends is Connect else [(turn.step, "adviser")]
    if turn.tries > GIVEN_UP and turn.telling.ends is not HangUp:
        yield turn.step, "goodbye"


def _has(menu: Menu, name: str) -> bool:
    return any(choice.name == name for choice in menu.choices)


def _chose(table: Table, turn: Turned, name: str) -> bool:
    step, answer = table.steps.get(turn.source), turn.answer
    asked = isinstance(step, Menu) and step.each is not None and bool(step.each.wishes)
    if asked or (isinstance(answer, Said) and (answer.wish or answer.body)):
        return True  # what is wished has a name of its own
    choices = step.choices if isinstance(step, Menu) and isinstance(answer, Pressed) else ()
    return any(choice.name == name for choice in choices if choice.key == getattr(answer, "keys", ""))


RULES: tuple[Callable[[Table, Turned], Lost], ...] = (
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
