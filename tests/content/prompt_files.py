"""Sound prompt files in miniature, for tests to spoil."""

import struct
from pathlib import Path

from ivr.wording.phrases import CARD
from tests.wording.spoken import ENGLISH_PHRASES, FRENCH_PHRASES

HEAD = {
    "fr": "language: fr\nlocale: fr-FR\nvoice: Polly.Lea-Neural\noffer: Pour le français\nwords: français\n",
    "en": "language: en\nlocale: en-GB\nvoice: Polly.Amy-Neural\noffer: For English\nwords: [anglais, english]\n",
}
EVERYWHERE = {
    "fr": """
everywhere:
  one: [un, une]
  two: [deux]
  three: [trois]
  four: [quatre]
  five: [cinq]
  six: [six]
  seven: [sept]
  eight: [huit]
  nine: [neuf]
  adviser: [conseiller, un conseiller]
  back: retour
  again: [répéter]
  yes: [oui]
  no: [non]
  fr: [en français]
  around: [le, la, s'il vous plaît]
  not: [pas une]
  little: [de, la]
wishes:
  attestation:
    offer: Votre attestation
    words: [attestation ... droits, rembours*]
    unless: [salaire]
    always: papier/document
    alone: [droits]
dangers:
  emergency:
    words: [respire plus]
  despair:
    words: [veux mourir]
""",
    "en": """
everywhere:
  one: [one]
  two: [two]
  three: [three]
  four: [four]
  five: [five]
  six: [six]
  seven: [seven]
  eight: [eight]
  nine: [nine]
  adviser: [adviser]
  back: [back]
  again: [again]
  yes: [yes]
  no: [no]
  en: [in english]
  around: [the, please]
  not: [not a]
  little: [the]
wishes:
  attestation:
    offer: Your certificate
    words: [certificate]
dangers:
  emergency:
    words: [not breathing]
  despair:
    words: [want to die]
""",
}
PROMPTS = {
    "fr": """
prompts:
  topics:
    say: "{count} choix."
    help: Tapez un chiffre.
    choices:
      attestation:
        offer: Pour votre attestation de droits
        words: [attestation, attestation de droits]
      hours:
        offer: Pour les horaires
        words: horaires
  closed: "Fermé. De nouveau {reopening}."
  goodbye: Au revoir.
texts:
  attestation: "Assurance Maladie : votre attestation. https://assure.ameli.fr"
""",
    "en": """
prompts:
  topics:
    say: "{count} choices."
    choices:
      attestation:
        offer: For your certificate
        words: [certificate]
      hours:
        offer: For opening hours
        words: [hours]
  closed: "Closed. Again {reopening}."
  goodbye: Goodbye.
texts:
  attestation: "Assurance Maladie: your certificate. https://assure.ameli.fr"
""",
}
PHRASES = {"fr": FRENCH_PHRASES, "en": ENGLISH_PHRASES}


def wav(*, rate: int = 8000, channels: int = 1, encoding: int = 1, seconds: float = 0.01) -> bytes:
    """A recording of silence, of 16 bits a sample."""
    sound = bytes(int(seconds * rate) * channels * 2)
    form = struct.pack("<HHIIHH", encoding, channels, rate, rate * channels * 2, channels * 2, 16)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


WAV = wav()


def sound(language: str) -> str:
    """A whole file without a fault."""
    phrases = "phrases:\n" + "".join(f'  {name}: "{words}"\n' for name, words in PHRASES[language].items())
    card = "card:\n" + "".join(f"  {name}: mots\n" for name in CARD)
    return HEAD[language] + phrases + EVERYWHERE[language] + PROMPTS[language] + card + "...\n"


def write_prompts(folder: Path, *, fr: str | None = None, en: str | None = None) -> Path:
    """A prompts/ folder with these files; what is not given is sound."""
    prompts = folder / "prompts"
    prompts.mkdir(exist_ok=True)
    (prompts / "fr.yaml").write_text(sound("fr") if fr is None else fr, encoding="utf-8")
    (prompts / "en.yaml").write_text(sound("en") if en is None else en, encoding="utf-8")
    return prompts


def spoilt(language: str, old: str, new: str) -> str:
    """A sound file with one thing changed."""
    source = sound(language)
    assert source.count(old) == 1, old
    return source.replace(old, new)


def record(prompts: Path, name: str, content: bytes = WAV) -> None:
    """Put a file among the recordings: record(prompts, "fr/goodbye.wav")."""
    path = prompts / "audio" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
