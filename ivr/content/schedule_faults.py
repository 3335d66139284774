"""What can be wrong with schedules/, in words for those who write them."""

from ivr.content.faults import Fault

UNKNOWN_KEY = Fault(
    "unknown-key",
    ("« {key} » n'existe pas ici.", "Clés possibles : {known}."),
    ("“{key}” doesn't exist here.", "Possible keys: {known}."),
)
MISSING = Fault(
    "missing",
    ("À « {entry} », il manque « {key} ».", "Ajoutez une ligne « {key}: ... » sous « {entry} »."),
    ("“{entry}” lacks “{key}”.", "Add a line “{key}: ...” under “{entry}”."),
)
NOT_TEXT = Fault(
    "not-text",
    ("« {key} » attend un texte.", "Écrivez « {key}: le texte », sur une seule ligne."),
    ("“{key}” takes a text.", "Write “{key}: the text”, on one line."),
)
NOT_LIST = Fault(
    "not-list",
    ("« {key} » attend un mot ou une liste de mots.", "Écrivez par exemple « {key}: [{example}] »."),
    ("“{key}” takes a word or a list of words.", "Write for example “{key}: [{example}]”."),
)
NO_BRACKETS = Fault(
    "no-brackets",
    ("« {key} » est une liste sans crochets.", "Écrivez « {key}: [{items}] »."),
    ("“{key}” is a list without brackets.", "Write “{key}: [{items}]”."),
)
NOT_TABLE = Fault(
    "not-table",
    ("« {key} » attend des lignes « clé: valeur », décalées de deux espaces.", "Voyez l'exemple dans FORMAT.md."),
    ("“{key}” takes “key: value” lines, indented by two spaces.", "See the example in FORMAT.md."),
)
NOT_DATE = Fault(
    "not-date",
    ("« {text} » n'est pas une date.", "Écrivez année, mois et jour : 2027-05-07."),
    ("“{text}” is not a date.", "Write year, month and day: 2027-05-07."),
)
NOT_MOMENT = Fault(
    "not-moment",
    ("« {text} » n'est pas un moment qui existe.", "Écrivez la date puis l'heure de Paris : 2027-05-07 14:30."),
    ("“{text}” is not a moment that exists.", "Write the date, then the time in Paris: 2027-05-07 14:30."),
)
NOT_FLAG = Fault(
    "not-flag",
    ("« {key} » attend oui ou non, et lit « {text} ».", "Écrivez « {key}: yes » ou « {key}: no »."),
    ("“{key}” takes yes or no, and reads “{text}”.", "Write “{key}: yes” or “{key}: no”."),
)
NOT_NUMBER = Fault(
    "not-number",
    (
        "« {text} » n'est pas un numéro de téléphone complet.",
        "Écrivez-le au format international, sans espaces : +33199001234.",
    ),
    (
        "“{text}” is not a complete telephone number.",
        "Write it in the international form, without spaces: +33199001234.",
    ),
)
NOT_SITE = Fault(
    "not-site",
    ("« {text} » n'est pas un nom de site.", "Écrivez le domaine seul : msa.fr."),
    ("“{text}” is not the name of a site.", "Write the domain alone: msa.fr."),
)
BAD_CODE = Fault(
    "bad-code",
    ("« {key} » n'est pas un code de {what}.", "Écrivez-le en entier : {example}."),
    ("“{key}” is not a code of a {what}.", "Write it in full: {example}."),
)
BAD_HOURS = Fault("bad-hours", ("{why}", "Écrivez par exemple : {example}"), ("{why}", "Write for example: {example}"))
UNKNOWN_ZONE = Fault(
    "unknown-zone",
    (
        "« {text} » n'est pas un fuseau horaire connu.",
        "Écrivez son nom IANA : Europe/Paris, America/Guadeloupe, Indian/Reunion, Indian/Mayotte...",
    ),
    (
        "“{text}” is no known time zone.",
        "Write its IANA name: Europe/Paris, America/Guadeloupe, Indian/Reunion, Indian/Mayotte...",
    ),
)
UNKNOWN_SUBDIVISION = Fault(
    "unknown-subdivision",
    (
        "« {text} » n'est pas un calendrier de jours fériés.",
        "Écrivez l'un de : {known} (6AE pour le 67 et le 68) ; effacez la ligne pour les jours fériés nationaux.",
    ),
    (
        "“{text}” is not a calendar of public holidays.",
        "Write one of: {known} (6AE for 67 and 68); delete the line for the national holidays.",
    ),
)
UNKNOWN_HOLIDAY = Fault(
    "unknown-holiday",
    ("« {text} » n'est pas un jour que « {key} » peut nommer ici.", "Possibles : {known}."),
    ("“{text}” is no day that “{key}” can name here.", "Possible: {known}."),
)
NO_SOURCE = Fault(
    "no-source",
    (
        "Les horaires de « {entry} » n'ont pas de « {key} ».",
        "Ajoutez « source: ... » et « checked: 2026-11-23 » (le jour où vous avez vérifié), ou « assumed: yes » si "
        "ce n'est que le minimum national.",
    ),
    (
        "The hours of “{entry}” have no “{key}”.",
        "Add “source: ...” and “checked: 2026-11-23” (the day on which you checked), or “assumed: yes” if they are "
        "only the national minimum.",
    ),
)
ENDS_BEFORE = Fault(
    "ends-before",
    ("« {entry} » finit ({last}) avant de commencer ({first}).", "Corrigez l'une des deux dates."),
    ("“{entry}” ends ({last}) before it starts ({first}).", "Correct one of the two dates."),
)
UNKNOWN_PLACE = Fault(
    "unknown-place",
    (
        "« {text} » n'est ni une ligne ni une caisse.",
        "Écrivez all, lines, caisses, une ligne ({lines}) ou un code de caisses.yaml.",
    ),
    (
        "“{text}” is neither a line nor a caisse.",
        "Write all, lines, caisses, a line ({lines}) or a code of caisses.yaml.",
    ),
)
NEAR_PLACE = Fault(
    "unknown-place",
    (
        "« {text} » n'est ni une ligne ni une caisse.",
        "Peut-être {near} ? Sinon : all, lines, caisses, une ligne ({lines}) ou un code de caisses.yaml.",
    ),
    (
        "“{text}” is neither a line nor a caisse.",
        "Perhaps {near}? Or else all, lines, caisses, a line ({lines}) or a code of caisses.yaml.",
    ),
)
NOT_A_LINE = Fault(
    "not-a-line",
    (
        "« {text} » n'est pas une ligne : une annonce est dite à tous ceux qui appellent une ligne.",
        "Écrivez all, ou des lignes parmi : {lines}. Ce qui ne concerne qu'une caisse s'écrit dans closures.yaml.",
    ),
    (
        "“{text}” is not a line: a notice is told to everybody who rings a line.",
        "Write all, or some lines of: {lines}. What concerns one caisse alone is written in closures.yaml.",
    ),
)
UNKNOWN_DEPARTMENT = Fault(
    "unknown-department",
    ("Le département « {text} » n'est pas dans departments.yaml.", "Écrivez son code en entier : 01, 2A, 971."),
    ("The département “{text}” is not in departments.yaml.", "Write its code in full: 01, 2A, 971."),
)
NOBODY_SERVES = Fault(
    "nobody-serves",
    (
        "Aucune caisse ne sert le département {code}.",
        "Nommez-le sous « departments » d'une caisse de caisses.yaml, ou donnez-lui ici « regime: » si un autre "
        "organisme le sert.",
    ),
    (
        "No caisse serves the département {code}.",
        "Name it under “departments” of a caisse in caisses.yaml, or give it “regime:” here if another body serves it.",
    ),
)
UNKNOWN_REGIME = Fault(
    "unknown-regime",
    ("« {text} » n'est pas dans regimes.yaml.", "Écrivez l'un de : {known}."),
    ("“{text}” is not in regimes.yaml.", "Write one of: {known}."),
)
UNKNOWN_LINE = Fault(
    "unknown-line",
    ("« {text} » n'est pas une ligne.", "Les lignes sont : {known}."),
    ("“{text}” is not a line.", "The lines are: {known}."),
)
EMPTY_LIST = Fault(
    "empty-list",
    ("« {key} » est une liste vide.", "Écrivez par exemple « {key}: [{example}] »."),
    ("“{key}” is an empty list.", "Write for example “{key}: [{example}]”."),
)
UNKNOWN_FILE = Fault(
    "unknown-file",
    ("Ce fichier n'est lu par personne.", "Renommez-le ou retirez-le ; les fichiers lus sont : {known}."),
    ("Nobody reads this file.", "Rename it or take it away; the files read are: {known}."),
)
