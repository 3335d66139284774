"""What a person should be told of, though nobody did anything just now: each as a notice with a key of its own."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from ivr.changes.publishing import addressee
from ivr.changes.standing import Stand, standing
from ivr.content.changes import Change
from ivr.hours.rule import Emergency
from ivr.hours.words import Words, words
from ivr.notices.outbox import Kind, Notice
from ivr.published.live import Published
from ivr.store.draft_tables import drafts
from ivr.store.publishing_tables import publications, published_changes

REMINDED = timedelta(hours=2)
WAITED = timedelta(days=1)
SAID: Mapping[str, Words] = {
    "aside": words(
        fr="Le changement n° {id} de {who} (« {name} ») est écarté : les appelants ne l'entendent pas. {why}",
        en="Change {id} by {who} (“{name}”) is set aside: callers do not hear it. {why}",
    ),
    "overtaken": words(
        fr="Les fichiers ont changé « {name} » depuis le changement n° {id} de {who}. Celui-ci compte jusqu'à ce que "
        "quelqu'un décide.",
        en="The files have changed “{name}” since change {id} by {who}, which counts until somebody decides.",
    ),
    "reminder": words(
        fr="{who}, l'urgence « {name} » est en cours depuis {hours} heures, sans fin connue. Si c'est fini, rouvrez.",
        en="{who}, the emergency “{name}” has gone on for {hours} hours, no end known. If it is over, reopen.",
    ),
    "draft": words(
        fr="{who}, un brouillon attend depuis plus d'un jour : publiez-le, ou jetez-le.",
        en="{who}, a draft has waited for more than a day: publish it, or throw it away.",
    ),
    "request": words(
        fr="La demande n° {id} de {who} attend une deuxième personne depuis plus d'un jour.",
        en="Request {id} by {who} has waited for a second person for more than a day.",
    ),
}


def noticed(connection: Connection, published: Published, now: datetime) -> Iterator[Notice]:
    """All of it; most of it is known by its key already."""
    stands = standing(published)
    yield from (_undecided(stand) for stand in stands if stand.needs_somebody)
    yield from _endless(connection, published, stands, now)
    yield from _forgotten_drafts(connection, now)
    yield from _forgotten_requests(connection, now)


def _undecided(stand: Stand) -> Notice:
    change = stand.change
    key: Kind = "overtaken" if stand.how == "overtaken" else "aside"
    why = {
        language: " ".join(f"{one.sentence(language)} {one.mend(language)}" for one in stand.findings[:2])
        for language in ("fr", "en")
    }
    said = _said(key, why, id=change.id, who=change.author, name=change.name)
    return Notice(key, f"{key} {change.id}", said, f"/history/{change.id}")


def _endless(
    connection: Connection, published: Published, stands: tuple[Stand, ...], now: datetime
) -> Iterator[Notice]:
    """Emergencies that the staff published without an end: one notice every two hours, to whoever published it."""
    snapshot = published.current()
    above = snapshot.schedules.above if snapshot else ()
    open_ = {one.what.name: one.what for one in above if isinstance(one.what, Emergency) and one.what.end is None}
    for change in (stand.change for stand in stands if stand.change.section == "emergencies"):
        emergency = open_.get(change.name)
        times = (now - max(emergency.start, change.at or emergency.start)) // REMINDED if emergency else 0
        if times > 0:
            hours = times * (REMINDED // timedelta(hours=1))
            said = _said("reminder", who=change.author, name=change.name, hours=hours)
            key = f"reminder {change.id} {times}"
            yield Notice("reminder", key, said, f"/history/{change.id}", _author(connection, change))


def _author(connection: Connection, change: Change) -> str:
    """The opaque id of whoever published a change; "" (everybody) where it is not known, as from a terminal."""
    joined = select(publications.c.who).join(published_changes, published_changes.c.publication == publications.c.id)
    return addressee(connection.scalar(joined.where(published_changes.c.change == change.id)) or "")


def _forgotten_drafts(connection: Connection, now: datetime) -> Iterator[Notice]:
    old = (drafts.c.state == "draft") & (drafts.c.saved_at < now - WAITED)
    for row in connection.execute(select(drafts).where(old)):
        key = f"draft {row.key} {row.saved_at:%Y-%m-%d}"  # once each time that it was left
        yield Notice("forgotten", key, _said("draft", who=row.author_name), "/drafts", row.author)


def _forgotten_requests(connection: Connection, now: datetime) -> Iterator[Notice]:
    old = (publications.c.state == "waiting") & (publications.c.at < now - WAITED)
    for row in connection.execute(select(publications).where(old)):
        said = _said("request", who=row.author, id=row.id)
        yield Notice("forgotten", f"request {row.id}", said, f"/waiting/{row.id}")


def _said(key: str, why: Mapping[str, str] | None = None, /, **values: object) -> Words:
    told = {
        language: sentence.format(why=(why or {}).get(language, ""), **values).strip()
        for language, sentence in SAID[key].items()
    }
    return words(**told)
