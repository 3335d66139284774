"""What callers say, in their words, and what is made of it. A third of the table must not be understood."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.hearing import hear
from ivr.line.inputs import NotUnderstood, Said
from ivr.line.lexicon import lexicon_of

Words = Mapping[str, tuple[str, ...]]

EVERYWHERE_FR: Words = {
    "1": ("un", "une", "premier"),
    "2": ("deux", "deuxième"),
    "3": ("trois",),
    "4": ("quatre",),
    "5": ("cinq",),
    "6": ("six",),
    "7": ("sept",),
    "8": ("huit",),
    "9": ("neuf",),
    "0": ("conseiller", "un conseiller", "à un conseiller", "une conseillère", "parler à quelqu'un", "zéro"),
    "*": ("retour", "revenir", "étoile", "en arrière", "menu précédent"),
    "#": ("répéter", "répétez", "dièse", "pouvez-vous répéter", "je n'ai pas compris"),
    "yes": ("oui", "ouais", "d'accord", "c'est ça"),
    "no": ("non", "pas du tout", "pas juste", "c'est faux"),
    "fr": ("français", "en français"),
    "en": ("english", "speak english", "anglais"),
    "around": (
        "le",
        "la",
        "touche",
        "numéro",
        "tapez",
        "s'il vous plaît",
        "je voudrais",
        "euh",
        "pouvez-vous",
        "merci",
    ),
    "not": ("pas une", "pas un", "veux pas", "parle pas", "plutôt que"),
}
TOPICS_FR: Words = {
    "9": ("english", "anglais"),
    "1": ("attestation", "attestation de droits", "attestation vitale", "justificatif"),
    "2": ("remboursement", "remboursements", "dossier", "changement de situation", "arrêt de travail", "carte vitale"),
    "3": ("horaires", "horaire", "heures d'ouverture", "quand êtes-vous ouverts"),
    "4": ("autrement", "autre moyen", "messagerie", "internet", "sourd", "malentendant"),
}
REGIME_FR: Words = {
    "1": ("non", "je ne sais pas", "régime général", "sécurité sociale"),
    "2": ("oui", "c'est mon cas", "autre organisme"),
}
CONFIRM_FR: Words = {"1": ("oui", "c'est juste", "juste"), "2": ("non", "corriger", "faux")}
BODIES_FR: Words = {
    "1": ("msa", "agricole"),
    "2": ("fonction publique", "mutuelle", "enseignant"),
    "3": ("sncf", "cheminot"),
    "4": ("ratp", "métro"),
    "5": ("autre organisme", "un autre", "autre", "marin", "militaire"),
}

EVERYWHERE_EN: Words = {
    "1": ("one", "first"),
    "2": ("two",),
    "3": ("three",),
    "4": ("four",),
    "0": ("adviser", "advisor", "an adviser", "operator", "speak to someone"),
    "*": ("back", "go back", "star"),
    "#": ("repeat", "again", "say again", "hash"),
    "yes": ("yes", "yeah", "that's right"),
    "no": ("no", "nope", "not right", "that's wrong"),
    "fr": ("french", "français"),
    "around": ("the", "number", "key", "press", "please", "i'd like", "option", "can you", "that"),
    "not": ("not a", "not an", "don't want", "don't speak"),
}
TOPICS_EN: Words = {
    "9": ("français", "french"),
    "1": ("certificate", "attestation", "proof of rights", "attestation de droits"),
    "2": ("reimbursement", "refund", "file", "change of situation", "carte vitale"),
    "3": ("opening hours", "hours", "opening times"),
    "4": ("other ways", "another way", "message", "deaf"),
}
CONFIRM_EN: Words = {"1": ("yes", "right", "correct"), "2": ("no", "wrong", "change it")}

NO = NotUnderstood()

FRENCH_TOPICS = [
    ("attestation", Said("1"), "the word itself"),
    ("Attestation.", Said("1"), "recognisers write capitals and stops"),
    ("ATTESTATION DE DROITS", Said("1"), "a phrase"),
    ("je voudrais une attestation s'il vous plaît", Said("1"), "polite words around it; 'une' is no 1 there"),
    ("l'attestation", Said("1"), "an apostrophe parts words"),
    ("c'est pour mon attestation vitale", Said("1"), "the longer phrase, not 'carte vitale'"),
    ("je n'ai pas d'attestation", Said("1"), "who has none wants one"),
    ("un justificatif", Said("1"), "another word for it"),
    ("mes attestations", Said("1"), "a plural is nearly right"),
    ("atestation", Said("1"), "a letter short"),
    ("la testation", Said("1"), "heard apart from its article"),
    ("un remboursement", Said("2"), "'un' is not 1 here"),
    ("où en est mon remboursement ?", Said("2"), "a question"),
    ("j'ai changé de situation, un changement de situation", Said("2"), "said twice over"),
    ("c'est pour un arret de travail", Said("2"), "without its accent"),
    ("ma carte Vitale est perdue", Said("2"), "within a sentence"),
    ("vos horaires", Said("3"), "hours"),
    ("quand etes vous ouverts", Said("3"), "a whole phrase, without accents or hyphens"),
    ("heures d’ouverture", Said("3"), "a typographic apostrophe"),
    ("je suis malentendante", Said("4"), "the feminine is nearly right"),
    ("par internet", Said("4"), "by internet"),
    ("1", Said("1"), "recognisers write digits"),
    ("un", Said("1"), "the word alone"),
    ("le un", Said("1"), "with its article"),
    ("touche deux", Said("2"), "as it is offered"),
    ("tapez 3 s'il vous plaît", Said("3"), "with all that may stand around"),
    ("euh… le quatre, merci", Said("4"), "with hesitation"),
    ("un un", Said("1"), "twice the same"),
    ("un conseiller", Said("0"), "not 1"),
    ("je voudrais parler à un conseiller", Said("0"), "in a sentence"),
    ("conseillé", Said("0"), "a letter short, as it sounds"),
    ("pas une attestation, un conseiller", Said("0"), "the first is taken back"),
    ("zéro", Said("0"), "the key's name"),
    ("retour", Said("*"), "back"),
    ("revenir en arrière", Said("*"), "a phrase, with another word of its own beside it"),
    ("étoile", Said("*"), "the key's name"),
    ("pouvez-vous répéter s'il vous plaît", Said("#"), "again"),
    ("je n'ai pas compris", Said("#"), "who did not understand wants it again"),
    ("dièse", Said("#"), "the key's name"),
    ("do you speak English", Said(language="en"), "a language by a phrase"),
    ("english please", Said("9"), "the menu's own choice comes first"),
    # and what must not be understood
    ("", NO, "nothing"),
    ("   …  ", NO, "noise"),
    ("non", NO, "'non' is no attestation"),
    ("oui", NO, "nor is 'oui' an answer here"),
    ("je ne sais pas", NO, "no choice here"),
    ("allô allô", NO, "is anybody there?"),
    ("bonjour", NO, "a greeting"),
    ("attendez", NO, "half a thought"),
    ("attest", NO, "half a word"),
    ("rembours", NO, "half a word"),
    ("arrestation", NO, "another word, two letters away"),
    ("détestation", NO, "another"),
    ("station", NO, "another"),
    ("prestation", NO, "another"),
    ("mes honoraires", NO, "not 'horaires': two letters away, and another matter"),
    ("ta gueule", NO, "an insult"),
    ("je voudrais une pizza", NO, "another topic; 'une' is no 1"),
    ("j'ai deux enfants", NO, "a number within a sentence"),
    ("douze", NO, "no key"),
    ("65", NO, "no key"),
    ("1 2", NO, "two keys"),
    ("un ou deux", NO, "undecided"),
    ("sept", NO, "a key that this menu does not have"),
    ("attestation ou remboursement", NO, "two choices, equally said"),
    ("je ne veux pas d'attestation", NO, "taken back, and nothing instead"),
    ("je ne parle pas anglais", NO, "taken back"),
    ("mon retour de l'étranger", NO, "'retour' is 'back' only alone"),
    ("quelle heure est-il", NO, "no opening hours"),
]
FRENCH_OTHERS = [
    (REGIME_FR, "non", Said("1"), "the menu's own"),
    (REGIME_FR, "je ne sais pas", Said("1"), "the menu's own"),
    (REGIME_FR, "ouais", Said("2"), "a yes where yes is a choice"),
    (REGIME_FR, "d'accord, c'est ça", Said("2"), "two yeses"),
    (REGIME_FR, "oui et non", NO, "both"),
    (REGIME_FR, "ouais non", NO, "both, one of them not the menu's own word"),
    (REGIME_FR, "sais", NO, "half a phrase"),
    (CONFIRM_FR, "oui c'est juste", Said("1"), "right"),
    (CONFIRM_FR, "non c'est faux", Said("2"), "wrong"),
    (CONFIRM_FR, "ce n'est pas juste", Said("2"), "the longer phrase: never a text to the wrong number"),
    (CONFIRM_FR, "peut-être", NO, "no answer"),
    (BODIES_FR, "la SNCF", Said("3"), "an abbreviation"),
    (BODIES_FR, "un autre", Said("5"), "not 1"),
    (BODIES_FR, "marins", Said("5"), "a plural"),
    (BODIES_FR, "mutuelles", Said("2"), "a plural"),
    (BODIES_FR, "ce matin", NO, "a letter from 'marin'"),
    (BODIES_FR, "Martin", NO, "another letter from it"),
    (BODIES_FR, "la poste", NO, "a body that isn't there"),
]
ENGLISH = [
    (TOPICS_EN, "certificate", Said("1"), "the word"),
    (TOPICS_EN, "I need a certificate of rights please", Said("1"), "in a sentence"),
    (TOPICS_EN, "certificates", Said("1"), "a plural"),
    (TOPICS_EN, "the attestation de droits", Said("1"), "its French name"),
    (TOPICS_EN, "I'd like a refund", Said("2"), "in a sentence"),
    (TOPICS_EN, "re-imbursement", Said("2"), "heard in two halves"),
    (TOPICS_EN, "reimburstment", Said("2"), "a letter too many"),
    (TOPICS_EN, "what are your opening hours", Said("3"), "a phrase"),
    (TOPICS_EN, "number two please", Said("2"), "a number"),
    (TOPICS_EN, "option 4", Said("4"), "a digit"),
    (TOPICS_EN, "an advisor", Said("0"), "nearly 'an adviser'"),
    (TOPICS_EN, "can I speak to someone", Said("0"), "a phrase"),
    (TOPICS_EN, "not a certificate, an adviser", Said("0"), "the first is taken back"),
    (TOPICS_EN, "go back", Said("*"), "back"),
    (TOPICS_EN, "can you repeat that please", Said("#"), "again"),
    (TOPICS_EN, "en français", Said("9"), "the menu's own choice"),
    (CONFIRM_EN, "yeah", Said("1"), "a yes"),
    (CONFIRM_EN, "that's right", Said("1"), "a yes"),
    (CONFIRM_EN, "that's not right", Said("2"), "the longer phrase"),
    (CONFIRM_EN, "nope", Said("2"), "a no"),
    (CONFIRM_EN, "yes no", NO, "both"),
    (TOPICS_EN, "no", NO, "no answer here"),
    (TOPICS_EN, "hello?", NO, "a greeting"),
    (TOPICS_EN, "I don't know", NO, "no choice"),
    (TOPICS_EN, "my back hurts", NO, "'back' is a key only alone"),
    (TOPICS_EN, "one moment", NO, "'one' is a key only alone"),
    (TOPICS_EN, "I don't want a refund", NO, "taken back"),
    (TOPICS_EN, "refund or hours", NO, "two choices, equally said"),
    (TOPICS_EN, "I don't speak French", NO, "taken back"),
    (TOPICS_EN, "what is the weather like", NO, "another topic"),
    (TOPICS_EN, "I want my money", NO, "no word of ours"),
    (TOPICS_EN, "nine one one", NO, "an emergency is no key"),
]
TABLE = [
    *((TOPICS_FR, EVERYWHERE_FR, *row) for row in FRENCH_TOPICS),
    *((menu, EVERYWHERE_FR, *row) for menu, *row in FRENCH_OTHERS),
    *((menu, EVERYWHERE_EN, *row) for menu, *row in ENGLISH),
]


@pytest.mark.parametrize(("menu", "everywhere", "speech", "meant", "why"), TABLE, ids=[repr(row[2]) for row in TABLE])
def test_what_is_said_means(menu: Words, everywhere: Words, speech: str, meant: Said, why: str) -> None:
    assert hear(speech, lexicon_of(menu, everywhere)) == meant, why


def test_a_third_of_the_table_is_not_understood() -> None:
    refused = [row for row in TABLE if row[3] == NO]

    assert len(TABLE) >= 80
    assert len(refused) * 3 >= len(TABLE)


def test_two_words_nearly_right_for_two_choices_are_not_understood() -> None:
    menu = {"1": ("remboursement",), "2": ("remboursements",)}

    assert hear("rembourssement", lexicon_of(menu, {})) == NO
    assert hear("remboursement", lexicon_of(menu, {})) == Said("1")


def test_a_menu_without_words_still_takes_its_keys() -> None:
    assert hear("2", lexicon_of({"1": (), "2": ()}, {})) == Said("2")
    assert hear("attestation", lexicon_of({"1": (), "2": ()}, {})) == NO


def test_endless_speech_is_cut() -> None:
    assert hear("attestation " * 900, lexicon_of(TOPICS_FR, EVERYWHERE_FR)) == Said("1")
    assert hear("blah " * 2000 + "attestation", lexicon_of(TOPICS_FR, EVERYWHERE_FR)) == NO


@given(st.text())
def test_any_speech_has_an_answer(speech: str) -> None:
    heard = hear(speech, lexicon_of(TOPICS_FR, EVERYWHERE_FR))

    assert heard == NO or heard in {Said(key) for key in "123490*#"} | {Said(language="en"), Said(language="fr")}
