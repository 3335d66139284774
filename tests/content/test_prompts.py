"""Prompt files: what is sound is read, what is not is refused with its line, all of it at once."""

from pathlib import Path

import pytest

from ivr.content.examples import Sentences
from ivr.content.faults import ContentError
from ivr.content.prompts import read_prompts
from ivr.wording.sites import is_allowed
from tests.content.prompt_files import WAV, record, sound, spoilt, wav, write_prompts


def faults(folder: Path) -> list[tuple[str, str]]:
    """The faults of a folder as (place, code)."""
    with pytest.raises(ContentError) as refused:
        read_prompts(folder)
    return [(str(finding.place), finding.code) for finding in refused.value.findings]


def line_of(source: str, text: str) -> int:
    return next(number for number, line in enumerate(source.splitlines(), 1) if text in line)


def test_sound_files_are_read(tmp_path: Path) -> None:
    found = read_prompts(write_prompts(tmp_path))

    french = found["fr"]
    assert list(found) == ["fr", "en"]
    assert (french.language, french.locale, french.voice) == ("fr", "fr-FR", "Polly.Lea-Neural")
    assert french.prompts["goodbye"].say == "Au revoir."
    assert french.place("prompts", "goodbye").line == line_of(sound("fr"), "goodbye:")
    topics = french.prompts["topics"]
    assert (topics.say, topics.help) == ("{count} choix.", "Tapez un chiffre.")
    assert list(topics.choices) == ["language", "attestation", "hours"]
    assert topics.choices["language"].language == "en"
    assert topics.choices["attestation"].words == ("attestation", "attestation de droits")
    assert topics.choices["hours"].words == ("horaires",)  # one word needs no list
    assert french.texts["attestation"].endswith("https://assure.ameli.fr")
    assert french.phrases["closed"] == "fermé"


def test_words_of_every_menu_are_known_by_their_keys(tmp_path: Path) -> None:
    everywhere = read_prompts(write_prompts(tmp_path))["fr"].everywhere

    assert everywhere["1"] == ("un", "une")
    assert everywhere["0"] == ("conseiller", "un conseiller")
    assert everywhere["*"] == ("retour",)
    assert everywhere["#"] == ("répéter",)
    assert set(everywhere) == {*"0123456789*#", "yes", "no", "fr", "en", "around", "not", "little"}


SPOILT = [
    ("voice: Polly.Lea-Neural", "voice: alice", "bad-voice", "a voice without short pauses"),
    ("locale: fr-FR", "locale: en-GB", "bad-locale", "another language's"),
    ("locale: fr-FR", "locale: fr-ZZZZ", "bad-locale", "no country"),
    ("language: fr\n", "language: en\n", "unknown-language", "the file of another language"),
    ("voice: Polly.Lea-Neural", "voices: Polly.Lea-Neural", "unknown-key", "a slip in a key"),
    ('  closed: "fermé"', '  closd: "fermé"', "unknown-key", "a slip in a phrase's name"),
    ('"{offer}, tapez {key}."', '"{offer}."', "phrase-placeholder", "a key that is never said"),
    ('"aujourd\'hui {time}"', '"aujourd\'hui {heure}"', "phrase-placeholder", "a placeholder that nobody fills"),
    ('"minuit"', '""', "nothing", "an empty phrase"),
    ("  goodbye: Au revoir.", "  goodbye: Jusqu'à 17h30.", "clock", "a time that voices misread"),
    ("  goodbye: Au revoir.", "  goodbye: Jusqu'à 8 h.", "clock", "another"),
    ("  goodbye: Au revoir.", "  goodbye: “Au revoir.”", "stray-quote", "a word processor's quotes"),
    ("  goodbye: Au revoir.", "  goodbye: « Au revoir. »", "stray-quote", "French quotes around it all"),
    ("  goodbye: Au revoir.", '  goodbye: Au revoir."', "stray-quote", "one quote is lost"),
    ("  goodbye: Au revoir.", '  goodbye: "Au {revoir"', "brace", "a brace left open"),
    ("  goodbye: Au revoir.", '  goodbye: "Au { revoir }"', "brace", "blanks in braces"),
    ("{reopening}", "{reopening:loud}", "unknown-manner", "a manner that doesn't exist"),
    ("  goodbye: Au revoir.", "  goodbye: [Au, revoir]", "not-text", "a list instead of a text"),
    ("  goodbye: Au revoir.", '  goodbye: ""', "nothing", "nothing to say"),
    ("  goodbye: Au revoir.", "  goodbye: {help: Oui.}", "no-say", "help alone"),
    ("  goodbye: Au revoir.", "  goodbye: {say: Au revoir., sya: Oui.}", "unknown-key", "a slip in a prompt's key"),
    ("  goodbye: Au revoir.", "  goodbye: {say: Au revoir., language: de}", "unknown-language", "nobody speaks it"),
    ("    help: Tapez un chiffre.", '    help: "Tapez {count}."', "no-placeholder", "help is filled by nobody"),
    ("offer: Pour les horaires", 'offer: "Pour {les} horaires"', "no-placeholder", "nor is an offer"),
    ("        offer: Pour les horaires\n", "", "missing", "a choice that is not offered"),
    ("        words: horaires\n", "", "missing", "a choice that can't be spoken"),
    ("words: horaires", "words: []", "empty-list", "no words at all"),
    ("words: horaires", "words: horaires, ouverture", "no-brackets", "a list without brackets is one long word"),
    ("words: horaires", "words: [horaires, '!']", "empty-word", "nothing that can be said"),
    ("words: horaires", "words: [Attestation !]", "same-word", "the same word for two choices, but for its looks"),
    ("  two: [deux]", "  two: [deux, une]", "same-word", "the same word for two keys"),
    ("  two: [deux]\n", "", "missing", "a key that can't be spoken"),
    ("  two: [deux]", "  2: [deux]\n  two: [deux]", "unknown-key", "a key of the keypad is none of the file"),
    ("votre attestation. https", "votre être. https", "text-letters", "ê makes an SMS cost three"),
    ("répondez STOP.", "répondez STOP, ça suffit.", "text-letters", "nor is what follows a text"),
    ("votre attestation. https", f"{'votre ' * 30}. https", "long-text", "two segments"),
    ("votre attestation. https", f"{'votre ' * 14}. https", "long-text", "two with what follows it, from a number"),
    ("votre attestation. https", "votre {nom}. https", "text-personal", "nothing personal"),
    ("https://assure.ameli.fr", "https://ameli-assure.fr", "text-site", "a site that looks like ours"),
    ("https://assure.ameli.fr", "https://ameli.fr.example.com", "text-site", "ours as the beginning of another"),
    ("https://assure.ameli.fr", "https://ameli.fr@example.com", "text-site", "ours as somebody's name"),
    ("https://assure.ameli.fr", "bit.ly/3646", "text-site", "a shortener, without https"),
    ("https://assure.ameli.fr", "http://127.0.0.1/ameli", "text-site", "a number for a site"),
    ("https://assure.ameli.fr", "https://[ameli", "text-site", "no site at all"),
]


@pytest.mark.parametrize(("old", "new", "code", "why"), SPOILT, ids=[f"{row[2]}-{row[3]}" for row in SPOILT])
def test_a_fault_is_told_in_its_file_with_its_line(tmp_path: Path, old: str, new: str, code: str, why: str) -> None:
    found = faults(write_prompts(tmp_path, fr=spoilt("fr", old, new)))

    assert code in [told for place, told in found if place.startswith("prompts/fr.yaml:")], why


def test_a_fault_points_at_its_line(tmp_path: Path) -> None:
    source = spoilt("fr", "  goodbye: Au revoir.", "  goodbye: Jusqu'à 17h30.")

    assert faults(write_prompts(tmp_path, fr=source)) == [(f"prompts/fr.yaml:{line_of(source, 'goodbye:')}", "clock")]


LANGUAGES_DIFFER = [
    ("  goodbye: Goodbye.\n", "", "lacks", "a prompt in one language only"),
    ("  goodbye: Goodbye.", "  goodbye: Goodbye.\n  thanks: Thank you.", "lacks", "or in the other"),
    ('  attestation: "Assurance', '  certificate: "Assurance', "lacks", "a text under another name"),
    ("      hours:\n", "      times:\n", "lacks", "a choice under another name"),
    ("{reopening}", "{opening}", "strange-placeholder", "a placeholder that nothing fills"),
    (" Again {reopening}.", "", "lacks-placeholder", "a placeholder was lost"),
]


@pytest.mark.parametrize(("old", "new", "code", "why"), LANGUAGES_DIFFER, ids=[row[3] for row in LANGUAGES_DIFFER])
def test_languages_must_agree(tmp_path: Path, old: str, new: str, code: str, why: str) -> None:
    found = faults(write_prompts(tmp_path, en=spoilt("en", old, new)))

    assert {told for _, told in found} == {code}, why


def test_the_file_with_the_slip_is_told_and_what_was_meant(tmp_path: Path) -> None:
    slip = write_prompts(tmp_path, fr=spoilt("fr", "{reopening}", "{reouverture}"))
    with pytest.raises(ContentError) as refused:
        read_prompts(slip)
    (found,) = refused.value.findings
    assert found.place.name == "prompts/fr.yaml"
    assert found.sentence("fr") == "Dans « closed », {reouverture} n'existe pas."
    assert found.mend("fr") == "Est-ce {reopening} ?"

    lost = write_prompts(tmp_path, fr=spoilt("fr", " De nouveau {reopening}.", ""))
    with pytest.raises(ContentError) as refused:
        read_prompts(lost)
    (found,) = refused.value.findings
    assert found.place.name == "prompts/fr.yaml"
    assert found.sentence("fr") == "À « closed », il manque {reopening}."


def test_a_prompt_that_is_gone_is_told_where_it_stood_and_not_to_be_deleted_elsewhere(tmp_path: Path) -> None:
    without = spoilt("fr", "  goodbye: Au revoir.\n", "")
    with pytest.raises(ContentError) as refused:
        read_prompts(write_prompts(tmp_path, fr=without))
    (found,) = refused.value.findings

    assert str(found.place) == f"prompts/fr.yaml:{line_of(without, 'De nouveau {reopening}')}"
    assert found.mend("fr") == "Ajoutez « goodbye: ... » ici, après « closed », comme dans en.yaml."


def test_a_choice_that_is_gone_is_told_among_the_choices(tmp_path: Path) -> None:
    without = spoilt("fr", "      hours:\n        offer: Pour les horaires\n        words: horaires\n", "")
    with pytest.raises(ContentError) as refused:
        read_prompts(write_prompts(tmp_path, fr=without))
    (found,) = refused.value.findings

    assert str(found.place) == f"prompts/fr.yaml:{line_of(without, '      attestation:')}"
    assert "après « attestation »" in found.mend("fr")


def test_placeholders_may_be_said_in_another_manner(tmp_path: Path) -> None:
    manner = spoilt("en", "{reopening}", "{reopening:until}")

    assert read_prompts(write_prompts(tmp_path, en=manner))["en"].prompts["closed"].say.endswith("{reopening:until}.")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    french = spoilt("fr", "  goodbye: Au revoir.", "  goodbye: Jusqu'à 17h30.").replace("voice: Polly", "voice: Molly")
    english = spoilt("en", "  goodbye: Goodbye.\n", "").replace("locale: en-GB", "locale: GB")
    found = faults(write_prompts(tmp_path, fr=french, en=english))

    assert sorted(code for _, code in found) == ["bad-locale", "bad-voice", "clock", "lacks"]


@pytest.mark.parametrize(
    ("fr", "code"),
    [("", "not-whole"), ("[]\n...\n", "not-a-table"), ("a: b: c\n...\n", "syntax"), (sound("fr")[:-4], "not-whole")],
)
def test_a_file_that_is_not_whole_is_refused_alone(tmp_path: Path, fr: str, code: str) -> None:
    assert [told for _, told in faults(write_prompts(tmp_path, fr=fr))] == [code]


def test_a_missing_file_and_a_stranger_are_told(tmp_path: Path) -> None:
    prompts = write_prompts(tmp_path)
    (prompts / "fr.yaml").rename(prompts / "fr.yml")

    with pytest.raises(ContentError) as refused:
        read_prompts(prompts)
    gone, stranger = refused.value.findings
    assert (str(gone.place), gone.code) == ("prompts/fr.yaml", "no-file")
    assert gone.sentence("fr") == f"Le fichier fr.yaml n'est pas dans {prompts}, mais « fr.yml » y est."
    assert gone.mend("fr") == "Renommez « fr.yml » en « fr.yaml »."
    assert (str(stranger.place), stranger.code) == ("prompts/fr.yml", "unknown-file")


def test_a_folder_that_is_missing_is_one_fault_and_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        read_prompts(tmp_path / "prompts")
    [finding] = error.value.findings
    assert (str(finding.place), finding.code) == ("prompts", "no-folder")
    assert str(tmp_path / "prompts") in finding.sentence("en")


def test_faults_are_told_in_english_too(tmp_path: Path) -> None:
    prompts = write_prompts(tmp_path, fr=spoilt("fr", "  goodbye: Au revoir.", "  goodbye: Jusqu'à 17h30."))

    with pytest.raises(ContentError, match="would be misread") as refused:
        read_prompts(prompts)
    assert "serait mal lu" in refused.value.told("fr")


def test_a_recording_is_found(tmp_path: Path) -> None:
    prompts = write_prompts(tmp_path)
    record(prompts, "fr/goodbye.wav")
    record(prompts, "fr/README.md", b"how it was recorded")
    found = read_prompts(prompts)

    assert found["fr"].prompts["goodbye"].audio == "fr/goodbye.wav"
    assert found["en"].prompts["goodbye"].audio == ""


@pytest.mark.parametrize(
    ("name", "content", "code", "why"),
    [
        ("fr/goodby.wav", WAV, "recording-name", "a slip in its name"),
        ("fr/closed.wav", WAV, "recording-varies", "its words vary"),
        ("fr/topics.wav", WAV, "recording-varies", "its choices do"),
        ("fr/goodbye.mp3", WAV, "recording-format", "another kind of file"),
        ("fr/goodbye.wav", b"ID3", "recording-format", "another kind of file by that name"),
        ("fr/goodbye.wav", b"", "recording-format", "an empty file"),
        ("fr/goodbye.wav", WAV[:30], "recording-format", "a file that was cut"),
        ("fr/goodbye.wav", wav(rate=44100, channels=2), "recording-format", "a computer's sound"),
        ("fr/goodbye.wav", wav(rate=16000), "recording-format", "better than a telephone's, and converted each time"),
        ("fr/goodbye.wav", wav(channels=2), "recording-format", "stereo"),
        ("fr/goodbye.wav", wav(encoding=0x55), "recording-format", "an MP3 in a WAV's clothes"),
        ("fr/goodbye.wav", wav(seconds=0), "recording-format", "no sound"),
    ],
)
def test_a_recording_that_cannot_be_played_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str, why: str
) -> None:
    prompts = write_prompts(tmp_path)
    record(prompts, name, content)

    assert faults(prompts) == [(f"prompts/audio/{name}", code)], why


def test_a_recording_of_another_format_is_told_with_its_own(tmp_path: Path) -> None:
    prompts = write_prompts(tmp_path)
    record(prompts, "fr/goodbye.wav", wav(rate=44100, channels=2))
    with pytest.raises(ContentError) as refused:
        read_prompts(prompts)
    (found,) = refused.value.findings
    assert found.sentence("fr") == "Cet enregistrement n'est pas au format du téléphone : 44100 Hz, 2 canaux."
    assert "44100 Hz, 2 channels" in found.sentence("en")
    assert "8 kHz (8000 Hz), mono" in found.mend("fr")


def test_the_telephones_own_encoding_is_played(tmp_path: Path) -> None:
    prompts = write_prompts(tmp_path)
    record(prompts, "fr/goodbye.wav", wav(encoding=7))
    assert read_prompts(prompts)["fr"].prompts["goodbye"].audio


@pytest.mark.parametrize(
    ("host", "may"),
    [
        ("ameli.fr", True),
        ("www.ameli.fr", True),
        ("ASSURE.AMELI.FR.", True),
        ("monespaceprive.msa.fr", True),
        ("notameli.fr", False),
        ("ameli.fr.com", False),
        ("fr", False),
        ("", False),
    ],
)
def test_only_listed_sites_are_allowed(host: str, may: bool) -> None:
    assert is_allowed(host) is may


def test_sentences_in_little_room_are_a_sequence_like_another() -> None:
    said = ("je voudrais mon attestation", "j\u2019ai perdu\nma carte", "", "un \ud800 seul")
    kept = Sentences(said)
    assert kept == ("je voudrais mon attestation", "j\u2019ai perdu ma carte", "", "un \ud800 seul") == tuple(kept)
    assert (len(kept), kept[1:2], kept[-1]) == (4, ("j\u2019ai perdu ma carte",), "un \ud800 seul")
    assert not Sentences(())
    assert list(Sentences(())) == []
    assert list(Sentences(("",))) == [""]
    assert kept == Sentences(said) != Sentences(said[:3])
    assert Sentences(()) != Sentences(("",))
