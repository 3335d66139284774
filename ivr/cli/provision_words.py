"""What `ivr provision` says, in both languages."""

from collections.abc import Mapping

from ivr.cli.language import chosen

SAID: Mapping[str, tuple[str, str]] = {
    "account": ("Compte « {name} »{trial}{region}.", "Account “{name}”{trial}{region}."),
    "trial": (", d'essai", ", a trial"),
    "region": (", région {region}", ", region {region}"),
    "numbers": ("Ses numéros :", "Its numbers:"),
    "here": ("mène ici", "leads here"),
    "nowhere": ("ne mène nulle part", "leads nowhere"),
    "elsewhere": ("mène à {address}", "leads to {address}"),
    "an application": ("mène à l'application {sid}", "leads to application {sid}"),
    "a trunk": ("mène au trunk {sid}", "leads to trunk {sid}"),
    "no voice": ("ne prend pas d'appels", "takes no calls"),
    "changes": ("{number} :", "{number}:"),
    "change": ("  {what} : {before} → {after}", "  {what}: {before} → {after}"),
    "nothing": ("(rien)", "(nothing)"),
    "unchanged": (
        "{number} est déjà comme il faut : rien à changer.",
        "{number} is as it should be: nothing to change.",
    ),
    "dry": ("Rien n'a été changé (--dry-run).", "Nothing was changed (--dry-run)."),
    "ask": ("Faire ces changements ? [o/N]", "Make these changes? [y/N]"),
    "not done": ("Rien n'a été changé.", "Nothing was changed."),
    "done": ("Fait. Pour revenir en arrière : ivr provision --undo", "Done. To put it back: ivr provision --undo"),
    "kept": ("  (ce qu'il y avait est gardé dans {file})", "  (what was there is kept in {file})"),
    "not all": (
        "Twilio n'a pas tout pris : ce qui manque est montré ci-dessus. Changez-le dans sa console.",
        "Twilio did not take it all: what is missing is shown above. Change it in its console.",
    ),
    "undone": ("Remis comme avant.", "Put back as it was."),
    "next": ("Ensuite : ivr doctor, puis appelez le {number}.", "Next: ivr doctor, then ring {number}."),
    "stands for": (
        "Il tient lieu du 3646. Pour une autre ligne : export IVR_NUMBER_MAYOTTE={number}, ou IVR_NUMBER_ABROAD.",
        "It stands for 3646. For another line: export IVR_NUMBER_MAYOTTE={number}, or IVR_NUMBER_ABROAD.",
    ),
    "route": (
        "Région {region} : les appels de ce numéro doivent y être traités. Dans la console de Twilio, Phone Numbers, "
        "le numéro, Routing ; ou par REST, avec un jeton de us1 : POST "
        "https://routes.twilio.com/v2/PhoneNumbers/{number}, VoiceRegion={region}. Cela prend jusqu'à 5 minutes.",
        "Region {region}: this number's calls must be processed there. In Twilio's console, Phone Numbers, the number, "
        "Routing; or by REST, with a token of us1: POST https://routes.twilio.com/v2/PhoneNumbers/{number}, "
        "VoiceRegion={region}. It takes up to 5 minutes.",
    ),
    "loopback": (
        "IVR_PUBLIC_URL est {url} : seule cette machine l'atteint, et Twilio non. Ouvrez un tunnel (docs/sandbox.md) "
        "et donnez son adresse https.",
        "IVR_PUBLIC_URL is {url}: this machine alone reaches it, and Twilio doesn't. Open a tunnel (docs/sandbox.md) "
        "and give its https address.",
    ),
    "no numbers": (
        "Ce compte n'a pas de numéro. Prenez-en un dans la console de Twilio (Phone Numbers, Buy a number), ou : "
        "ivr provision --buy US",
        "This account has no number. Take one in Twilio's console (Phone Numbers, Buy a number), or: "
        "ivr provision --buy US",
    ),
    "which": (
        "Plusieurs numéros prennent des appels : dites lequel, par exemple --number {number}",
        "Several numbers take calls: say which one, such as --number {number}",
    ),
    "no such number": (
        "Ce compte n'a pas le numéro {number}. Les siens sont montrés ci-dessus.",
        "This account has no number {number}. Its own are shown above.",
    ),
    "mute": (
        "Le numéro {number} ne prend pas d'appels (capability Voice). Prenez-en un autre.",
        "Number {number} takes no calls (capability Voice). Take another one.",
    ),
    "changed since": (
        "Attention : {number} a été changé par quelqu'un d'autre depuis ; ce changement-là sera perdu.",
        "Mind: somebody else has changed {number} since; that change will be lost.",
    ),
    "gone": (
        "{number} n'est plus dans ce compte : il est oublié.",
        "{number} is no longer in this account: forgotten.",
    ),
    "nothing to undo": ("Il n'y a rien à remettre ({file}).", "There is nothing to put back ({file})."),
    "none on sale": (
        "Twilio n'a pas de numéro local à vendre pour {country}. Essayez un autre pays (ISO 3166, comme US).",
        "Twilio has no local number on sale for {country}. Try another country (ISO 3166, such as US).",
    ),
    "no price": (
        "Twilio ne dit pas le prix d'un numéro local de {country} : rien n'est acheté ainsi.",
        "Twilio names no price for a local number of {country}: nothing is bought like this.",
    ),
    "price": (
        "{number} coûte {amount} {unit} par mois, renouvelés jusqu'à ce que vous rendiez le numéro.",
        "{number} costs {amount} {unit} a month, renewed until you give the number back.",
    ),
    "confirm": ("Pour l'acheter, écrivez ce prix ({amount})", "To buy it, write that price ({amount})"),
    "not that price": (
        "Rien n'a été acheté : le prix est {amount} {unit}, et non {said}.",
        "Nothing was bought: the price is {amount} {unit}, not {said}.",
    ),
    "bought": ("{number} est acheté, et mène ici.", "{number} is bought, and leads here."),
    "service there": (
        "SMS : le service « {name} » a l'expéditeur « {sender} ». export IVR_TEXT_SENDER={sid}",
        "Texts: service “{name}” has sender “{sender}”. export IVR_TEXT_SENDER={sid}",
    ),
    "service new": (
        "SMS : un service de messagerie « {name} » sera créé.",
        "Texts: a Messaging Service “{name}” will be made.",
    ),
    "sender new": (
        "SMS : l'expéditeur « {sender} » y sera ajouté.",
        "Texts: sender “{sender}” will be put into it.",
    ),
    "service goes": (
        "SMS : le service de messagerie {sid} sera retiré.",
        "Texts: Messaging Service {sid} will be removed.",
    ),
    "no sender": (
        "--texts met un expéditeur alphanumérique dans un service de messagerie : donnez-le dans IVR_TEXT_SENDER, et "
        "non {sender}.",
        "--texts puts an alphanumeric sender into a Messaging Service: give it in IVR_TEXT_SENDER, not {sender}.",
    ),
}


def say(key: str, **values: object) -> str:
    """A sentence in the language that was asked for."""
    return chosen(SAID[key]).format(**values)
