"""`ivr provision`: has a Twilio number lead to this service, shows what that changes, and can put it back."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from ivr.carrier.account import Account, Number, open_account
from ivr.carrier.undo import Kept, Was, keep, read_kept
from ivr.carrier.webhooks import NAMES, Difference, differences, leads_here, wanted
from ivr.cli.commands import option, verb
from ivr.cli.language import Refusal, language
from ivr.cli.provision_buying import buy
from ivr.cli.provision_texts import Sending, remove_service, sending_of, set_up
from ivr.cli.provision_words import say
from ivr.cli.schedules_publishing import YES
from ivr.published.kept import kept_folder
from ivr.settings import Settings, read_settings
from ivr.store.engine import open_store


@dataclass(frozen=True, slots=True)
class Ground:
    """What is worked on: the settings, the account, and the file of what can be put back."""

    settings: Settings
    account: Account
    file: Path
    yes: bool

    def agreed(self) -> None:
        """Raises Refusal where the answer is no."""
        if not self.yes and click.prompt(say("ask"), default="", show_default=False).strip().lower() not in YES:
            raise Refusal(say("not done"))


@verb(
    "provision",
    fr="""Montre les numéros du compte et où ils mènent, puis les changements, et demande avant de les faire : adresse
    des appels, de secours et de fin d'appel, avec de nouveaux essais quand une réponse manque. Recommencé, il ne change
    rien. Il n'achète jamais rien, sauf avec --buy et le prix confirmé.""",
    en="""Shows the account's numbers and where they lead, then the changes, and asks before it makes them: the
    addresses of calls, of the fallback and of a call's end, with more tries where an answer is missing. Run again, it
    changes nothing. It never buys anything, except with --buy and the price confirmed.""",
)
@option(
    "--number",
    default="",
    metavar="+33...",
    fr="Le numéro ; sinon le seul du compte.",
    en="The number; else the account's only one.",
)
@option("--dry-run", is_flag=True, fr="Montrer les changements, sans les faire.", en="Show the changes, make none.")
@option("--undo", is_flag=True, fr="Remettre ce qu'il y avait avant.", en="Put back what was there before.")
@option(
    "--buy",
    "buy_",
    default="",
    metavar="US",
    fr="Acheter un numéro local de ce pays ; le prix est demandé.",
    en="Buy a local number of that country; the price is asked for.",
)
@option(
    "--price",
    default="",
    metavar="1.15",
    fr="Avec --buy : le prix du mois, confirmé d'avance.",
    en="With --buy: the price of a month, confirmed beforehand.",
)
@option(
    "--texts",
    is_flag=True,
    fr="Mettre aussi l'expéditeur des SMS (IVR_TEXT_SENDER) dans un service de messagerie.",
    en="Put the sender of texts (IVR_TEXT_SENDER) into a Messaging Service too.",
)
@option("--yes", is_flag=True, fr="Ne rien demander, sauf un prix.", en="Ask nothing, except a price.")
def provision(number: str, dry_run: bool, undo: bool, buy_: str, price: str, texts: bool, yes: bool) -> None:
    """One number."""
    settings = read_settings(os.environ)
    ground = Ground(settings, open_account(settings), undo_file(settings), yes)
    if undo:
        put_back(ground, dry_run)
        return
    if settings.on_loopback:
        raise Refusal(say("loopback", url=settings.public_url))
    sending = sending_of(settings, ground.account) if texts else None
    numbers = show_account(ground)
    if buy_ and not number:
        number = bought(ground, buy_.upper(), price, dry_run)
        if not number:
            return
        numbers = ground.account.numbers()
    lead_here(ground, chosen_number(numbers, number), sending, dry_run)


def show_account(ground: Ground) -> tuple[Number, ...]:
    """Say what the account is and has."""
    state, numbers = ground.account.state(), ground.account.numbers()
    region = say("region", region=ground.account.region) if ground.account.region else ""
    tell(say("account", name=state.name or state.sid, trial=say("trial") if state.trial else "", region=region))
    if numbers:
        tell(say("numbers"))
    for one in numbers:
        tell(f"  {one.number}  {where_to(one, ground.settings)}")
    return numbers


def where_to(number: Number, settings: Settings) -> str:
    """Where a number's calls go now, in words."""
    found = number.webhooks
    if not number.voice:
        return say("no voice")
    if found.trunk_sid:
        return say("a trunk", sid=found.trunk_sid)
    if found.voice_application_sid:
        return say("an application", sid=found.voice_application_sid)
    if leads_here(found, settings):
        return say("here")
    return say("elsewhere", address=found.voice_url) if found.voice_url else say("nowhere")


