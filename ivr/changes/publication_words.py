"""What a notice says of a publication: who, and which entries, for whom; French and English."""

from typing import Literal

from ivr.changes.proposal import Proposal
from ivr.check.entry_words import SECTIONS, entry_words
from ivr.content.changes import Change
from ivr.findings import Language
from ivr.hours.schedules import Schedules
from ivr.hours.words import words
from ivr.notices.outbox import Notice

SAID = {
    "published": ("{who} a publié : {what}.", "{who} published: {what}."),
    "waiting": ("{who} demande une deuxième personne pour : {what}.", "{who} asks for a second person for: {what}."),
    "refused": ("{who} a refusé : {what}. {why}", "{who} refused: {what}. {why}"),
}
TAKEN_AWAY = ("retrait de « {name} »", "“{name}” taken away")


def told_of(kind: Literal["published", "waiting", "refused"], proposal: Proposal, who: str, number: int) -> Notice:
    """The notice on a proposal; `number` is that of its last change, or of the publication that waits."""
    page = f"/history/{number}" if kind == "published" else f"/waiting/{number}"
    said = words(fr=_said(kind, proposal, who, "fr"), en=_said(kind, proposal, who, "en"))
    return Notice(kind, f"{kind} {number}", said, page)


def _said(kind: str, proposal: Proposal, who: str, language: Language) -> str:
    what = "; ".join(draft_words(proposal, draft, language) for draft in proposal.drafts)
    return SAID[kind][language == "en"].format(who=who, what=what)


def draft_words(proposal: Proposal, draft: Change, language: Language) -> str:
    """What a draft's entry will say, in a sentence; where there is none after it, that it is taken away."""
    told = change_words(proposal.after.schedules, draft, language)
    return told or TAKEN_AWAY[language == "en"].format(name=draft.name)


def change_words(schedules: Schedules, change: Change, language: Language) -> str:
    """The live entry of a change in one sentence; "" where it is none."""
    if change.section == "bulletins":
        notices = (one for one in schedules.bulletins if one.name == change.name)
        return next((f"{change.name} : « {one.words[language]} »" for one in notices), "")
    above = (one for one in schedules.above if one.what.name == change.name)
    same = (one for one in above if SECTIONS[type(one.what)] == change.section)
    return next((entry_words(one, schedules, language) for one in same), "")
