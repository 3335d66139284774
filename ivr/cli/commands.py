"""Commands and options whose help stands in both languages, side by side; and what every command has."""

import re
import sys
from collections.abc import Callable
from errno import EPIPE
from inspect import cleandoc
from io import TextIOWrapper
from typing import Any, TypeVar

import click

from ivr.cli.language import ENGLISH, Refusal, hear_language, refused, spoken
from ivr.cli.verbs import VERBS
from ivr.refused import Refused

BREAKS_BADLY = re.compile(r"(?<=«) | (?=[»:;?!])")  # blanks of French at which no line may end
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def help_text(fr: str, en: str) -> str:
    """The help in the language that is asked for, to be wrapped as that language allows."""
    return spoken(fr=BREAKS_BADLY.sub("\u00a0", fr), en=en)


class Number(click.IntRange):
    """A number from 1 to the largest that a database takes."""

    name = "integer"

    def __init__(self) -> None:
        super().__init__(1, 2**63 - 1)


class Option(click.Option):
    """An option that is explained in French and English; a number is called N, and a default is told."""

    def __init__(self, *names: Any, fr: str, en: str, **more: Any) -> None:
        super().__init__(*names, **more)
        self.fr, self.en = fr, en
        self.show_default = bool(self.default) and not self.is_flag
        if isinstance(self.type, click.IntRange | click.FloatRange):
            self.metavar = "N"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its name, and what it is for."""
        self.help = help_text(self.fr, self.en)
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command that is explained in French and English, and takes `--english` anywhere."""

    def __init__(self, *name: Any, fr: str = "", en: str = "", **more: Any) -> None:
        super().__init__(*name, **more)
        self.fr, self.en = fr, en
        self.params.append(
            Option(
                [ENGLISH],
                is_flag=True,
                expose_value=False,
                fr="Tout en anglais ; d'office où LC_ALL, LC_MESSAGES ou LANG le dit.",
                en="All in English; unasked where LC_ALL, LC_MESSAGES or LANG says so.",
            )
        )

    def main(self, *args: Any, **more: Any) -> Any:
        """Run it as a process. What its output can't write (a locale of ISO-8859-1, PYTHONIOENCODING) becomes "?"."""
        if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
            sys.stdout.reconfigure(errors="replace")
        return super().main(*args, **more)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The options and arguments, refused in the language that they ask for."""
        hear_language(ctx, args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it. What a room refuses, its settings, its database or its content, is told here for all commands.

        So is what the machine refuses: a disk that is full or read-only. A reader who is gone is click's own affair.
        """
        try:
            return super().invoke(ctx)
        except Refused as error:
            raise refused(error) from error
        except OSError as error:
            if error.errno == EPIPE or not error.strerror:
                raise
            raise Refusal(f"{error.filename}: {error.strerror}" if error.filename else error.strerror) from error

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        self.help = help_text(self.fr, self.en)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The same in a line."""
        self.help = help_text(self.fr, self.en)
        return super().get_short_help_str(limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained."""
        option = super().get_help_option(ctx)
        if option:
            option.help = spoken(fr="Montrer cette aide.", en="Show this help.")
        return option


class Group(Command, click.Group):
    """A command with subcommands."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What the first line of the help names."""
        self.subcommand_metavar = spoken(fr="COMMANDE ...", en="COMMAND ...")
        return super().collect_usage_pieces(ctx)


def verb(name: str, *, fr: str, en: str) -> Callable[[Callable[..., None]], Command]:
    """A verb of `ivr`: what it does stands in the list of verbs, and what else there is to know, here."""
    return click.command(name, cls=Command, **_whole_help(name, fr, en))


def verb_with_commands(name: str, *, fr: str, en: str) -> Callable[[Callable[..., None]], Group]:
    """A verb of `ivr` that has commands of its own, and a first screen where none is named."""
    return click.group(name, cls=Group, invoke_without_command=True, **_whole_help(name, fr, en))


def _whole_help(name: str, fr: str, en: str) -> dict[str, Any]:
    told = VERBS[name]
    return {"fr": f"{told['fr']}\n\n{cleandoc(fr)}", "en": f"{told['en']}\n\n{cleandoc(en)}"}


def option(*names: str, fr: str, en: str, **more: Any) -> Callable[[Decorated], Decorated]:
    """An option of a command, explained in both languages."""
    return click.option(*names, cls=Option, fr=fr, en=en, **more)
