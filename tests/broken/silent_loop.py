"""Two steps tell each other's news for ever.

error silent-loop at flow: hours
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, prompts, subject


def broken() -> Subject:
    return subject(
        flow=flow(
            Branch("hours", on="opening", ways={"open": "hours", "perhaps": "hours", "closed": "hours_closed"}),
            without=("hours_open", "hours_today"),
        ),
        prompts=prompts(dict.fromkeys(("hours_open", "hours_today")), dict.fromkeys(("hours_open", "hours_today"))),
    )
