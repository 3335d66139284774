"""The hours of a postcode, and an adviser of that place, without a key for another postcode; the same when closed.

error locked at locked_place.py:22
error locked at locked_place.py:23
error locked at sound.py:44
"""

from ivr.check.subject import Subject
from ivr.line.steps import Ask, Menu, Tell, Transfer, choice
from ivr.wording.prompts import Prompt
from tests.broken.sound import flow, menu, prompts, subject

OUTCOMES = {"answered": "goodbye", "busy": "busy", "no_answer": "busy", "failed": "busy"}


def broken() -> Subject:
    link = choice(2, "link", learns={"link": "attestation"})
    steps = (
        Menu("topics", choice(1, "postcode", "hours", learns={"topic": "hours"}), link),
        Ask("postcode", takes="postcode", digits=5, then="hours", refusal="not_understood"),
        Tell("hours_open", then="hours_told", fills=("name", "closing")),
        Menu("hours_told", choice(1, "topics")),
        Transfer("connect", outcomes=OUTCOMES),
    )
    said = {"postcode": Prompt("postcode", "Tapez votre code postal.", "Il a 5 chiffres.")}
    told = {"postcode": Prompt("postcode", "Type your postcode.", "It has 5 digits.")}
    said["no_digits"] = Prompt("no_digits", "Je n'ai pas reçu de chiffres.")
    told["no_digits"] = Prompt("no_digits", "No digits came.")
    said["hours_open"] = Prompt("hours_open", "Pour {name}, nous répondons {closing:until}.")
    told["hours_open"] = Prompt("hours_open", "For {name}, we answer {closing:until}.")
    said["hours_told"] = menu("hours_told", topics="Pour une autre demande")
    told["hours_told"] = menu("hours_told", topics="For another request")
    for words, mine, all_of in ((said, "votre caisse", "la métropole"), (told, "your fund", "mainland France")):
        words["your_caisse"], words["mainland"] = Prompt("your_caisse", mine), Prompt("mainland", all_of)
    return subject(flow=flow(*steps), prompts=prompts(said, told))
