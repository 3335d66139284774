"""Slips that whoever writes the content makes, one of each kind, with the mend that its message tells to write."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ivr.content import prompt_faults as prompt
from ivr.content import schedule_faults as schedule
from ivr.content import yaml_faults as yaml
from ivr.findings import Kind
from tests.content.prompt_files import WAV, wav

Change = Callable[[Path], None]  # of a folder that holds schedules/ and prompts/


@dataclass(frozen=True)
class Slip:
    """One slip.

    `says`: what the message says is wrong, in French and in English. `write`: what it tells to write, word for word,
    in each language, where it tells anything that can be written as it stands.
    """

    why: str
    kind: Kind
    spoil: Change
    says: tuple[str, str]
    write: str
    follow: Change


def put(file: str, old: str, new: str) -> Change:
    """Replaces the one place where `old` stands."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file}: {old!r} stands {text.count(old)} times"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def slip(why: str, kind: Kind, file: str, old: str, steps: tuple[str, str], says: tuple[str, str], write: str) -> Slip:
    """One in the midst of a file: what stands there, and in `steps` what is made of it, and its mend."""
    wrong, right = steps
    assert write in right, f"{why}: what the message tells to write is in the mend"
    return Slip(why, kind, put(file, old, wrong), says, write, put(file, wrong, right))


def of_file(why: str, kind: Kind, spoil: Change, says: tuple[str, str], write: str, follow: Change) -> Slip:
    """One of a whole file."""
    return Slip(why, kind, spoil, says, write, follow)


def write(name: str, content: bytes) -> Change:
    """Writes a file, with its folder."""

    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return change


