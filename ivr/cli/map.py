"""`ivr map`: the line at a glance, one section of it, one call, or the year of a caisse, as a picture."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import click

from ivr import clock
from ivr.cli.commands import option, verb
from ivr.cli.from_and_to import from_number
from ivr.cli.known_schedules import known_schedules
from ivr.cli.language import Misuse, Refusal, language
from ivr.cli.moments import at_option
from ivr.drawing.card import card
from ivr.drawing.cards import file_of
from ivr.drawing.documents import documents, draw_call, draw_overview, draw_section, plan_in
from ivr.drawing.mermaid import mermaid_of
from ivr.drawing.overview import overview_of
from ivr.drawing.picture import NoGraphvizError
from ivr.drawing.plan import Plan, tables_of
from ivr.drawing.trail import NOISE, SILENCE, Trail, TrailError, trail_of
from ivr.drawing.year import Heading, draw_year
from ivr.hearing.report import ear_report
from ivr.hours.schedules import Caisse, Department, Line, LineName, Schedules
from ivr.line import flow as script
from ivr.line.facts import Facts, Rules
from ivr.line.flow import FLOW
from ivr.line.inputs import DialOutcome
from ivr.line.lines import LINES
from ivr.line.origin import read_number
from ivr.phone.dialling import calling_number
from ivr.phone.listening import KEYS
from ivr.places.whose import MOST_NEAR, find, label
from ivr.published.reading import read_snapshot
from ivr.published.snapshot import Snapshot
from ivr.settings import read_settings

MOBILE = "+33612345678"
SECTIONS = tuple(name.lower() for name in tables_of(script))
LOCAL = Path("var")  # where a drawing goes that was given no name: git leaves it alone
SAYINGS = {
    "made": ("Dossier créé : {folder}", "Folder made: {folder}"),
    "no_folder": ("Le dossier {folder} n'existe pas : créez-le.", "The folder {folder} does not exist: make it."),
    "unwritable": ("{file} ne peut pas être écrit : {why}.", "{file} can't be written: {why}."),
    "no_year": (
        "--caisse ne sert qu'avec --year : ivr map --year 2027 --caisse {typed}",
        "--caisse only serves with --year: ivr map --year 2027 --caisse {typed}",
    ),
    "one_of": ("Un dessin à la fois : choisissez entre {given}.", "One drawing at a time: choose between {given}."),
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
    "no_graphviz": (
        "Ce dessin demande Graphviz, que pygraphviz apporte : pip install pygraphviz, ou make install. "
        "--mermaid et --year s'en passent.",
        "This drawing needs Graphviz, which pygraphviz brings along: pip install pygraphviz, or make install. "
        "--mermaid and --year do without it.",
    ),
    "year_wrong": ("L'année va de 1971 à 2099.", "The year goes from 1971 to 2099."),
}


def say(sentence: str, /, **values: object) -> str:
    """One of the sentences, in the language that was asked for."""
    return SAYINGS[sentence][language() == "en"].format(**values)


@verb("map", fr="Sans option, dans var/map.svg.", en="Without an option, in var/map.svg.")
@option(
    "--section",
    type=click.Choice(SECTIONS, case_sensitive=False),
    metavar="hours",
    fr=f"Une partie du parcours, étape par étape : {', '.join(SECTIONS)}.",
    en=f"One section of the call, step by step: {', '.join(SECTIONS)}.",
)
@option(
    "--path",
    metavar="'1 1'",
    default="",
    fr="Un appel, étape par étape : « 1 1 », « 3 75012 1 », « - » un silence.",
    en="A call, step by step: “1 1”, “3 75012 1”, “-” for silence.",
)
@option(
    "--line",
    type=click.Choice(tuple(LINES)),
    default="national",
    metavar="mayotte",
    fr="La ligne que cet appel compose : national, mayotte ou abroad.",
    en="The line that this call dials: national, mayotte or abroad.",
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
@at_option(fr="Moment de cet appel", en="Moment of that call")
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
    "--card",
    "wants_card",
    is_flag=True,
    fr="Le menu avec ses touches, en gros caractères : une page A4 par langue, à imprimer.",
    en="The menu with its keys, in large type: a page of A4 for each language, to print.",
)
@option(
    "--mermaid",
    is_flag=True,
    fr="La vue d'ensemble en Mermaid plutôt qu'en SVG.",
    en="The overview as Mermaid rather than SVG.",
)
@option(
    "--write",
    "folder",
    metavar="docs",
    type=click.Path(file_okay=False, path_type=Path),
    fr="Écrire dans ce dossier vue d'ensemble, une feuille par partie, Mermaid et temps d'écoute.",
    en="Write overview, a sheet for each section, Mermaid and seconds of listening into this folder.",
)
@option(
    "--output",
    metavar="map.svg",
    default="",
    fr="Où écrire le dessin ; var/map.svg, call.svg... sinon ; « - » : sur la sortie.",
    en="Where to write the drawing; else var/map.svg, call.svg...; “-”: to the output.",
)
def map_(
    section: str | None,
    path: str,
    line: LineName,
    caller: str,
    at: datetime | None,
    year: int | None,
    caisse: str,
    wants_card: bool,
    mermaid: bool,
    folder: Path | None,
    output: str,
) -> None:
    """One drawing, or those of docs/."""
    wanted = {"section": section, "path": path, "year": year, "card": wants_card, "mermaid": mermaid, "write": folder}
    _check(path, caisse, wanted)
    content = _content()
    try:
        if folder:
            _write_all(folder, content)
        elif year is not None:
            _write(output, *_year(known_schedules(), year, caisse))
        elif wants_card:
            _write_cards(output, content)
        elif mermaid:
            _write(output, "map.mmd", mermaid_of(overview_of(_plan(content))))
        elif section:
            _write(output, file_of(section), draw_section(_plan(content), section.upper()))
        elif path:
            _write(output, "call.svg", draw_call(_plan(content), _trail(known_schedules(), path, line, caller, at)))
        else:
            _write(output, "map.svg", draw_overview(_plan(content)))
    except NoGraphvizError as error:
        raise Refusal(say("no_graphviz")) from error


def _check(path: str, caisse: str, drawings: Mapping[str, object]) -> None:
    """Refuses what would be drawn otherwise than was meant."""
    given = [f"--{option}" for option, value in drawings.items() if value not in (None, "", False)]
    if len(given) > 1:
        raise Misuse(say("one_of", given=", ".join(given)))
    if caisse and "--year" not in given:
        raise Misuse(say("no_year", typed=caisse))
    for key in path.split():
        if key not in (SILENCE, NOISE, *get_args(DialOutcome)) and not KEYS.issuperset(key):
            raise Misuse(say("no_key", key=key))


def _content() -> Snapshot:
    return read_snapshot(read_settings(os.environ).content_folder)


def _plan(content: Snapshot) -> Plan:
    return plan_in(script, FLOW, content.prompts[language()])


def _trail(schedules: Schedules, path: str, line: LineName, caller: str, at: datetime | None) -> Trail:
    facts = Facts(at or clock.now(), line, read_number(calling_number(caller)), schedules, Rules())
    try:
        return trail_of(FLOW, tuple(path.split()), facts)
    except TrailError as error:
        raise Refusal(say("no_place", key=error.key, step=error.step)) from error


def _year(schedules: Schedules, year: int, caisse: str) -> tuple[str, str]:
    """The name of the file, and what is in it."""
    if not 1971 <= year <= 2099:
        raise Refusal(say("year_wrong"))
    body = _body(schedules, caisse)
    calendar = schedules.calendar(body.rule, datetime(year, 7, 1, tzinfo=UTC))
    known = body.vouched_on(date(year, 7, 1))
    heading = Heading(body.names[language()], known.source, known.assumed)
    key = body.code if isinstance(body, Caisse) else body.name
    return f"year-{year}-{key}.svg", draw_year(heading, calendar, year, language())


def _body(schedules: Schedules, caisse: str) -> Line | Caisse:
    """Whose year: of a département with several caisses the first, for they keep the same hours unless told."""
    found = find(schedules, caisse or "national")
    if not found.bodies:
        meanings = (found.others or found.near)[:MOST_NEAR]
        near = say("near", near=", ".join(label(meaning, language()) for meaning in meanings)) if meanings else ""
        raise Refusal(say("unknown", typed=caisse, near=near))
    body = found.bodies[0]
    if isinstance(body, Department) or not isinstance(body, Line | Caisse):
        raise Refusal(say("no_hours", typed=caisse))
    return body


def _write(output: str, name: str, drawn: str) -> None:
    """One drawing: to the output, to the file that was named, or to its own."""
    if output == "-":
        click.echo(drawn, nl=False)
        return
    file = Path(output) if output else LOCAL / name
    try:
        if not output:
            LOCAL.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise Refusal(say("unwritable", file=file, why=error.strerror)) from error
    click.echo(say("drawn", file=file))


def _write_cards(output: str, content: Snapshot) -> None:
    """The card in each language; where a file is named, in the one in which this command speaks."""
    today = clock.now().date()
    for spoken in [language()] if output else content.prompts:
        _write(output, f"card-{spoken}.html", card(FLOW, content.prompts, content.schedules, spoken, today))


def _write_all(folder: Path, content: Snapshot) -> None:
    """The files of docs/, and no sheet of an older map beside them."""
    if not folder.is_dir():
        if not folder.absolute().parent.is_dir():
            raise Refusal(say("no_folder", folder=folder.absolute().parent))
        folder.mkdir()
        click.echo(say("made", folder=folder))
    files = documents(_plan(content), ear_report(FLOW, content.prompts, content.schedules))
    for old in folder.glob("map-*.svg"):
        if old.name not in files:
            old.unlink()
    for name, drawn in files.items():
        (folder / name).write_text(drawn, encoding="utf-8")
    click.echo(say("written", count=len(files), folder=folder, names=", ".join(files)))


map = map_  # noqa: A001 -- `ivr` finds a verb's command by the verb's own name
