"""What `ivr hours` says, French and English: sentences, and a day's hours."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from ivr.cli.language import chosen, language

TEXTS: dict[str, tuple[str, str]] = {
    "open": ("OUVERT jusqu'à {until:%H:%M}", "OPEN until {until:%H:%M}"),
    "closed": ("FERMÉ : {why}", "CLOSED: {why}"),
    "hours": ("ce n'est pas l'heure", "not at this hour"),
    "weekend": ("fin de semaine", "weekend"),
    "holiday": ("jour férié ({words})", "public holiday ({words})"),
    "closure": ("fermeture ({words})", "closure ({words})"),
    "opening": ("ouverture exceptionnelle ({words})", "exceptional opening ({words})"),
    "other": ("autres horaires ({words})", "other hours ({words})"),
    "unsure": ("peut-être férié, sous réserve ({words})", "perhaps a holiday, to be confirmed ({words})"),
    "perhaps": ("PEUT-ÊTRE ouvert : {why}", "PERHAPS open: {why}"),
    "from_on": ("à partir du {start} (Paris), fin inconnue", "from {start} on (Paris), no end known"),
    "from_until": ("du {start} au {end} (Paris)", "from {start} until {end} (Paris)"),
    "around": ("avant ou après des horaires supposés", "before or after hours that are assumed"),
    "emergency": ("fermeture d'urgence ({words})", "emergency closure ({words})"),
    "next": ("Prochaine ouverture : {day} à {at:%H:%M}", "Next opening: {day} at {at:%H:%M}"),
    "never": ("Prochaine ouverture : inconnue à plus d'un an", "Next opening: none known for more than a year"),
    "today": ("Ce jour-là : {spans}", "That day: {spans}"),
    "now": ("Aujourd'hui : {spans}", "Today: {spans}"),
    "shut": ("fermé", "closed"),
    "maybe": ("peut-être {spans}", "perhaps {spans}"),
    "part": ("{span} {why}", "{span} {why}"),
    "in_paris": ("{hours}, soit {there} à Paris", "{hours}, that is {there} in Paris"),
    "one_caisse": ("{names} ({codes})", "{names} ({codes})"),
    "caisses": ("{count} caisses", "{count} caisses"),
    "on": ("{day}, chacun à son heure :", "{day}, each by its own clock:"),
    "answers": ("On répond : {name}", "Answered: {name}"),
    "clock": ("À l'heure du lieu ({zone})", "By the place's own clock ({zone})"),
    "one_of": ("Choisissez entre {options}.", "Choose between {options}."),
    "nothing": ("Aucun horaire n'est connu de « {typed} ».", "No hours of “{typed}” are known."),
    "supposed": ("horaires supposés", "assumed hours"),
    "moment": ("{day}, {at:%H:%M}", "{day}, {at:%H:%M}"),
    "elsewhere": (" ({there:%H:%M} à Paris)", " ({there:%H:%M} in Paris)"),
    "source": ("Source : {source}", "Source: {source}"),
    "checked": (", vérifiée le {day}", ", checked on {day}"),
    "assumed": (
        "Horaires SUPPOSÉS : personne ne les a encore confirmés",
        "ASSUMED hours: nobody has confirmed them yet",
    ),
    "caisse": ("caisse {code}", "code {code}"),
    "unknown": ("Je ne connais pas « {typed} ».", "I don't know “{typed}”."),
    "near": ("Vouliez-vous dire : {near} ?", "Did you mean: {near}?"),
    "help": (
        "Tapez une ville (lyon), un code postal, un département (69), une caisse (691), une ligne (national, mayotte, "
        "étranger) ou un régime (msa).",
        "Type a town (lyon), a postcode, a département (69), a caisse (691), a line (national, mayotte, abroad) or a "
        "régime (msa).",
    ),
    "which": ("« {typed} » peut être l'un de ceux-ci. Tapez lequel :", "“{typed}” may be one of these. Type which:"),
    "more": ("et {count} autres", "and {count} others"),
    "guessed": ("« {typed} » : compris comme {name}", "“{typed}”: read as {name}"),
    "taken": (
        "Le plus peuplé de ce nom ; sinon, tapez {others}",
        "The most peopled of that name; else type {others}",
    ),
    "shared": ("Ce code postal sert aussi à {others}", "That postcode is also that of {others}"),
    "commune": ("{name}, {people} habitants", "{name}, {people} people"),
    "local": (
        "{where} : les lignes n'y joignent personne ; son organisme est {name}{site}.",
        "{where}: the lines reach nobody there; its body is {name}{site}.",
    ),
    "no_hours": ("Horaires : inconnus{number}.", "Hours: unknown{number}."),
    "number": (" ; numéro {number}", "; number {number}"),
    "site": (" ({site})", " ({site})"),
    "own": (
        "{where} ({code}) : organisme propre, hors de cette ligne.",
        "{where} ({code}): a body of its own, not reached by this line.",
    ),
}


def say(key: str, **values: object) -> str:
    """One of these sentences, in the language that was asked for."""
    return chosen(TEXTS[key]).format(**values)


def day_words(day: date) -> str:
    """ "jeudi 24 décembre 2026", "mardi 1er décembre 2026"."""
    first = "'1er'" if day.day == 1 and language() == "fr" else "d"
    return format_date(day, f"EEEE {first} MMMM y", locale=language())


def number_words(number: int) -> str:
    """ "519 127"."""
    return format_decimal(number, locale=language())
