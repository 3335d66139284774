"""The verbs of `ivr`, each the name of the module of this package that holds it, with its line in the list."""

from ivr.hours.words import Words, words

VERBS: dict[str, Words] = {
    "run": words(
        fr="Servir la ligne et envoyer ses SMS, sur cette machine.",
        en="Serve the line and send its texts, on this machine.",
    ),
    "call": words(
        fr="Appeler la ligne depuis ce terminal.",
        en="Ring the line from this terminal.",
    ),
    "hours": words(
        fr="Dire quand une ligne ou une caisse est ouverte, et pourquoi.",
        en="Tell when a line or a caisse is open, and why.",
    ),
    "schedules": words(
        fr="Fermer et rouvrir maintenant, et suivre ce qui est publié au-dessus des fichiers.",
        en="Close and reopen now, and follow what is published above the files.",
    ),
    "calls": words(
        fr="Relire les appels, pas à pas, et les compter.",
        en="Read calls again, step by step, and count them.",
    ),
    "texts": words(
        fr="Suivre les SMS demandés, et trancher ceux qui attendent.",
        en="Follow the texts asked for, and settle those that wait.",
    ),
    "console": words(
        fr="Servir la console des équipes seule, à son adresse.",
        en="Serve the staff's console alone, at its own address.",
    ),
    "provision": words(
        fr="Faire mener un numéro de Twilio à ce service.",
        en="Have a Twilio number lead to this service.",
    ),
    "doctor": words(
        fr="Dire ce qui empêche les appels ou les SMS, et que faire.",
        en="Tell what keeps calls or texts from working, and what to do.",
    ),
    "user": words(
        fr="Dire qui peut entrer dans la console, et ce que chacun peut y faire.",
        en="Tell who may use the console, and what each may do there.",
    ),
    "audit": words(
        fr="Lire qui a fait quoi dans la console, et vérifier que rien n'y a été touché.",
        en="Read who did what in the console, and verify that none of it was touched.",
    ),
    "worker": words(
        fr="Envoyer les SMS demandés.",
        en="Send the texts that callers asked for.",
    ),
    "migrate": words(
        fr="Amener la base de données aux tables de cette version.",
        en="Bring the database to the tables of this version.",
    ),
    "backup": words(
        fr="Sauvegarder la base de données et ce qui est à côté, sans rien arrêter.",
        en="Back up the database and what stands beside it, while all goes on.",
    ),
    "restore": words(
        fr="Revenir à une sauvegarde.",
        en="Go back to a backup.",
    ),
    "check": words(
        fr="Vérifier le parcours, les messages et les horaires.",
        en="Check the flow, the prompts and the schedules.",
    ),
    "map": words(
        fr="Dessiner le parcours des appels, un appel, ou l'année d'une caisse.",
        en="Draw the way of calls, one call, or the year of a caisse.",
    ),
    "radar": words(
        fr="Dire ce qui surprendra dans les 24 mois.",
        en="Tell what will surprise in the coming 24 months.",
    ),
    "settings": words(
        fr="Montrer tous les réglages.",
        en="Show every setting.",
    ),
}
