"""Recordings of prompts: prompts/audio/<language>/<prompt>.wav, for prompts whose words never vary."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ivr.content import prompt_faults as wrong
from ivr.content.faults import Faults
from ivr.content.wav import MU_LAW, PCM, Sound, sound_of
from ivr.findings import Kind, Place
from ivr.hours.words import Words, words
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompt

SUFFIX = ".wav"
TELEPHONE = (1, 8000)  # channels and Hz: what Twilio plays as it is; all else it converts, at the caller's expense
KEPT = (".gitkeep", "README.md")


def with_recordings(prompts: Mapping[str, Prompt], folder: Path, faults: Faults) -> dict[str, Prompt]:
    """The prompts, each with the recording that `folder` (prompts/audio/fr) has of it."""
    recorded = dict(prompts)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in KEPT:
            continue
        if kind := _fault(path, prompts):
            place = Place(f"prompts/audio/{folder.name}/{path.name}")
            faults.add(kind, place, file=f"prompts/{folder.name}.yaml", sound=_told(sound_of(path)))
        else:
            recorded[path.stem] = replace(prompts[path.stem], audio=f"{folder.name}/{path.name}")
    return recorded


def _fault(path: Path, prompts: Mapping[str, Prompt]) -> Kind | None:
    prompt = prompts.get(path.stem)
    sound = sound_of(path)
    if path.suffix != SUFFIX or sound is None:
        return wrong.RECORDING_FORMAT
    if not sound.size:
        return wrong.RECORDING_EMPTY
    if (sound.channels, sound.rate) != TELEPHONE or sound.encoding not in (PCM, MU_LAW):
        return wrong.RECORDING_SOUND
    if prompt is None:
        return wrong.RECORDING_NAME
    return wrong.RECORDING_VARIES if prompt.choices or placeholders(prompt.say) else None


def _told(sound: Sound | None) -> Words:
    """How a recording is kept, in words: "44100 Hz, 2 canaux"."""
    if sound is None:
        return words(fr="-", en="-")
    packed = sound.encoding not in (PCM, MU_LAW)
    channels = "mono" if sound.channels == 1 else ""
    return words(
        fr=f"{sound.rate} Hz, {channels or f'{sound.channels} canaux'}{', compressé' * packed}",
        en=f"{sound.rate} Hz, {channels or f'{sound.channels} channels'}{', compressed' * packed}",
    )
