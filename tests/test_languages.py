"""A third language is words alone: CONTRIBUTING's steps are followed with a made-up one, and it is rung."""

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from ivr.check.report import structural
from ivr.check.subject import Subject
from ivr.cli import main
from ivr.content.faults import ContentError
from ivr.drawing.card import card
from ivr.hours.holidays import SUBDIVISIONS, names_of
from ivr.line.flow import FLOW
from ivr.phone.voices import LANGUAGE, language_of
from ivr.published.reading import read_halves, read_snapshot
from ivr.wording.voices import POLLY
from tests.check.real import real

SECTION = Path("CONTRIBUTING.md").read_text(encoding="utf-8").split("## Add a language")[1].split("\n## ")[0]
HEAD, HOLIDAYS = (dedent(block) for block in re.findall(r"(?:^ {7}.*\n)+", SECTION, re.MULTILINE))
CODE = "it"
TUESDAY = datetime.fromisoformat("2026-11-24T10:00+01:00")
CHRISTMAS = datetime.fromisoformat("2026-12-25T10:00+01:00")

NAMES = "ameli|amelibot|vitale|mayotte|" + "|".join(real().schedules.regimes)
_KEPT = re.compile(rf"(\{{[^}}]*\}}|https?://\S+|\b\w\b|\b(?:{NAMES})\b)", re.IGNORECASE)
_TURNED = str.maketrans("aeiouAEIOU", "eiouaEIOUA")


def made_up(words: str) -> str:
    """A sentence of a language that nobody speaks: every vowel is the next one; values, links and proper names stay."""
    pieces = _KEPT.split(words)
    return "".join(piece if number % 2 else piece.translate(_TURNED) for number, piece in enumerate(pieces))


