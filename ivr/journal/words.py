"""The journal's words, in French and English: what the staff call what was noted. Callers hear none of these."""

from collections.abc import Mapping

from babel import Locale

from ivr.findings import LANGUAGES

Pair = tuple[str, str]

# French and English; a word that is not here is shown as the journal has it
WORDS: Mapping[str, Pair] = {
    # lines and places
    "national": ("3646", "3646"),
    "abroad": ("étranger", "abroad"),
    "metropole": ("métropole", "mainland"),
    "overseas": ("outre-mer", "overseas"),
    "mayotte": ("Mayotte", "Mayotte"),
    "unknown": ("inconnu", "unknown"),
    # topics
    "file": ("dossier", "file and procedures"),
    "hours": ("horaires", "opening hours"),
    "channels": ("autres moyens", "other ways"),
    "adviser": ("conseiller", "adviser"),
    # what was heard
    "pressed": ("touche", "key"),
    "said": ("voix", "speech"),
    "silent": ("silence", "silence"),
    "not_understood": ("pas compris", "not understood"),
    "dial_ended": ("fin du transfert", "end of transfer"),
    "text_answered": ("SMS demandé", "text asked for"),
    "number_kept": ("numéro saisi", "number typed"),
    "hung_up": ("raccroché", "hung up"),
    # how a turn, or a call, ended
    "listen": ("à l'écoute", "listening"),
    "connect": ("transfert", "transfer"),
    "hang_up": ("au revoir", "goodbye"),
    "left": ("a raccroché", "hung up"),
    "text_taken": ("SMS noté", "text taken"),
    "text_late": ("SMS retardé", "text delayed"),
    "text_already": ("SMS déjà envoyé", "text sent already"),
    "text_capped": ("SMS plafonné", "text capped"),
    "text_unavailable": ("SMS impossible", "text impossible"),
    "adviser_answered": ("conseiller joint", "adviser reached"),
    "adviser_busy": ("conseiller occupé", "adviser busy"),
    "adviser_no_answer": ("conseiller sans réponse", "adviser: no answer"),
    "adviser_failed": ("transfert impossible", "transfer impossible"),
    "queue_answered": ("conseiller joint", "adviser reached"),
    "queue_left": ("file quittée", "left the queue"),
    "queue_full": ("file pleine", "queue full"),
    "queue_failed": ("file impossible", "queue impossible"),
    "number_yes": ("numéro gardé", "number kept"),
    "number_no": ("numéro refusé", "number refused"),
    "number_unavailable": ("numéro perdu", "number lost"),
    "completed": ("terminé", "completed"),
    "canceled": ("abandonné avant la réponse", "given up before the answer"),
    "busy": ("occupé", "busy"),
    "failed": ("échec", "failed"),
    "no-answer": ("sans réponse", "no answer"),
    # causes
    "weekend": ("fin de semaine", "weekend"),
    "holiday": ("jour férié", "public holiday"),
    "closure": ("fermeture", "closure"),
    "opening": ("ouverture exceptionnelle", "exceptional opening"),
    "emergency": ("fermeture d'urgence", "emergency closure"),
}

# Every step at which a turn ends, so that a call may stop there: menus, digits to type, transfers, texts, goodbyes.
STEPS: Mapping[str, Pair] = {
    "": ("sonnerie", "ring"),
    "topics": ("premier menu", "first menu"),
    "language": ("autres langues", "other languages"),
    "bodies": ("autres organismes", "other bodies"),
    "civil_service": ("fonction publique", "civil service"),
    "sncf": ("SNCF", "SNCF"),
    "ratp": ("RATP", "RATP"),
    "other_bodies": ("autres organismes, suite", "other bodies, continued"),
    "unknown_body": ("organisme inconnu", "body not known"),
    "own_body": ("organisme et son site", "body and its site"),
    "shared_account": ("organisme avec compte ameli", "body with the ameli account"),
    "partner_account": ("compte ameli d'un organisme", "a body's ameli account"),
    "attestation": ("attestation", "certificate"),
    "no_account": ("sans compte", "no account"),
    "no_internet": ("sans internet", "no internet"),
    "kiosk": ("bornes", "kiosks"),
    "counter": ("accueil, sans internet", "desk, without internet"),
    "own_statements": ("organisme sans site", "body without a site"),
    "reception": ("points d'accueil", "receptions"),
    "which_attestation": ("quelle attestation", "which certificate"),
    "file": ("dossier", "file"),
    "channels": ("autres moyens", "other ways"),
    "messages": ("messagerie ameli", "ameli messages"),
    "amelibot": ("ameliBot", "ameliBot"),
    "deaf": ("sourds et malentendants", "deaf and hard of hearing"),
    "postcode": ("code postal", "postcode"),
    "local_body": ("caisse locale", "local body"),
    "local_body_site": ("caisse locale et son site", "local body and its site"),
    "caisses": ("quelle caisse", "which caisse"),
    "hours": ("horaires dits", "hours told"),
    "connect": ("transfert au conseiller", "transfer to an adviser"),
    "overseas": ("outre-mer seulement", "overseas only"),
    "adviser_of": ("conseiller de quelle caisse", "whose adviser"),
    "adviser_other": ("conseiller, autre organisme", "adviser, another body"),
    "no_adviser": ("conseiller non joint", "adviser not reached"),
    "last_choices": ("après trois essais", "after three tries"),
    "doubt": ("question de ce qui est voulu", "asked what is wanted"),
    "last_choices_offline": ("après trois essais, sans internet", "after three tries, no internet"),
    "meanwhile": ("en attendant un conseiller", "until an adviser is there"),
    "meanwhile_offline": ("en attendant, sans internet", "until an adviser is there, no internet"),
    "meanwhile_placed": ("en attendant, lieu dit", "until an adviser is there, place said"),
    "meanwhile_placed_offline": (
        "en attendant, lieu dit, sans internet",
        "until an adviser is there, place said, no internet",
    ),
    "few": ("menu court après silences", "short menu after silences"),
    "text_caller": ("SMS", "text"),
    "offer_mobile": ("proposer un mobile", "offer a mobile"),
    "mobile": ("numéro de mobile", "mobile number"),
    "confirm_mobile": ("confirmer le mobile", "confirm the mobile"),
    "text_typed": ("SMS au numéro tapé", "text to the typed number"),
    "anything_else": ("autre chose ?", "anything else?"),
    "last_wait": ("dernière attente", "last wait"),
    "farewell": ("adieu après silence", "farewell after silence"),
    "long_call": ("adieu d'un appel sans fin", "goodbye of an endless call"),
    "goodbye": ("au revoir", "goodbye"),
}


def word(name: str) -> Pair:
    """What the staff call a word of the journal, or a language; the word itself when it has no other name."""
    if name in WORDS:
        return WORDS[name]
    french, english = (Locale(staff).languages.get(name, name) for staff in LANGUAGES)
    return str(french), str(english)


def step_words(step: str) -> Pair:
    """What the staff call a step at which calls stop; its own name when it has no other (an older release's)."""
    return STEPS.get(step, (step, step))
