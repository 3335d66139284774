"""What real callers say at a menu, with the real words of prompts/: kinds of sentences, a few of each.

A kind that was mended by a rule stands here with sentences that neither the phrases nor the examples have.
"""

from datetime import datetime
from pathlib import Path

import pytest

from ivr.content.prompts import read_prompts
from ivr.line.actions import Connect, Listen
from ivr.line.call import Call
from ivr.line.inputs import Input, NotUnderstood, Pressed, Said, Silent
from tests.line.situation import PARIS, Conversation, facts
from tests.line.test_corpus import vocabulary

AGAIN = Said("#")


def heard(said: str, menu: str = "topics", language: str = "fr") -> Input:
    """What is made of it."""
    return vocabulary().hear(Call(step=menu, language=language), said)


@pytest.mark.parametrize("said", ["English please", "hello english", "can you please speak English to me"])
def test_another_language_is_understood_at_the_first_menu_by_the_key_that_changes_it(said: str) -> None:
    """There its words are a choice of the menu: what the examples alone knew was lost."""
    assert heard(said) == Said("9")
    assert heard(said, "attestation") == Said(language="en")
    assert heard("en français s'il vous plaît") == Said(language="fr")
    assert heard("sorry I don't speak English", language="en") == Said("9")


@pytest.mark.parametrize(
    ("said", "menu", "language"),
    [
        ("pas la MSA", "topics", "fr"),
        ("je ne suis pas à la MSA", "topics", "fr"),
        ("ni la SNCF ni la RATP", "attestation", "fr"),
        ("pas la MSA", "bodies", "fr"),
        ("ma mère n'est pas du tout sourde", "topics", "fr"),
        ("je ne suis pas sourd", "channels", "fr"),
        ("I'm not deaf", "topics", "en"),
        ("she is not really deaf", "channels", "en"),
        ("I am not with the MSA", "topics", "en"),
    ],
)
def test_what_somebody_is_not_is_not_taken_for_what_they_are(said: str, menu: str, language: str) -> None:
    assert heard(said, menu, language) == NotUnderstood()


def test_what_somebody_is_not_leaves_what_they_want() -> None:
    assert heard("je suis pas à la MSA je suis au régime général") == Said(body="general")
    assert heard("je ne suis pas sourde je veux un conseiller") == Said(wish="adviser")
    assert heard("pas la MSA, la SNCF", "bodies") == Said("3")
    assert heard("I'm not deaf, I want an adviser", language="en") == Said("0")


def test_words_for_something_else_that_begin_like_a_denial_are_meant() -> None:
    assert heard("pas la MGEN", "civil_service") == Said("2")
    assert heard("je n'entends pas bien") == Said(wish="deaf")


@pytest.mark.parametrize("menu", ["topics", "attestation", "meanwhile", "no_adviser"])
@pytest.mark.parametrize(("said", "language"), [("merci madame au revoir", "fr"), ("ok thanks bye", "en")])
def test_who_says_goodbye_is_let_go(said: str, language: str, menu: str) -> None:
    """They were not understood, and after the third time an adviser was rung for them."""
    assert heard(said, menu, language) == Said(wish="goodbye")


def test_a_goodbye_is_one_only_alone() -> None:
    assert heard("on m'a dit au revoir et raccroché, je veux un conseiller") != Said(wish="goodbye")
    assert heard("ne raccrochez pas") == AGAIN


@pytest.mark.parametrize("menu", ["topics", "file", "confirm_mobile", "anything_else"])
@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("attendez", "fr"),
        ("une petite minute", "fr"),
        ("un instant s'il vous plaît", "fr"),
        ("juste une seconde", "fr"),
        ("je cherche mes lunettes", "fr"),
        ("je cherche mon numéro", "fr"),
        ("ça capte mal", "fr"),
        ("hang on", "en"),
        ("just a moment", "en"),
        ("let me get a pen", "en"),
        ("you're breaking up", "en"),
    ],
)
def test_who_needs_a_moment_or_has_a_bad_line_hears_the_choices_again(said: str, language: str, menu: str) -> None:
    """Some of it was "not understood" three times, some was taken for an emergency, some for yes."""
    assert heard(said, menu, language) == AGAIN


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("il fait froid", "fr"),
        ("je suis dans le train", "fr"),
        ("j'ai déjà dit", "fr"),
        ("je suis dans ma cuisine", "fr"),
        ("zut", "fr"),
        ("hurry up", "en"),
        ("i'm in a hurry", "en"),
        ("it's for you", "en"),
        ("the kettle's boiling", "en"),
        ("blimey", "en"),
    ],
)
def test_what_is_said_beside_the_telephone_is_no_danger_and_no_wish(said: str, language: str) -> None:
    assert heard(said, language=language) == NotUnderstood()


def test_of_words_that_no_example_has_nothing_is_guessed() -> None:
    assert heard("turlututu") == NotUnderstood()


