"""The crawl: from every reachable state, every kind of answer; each document that a caller could be played is read."""

import re
from collections.abc import Iterator
from functools import cache

from ivr.check.graph import ENDLESS, longest
from ivr.check.states import Edge
from ivr.findings import LANGUAGES
from ivr.line.actions import Connect, HangUp, Listen, Offer, Perform, Say, Turn
from ivr.line.asker import Asker
from ivr.line.conversation import advance
from ivr.line.inputs import Pressed, Silent
from ivr.line.steps import LANGUAGE, Ask, End, Menu, SendText, Transfer
from ivr.phone.reader import read
from ivr.phone.verbs import Gather, Verb
from ivr.phone.verbs import Say as SayVerb
from ivr.published.snapshot import Snapshot
from ivr.settings import read_settings
from ivr.textpage.page import page_of
from ivr.voice.speaker import Speaker
from ivr.voice.state import State
from ivr.wording.on_page import as_written
from ivr.wording.speak import speak, text
from tests.check.real import heard, real, walked
from tests.textpage.crawling import own_prompts, telling

HASH = Pressed("#")
LARGEST = 4096  # bytes
VOICES = {"fr-FR": "Polly.Lea-Neural", "en-GB": "Polly.Amy-Neural"}
SETTINGS = {"TWILIO_AUTH_TOKEN": "made-up", "IVR_PUBLIC_URL": "https://line.example"}
ADVISER = "+33199000001"


@cache
def documents() -> tuple[tuple[Turn, bytes], ...]:
    """Each document once, with the turn that it is for, in each language."""
    line = real()
    snapshot, speaker = Snapshot(line.prompts, line.schedules, "crawl"), Speaker(line.flow, read_settings(SETTINGS))
    found: dict[bytes, Turn] = {}
    for turn in distinct_turns():
        for language in LANGUAGES:
            spoken = turn._replace(call=turn.call._replace(language=language))
            document = speaker.document(snapshot, spoken, State(spoken.call), "+33199000002")
            found[document] = spoken
    return tuple((turn, document) for document, turn in found.items())


def distinct_turns() -> Iterator[Turn]:
    """Turns that differ in what is said or how they end; an adviser's number is there wherever one is rung."""
    seen = set()
    for _, turn in heard(real()):
        ends = Connect(turn.ends.caisse, ADVISER) if isinstance(turn.ends, Connect) else turn.ends
        key = (tuple(map(told, turn.says)), repr(ends))
        if key not in seen:
            seen.add(key)
            yield turn._replace(ends=ends)


def told(said: Say | Offer) -> object:
    return said if isinstance(said, Offer) else (said.prompt, tuple(said.values.values()))


def spoken_verbs(verbs: tuple[Verb, ...]) -> Iterator[SayVerb]:
    for verb in verbs:
        if isinstance(verb, SayVerb):
            yield verb
        elif isinstance(verb, Gather):
            yield from spoken_verbs(verb.nested)


def test_every_document_is_one_that_twilio_takes_and_small() -> None:
    assert len(documents()) > 300
    for turn, document in documents():
        assert read(document), turn.call.step
        assert len(document) < LARGEST, f"{turn.call.step}: {len(document)} bytes"


def test_a_blank_stands_before_each_break_for_those_who_drop_the_tag() -> None:
    broken = [document for _, document in documents() if b"<break" in document]
    assert broken
    assert not [document for document in broken if re.search(rb"[^ >]<break", document)]


def test_every_sentence_names_its_language_and_the_voice_that_goes_with_it() -> None:
    for turn, document in documents():
        for say in spoken_verbs(read(document)):
            assert VOICES[say.language] == say.voice, turn.call.step


def test_no_call_ends_without_a_goodbye_a_transfer_or_a_reopening_time() -> None:
    flow = real().flow
    for edge in walked().edges:
        if isinstance(edge.turn.ends, HangUp):
            last = edge.turn.says[-1]
            assert isinstance(last, Say)
            assert isinstance(flow.steps[last.prompt], End)
        else:
            assert isinstance(edge.turn.ends, Listen | Connect | Perform)


def test_from_every_state_silence_alone_ends_within_8_turns() -> None:
    steps = real().flow.steps
    silent = {
        state: [edge.target for edge in edges if is_silent(edge, steps[edge.source.step] if edge.source else None)]
        for state, edges in walked().onwards.items()
    }

    turns = longest(silent)

    assert max(turns.values()) <= 8


def is_silent(edge: Edge, step: object) -> bool:
    return isinstance(edge.answer, Silent) or isinstance(step, SendText | Transfer)


def test_wherever_the_hash_key_stands_for_a_number_silence_leads_to_the_same() -> None:
    """Twilio's pages can be read so that `#` alone is no answer there: then it is silence, once the wait is over."""
    line = real()
    skipped = {name for name, step in line.flow.steps.items() if isinstance(step, Ask) and step.skip}
    pressed = [
        edge
        for edge in walked().edges
        if edge.answer == HASH and edge.source is not None and edge.source.step in skipped
    ]
    assert pressed, "it is offered somewhere, or this shows nothing"
    for edge in pressed:
        assert edge.source is not None
        silent, hashed = (advance(line.flow, edge.source, answer, Asker(edge.facts)) for answer in (Silent(), HASH))
        assert (silent.says, silent.ends) == (hashed.says, hashed.ends), edge.source


def test_every_turn_of_every_call_has_a_page_that_says_what_it_says() -> None:
    for turn in distinct_turns():
        for language in LANGUAGES:
            said = tuple(one for one in turn.says if isinstance(one, Say))
            page = page_of(telling(language, turn.call.line), turn)
            shown = " ".join(one.text for one in page.said)
            words = (text(one) for one in speak(own_prompts(), language, said))
            own = own_prompts()[language].page
            lacking = [one for one in words if as_written(own, one) not in shown]
            assert lacking == [] or isinstance(turn.ends, Connect), turn.call.step
            offered = any(one.choices for one in turn.says if isinstance(one, Offer))
            assert page.choices or not offered, turn.call.step


def test_star_alone_leads_from_every_menu_to_the_first() -> None:
    home = real().flow.manners.home
    stars = [edge for edge in walked().edges if edge.answer == Pressed("*") and edge.source and edge.state]
    ways: dict[object, list[object]] = {}
    for edge in stars:
        assert edge.source is not None
        onwards = ways.setdefault((edge.state, edge.source.back), [])
        onwards += [(edge.target, edge.turn.call.back)] if edge.turn.call.step != home else []

    assert max(longest(ways).values()) < ENDLESS
    menus = {name for name, step in real().flow.steps.items() if isinstance(step, Menu)}
    menus -= {LANGUAGE} if len(real().prompts) == 2 else set()  # one other language is changed to at once
    assert menus <= {edge.source.step for edge in stars if edge.source}
