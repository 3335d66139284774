"""The pages of texts, in a person's hands: how they stand, and settling those that wait for one."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from ivr.audit.trail import latest
from ivr.store.tables import texts
from tests.console.made_up_calls import REASONS, fill_texts, numbers_shown
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]


def page(opened: Desk, address: str) -> str:
    answer = opened.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True).replace("&#39;", "'")


def waiting(opened: Desk, reason: str | None = None) -> list[int]:
    with opened.store.reading() as connection:
        query = select(texts.c.id).where(texts.c.state == "review").order_by(texts.c.id)
        return list(connection.scalars(query if reason is None else query.where(texts.c.reason == reason)))


def state(opened: Desk, *numbers: int) -> set[str]:
    with opened.store.reading() as connection:
        return set(connection.scalars(select(texts.c.state).where(texts.c.id.in_(numbers))))


@pytest.fixture
def busy(desk: Opening) -> Desk:
    """A publisher's console over a few hundred texts, some of which wait for a person."""
    opened = desk(somebody("publisher"))
    fill_texts(opened.store, 400, until=opened.at)
    assert len(waiting(opened)) > 3
    return opened


def told(opened: Desk, **ticked: object) -> str:
    """The page that says what would happen."""
    answer = opened.post("/texts/outlook", ticked)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).replace("&#39;", "'")


def confirm(opened: Desk, shown: str) -> str:
    """Press its button; the page after."""
    hidden = dict(re.findall(r'name="(decision|texts)" value="([^"]*)"', shown))
    answer = opened.post("/texts/settle", dict(hidden))
    assert answer.status_code == 303
    return page(opened, "/texts/waiting")


def test_where_there_is_no_text_it_says_so(desk: Opening) -> None:
    opened = desk(somebody("reader"))
    assert "Aucun SMS n'a été demandé ces jours-là." in page(opened, "/texts")
    assert "Il n'y a rien à faire." in page(opened, "/texts/waiting")
    assert "data-chart" not in page(opened, "/texts")


def test_texts_by_state_delay_and_reason(busy: Desk) -> None:
    said = page(busy, "/texts?period=month")
    for word in ("Par état", "Par délai", "Par raison", "reçu", "5 s au plus", "téléphone injoignable", "30003"):
        assert word in said
    assert "SMS attendent qu'une personne tranche" in said
    assert numbers_shown(said) == []


def test_a_whole_reason_is_settled_in_three_steps_and_noted(busy: Desk) -> None:
    numbers, others = waiting(busy, REASONS[0]), waiting(busy, REASONS[1])
    shown = told(busy, reason=REASONS[0], decision="failed")
    assert f"{len(numbers)} SMS." in shown
    assert state(busy, *numbers) == {"review"}  # told, and not done
    assert f"{len(numbers)} SMS tranchés." in confirm(busy, shown)
    assert state(busy, *numbers) == {"failed"}
    assert state(busy, *others) == {"review"}
    with busy.store.reading() as connection:
        [deed] = latest(connection)
    assert (deed.who, deed.did) == ("p1", "settle")
    assert deed.what == f"failed {' '.join(map(str, numbers))}"


def test_chosen_ones_are_settled_and_what_can_t_be_is_told_first(busy: Desk) -> None:
    one, erased, *_ = waiting(busy)
    with busy.store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == one).values(to_number="+33612345678"))
        connection.execute(update(texts).where(texts.c.id == erased).values(to_number=None))
    shown = told(busy, text=[str(one), str(erased)], decision="again")
    assert "1 ne peuvent plus partir, leur numéro est effacé" in shown
    confirm(busy, shown)
    assert (state(busy, one), state(busy, erased)) == ({"queued"}, {"review"})


def test_what_somebody_else_settled_meanwhile_is_left_alone(busy: Desk) -> None:
    one, two, *_ = waiting(busy)
    shown = told(busy, text=[str(one), str(two)], decision="failed")
    with busy.store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == one).values(state="sent"))
    assert "1 SMS tranchés. 1 laissés tels quels." in confirm(busy, shown)
    assert state(busy, one) == {"sent"}


@pytest.mark.parametrize("ticked", [{"decision": "sent"}, {"text": "1"}, {"text": "1", "decision": "eaten"}, {}])
def test_a_form_that_says_too_little_says_what_is_missing(busy: Desk, ticked: dict[str, object]) -> None:
    answer = busy.post("/texts/outlook", ticked)
    assert answer.status_code == 400
    assert "Choisissez au moins un SMS" in answer.get_data(as_text=True)
    before = waiting(busy)
    assert busy.post("/texts/settle", ticked).status_code == 303
    assert waiting(busy) == before


def test_a_reader_sees_them_and_can_t_settle(busy: Desk) -> None:
    before = waiting(busy)
    busy.who = somebody("editor")
    said = page(busy, "/texts/waiting")
    assert "il faut le rôle qui publie" in said
    assert 'type="checkbox"' not in said
    for address in ("/texts/outlook", "/texts/settle"):
        assert busy.post(address, {"texts": str(before[0]), "decision": "failed"}).status_code == 403
    assert waiting(busy) == before


def test_who_publishes_for_a_part_of_france_can_t_settle_either(busy: Desk) -> None:
    """A text has no place."""
    before = waiting(busy)
    busy.who = somebody("publisher", "691")
    assert "pour toute la France" in page(busy, "/texts/waiting")
    for address in ("/texts/outlook", "/texts/settle"):
        assert busy.post(address, {"texts": str(before[0]), "decision": "failed"}).status_code == 403
    assert waiting(busy) == before


def test_no_telephone_number_is_on_any_page(busy: Desk) -> None:
    for address in ("/texts", "/texts/waiting", "/texts/tables/reasons.csv?period=month"):
        assert numbers_shown(page(busy, address)) == []
    assert numbers_shown("+33 6 12 34 56 78, ••78") == ["+33612345678", "0612345678", "•"]  # it would see one


def test_the_tables_are_there_for_a_spreadsheet(busy: Desk) -> None:
    file = page(busy, "/texts/tables/states.csv?period=month")
    assert file.startswith("\ufeffÉtat;SMS;Part\r\n")
    assert busy.get("/texts/tables/nothing.csv").status_code == 404
