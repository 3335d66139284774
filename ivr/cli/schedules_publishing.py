"""How `ivr schedules` publishes: shows whom a change reaches and what is heard, asks, and commits it all at once."""

import getpass
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import indent

import click

from ivr import clock
from ivr.changes.heard import heard
from ivr.changes.impact import impact_of
from ivr.changes.impact_words import summary_words
from ivr.changes.ledger import ChangesTable, OutrunError
from ivr.changes.proposal import Proposal, propose
from ivr.changes.publishing import TERMINAL, Publishing, Signature
from ivr.check.entry_words import SECTIONS, entry_words
from ivr.cli.commands import Decorated, option
from ivr.cli.database import opened_database
from ivr.cli.language import Refusal, language
from ivr.cli.local_line import quieten_logs
from ivr.cli.noted import audit_trail
from ivr.cli.printing import print_sentence
from ivr.cli.schedules_words import listed, say
from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.hours.rule import Emergency
from ivr.hours.schedules import Above
from ivr.line.flow import FLOW
from ivr.notices.ways import ways_of
from ivr.published.kept import kept_folder
from ivr.published.live import Published, open_published
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings, read_settings
from ivr.store.engine import Store

AUTHOR = 64  # letters
YES = ("o", "oui", "y", "yes")


@dataclass(frozen=True, slots=True)
class Ground:
    """What changes are held against: the content as a process would serve it now, and the database."""

    settings: Settings
    store: Store
    published: Published

    @property
    def publishing(self) -> Publishing:
        """The door through which all is published."""
        ways, second = ways_of(self.settings), self.settings.second_person
        try:
            if trail := audit_trail(self.settings, self.store):
                return Publishing(trail.append, ways, second)
        except OSError as error:  # the service's own user keeps the trail's key; an emergency must not wait for that
            print_sentence(say("no trail", why=type(error).__name__))
        return Publishing(ways=ways, second_person=second)

    @property
    def now(self) -> Snapshot:
        """What is live now. Raises ContentError where nothing is."""
        found = self.published.current()
        if found is None:
            raise ContentError(*self.published.standing.findings)
        return found


@dataclass(frozen=True, slots=True)
class Signed:
    """Who publishes, why, and whether they have said yes already."""

    by: str
    note: str
    yes: bool


@contextmanager
def opened_ground() -> Iterator[Ground]:
    """The content and the changes of the settings. A database that can't be used is Refused."""
    quieten_logs(logging.CRITICAL)
    settings = read_settings(os.environ)
    with opened_database() as store:
        kept = kept_folder(settings, store)
        published = open_published(settings.content_folder, FLOW, clock.now, kept, ChangesTable(store, clock.now))
        published.follow()
        yield Ground(settings, store, published)


def signed_options(command: Decorated) -> Decorated:
    """`--by`, `--note` and `--yes`, of every verb that publishes."""
    for decorate in (
        option("--yes", is_flag=True, fr="Publier sans demander.", en="Publish without asking."),
        option("--note", default="", fr="Pourquoi, pour les collègues.", en="Why, for colleagues."),
        option(
            "--by",
            metavar="NOM",
            fr="Qui publie ; sinon votre nom d'utilisateur.",
            en="Who publishes; else your login.",
        ),
    ):
        command = decorate(command)
    return command


def signed(by: str | None, note: str, yes: bool) -> Signed:
    """By whoever is logged in where no name is given."""
    return Signed((by or _login())[:AUTHOR], note, yes)


def publish_drafts(ground: Ground, drafts: Iterable[Change], by: Signed) -> None:
    """Show, ask, publish. Raises Refusal where the drafts cause a fault, and where the answer is no."""
    proposal = _proposed(ground, [replace(draft, author=by.by, note=by.note) for draft in drafts])
    for line in shown(proposal, clock.now()):
        print_sentence(line)
    if not by.yes and click.prompt(say("ask"), default="", show_default=False).strip().lower() not in YES:
        raise Refusal(say("not published"))
    signature = Signature(TERMINAL, by.by)
    try:
        with ground.store.writing() as connection:
            made = ground.publishing.publish(connection, proposal, by=signature, at=clock.now())
    except OutrunError as error:
        raise Refusal(say("outrun", author=error.by.author, name=error.by.name, id=error.by.id)) from error
    if made.state == "waiting":
        print_sentence(say("waits", id=made.id))
    else:
        print_sentence(say("published", ids=listed(made.numbers), last=made.numbers[-1]))


def shown(proposal: Proposal, now: datetime) -> Iterator[str]:
    """Whom each draft reaches, what is heard of it, and what a check would say."""
    for draft in proposal.drafts:
        after, before = (_above(one, draft) for one in (proposal.after, proposal.before))
        if after:
            yield say("reaches", words=entry_words(after, proposal.after.schedules, language()))
            yield from _heard(proposal.after, after, now)
        elif before:
            yield say("ends", words=entry_words(before, proposal.before.schedules, language()))
        else:
            yield say(draft.does, section=say(draft.section), name=draft.name)
    effect = impact_of(proposal.before, proposal.after, now)
    yield summary_words(effect, proposal.after.schedules)[language()]
    for finding in proposal.warnings:
        yield say("mind", words=f"{finding.sentence(language())} {finding.mend(language())}")


def _proposed(ground: Ground, drafts: Iterable[Change]) -> Proposal:
    try:
        return propose(ground.published, drafts, clock.now())
    except ContentError as error:
        raise Refusal(say("refused", told=indent(error.told(language()), "  "))) from error


def _above(snapshot: Snapshot, draft: Change) -> Above | None:
    """The entry of closures.yaml that a draft is about, as it is in a snapshot."""
    same = (one for one in snapshot.schedules.above if one.what.name == draft.name)
    return next((one for one in same if SECTIONS[type(one.what)] == draft.section), None)


def _heard(snapshot: Snapshot, entry: Above, now: datetime) -> Iterator[str]:
    """Of an emergency, in both languages: of what is to come, `ivr call --at` tells the moment of one's choice."""
    if not isinstance(entry.what, Emergency):
        return
    if words := heard(snapshot, entry, max(now, entry.what.start), "fr"):
        yield say("heard fr", words=words)
    if words := heard(snapshot, entry, max(now, entry.what.start), "en"):
        yield say("heard en", words=words)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as containers have
        return str(os.getuid())
