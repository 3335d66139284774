"""Every check has a broken example, which yields exactly the findings that its first lines list."""

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from ivr.check.checks import CHECKS
from ivr.check.report import findings_of
from tests.broken import sound

FOLDER = Path(sound.__file__).parent
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "sound"))
LISTED = re.compile(r"^(error|warning) (\S+) at (.+)$", re.MULTILINE)


def example(name: str) -> ModuleType:
    return import_module(f"tests.broken.{name}")


def test_the_sound_line_has_no_findings() -> None:
    assert findings_of(sound.subject()) == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_yields_the_findings_of_its_header_and_no_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = example(name)
    for target, value in getattr(module, "PATCHES", {}).items():
        monkeypatch.setattr(target, value)

    found = [(one.severity, one.code, str(one.place)) for one in findings_of(module.broken())]

    assert sorted(found) == sorted(LISTED.findall(module.__doc__ or ""))


def test_no_check_is_without_an_example_that_it_finds() -> None:
    for check in CHECKS:
        name = check.code.replace("-", "_")
        assert name in EXAMPLES, f"write tests/broken/{name}.py"
        assert check.code in {code for _, code, _ in LISTED.findall(example(name).__doc__ or "")}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_findings_are_told_whole_in_each_language(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = example(name)
    for target, value in getattr(module, "PATCHES", {}).items():
        monkeypatch.setattr(target, value)
    check = next(one for one in CHECKS if one.code in {code for _, code, _ in LISTED.findall(module.__doc__ or "")})

    told = [(one.code, one.sentence(language), one.mend(language)) for one in findings_of(module.broken(), [check])]

    assert told
    assert all(sentence and mend and "{" not in mend for code, sentence, mend in told if code != "unsaid-count")
    assert all(sentence[-1] in ".!»”" for _, sentence, _ in told)


def test_what_cannot_be_said_is_told_in_the_language_of_the_staff() -> None:
    broken, (check,) = example("unspeakable").broken(), [one for one in CHECKS if one.code == "unspeakable"]

    found = findings_of(broken, [check])

    assert "ne convient pas à" in found[0].sentence("fr")
    assert "is not for" in found[0].sentence("en")


def test_codes_are_words_and_belong_to_one_check() -> None:
    codes = [check.code for check in CHECKS]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
    assert all(check.why[language] for check in CHECKS for language in ("fr", "en"))
