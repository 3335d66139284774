"""The manners of the conversation, and where the table leads, turn by turn."""

from dataclasses import replace
from datetime import datetime

import pytest

from ivr.hours.schedules import LineName
from ivr.line.actions import Connect, HangUp, KeepNumber, Listen, Offer, Offered, Perform, QueueText, Say
from ivr.line.asker import Asker
from ivr.line.call import Call, after
from ivr.line.conversation import advance, reads_typed
from ivr.line.flow import FLOW
from ivr.line.inputs import (
    DialEnded,
    HungUp,
    Input,
    NotUnderstood,
    NumberKept,
    Pressed,
    QueueLeft,
    Said,
    Silent,
    TextAnswered,
    TextOutcome,
)
from tests.line.situation import ADVISER, MOBILE, PARIS, SUNDAY, TUESDAY_10H, Conversation, facts, schedules


def test_the_greeting_is_spoken_inside_the_first_menu() -> None:
    talk = Conversation()
    assert talk.said == ["welcome", "any_time", "may_speak", "topics"]
    assert isinstance(talk.turn.ends, Listen)
    assert talk.step == "topics"


def test_a_closed_line_says_at_once_when_it_reopens() -> None:
    assert Conversation(facts(at=SUNDAY)).said == ["welcome", "greeting_reopening", "may_speak", "topics"]


def test_the_greeting_says_that_one_may_speak_where_words_are_listened_to() -> None:
    assert "may_speak" not in Conversation(facts(speech=False)).said


def test_the_greeting_offers_no_adviser_where_there_is_none() -> None:
    without = replace(facts(), schedules=schedules(""))
    assert Conversation(without).said == ["welcome", "may_speak", "topics"]


@pytest.mark.parametrize(
    ("hour", "caller", "said", "reason"),
    [
        (10, "+33612345678", "any_time", "métropole is open"),
        (20, "+33612345678", "greeting_mainland", "closed in métropole, open in the Antilles: the place is not known"),
        (20, "anonymous", "greeting_mainland", "the same for a withheld number"),
        (20, "+596596701234", "any_time", "Martinique is open, and the number tells that it is Martinique"),
        (23, "+33612345678", "greeting_reopening", "closed everywhere"),
        (20, "+3222345678", "greeting_reopening", "abroad: only the line's own hours count"),
    ],
)
def test_an_evening_greeting_is_true_for_every_place(hour: int, caller: str, said: str, reason: str) -> None:
    at = TUESDAY_10H.replace(hour=hour)
    assert said in Conversation(facts(at=at, caller=caller)).said, reason


@pytest.mark.parametrize(
    ("caller", "called", "place", "department", "caisse"),
    [
        ("+33612345678", "national", "metropole", "", ""),
        ("+33199001234", "national", "metropole", "", ""),
        ("+262262201234", "national", "overseas", "974", "974"),
        ("+590590271234", "national", "overseas", "971", "971"),
        ("+508411234", "national", "overseas", "975", ""),
        ("+3222345678", "national", "abroad", "", ""),
        ("anonymous", "national", "", "", ""),
        ("+33612345678", "abroad", "abroad", "", ""),
        ("+33612345678", "mayotte", "mayotte", "976", "976"),
    ],
)
def test_the_two_numbers_tell_the_place(caller: str, called: str, place: str, department: str, caisse: str) -> None:
    call = Conversation(facts(caller=caller, called=called)).call  # type: ignore[arg-type]
    assert (call.place, call.department, call.caisse) == (place, department, caisse)


def test_a_caller_from_mayotte_is_told_the_number_and_goes_on_as_on_that_line() -> None:
    talk = Conversation(facts(caller="+262639012345"))
    assert "mayotte_number" in talk.said
    assert talk.call.line == "mayotte"
    assert talk.presses("1").step == "attestation"


def test_three_silences_when_open_lead_to_an_adviser_without_a_postcode() -> None:
    talk = Conversation().is_silent()
    assert talk.said == ["silence", "topics.help", "topics"]
    first_wait = talk.turn.ends
    talk.is_silent()
    assert talk.said == ["silence", "short_adviser", "few"], "fewer choices, and an adviser"
    assert any(isinstance(say, Offer) and say.slowly for say in talk.turn.says)
    assert isinstance(first_wait, Listen)
    assert isinstance(talk.turn.ends, Listen)
    assert talk.turn.ends.wait > first_wait.wait
    assert talk.is_silent().turn.ends == Connect("", ADVISER)
    assert talk.said == ["give_up_adviser"]


