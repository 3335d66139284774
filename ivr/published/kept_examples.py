"""What was learnt of example sentences, kept on this machine's disk: the next start, or another process, reads it.

    examples/<digest>    of the sentences and of what learns: a digest of the rest, a line of JSON, arrays as they are

Learning is a pure function of the two, and a third of a start. Nothing depends on what is kept: what is missing, harmed
or of another release is learnt anew.
"""

import hashlib
import json
import os
import sys
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import structlog

from ivr.line import examples, patterns
from ivr.line.examples import Examples, examples_of
from ivr.published.kept import PRIVATE_FOLDER, private_file

log = structlog.get_logger("ivr.published")

Said = Mapping[str, Sequence[str]]  # meaning -> what was said for it
MOST = 8  # files: each language's, of now and of a few changes ago


class KeptExamples:
    """What is learnt, by the disk where it holds it. Several processes may use one folder at once; without one, by
    learning alone.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder / "examples" if folder else None
        self._unkept: dict[str, Examples] = {}

    def learnt(self, said: Said) -> Examples:
        """What can be learnt of examples. Writes nothing."""
        code = _code()
        if self._folder is None or not code:
            return examples_of(said)
        everything = json.dumps([(meaning, *sentences) for meaning, sentences in said.items()])
        name = hashlib.sha256(code + everything.encode()).hexdigest()
        found = _read(self._folder / name)
        if found is None:
            found = self._unkept[name] = examples_of(said)
        return found

    def keep(self) -> None:
        """Have on the disk what was learnt. Never raises."""
        while self._folder and self._unkept:
            name, learnt = self._unkept.popitem()
            try:
                _write(self._folder, name, _bytes_of(learnt))
            except OSError as error:  # then the next start learns it
                log.warning("examples_not_kept", error=error.strerror)


@cache
def _code() -> bytes:
    """What learns and what writes it down, as they are: others may do it otherwise. Nothing where sources are away."""
    try:
        sources = [Path(source).read_bytes() for source in (examples.__file__, patterns.__file__, __file__)]
    except OSError:
        return b""
    return b"\n".join([*sources, unicodedata.unidata_version.encode(), sys.byteorder.encode()])


def _bytes_of(learnt: Examples) -> bytes:
    arrays = [learnt.parts.tobytes(), learnt.starts.tobytes(), learnt.gains, learnt.whole.tobytes(), learnt.meant]
    head = [learnt.meanings, learnt.unsaid, learnt.usual, list(map(len, arrays))]
    body = b"\n".join([json.dumps(head).encode(), b"".join(arrays)])
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _read(file: Path) -> Examples | None:
    """What a file holds; None where there is none that can be believed."""
    try:
        digest, _, body = file.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            raise ValueError("its digest is another one")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("kept_examples_not_believed", error=type(error).__name__)
        return None
    head, _, arrays = body.partition(b"\n")
    meanings, unsaid, usual, sizes = json.loads(head)
    parts, starts, gains, whole, meant = map(BytesIO(arrays).read, sizes)
    return Examples(
        meanings=tuple(meanings),
        parts=array("I", parts),
        starts=array("I", starts),
        gains=gains,
        unsaid=tuple(unsaid),
        usual=tuple(usual),
        whole=array("I", whole),
        meant=meant,
    )


def _write(folder: Path, name: str, raw: bytes) -> None:
    """Whole, in one step; the oldest make room."""
    folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
    new = folder / f".new-{os.getpid()}"
    with open(new, "wb", opener=private_file) as file:
        file.write(raw)
    new.replace(folder / name)
    found = [file for file in folder.iterdir() if file.is_file()]
    for old in sorted(found, key=lambda file: file.stat().st_mtime_ns)[:-MOST]:
        old.unlink(missing_ok=True)
