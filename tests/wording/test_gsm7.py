"""What fits into one SMS, and what turns a whole SMS into another alphabet."""

import pytest

from ivr.wording.gsm7 import BASIC, EXTENDED, is_sender, one_segment, outside, septets


@pytest.mark.parametrize("character", "éèàùìòäöüñÄÖÜÑÉÇÆæßøØåÅ@£$¥§¿¡ \n'\"!?&%#*+-/:;<=>().,0Aaz")
def test_inside(character: str) -> None:
    assert (outside(character), septets(character)) == ((), 1)


@pytest.mark.parametrize("character", "€[]{}\\^~|")
def test_inside_at_the_price_of_two(character: str) -> None:
    assert (outside(character), septets(character)) == ((), 2)


@pytest.mark.parametrize("character", "çêëâîïôûÿœŒÈÊÀÂÎÔÙÛ«»’‘“”…–—°•\u00a0\u202f\u2009\t😀`")
def test_outside(character: str) -> None:
    assert outside(f"a{character}b{character}") == (character,)
    assert not one_segment(character)


def test_the_alphabet_has_its_size() -> None:
    assert (len(BASIC), len(EXTENDED), BASIC & EXTENDED) == (127, 10, frozenset())  # 128 with the escape itself


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * 160, True), ("a" * 161, False), ("€" * 80, True), ("€" * 80 + "a", False), ("", True)]
)
def test_one_segment(text: str, fits: bool) -> None:
    assert one_segment(text) is fits


@pytest.mark.parametrize("sender", ["ameli test", "ameli", "3646 CPAM", "A"])
def test_senders_that_may_be_used(sender: str) -> None:
    assert is_sender(sender)


@pytest.mark.parametrize(
    ("sender", "why"),
    [("", "no letter"), ("3646", "no letter"), ("ameli service", "12 and more"), ("améli", "accent"), ("a.b", "dot")],
)
def test_senders_that_may_not(sender: str, why: str) -> None:
    assert not is_sender(sender), why
