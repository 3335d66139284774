"""`ivr check`: holds the flow, the prompts and the schedules against everything that must be true of them."""

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from multiprocessing import get_context

import click
from rich.console import Console
from rich.markup import escape

from ivr import clock
from ivr.check.bodies import bodies, calendars
from ivr.check.checks import CHECKS
from ivr.check.entry_words import entry_json, entry_words
from ivr.check.report import FOUNDATIONS, Progress, findings_of, structural, without_calls
from ivr.check.subject import Check, Needs, Subject
from ivr.cli.commands import option, verb
from ivr.cli.ear import ear_json, show_ear
from ivr.cli.language import Refusal, language
from ivr.cli.moments import Day, refuse_far
from ivr.cli.printing import json_option, print_json, print_under
from ivr.content import prompt_faults, schedule_faults, yaml_faults
from ivr.content.faults import ContentError
from ivr.findings import Finding, Kind, Language, errors
from ivr.hearing.report import ear_report
from ivr.line.flow import FLOW
from ivr.published.reading import read_snapshot
from ivr.settings import read_settings

TEXTS = {
    "fr": {
        "none": "Tout est en ordre.",
        "some": "{errors} erreur{s}, {warnings} avertissement{ws}.",
        "walked": "{states} états ({nodes} avec leur retour), {edges} tours de parole.",
        "calendars": "{calendars} calendriers pour {bodies} organismes et lignes, {edges} ouvertures et fermetures.",
        "entries": "Qui est concerné par les entrées de closures.yaml :",
        "cost": "{seconds:.1f} s, {memory} MiB.",
        "unknown": "« {code} » n'est pas un contrôle.",
        "near": "Vouliez-vous dire : {codes} ?",
        "known": "Contrôles : {codes}.",
        "reading": "Faute de lecture : le fichier ne peut pas être servi tant qu'elle y est.",
        "doing": "{code} : {why}",
        "error": "erreur",
        "warning": "avertissement",
    },
    "en": {
        "none": "All is well.",
        "some": "{errors} error{s}, {warnings} warning{ws}.",
        "walked": "{states} states ({nodes} with their way back), {edges} turns.",
        "calendars": "{calendars} calendars for {bodies} bodies and lines, {edges} openings and closings.",
        "entries": "Whom the entries of closures.yaml concern:",
        "cost": "{seconds:.1f} s, {memory} MiB.",
        "unknown": "“{code}” is no check.",
        "near": "Did you mean: {codes}?",
        "known": "Checks: {codes}.",
        "reading": "A fault of reading: the file can't be served while it is there.",
        "doing": "{code}: {why}",
        "error": "error",
        "warning": "warning",
    },
}
ENTRY_KEYS = (
    *("entry", "section", "days", "calls", "lines", "caisses", "departments", "partly"),
    *("people", "people_partly", "words"),
)
LONGEST = "misspoken-opening"
COLOURS = {"error": "red", "warning": "yellow"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    quick: bool
    ear: bool
    entries: bool
    explain: str
    first: date | None
    months: int
    as_json: bool
    language: Language


@verb(
    "check",
    fr="Tout ce qui cloche, d'un coup : où, pourquoi, et comment le réparer. Un échec rend 1.",
    en="All that is wrong, at once: where, why, and how to mend it. A failure returns 1.",
)
@option(
    "--quick",
    is_flag=True,
    fr="Seulement ce qui se voit sans parcourir les appels.",
    en="Only what is seen without walking the calls.",
)
@option(
    "--ear",
    is_flag=True,
    fr="Pour chaque but d'un appelant : secondes et touches, du début au but.",
    en="For each goal of a caller: seconds and keys, from the start to the goal.",
)
@option(
    "--entries",
    is_flag=True,
    fr=f"Seulement qui chaque entrée de closures.yaml atteint, combien y vivent ; en JSON : {', '.join(ENTRY_KEYS)}.",
    en=f"Only whom each entry of closures.yaml reaches, and how many live there; as JSON: {', '.join(ENTRY_KEYS)}.",
)
@option("--explain", default="", metavar="CODE", fr="Pourquoi ce contrôle existe.", en="Why this check exists.")
@option("--from", "first", type=Day(), fr="Premier jour ; aujourd'hui sinon.", en="First day; else today.")
@option("--months", default=24, type=click.IntRange(1, 60), fr="Combien de mois.", en="How many months.")
@json_option(
    *("code", "severity", "place", "sentence", "mend"),
    fr="un objet par faute (goal, words et ways avec --ear ; par entrée avec --entries)",
    en="an object a finding (goal, words and ways by --ear; an entry by --entries)",
)
def check(**options: object) -> None:
    """Everything at once."""
    wish = Wish(language=language(), **options)  # type: ignore[arg-type]  # click has checked each
    if wish.explain:
        click.echo(explanation(wish.explain, wish.language))
        return
    refuse_far(wish.first or clock.now().date(), wish.months)
    started = time.monotonic()
    subject, found = _subject(wish)
    if wish.ear and subject:
        _show_ear(subject, wish)
        return
    if wish.entries and subject:
        _show_entries(subject, wish)
        return
    if subject:
        found = without_calls(subject) if wish.quick else everything(subject, wish.language)
    if wish.as_json:
        click.echo(json.dumps([_told(finding, wish.language) for finding in found], ensure_ascii=False, indent=2))
    else:
        _print(found, wish.language)
        if subject:
            _print_entries(subject, wish.language)
        _print_figures(None if wish.quick else subject, wish.language, started)
    sys.exit(1 if errors(found) else 0)


def explanation(code: str, language: Language) -> str:
    """Why a check exists, and what it says when it finds something."""
    code = code.strip().lower().replace("_", "-")
    for known in CHECKS:
        if known.code == code:
            sentence, mend = getattr(known, language)
            return f"{code} ({TEXTS[language][known.severity]})\n{known.why[language]}\n- {sentence}\n- {mend}"
    fault = _faults().get(code)
    if fault is None:
        known_codes = sorted([one.code for one in CHECKS] + list(_faults()))
        near = get_close_matches(code, known_codes, 3, cutoff=0.55)
        advice = TEXTS[language]["near" if near else "known"].format(codes=", ".join(near or known_codes))
        raise Refusal(TEXTS[language]["unknown"].format(code=code) + " " + advice)
    sentence, mend = getattr(fault, language)
    return f"{code} ({TEXTS[language][fault.severity]})\n{TEXTS[language]['reading']}\n- {sentence}\n- {mend}"


def everything(subject: Subject, language: Language) -> tuple[Finding, ...]:
    """All checks; those of the calendars in other processes, while this one walks the conversation."""
    global _checked
    quick = structural(subject)
    if {finding.code for finding in quick} & FOUNDATIONS:
        return quick
    _checked = subject  # the others are copies of this process: nothing has to be carried over
    calendars(subject)  # built here, so that all have them
    with uncollected(), ProcessPoolExecutor(2, get_context("fork")) as others:
        ahead = [others.submit(_findings, numbers) for numbers in _shared_out(_needing("calendar", "entries"))]
        with Console(stderr=True).status("...") as status:
            walked = _findings(_needing("walk"), lambda one: status.update(_doing(one, language)))
        return tuple(sorted({*quick, *walked, *(one for found in ahead for one in found.result())}))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without a search for garbage: checks keep what they find until they end, a fourth of the time went there."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what was found stays until the end: nobody need look for garbage in it
        gc.enable()


def _doing(one: Check, language: Language) -> str:
    why = one.why[language].partition(". ")[0].removesuffix(".")
    return TEXTS[language]["doing"].format(code=one.code, why=escape(why))


_checked: Subject | None = None


def _needing(*needs: Needs) -> list[int]:
    """The numbers of the checks that look at this."""
    return [number for number, one in enumerate(CHECKS) if one.needs in needs]


def _shared_out(numbers: list[int]) -> tuple[list[int], list[int]]:
    """The longest check alone, and the others: they share what they work out of the calendars."""
    longest = [number for number in numbers if CHECKS[number].code == LONGEST]
    return longest, [number for number in numbers if number not in longest]


def _findings(numbers: list[int], progress: Progress = lambda _: None) -> tuple[Finding, ...]:
    assert _checked is not None
    return findings_of(_checked, [CHECKS[number] for number in numbers], progress)


def _subject(wish: Wish) -> tuple[Subject | None, tuple[Finding, ...]]:
    """What is to be checked; or the faults of reading it."""
    try:
        content = read_snapshot(read_settings(os.environ).content_folder)
    except ContentError as error:
        return None, error.findings
    return Subject(FLOW, content.prompts, content.schedules, wish.first or clock.now().date(), wish.months), ()


def _faults() -> Mapping[str, Kind]:
    """The faults of reading, by code."""
    modules = (prompt_faults, schedule_faults, yaml_faults)
    found = (value for module in modules for value in vars(module).values())
    return {fault.code: fault for fault in found if isinstance(fault, Kind)}


def plural(count: int, language: Language) -> str:
    """The letter that several take: in French from two on, in English whenever it is not one."""
    return "s" if count > 1 or (language == "en" and count != 1) else ""


# -- what is shown -------------------------------------------------------------------------------------------------


def _show_ear(subject: Subject, wish: Wish) -> None:
    report = ear_report(subject.flow, subject.prompts, subject.schedules)
    if wish.as_json:
        click.echo(ear_json(report))
    else:
        show_ear(report, Console(), wish.language)


def _show_entries(subject: Subject, wish: Wish) -> None:
    if wish.as_json:
        print_json([entry_json(entry, subject.schedules) for entry in subject.schedules.above])
    else:
        _print_entries(subject, wish.language)


def _print_entries(subject: Subject, language: Language) -> None:
    """Each entry of closures.yaml, with whom it reaches."""
    console = Console(highlight=False)
    if subject.schedules.above:
        console.print(TEXTS[language]["entries"], style="bold")
    for entry in subject.schedules.above:
        print_under(console, "- ", escape(entry_words(entry, subject.schedules, language)))


def _told(finding: Finding, language: Language) -> Mapping[str, str]:
    """A finding for a program: the names of its parts are kept from version to version."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "place": str(finding.place),
        "sentence": finding.sentence(language),
        "mend": finding.mend(language),
    }


def _print(found: tuple[Finding, ...], language: Language) -> None:
    console, texts = Console(soft_wrap=True, highlight=False), TEXTS[language]
    for finding in found:
        severity = f"[{COLOURS[finding.severity]}]{texts[finding.severity]}[/]"
        console.print(
            f"[bold]{escape(str(finding.place))}[/] {severity} {finding.code}: {escape(finding.sentence(language))}"
        )
        console.print(f"    {escape(finding.mend(language))}")
    count = len(errors(found))
    warnings = len(found) - count
    ends = {"s": plural(count, language), "ws": plural(warnings, language)}
    told = texts["some"].format(errors=count, warnings=warnings, **ends) if found else texts["none"]
    console.print(told, style="bold")


def _print_figures(subject: Subject | None, language: Language, started: float) -> None:
    """How much was looked at, in how long, and with how much memory (both processes)."""
    texts = TEXTS[language]
    if subject:
        walk, known = subject.walk, calendars(subject)
        click.echo(texts["walked"].format(states=len(walk.reached), nodes=len(walk.ways), edges=len(walk.edges)))
        edges = 2 * sum(len(calendar.intervals) for calendar in known.values())
        shared = sum(body.shared for body in bodies(subject))
        click.echo(texts["calendars"].format(calendars=len(known), bodies=shared, edges=edges))
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    click.echo(texts["cost"].format(seconds=time.monotonic() - started, memory=kilobytes // 1024))