def test_three_silences_when_closed_lead_to_the_reopening_one_last_wait_and_goodbye() -> None:
    talk = Conversation(facts(at=SUNDAY)).is_silent(3)
    assert talk.said == ["give_up_closed", "last_wait"]
    assert talk.is_silent().turn.ends == HangUp()
    assert talk.said == ["goodbye"]


def test_failures_of_every_kind_count_together_and_an_understood_answer_clears_them() -> None:
    talk = Conversation().answers(Silent(), NotUnderstood())
    assert talk.call.tries == 2
    assert talk.presses("1").call.tries == 0


def test_an_unanswered_adviser_after_giving_up_ends_in_a_farewell_and_not_in_a_circle() -> None:
    talk = Conversation().is_silent(3).answers(DialEnded("no_answer"))
    assert talk.said == ["adviser_no_answer", "no_adviser"]
    assert talk.is_silent().turn.ends == HangUp()
    assert talk.said == ["farewell"]


def test_star_leads_up_the_table_to_the_first_menu() -> None:
    talk = Conversation().presses("1", "2")
    seen = []
    while talk.step != "topics":
        seen.append(talk.presses("*").step)
    assert seen == ["attestation", "topics"]


def test_star_leads_up_where_an_older_release_remembered_a_step_that_is_gone() -> None:
    """It once broke the turn."""
    turn = advance(FLOW, Call(step="no_account", back="gone"), Pressed("*"), Asker(facts()))
    assert (turn.call.step, turn.call.back) == ("attestation", "")


def test_star_leads_back_to_the_menu_that_the_caller_left_by_zero() -> None:
    talk = Conversation(facts(caller=MOBILE)).presses("1", "2", "0")
    assert talk.step == "postcode"
    assert talk.presses("*").step == "no_account"


def test_hash_says_the_menu_again_without_counting_a_failure() -> None:
    talk = Conversation().presses("#")
    assert (talk.step, talk.call.tries, talk.said) == ("topics", 0, ["topics"])


@pytest.mark.parametrize(
    ("keys", "step", "reason"),
    [
        ("75012", "adviser_of", "one caisse: named, and then connected"),
        ("#", "connect", "unknown or abroad: the line's own adviser"),
        ("59000", "adviser_of", "four caisses with equal hours and advisers: nothing to ask"),
        ("75*", "topics", "star anywhere leads back"),
        ("75#", "postcode", "hash after digits says it again"),
        ("750", "postcode", "too short"),
        ("0", "connect", "alone it is no postcode: the line's own adviser"),
        ("00000", "postcode", "no such postcode"),
        ("97600", "adviser_of", "Mayotte's line, at an hour at which it is open"),
        ("97500", "local_body_site", "a body of its own, whose site is known"),
        ("98800", "local_body", "another, of which no site is"),
    ],
)
def test_what_a_postcode_leads_to(keys: str, step: str, reason: str) -> None:
    assert Conversation(facts(caller=MOBILE)).presses("0", keys).step == step, reason


def test_a_landline_of_metropole_is_not_asked_what_changes_nothing() -> None:
    assert isinstance(Conversation().presses("0").turn.ends, Connect)
    assert Conversation().presses("3").said == ["hours_open", "hours_assumed", "hours"]


@pytest.mark.parametrize(
    ("day", "step", "reason"),
    [
        (24, "hours", "an ordinary Wednesday: every caisse of métropole tells the same"),
        (25, "hours", "the Thursday before Good Friday, while they are there: only the closing is told"),
        (26, "postcode", "Good Friday: a holiday in Alsace and Moselle alone"),
    ],
)
def test_a_holiday_of_some_departements_is_a_question_on_its_day_alone(day: int, step: str, reason: str) -> None:
    known = facts(at=datetime(2027, 3, day, 10, tzinfo=PARIS))
    assert Conversation(known).presses("3").step == step, reason


def test_the_evening_before_such_a_holiday_the_reopening_differs() -> None:
    assert Conversation(facts(at=datetime(2027, 3, 25, 19, tzinfo=PARIS))).presses("3").step == "postcode"


def test_the_adviser_of_a_caisse_is_named_and_silence_is_a_yes() -> None:
    talk = Conversation(facts(caller=MOBILE)).presses("0", "75012")
    assert talk.said == ["adviser_of", "card"]
    assert isinstance(talk.turn.ends, Listen)
    assert isinstance(talk.is_silent().turn.ends, Connect)


