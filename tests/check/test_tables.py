"""The tables of the checks: one that this room can't import from another, and the list of all checks."""

from importlib import import_module
from pkgutil import walk_packages

import ivr.check
from ivr.check import wanted
from ivr.check.checks import CHECKS
from ivr.check.report import structural
from ivr.check.subject import Check
from ivr.voice.speaker import OWN_PROMPTS
from tests.check.real import real


def test_prompts_of_the_voice_room_are_wanted() -> None:
    assert set(wanted.VOICE) == set(OWN_PROMPTS)


def test_no_check_that_is_written_is_left_out_of_the_list() -> None:
    names = [module.name for module in walk_packages(ivr.check.__path__, "ivr.check.")]
    written = [one for name in names for one in vars(import_module(name)).values() if isinstance(one, Check)]

    assert {check.code for check in written} == {check.code for check in CHECKS}


def test_a_check_bears_the_name_of_its_function() -> None:
    assert [check.code for check in CHECKS if check.code != check.find.__name__.replace("_", "-")] == []


def test_the_real_line_passes_the_quick_checks() -> None:
    assert structural(real()) == ()
