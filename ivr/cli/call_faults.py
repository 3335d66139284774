"""What goes wrong when `ivr call` rings a service elsewhere, in a sentence that names the cause."""

from collections.abc import Mapping

from ivr.cli.language import spoken
from ivr.hours.words import Words, words
from ivr.phone.transports import TOO_SLOW
from ivr.release import release

NO_REHEARSALS = words(
    fr="ce service n'admet pas de répétition (IVR_REHEARSAL=1 les permet) ; rien n'a été composé.",
    en="this service allows no rehearsals (IVR_REHEARSAL=1 does); nothing was dialled.",
)
NOT_THE_LINE = words(
    fr="autre chose que la ligne répond à cette adresse : voyez que le tunnel mène au port du service (PORT).",
    en="something else than the line answers at that address: see that the tunnel leads to the service's port (PORT).",
)
SERVICE_DOWN = words(
    fr="le tunnel ou le mandataire répond, et le service non : voyez que « ivr run » tourne, et à quel port.",
    en="the tunnel or the proxy answers, and the service doesn't: see that `ivr run` runs, and at which port.",
)
REDIRECTS = words(
    fr="cette adresse redirige, et les touches s'y perdraient : donnez la finale, avec https.",
    en="that address redirects, which would lose keys: give the final one, with https.",
)
# What goes wrong most often, as the service or the network says it -> what to do. The first that is said counts.
ADVICE: Mapping[str, Words] = {
    "Signed for another account": words(
        fr="le service attend un autre compte : donnez le sien dans TWILIO_ACCOUNT_SID.",
        en="the service expects another account: give its own in TWILIO_ACCOUNT_SID.",
    ),
    "Signed for another address": words(
        fr="le service porte une autre adresse : --url doit être son IVR_PUBLIC_URL.",
        en="the service goes by another address: --url must be its IVR_PUBLIC_URL.",
    ),
    "This token can only rehearse": words(
        fr="ce jeton ne peut que répéter : ajoutez --at.", en="this token can only rehearse: add --at."
    ),
    "No rehearsals here": NO_REHEARSALS,
    "/rehearsal: answered 404": words(
        fr="ce qui répond là ne connaît pas les répétitions : une version plus ancienne, ou autre chose que la ligne ; "
        "rien n'a été composé.",
        en="what answers there knows no rehearsals: an older release, or something else than the line; nothing was "
        "dialled.",
    ),
    "answered 403": words(
        fr="le service refuse la signature : ce jeton n'est pas le sien, ou --url n'est pas son IVR_PUBLIC_URL.",
        en="the service refuses the signature: the token is not its own, or --url is not its IVR_PUBLIC_URL.",
    ),
    "answered 30": REDIRECTS,
    "answered 502": SERVICE_DOWN,
    "answered 503": SERVICE_DOWN,
    "answered 504": SERVICE_DOWN,
    "answered 40": NOT_THE_LINE,
    "content type": NOT_THE_LINE,
    "CERTIFICATE_VERIFY_FAILED": words(
        fr="son certificat n'est pas reconnu : Twilio ne l'appellerait pas non plus. Un tunnel en a un valable.",
        en="its certificate isn't trusted: Twilio wouldn't call it either. A tunnel has a valid one.",
    ),
    TOO_SLOW: words(
        fr="il n'a pas répondu en entier dans les 15 secondes que Twilio attend au plus ; l'appelant aurait entendu "
        "une panne. Voyez son journal, et sa machine.",
        en="it gave no whole answer within the 15 seconds that Twilio waits at most; the caller would have heard a "
        "failure. See its log, and its machine.",
    ),
    "nothing answers": words(
        fr="rien ne répond à cette adresse : « ivr run » sert la ligne sur cette machine.",
        en="nothing answers at that address: `ivr run` serves the line on this machine.",
    ),
}


def explained(fault: str, url: str) -> str:
    """What to do about what goes wrong most often; of the rest, what Twilio would have said of it."""
    for sign, advice in ADVICE.items():
        if url and sign in fault:
            return spoken(fr=f"{url} : {advice['fr']}", en=f"{url}: {advice['en']}")
    return spoken(
        fr=f"Twilio n'aurait pas joué cette réponse. {fault}", en=f"Twilio would not have played this. {fault}"
    )


def versions_apart(theirs: str | None) -> str:
    """That the service is of another release than this command, "" where it isn't, or was not asked (None)."""
    ours = release()
    if theirs is None or theirs == ours:
        return ""
    return spoken(
        fr=f"Attention : ce service est de la version {theirs or '0.2 ou avant'}, cette commande de la {ours} ; ce "
        "qu'on entend peut différer.",
        en=f"Mind: this service is of version {theirs or '0.2 or before'}, this command of {ours}; what is heard may "
        "differ.",
    )