def test_a_wrong_postcode_is_corrected_before_an_adviser_is_rung() -> None:
    talk = Conversation(facts(caller=MOBILE)).presses("0", "75012", "1", "69003")
    assert (talk.step, talk.call.caisse) == ("adviser_of", "691")
    assert isinstance(talk.presses("0").turn.ends, Connect), "0 once more is a yes"


def test_a_postcode_of_mayotte_is_corrected_too() -> None:
    talk = Conversation(facts(caller=MOBILE)).presses("3", "97600")
    assert talk.call.line == "mayotte"
    talk.presses("2", "75012")
    assert (talk.call.line, talk.call.place) == ("national", "metropole")


def test_a_postcode_elsewhere_leads_a_caller_of_mayotte_s_line_to_3646() -> None:
    talk = Conversation(facts(caller="+262639012345", called="mayotte")).presses("3", "2", "75012")
    assert (talk.call.line, talk.call.place, talk.call.caisse) == ("national", "metropole", "751")
    talk.presses("2", "97600")
    assert talk.call.line == "mayotte"


def test_zero_alone_asks_for_an_adviser_even_where_digits_are_asked_for() -> None:
    mobile = Conversation(facts(caller=MOBILE))
    assert isinstance(mobile.presses("3", "0").turn.ends, Connect), "at the postcode of the opening hours"
    assert isinstance(Conversation().presses("1", "1", "1", "0").turn.ends, Connect), "at the mobile number"


def test_silence_at_the_postcode_is_an_answer() -> None:
    assert isinstance(Conversation(facts(caller=MOBILE)).presses("0").is_silent().turn.ends, Connect)


def test_zero_is_a_digit_in_a_number() -> None:
    talk = Conversation().presses("1", "1")
    assert talk.step == "offer_mobile", "a landline hears the address first, and may type a mobile"
    talk.presses("1", "0612345678")
    assert talk.turn.ends == Perform(KeepNumber("0612345678"))


@pytest.mark.parametrize("answer", [Pressed("#"), Pressed("7"), Silent(), NotUnderstood(), DialEnded("busy")])
def test_a_typed_mobile_that_the_database_took_away_is_not_read_back(answer: Input) -> None:
    """The caller once heard "you typed", and nothing."""
    turn = advance(FLOW, Call(step="confirm_mobile", link="attestation"), answer, Asker(facts()))
    assert turn.call.step == "anything_else"
    assert "text_unavailable" in [said.prompt for said in turn.says if isinstance(said, Say)]


def test_a_typed_mobile_is_read_back_and_confirmed_before_a_text_is_asked_for() -> None:
    talk = Conversation().presses("1", "1", "1", "0612345678")
    talk.facts = replace(talk.facts, typed_number="+33612345678")
    talk.answers(NumberKept("yes"))
    assert talk.step == "confirm_mobile"
    assert reads_typed(FLOW, "confirm_mobile")
    assert not reads_typed(FLOW, "mobile")
    assert talk.presses("1").turn.ends == Perform(QueueText("attestation", "typed"))
    assert talk.answers(TextAnswered("taken")).said == ["text_noted", "anything_else"]


@pytest.mark.parametrize(
    ("keys", "ends"),
    [
        ("0612345679", Perform(KeepNumber("0612345679"))),
        ("11", Perform(QueueText("attestation", "typed"))),
    ],
)
def test_while_a_number_is_read_back_digits_are_that_number_once_more(keys: str, ends: Perform) -> None:
    known = replace(facts(), typed_number="+33612345678")
    turn = advance(FLOW, Call(step="confirm_mobile", link="attestation"), Pressed(keys), Asker(known))
    assert turn.ends == ends


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("taken", "text_taken"),
        ("late", "text_late"),
        ("already", "text_already"),
        ("capped", "text_capped"),
        ("unavailable", "text_unavailable"),
    ],
)
def test_each_outcome_of_a_text_to_the_telephone_that_calls_has_its_sentence(outcome: TextOutcome, said: str) -> None:
    turn = advance(FLOW, Call(step="text_caller", link="attestation"), TextAnswered(outcome), Asker(facts()))
    assert [one.prompt for one in turn.says if isinstance(one, Say)] == [said, "anything_else"]


def test_who_typed_a_number_hears_one_sentence_whatever_became_of_it() -> None:
    call = Call(step="text_typed", link="attestation")
    outcomes: tuple[TextOutcome, ...] = ("taken", "already", "capped")
    told = [advance(FLOW, call, TextAnswered(outcome), Asker(facts())).says for outcome in outcomes]
    assert told[0] == told[1] == told[2]


