"""A question of its own stands before the adviser: on weekends one is rung, whether anybody answers or not.

error contradiction at flow: connect
error contradiction at flow: connect
error unkept-offer at flow: no_adviser
"""

from typing import Literal

from ivr.check.subject import Subject
from ivr.line.call import Call
from ivr.line.facts import Facts
from ivr.line.questions import question
from ivr.line.steps import Branch
from tests.broken.sound import flow, subject


class Weekly(Facts):
    """Facts that know one question more."""

    @question("moment")
    def weekend(self, _: Call) -> Literal["yes", "no"]:
        return "yes" if self.now.weekday() > 4 else "no"


def broken() -> Subject:
    weekend = Branch("adviser", on="weekend", ways={"yes": "connect", "no": "adviser_now"})
    asked = Branch(
        "adviser_now", on="opening", ways={"open": "adviser_set", "perhaps": "adviser_set", "closed": "away"}
    )
    return subject(flow=flow(weekend, asked, facts=Weekly))
