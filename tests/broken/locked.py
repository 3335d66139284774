"""Of the MSA's members: where they turn, and whose adviser they get, is told by menus without a key to correct it.

error locked at locked.py:21
error locked at locked.py:22
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, Tell, Transfer, choice
from ivr.wording.prompts import ChoiceWords, Prompt
from tests.broken.sound import flow, menu, prompts, subject

OUTCOMES = {"answered": "goodbye", "busy": "busy", "no_answer": "busy", "failed": "busy"}


def broken() -> Subject:
    topics = (choice(1, "hours"), choice(2, "link", learns={"link": "attestation"}))
    steps = (
        Menu("topics", *topics, choice(3, "bodies")),
        Menu("bodies", choice(1, "msa", learns={"regime": "msa"})),
        Tell("msa", then="own_body"),
        Menu("own_body", choice(1, "topics")),
        Transfer("connect", outcomes=OUTCOMES),
    )
    said = {"msa": Prompt("msa", "La MSA vous répond."), "own_body": menu("own_body", topics="Pour une autre demande")}
    told = {"msa": Prompt("msa", "The MSA answers."), "own_body": menu("own_body", topics="For another request")}
    said["topics"] = menu("topics", hours="Pour les horaires", link="Pour un SMS", bodies="Pour un autre organisme")
    told["topics"] = menu("topics", hours="For opening hours", link="For a text", bodies="For another body")
    said["bodies"] = Prompt("bodies", choices={"msa": ChoiceWords("Pour la MSA", body="msa")})
    told["bodies"] = Prompt("bodies", choices={"msa": ChoiceWords("For the MSA", body="msa")})
    return subject(flow=flow(*steps), prompts=prompts(said, told))
