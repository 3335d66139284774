"""Two outcomes of a text were swapped.

error misnamed-way at flow: texting
error misnamed-way at flow: texting
error lost-thread at flow: anything_else
error unkept-offer at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch, SendText, Tell
from ivr.wording.prompts import Prompt
from tests.broken.sound import flow, prompts, subject


def broken() -> Subject:
    swapped = {"taken": "text_unavailable", "unavailable": "text_taken"}
    steps = (
        SendText("texting", to="caller", outcomes={"late": "sent", "already": "sent", "capped": "not_sent", **swapped}),
        Branch("link", on="textable", ways={"yes": "texting", "type": "topics", "no": "topics"}),
        Tell("text_taken", then="anything_else", fills=("address",)),
        Tell("text_unavailable", then="anything_else", fills=("address",)),
    )
    fr = {
        "text_taken": Prompt("text_taken", "Voyez {address}."),
        "text_unavailable": Prompt("text_unavailable", "Voyez {address}."),
    }
    en = {
        "text_taken": Prompt("text_taken", "See {address}."),
        "text_unavailable": Prompt("text_unavailable", "See {address}."),
    }
    return subject(flow=flow(*steps), prompts=prompts(fr, en))
