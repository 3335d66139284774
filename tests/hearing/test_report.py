"""The hearing report: from ring to goal, in seconds and keys."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

import pytest

from ivr.hearing.goals import GOALS, MOBILE, ORDINARY, Ring, facts_of
from ivr.hearing.report import PRESS, TYPE, Heard, Way, ear_report, heard_seconds
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import begin
from ivr.line.flow import FLOW
from ivr.line.steps import Menu
from ivr.wording.speak import Pause, Utterance, speak
from ivr.wording.speech_time import seconds_of
from tests.drawing.real_line import content, report


@cache
def rows() -> Mapping[str, Heard]:
    return {row.goal.name: row for row in report()}


def way(goal: str, language: str = "fr") -> Way:
    found = rows()[goal].ways[language]
    assert found is not None, f"{goal} is never reached in {language}"
    return found


@pytest.mark.parametrize("goal", [goal.name for goal in GOALS])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_goal_can_be_reached_in_every_language(goal: str, language: str) -> None:
    assert 0 < way(goal, language).seconds < 120


@pytest.mark.parametrize(
    ("goal", "keys"),
    [
        ("attestation_mobile", "1 1"),
        ("attestation_landline", "1 1 1 0612345678 1"),  # the number must be typed and confirmed
        ("adviser", "0 75012"),
        ("adviser_landline", "0"),  # of métropole, where every caisse would say the same
        ("adviser_reunion", "0"),  # an overseas landline tells its place: no postcode
        ("hours", "3 75012"),
        ("reopening", ""),  # told in the greeting
        ("deaf", "4 4"),
        ("msa", "1 4 1"),
    ],
)
def test_the_shortest_way_to_a_goal(goal: str, keys: str) -> None:
    assert " ".join(way(goal).keys) == keys


@pytest.mark.parametrize(
    ("goal", "language", "seconds", "keys"),
    [
        ("attestation_mobile", "fr", 30, 3),
        ("attestation_mobile", "en", 40, 4),
        ("adviser_landline", "fr", 20, 1),
        ("adviser_reunion", "fr", 20, 1),
        ("adviser_mayotte", "fr", 20, 1),
        ("adviser", "fr", 30, 6),
        ("hours", "fr", 30, 6),
    ],
)
def test_what_most_callers_want_costs_them_little(goal: str, language: str, seconds: int, keys: int) -> None:
    assert way(goal, language).seconds <= seconds
    assert way(goal, language).presses <= keys


def test_english_costs_one_key_more_and_is_reached_through_the_french_greeting() -> None:
    for name in rows().keys() - {"reopening"}:  # the greeting tells it before English can be chosen
        french, english = way(name), way(name, "en")
        assert english.keys == ("9", *french.keys), name
        assert english.seconds > french.seconds


def test_ranks_count_the_choices_of_each_menu_that_a_choice_was_taken_from() -> None:
    """0 and typed digits have no rank."""
    topics = FLOW.steps["topics"]
    assert isinstance(topics, Menu)
    first = next(number for number, choice in enumerate(topics.choices, 1) if choice.key == "1")
    assert way("attestation_mobile").ranks[0] == f"{first}/{len(topics.choices)}"
    assert len(way("attestation_mobile").ranks) == 2
    assert way("adviser").ranks == ()
    assert way("hours").last_rank == way("hours").ranks[0]


def test_the_seconds_of_an_adviser_add_up() -> None:
    """Greeting and introduction, 0, the question for a postcode, five digits, the words before the connection."""
    facts = facts_of(Ring(), content().schedules, ORDINARY)
    greeting = begin(FLOW, Call(), Asker(facts)).says[:-1]
    spoken = sum(heard_seconds(one) for one in speak(content().prompts, "fr", greeting))
    fixed = PRESS + PRESS + 5 * TYPE
    assert way("adviser").seconds > spoken + fixed
    assert way("adviser_reunion").seconds == pytest.approx(way("adviser").seconds - fixed + PRESS, abs=12)


def test_a_pause_counts() -> None:
    said = Utterance("fr-FR", "Polly.Lea-Neural", ("Bonjour.", Pause(600), "Merci."))
    assert heard_seconds(said) == pytest.approx(seconds_of("Bonjour.", "fr") + 0.6 + seconds_of("Merci.", "fr"))


def test_nights_are_closed_everywhere_and_mornings_open() -> None:
    for moment, word in (("open", "open"), ("closed", "closed")):
        facts = facts_of(Ring(MOBILE, "national", moment), content().schedules, ORDINARY)  # type: ignore[arg-type]
        assert facts.open_somewhere(Call()) == word


def test_the_report_does_not_change_with_the_day_of_the_year() -> None:
    """Only the words of a date do, a little."""
    summer = ear_report(FLOW, content().prompts, content().schedules, datetime(2027, 7, 20, 5, tzinfo=UTC))
    for row in summer:
        french = row.ways["fr"]
        assert french is not None
        assert french.keys == way(row.goal.name).keys
        assert french.seconds == pytest.approx(way(row.goal.name).seconds, abs=4)
