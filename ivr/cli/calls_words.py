"""What `ivr calls` says, in both languages: the names of the journal's words, its tables' heads, its sentences."""

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        # lines and places
        "national": "3646",
        "abroad": "étranger",
        "metropole": "métropole",
        "overseas": "outre-mer",
        "mayotte": "Mayotte",
        "unknown": "inconnu",
        # topics
        "attestation": "attestation",
        "file": "dossier",
        "hours": "horaires",
        "channels": "autres moyens",
        "adviser": "conseiller",
        # what was heard
        "pressed": "touche",
        "said": "voix",
        "silent": "silence",
        "not_understood": "pas compris",
        "dial_ended": "fin du transfert",
        "queue_left": "fin de l'attente",
        "text_answered": "SMS demandé",
        "number_kept": "numéro saisi",
        "hung_up": "raccroché",
        # how a turn, or a call, ended
        "listen": "à l'écoute",
        "connect": "transfert",
        "hang_up": "au revoir",
        "left": "a raccroché",
        "text_taken": "SMS noté",
        "text_unavailable": "SMS impossible",
        "adviser_answered": "conseiller joint",
        "adviser_busy": "conseiller occupé",
        "adviser_no_answer": "conseiller sans réponse",
        "adviser_failed": "transfert impossible",
        "completed": "terminé",
        # causes
        "weekend": "fin de semaine",
        "holiday": "jour férié",
        "closure": "fermeture",
        "opening": "ouverture exceptionnelle",
        "emergency": "fermeture d'urgence",
        "fr": "français",
        "en": "anglais",
    },
    "en": {
        "national": "3646",
        "metropole": "mainland",
        "mayotte": "Mayotte",
        "file": "file and procedures",
        "hours": "opening hours",
        "channels": "other ways",
        "pressed": "key",
        "said": "speech",
        "silent": "silence",
        "not_understood": "not understood",
        "dial_ended": "end of transfer",
        "queue_left": "end of waiting",
        "text_answered": "text asked for",
        "number_kept": "number typed",
        "hung_up": "hung up",
        "listen": "listening",
        "connect": "transfer",
        "hang_up": "goodbye",
        "left": "hung up",
        "text_taken": "text taken",
        "text_unavailable": "text impossible",
        "adviser_answered": "adviser reached",
        "adviser_busy": "adviser busy",
        "adviser_no_answer": "adviser: no answer",
        "adviser_failed": "transfer impossible",
        "holiday": "public holiday",
        "opening": "exceptional opening",
        "emergency": "emergency closure",
        "fr": "French",
        "en": "English",
    },
}

HEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {
        "calls": ("Début (Paris)", "Appel", "Ligne", "Lieu", "Demande", "Issue", "Tours", "Durée"),
        "turns": ("Tour", "Heure", "Étape", "Entendu", "Issue", "Sujet", "Lieu", "Pourquoi", "Temps"),
        "count": ("Valeur", "Appels"),
    },
    "en": {
        "calls": ("Began (Paris)", "Call", "Line", "Place", "Asked for", "Outcome", "Turns", "Length"),
        "turns": ("Turn", "Time", "Step", "Heard", "Outcome", "Topic", "Place", "Why", "Took"),
        "count": ("Value", "Calls"),
    },
}

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "none": "Aucun appel depuis {since}. « --since 30j » remonte plus loin.",
        "unknown": "Le journal ne connaît pas l'appel {call}. « ivr calls » donne les derniers.",
        "away": "Le journal ne peut pas être lu ({error}). Vérifiez DATABASE_URL, ou lancez « ivr migrate ».",
    },
    "en": {
        "none": "No call since {since}. `--since 30d` goes further back.",
        "unknown": "The journal knows no call {call}. `ivr calls` lists the last ones.",
        "away": "The journal can't be read ({error}). Check DATABASE_URL, or run `ivr migrate`.",
    },
}
