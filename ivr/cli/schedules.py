"""`ivr schedules`: what the staff publish above the files of schedules/, from a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path

import click

from ivr import clock
from ivr.changes import history as past
from ivr.changes import ledger
from ivr.changes.drafting import reopening
from ivr.changes.emergencies import closing, going_on, new_name
from ivr.changes.history import Wanted, ground_of
from ivr.changes.proposal import differing, entry_now, file_entry, undoing
from ivr.changes.reasons import reason_of, reasons_for
from ivr.changes.standing import standing
from ivr.cli.commands import Command, Number, option, verb_with_commands
from ivr.cli.language import Misuse, Refusal, language
from ivr.cli.moments import Day, the_moment
from ivr.cli.printing import json_option, print_json, print_sentence
from ivr.cli.schedules_export import export_changes
from ivr.cli.schedules_publishing import Ground, Signed, opened_ground, publish_drafts, signed, signed_options
from ivr.cli.schedules_shown import MOMENT, keys_of, past_json, print_pasts, print_rows, row_json
from ivr.cli.schedules_where import places_of, where_of
from ivr.cli.schedules_words import listed, say
from ivr.content.changes import FILE_OF, Change
from ivr.content.faults import Faults
from ivr.content.fields import UNKNOWN, Entry
from ivr.content.yaml import Table, read
from ivr.hours.schedules import Above
from ivr.hours.words import words
from ivr.phone.moments import PARIS

REASONS = tuple(reason.words["fr"] for reason in reasons_for("emergency"))
KEYS = tuple(field.name for field in fields(Change))
LIKE_UNKNOWN = (UNKNOWN, "inconnu", "inconnue")


@verb_with_commands(
    "schedules",
    fr="""Sans commande : ce qui est publié au-dessus des fichiers, comme « diff ». Fermer maintenant :
    ivr schedules close national --why panne --until 18h.""",
    en="""Without a command: what is published above the files, as `diff`. To close now: ivr schedules close national
    --why panne --until 18:00.""",
)
@click.pass_context
def schedules(context: click.Context) -> None:
    """The first screen."""
    if not context.invoked_subcommand:
        context.invoke(diff)


@schedules.command(
    "close",
    cls=Command,
    fr="""Fermer maintenant, en urgence. QUI : national (tous les appels au 36 46), all, mayotte, une ville, un
    département, des codes de caisses.""",
    en="""Close now, as an emergency. WHO: national (every call to 36 46), all, mayotte, a town, a département, codes of
    caisses.""",
)
@click.argument("who", metavar="QUI", nargs=-1, required=True)
@option(
    "--why",
    required=True,
    metavar="panne",
    fr=f"La raison, dite aux appelants. Avec leur anglais : {listed(REASONS)}.",
    en=f"The reason in French, told to callers. With their English: {listed(REASONS)}.",
)
@option("--why-en", default="", fr="La raison en anglais, si elle est autre.", en="The reason in English, if another.")
@option(
    "--until",
    default=UNKNOWN,
    metavar="MOMENT",
    fr="Jusqu'à quand : « 18h », « demain 9h » ; unknown si personne ne le sait.",
    en="Until when: “18:00”, “tomorrow 9am”; unknown if nobody knows.",
)
@signed_options
def close(who: tuple[str, ...], why: str, why_en: str, until: str, by: str | None, note: str, yes: bool) -> None:
    """An emergency, from this minute on."""
    french, english = _reason(why, why_en)
    now = clock.now().astimezone(PARIS)
    end = _end(until, now)
    with opened_ground() as ground:
        where = where_of(ground.now.schedules, who)
        draft = closing(new_name(ground.published, now), where, words(fr=french, en=english), now, end)
        publish_drafts(ground, [draft], signed(by, note, yes))


@schedules.command(
    "reopen",
    cls=Command,
    fr="Finir maintenant une urgence : par son nom, ou par ceux qu'elle ferme ; sans rien, la seule en cours.",
    en="End an emergency now: by its name, or by whom it closes; without a word, the only one going on.",
)
@click.argument("which", metavar="[QUI]", nargs=-1)
@signed_options
def reopen(which: tuple[str, ...], by: str | None, note: str, yes: bool) -> None:
    """Its end becomes this minute."""
    now = clock.now().astimezone(PARIS)
    with opened_ground() as ground:
        name = _going_on(ground, which, now)
        entry = entry_now(ground.published, "emergencies", name)
        if entry is None:
            raise Refusal(say("none open"))
        publish_drafts(ground, [reopening(entry, name, now)], signed(by, note, yes))


@schedules.command(
    "diff",
    cls=Command,
    fr="Ce qui est publié au-dessus des fichiers, et ce qui y a changé dessous.",
    en="What is published above the files, and what was changed underneath.",
)
@json_option(*KEYS, "how", "file", "why", fr="un objet par entrée", en="an object an entry")
def diff(as_json: bool = False) -> None:
    """Each entry of the layer beside that of the files."""
    with opened_ground() as ground:
        rows = standing(ground.published)
    if as_json:
        print_json([row_json(row) for row in rows])
    elif any(row.how != "equal" for row in rows):
        print_rows(row for row in rows if row.how != "equal")
    else:
        print_sentence(say("nothing above"))


@schedules.command(
    "history",
    cls=Command,
    fr="Qui a publié quoi, quand et pourquoi ; le plus récent d'abord.",
    en="Who published what, when and why; the newest first.",
)
@option("--limit", default=50, type=Number(), fr="Combien.", en="How many.")
@option("--who", default="", metavar="NOM", fr="Seulement de cette personne.", en="Only by this person.")
@option(
    "--where",
    "where",
    default="",
    metavar="QUI",
    fr="Seulement ce qui touche cette ligne, ville, caisse ou ce département.",
    en="Only what concerns this line, town, caisse or département.",
)
@option("--since", type=Day(), fr="Seulement depuis ce jour.", en="Only since that day.")
@json_option(*KEYS, "words", fr="un objet par changement", en="an object a change")
def history(limit: int, who: str, where: str, since: date | None, as_json: bool) -> None:
    """A line or two a change."""
    with opened_ground() as ground:
        places, faults = past.places_asked(ground.now.schedules, where) if where else (frozenset[str](), ())
        if faults:
            raise Refusal(*(f"{one.sentence(language())} {one.mend(language())}" for one in faults))
        start = datetime.combine(since, time(), PARIS) if since else None
        wanted = Wanted(who, places=places, since=start)
        told = ground_of(ground.published)
        with ground.store.reading() as connection:
            found = past.history(connection, told, wanted, limit)
    if as_json:
        print_json([past_json(one, told) for one in found])
    elif found:
        print_pasts(found, told)
    else:
        print_sentence(say("none found" if wanted else "no history"))


@schedules.command(
    "undo",
    cls=Command,
    fr="Défaire le changement N, par un nouveau : l'entrée redevient ce qu'elle était avant lui.",
    en="Take change N back, by a new one: its entry becomes again what it was before.",
)
@click.argument("number", metavar="N", type=Number())
@signed_options
def undo(number: int, by: str | None, note: str, yes: bool) -> None:
    """Also where others followed."""
    with opened_ground() as ground:
        with ground.store.reading() as connection:
            change = ledger.one(connection, number)
            if change is None:
                raise Refusal(say("no change", id=number))
            of_entry = ledger.of_entry(connection, *change.key)
        file = file_entry(ground.published, change)
        later = [one.id for one in of_entry if one.id > number]
        earlier = next((one for one in of_entry if one.id < number), None)
        if later:
            print_sentence(say("followed", id=number, others=listed(sorted(later))))
        _publish_differing(ground, [undoing(change, earlier, file)], signed(by, note, yes))


@schedules.command(
    "export",
    cls=Command,
    fr="""Écrire dans les fichiers ce qui est publié au-dessus d'eux, sans toucher au reste ni aux commentaires.

    Une fois les fichiers servis, ces changements ne comptent plus : ils disent la même chose.""",
    en="""Write into the files what is published above them, leaving everything else and the comments as they are.

    Once the files are served these changes no longer count: the two say the same.""",
)
@option(
    "--overtaken",
    is_flag=True,
    fr="Aussi les entrées que les fichiers ont changées depuis.",
    en="Also the entries that the files have changed since.",
)
def export(overtaken: bool) -> None:
    """Only lines that say something else are touched."""
    with opened_ground() as ground:
        export_changes(ground, overtaken=overtaken)


@schedules.command(
    "import",
    cls=Command,
    fr="Publier les entrées d'un fichier YAML écrit comme closures.yaml ou bulletins.yaml.",
    en="Publish the entries of a YAML file that is written as closures.yaml or bulletins.yaml.",
)
@click.argument("file", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@signed_options
def import_(file: Path, by: str | None, note: str, yes: bool) -> None:
    """Those that would change something."""
    faults = Faults()
    table = read(file, faults)
    faults.refuse()
    drafts = list(_drafts(table, file.name, faults)) if table else []
    faults.refuse()
    with opened_ground() as ground:
        _publish_differing(ground, drafts, signed(by, note, yes))


# -- what is published -------------------------------------------------------------------------------------------------


def _publish_differing(ground: Ground, drafts: Iterable[Change], by: Signed) -> None:
    found = differing(drafts, ground.published)
    if not found:
        raise Refusal(say("nothing to do"))
    publish_drafts(ground, found, by)


def _reason(why: str, why_en: str) -> tuple[str, str]:
    """What callers hear, French and English."""
    if why_en:
        return why, why_en
    if reason := reason_of(why):
        return reason["fr"], reason["en"]
    raise Misuse(say("no reason", why=why, reasons=listed(REASONS)))


def _end(until: str, now: datetime) -> datetime | None:
    if until.strip().lower() in LIKE_UNKNOWN:
        return None
    end = the_moment(until).astimezone(PARIS)
    if end <= now:
        raise Misuse(say("past", at=f"{end:{MOMENT}}"))
    return end


def _going_on(ground: Ground, which: tuple[str, ...], now: datetime) -> str:
    """The name of the emergency that is meant."""
    open_ = going_on(ground.now.schedules, now)
    found = [one for one in open_ if _is_meant(ground, one, which)]
    names = listed(one.what.name for one in open_)
    if not open_:
        raise Refusal(say("none open"))
    if not found:
        raise Refusal(say("none such", who=" ".join(which), names=names))
    if len(found) > 1:
        raise Refusal(say("which", names=listed(one.what.name for one in found)))
    return found[0].what.name


def _is_meant(ground: Ground, entry: Above, which: tuple[str, ...]) -> bool:
    typed = " ".join(which)
    return not typed or typed == entry.what.name or entry.places == places_of(ground.now.schedules, which)


def _drafts(table: Table, file: str, faults: Faults) -> Iterator[Change]:
    """The entries of a file, as changes."""
    whole = Entry(file, table, faults)
    whole.allow("format", *FILE_OF)
    for section in FILE_OF:
        for entry in whole.entries(section) if whole.has(section) else ():
            yield Change(section, entry.name, "puts", keys_of(entry.table))
