"""Spoken words as the call as text shows them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from ivr.line.patterns import tokens_of
from ivr.wording.page_words import PageWords
from ivr.wording.prompts import Prompt, Prompts

_PAIRS = re.compile(r"(?:\+\d{1,3}, )?\b\d{1,2}(?:, \d\d){3,}\b")  # a telephone number, with a breath between pairs

# A number is read as figures, however a voice must be told to say it.
FIGURES: Mapping[str, str] = {"pair": "{first}{second}", "plus": "+{code}"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def on_page(prompts: Prompts) -> Prompts:
    """The prompts as the page says them: its own words where it has some."""
    if prompts.page is None:
        return prompts
    says = prompts.page.says
    own = {key: _on_page(prompt, says) for key, prompt in prompts.prompts.items()}
    return replace(prompts, prompts=own, phrases={**prompts.phrases, **FIGURES})


def _on_page(prompt: Prompt, says: Mapping[str, str]) -> Prompt:
    choices = {
        name: replace(choice, offer=says.get(f"{prompt.key}.{name}", choice.offer))
        for name, choice in prompt.choices.items()
    }
    return replace(prompt, say=says.get(prompt.key, prompt.say), choices=choices)


def as_written(page: PageWords, said: str) -> str:
    """Spoken words as a page shows them: without sentences about the telephone, addresses as one writes them."""
    kept = (sentence for sentence in _SENTENCE.split(said) if not is_left_out(page, sentence))
    words = " ".join(kept)
    for spoken in sorted(page.written, key=len, reverse=True):
        words = words.replace(spoken, page.written[spoken])
    return _PAIRS.sub(lambda found: found[0].replace(", ", "\N{NO-BREAK SPACE}"), words)


def is_left_out(page: PageWords, sentence: str) -> bool:
    """Whether a sentence is only for who holds a telephone."""
    heard = _heard(sentence)
    return any(_heard(words) in heard for words in page.leaves_out)


@lru_cache(maxsize=4096)
def _heard(words: str) -> str:
    """The words as they are understood, a blank around each."""
    return f" {' '.join(tokens_of(words))} "
