"""What is heard before a change and after it; and whole calls as text, key by key, with what could be keyed next."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.changes.heard import ADVISERS, facts_at, heard_at, heard_beside
from ivr.changes.moments import moments_that_change
from ivr.changes.rehearsed import CALLERS, Rehearsal, rehearse
from ivr.changes.whence import whence
from ivr.content.faults import ContentError
from ivr.line.facts import Rules
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from tests.changes.forming import MEETING, NOW, effect, proposed, shipped
from tests.ringing import Ringing
from tests.sentences.hearing import phone_at

ONE_O_CLOCK = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)  # on Friday, in Paris
TRIAL = Rules(test_service=True)  # as the line of these tests has it
FRIDAY = {"where": "69", "days": "27 novembre 2026", "hours": "après-midi", **MEETING}


@pytest.fixture(scope="module")
def live() -> Published:
    return shipped()


@pytest.fixture(scope="module")
def now(live: Published) -> Snapshot:
    found = live.current()
    assert found is not None
    return found


def test_a_caller_from_lyon_hears_something_else_on_friday_at_one(live: Published) -> None:
    proposal = proposed(live, "closures", FRIDAY)
    found = heard_beside(proposal.before, proposal.after, ONE_O_CLOCK, whence(proposal.after.schedules, "Lyon"))
    assert found.differs
    assert "jusqu'à 17 heures" in found.before.hours[0].text
    assert "nos conseillers ne répondent pas en ce moment : réunion du personnel" in found.after.hours[0].text
    assert found.before.connected["fr"] == "L'appel serait transmis à un conseiller de la CPAM du Rhône."
    assert not found.after.connected
    assert "lundi 30 novembre" in found.after.adviser[0].text
    elsewhere = whence(proposal.after.schedules, "Marseille")
    assert not heard_beside(proposal.before, proposal.after, ONE_O_CLOCK, elsewhere).differs


def test_english_callers_hear_it_in_english(live: Published) -> None:
    proposal = proposed(live, "closures", FRIDAY)
    found = heard_at(proposal.after, ONE_O_CLOCK, whence(proposal.after.schedules, "69"), language="en")
    assert "our advisers are not available right now: a staff meeting" in found.hours[0].text
    assert {sentence.language for sentence in found.hours} == {"en"}


WHENCE = [
    ("", "national", ""),
    ("Lyon", "national", "69001"),
    ("974", "national", "97400"),
    ("mayotte", "mayotte", ""),
    ("Mamoudzou", "mayotte", "97600"),
    ("l'étranger", "abroad", ""),
    ("Nouméa", "national", "98800"),
]


@pytest.mark.parametrize(("typed", "line", "postcode"), WHENCE)
def test_a_place_is_a_line_and_what_its_callers_key(now: Snapshot, typed: str, line: str, postcode: str) -> None:
    found = whence(now.schedules, typed)
    assert (found.line, found.postcode) == (line, postcode)
    heard = heard_at(now, ONE_O_CLOCK, found)
    assert heard.greeting
    assert heard.hours
    assert heard.adviser


@pytest.mark.parametrize("typed", ["xyzzy", "saint-denis", "msa"])
def test_a_place_that_nobody_can_mean_is_refused_in_a_sentence(now: Snapshot, typed: str) -> None:
    with pytest.raises(ContentError) as refused:
        whence(now.schedules, typed)
    assert f"« {typed} »" in refused.value.told("fr")


def test_the_moments_are_few_differ_and_are_named(live: Published) -> None:
    proposal = proposed(live, "closures", FRIDAY)
    found = moments_that_change(effect(proposal), proposal.before, proposal.after, NOW)
    assert [one.names["fr"] for one in found][:2] == [
        "vendredi 27 novembre 2026 à 11 h 30, Lyon (69)",
        "vendredi 27 novembre 2026 à 14 h 30, Lyon (69)",
    ]
    assert all(one.heard.differs for one in found)
    everybody = proposed(live, "closures", {**FRIDAY, "where": "all"})
    many = moments_that_change(effect(everybody), everybody.before, everybody.after, NOW)
    assert 2 <= len(many) <= 6
    assert any("à Paris" in one.names["fr"] for one in many)


def test_a_notice_is_heard_when_it_begins(live: Published) -> None:
    notice = {"lines": "mayotte", "first": "2026-11-27 08:00", "last": "2026-11-27 12:00", "fr": "Oh.", "en": "Ah."}
    proposal = proposed(live, "bulletins", notice)
    [moment] = moments_that_change(effect(proposal), proposal.before, proposal.after, NOW)
    assert moment.names["fr"] == "vendredi 27 novembre 2026 à 8 h, la ligne de Mayotte"
    assert [one.text for one in moment.heard.after.greeting if one.prompt == "bulletins"] == ["Oh."]


# -- whole calls -------------------------------------------------------------------------------------------------------


def played(now: Snapshot, *keys: str, rules: Rules = ADVISERS) -> Rehearsal:
    return rehearse(now, facts_at(now, ONE_O_CLOCK, "national", rules), "fr", keys)


def told(call: Rehearsal) -> list[str]:
    return [one.words["fr"] for one in call.said if one.who == "beside"]


def test_a_call_is_played_key_by_key(now: Snapshot) -> None:
    call = played(now)
    assert ("3", "Pour les horaires") in [(one.key, one.words["fr"]) for one in call.choices]
    assert {"0", "*", "#", "-"} <= {one.key for one in call.choices}
    asked = played(now, "3")
    assert asked.digits == 5
    assert [one.key for one in asked.choices if one.example] == ["69001", "97400"]
    ended = played(now, "0", "69001", "-", "1")
    assert ended.ended
    assert ended.keys == ("0", "69001", "-")
    assert ended.choices == ()
    assert told(ended) == ["L'appel serait transmis à un conseiller de la CPAM du Rhône."]


def test_texts_and_typed_numbers_are_made_up(now: Snapshot) -> None:
    assert "Un SMS partirait : « Assurance Maladie" in told(played(now, "1", "1"))[0]
    landline = replace(facts_at(now, ONE_O_CLOCK, "national"), caller=CALLERS["fixed"][1])
    call = rehearse(now, landline, "fr", ["1", "1", "1", "0612345678"])
    assert call.call.step == "confirm_mobile"
    spoken = " ".join(one.text for one in call.said[-1].sentences)
    assert "06 12 34 56 78" in spoken.replace(",", "")


def test_what_is_no_key_counts_for_nothing(now: Snapshot) -> None:
    assert played(now, "<script>", "3").keys == ()
    assert played(now, "3", "", "9").keys == ("3",)


keys = st.lists(
    st.sampled_from(("0", "1", "2", "3", "4", "5", "9", "*", "#", "-", "69001", "59000", "00000", "0612345678"))
)


@settings(max_examples=60)
@given(keys, st.sampled_from(sorted(CALLERS)), st.sampled_from(("national", "mayotte", "abroad")))
def test_any_call_speaks_and_offers_or_ends(now: Snapshot, pressed: list[str], caller: str, called: str) -> None:
    facts = facts_at(now, ONE_O_CLOCK, called, caller=CALLERS[caller][1])  # type: ignore[arg-type,index]
    call = rehearse(now, facts, "fr", pressed)
    assert call.said[0].sentences
    assert call.ended != bool(call.choices)
    assert call.keys == tuple(pressed[: len(call.keys)])


def test_it_is_what_the_line_says(line: type[Ringing], now: Snapshot) -> None:
    ringing = line(ONE_O_CLOCK)
    for pressed in (("3", "69001", "1"), ("1", "2", "3"), ("2", "3", "1"), ("0",)):
        phone = phone_at(ringing, ONE_O_CLOCK, "69001").dial()
        for key in pressed:
            phone.press(key)
        call = rehearse(now, facts_at(now, ONE_O_CLOCK, "national", TRIAL), "fr", pressed)
        spoken = [sentence.text for one in call.said for sentence in one.sentences]
        assert " ".join(one.text for one in phone.heard) == " ".join(spoken)
