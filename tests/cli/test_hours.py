"""`ivr hours`: whose hours, in words that staff understand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from ivr.cli.hours import hours
from ivr.content.schedules import read_schedules
from ivr.findings import LANGUAGES, Language
from ivr.places.whose import find, label
from tests.cli.help_keys import keys_in_help
from tests.content.broken_folder import REAL, Folder
from tests.slices import examples

SCHEDULES = read_schedules(REAL)


def ask(*words: str) -> Result:
    return CliRunner().invoke(hours, list(words))


TOLD = [
    (["69", "--at", "2026-11-23 10:00"], ["La CPAM du Rhône (caisse 691)", "OUVERT jusqu'à 17:00"], "Monday"),
    (["69", "--at", "2026-11-23 10:00"], ["mardi 24 novembre 2026 à 08:30", "SUPPOSÉS", "F10662"], "Monday"),
    (["69", "--at", "2026-11-23 17:30"], ["PEUT-ÊTRE ouvert : avant ou après des horaires supposés"], "an hour after"),
    (["69", "--at", "2026-12-25 09:00"], ["FERMÉ : jour férié (Noël)", "lundi 28 décembre 2026"], "Friday, Christmas"),
    (["69", "--at", "2026-11-28 09:00"], ["FERMÉ : fin de semaine"], "Saturday"),
    (["69", "--at", "2026-11-23 19:00"], ["FERMÉ : ce n'est pas l'heure"], "Monday evening"),
    (["mayotte", "--at", "2026-11-27 10:05"], ["vendredi 27 novembre 2026, 12:05 (10:05 à Paris)", "FERMÉ"], "Friday"),
    (
        ["mayotte", "--at", "2026-12-25 09:00", "--week"],
        ["samedi 26 décembre 2026", "fermé : jour férié (Noël)"],
        "Friday",
    ),
    (["mayotte", "--at", "2026-12-25 09:00", "--week"], ["lundi 28 décembre 2026       07:30-14:30"], "a week"),
    (["mayotte", "--at", "2026-11-27T12:05+03:00"], ["vendredi 27 novembre 2026, 12:05"], "an offset of its own"),
    (["59", "--at", "2026-11-23 10:00"], ["CPAM des Flandres", "Lille-Douai", "Roubaix-Tourcoing", "Hainaut"], "four"),
    (["975", "--at", "2026-11-23 10:00"], ["À Saint-Pierre-et-Miquelon", "secuspm.com"], "a body of its own"),
    (["cnmss", "--at", "2026-11-23 10:00"], ["OUVERT jusqu'à 17:00", "F648"], "a régime with hours"),
    (["sncf", "--at", "2026-11-23 10:00"], ["Horaires : inconnus ; numéro +33495040404"], "a régime without"),
    (
        ["69", "--english", "--at", "2026-12-25 09:00"],
        ["The CPAM of Rhône", "CLOSED: public holiday (Christmas Day)"],
        "English",
    ),
    (["69", "--english", "--at", "2026-12-25 09:00"], ["(code 691)"], "no French word in English"),
    (["988"], ["Nouvelle-Calédonie (988) : organisme propre, hors de cette ligne"], "a territory of the Pacific"),
    (["98713"], ["Polynésie française (987)"], "its postcode"),
    (["wallis", "et", "futuna"], ["Wallis-et-Futuna (986)"], "its name"),
    (["988", "--english"], ["New Caledonia (988): a body of its own"], "English"),
    (["lyon"], ["Lyon (69), 519\u202f127 habitants", "La CPAM du Rhône (caisse 691)"], "a city"),
    (["lyon", "--at", "vendredi 9 h 30"], ["vendredi ", ", 09:30 — Europe/Paris"], "a moment in words"),
    (["vienne"], ["Le plus peuplé de ce nom ; sinon, tapez Vienne (38)", "La CPAM de la Vienne"], "a town's name too"),
    (["lyonn"], ["« lyonn » : compris comme Lyon (69)", "La CPAM du Rhône"], "a slip is told"),
    (["13780"], ["Cuges-les-Pins (13)", "Ce code postal sert aussi à Riboux (83)", "Bouches-du-Rhône"], "a shared one"),
    (["papeete"], ["Papeete (987)", "Polynésie française (987) : organisme propre"], "a city of the Pacific"),
    (["cayenne", "--english"], ["Cayenne (973), ", " people"], "English"),
    ([], ["Le 36 46", "La ligne de Mayotte", "La ligne depuis l'étranger"], "the three lines"),
]


@pytest.mark.parametrize(("words", "parts", "why"), TOLD)
def test_tells(words: list[str], parts: list[str], why: str) -> None:
    result = ask(*words)
    assert result.exit_code == 0, result.output
    for part in parts:
        assert part in result.output, (why, result.output)


def test_json_tells_it_to_programs() -> None:
    (line,) = json.loads(ask("mayotte", "--at", "2026-12-25 09:00", "--week", "--json").stdout)
    assert (line["kind"], line["key"], line["number"], line["zone"]) == (
        "line",
        "mayotte",
        "+262269619191",
        "Indian/Mayotte",
    )
    assert (line["at"], line["open"], line["closes_at"]) == ("2026-12-25T11:00:00+03:00", False, None)
    assert line["opens_at"] == "2026-12-28T07:30:00+03:00"
    assert line["why"] == {
        "kind": "holiday",
        "words": {"fr": "Noël", "en": "Christmas Day"},
        "entry": None,
        "sure": True,
    }
    assert [day["day"] for day in line["days"]] == [f"2026-12-{day}" for day in range(25, 32)]
    assert line["days"][3] == {
        "day": "2026-12-28",
        "hours": ["07:30-14:30"],
        "perhaps": [],
        "why": {"kind": "hours", "words": {}, "entry": None, "sure": True},
        "cuts": [],
    }


KINDS = [("69", ["caisse"]), ("", ["line"] * 3), ("sncf", ["regime"]), ("975", ["department"]), ("988", ["own_body"])]


@pytest.mark.parametrize(("typed", "kinds"), KINDS)
def test_json_has_the_same_keys_for_every_body(typed: str, kinds: list[str]) -> None:
    found = json.loads(ask(*typed.split(), "--json").stdout)
    assert [one["kind"] for one in found] == kinds
    assert all(set(one) == keys_in_help(hours) for one in found)


def test_an_unknown_place_is_a_sentence_for_programs_too() -> None:
    refused = ask("xyzzy", "--json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Je ne connais pas « xyzzy »" in refused.stderr


def test_long_lines_are_wrapped_under_their_own_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = ask("69", "--at", "2026-11-23 10:00").output.splitlines()
    source = next(number for number, line in enumerate(lines) if "Source :" in line)
    assert max(map(len, lines)) <= 60
    assert lines[source + 1].startswith("  ")
    assert lines[source + 1].strip()


def test_without_a_moment_it_is_now() -> None:
    with freeze_time("2026-11-23 09:00"):
        result = ask("69")
    assert "lundi 23 novembre 2026, 10:00" in result.output
    assert "Aujourd'hui : 08:30-17:00" in result.output


REFUSED = [
    (["671"], "673 (la CPAM du Bas-Rhin)", "a code that was merged"),
    (["xyzzy"], "Tapez une ville", "nothing comes near"),
    (["loire"], None, "a name that is one of several stays that one"),
    (["69", "--at", "bientôt"], "Écrivez par exemple : demain 13h ; vendredi 9h30", "no moment"),
    (["69", "--at", "soon", "--english"], "Write for example: tomorrow 1pm", "no moment"),
    (["xyzzy", "--english"], "Type a town", "English"),
    (["saint", "denis"], "Saint-Denis (974), 155", "two cities of one name"),
    (["saint", "denis"], "Saint-Denis (93), 149", "each with its département"),
    (["st", "denis", "--english"], "Saint-Denis (93), 149,077 people", "English"),
    (["boulogne"], "Boulogne-sur-Mer (62)", "what begins so and is far larger"),
    (["saint", "barth"], "Vouliez-vous dire : Saint-Barthélemy (977)", "a beginning"),
]


@pytest.mark.parametrize(("words", "part", "why"), REFUSED)
def test_an_unknown_place_is_a_sentence_with_what_comes_near(words: list[str], part: str | None, why: str) -> None:
    result = ask(*words)
    assert bool(result.exit_code) == (part is not None)
    assert (part or "La CPAM de la Loire (caisse 422)") in result.output, why
    assert "Traceback" not in result.output


MEANT = [
    ("3646", ["national"], "a number"),
    ("36 46", ["national"], "a number in pairs"),
    ("étranger", ["abroad"], "a word for a line"),
    ("+33 1 84 90 36 46", ["abroad"], "a number in full"),
    ("02 69 61 91 91", ["mayotte"], "a number in pairs"),
    ("mayotte", ["mayotte"], "the line rather than the caisse"),
    ("976", ["976"], "the caisse, by département"),
    ("1", ["011"], "a zero is missing"),
    ("01", ["011"], "a département"),
    ("2a", ["201"], "a small letter"),
    ("20", ["201", "202"], "Corsica"),
    ("691", ["691"], "a caisse"),
    ("69003", ["691"], "a postcode"),
    ("97150", ["971"], "Saint-Martin's postcode"),
    ("rhône", ["691"], "a name"),
    ("RHONE", ["691"], "a name without its accent"),
    ("la CPAM du Rhône", ["691"], "a name in full"),
    ("haute corse", ["202"], "without the hyphen"),
    ("hautes-alpes", ["051"], "not the Alpes-de-Haute-Provence"),
    ("loire", ["422"], "not the Loiret"),
    ("nord", ["594", "595", "597", "599"], "four caisses"),
    ("roubaix-tourcoing", ["597"], "one of them"),
    ("le havre", ["763"], "an English name has its article"),
    ("guadelupe", ["971"], "a slip of the fingers"),
    ("seine saint denis", ["931"], "three words"),
    ("msa", ["msa"], "a régime"),
    ("lyon", ["691"], "a city"),
    ("Saint-Étienne", ["422"], "a city with accents"),
    ("st etienne", ["422"], "a city without"),
    ("Mamoudzou", ["976"], "a city of Mayotte"),
    ("lyon 3e", ["691"], "an arrondissement"),
    ("paris 12", ["751"], "an arrondissement, not the Aveyron"),
    ("saint-denis 974", ["974"], "with its département"),
    ("saint-denis, la réunion", ["974"], "with its département's name"),
    ("97400 saint denis", ["974"], "with its postcode"),
    ("Saint-Denis (93)", ["931"], "as the proposal writes it"),
    ("la réunion 974", ["974"], "a département and its code"),
    ("cpam de la rochelle", ["171"], "a caisse by its city"),
    ("cpam du mans", ["721"], "an article that is grown together"),
    ("dunkerque", ["594"], "the caisse that names it"),
    ("roubaix", ["597"], "the caisse that names it"),
    ("valenciennes", ["599"], "the caisse that names it"),
    ("maubeuge", ["594", "595", "597", "599"], "which of the four is not known"),
    ("bellegarde-sur-valserine", ["011"], "merged in 2019"),
    ("corse", ["201", "202"], "both"),
    ("caisse 691", ["691"], "with its word"),
    ("département 69", ["691"], "with its word"),
    ("papeete", ["987"], "of another body"),
    ("saint pierre et miquelon", ["975"], "a body of its own"),
    ("toulous", ["311"], "a slip of the fingers"),
    ("saint martin", ["971"], "the island, of far more people than the villages"),
    ("saint denis", [], "asked back"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("typed", "keys", "why"), MEANT)
def test_finds_who_is_meant(typed: str, keys: list[str], why: str) -> None:
    found = [
        next(getattr(body, key) for key in ("code", "key", "name") if hasattr(body, key))
        for body in find(SCHEDULES, typed).bodies
    ]
    assert found == keys, why


@pytest.mark.parametrize(
    "typed", ["saint denis", "saint martin", "vienne", "boulogne", "saint barth", "671", "gaudeloup", "nor"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_proposed_can_be_typed(typed: str, language: Language) -> None:
    found = find(SCHEDULES, typed)

    assert found.others or found.near
    for meaning in (*found.others, *found.near):
        assert find(SCHEDULES, label(meaning, language)).bodies == meaning.bodies, label(meaning, language)


@examples(50)
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["saint", "2a", "69003", "le", "cpam", "(", "20", "976"])).map(" ".join)
)
def test_whatever_is_typed_is_a_place_or_none(typed: str) -> None:
    found = find(SCHEDULES, typed)

    assert all(meaning.bodies for meaning in (*found.others, *found.near))
    assert not (found.bodies and found.near)


def test_hours_are_known_by_the_source_of_the_places_own_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Guadeloupe it is still the evening before when a version of its hours begins by the clock of Paris."""
    later = (
        "then:",
        "  2027-01-04:",
        "    hours: Mo-Fr 08:00-12:00",
        "    source: note de janvier",
        "    checked: 2026-12-01",
    )
    usual = "Tu,We,Fr 07:30-12:00"
    Folder(tmp_path).change("caisses.yaml", usual, "\n    ".join((usual, *later)))
    monkeypatch.setenv("IVR_CONTENT_DIR", str(tmp_path))
    asked = [ask("971", "--at", f"2027-01-04 {clock}").output for clock in ("02:30", "06:30")]
    assert ["note de janvier" in told for told in asked] == [False, True]
    assert json.loads(ask("971", "--at", "2027-01-04 02:30", "--json").output)[0]["assumed"] is True


def test_faulty_schedules_are_told_fault_by_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path)
    folder.change("lines.yaml", "zone: Indian/Mayotte", "zone: Mayotte")
    monkeypatch.setenv("IVR_CONTENT_DIR", str(tmp_path))
    result = ask("69")
    assert result.exit_code == 1
    assert f"schedules/lines.yaml:{folder.line_of('lines.yaml', 'zone: Mayotte')}" in result.output
    assert "fuseau horaire" in result.output
