"""What can be wrong with schedules/, in words for those who write them."""

from ivr.findings import Kind

UNKNOWN_KEY = Kind(
    "unknown-key",
    fr=("« {key} » n'existe pas ici.", "Clés possibles : {known}."),
    en=("“{key}” doesn't exist here.", "Possible keys: {known}."),
)
MEANT_KEY = Kind(
    "unknown-key",
    fr=("« {key} » n'existe pas ici.", "Écrivez {meant} (clés possibles : {known})."),
    en=("“{key}” doesn't exist here.", "Write {meant} (possible keys: {known})."),
)
REMARK = Kind(
    "unknown-key",
    fr=("« {key} » n'existe pas ici.", "Faites-en un commentaire, « # {key}: ... », ou effacez la ligne."),
    en=("“{key}” doesn't exist here.", "Make a comment of it, “# {key}: ...”, or delete the line."),
)
NO_NAME = Kind(
    "no-name",
    fr=(
        "Il manque le nom de l'entrée au-dessus de « {key} ».",
        "Ajoutez-le, par exemple « reunion-4-decembre: », et décalez de deux espaces les lignes d'en dessous.",
    ),
    en=(
        "The name of the entry is missing above “{key}”.",
        "Add it, for example “reunion-4-decembre:”, and indent the lines below it by two more spaces.",
    ),
)
NOT_BELOW = Kind(
    "no-name",
    fr=("« {key} » n'est pas décalé sous « {name} ».", "Décalez de deux espaces toutes les lignes de cette entrée."),
    en=("“{key}” is not indented below “{name}”.", "Indent all the lines of this entry by two more spaces."),
)
MISSING = Kind(
    "missing",
    fr=("À « {entry} », il manque « {key} ».", "Ajoutez une ligne « {key}: ... » sous « {entry} »."),
    en=("“{entry}” lacks “{key}”.", "Add a line “{key}: ...” under “{entry}”."),
)
MISSING_SECTION = Kind(
    "missing",
    fr=(
        "La partie « {key}: » manque.",
        "Ajoutez-la au niveau des autres ; s'il n'y a rien : « {key}: {{}} ».",
    ),
    en=(
        "The section “{key}:” is missing.",
        "Add it at the level of the others; where there is nothing: “{key}: {{}}”.",
    ),
)
NOT_TEXT = Kind(
    "not-text",
    fr=("« {key} » attend un texte.", "Écrivez « {key}: le texte », sur une seule ligne."),
    en=("“{key}” takes a text.", "Write “{key}: the text”, on one line."),
)
NOT_LIST = Kind(
    "not-list",
    fr=("« {key} » attend un mot ou une liste de mots.", "Écrivez par exemple « {key}: [{example}] »."),
    en=("“{key}” takes a word or a list of words.", "Write for example “{key}: [{example}]”."),
)
NO_BRACKETS = Kind(
    "no-brackets",
    fr=("« {key} » est une liste sans crochets.", "Écrivez « {key}: [{items}] »."),
    en=("“{key}” is a list without brackets.", "Write “{key}: [{items}]”."),
)
NOT_TABLE = Kind(
    "not-table",
    fr=(
        "« {key} » attend des lignes « clé: valeur » en dessous, et non un texte ou une liste.",
        "Écrivez-les décalées de deux espaces, comme dans FORMAT.md ; s'il n'y en a pas : « {key}: {{}} ».",
    ),
    en=(
        "“{key}” takes “key: value” lines below it, and no text or list.",
        "Indent them by two spaces, as in FORMAT.md; where there are none: “{key}: {{}}”.",
    ),
)
NOT_DATE = Kind(
    "not-date",
    fr=("« {text} » n'est pas une date.", "Écrivez année, mois et jour : 2027-05-07."),
    en=("“{text}” is not a date.", "Write year, month and day: 2027-05-07."),
)
MEANT_DATE = Kind(
    "not-date",
    fr=("« {text} » n'est pas écrit comme une date.", "Écrivez « {key}: {meant} » (année, mois, jour)."),
    en=("“{text}” is not written as a date.", "Write “{key}: {meant}” (year, month, day)."),
)
NOT_MOMENT = Kind(
    "not-moment",
    fr=("« {text} » n'est pas un moment qui existe.", "Écrivez la date puis l'heure de Paris : 2027-05-07 14:30."),
    en=("“{text}” is not a moment that exists.", "Write the date, then the time in Paris: 2027-05-07 14:30."),
)
MEANT_MOMENT = Kind(
    "not-moment",
    fr=("« {text} » n'est pas écrit comme un moment.", "Écrivez « {key}: {meant} » (la date, puis l'heure de Paris)."),
    en=("“{text}” is not written as a moment.", "Write “{key}: {meant}” (the date, then the time in Paris)."),
)
MEANT_UNKNOWN = Kind(
    "not-moment",
    fr=("« {text} » n'est pas un moment.", "Si personne ne sait encore quand, écrivez « {key}: unknown »."),
    en=("“{text}” is not a moment.", "If nobody knows yet when, write “{key}: unknown”."),
)
NOW = Kind(
    "not-moment",
    fr=(
        "« {text} » dépend du moment où on le lit.",
        "Écrivez la date et l'heure qu'il est à Paris, sous cette forme : « {key}: 2026-12-01 14:20 ».",
    ),
    en=(
        "“{text}” depends on the moment at which it is read.",
        "Write the date and the present time in Paris, in this shape: “{key}: 2026-12-01 14:20”.",
    ),
)
NO_TIME = Kind(
    "not-moment",
    fr=(
        "« {text} » est un jour, et « {key} » attend aussi une heure.",
        "Écrivez « {key}: {start} » pour le début de ce jour, ou « {key}: {end} » pour sa fin.",
    ),
    en=(
        "“{text}” is a day, and “{key}” takes a time too.",
        "Write “{key}: {start}” for the beginning of that day, or “{key}: {end}” for its end.",
    ),
)
SKIPPED = Kind(
    "not-moment",
    fr=(
        "Le {text} n'existe pas : cette nuit-là les horloges passent de 2 à 3 heures.",
        "Écrivez « {key}: {meant} ».",
    ),
    en=("{text} does not exist: in that night the clocks go from 2 to 3.", "Write “{key}: {meant}”."),
)
NOT_FLAG = Kind(
    "not-flag",
    fr=("« {key} » attend oui ou non, et lit « {text} ».", "Écrivez « {key}: yes » ou « {key}: no »."),
    en=("“{key}” takes yes or no, and reads “{text}”.", "Write “{key}: yes” or “{key}: no”."),
)
NOT_NUMBER = Kind(
    "not-number",
    fr=(
        "« {text} » n'est pas un numéro de téléphone complet.",
        "Écrivez-le au format international, sans espaces : +33199001234.",
    ),
    en=(
        "“{text}” is not a complete telephone number.",
        "Write it in the international form, without spaces: +33199001234.",
    ),
)
MEANT_NUMBER = Kind(
    "not-number",
    fr=(
        "« {text} » n'est pas au format international, sans espaces.",
        "Écrivez « {key}: {meant} ».",
    ),
    en=("“{text}” is not in the international form, without spaces.", "Write “{key}: {meant}”."),
)
NOT_SITE = Kind(
    "not-site",
    fr=("« {text} » n'est pas un nom de site.", "Écrivez le domaine seul : « site: {meant} »."),
    en=("“{text}” is not the name of a site.", "Write the domain alone: “site: {meant}”."),
)
BAD_CODE = Kind(
    "bad-code",
    fr=("« {key} » n'est pas un code de {what}.", "Écrivez-le en entier : {example}."),
    en=("“{key}” is not a code of a {what}.", "Write it in full: {example}."),
)
BAD_HOURS = Kind(
    "bad-hours",
    fr=("{why}", "Écrivez par exemple : {example}"),
    en=("{why}", "Write for example: {example}"),
)
WHOLE_DAY = Kind(
    "bad-hours",
    fr=("« {text} » n'est pas une partie de la journée.", "Effacez la ligne « hours » : on ferme alors tout le jour."),
    en=("“{text}” is not a part of a day.", "Delete the line “hours”: the whole day is then closed."),
)
UNKNOWN_ZONE = Kind(
    "unknown-zone",
    fr=(
        "« {text} » n'est pas un fuseau horaire connu.",
        "Écrivez son nom IANA : Europe/Paris, America/Guadeloupe, Indian/Reunion, Indian/Mayotte...",
    ),
    en=(
        "“{text}” is no known time zone.",
        "Write its IANA name: Europe/Paris, America/Guadeloupe, Indian/Reunion, Indian/Mayotte...",
    ),
)
UNKNOWN_SUBDIVISION = Kind(
    "unknown-subdivision",
    fr=(
        "« {text} » n'est pas un calendrier de jours fériés.",
        "Écrivez l'un de : {known} (6AE pour le 67 et le 68) ; effacez la ligne pour les jours fériés nationaux.",
    ),
    en=(
        "“{text}” is not a calendar of public holidays.",
        "Write one of: {known} (6AE for 67 and 68); delete the line for the national holidays.",
    ),
)
UNKNOWN_HOLIDAY = Kind(
    "unknown-holiday",
    fr=("« {text} » n'est pas un jour que « {key} » peut nommer ici.", "Possibles : {known}."),
    en=("“{text}” is no day that “{key}” can name here.", "Possible: {known}."),
)
NO_HOLIDAY = Kind(
    "unknown-holiday",
    fr=("« {key} » n'a aucun jour à nommer ici.", "Effacez la ligne."),
    en=("“{key}” has no day to name here.", "Delete the line."),
)
LEGAL_HOLIDAY = Kind(
    "legal-holiday",
    fr=(
        "« {feast} » est férié par la loi : holidays.yaml n'a rien à en confirmer.",
        "Effacez l'entrée. Pour y travailler une année : une ouverture de closures.yaml, avec « even: holidays » ; "
        "chaque année : « works_on: [{feast}] », à la caisse ou à la ligne.",
    ),
    en=(
        "“{feast}” is a holiday by law: holidays.yaml has nothing to confirm of it.",
        "Delete the entry. To work on it for a year: an opening in closures.yaml, with “even: holidays”; "
        "every year: “works_on: [{feast}]”, at the caisse or line.",
    ),
)
NO_CUSTOM = Kind(
    "unknown-holiday",
    fr=("« {subdivision} » n'a aucun jour d'usage à confirmer.", "Effacez l'entrée, ou corrigez « subdivision »."),
    en=("“{subdivision}” has no custom to confirm.", "Delete the entry, or correct “subdivision”."),
)
FAR_FEAST = Kind(
    "far-feast",
    fr=("« {feast} » est attendu le {expected}, bien loin du {day}.", "Corrigez « day: », ou le nom de la fête."),
    en=("“{feast}” is expected on {expected}, far from {day}.", "Correct “day:”, or the name of the feast."),
)
CONFIRMED_TWICE = Kind(
    "confirmed-twice",
    fr=("« {feast} », attendu le {day}, est déjà confirmé plus haut.", "Gardez une seule des deux entrées."),
    en=("“{feast}”, expected on {day}, is confirmed above already.", "Keep one of the two entries."),
)
NO_SOURCE = Kind(
    "no-source",
    fr=(
        "Les horaires de « {entry} » n'ont pas de « {key} ».",
        "Ajoutez « source: ... » et « checked: 2026-11-23 » (le jour où vous avez vérifié), ou « assumed: yes » si "
        "ce n'est que le minimum national.",
    ),
    en=(
        "The hours of “{entry}” have no “{key}”.",
        "Add “source: ...” and “checked: 2026-11-23” (the day on which you checked), or “assumed: yes” if they are "
        "only the national minimum.",
    ),
)
ENDS_BEFORE = Kind(
    "ends-before",
    fr=("« {entry} » finit ({last}) avant de commencer ({first}).", "Corrigez l'une des deux dates."),
    en=("“{entry}” ends ({last}) before it starts ({first}).", "Correct one of the two dates."),
)
UNKNOWN_PLACE = Kind(
    "unknown-place",
    fr=(
        "« {text} » n'est ni une ligne, ni un département, ni une caisse.",
        "Écrivez all, national, mayotte, abroad, un département (69), une caisse (691), ou « all sauf mayotte ».",
    ),
    en=(
        "“{text}” is neither a line nor a département nor a caisse.",
        "Write all, national, mayotte, abroad, a département (69), a caisse (691), or “all except mayotte”.",
    ),
)
NEAR_PLACE = Kind(
    "unknown-place",
    fr=(
        "« {text} » n'est ni une ligne, ni un département, ni une caisse.",
        "Peut-être {near} ? Sinon : all, national, mayotte, abroad, un département (69) ou une caisse (691).",
    ),
    en=(
        "“{text}” is neither a line nor a département nor a caisse.",
        "Perhaps {near}? Or else: all, national, mayotte, abroad, a département (69) or a caisse (691).",
    ),
)
NOT_A_LINE = Kind(
    "not-a-line",
    fr=(
        "« {text} » n'est pas une ligne : une annonce est dite à tous ceux qui appellent une ligne.",
        "Écrivez all, ou des lignes parmi : {lines}. Ce qui ne concerne qu'une caisse s'écrit dans closures.yaml.",
    ),
    en=(
        "“{text}” is not a line: a notice is told to everybody who rings a line.",
        "Write all, or some lines of: {lines}. What concerns one caisse alone is written in closures.yaml.",
    ),
)
UNKNOWN_DEPARTMENT = Kind(
    "unknown-department",
    fr=("Le département « {text} » n'est pas dans departments.yaml.", "Écrivez son code en entier : 01, 2A, 971."),
    en=("The département “{text}” is not in departments.yaml.", "Write its code in full: 01, 2A, 971."),
)
NOBODY_SERVES = Kind(
    "nobody-serves",
    fr=(
        "Aucune caisse ne sert le département {code}.",
        "Nommez-le sous « departments » d'une caisse de caisses.yaml, ou donnez-lui ici « regime: » si un autre "
        "organisme le sert.",
    ),
    en=(
        "No caisse serves the département {code}.",
        "Name it under “departments” of a caisse in caisses.yaml, or give it “regime:” here if another body serves it.",
    ),
)
UNKNOWN_REGIME = Kind(
    "unknown-regime",
    fr=("« {text} » n'est pas dans regimes.yaml.", "Écrivez l'un de : {known}."),
    en=("“{text}” is not in regimes.yaml.", "Write one of: {known}."),
)
UNKNOWN_LINE = Kind(
    "unknown-line",
    fr=("« {text} » n'est pas une ligne.", "Les lignes sont : {known}."),
    en=("“{text}” is not a line.", "The lines are: {known}."),
)
EMPTY_LIST = Kind(
    "empty-list",
    fr=("« {key} » est une liste vide.", "Écrivez par exemple « {key}: [{example}] »."),
    en=("“{key}” is an empty list.", "Write for example “{key}: [{example}]”."),
)
NO_DAYS = Kind(
    "no-days",
    fr=("« {entry} » ne dit pas quels jours.", "Ajoutez par exemple « days: 4 décembre 2026 »."),
    en=("“{entry}” doesn't say which days.", "Add for example “days: 4 décembre 2026”."),
)
BAD_DAYS = Kind(
    "bad-days",
    fr=("{why}", "Écrivez par exemple : {example}"),
    en=("{why}", "Write for example: {example}"),
)
FALSE_WEEKDAY = Kind(
    "bad-days",
    fr=("{why}", "Écrivez « {example} », ou « {other} » si c'est le jour de la semaine qui est juste."),
    en=("{why}", "Write “{example}”, or “{other}” if it is the weekday that is right."),
)
DAYS_TWICE = Kind(
    "days-twice",
    fr=("« {key} » et « days » disent tous deux les jours.", "Gardez « days » et effacez « {key} »."),
    en=("“{key}” and “days” both say the days.", "Keep “days” and delete “{key}”."),
)
NOT_EVEN = Kind(
    "not-even",
    fr=("« even » ne connaît pas « {text} ».", "Écrivez holidays (même férié), closures (même fermé), ou les deux."),
    en=("“even” doesn't know “{text}”.", "Write holidays (even then), closures (even when closed), or both."),
)
NOT_FORMAT = Kind(
    "not-format",
    fr=("« format: {text} » n'existe pas.", "Écrivez « format: 2 »."),
    en=("“format: {text}” doesn't exist.", "Write “format: 2”."),
)
NOT_FIRST_DAY = Kind(
    "not-first-day",
    fr=(
        "« {text} » n'est pas le premier jour de nouveaux horaires.",
        "Sous « then: », nommez chaque version par son premier jour : « 2027-01-04: ».",
    ),
    en=(
        "“{text}” is not the first day of new hours.",
        "Under “then:”, name each version by its first day: “2027-01-04:”.",
    ),
)
NOT_MINUTES = Kind(
    "not-minutes",
    fr=("« perhaps: {text} » n'est pas un nombre de minutes.", "Écrivez un nombre de 0 à {most} : perhaps: 60"),
    en=("“perhaps: {text}” is not a number of minutes.", "Write a number from 0 to {most}: perhaps: 60"),
)
SURELY = Kind(
    "surely",
    fr=(
        "Les horaires de « {entry} » ont une source : autour d'eux rien n'est incertain.",
        "Effacez « perhaps », qui ne va qu'avec « assumed: yes ».",
    ),
    en=(
        "The hours of “{entry}” have a source: nothing around them is uncertain.",
        "Delete “perhaps”, which goes with “assumed: yes” only.",
    ),
)
