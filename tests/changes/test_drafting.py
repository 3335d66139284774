"""A form in the words of the staff becomes the entry that it means, and back; every fault stands at its field."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from ivr.changes.drafting import drafted, form_now, form_of, prepared, reopening
from ivr.changes.form import Form
from ivr.changes.form_words import FORM_WORDS
from ivr.changes.reasons import NOTICES, REASONS, reason_of
from ivr.check.checks import CHECKS
from ivr.check.hours.reasons import fitted
from ivr.content import schedule_faults
from ivr.findings import Kind
from ivr.published.live import Published
from tests.changes.forming import MEETING, NOW, shipped
from tests.published.changing import Published as Source
from tests.published.changing import put

STRIKE = {"fr": "mouvement social", "en": "a strike"}
OUTAGE = {"fr": "panne de notre réseau téléphonique", "en": "a failure of our telephone network"}


@pytest.fixture(scope="module")
def live() -> Published:
    return shipped()


MEANT = [
    (
        Form("closed", ("Lyon",), "vendredi après-midi", fr="réunion du personnel"),
        "fermeture-rhone-2026-11-27",
        {"where": "691", "days": "vendredi 27 novembre 2026", "hours": "après-midi", **MEETING},
    ),
    (
        Form("closed", ("rhône", "Isère", "01"), "demain", fr="mouvement social"),
        "fermeture-3-lieux-2026-11-27",
        {"where": ["691", "381", "01"], "days": "vendredi 27 novembre 2026", **STRIKE},
    ),
    (
        Form("closed", ("Lyon et Marseille",), "demain", fr="mouvement social"),
        "fermeture-2-lieux-2026-11-27",
        {"where": ["691", "131"], "days": "vendredi 27 novembre 2026", **STRIKE},
    ),
    (
        Form("closed", ("tous",), "24 décembre", hours="toute la journée", fr="mouvement social"),
        "fermeture-tous-2026-12-24",
        {"where": "tous", "days": "24 décembre 2026", **STRIKE},
    ),
    (
        Form("closed", ("691",), "4 janvier\n24, 26 et 31 décembre 2026", fr="mouvement social"),
        "fermeture-rhone-2027-01-04",
        {"where": "691", "days": ["4 janvier 2027", "24, 26 et 31 décembre 2026"], **STRIKE},
    ),
    (
        Form("hours", ("Marseille",), "du 4 janvier à fin juin", hours="lundi au vendredi 8h-18h"),
        "horaires-bouches-rhone-2027-01-04",
        {"where": "131", "days": "du 4 janvier à fin juin 2027", "hours": "lundi au vendredi 8h-18h"},
    ),
    (
        Form("open", ("69",), "tous les samedis", hours="9h-12h", even=("holidays",), **MEETING),
        "ouverture-rhone-tous-les-samedis",
        {"where": "69", "days": "tous les samedis", "hours": "9h-12h", "even": "holidays", **MEETING},
    ),
    (
        Form("emergency", ("national",), fr="panne", until="jusqu'à nouvel ordre"),
        "urgence-national-2026-11-26-10h00",
        {"where": "national", "start": "2026-11-26 10:00", "end": "unknown", **OUTAGE},
    ),
    (
        Form("emergency", ("mayotte",), start="maintenant", fr="panne", until="fin de journée"),
        "urgence-mayotte-2026-11-26-10h00",
        {"where": "mayotte", "start": "2026-11-26 10:00", "end": "2026-11-27 00:00", **OUTAGE},
    ),
    (
        Form("notice", lines=("national", "abroad"), start="demain 8h", until="demain 18h", fr="Bonjour.", en="Hello."),
        "annonce-2-lieux-2026-11-27-08h00",
        {"lines": ["national", "abroad"], "first": "2026-11-27 08:00", "last": "2026-11-27 18:00"}
        | {"fr": "Bonjour.", "en": "Hello."},
    ),
]


@pytest.mark.parametrize(("form", "name", "entry"), MEANT, ids=[name for _, name, _ in MEANT])
def test_a_form_is_the_entry_that_it_means_and_can_be_edited_again(
    live: Published, form: Form, name: str, entry: Mapping[str, Any]
) -> None:
    found = prepared(live, form, NOW, "marie")
    [draft] = found.drafts
    assert (draft.name, draft.entry, draft.author) == (name, entry, "marie")
    assert found.proposal is not None
    assert draft.node is not None
    again = form_of(draft.section, name, draft.node)
    [same] = drafted(again, found.proposal.after.schedules, NOW, [name]).drafts
    assert (same.key, same.entry) == (draft.key, entry)


FAULTY = [
    (Form(), {"where", "days", "fr", "en"}),
    (Form("hours"), {"where", "days", "hours"}),
    (Form("open"), {"where", "days", "hours", "fr", "en"}),
    (Form("emergency"), {"where", "until", "fr", "en"}),
    (Form("notice"), {"lines", "until", "fr", "en"}),
    (Form("closed", ("xyzzy",), "demain", **MEETING), {"where"}),
    (Form("closed", ("saint-denis",), "demain", **MEETING), {"where"}),
    (Form("closed", ("msa",), "demain", **MEETING), {"where"}),
    (
        Form("closed", ("691",), "le 32 mai", hours="jamais", fr="fermé à 8h30", en="{why}"),
        {"days", "hours", "fr", "en"},
    ),
    (Form("closed", ("691",), "vendredi 4 décembre 2027", **MEETING), {"days"}),
    (Form("closed", ("691",), "2 novembre 2026", **MEETING), {"days"}),  # a warning: it is over
    (Form("closed", ("691",), "28 novembre 2026", **MEETING), {"days"}),  # a Saturday: it changes nothing
    (Form("open", ("691",), "5 décembre 2026", hours="après-midi", **MEETING), {"hours"}),
    (Form("hours", ("691",), "demain", hours="8h-18h", fr="travaux"), {"en"}),
    (Form("emergency", ("691",), until="9h", **MEETING), {"until"}),
    (Form("emergency", ("691",), until="bientôt", **MEETING), {"until"}),
    (Form("emergency", ("691",), start="demain", until="18h", **MEETING), {"until"}),
    (Form("notice", lines=("paris",), until="18h", fr="Bonjour.", en="Hello."), {"lines"}),
    (Form("closed", ("691",), "demain", fr="Nous sommes fermés.", en="a strike"), {"fr"}),
]


@pytest.mark.parametrize(("form", "fields"), FAULTY, ids=[str(number) for number in range(len(FAULTY))])
def test_each_fault_stands_at_its_field(live: Published, form: Form, fields: set[str]) -> None:
    found = prepared(live, form, NOW)
    assert {fault.field for fault in found.faults} == fields
    for fault in found.faults:
        for told in (fault.finding.sentence("fr"), fault.finding.mend("fr"), fault.finding.sentence("en")):
            assert told
            assert "{" not in told.replace("{why}", "")


def test_of_days_that_are_over_a_form_speaks_of_no_file(live: Published) -> None:
    [fault] = prepared(live, Form("closed", ("69",), "lundi 23 novembre 2026", **MEETING), NOW).faults
    assert fault.field == "days"
    assert fault.finding.sentence("fr") == "C'est déjà passé : plus aucun appelant ne l'entendra."


@pytest.mark.parametrize("code", FORM_WORDS)
def test_words_of_a_form_are_filled_by_their_check_and_name_no_key_of_a_file(code: str) -> None:
    told, kinds = FORM_WORDS[code], [one for one in (*CHECKS, *vars(schedule_faults).values()) if isinstance(one, Kind)]
    said = " ".join((*told["fr"], *told["en"]))
    [filled] = [" ".join((*one.fr, *one.en)) for one in kinds if one.code == code]
    assert set(re.findall(r"{\w+}", said)) <= set(re.findall(r"{\w+}", filled))
    assert "{name}" not in said
    assert not re.search(r"[«“] ?\w+: ", said)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (
            Form("closed", ("69",), "demain", fr="Nous sommes en réunion", en="a meeting"),
            "et une phrase entière ne va pas",
        ),
        (Form("open", ("69",), "du 5 au 12 décembre", hours="9h-12h", **MEETING), "comme le lundi 7 décembre 2026"),
        (Form("closed", ("69",), "tous les mercredis", **MEETING), "Cela ferme toute la journée, chaque semaine"),
        (
            Form("notice", lines=("national",), start="9h", until="3 décembre", fr="Fermé demain.", en="Closed."),
            "« demain »",
        ),
    ],
)
def test_a_form_is_spoken_to_in_its_own_words(live: Published, form: Form, told: str) -> None:
    sentences = [fault.finding.sentence("fr") for fault in prepared(live, form, NOW).faults]
    assert any(told in one for one in sentences), sentences
    assert not any(re.search(r"-20\d\d-", one) for one in sentences)


def test_a_name_is_kept_when_an_entry_is_edited_and_made_new_when_it_is_taken() -> None:
    source = Source()
    first = Form("closed", ("691",), "demain", **MEETING)
    [draft] = prepared(shipped(), first, NOW).drafts
    source.publish(draft)
    live = shipped(source)
    assert prepared(live, first, NOW).drafts[0].name == "fermeture-rhone-2026-11-27-2"
    form = form_now(live, *draft.key)
    assert form is not None
    assert (form.where, form.days) == (("691",), "vendredi 27 novembre 2026")
    [edited] = prepared(live, Form("closed", ("Paris",), form.days, **MEETING, editing=form.editing), NOW).drafts
    assert edited.key == draft.key
    other = Form("hours", ("691",), form.days, hours="9h-12h", editing=form.editing)
    assert [(one.does, one.section) for one in prepared(live, other, NOW).drafts] == [
        ("removes", "closures"),
        ("puts", "hours"),
    ]


def test_an_entry_with_a_first_and_a_last_day_can_be_edited() -> None:
    old = put("closures", "pont", {"where": "691", "first": "2027-05-07", "last": "2027-05-09", **MEETING})
    assert old.node is not None
    form = form_of(*old.key, old.node)
    assert form.days == "du 2027-05-07 au 2027-05-09"
    assert prepared(shipped(), form, NOW).proposal is not None


def test_reopening_ends_an_emergency_with_this_minute() -> None:
    entry = {"where": "691", "start": "2026-11-26 09:00", "end": "unknown", **OUTAGE}
    node = put("emergencies", "panne", entry).node
    assert node is not None
    assert reopening(node, "panne", NOW).entry == {**entry, "end": "2026-11-26 10:00"}
    begun = put("emergencies", "panne", {**entry, "start": "2026-11-26 10:00"}).node
    assert begun is not None
    assert reopening(begun, "panne", NOW).does == "removes"


def test_templates_fit_behind_their_colon_and_are_said_in_both_languages() -> None:
    for reason in REASONS:
        assert [fitted(text, language) for language, text in reason.words.items()] == list(reason.words.values())
        assert reason_of(reason.words["fr"]) == reason.words
    for notice in NOTICES:
        assert all(text.endswith(".") for text in notice.values())
    assert reason_of("panne") == OUTAGE
    assert reason_of("grève des fées") is None
