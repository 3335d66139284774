"""Calls as files: written, read, replayed, and compared."""

from dataclasses import replace

import pytest

from ivr.phone.phone import Phone
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import (
    Entry,
    Text,
    Transcript,
    TranscriptError,
    entries,
    last_language,
    read,
    rewrite,
    write,
)
from tests.phone.scripted_line import document, gather, ring, say

ENGLISH = say("For English, press 9.", "en-GB", "Polly.Amy-Neural")
PAGES = {
    "/voice": document(gather(say("Bonjour. Vous êtes au 3646.") + ENGLISH + say("Pour une attestation, tapez 1."))),
    "/next": [
        document(gather(say("Elle est sur ameli.fr."))),
        document(say("Ne quittez pas."), '<Dial action="/dialled">+33199000001</Dial>'),
    ],
    "/dialled": document(say("Les conseillers sont occupés."), "<Hangup/>"),
}
CALL = """\
# Why this call is kept.
title: Une attestation, puis un conseiller occupé
from: "+33199001234"
to: "3646"
at: 2026-12-04 09:00  # a Friday
advisers: busy
call:
  - line:
      - Bonjour.
      - Vous êtes au 3646.
      - (en) For English, press 9.
      - (fr) Pour une attestation, tapez 1.
  - press: "1"
  - line:
      - Elle est sur ameli.fr.
  - press: "0"
  - line:
      - Ne quittez pas.
  - dial: "+33199000001"
  - line:
      - Les conseillers sont occupés.
ends: hangup
"""


def fresh_phone() -> Phone:
    pages = {path: list(page) if isinstance(page, list) else page for path, page in PAGES.items()}
    return ring(pages)[0]


def test_a_call_replays_as_it_is_written() -> None:
    expected = read(CALL)
    assert differences(expected, replay(fresh_phone(), expected)) == ""


def test_what_is_written_is_read_again() -> None:
    transcript = replay(fresh_phone(), read(CALL))
    transcript = replace(
        transcript, texts=(Text("•• 78", "Votre attestation : ameli.fr"),), settings={"IVR_SPEECH": "0"}
    )
    assert read(write(transcript)) == transcript


def test_a_file_is_rewritten_with_its_heading_and_comments() -> None:
    wrong = CALL.replace("Elle est sur ameli.fr.", "Elle est ailleurs.")
    heard = replay(fresh_phone(), read(wrong))
    written = rewrite(wrong, heard)
    assert written.startswith("# Why this call is kept.")
    assert "# a Friday" in written
    assert differences(read(written), heard) == ""
    assert "ailleurs" not in written


@pytest.mark.parametrize(
    ("lines", "fits", "why"),
    [
        (["Un.", "Deux."], True, "every sentence"),
        (["Un."], False, "a sentence more was said"),
        (["Un.", "Deux.", "Trois."], False, "a sentence was not said"),
        (["Deux.", "Un."], False, "another order"),
        (["U...", "D...x."], True, "any text inside a sentence"),
        (["Un...Deux."], False, "... inside a sentence stays inside it"),
        (["Un.", "..."], True, "any sentences at the end"),
        (["...", "Deux."], True, "some of the sentences"),
        (["...", "Deux.", "Un."], False, "some of them, in another order"),
        (["..."], True, "anything"),
        (["  Un. ", "\u00a0Deux."], True, "blanks of any kind are squeezed"),
    ],
)
def test_lines_are_compared(lines: list[str], fits: bool, why: str) -> None:
    came = Transcript("t", "f", "3646", "now", (Entry("line", sentences=("Un.", "Deux.")),), "open")
    expected = replace(came, call=(Entry("line", sentences=tuple(lines)),))
    assert (differences(expected, came) == "") is fits, why


def test_a_transfer_is_never_left_out() -> None:
    came = Transcript(
        "t", "f", "3646", "now", (Entry("line", sentences=("Un.",)), Entry("dial", "+33199000001")), "transfer"
    )
    assert differences(replace(came, call=(Entry("line", sentences=("...",)),)), came)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends": "transfer"}, "ends: transfer expected, hangup came"),
        ({"language": "en"}, "language: en expected, fr came"),
        ({"texts": (Text("•• 78", "Bonjour."),)}, "- •• 78: Bonjour."),
    ],
)
def test_the_end_the_language_and_the_texts_are_compared(change: dict[str, object], words: str) -> None:
    came = replay(fresh_phone(), read(CALL))
    assert words in differences(replace(came, **change), came)  # type: ignore[arg-type]


def test_differences_show_both_sides() -> None:
    expected = read(CALL.replace("Elle est sur ameli.fr.", "Elle est ailleurs."))
    told = differences(expected, replay(fresh_phone(), expected))
    assert told == "after press '1':\n  - (fr) Elle est ailleurs.\n  + (fr) Elle est sur ameli.fr."


FAULTY = [
    ("no YAML", "call: [", "not YAML"),
    ("no call", "title: x", "a list under `call`"),
    ("an unknown key", CALL + "colour: blue\n", "unknown key 'colour'"),
    ("no ending", CALL.replace("ends: hangup", ""), "'ends' is missing"),
    ("a number without quotes loses its +", CALL.replace('"+33199001234"', "+33199001234"), "between quotes"),
    ("a key without quotes", CALL.replace('press: "1"', "press: 1"), "between quotes"),
    ("an unknown entry", CALL.replace('press: "1"', 'knock: "1"'), "is no entry"),
    ("a line that is no list", CALL.replace("line:\n      - Ne quittez pas.", "line: Ne quittez pas."), "a list"),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_a_faulty_file_says_what_to_write(text: str, words: str) -> None:
    with pytest.raises(TranscriptError, match=words):
        read(text)


def test_an_act_after_the_end_is_told() -> None:
    with pytest.raises(TranscriptError, match="is over"):
        replay(fresh_phone(), read(CALL.replace("ends: hangup", "  - press: '1'\nends: hangup")))


def test_advisers_may_change_during_a_call() -> None:
    text = CALL.replace("advisers: busy", "advisers: answer").replace(
        '  - press: "0"', '  - advisers: busy\n  - press: "0"'
    )
    expected = read(text)
    assert differences(expected, replay(fresh_phone(), expected)) == ""


def test_the_language_is_that_of_the_last_words() -> None:
    phone = fresh_phone().dial()
    assert last_language(phone) == "fr"
    assert entries(phone.events)[0].sentences[2:] == (
        "(en) For English, press 9.",
        "(fr) Pour une attestation, tapez 1.",
    )
