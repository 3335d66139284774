"""Checks of how the service is reached: its public address, and its clock beside Twilio's."""

from collections.abc import Mapping
from dataclasses import fields

from ivr.doctor.facts import Facts, Twilio
from ivr.doctor.verdict import Verdict, check, found, mind, of_twilio, unasked, well, wrong
from ivr.findings import Kind, Place
from ivr.settings import Settings

FAR, OFF = 60, 5  # seconds between the clocks: texts are lost sight of, and worth knowing

# What answers at the public address, where it is not this line by that name.
UNREACHED: Mapping[str, Kind] = {
    "another address": Kind(
        "another-address",
        fr=(
            "la signature ne va pas : le service dit avoir été joint par {seen}, et s'appelle {configured}.",
            "Démarrez-le avec IVR_PUBLIC_URL={url}, ou donnez ici la sienne.",
        ),
        en=(
            "the signature doesn't fit: the service says that it was reached by {seen}, and goes by {configured}.",
            "Start it with IVR_PUBLIC_URL={url}, or give its own here.",
        ),
    ),
    "another account": Kind(
        "another-account",
        fr=("le service attend un autre compte.", "Donnez le même TWILIO_ACCOUNT_SID ici et au service."),
        en=("the service expects another account.", "Give the same TWILIO_ACCOUNT_SID here and to the service."),
    ),
    "refused": Kind(
        "refused",
        fr=(
            "{url} refuse la signature (403) : le service n'a pas ce jeton, ou un mandataire change l'adresse.",
            "Donnez le même TWILIO_AUTH_TOKEN ici et au service ; puis lisez son journal, à « refused ».",
        ),
        en=(
            "{url} refuses the signature (403): the service has another token, or a proxy changes the address.",
            "Give the same TWILIO_AUTH_TOKEN here and to the service; then read its log, at `refused`.",
        ),
    ),
    "redirected": Kind(
        "redirected",
        fr=(
            "{url} redirige ({status}) vers {seen} : les touches s'y perdent.",
            "Donnez l'adresse finale, en https, dans IVR_PUBLIC_URL.",
        ),
        en=(
            "{url} redirects ({status}) to {seen}, which loses keys.",
            "Give the final address, with https, in IVR_PUBLIC_URL.",
        ),
    ),
    "something else": Kind(
        "something-else",
        fr=(
            "autre chose que la ligne répond à {url} (HTTP {status}).",
            "Voyez que le tunnel mène au port du service (PORT), et que celui-ci tourne et est de cette version.",
        ),
        en=(
            "something else than the line answers at {url} (HTTP {status}).",
            "See that the tunnel leads to the service's port (PORT), and that it runs and is of this version.",
        ),
    ),
    "no answer": Kind(
        "no-answer",
        fr=(
            "rien ne répond à {url} ({why}).",
            "Voyez que le tunnel et le service tournent, et que l'adresse est la bonne.",
        ),
        en=(
            "nothing answers at {url} ({why}).",
            "See that the tunnel and the service run, and that it is the right address.",
        ),
    ),
}


@check("address", fr="Adresse publique", en="Public address")
def address(facts: Facts) -> Verdict:
    """Whether a request that is signed as Twilio signs comes through, by the address that Twilio uses."""
    if facts.reply is None:
        return unasked(fr="elle n'a pas été essayée.", en="it was not tried.")
    if facts.reply.kind == "ours":
        return _reachable(facts.settings)
    told = {field.name: getattr(facts.reply, field.name) for field in fields(facts.reply)}
    return found(UNREACHED[facts.reply.kind].at(Place("IVR_PUBLIC_URL"), url=facts.settings.public_url, **told))


def _reachable(settings: Settings) -> Verdict:
    if settings.on_loopback:
        return wrong(
            fr=(
                f"{settings.public_url} répond, mais seule cette machine l'atteint, et Twilio non.",
                "Ouvrez un tunnel (docs/sandbox.md) et donnez son adresse https dans IVR_PUBLIC_URL.",
            ),
            en=(
                f"{settings.public_url} answers, but this machine alone reaches it, and Twilio doesn't.",
                "Open a tunnel (docs/sandbox.md), and give its https address in IVR_PUBLIC_URL.",
            ),
        )
    if settings.public_url.startswith("http://"):
        return mind(
            fr=(
                f"{settings.public_url} répond, mais en clair.",
                "Servez-la en https : les touches y passent.",
            ),
            en=(
                f"{settings.public_url} answers, but unencrypted.",
                "Serve it by https: what is keyed in goes there.",
            ),
        )
    return well(
        fr=f"{settings.public_url} répond, et reconnaît la signature.",
        en=f"{settings.public_url} answers, and knows the signature.",
    )


@check("clock", fr="Horloge", en="Clock")
@of_twilio
def clock(_: Facts, twilio: Twilio) -> Verdict:
    """Whether this machine's clock tells Twilio's time."""
    if twilio.date is None:
        return unasked(fr="Twilio ne dit pas l'heure.", en="Twilio doesn't tell the time.")
    apart = round((twilio.asked_at - twilio.date).total_seconds())
    if abs(apart) < OFF:
        return well(fr="à l'heure de Twilio.", en="as Twilio's.")
    verdict = wrong if abs(apart) >= FAR else mind
    ahead = apart > 0
    return verdict(
        fr=(
            f"{'en avance' if ahead else 'en retard'} de {abs(apart)} s sur celle de Twilio : les horaires et le suivi "
            "des SMS en souffrent.",
            "Synchronisez-la : timedatectl set-ntp true",
        ),
        en=(
            f"{abs(apart)} s {'ahead of' if ahead else 'behind'} Twilio's: hours, and the following of texts, suffer.",
            "Synchronise it: timedatectl set-ntp true",
        ),
    )
