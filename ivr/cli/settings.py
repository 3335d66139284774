"""`ivr settings`: every setting, what it is now, what it would be, and what it does."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import click
from pydantic import SecretStr
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from ivr.cli.language import Verb, english_option, refused, spoken
from ivr.cli.wrapping import print_under
from ivr.settings import Settings, SettingsError, read_settings

MASK = "********"
WITH_PASSWORD = re.compile(r"(?P<before>\w+(\+\w+)?://[^:/@]*):[^@]*(?P<after>@.*)")  # a database's address
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Row:
    """One setting, for people to read: a secret's value is masked."""

    name: str
    value: str
    default: str
    english: str
    french: str


def rows(settings: Settings) -> Iterator[Row]:
    """Every setting, in the order of its table."""
    for attribute, field in Settings.model_fields.items():
        more = field.json_schema_extra
        french = str(more["french"]) if isinstance(more, dict) else ""
        name, value = str(field.validation_alias), getattr(settings, attribute)
        yield Row(name, shown(value), shown(field.default), field.description or "", french)


def shown(value: object) -> str:
    """A value as a person may see it on a screen, or over somebody's shoulder."""
    match value:
        case SecretStr():
            return MASK if value.get_secret_value() else ""
        case bool():
            return "1" if value else "0"
    return WITH_PASSWORD.sub(rf"\g<before>:{MASK}\g<after>", str(value))


@click.command("settings", cls=Verb)
@english_option
@click.option("--markdown", is_flag=True, help="Le tableau du README, sans les valeurs présentes.")
def settings(markdown: bool) -> None:
    """Tous les réglages : variable, valeur, rôle, et valeur par défaut de ceux qui ont changé."""
    if markdown:
        click.echo(as_markdown())
        return
    try:
        present = read_settings(os.environ)
    except SettingsError as error:
        raise refused(error) from error
    console = Console(highlight=False)
    for row in rows(present):
        _print_row(console, row)


def as_markdown() -> str:
    """The settings and their defaults as a table in Markdown, in English: what the README shows."""
    lines = [
        f"| `{row.name}` | {f'`{row.default}`' if row.default else ''} | {row.english} |" for row in rows(Settings())
    ]
    return "\n".join(("| Variable | Default | What it does |", "|---|---|---|", *lines))


def _print_row(console: Console, row: Row) -> None:
    """`NAME = value` alone on its line, to be copied; under it what it does, and the default where it was changed."""
    changed = row.value != row.default
    console.print(Text(f"{row.name} = {row.value}".rstrip(), style="bold" if changed else ""), soft_wrap=True)
    print_under(console, INDENT, escape(spoken(row.french, row.english)))
    if changed:
        default = row.default or spoken("vide", "empty")
        print_under(console, INDENT, escape(spoken(f"par défaut : {default}", f"default: {default}")))
