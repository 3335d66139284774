"""The `ivr` command: one verb a module, imported when it is called for. Nothing may be decided here about the line;
whatever fails says in a sentence what is wrong and what to do.
"""

from importlib import import_module

import click

from ivr.cli.language import Refusal, VerbGroup, english_option, spoken

# verb -> module of this package that holds a click command of the same name, and its line in the list of verbs
VERBS: dict[str, tuple[str, str]] = {
    "run": ("run", "Servir la ligne et envoyer ses SMS, sur cette machine."),
    "call": ("call", "Appeler la ligne depuis ce terminal."),
    "hours": ("hours", "Dire quand une ligne ou une caisse est ouverte, et pourquoi."),
    "calls": ("calls", "Relire les appels, pas à pas, et les compter."),
    "texts": ("texts", "Suivre les SMS demandés."),
    "worker": ("worker", "Envoyer les SMS demandés."),
    "migrate": ("migrate", "Amener la base de données aux tables de cette version."),
    "check": ("check", "Vérifier le parcours, les messages et les horaires."),
    "map": ("map", "Dessiner le parcours des appels."),
    "radar": ("radar", "Dire ce qui surprendra dans les 24 mois."),
    "settings": ("settings", "Montrer tous les réglages."),
}


class Verbs(VerbGroup):
    """The verbs, each loaded only when it is used: `ivr --help` reads no other room."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every verb, in the order of the table."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb; a sentence when its module is not part of this installation."""
        if cmd_name not in VERBS:
            return None
        module, _ = VERBS[cmd_name]
        try:
            command: click.Command = getattr(import_module(f"ivr.cli.{module}"), cmd_name)
        except ModuleNotFoundError as error:
            raise Refusal(_missing(cmd_name, error)) from error
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, from the table alone."""
        with formatter.section("Commandes"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.command("ivr", cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@english_option
def main() -> None:
    """La ligne 3646 : l'appeler, la servir, la vérifier. « ivr COMMANDE --help » en dit plus."""


def _missing(verb: str, error: ModuleNotFoundError) -> str:
    if error.name and error.name.startswith("ivr."):
        return spoken(
            f"« ivr {verb} » n'existe pas dans cette version ({error.name} manque).",
            f"`ivr {verb}` is not part of this version ({error.name} is missing).",
        )
    return spoken(
        f"« ivr {verb} » a besoin du paquet Python « {error.name} » : lancez « make install ».",
        f"`ivr {verb}` needs the Python package “{error.name}”: run `make install`.",
    )
