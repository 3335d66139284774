"""What `ivr texts` says, in both languages: the names of columns, its sentences; states have theirs themselves."""

# key -> what the terminal says, French and English
WORDS: dict[str, tuple[str, str]] = {
    "id": ("n°", "id"),
    "asked": ("demandé (Paris)", "asked (Paris)"),
    "to": ("à", "to"),
    "template": ("SMS", "text"),
    "state": ("état", "state"),
    "attempt": ("essais", "attempts"),
    "reason": ("raison", "reason"),
    "call": ("appel", "call"),
    "body": ("texte", "body"),
    "changed": ("dernier changement (Paris)", "last change (Paris)"),
    "due": ("prochaine action (Paris)", "next action (Paris)"),
    "sid": ("message Twilio", "Twilio message"),
    "code": ("code d'erreur", "error code"),
    "count": ("nombre", "count"),
    "rehearsal": ("répétition", "rehearsal"),
    "last day": ("Depuis 24 heures, et ce qui attend encore :", "Of the last 24 hours, and what still waits:"),
    "nothing counted": ("  rien ; les répétitions ne comptent pas", "  nothing; rehearsals don't count"),
    "latest": ("Les derniers :", "The latest:"),
    "more": (
        "« ivr texts show N » dit tout d'un SMS, « ivr texts --help » le reste.",
        "`ivr texts show N` tells all of a text, `ivr texts --help` the rest.",
    ),
    "to settle": (
        "SMS que seule une personne peut trancher : {}. « ivr texts show N » dit pourquoi ; regardez dans la console "
        "de Twilio si le message est parti, puis « ivr texts resolve N sent », failed ou again.",
        "Texts that only a person can settle: {}. `ivr texts show N` tells why; look in Twilio's console whether the "
        "message left, then `ivr texts resolve N sent`, failed or again.",
    ),
    "none": ("Aucun SMS.", "No text."),
    "none yet": (
        'Aucun SMS n\'a encore été demandé. « ivr call --keys "1 1" » en demande un, pour voir : il est noté ici '
        "comme répétition et ne part pas.",
        'No text was asked for yet. `ivr call --keys "1 1"` asks for one, to see: it is noted here as a rehearsal '
        "and not sent.",
    ),
    "nothing waits": ("Aucun SMS n'attend.", "No text waits."),
    "absent": ("Il n'y a pas de SMS n° {}.", "There is no text {}."),
    "worker seen": ("Un worker était là à {} (Paris).", "A worker was there at {} (Paris)."),
    "no worker": ("Aucun worker : lancez « ivr worker ».", "No worker: start `ivr worker`."),
    "settled": ("Le SMS n° {} n'attend personne.", "Text {} waits for nobody."),
    "erased": (
        "Le numéro du SMS n° {} est effacé : il ne peut plus partir.",
        "The number of text {} is erased: it can't be sent any more.",
    ),
    "resolved": ("SMS n° {} : {}.", "Text {}: {}."),
    "away": (
        "Twilio ne prend plus rien depuis {} (Paris) : {}. Un SMS essaie pour tous ; s'il passe, ceux qui ne sont pas "
        "trop tard partent.\n",
        "Twilio has taken nothing since {} (Paris): {}. One text tries for all; once it passes, those that are not too "
        "late leave.\n",
    ),
    "since": ("depuis (Paris)", "since (Paris)"),
    "none blocked": ("Aucun mobile n'est bloqué.", "No mobile is blocked."),
    "no mobile": (
        "Ce n'est pas un mobile : écrivez 06..., 07..., 0692..., ou +33 6...",
        "This is no mobile: write 06..., 07..., 0692..., or +33 6...",
    ),
    "blocked": ("Plus aucun SMS ne partira vers {}.", "No text will be sent to {} any more."),
    "hangs on token": (
        "Attention : sans IVR_SECRET_KEY, ce blocage est oublié dès que le jeton du compte change. Donnez-en une, "
        "puis bloquez ce mobile de nouveau.",
        "Mind: without IVR_SECRET_KEY this block is forgotten as soon as the account's token changes. Set one, "
        "then block this mobile again.",
    ),
    "unblocked": (
        "{} peut de nouveau recevoir des SMS. S'il avait répondu STOP, il doit d'abord répondre START.",
        "{} can be texted again. If it had answered STOP, it has to answer START first.",
    ),
    "no block": ("{} est déjà bloqué.", "{} is blocked already."),
    "no unblock": ("{} n'était pas bloqué.", "{} was not blocked."),
    "looked up first": (
        "{} SMS qui attendent seront d'abord cherchés chez Twilio.",
        "{} texts that wait will be looked for at Twilio first.",
    ),
    "which": (
        "Nommez les SMS par leur numéro, ou bien par --reason, --template ou --all.",
        "Name the texts by their number, or else by --reason, --template or --all.",
    ),
    "would": (
        "Sans --dry-run, {} SMS seraient tranchés ainsi : {}. Rien n'est changé.",
        "Without --dry-run, {} texts would be settled so: {}. Nothing is changed.",
    ),
    "at once": (
        "{} SMS à la fois : relancez la commande pour les suivants.",
        "{} texts at once: run the command again for the next ones.",
    ),
    "no trail": (
        "Attention : la piste d'audit ne peut pas être écrite d'ici ({}).",
        "Mind: the audit trail can't be written from here ({}).",
    ),
    "late": ("Le plus ancien attend depuis {}.", "The oldest has waited for {}."),
}