def translated(value: Any, key: str = "") -> Any:
    """A prompt file, or a part of it; what is no word stays: names of texts, of bodies, addresses that are spelled."""
    if isinstance(value, dict):
        return {name: translated(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [translated(inner, key) for inner in value]
    kept = key in ("sends", "body", "language") or key.startswith("address_")
    return value if kept else made_up(str(value))


def add_prompts(folder: Path) -> None:
    """Steps 1 and 2."""
    english = YAML(typ="safe").load(Path("prompts/en.yaml").read_text(encoding="utf-8"))
    rest = {name: part for name, part in english.items() if isinstance(part, dict) and name != "page"}
    example = YAML(typ="safe").load(HOLIDAYS)["holidays"]
    names = {name for subdivision in SUBDIVISIONS for name in names_of(subdivision)}
    assert example.keys() <= names
    rest["everywhere"] = {CODE if name == "en" else name: words for name, words in rest["everywhere"].items()}
    holidays = {name: example.get(name, made_up(name)) for name in sorted(names)}
    with (folder / f"prompts/{CODE}.yaml").open("w", encoding="utf-8") as file:
        file.write(HEAD)
        YAML().dump({"holidays": holidays, **translated(rest)}, file)
        file.write("...\n")


IN_ENGLISH = re.compile(
    r"^( +(?:\w+: \{.*?)?)en: (\"[^\"]*\"|[^,}\n]*)", re.MULTILINE
)  # on a line of its own, or in braces


def add_columns(folder: Path) -> None:
    """Step 3: beside each name in English."""
    for file in (folder / "schedules").glob("*.yaml"):
        file.write_text(IN_ENGLISH.sub(_beside, file.read_text(encoding="utf-8")), encoding="utf-8")


def _beside(found: re.Match[str]) -> str:
    between = ", " if "{" in found[1] else f"\n{found[1]}"
    return f"{found[0]}{between}{CODE}: {made_up(found[2])}"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    for part in ("prompts", "schedules"):
        shutil.copytree(part, folder / part)
    add_prompts(folder)
    add_columns(folder)
    return folder


def test_its_file_alone_is_told_what_schedules_lack_each_with_its_line(tmp_path: Path) -> None:
    for part in ("prompts", "schedules"):
        shutil.copytree(part, tmp_path / part)
    add_prompts(tmp_path)
    told = [finding.told("en") for finding in read_halves(tmp_path).findings]
    lacking = sum(len(IN_ENGLISH.findall(file.read_text("utf-8"))) for file in Path("schedules").glob("*.yaml"))
    assert len(told) == lacking > 100
    assert all(re.match(rf"schedules/\w+\.yaml:\d+: .*lacks “{CODE}”", one) for one in told)


def test_what_its_file_lacks_is_told_too(content: Path, tmp_path: Path) -> None:
    shutil.copytree(content, tmp_path / "content")
    file = tmp_path / f"content/prompts/{CODE}.yaml"
    written = file.read_text(encoding="utf-8")
    for lost in (r"^offer:.*\n", r"^  Noël:.*\n", r"^  any_time:.*\n", r"^  noon:.*\n"):
        written = re.sub(lost, "", written, count=1, flags=re.MULTILINE)
    file.write_text(written, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_snapshot(tmp_path / "content")
    told = "\n".join(finding.told("en") for finding in refused.value.findings)
    for name in ("offer", "Noël", "any_time", "noon"):
        assert re.search(rf"prompts/{CODE}\.yaml:\d+: .*{name}", told), told


def test_it_has_nothing_wrong_with_it(content: Path) -> None:
    snapshot = read_snapshot(content)
    found = structural(Subject(FLOW, snapshot.prompts, snapshot.schedules, TUESDAY.date()))
    assert [finding.told("en") for finding in found if finding.severity == "error"] == []


def rung(line: Callable[..., Any], content: Path, at: datetime = TUESDAY, **settings: str) -> Any:
    return line(at, {"IVR_CONTENT_DIR": str(content), "IVR_TEST_SERVICE": "no", **settings})


def test_a_caller_is_offered_it_in_its_own_words_and_goes_on_in_it(line: Callable[..., Any], content: Path) -> None:
    ringing = rung(line, content)
    phone = ringing.phone("06 12 34 56 78").dial()
    offers = [(one.language, one.text) for one in phone.said if " 9." in one.text]
    italian = made_up("press")
    assert offers == [("en-GB", "For English, press 9."), ("it-IT", f"Per l'italiano, {italian} 9.")]
    phone.press("9")
    menu = [(one.language, one.text) for one in phone.said]
    assert menu == [("en-GB", "For English, press 1."), ("it-IT", f"Per l'italiano, {italian} 2.")]
    phone.press("2").hears(made_up("Now in English."), "Pour le français, tapez 9.")
    assert {one.language for one in phone.said} == {"it-IT", "fr-FR", "en-GB"}
    phone.press("9").hears("Pour le français, tapez 1.", "For English, press 2.").press("*")
    assert phone.said[0].language == "it-IT"


def test_hours_and_texts_are_in_it(line: Callable[..., Any], content: Path) -> None:
    ringing = rung(line, content)
    phone = ringing.phone("06 12 34 56 78").dial().press("9").press("2").press("3").press("75012")
    phone.hears(made_up("the CPAM of Paris"), made_up("5 p.m."))
    phone.press("1").hears("lunedì")  # Babel's
    texting = rung(line, content)
    call = texting.phone("06 12 34 56 78").dial().say("italiano")
    call.say(made_up("certificate"))
    assert {one.language for one in call.said} == {"it-IT"}


def test_a_holiday_is_named_in_it(line: Callable[..., Any], content: Path) -> None:
    ringing = rung(line, content, CHRISTMAS)
    phone = ringing.phone("01 99 00 12 34").dial().press("9").press("2")
    phone.hears("Natale").does_not_hear("Noël")


def test_who_says_its_name_goes_on_in_it_in_any_menu(line: Callable[..., Any], content: Path) -> None:
    phone = rung(line, content).phone().dial().press("4").say("in italiano, per favore")
    assert phone.said[0].language == "it-IT"


def test_a_call_in_a_language_that_is_gone_goes_on_in_the_first(line: Callable[..., Any], content: Path) -> None:
    spoken = rung(line, content).phone().dial().press("9").press("2")
    here = line(TUESDAY).phone(url=spoken.listening.action).dial()
    assert "g=it" in spoken.listening.action
    assert here.said[-1].language == "fr-FR"


def test_the_terminal_rings_in_it(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_CONTENT_DIR", str(content))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/line.sqlite3")
    shown = CliRunner().invoke(main, ["call", "--lang", CODE, "--keys", "4", "--at", "2026-11-24 10:00"])
    assert shown.exit_code == 0, shown.output
    assert f" {CODE} {made_up('Now in English.')}" in shown.output
    refused = CliRunner().invoke(main, ["call", "--lang", "xx"])
    assert "fr, en, it" in refused.output


def test_the_testers_phone_knows_every_voice_that_a_language_may_have() -> None:
    other = {voice: locale for voice, locale in POLLY.items() if LANGUAGE.fullmatch(locale)}
    assert len(other) > 80
    assert {voice: language_of(voice) for voice in other} == other


def test_it_has_a_card(content: Path) -> None:
    snapshot = read_snapshot(content)
    told = card(FLOW, snapshot.prompts, snapshot.schedules, CODE, TUESDAY.date())
    assert '<html lang="it-IT">' in told
    assert made_up("At any time") in told
    assert "Pour le français" in told
    assert "For English" in told
    assert "lunedì" in told
