"""A copy of schedules/ to break."""

import shutil
from pathlib import Path

import pytest

from ivr.content.faults import ContentError
from ivr.content.schedules import read_schedules
from ivr.findings import Finding

REAL = Path(__file__).parents[2] / "schedules"


class Folder:
    """The real schedules, in a place of their own."""

    def __init__(self, where: Path) -> None:
        self.path = where / "schedules"
        shutil.copytree(REAL, self.path)

    def text(self, file: str) -> str:
        return (self.path / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the one place where `old` stands."""
        text = self.text(file)
        assert text.count(old) == 1, f"{file}: {old!r} stands {text.count(old)} times"
        self.write(file, text.replace(old, new))

    def line_of(self, file: str, marker: str) -> int:
        before, found, _ = self.text(file).partition(marker)
        assert found, marker
        return before.count("\n") + 1

    def faults(self) -> tuple[Finding, ...]:
        """What reading it finds; it must be refused."""
        with pytest.raises(ContentError) as raised:
            read_schedules(self.path)
        return raised.value.findings
