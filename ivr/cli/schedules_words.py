"""What `ivr schedules` says, in both languages."""

from collections.abc import Iterable

from ivr.cli.language import chosen

WORDS: dict[str, tuple[str, str]] = {
    "nothing above": (
        "Rien n'est publié au-dessus des fichiers. « ivr schedules close national --why panne » ferme maintenant.",
        "Nothing is published above the files. `ivr schedules close national --why panne` closes now.",
    ),
    "no history": ("Rien n'a encore été publié.", "Nothing was published yet."),
    "none found": ("Rien de publié n'y répond.", "Nothing that was published is like that."),
    "head": ("n° {id}, {at}, {author} {what}{undoes}{note}", "{id}, {at}, {author} {what}{undoes}{note}"),
    "puts": ("publie {section} « {name} »", "publishes {section} “{name}”"),
    "removes": ("retire {section} « {name} »", "takes away {section} “{name}”"),
    "leaves": ("laisse aux fichiers {section} « {name} »", "leaves to the files {section} “{name}”"),
    "undoes": (" (défait le n° {id})", " (takes back {id})"),
    "above": ("au-dessus des fichiers", "above the files"),
    "overtaken": (
        "les fichiers ont changé cette entrée depuis. Celle-ci compte jusqu'à ce que quelqu'un décide : "
        "« ivr schedules undo {id} » la rend aux fichiers, « ivr schedules export --overtaken » l'y écrit",
        "the files have changed this entry since. This one counts until somebody decides: `ivr schedules undo {id}` "
        "leaves it to the files, `ivr schedules export --overtaken` writes it there",
    ),
    "aside": ("écartée, elle ne compte pas : {why}", "set aside, it does not count: {why}"),
    "is": ("{key} : {value}", "{key}: {value}"),
    "was": ("{key} : {before} -> {after}", "{key}: {before} -> {after}"),
    "nothing": ("(rien)", "(nothing)"),
    "reaches": ("Publie : {words}", "Publishes: {words}"),
    "ends": ("Retire : {words}", "Takes away: {words}"),
    "heard fr": ("On entendra en français : « {words} »", "Heard in French: “{words}”"),
    "heard en": ("On entendra en anglais : « {words} »", "Heard in English: “{words}”"),
    "mind": ("Attention : {words}", "Mind: {words}"),
    "ask": ("Publier ? Tapez oui", "Publish? Type yes"),
    "not published": ("Rien n'est publié.", "Nothing is published."),
    "published": (
        "Publié, n° {ids}. Les appelants l'entendent dans les 5 secondes ; « ivr schedules undo {last} » le défait.",
        "Published, {ids}. Callers hear it within 5 seconds; `ivr schedules undo {last}` takes it back.",
    ),
    "waits": (
        "En attente, demande n° {id} : une autre personne qui publie doit l'approuver dans la console.",
        "Waiting, request {id}: another person who publishes has to approve it in the console.",
    ),
    "no trail": (
        "Attention : la piste d'audit ne peut pas être écrite d'ici ({why}). L'historique, lui, dit qui a publié.",
        "Mind: the audit trail can't be written from here ({why}). The history still tells who published.",
    ),
    "outrun": (
        "{author} vient de publier autre chose pour « {name} » (n° {id}). Rien n'est publié : regardez "
        "« ivr schedules history », puis recommencez.",
        "{author} has just published something else for “{name}” ({id}). Nothing is published: look at "
        "`ivr schedules history`, then try again.",
    ),
    "refused": (
        "Rien n'est publié, car la ligne n'irait plus :\n{told}",
        "Nothing is published, for the line would not be sound:\n{told}",
    ),
    "no reason": (
        "« {why} » n'a pas d'anglais : ajoutez --why-en, ou prenez l'un de : {reasons}.",
        "“{why}” has no English: add --why-en, or take one of: {reasons}.",
    ),
    "past": ("--until est déjà passé ({at}).", "--until is past already ({at})."),
    "no hours": ("« {who} » n'a pas d'horaires à fermer ici.", "“{who}” has no hours to close here."),
    "none open": ("Aucune urgence n'est en cours.", "No emergency is going on."),
    "none such": (
        "Aucune urgence en cours ne s'appelle ni n'atteint « {who} ». En cours : {names}.",
        "No emergency that is going on is called or reaches “{who}”. Going on: {names}.",
    ),
    "which": (
        "Plusieurs urgences sont en cours ; laquelle ? {names}",
        "Several emergencies are going on; which? {names}",
    ),
    "no change": ("Il n'y a pas de changement n° {id}.", "There is no change {id}."),
    "followed": (
        "Depuis le n° {id}, cette entrée a encore changé (n° {others}) : la défaire reprend aussi cela.",
        "This entry was changed again since {id} ({others}): taking it back takes that back too.",
    ),
    "nothing to do": ("Rien ne changerait.", "Nothing would change."),
    "exported": ("{file} : {names}.", "{file}: {names}."),
    "export more": (
        "Relisez, puis versionnez ; ces changements tombent d'eux-mêmes quand les fichiers sont servis.",
        "Read it again, then commit it; these changes drop out by themselves once the files are served.",
    ),
    "left": (
        "Pas écrit, car les fichiers ont changé ces entrées depuis : {names}. « ivr schedules diff » montre quoi, "
        "--overtaken les écrit quand même.",
        "Not written, for the files have changed these entries since: {names}. `ivr schedules diff` shows what, "
        "--overtaken writes them all the same.",
    ),
    "unwritable": (
        "{file} n'a pas pu être écrit ({why}) : lancez la commande là où schedules/ peut l'être.",
        "{file} could not be written ({why}): run the command where schedules/ can be.",
    ),
    "by hand": (
        "{file} est écrit d'une façon que cette commande ne sait pas modifier : écrivez « {name} » à la main.",
        "{file} is written in a way that this command can't edit safely: write “{name}” by hand.",
    ),
    "closures": ("la fermeture", "the closure"),
    "openings": ("l'ouverture", "the opening"),
    "hours": ("les horaires", "the hours"),
    "emergencies": ("l'urgence", "the emergency"),
    "bulletins": ("l'annonce", "the notice"),
}


def say(sentence: str, /, **values: object) -> str:
    """A sentence in the language that was asked for."""
    return chosen(WORDS[sentence]).format(**values)


def listed(names: Iterable[object]) -> str:
    """Names one after the other."""
    return ", ".join(map(str, names))
