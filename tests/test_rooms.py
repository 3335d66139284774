"""The order of the rooms is a contract: pyproject.toml holds it, and this test holds the code to it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_rooms_import_downwards_only() -> None:
    # by its own command, in a process of its own: it imports what it looks at, and keeps a cache
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_room_says_what_may_not_happen_in_it() -> None:
    doors = [path for path in (ROOT / "ivr").glob("*/__init__.py") if "cli" not in path.parts]
    assert len(doors) > 10
    for door in doors:
        text = door.read_text(encoding="utf-8")
        assert text.startswith('"""'), door
        assert text.count(".") >= 2, f"{door}: two or three sentences"
        assert "import" not in text.split('"""')[2], f"{door}: a door lets nothing through; import from the modules"
