"""Tables that this room can't import from another are held together here."""

import re
from pathlib import Path

from ivr.check import wanted
from ivr.check.content.written_address import ALLOWED
from ivr.check.speech_time import RATES, seconds_of
from ivr.content.domains import ALLOWED as TEXTED
from ivr.voice.speaker import OWN_PROMPTS
from tests.check.real import ROOT, real


def test_spoken_addresses_are_those_that_texts_may_lead_to() -> None:
    assert set(TEXTED) == ALLOWED


def test_prompts_of_the_voice_room_are_wanted() -> None:
    assert set(wanted.VOICE) == set(OWN_PROMPTS)


def test_each_check_has_a_module_of_its_own() -> None:
    modules = list((ROOT / "ivr" / "check").rglob("*.py"))
    codes = [code for path in modules for code in re.findall(r'^    code="([a-z-]+)"', path.read_text(), re.MULTILINE)]

    assert len(codes) == len(set(codes))
    assert all(Path(path).read_text().count("CHECK = Check(") <= 1 for path in modules)


def test_longer_sentences_take_longer_in_each_language() -> None:
    for language in RATES:
        assert (
            seconds_of("un", language)
            < seconds_of("un deux trois", language)
            < seconds_of("un, deux, trois. Un.", language)
        )


def test_a_locale_counts_as_its_language() -> None:
    assert seconds_of("Bonjour.", "fr-FR") == seconds_of("Bonjour.", "fr")


def test_the_real_line_passes_the_quick_checks() -> None:
    from ivr.check.report import structural

    assert structural(real()) == ()
