"""What Twilio hears when it rings: a sentence, whatever it sends and whatever breaks."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as testing
from hypothesis import strategies as st
from structlog.testing import capture_logs

from ivr.line.flow import FLOW
from ivr.line.lines import LINES, significant
from ivr.metrics import read_metric
from ivr.voice.front import Front
from ivr.voice.state import read_state
from tests.plain_content import snapshot
from tests.serving import MOBILE, TUESDAY_10H, Line, action, words

CONNECT = "/voice/connect?v=1&t=5&p=metropole"


@pytest.fixture(scope="module")
def line() -> Line:
    return Line()


def test_a_call_is_answered_with_the_first_menu(line: Line) -> None:
    document = line.hear("/voice", {"CallStatus": "ringing"})
    assert [verb.tag for verb in document] == ["Gather"]
    assert "fr welcome" in words(document)
    assert action(document).startswith("/voice/topics?v=1")


@pytest.mark.parametrize(
    ("to", "welcome"),
    [
        ("3646", "fr welcome "),
        ("+33199000099", "fr welcome "),  # a sandbox's number that no setting names
        ("+262269619191", "fr welcome_mayotte"),
        ("+33184903646", "fr welcome_abroad"),
    ],
)
def test_the_number_called_is_the_line_that_answers(line: Line, to: str, welcome: str) -> None:
    assert welcome in words(line.hear("/voice", {"To": to}))


def test_a_key_is_taken_where_the_address_says(line: Line) -> None:
    document = line.hear("/voice/topics?v=1&t=1&p=metropole", {"Digits": "1"})
    assert action(document).startswith("/voice/attestation?v=1&t=2&p=metropole")


def test_speech_is_taken_in_the_language_of_the_call(line: Line) -> None:
    document = line.hear("/voice/topics?v=1&g=en", {"SpeechResult": "attestation please"})
    assert "en attestation" in words(document)


def test_speech_where_digits_are_asked_is_not_understood(line: Line) -> None:
    assert "not_understood" in words(line.hear("/voice/topics?v=1", {"SpeechResult": "zorglub"}))


def test_a_menu_listens_for_its_words(line: Line) -> None:
    gather = line.hear("/voice")[0]
    assert gather.get("input") == "dtmf speech"
    hints = gather.get("hints", "").split(",")
    assert {"attestation", "conseiller", "english"} <= set(hints)
    assert "pas une" not in hints  # it takes back what follows: nobody says it by itself


def test_without_speech_a_menu_takes_keys_alone() -> None:
    gather = Line(speech=False).hear("/voice")[0]
    assert gather.get("input") == "dtmf"
    assert gather.get("hints") is None


def test_without_speech_what_is_said_is_ignored() -> None:
    assert "fr silence" in words(Line(speech=False).hear("/voice/topics?v=1", {"SpeechResult": "attestation"}))


@pytest.mark.parametrize(
    ("why", "path"),
    [
        ("an unknown step", "/voice/dance?v=1&p=metropole"),
        ("an older release's state", "/voice/topics?v=0&p=metropole"),
        ("garbage", "/voice/topics?v=1&t=x&p=metropole"),
        ("no state at all", "/voice/topics"),
        ("an unknown path", "/voice/a/b/c?v=1&p=metropole"),
        ("a slash too many", "/voice/topics//?v=1"),
        ("a slash at the end", "/voice/bodies/?v=1&p=metropole"),
        ("percent signs", "/voice/d%C3%A9c%2F?v=1"),
    ],
)
def test_a_signed_request_for_anything_is_a_sentence(line: Line, why: str, path: str) -> None:
    document = line.hear(path)
    assert "fr " in words(document), why
    assert action(document).startswith(("/voice/topics?v=1", "/voice/bodies?v=1")), why


def test_what_is_known_survives_an_older_release(line: Line) -> None:
    document = line.hear("/voice/gone?v=0&g=en&p=overseas&d=974&r=general")
    state = read_state(*action(document).removeprefix("/voice/").split("?"))
    assert (state.call.language, state.call.place, state.call.department) == ("en", "overseas", "974")


@testing(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    step=st.sampled_from([*FLOW.steps, "dance"]),
    form=st.dictionaries(
        st.sampled_from(["Digits", "SpeechResult", "DialCallStatus", "QueueResult", "From", "To", "CallStatus"]),
        st.text(st.characters(codec="utf-8")),
    ),
)
@example(step="mobile", form={})
@example(step="topics", form={"SpeechResult": "je fais un infarctus"})
@example(step="language", form={"SpeechResult": "0"})  # where nobody stands while there are two languages
def test_whatever_is_signed_is_answered_with_a_document(line: Line, step: str, form: dict[str, str]) -> None:
    with capture_logs() as logs:
        line.hear(f"/voice/{step}?v=1&t=2&k=create&p=metropole", form)
    assert [entry for entry in logs if entry["event"].endswith("_broke")] == []


# -- advisers ------------------------------------------------------------------------------------------------------


def test_an_adviser_is_rung_with_our_number() -> None:
    line = Line(caller_id="+33199000099")
    document = line.hear("/voice/topics?v=1&p=abroad&l=abroad", {"Digits": "0"})
    dial = document.find("Dial")
    assert dial is not None
    assert dial.get("callerId") == "+33199000099"
    assert action(document).startswith("/voice/connect?v=1")


@pytest.mark.parametrize(("called", "shown"), [("+33199000099", "+33199000099"), ("3646", None)])
def test_without_a_setting_the_number_called_is_shown_if_it_is_one(line: Line, called: str, shown: str | None) -> None:
    dial = line.hear("/voice/topics?v=1&p=abroad&l=abroad", {"Digits": "0", "To": called}).find("Dial")
    assert dial is not None
    assert dial.get("callerId") == shown  # 3646 is no number that Twilio takes: error 13214


def test_a_line_without_an_advisers_number_says_so() -> None:
    line = Line()
    schedules = line.published.snapshot.schedules
    bare = {name: replace(one, adviser="") for name, one in schedules.lines.items()}
    line.published.snapshot = replace(line.published.snapshot, schedules=replace(schedules, lines=bare))
    document = line.hear("/voice/no_adviser?v=1&p=abroad&l=abroad", {"Digits": "1"})
    assert document.find("Dial") is None
    assert "adviser_missing" in words(document)


def test_with_a_workflow_the_caller_is_queued_and_nothing_personal_goes_along() -> None:
    line = Line(workflow_sid="WW" + "0" * 32)
    document = line.hear("/voice/topics?v=1&p=abroad&l=abroad", {"Digits": "0", "From": MOBILE})
    enqueue = document.find("Enqueue")
    assert enqueue is not None
    assert enqueue.get("waitUrl", "").startswith("/voice/connect/wait?v=1")
    task = enqueue.findtext("Task") or ""
    assert json.loads(task) == {"language": "fr", "line": "abroad", "place": "abroad", "topic": "adviser"}
    assert "612345678" not in task


@pytest.mark.parametrize(
    ("form", "told", "untold"),
    [
        ({"QueuePosition": "3", "AvgQueueTime": "240"}, ["queue_position 3", "queue_wait"], []),
        ({"QueuePosition": "3"}, ["queue_position 3"], ["queue_wait"]),
        ({}, ["queue_hold"], ["queue_position", "queue_wait"]),
        ({"QueuePosition": "soon", "AvgQueueTime": "-1"}, ["queue_hold"], ["queue_position", "queue_wait"]),
    ],
)
def test_while_waiting_position_and_wait_are_said_when_twilio_tells(
    line: Line, form: Mapping[str, str], told: list[str], untold: list[str]
) -> None:
    document = line.hear(CONNECT.replace("?", "/wait?"), form)
    assert all(word in words(document) for word in told)
    assert not any(word in words(document) for word in untold)
    assert document[-1].tag == "Pause"
    assert int(document[-1].get("length", "0")) >= 20


@pytest.mark.parametrize(
    "form", [{"DialCallStatus": word} for word in ("busy", "no-answer", "failed", "canceled", "?")]
)
def test_however_a_dial_ends_there_is_a_sentence_and_a_way_on(line: Line, form: Mapping[str, str]) -> None:
    document = line.hear(CONNECT, form)
    assert words(document)
    assert action(document).startswith("/voice/")


# -- rehearsals ----------------------------------------------------------------------------------------------------

CHRISTMAS = "20261225T080000Z"


def test_a_rehearsal_plays_at_its_moment_in_every_turn() -> None:
    line = Line(rehearsal=True)
    document = line.hear(f"/voice?at={CHRISTMAS}")
    assert "fr greeting_" in words(document)
    assert action(document).endswith(f"&at={CHRISTMAS}")
    line.hear(action(document), {"Digits": "3"})
    assert {entry.at for entry in line.journal.entries} == {datetime(2026, 12, 25, 8, tzinfo=UTC)}
    assert all(entry.rehearsal for entry in line.journal.entries)


def test_without_the_setting_nobody_chooses_the_moment(line: Line) -> None:
    line.journal.entries.clear()
    document = line.hear(f"/voice?at={CHRISTMAS}")
    assert "fr greeting_" not in words(document)
    assert not line.journal.entries[-1].rehearsal


@pytest.mark.parametrize("at", ["00010101T000000Z", "99991231T235959Z"])
def test_a_moment_that_no_calendar_reaches_is_still_a_sentence(at: str) -> None:
    assert words(Line(rehearsal=True).hear(f"/voice?at={at}"))


# -- when something breaks -----------------------------------------------------------------------------------------


def broken(*_: Any, **__: Any) -> Any:
    raise RuntimeError("planted +33612345678")


def test_a_turn_that_breaks_is_an_apology_and_goes_on(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.taker, "take", broken)
    with capture_logs() as logs:
        document = line.hear("/voice/bodies?v=1&g=en&p=metropole", {"Digits": "1"})
    assert "en apology" in words(document)
    assert action(document).startswith("/voice/-?v=1")  # no step: whatever comes next is led to the first menu
    assert [(entry["event"], entry["call"]) for entry in logs] == [("turn_broke", "CA0")]
    monkeypatch.undo()
    assert "en topics" in words(line.hear(action(document)))


def test_when_that_breaks_too_it_is_goodbye(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.taker, "take", broken)
    document = line.hear(action(line.hear("/voice/bodies?v=1")))
    assert [verb.tag for verb in document] == ["Say", "Hangup"]
    assert "fr unreachable" in words(document)


def test_a_turn_that_goes_well_forgets_the_apology(line: Line) -> None:
    assert "s=1" not in action(line.hear("/voice/-?v=1&s=1"))


def test_when_nothing_can_be_said_the_constant_is(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.taker, "take", broken)
    monkeypatch.setattr(line.speaker, "apology", broken)
    document = line.hear("/voice/bodies?v=1")
    assert "fr unreachable" in words(document)
    assert "en unreachable" in words(document)


def test_a_queue_that_breaks_is_an_apology(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.speaker, "waiting", broken)
    assert "fr apology" in words(line.hear(CONNECT.replace("?", "/wait?")))


def test_the_end_of_a_call_is_noted(line: Line) -> None:
    answer = line.post("/voice/status", {"CallStatus": "completed", "CallDuration": "83"})
    assert (answer.status_code, answer.data) == (204, b"")
    entry = line.journal.entries[-1]
    assert (entry.outcome, entry.seconds, entry.turn) == ("completed", 83.0, -1)


def test_a_journal_that_breaks_harms_nobody(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.taker, "end", broken)
    assert line.post("/voice/status", {"CallStatus": "completed"}).status_code == 204


def test_a_turn_is_not_logged(line: Line) -> None:
    with capture_logs() as logs:
        line.hear("/voice/topics?v=1&t=1&p=metropole", {"Digits": "1", "From": MOBILE})
    assert logs == [], "the journal has every turn; a log line of each costs a tenth of it"


# -- documents that are heard again --------------------------------------------------------------------------------


def test_a_document_is_heard_again_with_its_own_address(line: Line) -> None:
    first, second = (line.hear(f"/voice/topics?v=1&t={turn}&p=metropole", {"Digits": "1"}) for turn in (1, 7))
    assert words(first) == words(second)
    assert "t=2" in action(first)
    assert "t=8" in action(second)


def test_a_number_read_back_is_kept_in_no_document() -> None:
    line = Line()
    line.texts.kept["CA0"] = MOBILE
    before = len(line.speaker._documents)
    line.hear("/voice/confirm_mobile?v=1&k=create&p=metropole", {"Digits": "#"})
    assert len(line.speaker._documents) == before


# -- without any content -------------------------------------------------------------------------------------------


@pytest.fixture
def bare() -> Line:
    line = Line()
    line.published.snapshot = None
    return line


def test_without_content_a_call_is_answered_with_the_site_and_every_number_in_both_languages(bare: Line) -> None:
    document = bare.hear("/voice")
    assert [(say.get("language"), say.get("voice")) for say in document.iter("Say")] == [
        ("fr-FR", "Polly.Lea-Neural"),
        ("en-GB", "Polly.Amy-Neural"),
    ]
    for say in document.iter("Say"):
        digits = "".join(filter(str.isdecimal, say.text or ""))
        assert ("ameli point f r" if say.get("language") == "fr-FR" else "ameli dot f r") in (say.text or "")
        for one in LINES.values():
            assert significant(one.number) in digits, one.name


def test_it_says_so_twice_and_then_goodbye(bare: Line) -> None:
    again = bare.hear(action(bare.hear("/voice")))
    assert again[-1].tag == "Hangup"
    assert "ameli point f r" in words(again)
    assert words(again).endswith("Goodbye.")


def test_content_that_comes_during_the_call_is_heard_in_it(bare: Line) -> None:
    onwards = action(bare.hear("/voice/download?v=1&t=4&g=en&p=overseas&d=974"))
    bare.published.snapshot = snapshot()
    document = bare.hear(onwards)
    assert "en topics" in words(document)
    state = read_state(*action(document).removeprefix("/voice/").split("?"))
    assert (state.call.department, state.sorry) == ("974", False)


def test_whatever_happens_without_content_is_answered(bare: Line) -> None:
    assert words(bare.hear(CONNECT, {"DialCallStatus": "busy"}))
    held = bare.hear(CONNECT.replace("?", "/wait?"), {"QueuePosition": "3"})
    assert [verb.tag for verb in held] == ["Say", "Say", "Pause"]
    assert bare.post("/voice/status", {"CallStatus": "completed"}).status_code == 204


def test_each_call_without_content_is_said_and_counted(bare: Line) -> None:
    before = read_metric("ivr_errors_total", {"place": "content"})
    with capture_logs() as logs:
        bare.hear("/voice")
    assert [(entry["event"], entry["log_level"], entry["call"]) for entry in logs] == [
        ("constant_sentences", "error", "CA0")
    ]
    assert read_metric("ivr_errors_total", {"place": "content"}) == before + 1


def test_the_fallback_of_content_that_can_not_say_it_is_constant() -> None:
    line = Line()
    faulty = {
        language: replace(prompts, prompts={key: one for key, one in prompts.prompts.items() if key != "unreachable"})
        for language, prompts in snapshot().prompts.items()
    }
    line.published.snapshot = replace(snapshot(), prompts=faulty)
    assert (
        "ameli point f r"
        in Front(
            taker=line.taker,
            speaker=line.speaker,
            published=line.published,
            flow=FLOW,
            settings=line.settings,
            clock=lambda: TUESDAY_10H,
        ).fallback
    )


# -- content that changes ------------------------------------------------------------------------------------------


def test_a_turn_is_taken_spoken_and_noted_by_one_snapshot() -> None:
    line = Line()
    first = line.published.snapshot
    seen = iter((first, replace(first, revision="the next")))
    line.published.current = lambda: next(seen)  # a refresh falls between any two looks
    line.hear("/voice")
    assert line.journal.entries[-1].revision == first.revision
    assert next(seen).revision == "the next", "nobody looked twice"
