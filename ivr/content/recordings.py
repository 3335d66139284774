"""Recordings of prompts: prompts/audio/<language>/<prompt>.wav, for prompts whose words never vary."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ivr.content import prompt_faults as wrong
from ivr.content.faults import Faults
from ivr.findings import Kind, Place
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompt

SUFFIX = ".wav"
KEPT = (".gitkeep", "README.md")


def with_recordings(prompts: Mapping[str, Prompt], folder: Path, faults: Faults) -> dict[str, Prompt]:
    """The prompts, each with the recording that `folder` (prompts/audio/fr) has of it."""
    recorded = dict(prompts)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in KEPT:
            continue
        if kind := _fault(path, prompts):
            place = Place(f"prompts/audio/{folder.name}/{path.name}")
            faults.add(kind, place, file=f"prompts/{folder.name}.yaml")
        else:
            recorded[path.stem] = replace(prompts[path.stem], audio=f"{folder.name}/{path.name}")
    return recorded


def _fault(path: Path, prompts: Mapping[str, Prompt]) -> Kind | None:
    prompt = prompts.get(path.stem)
    if path.suffix != SUFFIX or not _is_wav(path):
        return wrong.RECORDING_FORMAT
    if prompt is None:
        return wrong.RECORDING_NAME
    return wrong.RECORDING_VARIES if prompt.choices or placeholders(prompt.say) else None


def _is_wav(path: Path) -> bool:
    """By its first twelve bytes: RIFF, a length, WAVE."""
    if not path.is_file():  # nor is it opened: a pipe would keep the reader waiting
        return False
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return False
    return head[:4] == b"RIFF" and head[8:] == b"WAVE"