def test_a_number_that_is_no_french_mobile_is_asked_again_and_not_for_ever() -> None:
    talk = Conversation().presses("1", "1", "1")
    for _ in range(2):
        talk.presses("0199001234").answers(NumberKept("no"))
        assert "mobile_refused" in talk.said
    talk.presses("0199001234").answers(NumberKept("no"))
    assert isinstance(talk.turn.ends, Connect)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("busy", "adviser_busy"),
        ("no_answer", "adviser_no_answer"),
        ("failed", "adviser_failed"),
        ("answered", "goodbye"),
    ],
)
def test_every_way_in_which_a_transfer_ends_has_its_sentence(outcome: str, said: str) -> None:
    talk = Conversation().presses("0").answers(DialEnded(outcome))  # type: ignore[arg-type]
    assert said in talk.said


def test_a_queue_that_is_left_or_full_ends_like_a_telephone() -> None:
    assert "adviser_busy" in Conversation().presses("0").answers(QueueLeft("full")).said
    assert "adviser_no_answer" in Conversation().presses("0").answers(QueueLeft("left")).said
    assert "adviser_failed" in Conversation().presses("0").answers(QueueLeft("failed")).said
    assert Conversation().presses("0").answers(QueueLeft("answered")).said == ["goodbye"]


def test_three_tries_at_most_and_the_card_is_asked_for_once() -> None:
    talk = Conversation().presses("0")
    assert "card" in talk.said
    for said in ("try_again", "try_last"):
        talk.answers(DialEnded("busy")).presses("1")
        assert talk.said == [said]
        assert isinstance(talk.turn.ends, Connect)
    assert talk.answers(DialEnded("busy")).said == ["adviser_busy", "tries_spent", "last_choices"]
    assert talk.presses("0").said == ["tries_spent", "last_choices"], "nobody is rung a fourth time"


def test_a_caller_may_go_on_in_english_by_key_or_by_word() -> None:
    assert Conversation().presses("9").call.language == "en"
    said = Conversation().presses("1").answers(Said(language="en"))
    assert (said.step, said.call.language) == ("attestation", "en")


def test_another_body_is_one_key_away_and_the_attestation_of_ours_too() -> None:
    talk = Conversation().presses("1", "4", "1")
    assert talk.said == ["msa", "own_body"]
    assert talk.presses("2").step == "bodies"
    assert talk.presses("*", "*", "*").step == "topics"
    assert talk.presses("1").said == ["attestation"], "what is no attestation was told already"


def test_who_asks_about_a_file_is_not_told_who_issues_an_attestation() -> None:
    assert Conversation().presses("2", "4", "1").said == ["file_site", "own_body"]
    talk = Conversation().presses("2", "4", "3", "1")
    assert talk.said == ["file_number", "own_body"]
    assert talk.presses("0", "*", "2", "1").said == ["file_site", "own_body"], "nor after an adviser was asked for"


def test_a_member_of_another_body_hears_whose_file_an_adviser_does_not_hold() -> None:
    talk = Conversation().presses("1", "4", "1", "0")
    assert talk.said == ["not_our_file", "adviser_other", "card"]
    assert talk.presses("1").said == ["adviser_any", "card"], "and one key takes it back"


@pytest.mark.parametrize("answer", [Pressed("1"), Silent(), DialEnded("busy"), TextAnswered("taken"), NumberKept("no")])
@pytest.mark.parametrize("step", ["", "no_such_step", "goodbye", "ring", "topics", "connect", "text_caller", "mobile"])
def test_any_answer_at_any_step_has_a_turn(answer: object, step: str) -> None:
    turn = advance(FLOW, Call(step=step), answer, Asker(facts()))  # type: ignore[arg-type]
    assert turn.ends is not None


def test_a_caller_who_hangs_up_is_spoken_to_no_more() -> None:
    turn = advance(FLOW, Call(step="topics"), HungUp(), Asker(facts(at=TUESDAY_10H)))
    assert (turn.says, turn.ends) == ((), HangUp())


