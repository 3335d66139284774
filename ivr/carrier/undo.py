"""What provisioning has changed, kept in a small file of this machine, so that it can be put back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ivr.carrier.webhooks import Webhooks
from ivr.findings import Kind, Place
from ivr.refused import Refused

UNREADABLE = Kind(
    "unreadable-undo",
    fr=("Ce fichier ne peut pas être lu : il a été touché.", "Effacez-le, et remettez les adresses dans la console."),
    en=("This file can't be read: it was touched.", "Delete it, and put the addresses back in the console."),
)
UNWRITABLE = Kind(
    "unwritable-undo",
    fr=(
        "Ce qu'il y a maintenant ne peut pas y être gardé ({why}) : rien n'est changé.",
        "Donnez dans IVR_KEPT_DIR un dossier où écrire.",
    ),
    en=(
        "What is there now can't be kept here ({why}): nothing is changed.",
        "Give a folder that can be written to in IVR_KEPT_DIR.",
    ),
)


@dataclass(frozen=True, slots=True)
class Was:
    """A number as it was before the first change, and as it was left after the last."""

    number: str
    before: Webhooks
    after: Webhooks


@dataclass(frozen=True, slots=True)
class Kept:
    """All that can be put back: numbers by their identifier, and the Messaging Service that was made; "" for none."""

    numbers: Mapping[str, Was] = field(default_factory=dict)
    service: str = ""

    def noting(self, sid: str, was: Was) -> "Kept":
        """The same with one more number changed.

        What was there before our first change stays what is put back, unless somebody else has changed it since.
        """
        earlier = self.numbers.get(sid)
        first = earlier.before if earlier and earlier.after == was.before else was.before
        return Kept({**self.numbers, sid: Was(was.number, first, was.after)}, self.service)

    def without(self, sid: str) -> "Kept":
        """The same with that number forgotten."""
        return Kept({key: was for key, was in self.numbers.items() if key != sid}, self.service)

    def with_service(self, sid: str) -> "Kept":
        """The same, with the Messaging Service that was made."""
        return Kept(self.numbers, sid)


def read_kept(file: Path) -> Kept:
    """What can be put back; nothing where there is no file. Raises Refused for one that was touched."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        numbers = {sid: _was(row) for sid, row in found["numbers"].items()}
        return Kept(numbers, found["service"])
    except (FileNotFoundError, NotADirectoryError):
        return Kept()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(UNREADABLE.at(Place(str(file)))) from error


def keep(file: Path, kept: Kept) -> None:
    """Write it down whole or not at all; where nothing is left to put back there is no file. Raises Refused."""
    try:
        if kept.numbers or kept.service:
            _write(file, json.dumps(asdict(kept), indent=2) + "\n")
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(UNWRITABLE.at(Place(str(file)), why=error.strerror or type(error).__name__)) from error


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def _was(row: Mapping[str, object]) -> Was:
    before, after = (Webhooks(**row[part]) for part in ("before", "after"))  # type: ignore[arg-type]  # or TypeError
    return Was(str(row["number"]), before, after)
