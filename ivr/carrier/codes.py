"""What Twilio's error codes mean for this line, and what to do: those that it can meet.

Source: https://www.twilio.com/docs/api/errors, a page a code. docs/sandbox.md shows the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.findings import Language
from ivr.hours.words import Words, words


@dataclass(frozen=True, slots=True)
class Code:
    """What it means, and what to do."""

    means: Words
    do: Words


def code(*, fr: tuple[str, str], en: tuple[str, str]) -> Code:
    """A code, each language's two sentences side by side."""
    return Code(words(fr=fr[0], en=en[0]), words(fr=fr[1], en=en[1]))


CODES: Mapping[int, Code] = {
    10002: code(
        fr=("un compte d'essai n'a pas cette fonction", "Passez au compte payant, ou restez dans ses limites"),
        en=("a trial account doesn't have this feature", "Upgrade the account, or stay within its limits"),
    ),
    10004: code(
        fr=("trop d'appels à la fois pour ce compte", "Faites approuver le profil d'entreprise du compte"),
        en=("too many calls at a time for this account", "Have the account's business profile approved"),
    ),
    11200: code(
        fr=(
            "le service a répondu par une erreur (souvent 403), ou pas du tout",
            "Lisez « Adresse publique » de « ivr doctor », puis le journal du service",
        ),
        en=(
            "the service answered with an error (403 mostly), or not at all",
            "Read “Public address” of `ivr doctor`, then the service's log",
        ),
    ),
    11205: code(
        fr=("Twilio n'a pas pu se connecter au service", "Vérifiez que le tunnel et le service tournent"),
        en=("Twilio could not connect to the service", "See that the tunnel and the service are running"),
    ),
    11210: code(
        fr=("le nom d'hôte de l'adresse n'existe pas", "L'adresse du tunnel a changé : relancez « ivr provision »"),
        en=("the address's host name doesn't exist", "The tunnel's address has changed: run `ivr provision` again"),
    ),
    11215: code(
        fr=("l'adresse redirige, et les touches s'y perdent", "Donnez l'adresse https finale dans IVR_PUBLIC_URL"),
        en=("the address redirects, which loses keys", "Give the final https address in IVR_PUBLIC_URL"),
    ),
    11220: code(
        fr=("le chiffrement n'a pas pu s'établir", "Servez un certificat public valable ; un tunnel en a un"),
        en=("no encrypted connection could be made", "Serve a valid public certificate; a tunnel has one"),
    ),
    11235: code(
        fr=("le certificat est d'un autre hôte", "Servez celui de l'hôte d'IVR_PUBLIC_URL"),
        en=("the certificate is another host's", "Serve that of IVR_PUBLIC_URL's host"),
    ),
    11236: code(
        fr=("le certificat est périmé", "Renouvelez-le"),
        en=("the certificate has expired", "Renew it"),
    ),
    11237: code(
        fr=("le certificat n'est pas reconnu", "Servez la chaîne entière d'une autorité publique"),
        en=("the certificate isn't trusted", "Serve the whole chain of a public authority"),
    ),
    11750: code(
        fr=("la réponse dépasse 64 ko", "C'est une page d'erreur du tunnel ou du mandataire : ouvrez l'adresse"),
        en=("the answer is over 64 kB", "It is an error page of the tunnel or the proxy: open the address"),
    ),
    11770: code(
        fr=("la réponse est vide", "Autre chose que la ligne répond à cette adresse : ouvrez-la"),
        en=("the answer is empty", "Something else than the line answers at that address: open it"),
    ),
    12100: code(
        fr=("la réponse n'est pas du XML", "Autre chose que la ligne répond (une page du tunnel ?) : ouvrez l'adresse"),
        en=("the answer is no XML", "Something else than the line answers (a tunnel's page?): open the address"),
    ),
    12200: code(
        fr=(
            "la réponse n'est pas du TwiML connu",
            "Un défaut de la ligne : rejouez l'appel par « ivr call »",
        ),
        en=("the answer is no known TwiML", "A fault of the line: play the call again by `ivr call`"),
    ),
    12300: code(
        fr=(
            "la réponse n'est pas annoncée comme du XML",
            "Autre chose que la ligne répond (une page d'accueil du tunnel ?) : ouvrez l'adresse",
        ),
        en=(
            "the answer isn't announced as XML",
            "Something else than the line answers (a tunnel's welcome page?): open the address",
        ),
    ),
    13214: code(
        fr=("l'identifiant d'appelant est refusé", "IVR_CALLER_ID doit être un numéro du compte, ou vérifié"),
        en=("the caller ID is refused", "IVR_CALLER_ID must be a number of the account, or a verified one"),
    ),
    13224: code(
        fr=(
            "le numéro du conseiller ne peut être joint",
            "Écrivez-le en entier, +33..., et essayez-le",
        ),
        en=("the adviser's number can't be reached", "Write it in full, +33..., and try it"),
    ),
    13227: code(
        fr=("le compte n'a pas le droit d'appeler cette région", "Autorisez-la : Voice, Geographic permissions"),
        en=("the account may not call that region", "Allow it: Voice, Geographic permissions"),
    ),
    13520: code(
        fr=("un texte à dire est vide ou illisible", "Un défaut de la ligne : « ivr check » puis « ivr call »"),
        en=("a text to say is empty or unreadable", "A fault of the line: `ivr check`, then `ivr call`"),
    ),
    13511: code(
        fr=("la voix n'existe pas", "« ivr check » nomme celles qui existent ; corrigez voice: dans prompts/"),
        en=("the voice doesn't exist", "`ivr check` names those that do; mend voice: in prompts/"),
    ),
    13805: code(
        fr=("un appel d'essai finit après 10 minutes", "Passez au compte payant"),
        en=("a trial's call ends after 10 minutes", "Upgrade the account"),
    ),
    20003: code(
        fr=("le compte et le jeton ne vont pas ensemble", "Recopiez les deux de la console de Twilio"),
        en=("account and token don't belong together", "Copy both again from Twilio's console"),
    ),
    20429: code(
        fr=("Twilio demande de ralentir", "Attendez un instant et recommencez ; rien n'a été fait"),
        en=("Twilio asks to slow down", "Wait a moment and try again; nothing was done"),
    ),
    21211: code(
        fr=("le numéro du destinataire n'est pas valable", "Rien : la ligne a dit l'adresse au lieu du SMS"),
        en=("the number to be texted isn't valid", "Nothing: the line told the address instead"),
    ),
    21212: code(
        fr=("l'expéditeur n'est pas valable", "Corrigez IVR_TEXT_SENDER"),
        en=("the sender isn't valid", "Mend IVR_TEXT_SENDER"),
    ),
    21408: code(
        fr=("le compte n'a pas le droit d'écrire à cette région", "Autorisez-la : Messaging, Geo permissions"),
        en=("the account may not text that region", "Allow it: Messaging, Geo permissions"),
    ),
    21606: code(
        fr=("cet expéditeur ne peut pas écrire à ce numéro", "Prenez un expéditeur alphanumérique du compte"),
        en=("this sender can't text that number", "Take an alphanumeric sender of the account"),
    ),
    21608: code(
        fr=(
            "compte d'essai : ce numéro n'y est pas vérifié",
            "Passez au compte payant : l'essai n'écrit pas en France",
        ),
        en=("trial account: that number isn't verified", "Upgrade the account: a trial can't text France"),
    ),
    21610: code(
        fr=("la personne a répondu STOP", "Rien : elle ne veut plus de SMS"),
        en=("the person answered STOP", "Nothing: they want no more texts"),
    ),
    21612: code(
        fr=("aucun chemin vers ce numéro avec cet expéditeur", "Prenez un expéditeur alphanumérique autorisé là-bas"),
        en=("no way to that number from this sender", "Take an alphanumeric sender that is allowed there"),
    ),
    21614: code(
        fr=("ce numéro n'est pas un mobile", "Rien : la ligne dit l'adresse"),
        en=("that number is no mobile", "Nothing: the line tells the address"),
    ),
    21631: code(
        fr=("ce numéro demande une adresse postale", "Déposez-la dans la console de Twilio, puis achetez-y le numéro"),
        en=("this number requires an address", "Enter one in Twilio's console, and buy the number there"),
    ),
    21649: code(
        fr=(
            "ce numéro demande un dossier réglementaire approuvé",
            "Déposez-le (Regulatory Bundle) chez Twilio",
        ),
        en=("this number requires an approved regulatory bundle", "Submit the Regulatory Bundle to Twilio"),
    ),
    30003: code(
        fr=("le téléphone est éteint ou hors de portée", "Rien : Twilio a essayé"),
        en=("the telephone is off or out of reach", "Nothing: Twilio has tried"),
    ),
    30004: code(
        fr=("le message est bloqué", "Demandez à Twilio si l'expéditeur est enregistré"),
        en=("the message is blocked", "Ask Twilio whether the sender is registered"),
    ),
    30005: code(
        fr=("l'opérateur ne connaît pas ce numéro", "Rien : il n'est plus en service"),
        en=("the operator doesn't know that number", "Nothing: it is no longer in service"),
    ),
    30006: code(
        fr=("ligne fixe, ou opérateur injoignable", "Rien, si c'est rare ; sinon essayez un autre expéditeur"),
        en=("a landline, or an operator out of reach", "Nothing while it is rare; else try another sender"),
    ),
    30007: code(
        fr=("filtré par l'opérateur", "Demandez à Twilio si l'expéditeur est enregistré"),
        en=("filtered by the operator", "Ask Twilio whether the sender is registered"),
    ),
    70051: code(
        fr=("la clé d'API n'a pas ce droit", "Prenez une clé d'API « Main » ou « Standard », ou le jeton du compte"),
        en=("the API key may not do this", "Take a Main or Standard API key, or the account's token"),
    ),
}


def page_of(number: int) -> str:
    """Where Twilio explains a code."""
    return f"https://www.twilio.com/docs/api/errors/{number}"


def as_markdown(language: Language) -> str:
    """The table of docs/sandbox.md: every code, what it means, and what to do."""
    heads = {"fr": ("Code", "Ce que c'est", "Que faire"), "en": ("Code", "What it is", "What to do")}[language]
    rows = [
        (f"[{number}]({page_of(number)})", told.means[language], told.do[language])
        for number, told in sorted(CODES.items())
    ]
    lines = (f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows))
    return "\n".join(lines)
