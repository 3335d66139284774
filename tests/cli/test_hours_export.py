"""`ivr hours --ical` and `--schema-org`: read back, they say at every edge of 24 months what a caller would hear."""

import json
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from click.testing import CliRunner, Result
from freezegun import freeze_time

from ivr.cli.hours import hours
from ivr.content.schedules import read_schedules
from ivr.hours.local_time import moment
from ivr.hours.rule import Rule
from ivr.hours.schedules import Schedules
from tests.content.broken_folder import Folder
from tests.slices import slice_of

NOW = "2026-11-25 10:00"
FIRST, LAST = date(2026, 11, 25), date(2028, 11, 24)
NEAR = (timedelta(minutes=-1), timedelta(), timedelta(minutes=1))
Span = tuple[datetime, datetime]

EXCEPTIONS = """
format: 2
closures:
  christmas:
    where: all
    days: chaque année du 24 décembre au 2 janvier
    fr: fêtes
    en: holidays
  afternoon:
    where: [691, mayotte]
    days: vendredi 4 décembre 2026
    hours: l'après-midi
    fr: réunion
    en: a meeting
  first-mondays:
    where: caisses
    days: premier lundi du mois
    hours: à partir de 15:00
    fr: formation
    en: training
openings:
  saturdays:
    where: [691, 974]
    days: samedis du 5 au 26 décembre 2026
    hours: 09:00-12:00
    fr: ouverture exceptionnelle
    en: exceptional opening
hours:
  summer:
    where: [691, 751]
    days: du 5 juillet au 27 août 2027
    hours: Mo-Th 08:00-12:00,13:00-16:00; Sa 09:00-11:00
  spring:
    where: mayotte
    days: du 8 février au 9 mars 2027
    hours: 08:00-12:00
emergencies:
  outage:
    where: all
    start: 2026-12-02 14:20
    end: 2026-12-03 10:05
    fr: panne
    en: a failure
...
"""
PLACES = {
    "lyon": ("caisses", "691"),
    "paris": ("caisses", "751"),
    "strasbourg": ("caisses", "673"),
    "metz": ("caisses", "571"),
    "pointe-à-pitre": ("caisses", "971"),
    "fort-de-france": ("caisses", "972"),
    "cayenne": ("caisses", "973"),
    "saint-denis 974": ("caisses", "974"),
    "mamoudzou": ("caisses", "976"),
    "mayotte": ("lines", "mayotte"),
    "3646": ("lines", "national"),
    "cnmss": ("regimes", "cnmss"),
}


