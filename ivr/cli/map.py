"""`ivr map`: the call as a picture, one call highlighted on it, or the year of a caisse."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from ivr import clock
from ivr.cli.commands import option, verb
from ivr.cli.from_and_to import from_number
from ivr.cli.language import Misuse, Refusal, language
from ivr.cli.moments import the_moment
from ivr.cli.whose import find
from ivr.drawing.documents import documents, plan_in
from ivr.drawing.map import draw_map
from ivr.drawing.mermaid import mermaid_of
from ivr.drawing.trail import NOISE, SILENCE, TrailError, trail_of
from ivr.drawing.year import Heading, draw_year
from ivr.findings import Language
from ivr.hearing.report import ear_report
from ivr.hours.schedules import Caisse, Department, Line, LineName, Schedules
from ivr.line import flow as script
from ivr.line.facts import Facts, Rules
from ivr.line.flow import FLOW
from ivr.line.inputs import DialOutcome
from ivr.line.origin import read_number
from ivr.phone.dialling import calling_number
from ivr.phone.listening import KEYS
from ivr.published.reading import read_snapshot
from ivr.published.snapshot import Snapshot
from ivr.settings import read_settings

MOBILE = "+33612345678"
LINE_NAMES: tuple[LineName, ...] = ("national", "mayotte", "abroad")
LOCAL = Path("var")  # where a drawing goes that was given no name: git leaves it alone
SAYINGS = {
    "made": ("Dossier créé : {folder}", "Folder made: {folder}"),
    "no_folder": ("Le dossier {folder} n'existe pas : créez-le.", "The folder {folder} does not exist: make it."),
    "unwritable": ("{file} ne peut pas être écrit : {why}.", "{file} can't be written: {why}."),
    "no_year": (
        "--caisse ne sert qu'avec --year : ivr map --year 2027 --caisse {typed}",
        "--caisse only serves with --year: ivr map --year 2027 --caisse {typed}",
    ),
    "no_key": (
        "--path « {key} » : des chiffres, *, #, - (silence) ou la fin d'un transfert (answered, busy, no_answer, "
        "failed), séparés par des espaces.",
        "--path “{key}”: digits, *, #, - (silence) or the end of a transfer (answered, busy, no_answer, failed), "
        "apart by spaces.",
    ),
    "written": ("{count} fichier(s) écrits dans {folder} : {names}", "{count} file(s) written to {folder}: {names}"),
    "drawn": ("Écrit : {file}", "Written: {file}"),
    "no_place": (
        "« {key} » n'a pas de suite à l'étape « {step} » : l'appel y est fini, ou chez un conseiller (answered, busy, "
        "no_answer, failed).",
        "“{key}” leads nowhere at step “{step}”: the call is over there, or with an adviser (answered, busy, "
        "no_answer, failed).",
    ),
    "unknown": (
        "Je ne connais pas « {typed} ». Tapez un code de caisse (673), un département (67) ou mayotte, national, "
        "abroad.{near}",
        "I don't know “{typed}”. Type a code (673), a département (67), or mayotte, national, abroad.{near}",
    ),
    "near": (" Vouliez-vous dire : {near} ?", " Did you mean: {near}?"),
    "no_hours": ("« {typed} » n'a pas d'horaires connus.", "“{typed}” has no known hours."),
    "year_wrong": ("L'année va de 1971 à 2099.", "The year goes from 1971 to 2099."),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    path: str
    year: int | None
    caisse: str  # "" unless it was asked for
    line: LineName
    caller: str
    at: str
    language: Language

    def say(self, sentence: str, /, **values: object) -> str:
        return SAYINGS[sentence][self.language == "en"].format(**values)


@verb(
    "map",
    fr="Sans option, dans var/map.svg.",
    en="Without an option, in var/map.svg.",
)
@option(
    "--path",
    metavar="'1 1'",
    fr="Un appel à surligner : « 1 1 », « 3 75012 1 », « - » un silence.",
    en="A call to highlight: “1 1”, “3 75012 1”, “-” for silence.",
)
@option(
    "--line",
    type=click.Choice(LINE_NAMES),
    default="national",
    metavar="mayotte",
    fr="La ligne que cet appel compose : national, mayotte ou abroad ; national sinon.",
    en="The line that this call dials: national, mayotte or abroad; else national.",
)
@option(
    "--from",
    "caller",
    metavar="+33...",
    default=MOBILE,
    callback=from_number,
    fr="Le numéro qui appelle.",
    en="The number that calls.",
)
@option(
    "--at",
    metavar="MOMENT",
    default="",
    fr="Quand : « 2026-12-25 09:00 » ; maintenant sinon.",
    en="When: “2026-12-25 09:00”; else now.",
)
@option(
    "--year",
    type=int,
    metavar="2027",
    fr="Dessiner l'année d'une caisse ou d'une ligne.",
    en="Draw the year of a caisse or a line.",
)
@option(
    "--caisse",
    metavar="673",
    default="",
    fr="Avec --year : code de caisse (673), département (67) ou ligne ; sinon 3646.",
    en="With --year: code of a caisse (673), département (67) or line; else 3646.",
)
@option(
    "--mermaid",
    is_flag=True,
    fr="Le parcours en Mermaid plutôt qu'en SVG.",
    en="The call as Mermaid rather than SVG.",
)
@option(
    "--write",
    "folder",
    metavar="docs",
    type=click.Path(file_okay=False, path_type=Path),
    fr="Écrire dans ce dossier carte, feuilles A3, Mermaid et temps d'écoute.",
    en="Write map, A3 sheets, Mermaid and seconds of listening into this folder.",
)
@option(
    "--output",
    metavar="map.svg",
    default="",
    fr="Où écrire le dessin ; var/map.svg, call.svg... sinon ; « - » : sur la sortie.",
    en="Where to write the drawing; else var/map.svg, call.svg...; “-”: to the output.",
)
def map_(folder: Path | None, output: str, mermaid: bool, **asked: object) -> None:
    """One drawing, or those of docs/."""
    wish = Wish(language=language(), **{key: value or "" for key, value in asked.items()})  # type: ignore[arg-type]  # click has typed them
    _check(wish)
    content = _content()
    if folder:
        _write_all(folder, content, wish)
        return
    name, drawn = _drawn(content, wish, mermaid)
    if output == "-":
        click.echo(drawn, nl=False)
        return
    if not output:
        LOCAL.mkdir(exist_ok=True)
    file = Path(output) if output else LOCAL / name
    try:
        file.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise Refusal(wish.say("unwritable", file=file, why=error.strerror)) from error
    click.echo(wish.say("drawn", file=file))


def _check(wish: Wish) -> None:
    """Refuses what would be drawn otherwise than was meant."""
    if wish.caisse and not wish.year:
        raise Misuse(wish.say("no_year", typed=wish.caisse))
    for key in wish.path.split():
        if key not in (SILENCE, NOISE, *get_args(DialOutcome)) and not KEYS.issuperset(key):
            raise Misuse(wish.say("no_key", key=key))


def _content() -> Snapshot:
    return read_snapshot(read_settings(os.environ).content_folder)


def _drawn(content: Snapshot, wish: Wish, mermaid: bool) -> tuple[str, str]:
    """The name of the file and what is in it."""
    if wish.year:
        return _year(content.schedules, wish)
    plan = plan_in(script, FLOW, content.prompts[wish.language])
    if mermaid:
        return "map.mmd", mermaid_of(plan)
    if not wish.path:
        return "map.svg", draw_map(plan)
    facts = Facts(
        the_moment(wish.at) if wish.at else clock.now(),
        wish.line,
        read_number(calling_number(wish.caller)),
        content.schedules,
        Rules(),
    )
    try:
        trail = trail_of(FLOW, tuple(wish.path.split()), facts)
    except TrailError as error:
        raise Refusal(wish.say("no_place", key=error.key, step=error.step)) from error
    return "call.svg", draw_map(plan, trail)


def _year(schedules: Schedules, wish: Wish) -> tuple[str, str]:
    year = wish.year or 0
    if not 1971 <= year <= 2099:
        raise Refusal(wish.say("year_wrong"))
    body = _body(schedules, wish)
    calendar = schedules.calendar(body.rule, datetime(year, 7, 1, tzinfo=UTC))
    heading = Heading(body.names[wish.language], body.source, body.assumed)
    key = body.code if isinstance(body, Caisse) else body.name
    return f"year-{year}-{key}.svg", draw_year(heading, calendar, year, wish.language)


def _body(schedules: Schedules, wish: Wish) -> Line | Caisse:
    """Whose year: of a département with several caisses the first, for they keep the same hours unless told."""
    found = find(schedules, wish.caisse or "national")
    if not found.bodies:
        near = wish.say("near", near=", ".join(found.near)) if found.near else ""
        raise Refusal(wish.say("unknown", typed=wish.caisse, near=near))
    body = found.bodies[0]
    if isinstance(body, Department) or not isinstance(body, Line | Caisse):
        raise Refusal(wish.say("no_hours", typed=wish.caisse))
    return body


def _write_all(folder: Path, content: Snapshot, wish: Wish) -> None:
    """The files of docs/, and no sheet of an older map beside them."""
    if not folder.is_dir():
        if not folder.absolute().parent.is_dir():
            raise Refusal(wish.say("no_folder", folder=folder.absolute().parent))
        folder.mkdir()
        click.echo(wish.say("made", folder=folder))
    report = ear_report(FLOW, content.prompts, content.schedules)
    files = documents(plan_in(script, FLOW, content.prompts[wish.language]), report)
    for old in folder.glob("map-*.svg"):
        if old.name not in files:
            old.unlink()
    for name, drawn in files.items():
        (folder / name).write_text(drawn, encoding="utf-8")
    click.echo(wish.say("written", count=len(files), folder=folder, names=", ".join(files)))


map = map_  # noqa: A001 -- `ivr` finds a verb's command by the verb's own name
