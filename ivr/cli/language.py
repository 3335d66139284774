"""The languages of the commands: French, or English where `--english` or the locale asks for it; and refusals."""

import gettext
import os
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent
from typing import TypeVar

import click

from ivr.findings import Language
from ivr.refused import Refused

ENGLISH = "--english"
KEY = "ivr.english"  # in click's notes of a command line, which its subcommands share
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts

Both = TypeVar("Both")

gettext.bindtextdomain("click", str(Path(__file__).with_name("locale")))  # click's own words, in French
gettext.textdomain("click")


def language() -> Language:
    """English where the command line asks for it or, without a word there, the locale; else French."""
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(KEY):
        return "en"
    locale = next(filter(None, map(os.environ.get, LOCALE)), "")
    return "en" if locale.startswith("en") else "fr"


def hear_language(context: click.Context, words: Sequence[str]) -> None:
    """Note what a command line asks for, anywhere on it; for click's own words as well."""
    if ENGLISH in words:
        context.meta[KEY] = True
    os.environ["LANGUAGE"] = language()  # where gettext looks first


def spoken(*, fr: str, en: str) -> str:
    """Of a sentence in both languages, the one that was asked for."""
    return en if language() == "en" else fr


def chosen(pair: tuple[Both, Both]) -> Both:
    """Of what stands in French and English beside each other in a table, the one that was asked for."""
    return pair[language() == "en"]


class Refusal(click.ClickException):
    """A sentence on what can't be done, and what to do."""


class Misuse(click.UsageError):
    """An option or an argument that can't be meant so."""


def misuse(*, fr: str, en: str) -> Misuse:
    """A refusal of what was typed, in the language that was asked for."""
    return Misuse(spoken(fr=fr, en=en))


def refused(error: Refused) -> Refusal:
    """What a room refused, in the language that was asked for; several findings stand one below the other."""
    told = error.told(language())
    return Refusal(told if len(error.findings) == 1 else indent(f"\n{told}", "  "))
