"""How `ivr provision --buy` buys a number: only where its price was confirmed."""

import click

from ivr.carrier.account import Account, Price
from ivr.carrier.webhooks import Webhooks
from ivr.cli.language import Refusal
from ivr.cli.provision_words import say


def buy(account: Account, country: str, price: str, webhooks: Webhooks, dry_run: bool) -> str:
    """The number that was bought; "" where it was only shown. Raises Refusal where the price isn't confirmed."""
    cost = account.price(country)
    if cost is None:
        raise Refusal(say("no price", country=country))
    number = account.on_sale(country)
    if not number:
        raise Refusal(say("none on sale", country=country))
    click.echo(say("price", number=number, amount=cost.amount, unit=cost.unit))
    if dry_run:
        return ""
    confirm(cost, price)
    return account.buy(number, webhooks).number


def confirm(cost: Price, price: str) -> None:
    """Raises Refusal unless that very price was written, beforehand or now."""
    said = price or click.prompt(say("confirm", amount=cost.amount), default="", show_default=False)
    if not same(said, cost.amount):
        raise Refusal(say("not that price", amount=cost.amount, unit=cost.unit, said=said or "-"))


def same(said: str, amount: str) -> bool:
    """Whether two prices are: "1,15" and "1.15" are."""
    try:
        return float(said.strip().replace(",", ".")) == float(amount)
    except ValueError:
        return False
