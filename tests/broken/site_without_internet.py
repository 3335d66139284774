"""Who has no internet is offered a link by text; who looks for an adviser then hears the address of a site.

error site-without-internet at prompts/en.yaml
error site-without-internet at prompts/en.yaml
error site-without-internet at prompts/en.yaml
error site-without-internet at prompts/en.yaml
error site-without-internet at prompts/en.yaml
error site-without-internet at prompts/fr.yaml
error site-without-internet at prompts/fr.yaml
error site-without-internet at prompts/fr.yaml
error site-without-internet at prompts/fr.yaml
error site-without-internet at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from ivr.wording.prompts import Prompt
from tests.broken.sound import MENUS, flow, menu, prompts, subject


def broken() -> Subject:
    link = choice(2, "link", learns={"link": "attestation"})
    steps = (
        Menu("topics", choice(1, "hours"), link, choice(3, "offline", learns={"internet": "none"})),
        Menu("offline", choice(1, "adviser", learns={"topic": "adviser"}), choice(2, "link", learns=dict(link.learns))),
    )
    said: dict[str, Prompt | None] = {"busy": Prompt("busy", "Tous sont en ligne : voyez ameli point f r.")}
    told: dict[str, Prompt | None] = {"busy": Prompt("busy", "All are on the line: see ameli dot f r.")}
    said["topics"] = menu("topics", **_topics(0), offline="Si vous n'avez pas internet")
    told["topics"] = menu("topics", **_topics(1), offline="If you have no internet")
    said["offline"] = menu("offline", adviser="Pour un conseiller", link="Pour un SMS")
    told["offline"] = menu("offline", adviser="For an adviser", link="For a text")
    return subject(flow=flow(*steps), prompts=prompts(said, told))


def _topics(number: int) -> dict[str, str]:
    return {name: offers[number] for name, offers in MENUS["topics"].items()}
