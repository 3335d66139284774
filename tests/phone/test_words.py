"""Calls that name prompts, and the record of their words."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.phone.naming import named_entries
from ivr.phone.phone import Phone
from ivr.phone.replay import differences, replay
from ivr.phone.speakers import prompts_of
from ivr.phone.transcript import Entry, Named, Transcript, TranscriptError, read, rewrite
from ivr.phone.words import Words, read_words, spelled, write_words
from tests.phone.scripted_line import document, gather, ring, say

ENGLISH = ("en-GB", "Polly.Amy-Neural")
MENU = "Vous avez 1 choix.", "(en) For English, press 9.", "(fr) Pour une attestation, tapez 1."
FRENCH_FILE = """\
welcome:
  - Bonjour.
  - Vous êtes au 3646.
topics:
  - Vous avez 1 choix.
  - (en) For English, press 9.
  - (fr) Pour une attestation, tapez 1.
closed:
  - Les conseillers reviennent {reopening}.
  - 'Je répète : {reopening}.'
"""
ENGLISH_FILE = """\
topics:
  - (fr) Pour le français, tapez 9.
  - (en) For a certificate, press 1.
closed:
  - They are back {reopening}.
"""
PAGES = {
    "/voice": document(
        gather(
            say("Bonjour. Vous êtes au 3646.")
            + say("Les conseillers reviennent demain. Je répète : demain.")
            + say("Vous avez 1 choix.")
            + say("For English, press 9.", *ENGLISH)
            + say("Pour une attestation, tapez 1.")
        )
    ),
    "/next": document(
        gather(
            say("They are back tomorrow.", *ENGLISH)
            + say("Pour le français, tapez 9.")
            + say("For a certificate, press 1. Nothing else.", *ENGLISH)
        )
    ),
}
SAID = "welcome 23, closed 48, topics 15, topics 46", "closed 20, topics 22, topics 34"
CALL = """\
title: Une première visite
from: "+33199001234"
to: "3646"
at: 2026-12-04 09:00
call:
  - line:
      - welcome
      - closed:
          reopening: demain
      - topics
  - press: "9"
  - line:
      - (en) closed:
          reopening: tomorrow
      - topics
      - Nothing else.
  - hang_up: "caller"
ends: caller
"""


@pytest.fixture
def words(tmp_path: Path) -> Words:
    for language, text in (("fr", FRENCH_FILE), ("en", ENGLISH_FILE)):
        (tmp_path / f"{language}.yaml").write_text(text, encoding="utf-8")
    return read_words(tmp_path)


def placed() -> tuple[Phone, Transcript]:
    """A phone that has called, told who said what, as a rehearsal tells it; and the call."""
    phone = ring(PAGES)[0]
    heard = replay(phone, read(CALL))
    phone._board.turns = [replace(turn, said=said) for turn, said in zip(phone.turns, SAID, strict=True)]
    return phone, heard


def told_of(call: str, words: Words) -> str:
    """What a tester is told of a call that went otherwise, or that can't be read."""
    try:
        return differences(read(call), placed()[1], words)
    except TranscriptError as error:
        return str(error)


def test_a_call_of_names_is_compared_by_every_word(words: Words) -> None:
    assert differences(read(CALL), placed()[1], words) == ""


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("fr", "Vous êtes au 3646.", "Vous êtes au 3647."),
        ("fr", "  - Vous êtes au 3646.\n", ""),
        ("fr", "(en) For English", "For English"),
        ("fr", "Je répète", "Encore"),
        ("en", "press 1.", "press 2."),
        ("call", "reopening: demain", "reopening: mardi"),
        ("call", "      - welcome\n", ""),
        ("call", "      - welcome\n", "      - welcome\n      - welcome\n"),
        ("call", "(en) closed", "(en) topics"),
        ("call", "Nothing else.", "Something else."),
    ],
)
def test_a_wrong_word_is_told_whichever_file_has_it(tmp_path: Path, file: str, old: str, new: str) -> None:
    texts = {"fr": FRENCH_FILE, "en": ENGLISH_FILE, "call": CALL}
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new, 1)
    for language in ("fr", "en"):
        (tmp_path / f"{language}.yaml").write_text(texts[language], encoding="utf-8")
    assert told_of(texts["call"], read_words(tmp_path))


def test_a_call_is_written_in_names_as_it_is_read(words: Words) -> None:
    phone, heard = placed()
    plain = "\n".join(CALL.splitlines()[:4]) + "\ncall: []\nends: open\n"
    assert rewrite(plain, replace(heard, call=named_entries(phone, words))) == CALL


def test_only_who_said_it_is_named() -> None:
    """Two prompts with the same words: the one that spoke stands in the file."""
    recorded: Words = {"fr": dict.fromkeys(("again", "welcome"), (("fr", "Bonjour."), ("fr", "Vous êtes au 3646.")))}
    named = named_entries(placed()[0], recorded)[0].sentences[0]
    assert named == Named("welcome")


def test_what_fits_no_record_stays_as_it_was_heard() -> None:
    phone, heard = placed()
    other: Mapping[str, tuple[tuple[str, str], ...]] = {"welcome": (("fr", "Bonjour."), ("fr", "Vous êtes ailleurs."))}
    assert named_entries(phone, {"fr": other}) == heard.call
    twice = {"closed": (("fr", "Les conseillers reviennent {when}."), ("fr", "Je répète : {when}, {when}."))}
    assert named_entries(phone, {"fr": twice}) == heard.call


def test_names_and_sentences_may_stand_side_by_side(words: Words) -> None:
    mixed = CALL.replace("      - welcome\n", "      - Bonjour.\n      - Vous êtes au ...\n", 1)
    assert differences(read(mixed), placed()[1], words) == ""
    some = CALL.replace("      - welcome\n", "      - ...\n", 1)
    assert differences(read(some), placed()[1], words) == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("- welcome", "- welcom", "welcom: no prompt of that name is recorded in 'fr'"),
        ("- (en) closed", "- closed", "Nothing"),
        ("          reopening: demain\n", "          opening: demain\n", "closed: write below it what was said for"),
        ("      - welcome", "      - Je répète : demain.", "write it between quotes"),
    ],
)
def test_a_slip_says_what_to_write(words: Words, old: str, new: str, told: str) -> None:
    assert told in told_of(CALL.replace(old, new, 1), words)


def test_the_record_is_written_as_it_is_read(words: Words) -> None:
    assert write_words(words["fr"], "fr", "The words.") == "# The words.\n" + FRENCH_FILE
    assert write_words(words["en"], "en", "The words.") == "# The words.\n" + ENGLISH_FILE


def test_a_record_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fr.yaml").write_text("welcome: Bonjour.\n", encoding="utf-8")
    with pytest.raises(TranscriptError, match="a list of sentences"):
        read_words(tmp_path)


def test_a_name_that_is_spelled_out_is_the_sentences_with_their_languages(words: Words) -> None:
    call = Transcript("t", "f", "3646", "now", (Entry("line", sentences=(Named("topics"), "Bonjour.")),), "open")
    told = spelled(call, words).call[0].sentences
    assert told == ("(fr) Vous avez 1 choix.", *MENU[1:], "(fr) Bonjour.")


def test_without_what_the_line_tells_nobody_is_named(words: Words) -> None:
    phone = ring(PAGES)[0].dial()
    assert set(prompts_of(phone).values()) == {""}
    assert named_entries(phone, words)[0].sentences[0] == "Bonjour."
