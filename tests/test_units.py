"""What deploy/ starts: the line comes up where its content or its database is broken, and no image has its secrets."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from ivr.keys import FILE
from ivr.settings import Settings

IGNORED = [line for line in Path(".dockerignore").read_text().splitlines() if line and not line.startswith("#")]


def test_neither_broken_content_nor_a_database_that_is_away_keeps_the_line_from_starting() -> None:
    """What systemd runs first may fail, as the line itself goes on by the last good files and without the database."""
    unit = Path("deploy/ivr-web.service").read_text()
    first = re.findall(r"^ExecStartPre=(.*)$", unit, flags=re.MULTILINE)
    assert len(first) == 2
    assert [command for command in first if not command.startswith("-")] == []
    assert "timeout 60 " in next(command for command in first if command.endswith("migrate")), "one that hangs"


def test_the_units_user_owns_the_one_folder_that_they_write_into() -> None:
    """On the first day it owned none: no database, no backup, and a folder of systemd's that nothing used."""
    units = {name: Path(f"deploy/ivr-{name}.service").read_text() for name in ("web", "worker", "backup")}
    for unit in units.values():
        assert {"User=ivr", "WorkingDirectory=/srv/ivr", "EnvironmentFile=/etc/ivr.env"} <= {*unit.splitlines()}
        assert "StateDirectory" not in unit
    assert "useradd --system ivr && install --directory --owner=ivr --group=ivr --mode=700 /srv/ivr/var" in units["web"]
    assert Settings().database_url.startswith("sqlite:///var/")
    assert "find var/backups" in units["backup"]


@pytest.mark.parametrize(
    "path",
    [
        "var/ivr.sqlite3",
        f"var/{FILE}",
        "ivr.env",
        ".env",
        ".git/config",
        ".venv/bin/ivr",
        "tests/javascript/node_modules",
    ],
)
def test_an_image_has_nothing_of_the_machine_that_it_was_built_on(path: str) -> None:
    assert any(fnmatch(path, pattern) or path.startswith(f"{pattern}/") for pattern in IGNORED)


def test_an_image_has_everything_that_is_served() -> None:
    folders = ("ivr", "prompts", "schedules", "app.py", "gunicorn.conf.py", "requirements.txt", "pyproject.toml")
    assert [path for path in folders if any(fnmatch(path, pattern) for pattern in IGNORED)] == []
