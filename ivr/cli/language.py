"""The languages of the commands: French; English with `--english`, before or after the name of a subcommand."""

from collections.abc import Callable
from datetime import date, datetime
from typing import IO, Any, TypeVar

import click

from ivr.content.faults import ContentError
from ivr.findings import Language

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])
KEY = "ivr.english"  # in click's notes of a command line, which its subcommands share


def english_option(command: Wrapped) -> Wrapped:
    """`--english`, the same on every command. It is read first, so that refusals of other options heed it."""
    option = click.option(
        "--english",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_note,
        help="Messages en anglais (l'aide reste en français).",
    )
    return option(command)


def _note(context: click.Context, _option: click.Parameter, english: bool) -> None:
    if english:
        context.meta[KEY] = True


def language() -> Language:
    """The language that was asked for on the command line."""
    context = click.get_current_context(silent=True)
    return "en" if context is not None and context.meta.get(KEY) else "fr"


def spoken(french: str, english: str) -> str:
    """Of a sentence in both languages, the one that was asked for."""
    return english if language() == "en" else french


class Refusal(click.ClickException):
    """A sentence on what can't be done, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.lead = spoken("Erreur :", "Error:")

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence on standard error."""
        click.echo(f"{self.lead} {self.format_message()}", file=file, err=file is None)


class Misuse(Refusal):
    """An option that can't be meant so."""

    exit_code = 2


def misuse(french: str, english: str) -> Misuse:
    """A refusal of an option, in the language that was asked for."""
    return Misuse(spoken(french, english))


def refused(error: Exception) -> Refusal:
    """What a room refused, in the language that was asked for where the room has it."""
    if isinstance(error, ContentError):
        return Refusal(error.told(language()))
    return Refusal(spoken(getattr(error, "french", ""), "") or str(error))


class Day(click.ParamType[date]):
    """A day as 2026-12-31."""

    name = "jour"

    def convert(self, value: str, _param: click.Parameter | None, _context: click.Context | None) -> date:
        """The day, or a sentence."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError as error:
            raise misuse(
                f"« {value} » n'est pas un jour : écrivez 2026-12-31.", f"“{value}” is no day: write 2026-12-31."
            ) from error


def _asked(kind: click.ParamType[Any]) -> str:
    """What may be written for an option or an argument of this kind."""
    match kind:
        case click.Choice():
            return f"choisissez parmi {', '.join(map(str, kind.choices))}"
        case click.IntRange(min=least, max=None) | click.FloatRange(min=least, max=None):
            return f"écrivez un nombre à partir de {least}"
        case click.IntRange(min=least, max=most):
            return f"écrivez un nombre de {least} à {most}"
    return "écrivez un nombre" if isinstance(kind, type(click.INT)) else "il manque, ou ne peut pas être lu"


class Verb(click.Command):
    """A command whose help and refusals are French down to click's own words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The options, or in French what is wrong with one."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if language() == "en":
                raise
            raise Misuse(f"{error.option_name} n'est pas une option : voyez « {ctx.command_path} --help ».") from error
        except click.BadParameter as error:
            if language() == "en" or error.param is None:
                raise
            raise Misuse(f"{'/'.join(error.param.opts)} : {_asked(error.param.type)}.") from error

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in French."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Montrer cette aide."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Usage : ")


class VerbGroup(Verb, click.Group):
    """A command with subcommands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that is meant; a sentence when there is none of that name."""
        if self.get_command(ctx, args[0]) is None:
            known = ", ".join(self.list_commands(ctx))
            raise misuse(
                f"« {ctx.command_path} {args[0]} » n'existe pas. Commandes : {known}.",
                f"`{ctx.command_path} {args[0]}` does not exist. Commands: {known}.",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commandes"):
            formatter.write_dl([(name, one.get_short_help_str(70)) for name, one in commands if one])
