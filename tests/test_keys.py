"""The console's secret, where nobody gave one: made up once, kept whole, for its owner alone."""

from pathlib import Path

import pytest

from ivr.keys import kept_secret


def test_a_secret_is_made_up_once(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "console.key"
    made = kept_secret(file)
    assert len(made) == 64
    assert kept_secret(file) == made
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("left", ["", "0123456789abcdef"])
def test_what_a_power_cut_left_of_it_is_no_secret(tmp_path: Path, left: str) -> None:
    """Whoever knew it, or guessed it, could sign what the console believes."""
    file = tmp_path / "console.key"
    file.write_text(left)
    made = kept_secret(file)
    assert (len(made), file.read_text()) == (64, made)
