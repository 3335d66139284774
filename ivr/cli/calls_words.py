"""What `ivr calls` says, in both languages: its tables' heads, its sentences. The journal's words are its own."""

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
    "next": ("Les précédents : « ivr calls --before {call} ».", "Those before: `ivr calls --before {call}`."),
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
