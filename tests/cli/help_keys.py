"""The keys that a command's help says its JSON has."""

import re

import click
from click.testing import CliRunner


def keys_in_help(command: click.Command, *words: str) -> set[str]:
    """Those that stand after "with" in what `--help` says of `--json`."""
    told = CliRunner().invoke(command, [*words, "--help", "--english"], env={"COLUMNS": "80"}).output
    said = re.search(r"--json +(.*?)\n  -", told, flags=re.DOTALL)
    assert said, told
    return set(" ".join(said[1].split()).partition(", with ")[2].removesuffix(".").split(", "))
