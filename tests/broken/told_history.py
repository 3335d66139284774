"""Who typed a number hears whether a text was sent to it before.

error contradiction at flow: texting
error lost-thread at flow: anything_else
"""

from ivr.check.subject import Subject
from ivr.line.steps import SendText, Tell
from ivr.wording.prompts import Prompt
from tests.broken.sound import flow, prompts, subject


def broken() -> Subject:
    told = dict.fromkeys(("taken", "late", "capped"), "text_noted")
    told |= {"already": "text_already", "unavailable": "not_sent"}
    steps = (
        SendText("texting", to="typed", outcomes=told),
        Tell("text_noted", then="anything_else", fills=("address",)),
        Tell("text_already", then="anything_else", fills=("address",)),
    )
    fr = {name: Prompt(name, "Voyez {address}.") for name in ("text_noted", "text_already")}
    en = {name: Prompt(name, "See {address}.") for name in ("text_noted", "text_already")}
    return subject(flow=flow(*steps, without=("sent",)), prompts=prompts(fr | {"sent": None}, en | {"sent": None}))
