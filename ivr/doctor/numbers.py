"""Checks of the account and of its numbers: who we are to Twilio, and where a call goes."""

from collections.abc import Iterator

from ivr.carrier.account import Number
from ivr.carrier.webhooks import Webhooks, differences, leads_here, wanted
from ivr.doctor.facts import Facts, Twilio
from ivr.doctor.verdict import Verdict, check, found, mind, of_twilio, together, unasked, unread, well, wrong
from ivr.findings import Finding
from ivr.settings import Settings
from ivr.texts.pseudonyms import masked

TAIL = 2


@check("account", fr="Compte et jeton", en="Account and token")
def account(facts: Facts) -> Verdict:
    """Whether Twilio knows us, and what kind of account it is."""
    told = facts.twilio
    if told is None:
        return unasked(fr="rien n'a été demandé à Twilio.", en="nothing was asked of Twilio.")
    if isinstance(told, Finding):
        return found(told)
    if told.state.status != "active":
        return wrong(
            fr=(
                f"le compte est « {told.state.status} » : rien n'y marche.",
                "Voyez la console de Twilio, ou son support.",
            ),
            en=(
                f"the account is “{told.state.status}”: nothing works in it.",
                "See Twilio's console, or its support.",
            ),
        )
    if told.state.trial:
        return mind(
            fr=(
                "compte d'essai : seuls des numéros vérifiés appellent et sont appelés, 10 minutes au plus, aucun SMS "
                "ne part vers la France.",
                "Pour davantage, passez au compte payant dans la console de Twilio.",
            ),
            en=(
                "a trial account: only verified numbers call and are called, for 10 minutes at most; no text leaves "
                "for France.",
                "For more, upgrade the account in Twilio's console.",
            ),
        )
    return well(fr="reconnus ; compte payant.", en="known; a paid account.")


def ours(settings: Settings) -> tuple[str, ...]:
    """The numbers that the settings name."""
    return tuple(filter(None, (settings.number_national, settings.number_mayotte, settings.number_abroad)))


@check("webhooks", fr="Adresses des numéros", en="The numbers' addresses")
@of_twilio
def webhooks(facts: Facts, twilio: Twilio) -> Verdict:
    """Whether a call to each of our numbers comes here."""
    if isinstance(twilio.numbers, Finding):
        return unread(twilio.numbers)
    named, there = ours(facts.settings), {one.number: one for one in twilio.numbers}
    if named:
        return together([_of_named(number, there.get(number), facts.settings) for number in named])
    here = [one for one in twilio.numbers if leads_here(one.webhooks, facts.settings)]
    if not here:
        return _none_here(twilio.numbers, facts.settings)
    return together([_of_number(one, facts.settings) for one in here])


def _none_here(numbers: tuple[Number, ...], settings: Settings) -> Verdict:
    if not numbers:
        return wrong(
            fr=("le compte n'a pas de numéro.", "Prenez-en un : ivr provision --buy US, ou dans la console de Twilio."),
            en=("the account has no number.", "Take one: ivr provision --buy US, or in Twilio's console."),
        )
    lead = ", ".join(dict.fromkeys(_goes_to(one.webhooks) for one in numbers))
    return wrong(
        fr=(f"aucun numéro ne mène à {settings.public_url} ; ils mènent à : {lead}.", "Lancez : ivr provision"),
        en=(f"no number leads to {settings.public_url}; they lead to: {lead}.", "Run: ivr provision"),
    )


def _goes_to(found: Webhooks) -> str:
    return found.trunk_sid or found.voice_application_sid or found.voice_url.partition("#")[0] or "-"


def _of_named(number: str, there: Number | None, settings: Settings) -> Verdict:
    if there is None:
        shown = tail(number)
        return wrong(
            fr=(f"{shown} n'est pas un numéro de ce compte.", "Corrigez IVR_NUMBER_..., ou TWILIO_ACCOUNT_SID."),
            en=(f"{shown} is no number of this account.", "Mend IVR_NUMBER_..., or TWILIO_ACCOUNT_SID."),
        )
    return _of_number(there, settings)


def _of_number(number: Number, settings: Settings) -> Verdict:
    """One of our numbers: the first thing that is not as it should be."""
    return next(_slips(number, settings))


