"""The words of a choice announce another text than the table sends.

error unlike-offer at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.wording.prompts import ChoiceWords
from tests.broken.sound import menu, prompts, subject


def broken() -> Subject:
    topics = menu("topics", hours="Pour les horaires", link="Pour la liste des bornes, par SMS")
    kiosk = {**topics.choices, "link": ChoiceWords("Pour la liste des bornes, par SMS", sends="kiosk")}
    return subject(prompts=prompts({"topics": replace(topics, choices=kiosk)}))
