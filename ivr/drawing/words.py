"""The words of the pictures themselves, in French and English. What callers hear comes from the prompts, not from here.

A branch, question or answer that has no words here is drawn by its own name: nothing is left out of a picture.
"""

from collections.abc import Mapping
from typing import Literal

Language = Literal["fr", "en"]
Pair = tuple[str, str]

SECTIONS: Mapping[str, Pair] = {
    "WELCOME": ("Accueil", "Welcome"),
    "TOPICS": ("Premier menu", "First menu"),
    "ATTESTATION": ("Attestation", "Certificate"),
    "OTHER_ATTESTATIONS": ("Autres attestations", "Other certificates"),
    "FILE": ("Dossier", "File"),
    "BODIES": ("Autres organismes", "Other bodies"),
    "CHANNELS": ("Autres moyens", "Other ways"),
    "PLACE": ("Lieu", "Place"),
    "HOURS": ("Horaires", "Hours"),
    "ADVISER": ("Conseiller", "Adviser"),
    "RINGING": ("Mise en relation", "Ringing an adviser"),
    "UNREACHED": ("Non joint", "Not reached"),
    "CLOSED": ("Personne ne répond", "Nobody is there"),
    "TEXT": ("SMS", "Text"),
    "DOUBTS": ("Doute sur ce qui est dit", "Doubt about what was said"),
    "GIVE_UP": ("Rien ne vient", "Giving up"),
}
QUESTIONS: Mapping[str, Pair] = {
    "line": ("Quel numéro a été appelé ?", "Which number was called?"),
    "trial": ("Un service d'essai ?", "A test service?"),
    "from_mayotte": ("Appelle le 3646 de Mayotte ?", "Ringing 3646 from Mayotte?"),
    "news": ("Un message du moment ?", "Any bulletin?"),
    "open_somewhere": ("Quelqu'un répond-il ?", "Is anybody there?"),
    "reason": ("Pourquoi fermé ?", "Why closed?"),
    "language": ("Quelle langue ?", "Which language?"),
    "from_abroad": ("Appelle le 3646 de l'étranger ?", "Ringing 3646 from abroad?"),
    "speech": ("Écoute-t-on les mots ?", "Are words listened to?"),
    "paper": ("L'a-t-on déjà dit ?", "Was it told already?"),
    "told_closed": ("L'a-t-on déjà dit ?", "Was it told already?"),
    "said_place": ("Le lieu a-t-il été dit ?", "Was the place said?"),
    "subject": ("Pour quoi ?", "What for?"),
    "member": ("De quel organisme ?", "Of which body?"),
    "whose_adviser": ("Conseiller de qui ?", "Whose adviser?"),
    "attempt": ("Quel essai ?", "Which try?"),
    "tries": ("Encore un essai ?", "Another try?"),
    "internet": ("A-t-il internet ?", "Is there internet?"),
    "advisers_differ": ("Le lieu change-t-il quelque chose ?", "Does the place matter?"),
    "hours_differ": ("Le lieu change-t-il quelque chose ?", "Does the place matter?"),
    "weeks_differ": ("Le lieu change-t-il quelque chose ?", "Does the place matter?"),
    "reopens": ("Reprise connue ?", "Is a reopening known?"),
    "week_known": ("Horaires sûrs ?", "Are the hours sure?"),
    "where": ("Lieu connu ?", "Is the place known?"),
    "body": ("De qui dépend ce lieu ?", "Who serves that place?"),
    "local_site": ("Son site est-il connu ?", "Is its site known?"),
    "quieter": ("Sait-on quand c'est plus calme ?", "Is it known when it is quieter?"),
    "rivals": ("Plusieurs caisses ?", "Several caisses?"),
    "caisses_differ": ("Y a-t-il une différence ?", "Do they differ?"),
    "wants": ("Que voulait l'appelant ?", "What was wanted?"),
    "opening": ("Ouvert ?", "Open?"),
    "doubt": ("D'où vient le doute ?", "Where is the doubt from?"),
    "doubt_ahead": ("Un jour douteux avant ?", "A doubtful day before?"),
    "present": ("Comme d'habitude ?", "As usual?"),
    "week_kind": ("La semaine habituelle ?", "The usual week?"),
    "hours_known": ("Horaires sûrs ?", "Are the hours sure?"),
    "week_ahead": ("Une semaine comme les autres ?", "A week like others?"),
    "clock": ("À quelle heure vit l'appelant ?", "What does the caller's clock say?"),
    "adviser": ("Un conseiller est-il relié ?", "Is an adviser set up?"),
    "typed_known": ("Le numéro tapé est-il connu ?", "Is the typed number at hand?"),
    "textable": ("Peut-il recevoir un SMS ?", "Can a text reach them?"),
}
ANSWERS: Mapping[str, Pair] = {
    "national": ("le 3646", "3646"),
    "mayotte": ("Mayotte", "Mayotte"),
    "abroad": ("depuis l'étranger", "from abroad"),
    "yes": ("oui", "yes"),
    "no": ("non", "no"),
    "some": ("oui", "yes"),
    "none": ("non", "no"),
    "open": ("ouvert", "open"),
    "perhaps": ("peut-être", "perhaps"),
    "margin": ("horaires supposés", "assumed hours"),
    "special": ("non, avec motif", "no, with a reason"),
    "last": ("non, sans reprise", "no, no reopening"),
    "until": ("non, jusqu'à un jour", "no, until a day"),
    "further_notice": ("non, sans fin connue", "no, no end known"),
    "overseas": ("outre-mer seulement", "overseas only"),
    "closed": ("fermé", "closed"),
    "hours": ("hors horaires", "outside hours"),
    "holiday": ("jour férié", "public holiday"),
    "closure": ("fermeture", "closure"),
    "endless": ("sans date de reprise", "no reopening known"),
    "fr": ("français", "French"),
    "en": ("anglais", "English"),
    "ask": ("à demander", "to be asked"),
    "other": ("un autre", "another"),
    "new": ("non", "no"),
    "told": ("oui", "yes"),
    "place": ("celui de sa caisse", "that of their caisse"),
    "anyone": ("n'importe lequel", "any"),
    "first": ("le premier", "the first"),
    "second": ("le deuxième", "the second"),
    "third": ("le dernier", "the last"),
    "left": ("oui", "yes"),
    "spent": ("plus aucun", "none left"),
    "borrowed": ("ceux du 3646", "those of 3646"),
    "attestation": ("attestation", "certificate"),
    "file": ("dossier", "file"),
    "known": ("connu", "known"),
    "unknown": ("inconnue", "unknown"),
    "ours": ("une caisse d'ici", "one of our caisses"),
    "local": ("une caisse locale", "a local body"),
    "adviser": ("un conseiller", "an adviser"),
    "usual": ("oui", "yes"),
    "unusual": ("non", "no"),
    "sourced": ("vérifiés", "checked"),
    "assumed": ("supposés", "assumed"),
    "same": ("la même", "the same"),
    "differs": ("une autre", "another"),
    "set": ("relié", "set up"),
    "missing": ("aucun", "none"),
    "type": ("à taper", "to be typed"),
    "answered": ("a répondu", "answered"),
    "busy": ("occupé", "busy"),
    "no_answer": ("sans réponse", "no answer"),
    "failed": ("échec", "failed"),
    "taken": ("accepté", "accepted"),
    "late": ("en retard", "late"),
    "already": ("déjà envoyé", "sent already"),
    "capped": ("pas de SMS", "no text"),
    "unavailable": ("interrompu", "unavailable"),
}
# An answer that means something else under one question: (question, answer).
IN_PLACE: Mapping[tuple[str, str], Pair] = {
    ("wants", "hours"): ("les horaires", "the hours"),
    ("reopens", "known"): ("oui", "yes"),
    ("reopens", "unknown"): ("non", "no"),
    ("local_site", "known"): ("oui", "yes"),
    ("local_site", "unknown"): ("non", "no"),
    ("quieter", "known"): ("oui", "yes"),
    ("quieter", "unknown"): ("non", "no"),
    ("member", "ours"): ("de chez nous", "one of ours"),
    ("hours_known", "sourced"): ("vérifiés", "checked"),
    ("body", "mayotte"): ("Mayotte, sa ligne", "Mayotte, its own line"),
}
LABELS: Mapping[str, Pair] = {
    "map": ("Le parcours d'un appel au 3646", "The way of a call to 3646"),
    "menu": ("menu", "menu"),
    "ask": ("chiffres à taper", "digits to type"),
    "tell": ("message", "message"),
    "branch": ("aiguillage", "switch"),
    "send": ("envoi d'un SMS", "sends a text"),
    "transfer": ("mise en relation", "connects"),
    "end": ("fin d'appel", "end of the call"),
    "any_menu": ("Un conseiller, dans tous les menus", "An adviser, in every menu"),
    "third_failure": ("Au troisième échec de suite", "At the third failure in a row"),
    "silence": ("silence", "silence"),
    "gate": ("d'abord, à chaque fois", "each time, first"),
    "each": ("une touche pour chaque caisse du département", "a key for each caisse of the département"),
    "skip": ("dièse, ou silence", "hash, or silence"),
    "second_silence": ("Au deuxième silence de suite", "At the second silence in a row"),
    "digits": ("{count} chiffres", "{count} digits"),
    "unkept": ("numéro non gardé", "number not kept"),
    "everywhere": (
        "Dans tous les menus : 0 un conseiller, * retour, # réécouter. Troisième échec de suite : « {give_up} ».",
        "In every menu: 0 an adviser, * back, # again. Third failure in a row: “{give_up}”.",
    ),
    "counts": (
        "{steps} étapes, dont {menus} menus et {choices} choix",
        "{steps} steps, among them {menus} menus and {choices} choices",
    ),
    "year": ("Horaires habituels : {hours} ({zone}).", "Usual hours: {hours} ({zone})."),
    "assumed": ("horaires supposés : le minimum national", "assumed hours: the national minimum"),
    "sourced": ("horaires vérifiés", "checked hours"),
    "day_open": ("jours d'ouverture", "open days"),
    "day_opening": ("ouvertures exceptionnelles", "exceptional openings"),
    "day_weekend": ("fins de semaine", "weekend days"),
    "day_closed": ("jours sans horaires", "days without hours"),
    "day_holiday": ("jours fériés chômés", "public holidays kept"),
    "day_unsure": ("jours peut-être fériés", "days that may be holidays"),
    "day_closure": ("jours de fermeture", "days of closure"),
    "day_emergency": ("fermetures d'urgence", "emergency closures"),
    "bar": (
        "Une barre montre les heures d'ouverture, de {first} h à {last} h.",
        "A bar shows the opening hours from {first} to {last}.",
    ),
    "shifts": ("Changements d'heure : {days}.", "Clocks change: {days}."),
    "no_shift": ("L'heure n'y change pas.", "The clocks don't change there."),
    "ear": ("De la sonnerie au but : secondes et touches", "From ring to goal: seconds and keys"),
    "ear_how": (
        "Le plus court chemin de qui écoute jusqu'au choix voulu, puis appuie (1 s) ou tape (0,5 s par chiffre).",
        "The shortest way of who listens up to the wanted choice, then presses (1 s) or types (0.5 s a digit).",
    ),
    "ear_fr": ("en français", "in French"),
    "ear_en": ("en anglais, depuis l'accueil en français", "in English, from the greeting in French"),
    "ear_never": ("jamais atteint", "never reached"),
    "ear_no_key": ("aucune touche", "no key"),
    "call": ("L'appel « {keys} »", "The call “{keys}”"),
}


def said(pairs: Mapping[str, Pair], key: str, language: Language) -> str:
    """The words of a key; the key itself when it has none."""
    pair = pairs.get(key)
    return pair[language == "en"] if pair else key.replace("_", " ")


def section_name(name: str, language: Language) -> str:
    return said(SECTIONS, name, language)


def answer_words(question: str, answer: str, language: Language) -> str:
    pair = IN_PLACE.get((question, answer)) or ANSWERS.get(answer)
    return pair[language == "en"] if pair else answer.replace("_", " ")


def label(key: str, language: Language) -> str:
    return LABELS[key][language == "en"]
