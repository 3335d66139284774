"""`python -m benchmarks.speech_time`: fits the weights of ivr/wording/speech_time.py again, with espeak-ng and sox.

Every sentence of prompts/ is spoken, its silences cut off, its length measured; the weights are those of the least
squares, relative to the length. Prints them, and the error on sentences that the fit had not seen.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ivr.content.prompts import read_prompts
from ivr.wording.phrases import PLACEHOLDER
from ivr.wording.prompts import Prompts
from ivr.wording.speech_time import parts_of

VOICES = {"fr": "fr-fr", "en": "en-us"}
SPEED = "150"  # words a minute, as espeak-ng counts them
FOLDS = 5
CUT = ("silence", "1", "0.01", "0.1%", "reverse", "silence", "1", "0.01", "0.1%", "reverse")

Row = tuple[float, ...]


def main() -> None:
    for language, prompts in read_prompts(Path("prompts")).items():
        texts = sentences(prompts)
        rows, lengths = [parts_of(text) for text in texts], [measured(text, VOICES[language]) for text in texts]
        errors = [abs(told - length) for told, length in zip(unseen(rows, lengths), lengths, strict=True)]
        weights = ", ".join(f"{weight:.3f}" for weight in fit(rows, lengths))
        print(f"{language}: {len(texts)} sentences, {sum(lengths):.0f} s, weights {weights}", end="; ")
        print(f"mean error {sum(errors) / len(errors):.2f} s, {sum(errors) / sum(lengths):.1%} of the length")


def sentences(prompts: Prompts) -> list[str]:
    """Everything that is said, with a long word where a value will stand."""
    found = [text for prompt in prompts.prompts.values() for text in (prompt.say, prompt.help)]
    found += [choice.offer for prompt in prompts.prompts.values() for choice in prompt.choices.values()]
    return sorted({PLACEHOLDER.sub("attestation", text) for text in found if re.search(r"\w", text)})


def measured(text: str, voice: str) -> float:
    """Seconds of speech, without the silence around it."""
    with tempfile.TemporaryDirectory() as folder:
        spoken, cut = f"{folder}/spoken.wav", f"{folder}/cut.wav"
        subprocess.run(["espeak-ng", "-s", SPEED, "-v", voice, "-w", spoken, text], check=True)
        subprocess.run(["sox", spoken, cut, *CUT], check=True)
        return float(subprocess.run(["soxi", "-D", cut], check=True, capture_output=True, text=True).stdout)


def unseen(rows: Sequence[Row], lengths: Sequence[float]) -> list[float]:
    """Each sentence's length by weights that were fitted without it."""
    told = [0.0] * len(rows)
    for fold in range(FOLDS):
        others = [number for number in range(len(rows)) if number % FOLDS != fold]
        weights = fit([rows[number] for number in others], [lengths[number] for number in others])
        for number in range(fold, len(rows), FOLDS):
            told[number] = sum(weight * part for weight, part in zip(weights, rows[number], strict=True))
    return told


def fit(rows: Sequence[Row], lengths: Sequence[float]) -> list[float]:
    """The weights of the least squares, each sentence by the inverse of its length: the normal equations, solved."""
    size = len(rows[0])
    table = [[0.0] * (size + 1) for _ in range(size)]
    for row, length in zip(rows, lengths, strict=True):
        for at in range(size):
            for to in range(size):
                table[at][to] += row[at] * row[to] / length
            table[at][size] += row[at]
    return solved(table)


def solved(table: list[list[float]]) -> list[float]:
    """Gauss and Jordan's elimination of a table of equations, the right side last."""
    for at in range(len(table)):
        pivot = max(range(at, len(table)), key=lambda row: abs(table[row][at]))
        table[at], table[pivot] = table[pivot], table[at]
        table[at] = [value / table[at][at] for value in table[at]]
        for other in range(len(table)):
            if other != at:
                factor = table[other][at]
                pairs = zip(table[other], table[at], strict=True)
                table[other] = [value - factor * own for value, own in pairs]
    return [row[-1] for row in table]


if __name__ == "__main__":
    main()
