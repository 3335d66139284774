"""What `ivr calls` says, in both languages: the names of the journal's words, its tables' heads, its sentences."""

# French and English; a word that is not here is shown as the journal has it
WORDS: dict[str, tuple[str, str]] = {
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
    # causes
    "weekend": ("fin de semaine", "weekend"),
    "holiday": ("jour férié", "public holiday"),
    "closure": ("fermeture", "closure"),
    "opening": ("ouverture exceptionnelle", "exceptional opening"),
    "emergency": ("fermeture d'urgence", "emergency closure"),
    "fr": ("français", "French"),
    "en": ("anglais", "English"),
}

HEADS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "calls": (
        ("Début", "Appel", "Ligne", "Lieu", "Demande", "Issue", "Tours", "Durée"),
        ("Began", "Call", "Line", "Place", "Asked for", "Outcome", "Turns", "Length"),
    ),
    "count": (("Valeur", "Appels"), ("Value", "Calls")),
}

SENTENCES: dict[str, tuple[str, str]] = {
    "which": ("Appel {call}, horaires et messages {revision}", "Call {call}, schedules and prompts {revision}"),
    "published": (
        "Au-dessus des fichiers, ce qui était publié jusqu'au n° {newest} : « ivr schedules history ».",
        "Above the files, what was published up to {newest}: `ivr schedules history`.",
    ),
    "more": (
        "« ivr calls show SID » en relit un pas à pas, « ivr calls count --by topic » les compte.",
        "`ivr calls show SID` reads one again step by step, `ivr calls count --by topic` counts them.",
    ),
    "none": (
        "Aucun appel depuis {since}. « --since 30j » remonte plus loin ; « ivr call » en passe un pour voir, que "
        "« --rehearsals » montre.",
        "No call since {since}. `--since 30d` goes further back; `ivr call` places one to see, which `--rehearsals` "
        "shows.",
    ),
    "unknown": (
        "Le journal ne connaît pas l'appel {call}. « ivr calls » donne les derniers.",
        "The journal knows no call {call}. `ivr calls` lists the last ones.",
    ),
}
