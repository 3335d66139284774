"""What the pages of the history say of a proposal, of a refusal, and of what was published."""

from flask import Response, flash, redirect, url_for

from ivr.calls.lines import rules_of
from ivr.changes.ledger import OutrunError
from ivr.changes.proposal import Proposal
from ivr.changes.publishing import Publication
from ivr.changes.scope import BeyondScopeError
from ivr.console.changes.effect import Effect, effect_of
from ivr.console.changes.filled import Filled
from ivr.console.rooms import rooms
from ivr.console.speech import language, t
from ivr.content.faults import ContentError

NAMED = 5  # places that are named; more are counted


def effect(proposal: Proposal) -> Effect:
    """Whose hours it changes, and what is heard before and after."""
    return effect_of(proposal, Filled(), rooms().clock(), language(), rules_of(rooms().settings))


def told_faults(error: ContentError) -> list[str]:
    """Why it can't be published, each with how to mend it."""
    return [f"{finding.sentence(language())} {finding.mend(language())}" for finding in error.findings]


def beyond(error: BeyondScopeError) -> str:
    """Whose hours are not theirs to change."""
    named = ", ".join(error.places[:NAMED]) + (" …" if len(error.places) > NAMED else "")
    return t(
        "Rien n'est publié : cela touche {places}, hors de votre périmètre. Demandez à quelqu'un qui publie pour eux.",
        "Nothing is published: this touches {places}, beyond your scope. Ask somebody who publishes for them.",
        places=named,
    )


def outrun(error: OutrunError) -> str:
    """Who was quicker."""
    return t(
        "Rien n'est publié : {author} vient de changer la même entrée (n° {id}). Voici ce que cela donne maintenant : "
        "relisez, puis recommencez.",
        "Nothing is published: {author} has just changed the same entry (no. {id}). Here is how it stands now: read "
        "it, then try again.",
        author=error.by.author,
        id=error.by.id,
    )


def went_live(made: Publication) -> Response:
    """To the page of what was published, or of what waits."""
    if made.state == "waiting":
        flash(t("C'est demandé : une autre personne doit l'approuver.", "Asked: another person has to approve it."))
        return to(url_for("second.show_asked", number=made.id))
    flash(
        t(
            "Publié, n° {id}. Les appelants l'entendent dans les 5 secondes.",
            "Published, no. {id}. Callers hear it within 5 seconds.",
            id=made.numbers[-1],
        ),
        "success",
    )
    return to(url_for("history.show_change", number=made.numbers[-1]))


def to(address: str) -> Response:
    """Go there, and ask for it anew."""
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer
