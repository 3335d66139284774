"""`ivr call`, against a scripted line over HTTP: what it dials, what it prints, and that it always ends cleanly."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from ivr.cli.call import call
from ivr.phone.moments import read_moment
from ivr.phone.transcript import read
from tests.phone import scripted_line
from tests.phone.scripted_line import ScriptedLine, document, gather, say
from tests.phone.test_transports import served

MENU = document(gather(say("Pour une attestation, tapez 1."), input="dtmf speech", language="fr-FR"))
BYE = document(say("Au revoir."), "<Hangup/>")


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ScriptedLine]]:
    taken = ("204 No Content", "", "")
    line = ScriptedLine({"/voice": MENU, "/next": [MENU, BYE], "/voice/status": taken, "/rehearsal": taken})
    with served(line) as address:
        monkeypatch.setattr(scripted_line, "BASE", address)
        yield address, line


def ivr_call(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(call, arguments, input=typed)


def over_http(placed: tuple[str, ScriptedLine], *arguments: str) -> tuple[Result, ScriptedLine]:
    address, line = placed
    result = ivr_call("--url", address, "--token", scripted_line.TOKEN, *arguments)
    assert line.badly_signed == 0
    return result, line


def test_plays_its_keys_and_hangs_up_without_a_terminal(placed: tuple[str, ScriptedLine]) -> None:
    result, line = over_http(placed, "--keys", "1")
    assert result.exit_code == 0, result.output
    assert "fr Pour une attestation, tapez 1." in result.output
    assert "vous avez raccroché" in result.output
    assert [path for path, _ in line.asked] == ["/voice", "/next", "/voice/status"]


def test_plays_the_call_of_a_link(placed: tuple[str, ScriptedLine]) -> None:
    link = "http://line.example/phone#from=masqu%C3%A9&to=3646&at=2026-12-25T09:00&do=0.5:press:1&do=say:au+revoir"
    result, line = over_http(placed, "--link", link)
    assert result.exit_code == 0, result.output
    assert line.form("/voice")["From"] == "anonymous"
    assert line.form("/voice")["at"] == "20261225T080000Z"
    assert line.form("/next")["SpeechResult"] == "au revoir"
    assert "no call's link" in ivr_call("--link", link.replace("press", "sing"), "--english").output
    cut = link.partition("&")[0]
    assert "it is not whole; write it between quotes" in ivr_call("--link", cut, "--english").output


def test_says_words_after_the_keys(placed: tuple[str, ScriptedLine]) -> None:
    result, line = over_http(placed, "--keys", "1", "--say", "au revoir", "--english")
    assert 'you say "au revoir"' in result.output
    assert line.form("/next")["SpeechResult"] == "au revoir"
    assert "the line hung up" in result.output


def test_lines_that_are_piped_in_are_played_without_a_prompt(placed: tuple[str, ScriptedLine]) -> None:
    address, line = placed
    result = ivr_call("--url", address, "--token", scripted_line.TOKEN, typed="1\nune attestation\n")
    assert result.exit_code == 0
    assert line.form("/next")["SpeechResult"] == "une attestation"
    assert [said for said in result.output.splitlines() if said.startswith("▸")] == [
        "▸ vous tapez 1",
        "▸ vous dites « une attestation »",
    ]
    assert "la ligne a raccroché" in result.output
    assert "⌨" not in result.output
    assert "Entrée" not in result.output


@pytest.mark.parametrize("typed", ["1\n", "1\nq\n1\n"], ids=["the lines end", "q, and more that nobody hears"])
def test_the_phone_is_put_down_where_piped_lines_end(placed: tuple[str, ScriptedLine], typed: str) -> None:
    address, line = placed
    result = ivr_call("--url", address, "--token", scripted_line.TOKEN, typed=typed)
    assert "vous avez raccroché" in result.output
    assert [path for path, _ in line.asked] == ["/voice", "/next", "/voice/status"]


def test_what_is_piped_in_is_left_alone_where_keys_are_given(placed: tuple[str, ScriptedLine]) -> None:
    address, line = placed
    result = ivr_call("--url", address, "--token", scripted_line.TOKEN, "--keys", "1", typed="1\n1\n")
    assert "vous avez raccroché" in result.output
    assert [path for path, _ in line.asked] == ["/voice", "/next", "/voice/status"]


def test_english_begins_with_nine(placed: tuple[str, ScriptedLine]) -> None:
    _, line = over_http(placed, "--lang", "en")
    assert line.form("/next")["Digits"] == "9"


def test_a_language_that_is_none_is_refused_before_anything_is_dialled(placed: tuple[str, ScriptedLine]) -> None:
    result, line = over_http(placed, "--lang", "xx")
    assert "--lang xx : une de fr, en" in result.output
    assert line.asked == []


WINDOWS = "\ufeff1\r\nune attestation\r\n".encode()  # a file of Windows's editor, with its mark
LATIN = "1\nété".encode("latin-1")  # a terminal that writes otherwise than it says


@pytest.mark.parametrize(("typed", "understood"), [(WINDOWS, "une attestation"), (LATIN, "\ufffdt\ufffd")])
def test_lines_are_read_however_they_are_written(
    placed: tuple[str, ScriptedLine], typed: bytes, understood: str
) -> None:
    address, line = placed
    result = CliRunner().invoke(call, ["--url", address, "--token", scripted_line.TOKEN], input=typed)
    assert "▸ vous tapez 1" in result.output.splitlines()
    assert line.form("/next")["SpeechResult"] == understood


def test_words_that_are_no_unicode_are_said_as_far_as_they_are(placed: tuple[str, ScriptedLine]) -> None:
    """An argument's bytes that are no UTF-8 come as surrogates, which nothing can send."""
    _, line = over_http(placed, "--keys", "1", "--say", "\udce9t\udce9")
    assert line.form("/next")["SpeechResult"] == "\ufffdt\ufffd"


def test_the_phone_is_put_down_where_there_is_no_input_at_all(placed: tuple[str, ScriptedLine]) -> None:
    """A supervisor may have closed it: `<&-`."""
    address = placed[0]
    closed = [sys.executable, "-m", "ivr", "call", "--url", address, "--token", scripted_line.TOKEN]
    shown = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *closed], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "vous avez raccroché" in shown.stdout


def test_dials_as_people_write(placed: tuple[str, ScriptedLine]) -> None:
    _, line = over_http(placed, "--from", "06 12 34 56 78", "--to", "02 69 61 91 91")
    assert (line.form("/voice")["From"], line.form("/voice")["To"]) == ("+33612345678", "+262269619191")


def test_a_moment_is_asked_for_in_the_first_address(placed: tuple[str, ScriptedLine]) -> None:
    _, line = over_http(placed, "--at", "2026-12-25 09:00")
    assert line.form("/voice")["at"] == "20261225T080000Z"
    assert line.form("/voice/status")["at"] == "20261225T080000Z", "the end of a rehearsal is one too"
    assert line.asked[0][0] == "/rehearsal"
    assert {form["CallSid"][:10] for _, form in line.asked} == {"CA00000000"}


def test_where_nobody_knows_of_rehearsals_nothing_is_dialled(placed: tuple[str, ScriptedLine]) -> None:
    """An older release, or another service: it would play a real call."""
    placed[1].pages = {path: page for path, page in placed[1].pages.items() if path != "/rehearsal"}
    result, line = over_http(placed, "--at", "2026-12-25 09:00")
    assert "ne connaît pas les répétitions : une version plus ancienne, ou autre chose" in result.output
    assert [path for path, _ in line.asked] == ["/rehearsal"]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("mayotte", "+262269619191"),
        ("étranger", "+33184903646"),
        ("abroad", "+33184903646"),
        ("National", "+33199003646"),
    ],
)
def test_a_line_may_be_called_by_its_name(placed: tuple[str, ScriptedLine], name: str, number: str) -> None:
    _, line = over_http(placed, "--to", name)
    assert line.form("/voice")["To"] == number


@pytest.mark.parametrize("caller", ["", "masqué", "anonymous", "+266696687", "sip:trunk@example.org", "Restricted"])
def test_odd_callers_may_ring(placed: tuple[str, ScriptedLine], caller: str) -> None:
    assert over_http(placed, "--from", caller)[0].exit_code == 0


def test_the_texts_of_a_distant_line_are_to_be_seen_there(placed: tuple[str, ScriptedLine]) -> None:
    result, _ = over_http(placed)
    assert "voyez « ivr texts list »" in result.output.splitlines()[-1]


def test_a_wrong_token_is_one_sentence(placed: tuple[str, ScriptedLine]) -> None:
    _, line = placed
    line.pages = {**line.pages, "/voice": ("403 Forbidden", "text/plain", "no")}
    result = ivr_call("--url", placed[0], "--token", "another")
    assert "le service refuse la signature : ce jeton n'est pas le sien" in result.output
    assert "answered 403" not in result.output


def test_a_transcript_is_all_that_is_printed_on_standard_output(placed: tuple[str, ScriptedLine]) -> None:
    result, _ = over_http(placed, "--from", "masqué", "--keys", "1 1", "--at", "2026-12-25 09:00", "--transcript")
    transcript = read(result.stdout)
    assert (transcript.from_, transcript.at, transcript.ends) == ("masqué", "2026-12-25 09:00", "hangup")
    assert "Au revoir." in result.stderr


def test_a_moment_in_words_is_told_as_it_was_read(placed: tuple[str, ScriptedLine]) -> None:
    result, _ = over_http(
        placed, "--from", "masqué", "--keys", "1 1", "--at", "le 25 décembre 2026 à 9 h", "--transcript"
    )
    assert "vendredi 25 décembre 2026, 09:00 à Paris" in result.stderr
    assert read(result.stdout).at == "2026-12-25 09:00"


def test_a_transcript_tells_the_two_hours_apart_that_the_clocks_show_twice(placed: tuple[str, ScriptedLine]) -> None:
    result, line = over_http(placed, "--at", "2026-10-25 02:30+01:00", "--transcript")
    assert line.form("/voice")["at"] == "20261025T013000Z"
    assert read_moment(read(result.stdout).at).astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-03-29 02:30", "dimanche 29 mars 2026, 03:00 à Paris"),  # the clocks skip it
        ("2026-12-25T09:00+03:00", "vendredi 25 décembre 2026, 07:00 à Paris"),
        ("2026-12-25 09:00", ""),
        ("2026-12-25T09:00+01:00", ""),
    ],
)
def test_a_moment_that_is_another_one_in_paris_is_told(placed: tuple[str, ScriptedLine], at: str, told: str) -> None:
    result, _ = over_http(placed, "--at", at)
    assert [line for line in result.stderr.splitlines() if "version" not in line] == [told] * bool(told)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at", "tomorow 9am"], "j'y lis « 9am », mais pas « tomorow ». Écrivez par exemple : demain 13h"),
        (["--at", "tomorow 9am", "--english"], "Write for example: tomorrow 1pm"),
        (["--keys", "1 two", "--english"], "apart by spaces"),
        (["--to", "12"], "--to « 12 » : écrivez national, mayotte, étranger"),
        (["--to", "mars"], "--to « mars »"),
        (["--from", "abc"], "--from « abc » : écrivez un numéro"),
        (["--from", "abc", "--english"], "write a number"),
        (["--url", "127.0.0.1:5077", "--token", "t"], "ajoutez http:// (http://127.0.0.1:5077)"),
        (["--url", "http://", "--token", "t"], "l'hôte seulement"),
        (["--url", "http://127.0.0.1:99999", "--token", "t"], "rien ne répond"),
        (["--advisers", "asleep"], "'--advisers' : « asleep » : choisissez parmi 'answer', 'busy'"),
        (["--advisors", "busy"], "L'option --advisors n'existe pas. Vouliez-vous dire '--advisers' ?"),
        (["--keys", "1 two"], "séparés par des espaces"),
        (["--url", "http://127.0.0.1:9", "--token", ""], "demande un jeton"),
        (["--url", "http://127.0.0.1:9", "--token", "t"], "« ivr run »"),
        (["--url", "http://127.0.0.1:9", "--token", "t", "--english"], "`ivr run`"),
        (["--advisers", "asleep"], "busy"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(arguments: list[str], words: str) -> None:
    result = ivr_call(*arguments)
    assert result.exit_code != 0
    assert "appelle" not in result.output
    assert words in re.sub(r"\s+", " ", result.output)
    assert "Traceback" not in result.output