@pytest.mark.parametrize("menu", ["attestation", "file"])
@pytest.mark.parametrize(("said", "body"), [("MSA", "msa"), ("je suis enseignante à la MGEN", "mgen")])
def test_a_body_that_is_named_is_not_asked_for_once_more(said: str, body: str, menu: str) -> None:
    assert heard(said, menu) == Said(body=body)


@pytest.mark.parametrize("said", ["Noisy-le-Grand", "le Val-de-Marne"])
def test_the_name_of_a_place_alone_is_no_danger_and_no_wish(said: str) -> None:
    assert heard(said) == NotUnderstood()


def test_a_danger_is_heard_beside_the_name_of_a_place() -> None:
    assert heard("je suis à Noisy-le-Grand mon mari ne respire plus") == Said(danger="emergency", language="fr")
    assert heard("un conseiller à Noisy-le-Grand") == Said("0")


def test_where_a_postcode_is_asked_for_it_may_be_said() -> None:
    assert heard("soixante-neuf mille sept cent quatre", "postcode") == Pressed("69704")
    assert heard("les Abymes", "postcode") == Pressed("97100")
    assert heard("six nine oh oh four", "postcode", "en") == Pressed("69004")
    assert heard("je ne sais pas", "postcode") == NotUnderstood()
    assert heard("0612345678", "mobile") == NotUnderstood()


def test_where_a_postcode_is_asked_for_danger_and_manners_are_heard_too() -> None:
    assert heard("mon mari ne respire plus", "postcode") == Said(danger="emergency", language="fr")
    assert heard("un conseiller", "postcode") == heard("je veux parler à quelqu'un", "postcode") == Said("0")
    assert heard("vous pouvez répéter", "postcode") == Said("#")
    assert heard("retour", "postcode") == Said("*")
    assert heard("English please", "postcode") == Said(language="en")


@pytest.fixture
def asked() -> Conversation:
    """Somebody who is asked for the postcode: on Good Friday, which only Alsace and Moselle keep."""
    talk = Conversation(facts(at=datetime(2026, 4, 3, 10, tzinfo=PARIS))).presses("3")
    assert talk.call.step == "postcode"
    return talk


def test_who_says_a_mobile_is_told_to_type_it_and_not_that_nothing_was_heard() -> None:
    talk = Conversation(facts(caller="withheld")).presses("1", "1", "1")
    assert talk.call.step == "mobile"
    assert talk.answers(Silent()).said == ["no_digits", "mobile.help", "mobile"]


def test_words_at_the_postcode_lead_where_keys_do(asked: Conversation) -> None:
    assert isinstance(asked.turn.ends, Listen)
    assert asked.turn.ends.speech
    assert asked.answers(Said("#")).call.step == "postcode"  # again, and not "none", as the key alone
    assert asked.answers(Said(language="en")).call.language == "en"
    assert asked.answers(Said(danger="emergency", language="en")).said == ["emergency", "postcode"]
    assert asked.answers(NotUnderstood()).said == ["postcode_refused", "postcode.help", "postcode"]
    assert asked.answers(Said("*")).call.step == "topics"


def test_who_asks_for_an_adviser_at_the_postcode_gets_one(asked: Conversation) -> None:
    assert isinstance(asked.answers(Said("0")).turn.ends, Connect)


def test_a_postcode_that_is_said_where_another_may_be_chosen_is_taken() -> None:
    """It was taken for a question about one's file, by its letters."""
    said = heard("soixante-neuf mille sept cent quatre", "hours")
    talk = Conversation().presses("3").answers(said)
    assert (talk.call.step, talk.call.department, talk.call.topic) == ("hours", "69", "hours")


def test_a_postcode_that_is_said_elsewhere_is_not_taken_for_a_wish() -> None:
    assert heard("soixante-neuf mille sept cent quatre") == NotUnderstood()
    assert heard("depuis deux mille vingt", "sncf") == Said("2")
    assert heard("mon mari ne respire plus venez vite au 12 rue de Lyon 69004") == Said(
        danger="emergency", language="fr"
    )


@pytest.mark.parametrize(
    ("said", "department"),
    [
        ("les Abymes", "971"),
        ("le neuf trois", "93"),
        ("je suis dans le Val-de-Marne", "94"),
        ("c'est pour Brest", "29"),
    ],
)
def test_another_place_may_be_said_where_hours_were_told(said: str, department: str) -> None:
    talk = Conversation().presses("3").answers(heard(said, "hours"))
    assert (talk.call.step, talk.call.department) == ("hours", department)


def test_what_is_clearly_wanted_is_no_place() -> None:
    assert heard("mon attestation", "hours") == Said(wish="attestation")
    assert heard("toute la semaine", "hours") == Said("1")
    assert heard("trois", "hours") == Said("3")


