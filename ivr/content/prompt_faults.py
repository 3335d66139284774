"""What can be wrong with prompts/, in words for those who write them."""

from ivr.findings import Kind

BRACE = Kind(
    "brace",
    fr=(
        "Une accolade n'entoure pas un nom simple : « {text} ».",
        "Écrivez {{nom}}, en minuscules, sans espace ; une accolade ne se dit pas.",
    ),
    en=(
        "A brace does not surround a plain name: “{text}”.",
        "Write {{name}}, in small letters, without blanks; a brace can't be spoken.",
    ),
)
MANNER = Kind(
    "unknown-manner",
    fr=("« :{manner} » n'est pas une manière de dire une valeur.", "Manières possibles : {known}."),
    en=("“:{manner}” is no manner of saying a value.", "Possible manners: {known}."),
)
NO_PLACEHOLDER = Kind(
    "no-placeholder",
    fr=("« {key} » ne peut rien contenir entre accolades.", "Écrivez les mots eux-mêmes à la place de {text}."),
    en=("“{key}” can hold nothing in braces.", "Write the words themselves instead of {text}."),
)
PHRASE_PLACEHOLDER = Kind(
    "phrase-placeholder",
    fr=(
        "La petite phrase « {key} » n'a pas les bonnes accolades : {found}.",
        "Elle doit avoir {needed} ; possibles : {known}.",
    ),
    en=("The phrase “{key}” has not the right braces: {found}.", "It must have {needed}; possible: {known}."),
)
CLOCK = Kind(
    "clock",
    fr=("« {text} » serait mal lu par la voix.", "Écrivez « {fr} » (en anglais « {en} »)."),
    en=("“{text}” would be misread by the voice.", "Write “{en}” (in French “{fr}”)."),
)
STRAY_QUOTE = Kind(
    "stray-quote",
    fr=(
        "Un guillemet est resté dans le texte : {text}",
        'Entourez le texte de guillemets droits ("..."), un à chaque bout, ou d\'aucun ; jamais de courbes (“ ”).',
    ),
    en=(
        "A quote was left in the text: {text}",
        'Put straight quotes around the text ("..."), one at each end, or none; never curly ones (“ ”).',
    ),
)
NO_SAY = Kind(
    "no-say",
    fr=("« {key} » n'a ni texte ni choix.", "Écrivez « say: ... », ou des choix."),
    en=("“{key}” has neither a text nor choices.", "Write “say: ...”, or choices."),
)
UNKNOWN_LANGUAGE = Kind(
    "unknown-language",
    fr=("« {text} » n'est pas une langue de la ligne.", "Langues possibles : {known}."),
    en=("“{text}” is no language of the line.", "Possible languages: {known}."),
)
BAD_LOCALE = Kind(
    "bad-locale",
    fr=("« {text} » n'est pas une langue et un pays connus.", "Écrivez par exemple « locale: {example} »."),
    en=("“{text}” is no known language and country.", "Write for example “locale: {example}”."),
)
BAD_VOICE = Kind(
    "bad-voice",
    fr=(
        "La voix « {text} » ne connaît pas les pauses courtes.",
        "Prenez une voix dont le nom commence par Polly. ou Google., comme Polly.Lea-Neural.",
    ),
    en=(
        "The voice “{text}” knows no short pauses.",
        "Take a voice whose name begins with Polly. or Google., such as Polly.Amy-Neural.",
    ),
)
SAME_WORD = Kind(
    "same-word",
    fr=(
        "« {word} » est écrit pour deux choix : « {first} » et « {second} ». Il ne serait jamais compris.",
        "Ne le laissez qu'à l'un des deux, ou complétez-le.",
    ),
    en=(
        "“{word}” stands for two choices: “{first}” and “{second}”. It would never be understood.",
        "Leave it to one of the two, or make it longer.",
    ),
)
EMPTY_WORD = Kind(
    "empty-word",
    fr=(
        "« {word} » ne contient aucune lettre ni aucun chiffre.",
        "Écrivez un mot que l'appelant peut dire, ou ôtez-le.",
    ),
    en=("“{word}” holds no letter and no digit.", "Write a word that a caller may say, or take it away."),
)
BAD_PHRASE = Kind(
    "bad-phrase",
    fr=(
        "« {word} » ne peut pas être cherché dans ce que dit l'appelant.",
        "De chaque côté d'un « / », écrivez un seul mot ; l'étoile vient après le début d'un mot : « rembours* ».",
    ),
    en=(
        "“{word}” can't be looked for in what callers say.",
        "Write one word on each side of a “/”; a star follows the beginning of a word: “reimburs*”.",
    ),
)
LACKS = Kind(
    "lacks",
    fr=("« {key} » existe dans {other}, mais pas ici.", "Ajoutez-le ici, ou ôtez-le de {other}."),
    en=("“{key}” exists in {other}, but not here.", "Add it here, or take it from {other}."),
)
LACKS_STEP = Kind(
    "lacks",
    fr=(
        "« {key} » existe dans {other}, mais pas ici, et la ligne le dit.",
        "Ajoutez « {key}: ... » ici, après « {before} », comme dans {other}.",
    ),
    en=(
        "“{key}” exists in {other}, but not here, and the line says it.",
        "Add “{key}: ...” here, after “{before}”, as in {other}.",
    ),
)
LACKS_PLACEHOLDER = Kind(
    "lacks-placeholder",
    fr=("À « {key} », il manque {text}.", "Remettez {text} dans la phrase, comme dans {other}."),
    en=("“{key}” lacks {text}.", "Put {text} back into the sentence, as in {other}."),
)
STRANGE_PLACEHOLDER = Kind(
    "strange-placeholder",
    fr=("Dans « {key} », {text} n'existe pas.", "Est-ce {meant} ?"),
    en=("In “{key}”, {text} doesn't exist.", "Did you mean {meant}?"),
)
LONG_TEXT = Kind(
    "long-text",
    fr=(
        "Avec la phrase « stop » qui le suit, ce SMS prend {septets} caractères sur 160.",
        "Raccourcissez-le : il doit partir en un seul message.",
    ),
    en=(
        "With the phrase `stop` that follows it, this text takes {septets} characters of 160.",
        "Shorten it: it must travel as one message.",
    ),
)
TEXT_LETTERS = Kind(
    "text-letters",
    fr=(
        "Des lettres n'existent pas dans un SMS simple : {letters}",
        "Remplacez-les : é è à ù passent, mais ê devient e, ç devient c, l'apostrophe ’ devient '.",
    ),
    en=(
        "Some letters don't exist in a plain text message: {letters}",
        "Replace them: é è à ù pass, but ê becomes e, ç becomes c, the apostrophe ’ becomes '.",
    ),
)
TEXT_SITE = Kind(
    "text-site",
    fr=("Le SMS mène à « {host} », qui n'est pas un site permis.", "Sites permis : {known}."),
    en=("The text leads to “{host}”, which is no allowed site.", "Allowed sites: {known}."),
)
TEXT_PERSONAL = Kind(
    "text-personal",
    fr=("Un SMS ne contient rien de personnel, ni accolades.", "Écrivez le même texte pour tous."),
    en=("A text holds nothing personal, and no braces.", "Write the same words for everybody."),
)
RECORDING_NAME = Kind(
    "recording-name",
    fr=(
        "Cet enregistrement n'a pas de prompt de ce nom.",
        "Donnez-lui le nom d'un prompt de {file} : nom.wav, ou ôtez-le.",
    ),
    en=(
        "This recording has no prompt of that name.",
        "Give it the name of a prompt of {file}: name.wav, or take it away.",
    ),
)
RECORDING_VARIES = Kind(
    "recording-varies",
    fr=(
        "Ce prompt ne peut pas être enregistré : il contient des accolades ou des choix, qui changent.",
        "Ôtez l'enregistrement, ou retirez les accolades du prompt.",
    ),
    en=(
        "This prompt can't be recorded: it holds braces or choices, which vary.",
        "Take the recording away, or the braces from the prompt.",
    ),
)
RECORDING_FORMAT = Kind(
    "recording-format",
    fr=("Ce fichier n'est pas un enregistrement WAV.", "Enregistrez-le en WAV, 8 kHz, mono."),
    en=("This file is no WAV recording.", "Save it as WAV, 8 kHz, mono."),
)
RECORDING_SOUND = Kind(
    "recording-format",
    fr=(
        "Cet enregistrement n'est pas au format du téléphone : {sound}.",
        "Convertissez-le en WAV, 8 kHz (8000 Hz), mono, PCM ou µ-law.",
    ),
    en=(
        "This recording is not in the telephone's format: {sound}.",
        "Convert it to WAV, 8 kHz (8000 Hz), mono, PCM or µ-law.",
    ),
)
RECORDING_EMPTY = Kind(
    "recording-format",
    fr=("Cet enregistrement ne contient aucun son.", "Enregistrez-le de nouveau, ou ôtez-le."),
    en=("This recording holds no sound.", "Record it again, or take it away."),
)
