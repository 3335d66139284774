"""Every check has a broken example, which yields exactly the findings that its first lines list."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from ivr.check.checks import CHECKS
from ivr.check.report import findings_of
from ivr.check.subject import Check
from ivr.findings import Finding
from tests.broken import sound
from tests.slices import slice_of

FOLDER = Path(sound.__file__).parent
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "sound"))
LISTED = re.compile(r"^(error|warning) (\S+) at (.+)$", re.MULTILINE)


def example(name: str) -> ModuleType:
    return import_module(f"tests.broken.{name}")


def test_the_sound_line_has_no_findings() -> None:
    assert findings_of(sound.subject()) == ()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each example meets the checks that it is for; one of five a day meets all of them."""
    if "any_example" in metafunc.fixturenames:
        metafunc.parametrize("any_example", slice_of(EXAMPLES, 5, metafunc.config))


def findings(name: str, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """What these checks find in an example."""
    module = example(name)
    with pytest.MonkeyPatch.context() as patch:
        for target, value in getattr(module, "PATCHES", {}).items():
            patch.setattr(target, value)
        return findings_of(module.broken(), checks)


@cache
def found_in(name: str) -> tuple[Finding, ...]:
    """What the checks find in an example that its header names: once, for each test that looks at it."""
    codes = {code for _, code, _ in listed(name)}
    return findings(name, [check for check in CHECKS if check.code in codes])


def listed(name: str) -> list[tuple[str, str, str]]:
    """The findings that the first lines of an example list: severity, code, place."""
    return sorted(LISTED.findall(example(name).__doc__ or ""))


def in_short(found: Iterable[Finding]) -> list[tuple[str, str, str]]:
    """Findings as a header lists them."""
    return sorted((one.severity, one.code, str(one.place)) for one in found)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_yields_the_findings_of_its_header(name: str) -> None:
    assert in_short(found_in(name)) == listed(name)


def test_and_no_other_check_finds_anything(any_example: str) -> None:
    assert in_short(findings(any_example, CHECKS)) == listed(any_example)


def test_no_check_is_without_an_example_that_it_finds() -> None:
    for check in CHECKS:
        name = check.code.replace("-", "_")
        assert name in EXAMPLES, f"write tests/broken/{name}.py"
        assert check.code in {code for _, code, _ in listed(name)}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_findings_are_told_whole_in_each_language(name: str, language: str) -> None:
    told = [(one.code, one.sentence(language), one.mend(language)) for one in found_in(name)]

    assert told
    assert all(sentence and mend and "{" not in mend for code, sentence, mend in told if code != "unsaid-count")
    assert all(sentence[-1] in ".!»”" for _, sentence, _ in told)


def test_what_cannot_be_said_is_told_in_the_language_of_the_staff() -> None:
    broken, (check,) = example("unspeakable").broken(), [one for one in CHECKS if one.code == "unspeakable"]

    found = findings_of(broken, [check])

    assert "ne convient pas à" in found[0].sentence("fr")
    assert "is not for" in found[0].sentence("en")


def test_a_mistyped_text_is_told_with_its_row_and_the_nearest_name() -> None:
    written = {name: replace(one, texts={"attestations": "..."}) for name, one in sound.prompts().items()}

    found = [one for one in findings_of(sound.subject(prompts=written)) if one.code == "missing-text"]

    assert len(found) == len(written)
    assert all(re.search(r"sound\.py:[0-9]+ offers it", one.sentence("en")) for one in found)
    assert all("Did you mean “attestations”?" in one.mend("en") for one in found)


def test_codes_are_words_and_belong_to_one_check() -> None:
    codes = [check.code for check in CHECKS]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
    assert all(check.why[language] for check in CHECKS for language in ("fr", "en"))
