"""The page behind a link that `ivr user add` or an admin gave: its owner chooses a password there."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.accounts.declined import TOO_LATE, Declined
from ivr.accounts.invitations import accept, chosen_password, invited
from ivr.accounts.person import Person
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.speech import chosen
from ivr.console.visits import visit
from ivr.hours.words import words

pages = Pages("invitation", __name__)

CHOSEN = words(fr="Votre mot de passe est choisi. Entrez.", en="Your password is chosen. Sign in.")
UNLIKE = words(fr="Les deux mots de passe diffèrent.", en="The two passwords differ.")


@pages.page("/invitation/<token>", needs="anyone")
def show_invitation(token: str) -> ResponseReturnValue:
    """The form, as long as the link lasts."""
    person = _owner(token)
    return render_template("invitation.html", person_invited=person), 200 if person else 404


@pages.page("/invitation/<token>", needs="anyone", methods=("POST",))
def accept_invitation(token: str) -> ResponseReturnValue:
    """The password that was chosen."""
    person, at = _owner(token), visit()
    if person is None:
        return render_template("invitation.html", person_invited=None), 404
    try:
        hashed = chosen_password(_typed_twice(), person)
        with rooms().store.writing() as connection:
            if accept(connection, token, hashed, at.at) is None:
                raise Declined(TOO_LATE)
            rooms().trail.append(
                connection, who=person.id, did="password-changed", what=person.id, at=at.at, origin=at.origin
            )
    except Declined as error:
        return render_template("invitation.html", person_invited=person, wrong=chosen(error.words)), 400
    flash(chosen(CHOSEN), "success")
    return redirect(url_for("sign_in.show_sign_in"), 303)


def _typed_twice() -> str:
    """The new password. Raises Declined where it was not typed alike twice."""
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        raise Declined(UNLIKE)
    return password


def _owner(token: str) -> Person | None:
    at = rooms().clock()
    return rooms().store.within_deadline(lambda connection: invited(connection, token, at), writes=False)