@pytest.mark.parametrize("said", ["je suis à Saint-Étienne", "j'appelle de Noisy-le-Grand"])
def test_nothing_is_guessed_of_what_stands_beside_a_name(said: str) -> None:
    assert heard(said) == NotUnderstood()


@pytest.mark.parametrize("territory", ["la Polynésie française", "la Nouvelle-Calédonie", "Wallis-et-Futuna"])
def test_a_territory_is_named_with_its_article_where_it_has_one(territory: str) -> None:
    """ "Votre caisse est celle de ..." is what it is said in."""
    prompts = read_prompts(Path("prompts"))["fr"].prompts
    assert "celle de {territory}," in prompts["local_body"].say
    assert territory in {prompts[f"territory_{code}"].say for code in (986, 987, 988)}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("bonjour madame voilà ma belle-fille vient d'accoucher", "fr"),
        ("elle a accouché", "fr"),
        ("mon fils est né dimanche", "fr"),
        ("ma marraine vient de décéder", "fr"),
        ("nous venons de perdre mon père", "fr"),
        ("ça me tue ces formulaires", "fr"),
        ("vous attendez ma mort", "fr"),
        ("on se fout du monde", "fr"),
        ("je n'en peux plus d'attendre", "fr"),
        ("hello my sister just gave birth", "en"),
        ("our twins were born on Friday", "en"),
        ("my dad just died", "en"),
        ("you are killing me", "en"),
        ("tonton", "fr"),  # called to somebody in the room: a word alone tells no danger by its letters
        ("Mamita", "fr"),
    ],
)
def test_what_only_sounds_like_a_danger_brings_no_emergency_numbers(said: str, language: str) -> None:
    found = heard(said, language=language)
    assert not (isinstance(found, Said) and found.danger)


@pytest.mark.parametrize(
    ("said", "language", "danger"),
    [
        ("je viens d'accoucher et je perds du sang", "fr", "emergency"),
        ("elle a accouché toute seule", "fr", "emergency"),
        ("mon fils est né il ne respire pas", "fr", "emergency"),
        ("ma fille accouche", "fr", "emergency"),
        ("mon mari vient de mourir je veux le rejoindre je veux mourir", "fr", "despair"),
        ("ça me tue je vais me pendre", "fr", "despair"),
        ("ma tante est morte je viens de la trouver", "fr", "emergency"),
        ("je crois que ma voisine est morte", "fr", "emergency"),
        ("I just gave birth and I'm bleeding", "en", "emergency"),
        ("I found my neighbour dead", "en", "emergency"),
        ("my wife just died in front of me", "en", "emergency"),
    ],
)
def test_a_danger_beside_it_is_one_all_the_same(said: str, language: str, danger: str) -> None:
    found = heard(said, language=language)
    assert isinstance(found, Said)
    assert found.danger == danger


@pytest.mark.parametrize("said", ["euh bonjour", "bonjour euh", "alors voilà euh", "oui bonsoir madame", "heu et bien"])
@pytest.mark.parametrize("menu", ["topics", "attestation", "file"])
def test_greetings_and_hesitations_are_no_wish(said: str, menu: str) -> None:
    """By its letters "euh bonjour" was an attestation."""
    assert heard(said, menu) == NotUnderstood()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("plus fort madame s'il vous plaît", "fr"),
        ("parlez plus fort", "fr"),
        ("je vous entends mal", "fr"),
        ("doucement", "fr"),
        ("louder please", "en"),
        ("speak up", "en"),
        ("I can't hear you", "en"),
    ],
)
def test_who_does_not_hear_the_line_hears_it_again(said: str, language: str) -> None:
    assert heard(said, language=language) == Said("#")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("laissez tomber", "fr"),
        ("laisse tomber", "fr"),  # by its letters somebody fell
        ("euh je rappelle plus tard", "fr"),  # words of a phrase that are polite ones too
        ("tant pis merci", "fr"),
        ("never mind", "en"),
    ],
)
def test_who_gives_up_is_let_go(said: str, language: str) -> None:
    assert heard(said, language=language) == Said(wish="goodbye")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("la caf", "fr"),
        ("je voudrais joindre la caf", "fr"),
        ("france travail s'il vous plaît", "fr"),
        ("sos médecins", "fr"),
        ("the caf", "en"),
    ],
)
def test_other_services_are_told_from_ours(said: str, language: str) -> None:
    assert heard(said, language=language) == Said(wish="elsewhere")


@pytest.mark.parametrize("menu", ["doubt", "anything_else", "confirm_mobile"])
def test_who_says_no_and_what_they_want_gets_that(menu: str) -> None:
    """ "Non" was heard alone: it led to the first menu, a goodbye, or another number."""
    call = Call(step=menu, language="fr", doubt="file.password")
    assert vocabulary().hear(call, "non pas ça je veux un conseiller") in (Said("0"), Said(wish="adviser"))
    assert vocabulary().hear(call, "non je voudrais mon attestation de droits") == Said(wish="attestation")
