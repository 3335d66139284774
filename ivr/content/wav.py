"""The head of a WAV file: how the sound in it is kept. (The library's `wave` reads no µ-law, the telephone's own.)"""

import struct
from dataclasses import dataclass
from pathlib import Path

PCM, MU_LAW = 1, 7
_HEAD = 1 << 16  # bytes that are looked at: the sound itself is not read


@dataclass(frozen=True, slots=True)
class Sound:
    """How a recording is kept."""

    encoding: int  # the format's number: PCM, MU_LAW...
    channels: int
    rate: int  # Hz
    size: int  # bytes of sound; 0 where there is none


def sound_of(path: Path) -> Sound | None:
    """How a WAV file's sound is kept; None where it is no such file, or can't be read."""
    if not path.is_file():  # nor is it opened: a pipe would keep the reader waiting
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    return _sound(head) if head[:4] == b"RIFF" and head[8:12] == b"WAVE" else None


def _sound(head: bytes) -> Sound | None:
    chunks = _chunks(head)
    place, size = chunks.get(b"fmt ", (0, 0))
    if size < 16 or place + 16 > len(head):
        return None
    encoding, channels, rate = struct.unpack_from("<HHI", head, place)
    return Sound(encoding, channels, rate, chunks.get(b"data", (0, 0))[1])


def _chunks(head: bytes) -> dict[bytes, tuple[int, int]]:
    """Each chunk's name -> where it begins, and its size; those alone of which the beginning was read."""
    found: dict[bytes, tuple[int, int]] = {}
    place = 12
    while place + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, place)
        found.setdefault(name, (place + 8, size))
        place += 8 + size + size % 2
    return found
