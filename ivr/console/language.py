"""The switch between French and English."""

from flask import Response, redirect, request, session, url_for

from ivr.console.pages import Pages
from ivr.console.sign_in import own_address
from ivr.console.speech import LANGUAGES

pages = Pages("language", __name__)


@pages.page("/language", needs="anyone", methods=("POST",))
def switch_language() -> Response:
    """The same page in the other language."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
    answer = redirect(own_address(request.form.get("next", "")) or url_for("now.show_now"), 303)
    assert isinstance(answer, Response)
    return answer
