"""What can be wrong with a YAML file, in words for those who write it."""

from ivr.findings import Kind

NO_FOLDER = Kind(
    "no-folder",
    fr=("Le dossier {folder} n'existe pas, ou ne peut pas être lu.", "Remettez-le, ou corrigez IVR_CONTENT_DIR."),
    en=("The folder {folder} does not exist, or can't be read.", "Put it back, or mend IVR_CONTENT_DIR."),
)
NO_FILE = Kind(
    "no-file",
    fr=("Ce fichier ne peut pas être lu ({reason}).", "Remettez-le à sa place, ou rendez-le lisible."),
    en=("This file can't be read ({reason}).", "Put it back in its place, or make it readable."),
)
FILE_GONE = Kind(
    "no-file",
    fr=(
        "Le fichier {name} n'est pas dans {folder}.",
        "Remettez-le à cet endroit, sous ce nom ; si les fichiers sont ailleurs, corrigez IVR_CONTENT_DIR.",
    ),
    en=(
        "The file {name} is not in {folder}.",
        "Put it back there, under that name; if the files are elsewhere, mend IVR_CONTENT_DIR.",
    ),
)
FILE_RENAMED = Kind(
    "no-file",
    fr=("Le fichier {name} n'est pas dans {folder}, mais « {near} » y est.", "Renommez « {near} » en « {name} »."),
    en=("The file {name} is not in {folder}, but “{near}” is.", "Rename “{near}” to “{name}”."),
)
UNKNOWN_FILE = Kind(
    "unknown-file",
    fr=("Ce fichier n'est lu par personne.", "Renommez-le ou retirez-le ; les fichiers lus sont : {known}."),
    en=("Nobody reads this file.", "Rename it or take it away; the files read are: {known}."),
)
TOO_LARGE = Kind(
    "too-large",
    fr=("Ce fichier pèse {size} Kio.", "Il en faut moins de {largest} : vérifiez que c'est bien le bon fichier."),
    en=("This file weighs {size} KiB.", "It takes less than {largest}: check that it is the right file."),
)
NOT_UTF8 = Kind(
    "not-utf8",
    fr=("Un caractère n'est pas en UTF-8.", "Enregistrez le fichier avec l'encodage UTF-8."),
    en=("A character is not in UTF-8.", "Save the file with the UTF-8 encoding."),
)
NOT_WHOLE = Kind(
    "not-whole",
    fr=(
        "La dernière ligne n'est pas « ... » : le fichier n'est peut-être pas arrivé en entier.",
        "S'il est complet, terminez-le par une ligne de trois points.",
    ),
    en=(
        "The last line is not “...”: perhaps the file has not arrived whole.",
        "If it is complete, end it with a line of three dots.",
    ),
)
NOT_A_TABLE = Kind(
    "not-a-table",
    fr=("Le fichier ne contient pas de lignes « clé: valeur ».", "Écrivez-les comme dans l'exemple de FORMAT.md."),
    en=("The file holds no “key: value” lines.", "Write them as in the example of FORMAT.md."),
)
TWO_DOCUMENTS = Kind(
    "two-documents",
    fr=("Du texte suit la fin du fichier (« ... » ou « --- »).", "Écrivez-le au-dessus des trois points."),
    en=("Text follows the end of the file (“...” or “---”).", "Write it above the three dots."),
)
TAB = Kind(
    "tab",
    fr=("La ligne commence par une tabulation.", "Décalez-la avec des espaces, deux par niveau."),
    en=("The line starts with a tab.", "Indent it with spaces, two a level."),
)
CHARACTER = Kind(
    "character",
    fr=(
        "La ligne contient un caractère invisible ({name}).",
        "Effacez la ligne et retapez-la.",
    ),
    en=(
        "The line holds an invisible character ({name}).",
        "Delete the line and type it again.",
    ),
)
SIGN_FIRST = Kind(
    "sign-first",
    fr=("Un texte ne peut pas commencer par « {sign} ».", 'Mettez-le entre guillemets droits : clé: "{sign}...".'),
    en=("A text can't begin with “{sign}”.", 'Put it in straight quotes: key: "{sign}...".'),
)
BACKSLASH = Kind(
    "backslash",
    fr=(
        "Entre guillemets doubles, la barre oblique inverse (\\) annonce un signe.",
        "Effacez-la, ou écrivez-la deux fois.",
    ),
    en=("In double quotes, the backslash (\\) announces a sign.", "Delete it, or write it twice."),
)
TOO_DEEP = Kind(
    "too-deep",
    fr=("Les niveaux s'emboîtent plus de {deepest} fois.", "Vérifiez les décalages et les crochets de cette ligne."),
    en=("The levels are nested more than {deepest} times.", "Check this line's indentation and brackets."),
)
ALIAS = Kind(
    "alias",
    fr=(
        "« &{name} » ou « *{name} » est un renvoi de YAML, que nous n'acceptons pas.",
        "Recopiez la valeur, ou mettez-la entre guillemets si l'étoile fait partie du texte.",
    ),
    en=(
        "“&{name}” or “*{name}” is a reference of YAML, which we don't accept.",
        "Write the value out, or put it in quotes if the star belongs to the text.",
    ),
)
TAG = Kind(
    "tag",
    fr=("« {name} » est une étiquette de YAML, que nous n'acceptons pas.", "Effacez-la."),
    en=("“{name}” is a tag of YAML, which we don't accept.", "Delete it."),
)
TWICE = Kind(
    "twice",
    fr=("« {key} » est déjà écrit à la ligne {first}.", "Gardez-en un seul."),
    en=("“{key}” is already written on line {first}.", "Keep one of them."),
)
ENTRY_TWICE = Kind(
    "twice",
    fr=(
        "« {key} » est déjà écrit à la ligne {first}.",
        "Si ce sont deux entrées, donnez un autre nom à la seconde (« {key}-2: ») ; sinon, effacez-en une.",
    ),
    en=(
        "“{key}” is already written on line {first}.",
        "If they are two entries, give the second another name (“{key}-2:”); or else delete one of them.",
    ),
)
NOTHING = Kind(
    "nothing",
    fr=(
        "« {key} » n'a pas de valeur.",
        "Écrivez-la après le deux-points (« {key}: {{}} » pour une partie sans rien) ; entre accolades, un texte qui "
        "contient une virgule se met entre guillemets.",
    ),
    en=(
        "“{key}” has no value.",
        "Write it after the colon (“{key}: {{}}” for a section without entries); within braces, a text that holds a "
        "comma goes in quotes.",
    ),
)
EMPTY_ITEM = Kind(
    "empty-item",
    fr=("Un tiret n'est suivi de rien.", "Écrivez la valeur après le tiret, ou effacez la ligne."),
    en=("A hyphen is followed by nothing.", "Write the value after the hyphen, or delete the line."),
)
BAD_KEY = Kind(
    "bad-key",
    fr=("La clé est vide, ou n'est pas un mot.", "Écrivez « clé: valeur »."),
    en=("The key is empty, or is not a word.", "Write “key: value”."),
)
SYNTAX = Kind(
    "syntax",
    fr=(
        "La ligne ne se lit pas comme du YAML ({problem}).",
        "Vérifiez, ici et juste au-dessus, les décalages, les guillemets et les deux-points suivis d'une espace.",
    ),
    en=(
        "The line can't be read as YAML ({problem}).",
        "Check, here and just above, the indentation, the quotes and the colons followed by a space.",
    ),
)
COLON = Kind(
    "syntax",
    fr=(
        "Un deux-points suivi d'une espace, au milieu d'un texte, en ferait une seconde clé.",
        "Mettez le texte entre guillemets : « {quoted} ».",
    ),
    en=(
        "A colon followed by a space, within a text, would make a second key of it.",
        "Put the text in quotes: “{quoted}”.",
    ),
)
UNENDING = Kind(
    "open-quote",
    fr=(
        "Un guillemet s'ouvre ici, et le texte n'est pas refermé sur sa ligne.",
        "Ajoutez le guillemet qui manque à la fin du texte, ou effacez celui du début.",
    ),
    en=(
        "A quote opens here, and the text is not closed on its line.",
        "Add the quote that is missing at the end of the text, or delete the one at its start.",
    ),
)
EARLY_QUOTE = Kind(
    "early-quote",
    fr=(
        "Un guillemet ou une apostrophe referme le texte trop tôt.",
        'Mettez tout le texte entre guillemets droits, et des « » au milieu : clé: "le texte « ainsi »".',
    ),
    en=(
        "A quote or an apostrophe closes the text too early.",
        'Put the whole text in straight quotes, and curly ones within: key: "the text “like this”".',
    ),
)
LEFT_BRACES = Kind(
    "left-braces",
    fr=(
        "« {{}} » (rien) est resté, et des lignes suivent.",
        "Effacez « {{}} » : les lignes d'en dessous le remplacent.",
    ),
    en=("“{{}}” (nothing) was left here, and lines follow.", "Delete “{{}}”: the lines below take its place."),
)
BRACES_FIRST = Kind(
    "braces-first",
    fr=(
        "Un texte qui commence par une accolade ou un crochet n'est pas lu comme un texte.",
        'Mettez-le entre guillemets droits : clé: "{{nom}} et la suite".',
    ),
    en=(
        "A text that begins with a brace or a bracket is not read as a text.",
        'Put it in straight quotes: key: "{{name}} and the rest".',
    ),
)
OPEN_BRACKET = Kind(
    "open-bracket",
    fr=(
        "Le crochet ou l'accolade qui s'ouvre ici n'est pas refermé, ou il manque une virgule ou un guillemet.",
        "Écrivez par exemple « [un, deux] ».",
    ),
    en=(
        "The bracket or brace that opens here is not closed, or a comma or a quote is missing.",
        "Write for example “[one, two]”.",
    ),
)
INDENT = Kind(
    "indent",
    fr=(
        "Cette ligne n'est pas décalée comme celles qui l'entourent.",
        "Alignez-la sur les lignes du même niveau : deux espaces par niveau.",
    ),
    en=(
        "This line is not indented like those around it.",
        "Align it with the lines of its level: two spaces a level.",
    ),
)
NO_COLON = Kind(
    "no-colon",
    fr=("Après « {key} », il manque le deux-points.", "Écrivez « {key}: {rest} »."),
    en=("After “{key}” the colon is missing.", "Write “{key}: {rest}”."),
)
NO_SPACE = Kind(
    "no-space",
    fr=("Après « {key}: » il manque une espace.", "Écrivez « {key}: {rest} »."),
    en=("After “{key}:” a space is missing.", "Write “{key}: {rest}”."),
)
PASTED = Kind(
    "pasted",
    fr=(
        "Cette ligne semble copiée d'un tableur : ses cases sont séparées par des {signs}.",
        "Écrivez chaque case sur une ligne à elle : un nom, « reunion-4-decembre: », puis en dessous, décalées de deux "
        "espaces de plus, « where: 691 », « days: 4 décembre 2026 », « hours: après-midi » (sinon toute la journée), "
        "« fr: réunion du personnel » et « en: a staff meeting ».",
    ),
    en=(
        "This line looks copied from a spreadsheet: its cells have {signs} between them.",
        "Write each cell on a line of its own: a name, “reunion-4-decembre:”, then below it, indented by two more "
        "spaces, “where: 691”, “days: 4 décembre 2026”, “hours: après-midi” (else the whole day), "
        "“fr: réunion du personnel” and “en: a staff meeting”.",
    ),
)
