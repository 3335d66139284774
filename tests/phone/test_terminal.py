"""The call in the terminal: what is shown, what typing means, and that it always ends cleanly."""

import io
from collections.abc import Callable, Iterable

import pytest
from rich.console import Console

from ivr.phone.acts import Act
from ivr.phone.speakers import speakers
from ivr.phone.terminal import ENGLISH, FRENCH, Terminal, offered_keys
from ivr.phone.timeline import Heard
from ivr.phone.transcript import Text
from ivr.phone.typed import act_of, keys_in
from tests.phone.scripted_line import document, gather, ring, say

MENU = document(
    gather(
        say("Pour une attestation, tapez 1. Pour revenir, tapez étoile.")
        + say("For English, press 9.", "en-GB", "woman"),
        input="dtmf speech",
        language="fr-FR",
    )
)
BYE = document(say("Au revoir."), "<Hangup/>")


def call(
    script: Iterable[Act] = (), ask: Callable[[], str] | None = None, pages: dict[str, object] | None = None
) -> str:
    phone, _ = ring(pages or {"/voice": MENU, "/next": BYE}, from_="+33612345678", advisers="busy")
    stream = io.StringIO()
    Terminal(phone, Console(file=stream, width=200), lambda: [Text("+33612345678", "ameli.fr")], FRENCH).run(
        list(script), ask
    )
    assert phone.ended is not None
    return stream.getvalue()


def answers(*typed: str | type[BaseException]) -> Callable[[], str]:
    given = iter(typed)

    def ask() -> str:
        answer = next(given)
        if isinstance(answer, str):
            return answer
        raise answer

    return ask


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("1", Act("press", "1")),
        ("06 12 34 56 78", Act("press", "0612345678")),
        ("*", Act("press", "*")),
        ("#", Act("press", "#")),
        ("", Act("wait", "")),
        ("  ", Act("wait", "")),
        ("-", Act("wait", "")),
        ("!busy", Act("advisers", "busy")),
        ("!bientôt", Act("say", "!bientôt")),
        ("q", Act("hang_up", "")),
        ("Q", Act("hang_up", "")),
        ("mon attestation", Act("say", "mon attestation")),
        ("le 1", Act("say", "le 1")),
        ('"75012"', Act("say", "75012")),
        ("« q »", Act("say", "q")),
    ],
)
def test_typing(typed: str, act: Act) -> None:
    assert act_of(typed) == act


def test_a_line_of_keys() -> None:
    assert keys_in("1 75012 - #") == [Act("press", "1"), Act("press", "75012"), Act("wait", ""), Act("press", "#")]


def test_the_keys_that_are_offered() -> None:
    said = "Tapez 1. Pour revenir, tapez étoile. For English, press 9. Press the hash key. Tapez sur la touche dièse."
    assert offered_keys([Heard(said, "fr-FR", "", 0, 0)]) == ["1", "*", "9", "#"]


def test_without_a_terminal_a_sentence_is_a_line_and_ends_in_no_blank() -> None:
    long = " ".join(["Une phrase qui ne tient pas sur une ligne"] * 9) + "."
    lines = call(pages={"/voice": document(say(long), "<Hangup/>")}).splitlines()
    assert lines[1].endswith(long)
    assert all(line == line.rstrip() for line in lines)


def test_keys_that_a_newcomer_could_not_guess_are_named() -> None:
    assert "touches : 1 * 9 ; et presque partout : 0 conseiller, * retour, # répéter" in call(ask=answers("q"))


def test_each_sentence_is_told_by_its_letters() -> None:
    heard = [Heard(text, "fr-FR", "", 0, 1) for text in ("Bonjour.", "Un deux.", "Trois ?", "Quatre.")]
    assert speakers("welcome 15, silent 0, topics 6, menu 7", heard) == ["welcome", "welcome", "topics", "menu"]
    assert speakers("", heard) == ["", "", "", ""], "a line that tells nothing"
    assert speakers("welcome many, silent, topics ², menu", heard) == ["", "", "", ""], "one that tells something else"


def test_one_is_singular() -> None:
    assert "1 échange\n" in call(ask=answers("q"))
    assert "2 échanges\n" in call(ask=answers("1"))


def test_shows_what_is_said_and_offered_and_received() -> None:
    shown = call(ask=answers("1"))
    assert "fr Pour une attestation, tapez 1." in shown
    assert "en For English, press 9." in shown
    assert "touches : 1 * 9" in shown
    assert "vous tapez 1" in shown
    assert "SMS pour •• 78 : ameli.fr" in shown
    assert shown.count("SMS pour") == 1
    assert "la ligne a raccroché" in shown


@pytest.mark.parametrize("leaving", ["q", EOFError, KeyboardInterrupt])
def test_leaves_cleanly(leaving: str | type[BaseException]) -> None:
    assert "vous avez raccroché" in call(ask=answers(leaving))


def test_a_script_without_a_terminal_ends_by_hanging_up() -> None:
    assert "vous avez raccroché" in call()
    assert "vous dites « attestation »" in call([Act("say", "attestation")])


def test_a_script_goes_no_further_than_the_call() -> None:
    assert "Au revoir." in call([Act("press", "1"), Act("press", "2")])


def test_transfers_and_queues_are_told() -> None:
    pages = {"/voice": document('<Dial action="/next">+33199000001</Dial>'), "/next": BYE}
    assert "on appelle +33199000001 (occupé)" in call(pages=pages)
    pages = {"/voice": document('<Enqueue action="/next">conseillers</Enqueue>'), "/next": BYE}
    assert "mise en attente (conseillers)" in call(pages=pages)


def test_both_languages_have_the_same_words() -> None:
    assert set(FRENCH) == set(ENGLISH)


def test_what_a_script_cuts_short_is_not_shown_nor_what_came_after_the_phone_was_put_down() -> None:
    menu = document(gather(say("Une longue phrase pour commencer. Une autre.")))
    pages = {"/voice": menu, "/next": document(say("Au revoir. Bonne journée."), "<Hangup/>")}
    shown = call([Act("press", "1", 1.0), Act("hang_up", "", 2.0)], pages=pages)
    assert "Une longue phrase" in shown
    assert "Une autre" not in shown
    assert "Au revoir." in shown
    assert "Bonne journée" not in shown
    assert shown.rstrip().splitlines()[-2].endswith("vous avez raccroché")
