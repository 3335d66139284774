"""What callers hear while no content can be read: constant sentences, which need no file, no database and no setting.

Numbers and site are written out, for the phrases that would speak them are what is missing; a test holds them to the
table of the lines.
"""

from collections.abc import Mapping

from ivr.line.actions import Listen
from ivr.voice import twiml
from ivr.voice.documents import addressed, pieces
from ivr.voice.speaker import sorry_action
from ivr.voice.state import State
from ivr.wording.speak import Utterance

VOICES: Mapping[str, tuple[str, str]] = {"fr": ("fr-FR", "Polly.Lea-Neural"), "en": ("en-GB", "Polly.Amy-Neural")}
SORRY: Mapping[str, str] = {
    "fr": "Assurance Maladie. Une panne nous empêche de vous répondre. Sur internet, allez sur ameli point f r. "
    "Par téléphone, rappelez plus tard : le 36 46 ; depuis Mayotte, le 02, 69, 61, 91, 91 ; "
    "depuis l'étranger, le plus 33, 1, 84, 90, 36, 46.",
    "en": "French health insurance. A breakdown keeps us from answering you. On the internet, go to ameli dot f r. "
    "By telephone, please call again later: 36 46; from Mayotte, 0 2, 6 9, 6 1, 9 1, 9 1; "
    "from abroad, plus 33, 1, 8 4, 9 0, 3 6, 4 6.",
}
GOODBYE: Mapping[str, str] = {"fr": "Au revoir.", "en": "Goodbye."}
HOLD: Mapping[str, str] = {
    "fr": "Restez en ligne : un conseiller vous répondra dès que possible. Vous pouvez aussi rappeler plus tard.",
    "en": "Please hold on: an adviser will answer as soon as possible. You can also call again later.",
}
WAIT = 2  # seconds: then the line tries to go on by itself


def apology(state: State) -> bytes:
    """Both languages; then the first menu, if there is one by then, else once more and goodbye."""
    if state.sorry:
        return goodbye().encode()
    listening = twiml.listening(_spoken(SORRY), Listen(digits=1, wait=WAIT, speech=False), twiml.Ears(VOICES["fr"][0]))
    return addressed(pieces(str(listening)), sorry_action(state))


def goodbye() -> str:
    """The same, and the end of the call."""
    return str(twiml.hanging_up(_spoken(SORRY, GOODBYE)))


def hold() -> str:
    """What a caller hears in a queue, once round."""
    return str(twiml.waiting(_spoken(HOLD)))


def _spoken(*sentences: Mapping[str, str]) -> list[Utterance]:
    """The sentences in each language, one language after the other."""
    return [
        Utterance(locale, voice, (" ".join(words[language] for words in sentences),))
        for language, (locale, voice) in VOICES.items()
    ]
