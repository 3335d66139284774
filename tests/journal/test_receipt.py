"""One call step by step: what the journal kept, and what the line said, word for word, where that is still live."""

from dataclasses import replace
from typing import Any

import pytest

from ivr.calls.taker import Caller, TurnTaker
from ivr.journal.entry import Entry, end_of_call
from ivr.journal.receipt import ELLIPSIS, decided_by, is_live, known_of, read_call
from ivr.journal.way import landing, read_way
from ivr.journal.words import STEPS
from ivr.line.actions import Passed
from ivr.line.facts import Rules
from ivr.line.flow import FLOW
from ivr.line.inputs import Pressed
from ivr.line.steps import End, stops
from ivr.settings import Settings
from ivr.wording.speak import speak, text
from tests.plain_content import snapshot
from tests.serving import LANDLINE, TUESDAY_10H, Journal, Texts

RULES = Rules(test_service=True)


def a_call(*keys: str) -> tuple[list[Entry], list[list[str]]]:
    """The entries of a call by its keys, and what was said on each turn."""
    journal, live = Journal(), snapshot()
    rooms: dict[str, Any] = {"flow": FLOW, "texts": Texts(), "journal": journal}
    taker, caller = TurnTaker(**rooms, settings=Settings()), Caller("CA1", "3646", LANDLINE, TUESDAY_10H)
    turn = taker.begin(caller, live)
    said = [turn.says]
    for key in keys:
        turn = taker.take(caller, live, turn.call, Pressed(key))
        said.append(turn.says)
    return journal.entries, [list(map(text, speak(live.prompts, "fr", says))) for says in said]


@pytest.mark.parametrize("keys", [("3", "2", "75012", "1"), ("1", "4", "5", "1"), ("2", "1", "0", "*", "3")])
def test_it_is_what_the_caller_heard_word_for_word(keys: tuple[str, ...]) -> None:
    entries, said = a_call(*keys)
    read = read_call(entries, FLOW, snapshot(), RULES)
    assert [[one.text for passage in turn.passages for one in passage.said] for turn in read] == said
    assert any(said)


def test_what_hangs_on_the_caller_s_number_is_left_out() -> None:
    entries, said = a_call("1", "1", "1", "0612345678")
    told = [one.text for turn in read_call(entries, FLOW, snapshot(), RULES) for one in turn.passages[-1].said]
    assert "0 6, 1 2, 3 4" in said[-1][0]
    assert f"confirm_mobile {ELLIPSIS}" in " ".join(told)
    assert "3 4" not in str(read_call(entries, FLOW, snapshot(), RULES))


def test_after_the_content_changed_it_only_tells_the_steps() -> None:
    entries, _ = a_call("3", "2", "75012")
    newer = replace(snapshot(), revision="newer")
    read = read_call(entries, FLOW, newer, RULES)
    assert is_live(entries[0], snapshot())
    assert not is_live(entries[0], newer)
    assert not is_live(entries[0], None)
    assert not any(passage.said for turn in read for passage in turn.passages)
    assert Passed("hours_now", "opening", "open") in [passage.passed for passage in read[-1].passages]


def test_steps_and_caisses_that_are_no_more_have_no_words() -> None:
    gone = [
        Entry("CA1", 1, TUESDAY_10H, "menu_of_old", way="menu_of_old, topics", line="national", language="fr"),
        Entry("CA1", 2, TUESDAY_10H, way="hours_open", line="national", caisse="abolished", language="fr"),
        Entry("CA1", 3, TUESDAY_10H, way="topics", line="national", language="xx"),
    ]
    live = snapshot()
    read = read_call([one._replace(revision=live.revision) for one in gone], FLOW, live, RULES)
    assert [bool(passage.said) for passage in read[0].passages] == [False, True]
    assert read[2].passages[0].said == ()


def test_what_was_known_of_caller_and_hours() -> None:
    entries, _ = a_call("3", "2", "75012")
    assert known_of(entries[-1]) == ("hours", "metropole", "75", "751")
    cause, rule = decided_by(entries[-1])
    assert (cause, rule.partition(" ")[0]) == ("hours", "Mo-Fr")
    assert known_of(end_of_call("CA1", TUESDAY_10H, "completed", 3.0)) == ()


def test_a_way_is_read_as_it_was_noted() -> None:
    way = (Passed("greeting", "where", "known"), Passed("any_time"), Passed("topics"))
    noted = ", ".join(map(str, way))
    assert tuple(read_way(noted)) == way
    assert landing(noted) == "topics"
    assert landing(str(way[0])) == "greeting"
    assert (tuple(read_way("")), landing("")) == ((), "")


def test_every_step_at_which_calls_stop_has_a_name() -> None:
    stopping = {name for name, step in FLOW.steps.items() if stops(step) or isinstance(step, End)}
    assert STEPS.keys() == {"", *stopping}