def chosen_number(numbers: tuple[Number, ...], asked: str) -> Number:
    """The number that was asked for; else the only one that takes calls. Raises Refusal where that is none."""
    plain = "".join(asked.split())
    if plain:
        named = next((one for one in numbers if one.number == plain or one.sid == plain), None)
        if named is None:
            raise Refusal(say("no such number", number=plain))
        if not named.voice:
            raise Refusal(say("mute", number=plain))
        return named
    speaking = [one for one in numbers if one.voice]
    if not speaking:
        raise Refusal(say("no numbers"))
    if len(speaking) > 1:
        raise Refusal(say("which", number=speaking[0].number))
    return speaking[0]


def lead_here(ground: Ground, number: Number, sending: Sending | None, dry_run: bool) -> None:
    """Show what is to change, ask, and change it."""
    changes = differences(number.webhooks, wanted(ground.settings))
    show_changes(number.number, changes)
    lacks = show_sending(sending)
    if dry_run:
        tell(say("dry"))
        return
    if changes or lacks:
        ground.agreed()
        make_changes(ground, number, changes)
        if sending and lacks:
            set_up(ground.account, sending, ground.file)
        tell(say("done"))
        tell(say("kept", file=ground.file))
    if not ground.settings.number_national:
        tell(say("stands for", number=number.number))
    if ground.account.region not in ("", "us1"):
        tell(say("route", region=ground.account.region, number=number.number))
    tell(say("next", number=number.number))


def make_changes(ground: Ground, number: Number, changes: tuple[Difference, ...]) -> None:
    """Note what is there first: whatever happens then, it can be put back."""
    if changes:
        after = wanted(ground.settings)
        keep(ground.file, read_kept(ground.file).noting(number.sid, Was(number.number, number.webhooks, after)))
        made = ground.account.change(number.sid, changes)
        if left := differences(made.webhooks, after):
            show_changes(number.number, left)
            raise Refusal(say("not all"))


def show_changes(number: str, changes: Iterable[Difference]) -> None:
    """Each as it is and as it will be."""
    listed = tuple(changes)
    tell(say("changes", number=number) if listed else say("unchanged", number=number))
    for change in listed:
        before, after = (value or say("nothing") for value in (change.before, change.after))
        tell(say("change", what=NAMES[change.field][language()], before=before, after=after))


def show_sending(sending: Sending | None) -> bool:
    """Say what the texts lack; whether anything is lacking."""
    if sending is None:
        return False
    for line in sending.lines():
        tell(line)
    return not sending.whole


def put_back(ground: Ground, dry_run: bool) -> None:
    """Every number as it was before, and what was made removed."""
    kept = read_kept(ground.file)
    if not (kept.numbers or kept.service):
        raise Refusal(say("nothing to undo", file=ground.file))
    present = {one.sid: one for one in ground.account.numbers()}
    for sid, was in kept.numbers.items():
        show_undoing(present.get(sid), was)
    if kept.service:
        tell(say("service goes", sid=kept.service))
    if dry_run:
        tell(say("dry"))
        return
    ground.agreed()
    undo_all(ground, kept, present)
    tell(say("undone"))


def show_undoing(present: Number | None, was: Was) -> None:
    """What putting one number back changes, and whether somebody else's change is lost by it."""
    if present is None:
        tell(say("gone", number=was.number))
        return
    if differences(present.webhooks, was.after):
        tell(say("changed since", number=was.number))
    show_changes(was.number, differences(present.webhooks, was.before))


def undo_all(ground: Ground, kept: Kept, present: dict[str, Number]) -> None:
    """One after the other, each forgotten once it is put back."""
    for sid, was in kept.numbers.items():
        changes = differences(present[sid].webhooks, was.before) if sid in present else ()
        if changes:
            ground.account.change(sid, changes)
        kept = kept.without(sid)
        keep(ground.file, kept)
    if kept.service:
        remove_service(ground.account, kept.service)
        keep(ground.file, kept.with_service(""))


def bought(ground: Ground, country: str, price: str, dry_run: bool) -> str:
    """The number that was bought, "" where only shown."""
    number = buy(ground.account, country, price, wanted(ground.settings), dry_run)
    tell(say("bought", number=number) if number else say("dry"))
    return number


def undo_file(settings: Settings) -> Path:
    """Where what can be put back is kept: with the last good content (IVR_KEPT_DIR); a file an account and region."""
    region = "" if settings.region in ("", "us1") else f"-{settings.region}"
    store = open_store(settings.database_url)
    try:
        return kept_folder(settings, store) / f"provision-{settings.account_sid}{region}.json"
    finally:
        store.close()


def tell(line: str) -> None:
    """A line that is to be copied: it is not wrapped."""
    Console(highlight=False, markup=False).print(line, soft_wrap=True)
