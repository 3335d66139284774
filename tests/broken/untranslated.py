"""French copied under "en": a caisse's name, a reason, a notice and a prompt; and a word that both languages have.

warning untranslated at schedules/caisses.yaml (caisses, 011)
warning bare-name at schedules/caisses.yaml (caisses, 011)
warning untranslated at schedules/closures.yaml (closures, travaux)
warning untranslated at prompts/en.yaml
warning untranslated at schedules/bulletins.yaml (bulletins, wait)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.hours.words import words
from tests.broken.outlived_day import notice
from tests.broken.sound import both, closing, rule, schedules, subject

NAME, REASON, WAIT = "la CPAM de l'Ain", "travaux dans nos locaux", "L'attente est longue."


def broken() -> Subject:
    dated = (
        closing("travaux", "vendredi 4 décembre 2026", reason=words(fr=REASON, en=REASON)),
        closing("maintenance", "vendredi 11 décembre 2026", reason=words(fr="maintenance", en="maintenance")),
    )
    sound = schedules(rule(dated=dated))
    copied = replace(sound.caisses["011"], names=words(fr=NAME, en=NAME))
    waiting = notice("wait", "2026-12-02 23:00", "2026-12-03 23:00", WAIT, WAIT)
    written = both("busy", "Tout le monde est en ligne.", "Tout le monde est en ligne.")
    return subject(schedules=replace(sound, caisses={"011": copied}, bulletins=(waiting,)), prompts=written)
