"""What a voice would misread in a text, and quotes that were not meant to be spoken."""

import re

# 7h30, 17 h, 8H: voices read them as letters
_CLOCK = re.compile(r"\b[0-9]{1,2} ?[hH](?: ?[0-9]{2})?\b")
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_OPENING, _CLOSING = "“”„‟«", "“”»"  # what a word processor makes of a straight quote, at either end
_PAIRED = ('"', "“”„‟")  # as many are opened as closed


def clock_in(words: str) -> str:
    """A time that voices misread, or ""."""
    found = _CLOCK.search(words)
    return found[0] if found else ""


def braces_in(words: str) -> str:
    """The first thing in braces, or a brace alone, or ""."""
    found = _BRACES.search(words)
    return found[0] if found else ""


def is_misquoted(words: str) -> bool:
    """Whether quotes were left over: curly ones around the whole text, or one without its fellow."""
    around = len(words) > 1 and words[0] in _OPENING and words[-1] in _CLOSING
    whole = around and not set(words[1:-1]) & set(_OPENING + _CLOSING)
    return whole or any(sum(map(words.count, kind)) % 2 for kind in _PAIRED)
