"""`ivr settings`: every setting, what it is now, what it would be, and what it does."""

import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

import click
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from ivr.cli.commands import option, verb
from ivr.cli.language import language, spoken
from ivr.cli.printing import json_option, print_json, print_under
from ivr.setting_values import Secret
from ivr.settings import Settings, abouts, misspelt, read_settings

MASK = "********"
PASSWORD = re.compile(r"(?<=://)([^:/@]*):[^@]*@")
NO_PORT = re.compile(r":\d*[^\d:\]]")
SECRET_OPTION = re.compile(r"([?&][^=&]*(?:password|secret|%)[^=&]*=)[^&]*", re.IGNORECASE)  # % may hide the name
BEHIND_HOST = re.compile(r"(?<=://)([^/?#]+)[/?#].+")
CAPABILITIES = ("notify_url", "audit_head")  # whoever knows the path of a chat's hook may write there
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Row:
    """One setting, for people to read: a secret's value is masked."""

    name: str
    value: str
    default: str
    fr: str
    en: str


KEYS = tuple(field.name for field in fields(Row))


def rows(settings: Settings) -> Iterator[Row]:
    """Every setting, in the order of its table."""
    usual = Settings()
    for attribute, about in abouts().items():
        value, default = getattr(settings, attribute), getattr(usual, attribute)
        yield Row(about.name, _shown(attribute, value), shown(default), fr=about.fr, en=about.en)


def _shown(attribute: str, value: object) -> str:
    if attribute == "database_url":
        return masked(str(value))
    return BEHIND_HOST.sub(rf"\1/{MASK}", str(value)) if attribute in CAPABILITIES else shown(value)


def shown(value: object) -> str:
    """A value as a person may see it on a screen, or over somebody's shoulder."""
    match value:
        case Secret():
            return MASK if value else ""
        case bool():
            return "1" if value else "0"
        case None:
            return ""
    return str(value)


def masked(address: str) -> str:
    """A database's address without its passwords. Where they can't be told from the rest, nothing of it is shown."""
    scheme, mark, rest = address.partition("://")
    before, _, options = rest.partition("?")
    if not mark:
        return MASK if "@" in address or "=" in address else address
    if before.count("@") > 1 or "@" in options or NO_PORT.search(before.partition("/")[0].rpartition("@")[2]):
        return f"{scheme}://{MASK}"
    return SECRET_OPTION.sub(rf"\1{MASK}", PASSWORD.sub(rf"\1:{MASK}@", address))


@verb(
    "settings",
    fr="Variable, valeur présente, rôle ; la valeur par défaut de ceux qui ont changé. Un secret n'est pas montré.",
    en="Variable, present value, what it does; the default of those that were changed. No secret is shown.",
)
@option(
    "--markdown",
    is_flag=True,
    fr="Le tableau du README, sans les valeurs présentes.",
    en="The table of the README, without the present values.",
)
@json_option(*KEYS, fr="un objet par réglage", en="an object a setting")
def settings(markdown: bool, as_json: bool) -> None:
    """Every setting."""
    if markdown:
        click.echo(as_markdown())
        return
    present = read_settings(os.environ)
    for finding in misspelt(os.environ):
        click.echo(finding.told(language()), err=True)
    if as_json:
        print_json([asdict(row) for row in rows(present)])
        return
    console = Console(highlight=False)
    for row in rows(present):
        _print_row(console, row)


def as_markdown() -> str:
    """The settings and their defaults as a table in Markdown, in English: what the README shows."""
    lines = [f"| `{row.name}` | {f'`{row.default}`' if row.default else ''} | {row.en} |" for row in rows(Settings())]
    return "\n".join(("| Variable | Default | What it does |", "|---|---|---|", *lines))


def _print_row(console: Console, row: Row) -> None:
    """`NAME = value` alone on its line, to be copied; under it what it does, and the default where it was changed."""
    changed = row.value != row.default
    console.print(Text(f"{row.name} = {row.value}".rstrip(), style="bold" if changed else ""), soft_wrap=True)
    print_under(console, INDENT, escape(spoken(fr=row.fr, en=row.en)))
    if changed:
        default = row.default or spoken(fr="vide", en="empty")
        print_under(console, INDENT, escape(spoken(fr=f"par défaut : {default}", en=f"default: {default}")))
