"""The check of Twilio's own alerts: what went wrong lately, in plain words."""

from collections import Counter
from datetime import datetime

from ivr.carrier.account import Alert
from ivr.carrier.codes import CODES, page_of
from ivr.doctor.facts import Facts, Twilio
from ivr.doctor.verdict import Verdict, check, mind, of_twilio, together, unread, well
from ivr.findings import Finding

SHOWN = 4  # kinds of alert, the most frequent first


@check("alerts", fr="Alertes de Twilio", en="Twilio's alerts")
@of_twilio
def alerts(facts: Facts, twilio: Twilio) -> Verdict:
    """Those of the last day, counted."""
    if isinstance(twilio.alerts, Finding):
        return unread(twilio.alerts)
    if not twilio.alerts:
        return well(fr="aucune en 24 heures.", en="none in 24 hours.")
    counted = Counter(one.code for one in twilio.alerts).most_common(SHOWN)
    return together([_of_code(code, number, twilio.alerts, facts.now) for code, number in counted])


def _of_code(code: int, number: int, those: tuple[Alert, ...], now: datetime) -> Verdict:
    last = next(one for one in those if one.code == code)  # the newest first
    minutes = round((now - last.at).total_seconds() / 60) if last.at else None
    known = CODES.get(code)
    means_fr, means_en = (known.means["fr"], known.means["en"]) if known else ("sans nom ici", "not named here")
    do_fr, do_en = (known.do["fr"], known.do["en"]) if known else (page_of(code), page_of(code))
    fr_when, en_when = (
        ("", "") if minutes is None else (f", la dernière il y a {minutes} min", f", last {minutes} min ago")
    )
    where = f" ({last.address})" if last.address else ""
    return mind(
        fr=(f"{code} ×{number}{fr_when} : {means_fr}{where}.", f"{do_fr}."),
        en=(f"{code} ×{number}{en_when}: {means_en}{where}.", f"{do_en}."),
    )
