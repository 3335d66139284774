"""The numbers of a call as they are typed after `--from` and `--to`; what is none is refused rather than dialled."""

import click

from ivr.cli.language import misuse
from ivr.handset.numbers import CALLED, may_call
from ivr.handset.numbers import called_number as called_number
from ivr.line.lines import line_meant
from ivr.phone.dialling import calling_number


def from_number(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    """A caller as typed: a number, "masqué", or one of the odd callers that Twilio knows. Raises Misuse."""
    if may_call(typed):
        return typed
    raise misuse(
        fr=f"--from « {typed} » : écrivez un numéro, 06 12 34 56 78 ou +33612345678, ou « masqué ».",
        en=f"--from “{typed}”: write a number, 06 12 34 56 78 or +33612345678, or “withheld”.",
    )


def to_number(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    """The number that is called: of a line that was named, or as typed, of four digits or more. Raises Misuse."""
    if CALLED.fullmatch(calling_number(typed)):
        return typed
    if line := line_meant(typed):
        return line.number
    raise misuse(
        fr=f"--to « {typed} » : écrivez national, mayotte, étranger, ou un numéro comme 3646 ou 0269619191.",
        en=f"--to “{typed}”: write national, mayotte, abroad, or a number such as 3646 or 0269619191.",
    )
