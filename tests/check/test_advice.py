"""What a check tells to write of an entry, a notice or a voice is accepted, and nothing is found any more."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ivr.check.checks import CHECKS
from ivr.check.subject import Subject
from ivr.content.prompts import read_prompts
from ivr.content.schedules import read_schedules
from ivr.findings import Finding
from ivr.line.flow import FLOW
from tests.content.broken_folder import REAL
from tests.content.prompt_files import spoilt, write_prompts

TODAY = date(2026, 11, 25)
TRIED = {  # every check whose advice depends on what was written
    "outlived-day",
    "false-weekday",
    "lapsed-closure",
    "forgotten-emergency",
    "far-end",
    "far-start",
    "idle-entry",
    "contradicting-entries",
    "open-anyway",
    "unnamed-day",
    "odd-hours",
    "ill-fitting-reason",
    "unknown-voice",
    "foreign-voice",
}
WORDS = "    fr: travaux dans nos locaux\n    en: works in our offices\n"

# code, section, the entry's own lines, what the mend says to write (also in English), the lines then, why
ADVICE = [
    (
        "far-end",
        "closures",
        "    days: du 2026-12-24 au 2036-12-31\n",
        "2026-12-31",
        "    days: du 2026-12-24 au 2026-12-31\n",
        "a slip in the year",
    ),
    (
        "far-start",
        "closures",
        "    days: 7 mai 2072\n",
        "2027-05-07",
        "    days: 2027-05-07\n",
        "two digits changed places",
    ),
    ("lapsed-closure", "closures", "    days: 5 octobre 2026\n", "", "", "it is over: away with it"),
    ("lapsed-closure", "closures", "    days: 7 mai 2026\n", "", "    days: 7 mai 2027\n", "another slip in the year"),
    (
        "idle-entry",
        "openings",
        "    days: 25 décembre 2026\n    hours: 09:00-12:00\n",
        "even: [holidays]",
        "    days: 25 décembre 2026\n    hours: 09:00-12:00\n    even: [holidays]\n",
        "an opening on Christmas Day",
    ),
    (
        "idle-entry",
        "openings",
        "    days: 1er décembre 2026\n    hours: 09:00-12:00\n",
        "hours:",
        "hours:    days: 1er décembre 2026\n    hours: 09:00-12:00\n",
        "a shorter Tuesday",
    ),
    (
        "idle-entry",
        "openings",
        "    days: 1er décembre 2026\n    hours: 17:00-19:00\n",
        "hours: 08:30-19:00",
        "hours:    days: 1er décembre 2026\n    hours: 08:30-19:00\n",
        "a longer Tuesday: its usual hours go on",
    ),
    (
        "idle-entry",
        "openings",
        "    days: 1er décembre 2026\n    hours: 18:00-19:30\n",
        "hours: 08:30-17:00,18:00-19:30",
        "hours:    days: 1er décembre 2026\n    hours: 08:30-17:00,18:00-19:30\n",
        "a Tuesday with an evening",
    ),
    (
        "idle-entry",
        "hours",
        "    days: samedis de décembre 2026\n    hours: 09:00-12:00\n",
        "openings:",
        "openings:    days: samedis de décembre 2026\n    hours: 09:00-12:00\n",
        "hours alone on days without any",
    ),
    ("idle-entry", "closures", "    days: 6 décembre 2026\n", "", "", "a closure on a Sunday"),
    (
        "idle-entry",
        "closures",
        "    days: lundis du 8 au 11 décembre 2026\n",
        "",
        "    days: lundis du 7 au 11 décembre 2026\n",
        "there is no Monday from a Tuesday to a Friday",
    ),
    (
        "idle-entry",
        "closures",
        "    days: 4 décembre 2026\n    hours: 18:00-20:00\n",
        "08:30-17:00",
        "    days: 4 décembre 2026\n    hours: 16:00-17:00 # 08:30-17:00\n",
        "a closure beside the hours, and beside the margin around them",
    ),
    (
        "open-anyway",
        "openings",
        "    days: du 4 au 5 décembre 2026\n    hours: 09:00-12:00\n",
        "days: samedis du 2026-12-04 au 2026-12-05",
        "    days: samedis du 2026-12-04 au 2026-12-05\n    hours: 09:00-12:00\n",
        "from Friday to Saturday",
    ),
    (
        "unnamed-day",
        "openings",
        "    days: du 5 au 6 décembre 2026\n    hours: 09:00-12:00\n",
        "days: samedis du 2026-12-05 au 2026-12-06",
        "    days: samedis du 2026-12-05 au 2026-12-06\n    hours: 09:00-12:00\n",
        "a week-end",
    ),
    (
        "unnamed-day",
        "openings",
        "    days: du 5 au 6 décembre 2026\n    hours: 09:00-12:00\n",
        "days: [samedis du 2026-12-05 au 2026-12-06, dimanche 2026-12-06]",
        "    days: [samedis du 2026-12-05 au 2026-12-06, dimanche 2026-12-06]\n    hours: 09:00-12:00\n",
        "a week-end that is meant",
    ),
    (
        "odd-hours",
        "hours",
        "    days: 14 décembre 2026\n    hours: 17:00-19:00\n",
        "07:00",
        "    days: 14 décembre 2026\n    hours: 07:00-19:00\n",
        "17:00 for 07:00",
    ),
    (
        "ill-fitting-reason",
        "closures",
        "    days: 7 mai 2027\n    fr: Le pont de l'Ascension.\n    en: the long weekend\n",
        "fr: pont de l'Ascension",
        "    days: 7 mai 2027\n    fr: pont de l'Ascension\n    en: the long weekend\n",
        "a sentence, almost",
    ),
    (
        "ill-fitting-reason",
        "closures",
        "    days: 7 mai 2027\n    fr: pont\n    en: We are closed.\n",
        "en: works in our offices",
        "    days: 7 mai 2027\n    fr: pont\n    en: works in our offices\n",
        "a sentence indeed",
    ),
    (
        "forgotten-emergency",
        "emergencies",
        "    start: 2026-11-20 14:20\n    end: unknown\n",
        "end: 2026-11-25 18:00",
        "    start: 2026-11-20 14:20\n    end: 2026-11-25 18:00\n",
        "a failure of five days ago",
    ),
    (
        "outlived-day",
        "bulletins",
        "    first: 2026-12-03 08:00\n    last: unknown\n    fr: Aujourd'hui, attente.\n    en: Wait.\n",
        "last: 2026-12-04 00:00",
        "    first: 2026-12-03 08:00\n    last: 2026-12-04 00:00\n    fr: Aujourd'hui, attente.\n    en: Wait.\n",
        "a notice without an end",
    ),
    (
        "outlived-day",
        "bulletins",
        "    first: 2026-12-03 08:00\n    last: 2026-12-03 18:00\n    fr: C'est long.\n    en: Busy this morning.\n",
        "last: 2026-12-03 12:00",
        "    first: 2026-12-03 08:00\n    last: 2026-12-03 12:00\n    fr: C'est long.\n    en: Busy this morning.\n",
        "a morning that lasts until the evening",
    ),
    (
        "false-weekday",
        "bulletins",
        "    first: 2026-12-03 08:00\n    last: 2026-12-03 18:00\n    fr: Le vendredi 3 décembre.\n    en: Away.\n",
        "",
        "    first: 2026-12-03 08:00\n    last: 2026-12-03 18:00\n    fr: Le jeudi 3 décembre.\n    en: Away.\n",
        "a Thursday",
    ),
]


def written(folder: Path, section: str, lines: str) -> None:
    """Write the one entry of a section; without lines there is none. "hours:" before them puts it into that one."""
    if not lines.startswith(" ") and lines:
        section, _, lines = lines.partition(":")
    file = "bulletins.yaml" if section == "bulletins" else "closures.yaml"
    sections = ("bulletins",) if section == "bulletins" else ("closures", "openings", "hours", "emergencies")
    where = "    lines: all\n" if section == "bulletins" else "    where: 691\n"
    words = "" if "fr: " in lines else WORDS
    entry = f"{section}:\n  essai:\n{where}{lines}{words}" if lines else f"{section}: {{}}\n"
    others = "".join(f"{other}: {{}}\n" for other in sections if other != section)
    form = "format: 2\n" if section != "bulletins" else ""
    (folder / "schedules" / file).write_text(f"{form}{entry}{others}...\n", encoding="utf-8")


def found(folder: Path) -> list[Finding]:
    subject = Subject(FLOW, read_prompts(folder / "prompts"), read_schedules(folder / "schedules"), TODAY)
    return [finding for check in CHECKS if check.code in TRIED for finding in check.find(subject)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(REAL, tmp_path / "schedules")
    write_prompts(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "section", "wrong", "write", "right", "why"), ADVICE, ids=[f"{row[0]}-{row[5]}" for row in ADVICE]
)
def test_what_is_told_to_write_settles_it(
    folder: Path, code: str, section: str, wrong: str, write: str, right: str, why: str
) -> None:
    written(folder, section, wrong)
    told = [one for one in found(folder) if one.code == code]

    assert len(told) == 1, why
    assert write in told[0].mend("fr")
    assert write in told[0].mend("en")
    assert write in right

    written(folder, section, right)
    assert [one.told("fr") for one in found(folder)] == [], why


def test_a_misfit_is_told_at_the_line_of_its_language(folder: Path) -> None:
    written(folder, "closures", "    days: 7 mai 2027\n    fr: pont\n    en: We are closed.\n")
    assert [str(one.place) for one in found(folder)] == ["schedules/closures.yaml:7"]


def test_one_of_two_that_contradict_is_enough(folder: Path) -> None:
    entry = "  {}:\n    where: 691\n    days: 5 décembre 2026\n    hours: {}\n" + WORDS
    one, other = entry.format("matin", "09:00-12:00"), entry.format("journee", "09:00-16:00")
    closures = folder / "schedules" / "closures.yaml"
    whole = "format: 2\nclosures: {{}}\nemergencies: {{}}\nopenings:\n{}...\n"

    closures.write_text(whole.format(one + other), encoding="utf-8")
    assert [finding.code for finding in found(folder)] == ["contradicting-entries"]
    assert "« journee » compte" in found(folder)[0].mend("fr")

    closures.write_text(whole.format(one), encoding="utf-8")
    assert found(folder) == []


@pytest.mark.parametrize(
    ("voice", "code", "write"),
    [
        ("Polly.Leah-Neural", "unknown-voice", "Polly.Lea-Neural"),
        ("Polly.Joanna", "foreign-voice", "voice: Polly.Lea-Generative"),
        ("Google.fr-CA-Chirp3-HD-Kore", "foreign-voice", "voice: Polly.Lea-Generative"),
    ],
)
def test_the_voice_that_is_proposed_is_a_voice(folder: Path, voice: str, code: str, write: str) -> None:
    write_prompts(folder, fr=spoilt("fr", "Polly.Lea-Neural", voice))
    (told,) = found(folder)

    assert (told.code, str(told.place)) == (code, "prompts/fr.yaml:3")
    assert write in told.mend("fr")
    assert write in told.mend("en")

    write_prompts(folder, fr=spoilt("fr", "Polly.Lea-Neural", write.removeprefix("voice: ")))
    assert found(folder) == []


def test_the_examples_of_closures_yaml_and_format_md_are_told_nothing_of(folder: Path) -> None:
    text = (folder / "schedules" / "FORMAT.md").read_text(encoding="utf-8").partition("## closures.yaml")[2]
    example = text.partition("    format: 2")[2].partition("### ")[0]
    lines = [line.removeprefix("    ") for line in example.splitlines()]
    (folder / "schedules" / "closures.yaml").write_text("\n".join(["format: 2", *lines, "...", ""]), encoding="utf-8")

    assert [one.told("fr") for one in found(folder)] == []
