"""Whatever documents a line answers with and whatever its caller does, the phone plays on, refuses, or is over."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.phone import CallOverError
from ivr.phone.refusal import TwimlError
from ivr.phone.switchboard import MOST_DOCUMENTS
from tests.phone.scripted_line import document, gather, ring, say
from tests.slices import examples

PATHS = ["/voice", "/next", "/wait"]
VERBS = st.sampled_from(
    [
        say("Bonjour. Vous êtes au 3646."),
        "<Pause/>",
        gather(say("Tapez 1.")),
        gather(say("Code postal ?"), numDigits="5", finishOnKey="#", actionOnEmptyResult="false"),
        gather(input="dtmf speech", language="fr-FR"),
        '<Dial action="/next">+33199000001</Dial>',
        "<Dial>+33199000001</Dial>",
        '<Enqueue action="/next" waitUrl="/wait">advisers</Enqueue>',
        "<Enqueue>advisers</Enqueue>",
        "<Redirect>/next</Redirect>",
        "<Leave/>",
        "<Hangup/>",
    ]
)
DOCUMENTS = st.lists(VERBS, max_size=4).map(lambda verbs: document(*verbs))
LINES = st.fixed_dictionaries(dict.fromkeys(PATHS, DOCUMENTS))
ACTS = st.lists(st.sampled_from(["1", "75012", "#", "*", "say", "wait", "repeat", "hang_up", "busy", "no-answer"]))


def do(phone: object, act: str) -> None:
    verbs = {"say": ("say", "oui"), "wait": ("wait",), "repeat": ("repeat_last",), "hang_up": ("hang_up",)}
    verb, *words = verbs.get(act) or (("set_advisers", act) if act in ("busy", "no-answer") else ("press", act))
    getattr(phone, verb)(*words)


@examples(100)
@given(LINES, ACTS)
def test_any_call(pages: dict[str, str], acts: list[str]) -> None:
    phone, line = ring(pages)
    try:
        phone.dial()
        for act in acts:
            do(phone, act)
    except (TwimlError, CallOverError):
        pass
    assert line.badly_signed == 0
    assert len(line.asked) <= (MOST_DOCUMENTS + 1) * (len(acts) + 1)
    moments = [event.at for event in phone.events]
    assert moments == sorted(moments), "time never goes back"
