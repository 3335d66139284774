"""Whatever is sent as a form: a page, never a fault; nothing is published by who may not, or without their token."""

from collections.abc import Callable
from random import Random

from ivr.accounts.person import Role
from tests.console.changes.form import a_form
from tests.console.staff import Desk, somebody
from tests.hostile import NASTY

Opening = Callable[..., Desk]
COUNT = 60
LIKELY: dict[str, tuple[str, ...]] = {
    "kind": ("closed", "open", "hours", "notice", "emergency", "nothing"),
    "where": ("all", "691", "69", "mayotte", "lyon", "all sauf mayotte", "999"),
    "who": ("", "lyon", "saint-denis", ";,;"),
    "when": ("demain", "vendredi après-midi", "ramadan 9999", "du 30 au 2", "chaque année le 29 février", "maintenant"),
    "part": ("", "morning", "afternoon", "between", "night"),
    "part_from": ("", "08:00", "25:61", "8"),
    "part_to": ("", "07:00", "23:59"),
    "hours": ("", "8h-18h", "Mo-Fr 08:00-17:00", "lundi"),
    "even": ("holidays", "closures", "always"),
    "lines": ("national", "all", "nowhere"),
    "start": ("", "demain 9h", "0000-00-00 00:00"),
    "until": ("", "jusqu'à nouvel ordre", "demain", "9999-12-31 23:59"),
    "fr": ("mouvement social", "{x}", "x" * 3000),
    "en": ("a strike", ""),
    "section": ("", "closures", "prompts"),
    "name": ("", "nowhere", "x" * 500),
    "seen": ("", "0", "-1", "9" * 40),
    "shown": ("", "0", "999", "x"),
    "heard_from": ("", "Lyon", "nowhere"),
    "heard_at": ("", "demain 13h", "2099-12-31 23:59"),
    "do": ("", "see", "save", "ask", "publish"),
    "day": ("2026-11-27", "0001-01-01", "9999-12-31", "x"),
    "since": ("2026-11-25", "9999-12-31"),
    "add": ("691", "", "nowhere"),
    "grid": ("same", "take"),
    "g-0-0-from": ("08:00", "x"),
    "announce": ("yes",),
    "key": ("short", "../../../etc/passwd", "a" * 200),
}


def test_random_forms_end_in_a_page_and_publish_nothing_by_who_may_not(desk: Opening) -> None:
    staff, random = desk(), Random(3646)
    for number in range(COUNT):
        role = random.choice(("reader", "editor", "publisher"))
        staff.who = somebody(_role(role), "691")
        before = staff.published.changes
        form = _form(random)
        target = random.choice(("", "effect", "change-form"))
        answer = staff.post("/change", form, **({"HX-Target": target} if target else {}))
        assert answer.status_code in (200, 303, 403, 409, 422), (number, form)
        if role != "publisher":
            assert staff.published.changes == before, (number, form)


def test_nothing_is_published_without_the_form_s_token(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="691", when="demain", fr="mouvement social", en="a strike", do="publish")
    assert staff.browser.post("/change", data=form, base_url="http://127.0.0.1:5000/console").status_code == 400
    assert staff.published.changes == ()


def _form(random: Random) -> dict[str, object]:
    chosen = [name for name in LIKELY if random.random() < 0.5 or name in ("kind", "where", "when")]
    form = a_form(**{name: random.choice(LIKELY[name]) for name in chosen})
    if random.random() < 0.3:
        form[random.choice(chosen)] = str(random.choice(NASTY))
    if random.random() < 0.7:
        for act in ("day", "since", "add", "grid"):
            form.pop(act, None)
    return form


def _role(name: str) -> Role:
    return "reader" if name == "reader" else "editor" if name == "editor" else "publisher"