def remove(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def rename(old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return change


def append(name: str, text: str) -> Change:
    """Writes more at a file's end."""

    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def in_turn(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


LINES, DEPARTMENTS, CAISSES = "schedules/lines.yaml", "schedules/departments.yaml", "schedules/caisses.yaml"
REGIMES, CLOSURES, BULLETINS = "schedules/regimes.yaml", "schedules/closures.yaml", "schedules/bulletins.yaml"
HOLIDAYS = "schedules/holidays.yaml"
FRENCH = "prompts/fr.yaml"

BRIDGE = """closures:
  pont:
    where: all
    days: 7 mai 2027
    fr: pont de l'Ascension
    en: the long Ascension weekend
"""
SATURDAY = """openings:
  samedi:
    where: 691
    days: 9 janvier 2027
    hours: 09:00-12:00
    fr: ouverture exceptionnelle
    en: exceptional opening
"""
FAILURE = """emergencies:
  panne:
    where: national
    start: 2026-12-01 14:20
    end: unknown
    fr: panne de téléphone
    en: a telephone failure
"""
FEAST = """holidays:
  idi-el-fitr-2027:
    subdivision: 976
    feast: Idi el-Fitr
    day: 2027-03-10
    source: communiqué du Grand cadi de Mayotte
    checked: 2027-03-09
"""
STRIKE = """bulletins:
  greve:
    lines: all
    first: 2026-12-03 00:00
    last: 2026-12-04 00:00
    fr: L'attente est longue.
    en: You may have to wait.
"""


def closures(why: str, kind: Kind, line: str, steps: tuple[str, str], says: tuple[str, str], written: str) -> Slip:
    """One in an entry of closures.yaml, bulletins.yaml or holidays.yaml: the line that it changes tells which."""
    entry = next(one for one in (BRIDGE, SATURDAY, FAILURE, FEAST, STRIKE) if line in one)
    section = entry.partition(":")[0]
    wrong, right = (entry.replace(line, step) for step in steps)
    where = {STRIKE: BULLETINS, FEAST: HOLIDAYS}.get(entry, CLOSURES)
    return slip(why, kind, where, f"{section}: {{}}\n", (wrong, right), says, written)


NAME = "    fr: le 36 46\n"
RHONE = "    fr: la CPAM du Rhône\n"
OF_MAYOTTE = """    hours: Mo-Th 07:30-14:30; Fr 07:30-12:00
    source: service-public, fiche F10662 du 7 juillet 2022
    checked: 2026-11-23
"""

IN_YAML = [
    closures(
        "a space is forgotten after a colon",
        yaml.NO_SPACE,
        "    fr: pont de l'Ascension\n",
        ("    fr:pont de l'Ascension\n", "    fr: pont de l'Ascension\n"),
        ("Après « fr: » il manque une espace.", "After “fr:” a space is missing."),
        "fr: pont de l'Ascension",
    ),
    closures(
        "a line of a spreadsheet, with tabs",
        yaml.PASTED,
        "    where: all\n    days: 7 mai 2027\n",
        ("    all\t7 mai 2027\n", "    where: 691\n    days: 4 décembre 2026\n"),
        ("ses cases sont séparées par des tabulations", "its cells have tabs between them"),
        "days: 4 décembre 2026",
    ),
    closures(
        "a line of a spreadsheet, with semicolons",
        yaml.PASTED,
        BRIDGE.partition("\n")[2],
        ("  pont;all;7 mai 2027;pont\n", BRIDGE.partition("\n")[2]),
        ("séparées par des points-virgules", "have semicolons between them"),
        "",
    ),
    slip(
        "a colon is forgotten",
        yaml.NO_COLON,
        LINES,
        NAME,
        ("    fr le 36 46\n", NAME),
        ("Après « fr », il manque le deux-points", "After “fr” the colon is missing"),
        "fr: le 36 46",
    ),
    closures(
        "a colon within a text",
        yaml.COLON,
        "    fr: L'attente est longue.\n",
        ("    fr: Attention : longue attente.\n", '    fr: "Attention : longue attente."\n'),
        ("en ferait une seconde clé", "would make a second key of it"),
        'fr: "Attention : longue attente."',
    ),
    slip(
        "a tab before a key",
        yaml.TAB,
        LINES,
        NAME,
        ("\tfr: le 36 46\n", NAME),
        ("commence par une tabulation", "starts with a tab"),
        "",
    ),
    slip(
        "a line that is not aligned",
        yaml.INDENT,
        LINES,
        NAME,
        ("     fr: le 36 46\n", NAME),
        ("n'est pas décalée comme celles qui l'entourent", "is not indented like those around it"),
        "",
    ),
    slip(
        "a null byte",
        yaml.CHARACTER,
        LINES,
        NAME,
        ("    fr: le 36\x00 46\n", NAME),
        ("un caractère invisible (U+0000)", "an invisible character (U+0000)"),
        "",
    ),
    slip(
        "a text that begins with a sign of YAML's",
        yaml.SIGN_FIRST,
        LINES,
        NAME,
        ("    fr: @36 46\n", '    fr: "@36 46"\n'),
        ("ne peut pas commencer par « @ »", "can't begin with “@”"),
        '"@',
    ),
    slip(
        "an exotic tag",
        yaml.SYNTAX,
        LINES,
        NAME,
        ("    fr: !<x le 36 46\n", NAME),
        ("ne se lit pas comme du YAML", "can't be read as YAML"),
        "",
    ),
    closures(
        "an anchor",
        yaml.ALIAS,
        "    fr: L'attente est longue.\n",
        ("    fr: *pause\n", '    fr: "*pause"\n'),
        ("un renvoi de YAML", "a reference of YAML"),
        "",
    ),
    slip(
        "a tag", yaml.TAG, LINES, NAME, ("    fr: !!str le 36 46\n", NAME), ("étiquette de YAML", "a tag of YAML"), ""
    ),
    slip(
        "an entry that is written twice",
        yaml.ENTRY_TWICE,
        CLOSURES,
        "closures: {}\n",
        (BRIDGE + BRIDGE.partition("\n")[2], BRIDGE + BRIDGE.partition("\n")[2].replace("pont:", "pont-2:")),
        ("« pont » est déjà écrit à la ligne", "“pont” is already written on line"),
        "pont-2:",
    ),
    slip(
        "a key that is written twice",
        yaml.TWICE,
        LINES,
        NAME,
        (NAME + "    fr: le 3646\n", NAME),
        ("est déjà écrit à la ligne", "is already written on line"),
        "",
    ),
    slip(
        "a section that was emptied",
        yaml.NOTHING,
        CLOSURES,
        "closures: {}\n",
        ("closures:\n", "closures: {}\n"),
        ("« closures » n'a pas de valeur", "“closures” has no value"),
        "closures: {}",
    ),
    slip(
        "a hyphen alone",
        yaml.EMPTY_ITEM,
        CAISSES,
        "    departments: 69\n",
        ("    departments:\n      - 69\n      -\n", "    departments:\n      - 69\n"),
        ("Un tiret n'est suivi de rien", "A hyphen is followed by nothing"),
        "",
    ),
    slip(
        "a backslash",
        yaml.BACKSLASH,
        LINES,
        NAME,
        ('    fr: "le 36\\46"\n', NAME),
        ("la barre oblique inverse", "the backslash"),
        "",
    ),
    slip(
        "a list for a key",
        yaml.BAD_KEY,
        LINES,
        NAME,
        ("    ? [fr]\n    : le 36 46\n", NAME),
        ("La clé est vide, ou n'est pas un mot", "The key is empty, or is not a word"),
        "",
    ),
    slip(
        "a quote that is not closed",
        yaml.UNENDING,
        LINES,
        NAME,
        ('    fr: "le 36 46\n', '    fr: "le 36 46"\n'),
        ("Un guillemet s'ouvre ici", "A quote opens here"),
        "",
    ),
    slip(
        "an apostrophe within single quotes",
        yaml.EARLY_QUOTE,
        CAISSES,
        RHONE,
        ("    fr: 'l'agence du Rhône'\n", '    fr: "l\'agence du Rhône"\n'),
        ("referme le texte trop tôt", "closes the text too early"),
        "",
    ),
    slip(
        "braces that were left above the first entry",
        yaml.LEFT_BRACES,
        CLOSURES,
        "closures: {}\n",
        (BRIDGE.replace("closures:", "closures: {}"), BRIDGE),
        ("« {} » (rien) est resté", "“{}” (nothing) was left here"),
        "",
    ),
    slip(
        "a text that begins with braces",
        yaml.BRACES_FIRST,
        FRENCH,
        '  closed: "Fermé. De nouveau {reopening}."',
        ("  closed: {reopening}, de nouveau.", '  closed: "{reopening}, de nouveau."'),
        ("commence par une accolade", "begins with a brace"),
        "",
    ),
    slip(
        "a bracket that is not closed",
        yaml.OPEN_BRACKET,
        CAISSES,
        "    departments: 13\n",
        ("    departments: [13\n", "    departments: [13]\n"),
        ("n'est pas refermé", "is not closed"),
        "",
    ),
    slip(
        "far too many levels",
        yaml.TOO_DEEP,
        CAISSES,
        "    departments: 13\n",
        (f"    departments: {'[' * 20}13{']' * 20}\n", "    departments: [13]\n"),
        ("s'emboîtent plus de 12 fois", "nested more than 12 times"),
        "",
    ),
    of_file(
        "an entry below the three dots",
        yaml.TWO_DOCUMENTS,
        append(CLOSURES, "# plus tard\nplus: tard\n"),
        ("Du texte suit la fin du fichier", "Text follows the end of the file"),
        "",
        put(CLOSURES, "# plus tard\nplus: tard\n", ""),
    ),
    of_file(
        "a file without its last line",
        yaml.NOT_WHOLE,
        put(BULLETINS, "\n...\n", "\n"),
        ("La dernière ligne n'est pas « ... »", "The last line is not “...”"),
        "",
        append(BULLETINS, "...\n"),
    ),
    of_file(
        "a list for a file",
        yaml.NOT_A_TABLE,
        write(BULLETINS, b"- une annonce\n...\n"),
        ("ne contient pas de lignes « clé: valeur »", "holds no “key: value” lines"),
        "",
        write(BULLETINS, b"bulletins: {}\n...\n"),
    ),
    of_file(
        "another encoding",
        yaml.NOT_UTF8,
        write(BULLETINS, "# été\nbulletins: {}\n...\n".encode("latin-1")),
        ("Un caractère n'est pas en UTF-8", "A character is not in UTF-8"),
        "UTF-8",
        write(BULLETINS, "# été\nbulletins: {}\n...\n".encode()),
    ),
    of_file(
        "another file by that name",
        yaml.TOO_LARGE,
        write(BULLETINS, b"#" * (1 << 21)),
        ("Ce fichier pèse 2048 Kio", "This file weighs 2048 KiB"),
        "",
        write(BULLETINS, b"bulletins: {}\n...\n"),
    ),
    of_file(
        "a file that is gone",
        yaml.FILE_GONE,
        remove(BULLETINS),
        ("Le fichier bulletins.yaml n'est pas dans", "The file bulletins.yaml is not in"),
        "",
        write(BULLETINS, b"bulletins: {}\n...\n"),
    ),
    of_file(
        "a name that Windows made longer",
        yaml.FILE_RENAMED,
        rename(BULLETINS, f"{BULLETINS}.txt"),
        ("mais « bulletins.yaml.txt » y est", "but “bulletins.yaml.txt” is"),
        "bulletins.yaml",
        rename(f"{BULLETINS}.txt", BULLETINS),
    ),
    of_file(
        "a folder in the place of a file",
        yaml.NO_FILE,
        in_turn(remove(BULLETINS), write(f"{BULLETINS}/plan.txt", b"")),
        ("Ce fichier ne peut pas être lu (ce n'est pas un fichier)", "This file can't be read (it is not a file)"),
        "",
        in_turn(rename(BULLETINS, "plans"), write(BULLETINS, b"bulletins: {}\n...\n")),
    ),
    of_file(
        "a folder that is gone",
        yaml.NO_FOLDER,
        rename("schedules", "horaires"),
        ("n'existe pas, ou ne peut pas être lu", "does not exist, or can't be read"),
        "",
        rename("horaires", "schedules"),
    ),
    of_file(
        "a file that nobody reads",
        yaml.UNKNOWN_FILE,
        write("schedules/fermetures.yaml", b"closures: {}\n...\n"),
        ("n'est lu par personne", "Nobody reads this file"),
        "",
        remove("schedules/fermetures.yaml"),
    ),
]

IN_SCHEDULES = [
    slip(
        "a slip in a key",
        schedule.MEANT_KEY,
        LINES,
        "    zone: Indian/Mayotte\n",
        ("    zones: Indian/Mayotte\n", "    zone: Indian/Mayotte\n"),
        ("« zones » n'existe pas ici", "“zones” doesn't exist here"),
        "zone:",
    ),
    slip(
        "a key that means nothing",
        schedule.UNKNOWN_KEY,
        LINES,
        "    zone: Indian/Mayotte\n",
        ("    pause: longue\n    zone: Indian/Mayotte\n", "    zone: Indian/Mayotte\n"),
        ("« pause » n'existe pas ici", "“pause” doesn't exist here"),
        "zone",
    ),
    closures(
        "a key in French",
        schedule.MEANT_KEY,
        "    where: all\n    days",
        ("    où: all\n    days", "    where: all\n    days"),
        ("« où » n'existe pas ici", "“où” doesn't exist here"),
        "where:",
    ),
    closures(
        "days of a notice",
        schedule.MEANT_KEY,
        "    first: 2026-12-03 00:00\n    last: 2026-12-04 00:00\n",
        ("    days: 3 décembre 2026\n", "    first: 2026-12-03 00:00\n    last: 2026-12-04 00:00\n"),
        ("« days » n'existe pas ici", "“days” doesn't exist here"),
        "first:",
    ),
    closures(
        "a source of a closure",
        schedule.REMARK,
        "    days: 7 mai 2027\n",
        ("    days: 7 mai 2027\n    source: note\n", "    days: 7 mai 2027\n    # source: note\n"),
        ("« source » n'existe pas ici", "“source” doesn't exist here"),
        "# source: ",
    ),
    closures(
        "an entry without its name",
        schedule.NO_NAME,
        BRIDGE,
        (
            BRIDGE.replace("  pont:\n", "").replace("    ", "  "),
            BRIDGE.replace("pont:", "reunion-4-decembre:"),
        ),
        ("Il manque le nom de l'entrée au-dessus de « where »", "The name of the entry is missing above “where”"),
        "reunion-4-decembre:",
    ),
    closures(
        "an entry that is not below its name",
        schedule.NOT_BELOW,
        BRIDGE,
        (BRIDGE.replace("    ", "  "), BRIDGE),
        ("« where » n'est pas décalé sous « pont »", "“where” is not indented below “pont”"),
        "",
    ),
    closures(
        "a reason in one language",
        schedule.MISSING,
        "    en: the long Ascension weekend\n",
        ("", "    en: a bridge\n"),
        ("À « pont », il manque « en »", "“pont” lacks “en”"),
        "en: ",
    ),
    of_file(
        "a section that was deleted",
        schedule.MISSING_SECTION,
        put(CLOSURES, "openings: {}\n", ""),
        ("La partie « openings: » manque", "The section “openings:” is missing"),
        "openings: {}",
        put(CLOSURES, "closures: {}\n", "openings: {}\nclosures: {}\n"),
    ),
    slip(
        "a list for a text",
        schedule.NOT_TEXT,
        LINES,
        NAME,
        ("    fr: [le, 36]\n", "    fr: le 36\n"),
        ("« fr » attend un texte", "“fr” takes a text"),
        "fr: ",
    ),
    slip(
        "a table for a list",
        schedule.NOT_LIST,
        CAISSES,
        "    departments: 01\n",
        ("    departments: {a: b}\n", "    departments: [01]\n"),
        ("attend un mot ou une liste", "takes a word or a list"),
        "departments: [01]",
    ),
    closures(
        "a list without brackets",
        schedule.NO_BRACKETS,
        "    where: all\n    days",
        ("    where: 691, 751\n    days", "    where: [691, 751]\n    days"),
        ("est une liste sans crochets", "is a list without brackets"),
        "where: [691, 751]",
    ),
    slip(
        "a text for entries",
        schedule.NOT_TABLE,
        CLOSURES,
        "closures: {}\n",
        ("closures: aucune\n", "closures: {}\n"),
        ("et non un texte ou une liste", "and no text or list"),
        "closures: {}",
    ),
    slip(
        "a day that does not exist",
        schedule.NOT_DATE,
        LINES,
        OF_MAYOTTE,
        (OF_MAYOTTE.replace("2026-11-23", "2026-02-30"), OF_MAYOTTE.replace("2026-11-23", "2027-05-07")),
        ("« 2026-02-30 » n'est pas une date", "“2026-02-30” is not a date"),
        "2027-05-07",
    ),
    slip(
        "a date as the French write it",
        schedule.MEANT_DATE,
        LINES,
        OF_MAYOTTE,
        (OF_MAYOTTE.replace("2026-11-23", "04/11/2026"), OF_MAYOTTE.replace("2026-11-23", "2026-11-04")),
        ("« 04/11/2026 » n'est pas écrit comme une date", "“04/11/2026” is not written as a date"),
        "checked: 2026-11-04",
    ),
    closures(
        "a time without a day",
        schedule.NOT_MOMENT,
        "    start: 2026-12-01 14:20\n",
        ("    start: 14:30\n", "    start: 2027-05-07 14:30\n"),
        ("n'est pas un moment qui existe", "is not a moment that exists"),
        "2027-05-07 14:30",
    ),
    closures(
        "an end that nobody knows, in French",
        schedule.MEANT_UNKNOWN,
        "    end: unknown\n",
        ("    end: inconnu\n", "    end: unknown\n"),
        ("« inconnu » n'est pas un moment", "“inconnu” is not a moment"),
        "end: unknown",
    ),
    closures(
        "an end that never comes",
        schedule.MEANT_UNKNOWN,
        "    end: unknown\n",
        ("    end: 9999-12-31\n", "    end: unknown\n"),
        ("« 9999-12-31 » n'est pas un moment", "“9999-12-31” is not a moment"),
        "end: unknown",
    ),
    closures(
        "an end that never comes, with its time",
        schedule.MEANT_UNKNOWN,
        "    end: unknown\n",
        ("    end: 9999-12-31 23:59\n", "    end: unknown\n"),
        ("« 9999-12-31 23:59 » n'est pas un moment", "“9999-12-31 23:59” is not a moment"),
        "end: unknown",
    ),
    closures(
        "one at the end of that day",
        schedule.MEANT_UNKNOWN,
        "    end: unknown\n",
        ("    end: 9999-12-31 24:00\n", "    end: unknown\n"),
        ("« 9999-12-31 24:00 » n'est pas un moment", "“9999-12-31 24:00” is not a moment"),
        "end: unknown",
    ),
    closures(
        "now",
        schedule.NOW,
        "    start: 2026-12-01 14:20\n",
        ("    start: maintenant\n", "    start: 2026-12-01 14:20\n"),
        ("« maintenant » dépend du moment", "“maintenant” depends on the moment"),
        "start: 2026-12-01 14:20",
    ),
    closures(
        "a moment as the French write it",
        schedule.MEANT_MOMENT,
        "    start: 2026-12-01 14:20\n",
        ("    start: 01/12/2026 14h20\n", "    start: 2026-12-01 14:20\n"),
        ("n'est pas écrit comme un moment", "is not written as a moment"),
        "start: 2026-12-01 14:20",
    ),
    closures(
        "a day without a time",
        schedule.NO_TIME,
        "    last: 2026-12-04 00:00\n",
        ("    last: 03/12/2026\n", "    last: 2026-12-04 00:00\n"),
        ("« last » attend aussi une heure", "“last” takes a time too"),
        "last: 2026-12-04 00:00",
    ),
    closures(
        "a time that is skipped in spring",
        schedule.SKIPPED,
        "    start: 2026-12-01 14:20\n",
        ("    start: 2027-03-28 02:30\n", "    start: 2027-03-28 03:00\n"),
        ("Le 2027-03-28 02:30 n'existe pas", "2027-03-28 02:30 does not exist"),
        "start: 2027-03-28 03:00",
    ),
    slip(
        "neither yes nor no",
        schedule.NOT_FLAG,
        REGIMES,
        "    ameli: no\n    number: 3676\n",
        ("    ameli: peut-être\n    number: 3676\n", "    ameli: no\n    number: 3676\n"),
        ("attend oui ou non", "takes yes or no"),
        "ameli: no",
    ),
    slip(
        "a number whose territory is doubtful",
        schedule.NOT_NUMBER,
        LINES,
        NAME,
        (NAME + "    adviser: 02 62 00 12 34\n", NAME + "    adviser: +33199001234\n"),
        ("n'est pas un numéro de téléphone complet", "is not a complete telephone number"),
        "+33199001234",
    ),
    slip(
        "a number that lacks a digit",
        schedule.NOT_NUMBER,
        LINES,
        NAME,
        (NAME + "    adviser: +3319900123\n", NAME + "    adviser: +33199001234\n"),
        ("n'est pas un numéro de téléphone complet", "is not a complete telephone number"),
        "+33199001234",
    ),
    slip(
        "a number that has one digit more, as it is written in France",
        schedule.NOT_NUMBER,
        LINES,
        NAME,
        (NAME + "    adviser: +33 1 99 00 12 34 5\n", NAME + "    adviser: +33199001234\n"),
        ("n'est pas un numéro de téléphone complet", "is not a complete telephone number"),
        "+33199001234",
    ),
    slip(
        "a number as it is written in France",
        schedule.MEANT_NUMBER,
        LINES,
        NAME,
        (NAME + "    adviser: 01 99 00 12 34\n", NAME + "    adviser: +33199001234\n"),
        ("n'est pas au format international", "is not in the international form"),
        "adviser: +33199001234",
    ),
    slip(
        "an address for a domain",
        schedule.NOT_SITE,
        REGIMES,
        "    site: mgen.fr\n",
        ("    site: https://www.mgen.fr/contact\n", "    site: mgen.fr\n"),
        ("n'est pas un nom de site", "is not the name of a site"),
        "site: mgen.fr",
    ),
    slip(
        "a zero that is missing",
        schedule.BAD_CODE,
        CAISSES,
        "  011:\n",
        ("  11:\n", "  011:\n"),
        ("n'est pas un code de caisse", "is not a code of a caisse"),
        "011",
    ),
    slip(
        "weekly hours in French",
        schedule.BAD_HOURS,
        LINES,
        "    hours: Mo-Th 07:30-14:30; Fr 07:30-12:00\n",
        ("    hours: lun-jeu 7h30/14h30\n", "    hours: Mo-Th 07:30-14:30\n"),
        ("« lun-jeu 7h30/14h30 » n'est pas compris", "“lun-jeu 7h30/14h30” isn't understood"),
        "Mo-Th 07:30-14:30",
    ),
    slip(
        "weekly hours without days",
        schedule.BAD_HOURS,
        LINES,
        "    hours: Mo-Th 07:30-14:30; Fr 07:30-12:00\n",
        ("    hours: 7h30-14h30\n", "    hours: Mo-Fr 07:30-14:30\n"),
        ("« 7h30-14h30 » ne dit pas les jours", "“7h30-14h30” doesn't say the days"),
        "Mo-Fr 07:30-14:30",
    ),
    closures(
        "a part of the day for the hours of an opening",
        schedule.BAD_HOURS,
        "    hours: 09:00-12:00\n",
        ("    hours: jusqu'à midi\n", "    hours: 08:30-12:00\n"),
        ("« jusqu'à midi » est une partie de la journée", "“jusqu'à midi” is a part of a day"),
        "08:30-12:00",
    ),
    closures(
        "the whole day for a part of it",
        schedule.WHOLE_DAY,
        "    days: 7 mai 2027\n",
        ("    days: 7 mai 2027\n    hours: toute la journée\n", "    days: 7 mai 2027\n"),
        ("« toute la journée » n'est pas une partie", "“toute la journée” is not a part"),
        "",
    ),
    closures(
        "weekdays where hours alone are wanted",
        schedule.BAD_HOURS,
        "    hours: 09:00-12:00\n",
        ("    hours: Mo-Fr 08:00-18:00\n", "    hours: 08:00-18:00\n"),
        ("ici on n'écrit que les heures", "here only the times are written"),
        "08:00-18:00",
    ),
    closures(
        "hours that nobody can guess",
        schedule.BAD_HOURS,
        "    hours: 09:00-12:00\n",
        ("    hours: toute la matinée\n", "    hours: 09:00-12:00,14:00-16:00\n"),
        ("« toute la matinée » n'est pas compris", "“toute la matinée” isn't understood"),
        "09:00-12:00,14:00-16:00",
    ),
    closures(
        "French decimals",
        schedule.BAD_HOURS,
        "    hours: 09:00-12:00\n",
        ("    hours: 8,5-12\n", "    hours: 08:30-12:00\n"),
        ("écrit une heure avec une virgule", "writes a time with a comma"),
        "08:30-12:00",
    ),
    slip(
        "no zone",
        schedule.UNKNOWN_ZONE,
        LINES,
        "    zone: Indian/Mayotte\n",
        ("    zone: UTC+3\n", "    zone: Indian/Mayotte\n"),
        ("n'est pas un fuseau horaire connu", "is no known time zone"),
        "Indian/Mayotte",
    ),
    slip(
        "the number of a département",
        schedule.UNKNOWN_SUBDIVISION,
        DEPARTMENTS,
        '  67: {fr: "dans le Bas-Rhin", en: "in Bas-Rhin", subdivision: 6AE}',
        (
            '  67: {fr: "dans le Bas-Rhin", en: "in Bas-Rhin", subdivision: 67}',
            '  67: {fr: "dans le Bas-Rhin", en: "in Bas-Rhin", subdivision: 6AE}',
        ),
        ("n'est pas un calendrier de jours fériés", "is not a calendar of public holidays"),
        "6AE",
    ),
    slip(
        "a custom of another place",
        schedule.NO_HOLIDAY,
        CAISSES,
        RHONE,
        (RHONE + "    also_closed: Mi-Carême\n", RHONE),
        ("« also_closed » n'a aucun jour à nommer ici", "“also_closed” has no day to name here"),
        "",
    ),
    slip(
        "a holiday by half of its name",
        schedule.UNKNOWN_HOLIDAY,
        CAISSES,
        RHONE,
        (RHONE + "    works_on: [Pentecote]\n", RHONE + "    works_on: [lundi de pentecote]\n"),
        ("n'est pas un jour que « works_on » peut nommer", "is no day that “works_on” can name"),
        "",
    ),
    closures(
        "a holiday of the law's that somebody confirms",
        schedule.LEGAL_HOLIDAY,
        FEAST,
        (FEAST.replace("Idi el-Fitr", "Lundi de Pentecôte"), "holidays: {}\n"),
        ("« Lundi de Pentecôte » est férié par la loi", "“Lundi de Pentecôte” is a holiday by law"),
        "",
    ),
    closures(
        "a feast of nowhere",
        schedule.NO_CUSTOM,
        "    subdivision: 976\n",
        ("    subdivision: PM\n", "    subdivision: 976\n"),
        ("« PM » n'a aucun jour d'usage", "“PM” has no custom"),
        "",
    ),
    closures(
        "a feast on another's day",
        schedule.FAR_FEAST,
        "    day: 2027-03-10\n",
        ("    day: 2027-05-16\n", "    day: 2027-03-10\n"),
        ("« Idi el-Fitr » est attendu le", "“Idi el-Fitr” is expected on"),
        "",
    ),
    closures(
        "a feast that is confirmed twice",
        schedule.CONFIRMED_TWICE,
        FEAST,
        (FEAST + FEAST.partition("\n")[2].replace("2027:", "encore:"), FEAST),
        ("est déjà confirmé plus haut", "is confirmed above already"),
        "",
    ),
    slip(
        "hours without a source",
        schedule.NO_SOURCE,
        CAISSES,
        RHONE,
        (
            RHONE + "    hours: Mo-Fr 08:30-17:00\n",
            RHONE + "    hours: Mo-Fr 08:30-17:00\n    source: ameli.fr\n    checked: 2026-11-23\n",
        ),
        ("n'ont pas de « checked »", "have no “checked”"),
        "checked: 2026-11-23",
    ),
    closures(
        "an end before its beginning",
        schedule.ENDS_BEFORE,
        "    last: 2026-12-04 00:00\n",
        ("    last: 2026-12-02 00:00\n", "    last: 2026-12-04 00:00\n"),
        ("finit (2026-12-02 00:00) avant de commencer", "ends (2026-12-02 00:00) before it starts"),
        "",
    ),
    closures(
        "a place like no other",
        schedule.UNKNOWN_PLACE,
        "    where: all\n    days",
        ("    where: zzz\n    days", "    where: national\n    days"),
        (
            "« zzz » n'est ni une ligne, ni un département, ni une caisse",
            "“zzz” is neither a line nor a département nor a caisse",
        ),
        "national",
    ),
    closures(
        "a place by its name",
        schedule.NEAR_PLACE,
        "    where: all\n    days",
        ("    where: Rhône\n    days", "    where: 691\n    days"),
        (
            "« Rhône » n'est ni une ligne, ni un département, ni une caisse",
            "“Rhône” is neither a line nor a département nor a caisse",
        ),
        "691",
    ),
    closures(
        "a notice for a caisse",
        schedule.NOT_A_LINE,
        "    lines: all\n",
        ("    lines: 691\n", "    lines: national\n"),
        ("« 691 » n'est pas une ligne", "“691” is not a line"),
        "national",
    ),
    slip(
        "a département that is not there",
        schedule.UNKNOWN_DEPARTMENT,
        CAISSES,
        "    departments: 01\n",
        ("    departments: [01, 1]\n", "    departments: [01]\n"),
        ("« 1 » n'est pas dans departments.yaml", "“1” is not in departments.yaml"),
        "01",
    ),
    slip(
        "a département that nobody serves",
        schedule.NOBODY_SERVES,
        DEPARTMENTS,
        "subdivision: PM, regime: spm",
        ("subdivision: PM", "subdivision: PM, regime: spm"),
        ("Aucune caisse ne sert le département 975", "No caisse serves the département 975"),
        "regime:",
    ),
    slip(
        "a slip in a régime's key",
        schedule.UNKNOWN_REGIME,
        DEPARTMENTS,
        "regime: spm",
        ("regime: smp", "regime: spm"),
        ("« smp » n'est pas dans regimes.yaml", "“smp” is not in regimes.yaml"),
        "spm",
    ),
    slip(
        "a slip in a line's name",
        schedule.UNKNOWN_LINE,
        LINES,
        "  mayotte:\n",
        ("  mayote:\n", "  mayotte:\n"),
        ("« mayote » n'est pas une ligne", "“mayote” is not a line"),
        "mayotte",
    ),
    closures(
        "a list of nobody",
        schedule.EMPTY_LIST,
        "    where: all\n    days",
        ("    where: []\n    days", "    where: [all]\n    days"),
        ("« where » est une liste vide", "“where” is an empty list"),
        "where: [all]",
    ),
    slip(
        "a list of no holiday",
        schedule.EMPTY_LIST,
        CAISSES,
        RHONE,
        (RHONE + "    works_on: []\n", RHONE + "    works_on: [Armistice]\n"),
        ("« works_on » est une liste vide", "“works_on” is an empty list"),
        "works_on: [Armistice]",
    ),
    closures(
        "an entry without days",
        schedule.NO_DAYS,
        "    days: 7 mai 2027\n",
        ("", "    days: 4 décembre 2026\n"),
        ("ne dit pas quels jours", "doesn't say which days"),
        "days: 4 décembre 2026",
    ),
    closures(
        "a date with slashes",
        schedule.BAD_DAYS,
        "    days: 7 mai 2027\n",
        ("    days: 04/12/2026\n", "    days: 2026-12-04\n"),
        ("se lit de deux façons", "can be read in two ways"),
        "2026-12-04",
    ),
    closures(
        "a date without its year",
        schedule.BAD_DAYS,
        "    days: 7 mai 2027\n",
        ("    days: 24 décembre\n", "    days: 24 décembre 2026\n"),
        ("ne dit pas l'année", "doesn't say the year"),
        "24 décembre 2026",
    ),
    closures(
        "a holiday by its name",
        schedule.BAD_DAYS,
        "    days: 7 mai 2027\n",
        ("    days: lundi de Pentecôte 2027\n", "    days: lundi 17 mai 2027\n"),
        ("est un jour férié", "is a holiday"),
        "lundi 17 mai 2027",
    ),
    closures(
        "a time among days",
        schedule.BAD_DAYS,
        "    days: 7 mai 2027\n",
        ("    days: 7 mai 2027 après-midi\n", "    days: 7 mai 2027\n    hours: après-midi\n"),
        ("(« hours: après-midi » pour une fermeture)", "(“hours: après-midi” for a closure)"),
        "7 mai 2027",
    ),
    closures(
        "a weekday that is another's",
        schedule.FALSE_WEEKDAY,
        "    days: 7 mai 2027\n",
        ("    days: jeudi 7 mai 2027\n", "    days: jeudi 6 mai 2027\n"),
        ("Le 7 mai 2027 est un vendredi.", "7 May 2027 is a Friday."),
        "jeudi 6 mai 2027",
    ),
    closures(
        "days in both ways",
        schedule.DAYS_TWICE,
        "    days: 7 mai 2027\n",
        ("    days: 7 mai 2027\n    first: 2027-05-07\n", "    days: 7 mai 2027\n"),
        ("disent tous deux les jours", "both say the days"),
        "days",
    ),
    closures(
        "a holiday's name under `even`",
        schedule.NOT_EVEN,
        "    hours: 09:00-12:00\n",
        ("    hours: 09:00-12:00\n    even: Noël\n", "    hours: 09:00-12:00\n    even: holidays\n"),
        ("« even » ne connaît pas « Noël »", "“even” doesn't know “Noël”"),
        "holidays",
    ),
    slip(
        "a format of nobody's",
        schedule.NOT_FORMAT,
        CLOSURES,
        "format: 2\n",
        ("format: deux\n", "format: 2\n"),
        ("« format: deux » n'existe pas", "“format: deux” doesn't exist"),
        "format: 2",
    ),
    slip(
        "a version without its first day",
        schedule.NOT_FIRST_DAY,
        CAISSES,
        RHONE,
        (
            RHONE + "    then:\n      janvier:\n        hours: Mo-Fr 08:00-18:00\n        assumed: yes\n",
            RHONE + "    then:\n      2027-01-04:\n        hours: Mo-Fr 08:00-18:00\n        assumed: yes\n",
        ),
        ("n'est pas le premier jour de nouveaux horaires", "is not the first day of new hours"),
        "2027-01-04:",
    ),
    slip(
        "a margin in words",
        schedule.NOT_MINUTES,
        CAISSES,
        "  perhaps: 60  #",
        ("  perhaps: une heure  #", "  perhaps: 60  #"),
        ("n'est pas un nombre de minutes", "is not a number of minutes"),
        "perhaps: 60",
    ),
    slip(
        "a margin of hours that are known",
        schedule.SURELY,
        LINES,
        "    hours: Mo-Th 07:30-14:30; Fr 07:30-12:00\n",
        (
            "    hours: Mo-Th 07:30-14:30; Fr 07:30-12:00\n    perhaps: 60\n",
            "    hours: Mo-Th 07:30-14:30; Fr 07:30-12:00\n",
        ),
        ("autour d'eux rien n'est incertain", "nothing around them is uncertain"),
        "",
    ),
]

GOODBYE = "  goodbye: Au revoir.\n"
CLOSED = '  closed: "Fermé. De nouveau {reopening}."\n'
LINK = '  attestation: "Assurance Maladie : votre attestation. https://assure.ameli.fr"\n'

IN_PROMPTS = [
    slip(
        "a brace that is left open",
        prompt.BRACE,
        FRENCH,
        CLOSED,
        ('  closed: "Fermé. De nouveau {reopening}, {."\n', CLOSED),
        ("Une accolade n'entoure pas un nom simple", "A brace does not surround a plain name"),
        "",
    ),
    slip(
        "a manner that doesn't exist",
        prompt.MANNER,
        FRENCH,
        CLOSED,
        (CLOSED.replace("reopening", "reopening:fort"), CLOSED.replace("reopening", "reopening:until")),
        ("n'est pas une manière de dire", "is no manner of saying"),
        ":until",
    ),
    slip(
        "braces in a help",
        prompt.NO_PLACEHOLDER,
        FRENCH,
        "    help: Tapez un chiffre.\n",
        ('    help: "Tapez {count}."\n', "    help: Tapez un chiffre.\n"),
        ("« help » ne peut rien contenir entre accolades", "“help” can hold nothing in braces"),
        "",
    ),
    slip(
        "a phrase without its value",
        prompt.PHRASE_PLACEHOLDER,
        FRENCH,
        '"{offer}, tapez {key}."',
        ('"{offer}."', '"{offer}, tapez {key}."'),
        ("n'a pas les bonnes accolades", "has not the right braces"),
        "{key}",
    ),
    slip(
        "a time with an h",
        prompt.CLOCK,
        FRENCH,
        GOODBYE,
        ("  goodbye: Jusqu'à 17h30.\n", "  goodbye: Jusqu'à 17 heures 30.\n"),
        ("« 17h30 » serait mal lu", "“17h30” would be misread"),
        "17 heures 30",
    ),
    slip(
        "a word processor's quotes",
        prompt.STRAY_QUOTE,
        FRENCH,
        GOODBYE,
        ("  goodbye: “Au revoir.”\n", '  goodbye: "Au revoir."\n'),
        ("Un guillemet est resté", "A quote was left"),
        "",
    ),
    slip(
        "nothing to say",
        prompt.NO_SAY,
        FRENCH,
        GOODBYE,
        ("  goodbye: {help: Oui.}\n", "  goodbye: {help: Oui., say: Au revoir.}\n"),
        ("n'a ni texte ni choix", "has neither a text nor choices"),
        "say: ",
    ),
    slip(
        "a language that nobody speaks",
        prompt.UNKNOWN_LANGUAGE,
        FRENCH,
        GOODBYE,
        ("  goodbye: {say: Au revoir., language: de}\n", "  goodbye: {say: Au revoir., language: fr}\n"),
        ("n'est pas une langue de la ligne", "is no language of the line"),
        "fr",
    ),
    slip(
        "a locale of another language",
        prompt.BAD_LOCALE,
        FRENCH,
        "locale: fr-FR\n",
        ("locale: en-GB\n", "locale: fr-FR\n"),
        ("n'est pas une langue et un pays connus", "is no known language and country"),
        "locale: fr-FR",
    ),
    slip(
        "a voice without short pauses",
        prompt.BAD_VOICE,
        FRENCH,
        "voice: Polly.Lea-Neural\n",
        ("voice: alice\n", "voice: Polly.Lea-Neural\n"),
        ("ne connaît pas les pauses courtes", "knows no short pauses"),
        "Polly.",
    ),
    slip(
        "a word for two choices",
        prompt.SAME_WORD,
        FRENCH,
        "words: horaires",
        ("words: [attestation]", "words: [horaires d'attestation]"),
        ("est écrit pour deux choix", "stands for two choices"),
        "",
    ),
    slip(
        "a phrase that can't be looked for",
        prompt.BAD_PHRASE,
        FRENCH,
        "always: papier/document",
        ("always: papier d'école/document", "always: papier/document"),
        ("ne peut pas être cherché", "can't be looked for"),
        "",
    ),
    slip(
        "a word that can't be said",
        prompt.EMPTY_WORD,
        FRENCH,
        "words: horaires",
        ("words: [horaires, '!']", "words: [horaires]"),
        ("ne contient aucune lettre", "holds no letter"),
        "",
    ),
    slip(
        "a text in one language",
        prompt.LACKS,
        FRENCH,
        GOODBYE,
        (GOODBYE + "  merci: Merci.\n", GOODBYE),
        ("« merci » existe dans fr.yaml, mais pas ici", "“merci” exists in fr.yaml, but not here"),
        "",
    ),
    slip(
        "a prompt that was deleted",
        prompt.LACKS_STEP,
        FRENCH,
        GOODBYE + "texts:\n",
        ("texts:\n", GOODBYE + "texts:\n"),
        ("et la ligne le dit", "and the line says it"),
        "goodbye: ",
    ),
    slip(
        "a value that was deleted",
        prompt.LACKS_PLACEHOLDER,
        FRENCH,
        CLOSED,
        ("  closed: Fermé.\n", CLOSED),
        ("À « closed », il manque {reopening}", "“closed” lacks {reopening}"),
        "{reopening}",
    ),
    slip(
        "a value in French",
        prompt.STRANGE_PLACEHOLDER,
        FRENCH,
        CLOSED,
        (CLOSED.replace("reopening", "reouverture"), CLOSED),
        ("{reouverture} n'existe pas", "{reouverture} doesn't exist"),
        "{reopening}",
    ),
    slip(
        "a text of two segments",
        prompt.LONG_TEXT,
        FRENCH,
        LINK,
        (LINK.replace("votre", "votre " * 25), LINK),
        ("caractères sur 160", "characters of 160"),
        "",
    ),
    slip(
        "a letter that costs three",
        prompt.TEXT_LETTERS,
        FRENCH,
        LINK,
        (LINK.replace("votre", "même"), LINK.replace("votre", "meme")),
        ("n'existent pas dans un SMS simple : ê", "don't exist in a plain text message: ê"),
        "",
    ),
    slip(
        "a site that looks like ours",
        prompt.TEXT_SITE,
        FRENCH,
        LINK,
        (LINK.replace("assure.ameli.fr", "ameli-assure.fr"), LINK.replace("assure.ameli.fr", "ameli.fr")),
        ("n'est pas un site permis", "is no allowed site"),
        "ameli.fr",
    ),
    slip(
        "somebody's name in a text",
        prompt.TEXT_PERSONAL,
        FRENCH,
        LINK,
        (LINK.replace("votre", "{nom}, votre"), LINK),
        ("rien de personnel", "nothing personal"),
        "",
    ),
    of_file(
        "a slip in a recording's name",
        prompt.RECORDING_NAME,
        write("prompts/audio/fr/goodby.wav", WAV),
        ("n'a pas de prompt de ce nom", "has no prompt of that name"),
        "",
        rename("prompts/audio/fr/goodby.wav", "prompts/audio/fr/goodbye.wav"),
    ),
    of_file(
        "a recording of what varies",
        prompt.RECORDING_VARIES,
        write("prompts/audio/fr/closed.wav", WAV),
        ("ne peut pas être enregistré", "can't be recorded"),
        "",
        remove("prompts/audio/fr/closed.wav"),
    ),
    of_file(
        "an MP3 by a WAV's name",
        prompt.RECORDING_FORMAT,
        write("prompts/audio/fr/goodbye.wav", b"ID3"),
        ("n'est pas un enregistrement WAV", "is no WAV recording"),
        "WAV, 8 kHz, mono",
        write("prompts/audio/fr/goodbye.wav", wav(rate=8000, channels=1)),
    ),
    of_file(
        "a computer's sound",
        prompt.RECORDING_SOUND,
        write("prompts/audio/fr/goodbye.wav", wav(rate=44100, channels=2)),
        ("44100 Hz, 2 canaux", "44100 Hz, 2 channels"),
        "8 kHz (8000 Hz), mono",
        write("prompts/audio/fr/goodbye.wav", wav(rate=8000, channels=1)),
    ),
    of_file(
        "a recording without a sound",
        prompt.RECORDING_EMPTY,
        write("prompts/audio/fr/goodbye.wav", wav(seconds=0)),
        ("ne contient aucun son", "holds no sound"),
        "",
        write("prompts/audio/fr/goodbye.wav", WAV),
    ),
]

SLIPS = (*IN_YAML, *IN_SCHEDULES, *IN_PROMPTS)
