"""The token with which `ivr call --url` signs, from where others of the machine can't see it if possible."""

from dataclasses import dataclass, field
from typing import TextIO

import click

from ivr.cli.keyboard import at_keyboard
from ivr.cli.language import misuse, spoken
from ivr.settings import Settings


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and whether it is known to be one that can only rehearse."""

    value: str = field(repr=False)
    rehearses: bool = False


def token_for(settings: Settings, written: str, file: TextIO | None) -> Token:
    """The token that was written on the command line or is in the file; else the environment's, else what is typed.

    Raises Misuse where there is none and nobody is at a keyboard.
    """
    if written:
        return Token(written)
    if file:
        return Token(file.read().strip())
    if rehearsing := settings.rehearsal_token.reveal():
        return Token(rehearsing, rehearses=True)
    if account := settings.auth_token.reveal():
        return Token(account)
    if at_keyboard():
        return Token(click.prompt(spoken(fr="Jeton du service", en="The service's token"), hide_input=True, err=True))
    raise misuse(
        fr="--url demande un jeton : dans IVR_REHEARSAL_TOKEN, ou par --token-file.",
        en="--url needs a token: in IVR_REHEARSAL_TOKEN, or by --token-file.",
    )
