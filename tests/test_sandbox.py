"""docs/sandbox: its tables are the program's own, its commands exist, and both languages tell the same."""

import re
import shlex
from pathlib import Path

import pytest

from ivr.carrier.codes import CODES, as_markdown
from ivr.carrier.webhooks import PATIENCE
from ivr.cli import main
from ivr.findings import Language
from ivr.settings import abouts

TEXTS: dict[Language, str] = {
    "en": Path("docs/sandbox.md").read_text(encoding="utf-8"),
    "fr": Path("docs/sandbox.fr.md").read_text(encoding="utf-8"),
}
CODES_THAT_A_TESTER_MEETS = {
    *(11200, 11205, 11750, 12100, 12200, 12300, 13224, 21211, 21608, 21612, 30003, 30005, 30006),
}


def commands(text: str) -> list[str]:
    """The lines to be typed, without what is said of them."""
    return [line.partition("  #")[0].strip() for line in re.findall(r"(?m)^    (\S.*)$", text)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_codes_are_the_programs_own(language: Language) -> None:
    assert as_markdown(language) in TEXTS[language], f"put in: ivr.carrier.codes.as_markdown({language!r})"


def test_every_code_that_a_tester_meets_is_there() -> None:
    assert CODES.keys() >= CODES_THAT_A_TESTER_MEETS


def test_both_languages_type_the_same_and_have_the_same_sources() -> None:
    assert commands(TEXTS["en"]) == commands(TEXTS["fr"])
    links = {language: re.findall(r"\]\((https://[^)]+)\)", text) for language, text in TEXTS.items()}
    assert links["en"] == links["fr"]
    assert TEXTS["en"].count("\n## ") == TEXTS["fr"].count("\n## ")


def test_every_command_of_ivr_exists_with_its_options() -> None:
    typed = [line for line in commands(TEXTS["en"]) if line.startswith("ivr ")]
    typed += re.findall(r"`(ivr [^`]+)`", TEXTS["en"])
    assert len(typed) > 10
    for line in typed:
        verb, *words = shlex.split(line)[1:]
        command = main.get_command(None, verb)
        known = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_settings_and_addresses_are_the_programs_own() -> None:
    known = {about.name for about in abouts().values()}
    for text in TEXTS.values():
        assert set(re.findall(r"\b(?:IVR|TWILIO)_[A-Z_]+[A-Z]\b", text)) <= known
        assert f"`{PATIENCE}`" in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_links_to_files_lead_somewhere(language: Language) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", TEXTS[language]):
        assert Path("docs", link).exists(), link
