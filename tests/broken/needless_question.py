"""Who wants an adviser is asked for a postcode, closed or not; and is rung without hearing whose adviser it is.

error needless-question at needless_question.py:19
error locked at needless_question.py:22
error locked at sound.py:44
"""

from ivr.check.subject import Subject
from ivr.line.steps import Ask, Branch, Menu, Transfer, choice
from ivr.wording.prompts import Prompt
from tests.broken.sound import flow, prompts, subject

OUTCOMES = {"answered": "goodbye", "busy": "busy", "no_answer": "busy", "failed": "busy"}


def broken() -> Subject:
    steps = (
        Branch("adviser", on="advisers_differ", ways={"yes": "postcode", "no": "adviser_now"}),
        Ask("postcode", takes="postcode", digits=5, then="adviser_now", refusal="not_understood"),
        Branch("adviser_now", on="opening", ways={"open": "adviser_set", "perhaps": "adviser_set", "closed": "away"}),
        Menu("no_adviser", choice(1, "adviser_now", "again"), choice(2, "topics")),
        Transfer("connect", outcomes=OUTCOMES),
    )
    said = {
        "postcode": Prompt("postcode", "Tapez votre code postal.", "Il a 5 chiffres."),
        "no_digits": Prompt("no_digits", "Je n'ai pas reçu de chiffres."),
    }
    told = {
        "postcode": Prompt("postcode", "Type your postcode.", "It has 5 digits."),
        "no_digits": Prompt("no_digits", "No digits came."),
    }
    return subject(flow=flow(*steps), prompts=prompts(said, told))