@pytest.mark.parametrize(
    ("day", "said", "reason"),
    [
        (10, ["hours_week", "hours_assumed", "hours"], "an ordinary week"),
        (22, ["hours_week", "hours_unusual", "hours_assumed", "hours"], "Christmas is within seven days"),
    ],
)
def test_a_week_that_is_not_usual_is_told_so(day: int, said: list[str], reason: str) -> None:
    known = facts(at=datetime(2026, 12, day, 10, tzinfo=PARIS))
    assert Conversation(known).presses("3", "2", "75012", "1").said == said, reason


@pytest.mark.parametrize(
    ("called", "danger", "said"),
    [
        ("national", "emergency", "emergency"),
        ("mayotte", "despair", "despair"),
        ("abroad", "emergency", "emergency_abroad"),
        ("abroad", "despair", "despair_abroad"),
    ],
)
def test_a_danger_is_answered_before_anything_else_and_the_call_goes_on(
    called: LineName, danger: str, said: str
) -> None:
    talk = Conversation(facts(called=called)).presses("4").is_silent()
    step = talk.step
    talk.answers(Said(danger=danger, language="fr"))
    assert talk.said[0] == said
    assert (talk.step, talk.call.tries) == (step, 0)


def test_a_danger_told_in_another_language_is_answered_in_it() -> None:
    talk = Conversation().answers(Said(danger="emergency", language="en"))
    assert (talk.said, talk.call.language) == (["emergency", "topics"], "en")


def test_a_body_said_with_a_wish_is_learnt_and_answers_where_it_does() -> None:
    talk = Conversation().answers(Said(wish="attestation", body="msa"))
    assert (talk.said[:3], talk.call.regime, talk.call.topic) == (["understood", "paper", "msa"], "msa", "attestation")
    talk.presses("*").answers(Said(wish="attestation", body="msa"))
    assert talk.said[:2] == ["understood", "msa"]  # what the paper of the card is no one hears twice
    talk = Conversation().answers(Said(wish="hours", body="msa"))
    assert (talk.call.regime, talk.call.topic) == ("msa", "hours")
    talk = Conversation().answers(Said(wish="attestation", body="general"))
    assert (talk.step, talk.call.regime) == ("attestation", "general")


def test_what_was_understood_is_named_where_there_is_a_way_back_from_it() -> None:
    talk = Conversation().answers(Said(wish="password"))
    assert talk.turn.says[0] == Say("understood", {"wish": Offered("doubt", "password")})
    assert talk.presses("*").step == "topics"
    for stays in (Said(wish="elsewhere"), Said(body="general")):
        assert "understood" not in Conversation().answers(stays).said


def test_of_wishes_in_doubt_it_is_asked_which_was_meant() -> None:
    talk = Conversation().presses("4").answers(Said(doubt=("hours", "file")))
    assert (talk.step, talk.said, talk.call.doubt) == ("doubt", ["doubt"], "hours.file")
    offered = talk.turn.says[1]
    assert isinstance(offered, Offer)
    assert offered.choices == (("hours", "1"), ("file", "2"), ("other", "3"))
    assert talk.presses("2").step == "file"
    assert (talk.call.doubt, talk.presses("*").step) == ("", "channels")


def test_a_question_of_what_was_meant_is_left_in_every_way() -> None:
    question = Said(doubt=("password",))
    assert Conversation().answers(question).presses("2").step == "topics"
    assert Conversation().presses("4").answers(question).presses("*").step == "channels"
    assert Conversation().answers(question, Said(wish="hours")).call.topic == "hours"
    assert Conversation().answers(question).presses("#").call.doubt == "password"


def test_a_question_of_what_was_meant_is_not_put_twice() -> None:
    talk = Conversation().answers(Said(doubt=("password", "file")))
    assert Conversation().answers(Said(doubt=("password", "file")), Said(doubt=("file", "hours"))).step == "file"
    assert talk.answers(Said(doubt=("hours",))).said[0] == "not_understood"
    assert talk.step == "doubt"


def test_what_no_table_knows_any_more_is_not_understood() -> None:
    assert Conversation().answers(Said(wish="gone")).said[0] == "not_understood"
    assert Conversation().answers(Said(body="gone")).said[0] == "not_understood"


def test_star_goes_back_to_where_something_was_wished() -> None:
    assert Conversation().presses("4").answers(Said(wish="kiosk")).presses("*").step == "channels"


def test_a_call_so_many_turns_on_is_the_same_by_name() -> None:
    """`after` counts places, which a new field could shift."""
    call = Call(**{name: f"its {name}" for name in Call._fields})  # type: ignore[arg-type]  # told apart, whatever they hold
    assert after(call, 7, "topics") == call._replace(turn=7, back="topics")
