"""What a tester is told of a turn beside its document: the steps that it passed, and which of them said what."""

from collections.abc import Iterator, Mapping

from ivr.line.actions import Offer, Say, Turn
from ivr.wording.prompts import Prompts
from ivr.wording.speak import speak, text

WAY, SAID = "IVR-Way", "IVR-Said"


def way_headers(prompts: Mapping[str, Prompts], turn: Turn) -> Mapping[str, str]:
    """The headers of a rehearsal's answer; a real call's has none.

    `IVR-Way`: "ring line=national, welcome, ...". `IVR-Said`: each prompt in order, with the letters of its words,
    blanks left out: "welcome 58, topics 204".
    """
    told = ((said, _letters(prompts, turn, said)) for said in turn.says)
    return {
        WAY: ", ".join(map(str, turn.way)),
        SAID: ", ".join(f"{said.menu if isinstance(said, Offer) else said.prompt} {letters}" for said, letters in told),
    }


def _letters(prompts: Mapping[str, Prompts], turn: Turn, said: Say | Offer) -> int:
    return sum(len("".join(words.split())) for words in _words(prompts, turn, said))


def _words(prompts: Mapping[str, Prompts], turn: Turn, said: Say | Offer) -> Iterator[str]:
    return (text(utterance) for utterance in speak(prompts, turn.call.language, (said,)))
