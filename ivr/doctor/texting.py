"""Checks of texts: who sends them, whether Twilio lets them go, and whether they arrive."""

from datetime import timedelta

from ivr.doctor.facts import Facts, Twilio
from ivr.doctor.numbers import tail
from ivr.doctor.verdict import Verdict, check, mind, of_twilio, unasked, unread, well, wrong
from ivr.findings import Finding
from ivr.health import LATE_SECONDS
from ivr.setting_faults import NOT_SENDER
from ivr.texts.twilio_sender import MESSAGING_SERVICE
from ivr.wording.gsm7 import is_sender

SILENT = timedelta(minutes=2)  # a worker is seen every few seconds
FRENCH_MOBILE = ("+336", "+337")
HARDLY = 10  # of so many texts or more, half of which did not arrive, something is amiss


@check("worker", fr="Envoi des SMS", en="Sending of texts")
def worker(facts: Facts) -> Verdict:
    """Whether somebody sends them."""
    if isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    seen = facts.database.seen_at
    if seen is None or facts.now - seen > SILENT:
        since = f" ({seen:%Y-%m-%d %H:%M} UTC)" if seen else ""
        return wrong(
            fr=(f"aucun worker ne tourne{since} : les SMS attendent.", "Lancez « ivr worker », ou « ivr run »."),
            en=(f"no worker runs{since}: texts wait.", "Run `ivr worker`, or `ivr run`."),
        )
    return well(fr="un worker tourne.", en="a worker runs.")


@check("shared-sender", fr="Un expéditeur à soi", en="A sender of its own")
@of_twilio
def shared_sender(facts: Facts, twilio: Twilio) -> Verdict:
    """Whether somebody else texts in the same name: a doubt might take their message for ours."""
    if isinstance(twilio.sent, Finding):
        return unread(twilio.sent)
    if facts.strangers is None or isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    others = facts.strangers - facts.database.texts.get("unknown", 0) - facts.database.texts.get("sending", 0)
    if others <= 0:
        return well(fr="personne d'autre n'écrit en ce nom.", en="nobody else texts in this name.")
    return mind(
        fr=(
            f"{others} SMS des dernières heures, en ce nom, ne sont pas de cette base : autre ligne, ou restauration.",
            "Donnez à chaque ligne du compte son expéditeur (IVR_TEXT_SENDER).",
        ),
        en=(
            f"{others} texts of the last hours in this name are not of this database: another line, or a restore.",
            "Give each line of the account a sender of its own (IVR_TEXT_SENDER).",
        ),
    )


@check("away", fr="Envois suspendus", en="Sending given up on")
def away(facts: Facts) -> Verdict:
    """Whether workers have stopped trying, because Twilio does not answer."""
    if isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    gate = facts.database.shut.get("sending")
    if not gate:
        return well(fr="non : Twilio répond aux workers.", en="no: Twilio answers the workers.")
    return wrong(
        fr=(
            f"depuis {gate.since:%H:%M} UTC Twilio ne prend plus rien ({gate.reason}) ; un SMS essaie pour tous.",
            "Rien à faire d'ici : voyez https://status.twilio.com, et le réseau de cette machine.",
        ),
        en=(
            f"since {gate.since:%H:%M} UTC Twilio takes nothing ({gate.reason}); one text tries for all.",
            "Nothing to do here: see https://status.twilio.com, and this machine's network.",
        ),
    )


@check("doubts", fr="SMS d'issue inconnue", en="Texts whose outcome is unknown")
def doubts(facts: Facts) -> Verdict:
    """Whether Twilio's list can be read, by which they are settled."""
    if isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    unknown, gate = facts.database.texts.get("unknown", 0), facts.database.shut.get("looking")
    if not gate:
        return well(fr=f"{unknown}, que la liste de Twilio réglera.", en=f"{unknown}, which Twilio's list will settle.")
    return wrong(
        fr=(
            f"{unknown}, et la liste de Twilio est illisible depuis {gate.since:%H:%M} UTC ({gate.reason}).",
            "La clé TWILIO_API_KEY a-t-elle le droit de lire les messages ? Rien n'est perdu : ils attendent.",
        ),
        en=(
            f"{unknown}, and Twilio's list has been unreadable since {gate.since:%H:%M} UTC ({gate.reason}).",
            "May the key TWILIO_API_KEY read messages? Nothing is lost: they wait.",
        ),
    )


@check("outbox", fr="SMS en attente", en="Texts that wait")
def outbox(facts: Facts) -> Verdict:
    """Whether any has waited too long, or waits for a person."""
    if isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    if since := facts.database.waiting_since:
        minutes = round((facts.now - since).total_seconds() / 60)
        if minutes * 60 >= LATE_SECONDS:
            return wrong(
                fr=(f"le plus ancien attend depuis {minutes} minutes.", "« ivr texts list » dit lequel, et pourquoi."),
                en=(f"the oldest has waited for {minutes} minutes.", "`ivr texts list` tells which, and why."),
            )
    if review := facts.database.texts.get("review", 0):
        return mind(
            fr=(f"{review} attend(ent) une décision.", "« ivr texts resolve » la prend."),
            en=(f"{review} wait(s) for a person to decide.", "`ivr texts resolve` does."),
        )
    return well(fr="aucun n'attend trop.", en="none waits too long.")


