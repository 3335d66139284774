"""Each département has the clock and the public holidays of its territory, and each body those of where it serves."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.findings import Place
from ivr.hours.words import words
from ivr.line.places import TERRITORIES, ZONES

PARIS = "Europe/Paris"
# A second entry, by the law on each territory's holidays; the others have the national ones.
HOLIDAYS = {"57": "57", "67": "6AE", "68": "6AE", "975": "PM", "977": "BL", "978": "MF"} | {
    code: code for code in ("971", "972", "973", "974", "976")
}
CLOCKS = {department: ZONES[region] for region, (_, department) in TERRITORIES.items() if region in ZONES} | {
    "971": "America/Guadeloupe",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
}
LINES = {"national": "", "mayotte": "976", "abroad": ""}


def find(subject: Subject) -> Iterator[Seen]:
    for place, home, zone, subdivision in _entries(subject):
        if zone != CLOCKS.get(home, PARIS):
            yield Seen(place, {"found": zone, "wanted": CLOCKS.get(home, PARIS)})
        if subdivision != HOLIDAYS.get(home, ""):
            yield Seen(place, {"found": subdivision or "-", "wanted": HOLIDAYS.get(home, "-")})


def _entries(subject: Subject) -> Iterator[tuple[Place, str, str, str]]:
    schedules = subject.schedules
    for code, department in schedules.departments.items():
        yield department.place, code, department.zone, department.subdivision
    for caisse in schedules.caisses.values():
        if caisse.departments:
            yield caisse.place, caisse.departments[0], caisse.rule.zone, caisse.rule.subdivision
    for name, line in schedules.lines.items():
        yield line.place, LINES[name], line.rule.zone, line.rule.subdivision
    homes = {department.regime: code for code, department in schedules.departments.items() if department.regime}
    for key, regime in schedules.regimes.items():
        if regime.rule:
            yield regime.place, homes.get(key, ""), regime.rule.zone, regime.rule.subdivision


CHECK = Check(
    code="foreign-place",
    severity="error",
    find=find,
    fr=("« {found} » n'est pas d'ici : on attend « {wanted} ».", "Corrigez « zone: » ou « subdivision: »."),
    en=("“{found}” is not of this place: “{wanted}” is expected.", "Correct “zone:” or “subdivision:”."),
    why=words(
        fr="Un fuseau d'ailleurs existe aussi : la ligne ouvrirait à une autre heure sans qu'aucun nom ne soit faux.",
        en="Another place's zone exists too: the line would open at another time, and no name would be wrong.",
    ),
)
