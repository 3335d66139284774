"""What the address of a page asks for: where the call stands, and the answer that is given there. Signed.

/texte/<language>/<step>?v=1&...&key=<answer>&sig=<signature>, plain ASCII, so that it can be sent to anybody. It
holds what the address of a turn holds, and no more; of a postcode the département. Whatever else a link picks up on
its way (utm_source, fbclid) is not looked at.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from itsdangerous import Signer

from ivr.line.call import Call
from ivr.line.conversation import DIGITS
from ivr.line.places import of_postcode
from ivr.settings import Settings
from ivr.voice.state import State, read_state, write_state

SALT = b"ivr text page"
ANSWER, SIGNATURE, TYPED = "key", "sig", "code"  # an action URL has letters
FRESH = Call()
LONGEST = 1000  # letters of an address that is read at all

# What is answered -> how an address writes it. `#` would end the address; a key is its own letter.
LETTERS: Mapping[str, str] = {"*": "b", "#": "s"}
_KEYS: Mapping[str, str] = {letter: key for key, letter in LETTERS.items()}
_ANSWER = re.compile(r"[0-9]|[0-9]{5}|b|s", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that stands somewhere, and what is pressed there; nothing pressed: what is said on coming there."""

    call: Call
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Writes and reads the addresses of one deployment."""

    signer: Signer

    def write(self, language: str, asked: Asked) -> str:
        """The address, relative to the pages' own root."""
        signature = self.signer.get_signature(f"{language}/{_written(asked)}").decode()
        return f"/{language}/{_written(asked)}&{SIGNATURE}={signature}"

    def read(self, language: str, step: str, query: str) -> Asked | None:
        """What an address asks for; None for one that this deployment did not write."""
        if len(query) > LONGEST:
            return None
        pairs = dict(word.partition("=")[::2] for word in query.split("&"))
        answer = pairs.get(ANSWER, "")
        if answer and not _ANSWER.fullmatch(answer):
            return None
        asked = Asked(read_state(step, query).call, _KEYS.get(answer, answer))
        asked = replace(asked, call=_plain(asked.call))
        signed = self.signer.verify_signature(f"{language}/{_written(asked)}", pairs.get(SIGNATURE, "").encode())
        return replace(asked, call=speaking(asked.call, language)) if signed else None


def addresses_of(settings: Settings) -> Addresses:
    """Signed by the deployment's secret key, else by its auth token: the same in each of its processes."""
    secret = settings.secret_key.reveal() or settings.auth_token.reveal()
    return Addresses(Signer(secret, salt=SALT))


def speaking(call: Call, language: str) -> Call:
    """The call in a language of the prompts."""
    learnt: dict[str, Any] = {"language": language}
    return call._replace(**learnt)


def typed_digits(typed: str) -> str:
    """The digits of what was typed for a postcode; one more than it has shows that there were too many."""
    return "".join(letter for letter in typed if letter in DIGITS)[:6]


def coarse(digits: str) -> str:
    """Another postcode that means the same, and tells no more than that."""
    meaning = of_postcode(digits)
    if meaning is None:
        return digits
    guesses = (digits[:2] + "000", digits[:3] + "00")
    return next((guess for guess in guesses if of_postcode(guess) == meaning), digits)


def _written(asked: Asked) -> str:
    """`step?v=1&...&key=1`, the same for the same question whenever it is asked."""
    answer = LETTERS.get(asked.keys, asked.keys)
    return write_state(State(_plain(asked.call))) + (f"&{ANSWER}={answer}" if answer else "")


def _plain(call: Call) -> Call:
    """A call without what only a telephone counts. The language stands in the path."""
    return call._replace(turn=FRESH.turn, tries=FRESH.tries, language=FRESH.language)
