"""Turns in words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.actions import Moment, Offer, Say, Spoken, Telephone, Week
from ivr.wording.gsm7 import outside
from ivr.wording.phrases import PHRASES, placeholders, plain
from ivr.wording.prompts import ChoiceWords, Prompt, WordingError
from ivr.wording.speak import Pause, Utterance, body, speak, text
from tests.wording.spoken import ENGLISH, ENGLISH_PHRASES, FRENCH_PHRASES, choices_of, prompts_of

MENU = choices_of(attestation="Pour votre attestation de droits", hours="Pour les horaires")
MANY = choices_of(a="Pour A", b="Pour B", c="Pour C", d="Pour D")
WELCOME = {"language": ChoiceWords("For English", language="en"), **choices_of(a="Pour A", b="Pour B", c="Pour C")}

PROMPTS = {
    "fr": prompts_of(
        Prompt("goodbye", "Au revoir."),
        Prompt("topics", "{count} choix.", help="Tapez un chiffre.", choices=MENU),
        Prompt("many", choices=MANY),
        Prompt("first", choices=WELCOME),
        Prompt("reopening", "De nouveau {reopening}."),
        Prompt("until", "Ouvert {closing:until}."),
        Prompt("number", "Faites le {number}."),
        Prompt("news", "{news}"),
        Prompt("site", "ameli point f r"),
        Prompt("address", "C'est {address}. Je répète : {address}."),
        Prompt("hello", "You are now in English.", language="en"),
        Prompt("recorded", "Bonjour.", audio="fr/recorded.wav"),
    ),
    "en": ENGLISH,
}


def words(*says: Say | Offer) -> list[str]:
    return [text(utterance) for utterance in speak(PROMPTS, "fr", says)]


def test_a_prompt_is_spoken_by_its_languages_voice() -> None:
    assert speak(PROMPTS, "fr", (Say("goodbye"),)) == (Utterance("fr-FR", "Polly.Lea-Neural", ("Au revoir.",)),)


def test_prompts_stay_separate_utterances() -> None:
    assert words(Say("site"), Say("goodbye")) == ["ameli point f r", "Au revoir."]


def test_placeholders_are_filled() -> None:
    assert words(Say("topics", {"count": 4})) == ["4 choix."]
    assert words(Say("number", {"number": Telephone("+262269619191")})) == ["Faites le 02, 69, 61, 91, 91."]
    assert words(Say("address", {"address": Spoken("site")})) == ["C'est ameli point f r. Je répète : ameli point f r."]


def test_help_is_the_prompts_own_or_nothing() -> None:
    assert words(Say("topics.help")) == ["Tapez un chiffre."]
    assert words(Say("goodbye.help")) == []


def test_a_menu_without_words_of_its_own_says_only_its_choices() -> None:
    assert words(Say("many", {"count": 4})) == []


def test_few_choices_are_offered_in_one_breath() -> None:
    offered = speak(PROMPTS, "fr", (Offer("topics", (("attestation", "1"), ("hours", "3"))),))

    assert [utterance.parts for utterance in offered] == [
        ("Pour votre attestation de droits, tapez 1. Pour les horaires, tapez 3.",)
    ]


def test_many_choices_have_a_pause_between_them() -> None:
    (offered,) = speak(PROMPTS, "fr", (Offer("many", tuple(zip("abcd", "1234", strict=True))),))

    assert offered.parts == (
        *("Pour A, tapez 1.", Pause(500), "Pour B, tapez 2.", Pause(500)),
        *("Pour C, tapez 3.", Pause(500), "Pour D, tapez 4."),
    )


def test_slowly_means_longer_pauses_even_between_few() -> None:
    (offered,) = speak(PROMPTS, "fr", (Offer("topics", (("attestation", "1"), ("hours", "3")), slowly=True),))

    assert offered.parts == ("Pour votre attestation de droits, tapez 1.", Pause(1000), "Pour les horaires, tapez 3.")


def test_a_choice_in_another_language_is_spoken_by_that_voice() -> None:
    english, french = speak(PROMPTS, "fr", (Offer("first", (("language", "9"), ("a", "1"), ("b", "2"), ("c", "3"))),))

    assert (english.locale, english.parts) == ("en-GB", ("For English, press 9.", Pause(500)))
    assert french.locale == "fr-FR"
    assert text(french) == "Pour A, tapez 1. Pour B, tapez 2. Pour C, tapez 3."


def test_a_prompt_in_another_language_is_spoken_by_that_voice() -> None:
    (spoken,) = speak(PROMPTS, "fr", (Say("hello"),))

    assert (spoken.locale, spoken.voice) == ("en-GB", "Polly.Amy-Neural")


def test_a_recording_replaces_the_voice_and_keeps_the_words_for_transcripts() -> None:
    (spoken,) = speak(PROMPTS, "fr", (Say("recorded"),))

    assert (spoken.audio, text(spoken)) == ("fr/recorded.wav", "Bonjour.")


def test_a_manner_behind_a_colon_changes_how_a_value_is_said() -> None:
    closing = Moment(datetime(2026, 12, 7, 17, tzinfo=UTC), datetime(2026, 12, 7, 9, tzinfo=UTC))

    assert words(Say("until", {"closing": closing})) == ["Ouvert jusqu'à 17 heures."]
    with pytest.raises(WordingError, match="until"):
        words(Say("until", {"closing": Week(())}))


@pytest.mark.parametrize(
    ("news", "heard"),
    [
        ({"fr": "La ligne ferme tôt.", "en": "Early closing."}, ["La ligne ferme tôt."]),
        ({"fr": "Un.\n  Deux."}, ["Un. Deux."]),
        ({"fr": "Avec \x00 du \x1b bruit \ufeff\u202e."}, ["Avec du bruit ."]),
        ({"fr": "<Hangup/> & co"}, ["<Hangup/> & co"]),  # whoever writes XML escapes it
        ({"fr": "{count} accolades"}, ["{count} accolades"]),  # a value is no template
        ({}, []),
    ],
)
def test_words_of_the_staff_are_said_as_they_are_but_for_what_nobody_can_say(
    news: dict[str, str], heard: list[str]
) -> None:
    assert words(Say("news", {"news": news})) == heard


def test_a_notice_that_was_not_translated_is_said_in_french() -> None:
    english = {"fr": PROMPTS["fr"], "en": prompts_of(Prompt("news", "{news}"), phrases=ENGLISH_PHRASES, language="en")}

    assert text(speak(english, "en", (Say("news", {"news": {"fr": "Fermé."}}),))[0]) == "Fermé."


def test_a_sentence_ends_in_one_full_stop() -> None:
    assert words(Say("reopening", {"reopening": "at 8 a.m."})) == ["De nouveau at 8 a.m."]
    assert plain("attendez...") == "attendez..."


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (Say("nothing"), "no prompt 'nothing'"),
        (Say("topics"), "count"),
        (Say("address", {"address": Spoken("nowhere")}), "no prompt 'nowhere'"),
        (Offer("topics", (("nobody", "1"),)), "no choice 'nobody'"),
        (Offer("nothing", ()), "no prompt 'nothing'"),
    ],
)
def test_what_the_content_cannot_say_is_an_error(says: Say | Offer, told: str) -> None:
    with pytest.raises(WordingError, match=told):
        words(says)


def test_an_unknown_language_or_phrase_is_an_error() -> None:
    with pytest.raises(WordingError, match="'de'"):
        speak(PROMPTS, "de", (Say("goodbye"),))
    with pytest.raises(WordingError, match="phrase 'option'"):
        speak(
            {"fr": prompts_of(Prompt("topics", choices=MENU), phrases={})}, "fr", (Offer("topics", (("hours", "3"),)),)
        )


def test_a_texts_body_is_found_by_its_template() -> None:
    assert body(PROMPTS, "fr", "attestation") == "Assurance Maladie : https://assure.ameli.fr"
    with pytest.raises(WordingError, match="nothing"):
        body(PROMPTS, "fr", "nothing")


@pytest.mark.parametrize(
    ("sender", "stops"), [("ameli test", False), ("MG" + "0" * 32, False), ("+33199000001", True), ("38663", True)]
)
def test_a_text_tells_how_to_stop_it_where_its_sender_can_be_answered(sender: str, stops: bool) -> None:
    told = body(PROMPTS, "fr", "attestation", sender)
    assert told.endswith(" Pour ne plus en recevoir : répondez STOP.") == stops
    assert not outside(told)


def test_the_phrases_of_these_tests_are_those_that_are_wanted() -> None:
    for phrases in (FRENCH_PHRASES, ENGLISH_PHRASES):
        assert phrases.keys() == PHRASES.keys()
        assert all(placeholders(words) <= PHRASES[name] for name, words in phrases.items())


@given(st.text())
def test_no_notice_breaks_the_line(notice: str) -> None:
    for said in words(Say("news", {"news": {"fr": notice}})):
        assert said.strip()
        assert all(letter.isprintable() or letter.isspace() or ord(letter) > 0x7F for letter in said)
