"""The `ivr` command: one verb a module, imported when it is called for. Nothing may be decided here about the line;
whatever fails says in a sentence what is wrong and what to do.
"""

from gettext import gettext
from importlib import import_module
from importlib.metadata import version

import click

from ivr.cli.commands import Group, option
from ivr.cli.language import Refusal, spoken
from ivr.cli.verbs import VERBS


class Verbs(Group):
    """The verbs, each loaded only when it is used: `ivr --help` reads no other room."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every verb, in the order of the table."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb; a sentence when its module is not part of this installation."""
        if cmd_name not in VERBS:
            return None
        try:
            command: click.Command = getattr(import_module(f"ivr.cli.{cmd_name}"), cmd_name)
        except ModuleNotFoundError as error:
            raise Refusal(_missing(cmd_name, error)) from error
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is meant; for a slip of the fingers, those that come near."""
        if args[0] not in VERBS:
            raise click.NoSuchCommand(args[0], possibilities=VERBS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, from the table alone."""
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(verb, spoken(**told)) for verb, told in VERBS.items()])


def _show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(version("ivr-3646"))
        context.exit()


@click.command(
    "ivr",
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    fr="""La ligne 3646 : l'appeler, la servir, la vérifier.

    « ivr COMMANDE --help » en dit plus ; pour commencer : ivr call.""",
    en="""The 3646 line: ring it, serve it, check it.

    `ivr COMMAND --help` tells more; to begin with: ivr call.""",
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    fr="Montrer la version.",
    en="Show the version.",
)
def main() -> None:
    """The command itself only holds its verbs."""


def _missing(verb: str, error: ModuleNotFoundError) -> str:
    if error.name and error.name.startswith("ivr."):
        return spoken(
            fr=f"« ivr {verb} » n'existe pas dans cette version ({error.name} manque).",
            en=f"`ivr {verb}` is not part of this version ({error.name} is missing).",
        )
    return spoken(
        fr=f"« ivr {verb} » a besoin du paquet Python « {error.name} » : lancez « make install ».",
        en=f"`ivr {verb}` needs the Python package “{error.name}”: run `make install`.",
    )
