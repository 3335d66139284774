"""What can be wrong with a setting, in words for those who set it. A value is never told: it may be a secret."""

from ivr.findings import Kind, Place

NO_TOKEN = Kind(
    "no-token",
    fr=(
        "Il manque. Sans lui n'importe qui passerait pour Twilio : la ligne ne démarre pas.",
        "Copiez-le de la console de Twilio ; pour un essai sur cette machine, « ivr run » et « ivr call » en inventent "
        "un.",
    ),
    en=(
        "It is not set. Without it anybody could pass for Twilio, so the line does not start.",
        "Copy it from Twilio's console. For a trial on this machine, `ivr run` and `ivr call` make one up.",
    ),
).at(Place("TWILIO_AUTH_TOKEN"))
NO_TOKEN_FOR_OTHERS = Kind(
    "no-token",
    fr=(
        "Il manque, et IVR_PUBLIC_URL est une adresse que d'autres atteignent : un jeton n'est inventé que pour cette "
        "machine.",
        "Donnez le vrai, ou ôtez IVR_PUBLIC_URL.",
    ),
    en=(
        "It is not set, and IVR_PUBLIC_URL is an address that others reach: a token is made up for this machine alone.",
        "Set the real one, or leave IVR_PUBLIC_URL out.",
    ),
).at(Place("TWILIO_AUTH_TOKEN"))
NO_SECRET_KEY = Kind(
    "no-secret-key",
    fr=(
        "Elle manque, et d'autres atteignent la console : ses sessions et sa piste d'audit en dépendent.",
        "Donnez une longue valeur au hasard, la même à tous les processus, et gardez-la.",
    ),
    en=(
        "It is not set, and others reach the console: its sessions and its audit trail rest on it.",
        "Give it a long random value, the same for every process, and keep it.",
    ),
).at(Place("IVR_SECRET_KEY"))
NO_KEY_FILE = Kind(
    "no-key-file",
    fr=(
        "La clé de la console ne peut y être ni lue ni gardée ({why}).",
        "Donnez un dossier qui est à vous, ou une clé dans IVR_SECRET_KEY.",
    ),
    en=(
        "The console's key can neither be read nor kept there ({why}).",
        "Give a folder that is yours, or a key in IVR_SECRET_KEY.",
    ),
)
PORT_TAKEN = Kind(
    "port-taken",
    fr=("Le port {port} est pris, ou interdit.", "Prenez-en un autre : PORT={other} ivr run"),
    en=("Port {port} is taken, or forbidden.", "Take another one: PORT={other} ivr run"),
)
NOT_PLAIN = Kind(
    "not-a-plain-address",
    fr=(
        "Ce n'est pas une adresse nue.",
        "Écrivez https:// et l'hôte seulement, comme https://ligne.example ou http://127.0.0.1:5000.",
    ),
    en=(
        "This is no plain address.",
        "Write scheme and host only, such as https://line.example or http://127.0.0.1:5000.",
    ),
)
NOT_TELEPHONE = Kind(
    "not-a-telephone",
    fr=("Ce n'est pas un numéro de téléphone complet.", "Écrivez le numéro entier : +33199001234."),
    en=("This is no complete telephone number.", "Write the number in full, such as +33199001234."),
)
NOT_SECONDS = Kind(
    "not-seconds",
    fr=("Twilio ne sonne ni plus ni moins longtemps.", "Écrivez de 5 à 600 secondes."),
    en=("Twilio dials for no longer and no shorter.", "Write from 5 to 600 seconds."),
)
NOT_MINUTES = Kind(
    "not-minutes",
    fr=("Twilio ne tient pas un appel plus d'un jour, et une réponse prend plus.", "Écrivez de 5 à 1440 minutes."),
    en=("Twilio holds no call for more than a day, and an answer takes longer.", "Write from 5 to 1440 minutes."),
)
NOT_CALLS = Kind(
    "not-calls",
    fr=("On ne compte pas moins que rien.", "Écrivez un nombre d'appels, ou 0 pour ne pas limiter."),
    en=("There is no less than none.", "Write a number of calls, or 0 for no limit."),
)
NOT_PERCENT = Kind(
    "not-percent",
    fr=("C'est une part de cent.", "Écrivez de 1 à 100."),
    en=("This is a share of a hundred.", "Write from 1 to 100."),
)
NOT_NETWORKS = Kind(
    "not-networks",
    fr=("Ce ne sont pas des adresses de réseau.", "Écrivez 10.1.2.3 ou 10.1.0.0/16, avec un blanc entre deux."),
    en=("These are no network addresses.", "Write 10.1.2.3 or 10.1.0.0/16, with a blank between two."),
)
NOT_TEXTED = Kind(
    "not-regions",
    fr=("Ce ne sont pas des codes de pays.", "Écrivez FR GP MQ, avec un blanc entre deux."),
    en=("These are no codes of countries.", "Write FR GP MQ, with a blank between two."),
)
ONE_FOR_TWO = Kind(
    "one-number-for-two-lines",
    fr=("C'est le numéro d'une autre ligne : l'une des deux ne serait jamais jouée.", "Donnez-lui le sien, ou rien."),
    en=("This is another line's number: one of the two would never be played.", "Give it its own, or none."),
)
NO_SETTING = Kind(
    "no-setting",
    fr=("Ce réglage n'existe pas : il ne change rien.", "Écrivez {near} ; « ivr settings » les montre tous."),
    en=("There is no such setting: it changes nothing.", "Write {near}; `ivr settings` shows all of them."),
    severity="warning",
)
NOT_TURNS = Kind(
    "not-turns",
    fr=("Une personne patiente y serait coupée, ou un robot jamais.", "Écrivez de 50 à 450 réponses."),
    en=("A patient person would be cut off there, or a robot never.", "Write from 50 to 450 answers."),
)
NOT_QUIET = Kind(
    "not-quiet-hours",
    fr=("Ce ne sont pas deux heures.", "Écrivez 22:00-08:00, ou rien."),
    en=("These are no two times.", "Write 22:00-08:00, or nothing."),
)
NOT_A_SPAN = Kind(
    "not-a-span",
    fr=("C'est trop, ou trop peu.", "Écrivez un nombre de 1 à {most}."),
    en=("This is too much, or too little.", "Write a number from 1 to {most}."),
)
NOT_SID = Kind(
    "not-a-sid",
    fr=("Ce n'est pas un identifiant de Twilio.", "Copiez-le en entier de sa console ; il commence par {start}."),
    en=("This is no identifier of Twilio's.", "Copy it whole from Twilio's console; it begins with {start}."),
)
NOT_REGION = Kind(
    "not-a-region",
    fr=("Twilio n'a pas de telle région.", "Écrivez ie1 (Irlande), au1, us1, ou rien pour us1."),
    en=("Twilio has no such region.", "Write ie1 (Ireland), au1, us1, or nothing for us1."),
)
NOT_ISSUER = Kind(
    "not-an-issuer",
    fr=("Ce n'est pas l'adresse d'un fournisseur.", "Copiez-la de sa documentation ; elle commence par https://."),
    en=("This is no provider's address.", "Copy it from its documentation; it begins with https://."),
)
NOT_ITS_OWN = Kind(
    "not-its-own",
    fr=("C'est le jeton du compte : qui répète pourrait tout.", "Inventez-en un autre, long et au hasard."),
    en=("This is the account's token: testers could do anything.", "Make another one up, long and random."),
)
NOT_A_HOOK = Kind(
    "not-a-hook",
    fr=("Les avis ne partent que vers une adresse sûre.", "Écrivez https://hôte/chemin, sans nom ni mot de passe."),
    en=("Notices only leave for a safe address.", "Write https://host/path, without user or password."),
)
NO_NOTIFY_SECRET = Kind(
    "no-notify-secret",
    fr=("Il manque, et IVR_NOTIFY_URL est donné.", "Inventez-en une, longue et au hasard, et dites-la à qui reçoit."),
    en=("It is not set, and IVR_NOTIFY_URL is.", "Make one up, long and random, and tell it to whoever receives."),
)
NOT_EMAIL = Kind(
    "not-an-email",
    fr=("Ce n'est pas une adresse de courriel.", "Écrivez equipe@caisse.example, plusieurs avec des virgules."),
    en=("This is no e-mail address.", "Write team@caisse.example; several with commas between them."),
)
NOT_SMTP = Kind(
    "not-a-mail-server",
    fr=(
        "Il faut un serveur de courriel à IVR_NOTIFY_EMAIL.",
        "Écrivez smtps://nom:mot-de-passe@hôte, ou smtp://hôte:25 (@ du mot de passe : %40).",
    ),
    en=(
        "IVR_NOTIFY_EMAIL needs a mail server.",
        "Write smtps://user:password@host, or smtp://host:25 (an @ of the password: %40).",
    ),
)
NOT_SENDER = Kind(
    "not-a-sender",
    fr=(
        "Twilio refuserait cet expéditeur.",
        "Écrivez 11 lettres, chiffres ou espaces au plus, sans accent, et une lettre au moins.",
    ),
    en=(
        "Twilio would refuse this sender.",
        "Write at most 11 letters, digits or spaces, unaccented, and one letter at least.",
    ),
).at(Place("IVR_TEXT_SENDER"))
NOT_A_SWITCH = Kind(
    "not-a-switch",
    fr=("Ce réglage est allumé ou éteint.", "Écrivez 1 ou 0."),
    en=("This setting is on or off.", "Write 1 or 0."),
)
NOT_A_PORT = Kind(
    "not-a-port",
    fr=("Il n'y a pas de tel port.", "Écrivez un nombre de 1 à 65535, comme 5000."),
    en=("There is no such port.", "Write a number from 1 to 65535, like 5000."),
)
NOT_A_NUMBER = Kind(
    "not-a-number",
    fr=("Ce réglage est un nombre.", "Écrivez un nombre entier."),
    en=("This setting is a number.", "Write a whole number."),
)
NOT_UTF8 = Kind(
    "not-utf8",
    fr=("Ce réglage a des octets qui ne sont pas de l'UTF-8.", "Recopiez-le, ou écrivez son fichier en UTF-8."),
    en=("This setting has bytes that are not UTF-8.", "Copy it anew, or write its file in UTF-8."),
)
NOT_A_FORMAT = Kind(
    "not-a-format",
    fr=("Ce format n'existe pas.", "Écrivez json ou text."),
    en=("There is no such format.", "Write json or text."),
)