@pytest.fixture(params=["as they are", "with exceptions"])
def schedules(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Schedules:
    """The project's schedules; and those with an exception of each kind."""
    folder = Folder(tmp_path)
    if request.param == "with exceptions":
        folder.write("closures.yaml", EXCEPTIONS)
    monkeypatch.setenv("IVR_CONTENT_DIR", str(tmp_path))
    return read_schedules(folder.path)


def ask(*words: str) -> Result:
    with freeze_time(NOW):
        return CliRunner().invoke(hours, list(words))


def rule_of(schedules: Schedules, place: str) -> Rule:
    kind, key = PLACES[place]
    return getattr(schedules, kind)[key].rule  # type: ignore[no-any-return]


def edges_of(schedules: Schedules, rule: Rule) -> Iterator[datetime]:
    """Every moment of the 24 months at which a state begins, as the phone's own calendars have it."""
    zone = ZoneInfo(rule.zone)
    begins = datetime.fromtimestamp(moment(FIRST, time(0), zone), UTC)
    ends = datetime.fromtimestamp(moment(LAST + timedelta(days=1), time(0), zone), UTC)
    for year in (2026, 2027, 2028):
        for start, end, _, _ in schedules.calendar(rule, datetime(year, 7, 1, tzinfo=UTC)).stretches:
            yield from (edge for edge in (start, end) if edge.year == year and begins < edge < ends)


def differences(schedules: Schedules, rule: Rule, spans: list[Span]) -> tuple[int, list[str]]:
    """How many moments were asked about, and those at which an export and the phone say different things.

    Asked around every edge of either: what only one of them has open, on a holiday say, has no edge in the other.
    """
    starts = [start for start, _ in spans]
    edges = {edge for span in spans for edge in span} | set(edges_of(schedules, rule))
    asked = sorted({edge + near for edge in edges for near in NEAR})

    def exported(at: datetime) -> bool:
        number = bisect_right(starts, at)
        return number > 0 and at < spans[number - 1][1]

    unlike = [str(at) for at in asked if exported(at) != schedules.calendar(rule, at).is_open(at)]
    return len(asked), unlike


def ical_spans(text: str) -> list[Span]:
    calendar = icalendar.Calendar.from_ical(text)
    return sorted((event.decoded("dtstart"), event.decoded("dtend")) for event in calendar.walk("VEVENT"))


def schema_spans(text: str, zone: ZoneInfo) -> list[Span]:
    """What a reader makes of the specifications who adds up what is open."""
    (body,) = json.loads(text)["@graph"]
    spans = set()
    for told in body["contactPoint"]["hoursAvailable"]:
        opens, closes = time.fromisoformat(told["opens"]), time.fromisoformat(told["closes"])
        day = date.fromisoformat(told["validFrom"])
        while day <= date.fromisoformat(told["validThrough"]):
            if opens < closes and f"{day:%A}" in told.get("dayOfWeek", f"{day:%A}"):
                spans.add(tuple(datetime.fromtimestamp(moment(day, at, zone), UTC) for at in (opens, closes)))
            day += timedelta(days=1)
    return sorted(spans)  # type: ignore[arg-type]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Some places a day."""
    if "exported" in metafunc.fixturenames:
        metafunc.parametrize("exported", slice_of(tuple(PLACES), 4, metafunc.config))


def test_the_ical_says_what_the_phone_says(schedules: Schedules, exported: str) -> None:
    asked, unlike = differences(schedules, rule_of(schedules, exported), ical_spans(ask(exported, "--ical").stdout))

    assert asked > 2000
    assert unlike == []


def test_the_json_ld_says_what_the_phone_says(schedules: Schedules, exported: str) -> None:
    rule = rule_of(schedules, exported)
    spans = schema_spans(ask(exported, "--schema-org").stdout, ZoneInfo(rule.zone))

    asked, unlike = differences(schedules, rule, spans)

    assert asked > 2000
    assert unlike == []


@pytest.mark.usefixtures("schedules")
def test_special_days_override_the_usual_ones_alike() -> None:
    """No day is told both by weekday and as an exception: who overrides and who adds up get the same."""
    (body,) = json.loads(ask("lyon", "--schema-org").stdout)["@graph"]
    told = body["contactPoint"]["hoursAvailable"]
    periods = [(one["validFrom"], one["validThrough"], "dayOfWeek" in one) for one in told]
    for first, last, is_usual in periods:
        assert not [1 for start, end, usual in periods if usual != is_usual and start <= last and first <= end]


def test_events_are_told_apart_and_say_what_is_known() -> None:
    events = icalendar.Calendar.from_ical(ask("lyon", "--ical").stdout).walk("VEVENT")

    assert len({event["uid"] for event in events}) == len(events) > 480
    assert {str(event["summary"]) for event in events} == {"On répond : la CPAM du Rhône"}
    assert all("SUPPOSÉS" in event["description"] for event in events)


def test_several_caisses_are_in_one_file() -> None:
    bodies = json.loads(ask("59", "--schema-org").stdout)["@graph"]
    assert len(bodies) == 4
    assert {body["contactPoint"]["telephone"] for body in bodies} == {"3646"}


def test_a_caisse_of_mayotte_is_rung_by_its_own_line() -> None:
    (body,) = json.loads(ask("mamoudzou", "--schema-org", "--english").stdout)["@graph"]
    assert body["contactPoint"]["telephone"] == "+262269619191"
    assert "Indian/Mayotte" in body["contactPoint"]["description"]


REFUSED = [
    (("sncf", "--ical"), "Aucun horaire n'est connu de « sncf »"),
    (("975", "--schema-org", "--english"), "No hours of “975” are known"),
    (("lyon", "--ical", "--json"), "Choisissez entre --json, --ical"),
    (("lyon", "--ical", "--schema-org"), "Choisissez entre --ical, --schema-org"),
    (("lyon", "--ical", "--on", "demain"), "Choisissez entre --on, --ical"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_can_not_be_exported_is_a_sentence(words: tuple[str, ...], told: str) -> None:
    refused = ask(*words)
    assert refused.exit_code
    assert refused.stdout == ""
    assert told in refused.output