def _slips(number: Number, settings: Settings) -> Iterator[Verdict]:
    shown, present = tail(number.number), number.webhooks
    provision = f"ivr provision --number {number.sid}"
    if not number.voice:
        yield wrong(
            fr=(f"{shown} ne prend pas d'appels.", "Prenez un numéro qui en prend (capability Voice)."),
            en=(f"{shown} takes no calls.", "Take a number that does (capability Voice)."),
        )
    if not leads_here(present, settings):
        yield wrong(
            fr=(f"{shown} mène à {_goes_to(present)}, et non à {settings.public_url}/voice.", f"Lancez : {provision}"),
            en=(f"{shown} leads to {_goes_to(present)}, not to {settings.public_url}/voice.", f"Run: {provision}"),
        )
    if present.voice_method != "POST":
        yield wrong(
            fr=(
                f"{shown} : Twilio y demande par {present.voice_method}, et la ligne le refuse (403).",
                f"Lancez : {provision}",
            ),
            en=(
                f"{shown}: Twilio asks by {present.voice_method} there, which the line refuses (403).",
                f"Run: {provision}",
            ),
        )
    if left := differences(present, wanted(settings)):
        fields = ", ".join(change.field for change in left)
        yield mind(
            fr=(f"{shown} mène ici, mais sans tout ce qu'il faut ({fields}).", f"Lancez : {provision}"),
            en=(f"{shown} leads here, but without all that it needs ({fields}).", f"Run: {provision}"),
        )
    yield well(fr=f"{shown} mène ici.", en=f"{shown} leads here.")


@check("callers", fr="Numéros vérifiés", en="Verified numbers")
@of_twilio
def callers(facts: Facts, twilio: Twilio) -> Verdict:
    """On a trial: whether anybody can call, and advisers can be dialled."""
    if not twilio.state.trial:
        return well(fr="compte payant : tous peuvent appeler.", en="a paid account: everybody may call.")
    if isinstance(twilio.verified, Finding):
        return unread(twilio.verified)
    if not twilio.verified:
        return wrong(
            fr=("aucun : personne ne peut appeler.", "Vérifiez le vôtre : console de Twilio, Verified Caller IDs."),
            en=("none: nobody can call.", "Verify your own: Twilio's console, Verified Caller IDs."),
        )
    lacking = sorted(tail(one) for one in facts.advisers - set(twilio.verified))
    if lacking:
        return wrong(
            fr=(
                f"conseillers non vérifiés, qu'un essai ne peut pas appeler : {', '.join(lacking)}.",
                "Vérifiez-les de même, ou passez au compte payant.",
            ),
            en=(
                f"advisers not verified, whom a trial can't call: {', '.join(lacking)}.",
                "Verify them likewise, or upgrade the account.",
            ),
        )
    listed = ", ".join(tail(one) for one in twilio.verified)
    return well(fr=f"peuvent appeler : {listed}.", en=f"may call: {listed}.")


@check("calling", fr="Appel des conseillers", en="Calling advisers")
@of_twilio
def calling(facts: Facts, twilio: Twilio) -> Verdict:
    """Whether the account may call where the advisers are."""
    if facts.settings.workflow_sid:
        return well(fr="par une file de TaskRouter.", en="by a queue of TaskRouter's.")
    if not facts.advisers:
        return mind(
            fr=("aucun conseiller n'est nommé : personne n'est mis en relation.", "Donnez un numéro dans IVR_ADVISER."),
            en=("no adviser is named: nobody is connected.", "Give a number in IVR_ADVISER."),
        )
    if isinstance(twilio.calling, Finding):
        return unread(twilio.calling)
    barred = sorted(region for region, may in twilio.calling.items() if not may)
    if barred:
        return wrong(
            fr=(
                f"le compte n'a pas le droit d'appeler : {', '.join(barred)}.",
                "Autorisez-les : console de Twilio, Voice, Settings, Geo permissions.",
            ),
            en=(
                f"the account may not call: {', '.join(barred)}.",
                "Allow them: Twilio's console, Voice, Settings, Geo permissions.",
            ),
        )
    return well(
        fr=f"permis : {', '.join(sorted(twilio.calling))}.", en=f"allowed: {', '.join(sorted(twilio.calling))}."
    )


def tail(number: str) -> str:
    """A number by which its owner knows it, and nobody else."""
    return masked(number, number[-TAIL:])