@check("receipts", fr="Accusés de réception", en="Receipts")
def receipts(facts: Facts) -> Verdict:
    """What became of the texts of the last day."""
    if isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    of = facts.database.texts
    arrived, lost, open_ = of.get("delivered", 0), of.get("undelivered", 0) + of.get("failed", 0), of.get("sent", 0)
    told = well(
        fr=f"en 24 heures : {arrived} reçus, {lost} non reçus, {open_} sans accusé.",
        en=f"in 24 hours: {arrived} delivered, {lost} not delivered, {open_} without a receipt.",
    )
    if open_ >= HARDLY and not arrived and not lost:
        return wrong(
            fr=(told.fr[0], "Aucun accusé ne revient : Twilio atteint-il IVR_PUBLIC_URL/texts/status ?"),
            en=(told.en[0], "No receipt comes back: does Twilio reach IVR_PUBLIC_URL/texts/status?"),
        )
    if lost >= HARDLY and lost >= arrived:
        return wrong(
            fr=(told.fr[0], "« ivr texts list --state undelivered » dit pourquoi."),
            en=(told.en[0], "`ivr texts list --state undelivered` tells why."),
        )
    return told


@check("sender", fr="Expéditeur des SMS", en="Sender of texts")
@of_twilio
def sender(facts: Facts, twilio: Twilio) -> Verdict:
    """Whether France takes texts from it, and the account has it."""
    name = facts.settings.text_sender
    if name.startswith(FRENCH_MOBILE):
        return wrong(
            fr=(
                "un mobile français ne peut pas écrire pour un service : les opérateurs bloquent.",
                'Prenez un expéditeur alphanumérique : IVR_TEXT_SENDER="ameli test"',
            ),
            en=(
                "a French mobile may not text for a service: operators block it.",
                'Take an alphanumeric sender: IVR_TEXT_SENDER="ameli test"',
            ),
        )
    if twilio.state.trial:
        return mind(
            fr=("un compte d'essai n'écrit qu'à des numéros vérifiés des États-Unis.", "Passez au compte payant."),
            en=("a trial account texts verified US numbers alone.", "Upgrade the account."),
        )
    if name.startswith(MESSAGING_SERVICE) and not is_sender(name):
        return _of_service(twilio)
    if name.startswith("+"):
        return _of_number(name, twilio)
    if not is_sender(name):
        return wrong(fr=NOT_SENDER.fr, en=NOT_SENDER.en)
    return well(
        fr=f"« {name} », alphanumérique : la France l'accepte. Twilio dit s'il doit être enregistré.",
        en=f"“{name}”, alphanumeric: France takes it. Twilio tells whether it must be registered.",
    )


def _of_service(twilio: Twilio) -> Verdict:
    if isinstance(twilio.service, Finding):
        return wrong(
            fr=("le compte n'a pas ce service de messagerie.", "Corrigez IVR_TEXT_SENDER, ou : ivr provision --texts"),
            en=("the account has no such Messaging Service.", "Mend IVR_TEXT_SENDER, or: ivr provision --texts"),
        )
    senders = twilio.service.senders if twilio.service else ()
    if not senders:
        return mind(
            fr=(
                "le service de messagerie n'a pas d'expéditeur alphanumérique : la France le demande.",
                "Ajoutez-en un : ivr provision --texts",
            ),
            en=(
                "the Messaging Service has no alphanumeric sender, which France wants.",
                "Add one: ivr provision --texts",
            ),
        )
    listed = ", ".join(senders)
    return well(fr=f"service de messagerie, par {listed}.", en=f"a Messaging Service, by {listed}.")


def _of_number(number: str, twilio: Twilio) -> Verdict:
    if isinstance(twilio.numbers, Finding):
        return unread(twilio.numbers)
    if number not in {one.number for one in twilio.numbers}:
        return wrong(
            fr=(f"{tail(number)} n'est pas un numéro de ce compte.", "Corrigez IVR_TEXT_SENDER."),
            en=(f"{tail(number)} is no number of this account.", "Mend IVR_TEXT_SENDER."),
        )
    return mind(
        fr=("un numéro : les opérateurs français peuvent le refuser.", "Un expéditeur alphanumérique est plus sûr."),
        en=("a number: French operators may refuse it.", "An alphanumeric sender is safer."),
    )


@check("texting", fr="Régions des SMS", en="Regions of texts")
@of_twilio
def texting(facts: Facts, twilio: Twilio) -> Verdict:
    """Whether the account may text where the line promises a text."""
    if isinstance(twilio.texting, Finding):
        return unread(twilio.texting)
    barred = [region for region in facts.settings.text_regions.split() if twilio.texting.get(region) is False]
    if not barred:
        return well(fr="permises.", en="allowed.")
    listed = ", ".join(barred)
    return wrong(
        fr=(
            f"le compte n'a pas le droit d'y écrire : {listed}.",
            "Autorisez-les (console de Twilio, Messaging, Settings, Geo permissions), ou ôtez-les d'IVR_TEXT_REGIONS.",
        ),
        en=(
            f"the account may not text there: {listed}.",
            "Allow them (Twilio's console, Messaging, Settings, Geo permissions), or take them off IVR_TEXT_REGIONS.",
        ),
    )
