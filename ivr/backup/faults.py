"""What keeps a backup from being made or restored, in words for whoever typed the command."""

from ivr.findings import Kind
from ivr.refused import Refused


class BackupError(Refused):
    """No backup was made, or nothing was restored: what there was is as it was."""


THERE_ALREADY = Kind(
    "there-already",
    fr=(
        "Il y a déjà quelque chose dans {folder}.",
        "Nommez un autre dossier : une sauvegarde n'en remplace pas une autre.",
    ),
    en=("There is something in {folder} already.", "Name another folder: a backup does not replace another one."),
)
CANT_WRITE = Kind(
    "cant-write",
    fr=("Rien ne s'écrit dans {folder} ({reason}).", "Nommez un dossier d'un disque qui a de la place."),
    en=("Nothing can be written to {folder} ({reason}).", "Name a folder of a disk that has room."),
)
NO_BACKUP = Kind(
    "no-backup",
    fr=("{folder} n'est pas une sauvegarde de cette ligne.", "Nommez le dossier que « ivr backup » a écrit."),
    en=("{folder} is no backup of this line.", "Name the folder that `ivr backup` wrote."),
)
HARMED = Kind(
    "harmed",
    fr=("{file} n'est plus ce qui a été sauvegardé.", "Prenez une autre sauvegarde."),
    en=("{file} is not what was backed up any more.", "Take another backup."),
)
UNSOUND = Kind(
    "unsound",
    fr=("La copie de la base n'est pas saine ({reason}).", "Prenez une autre sauvegarde, et vérifiez le disque."),
    en=("The copy of the database is not sound ({reason}).", "Take another backup, and check the disk."),
)
OTHER_DATABASE = Kind(
    "other-database",
    fr=(
        "Cette sauvegarde est celle d'une base {found}, DATABASE_URL nomme une base {wanted}.",
        "Nommez-en une de {found}.",
    ),
    en=("This backup is of a {found} database, DATABASE_URL names one of {wanted}.", "Name one of {found}."),
)
NEWER = Kind(
    "newer",
    fr=(
        "Cette sauvegarde est à la révision {found}, ce programme n'en connaît que {head}.",
        "Restaurez-la avec la version qui l'a faite : {release}.",
    ),
    en=(
        "This backup is at revision {found}, this program knows no further than {head}.",
        "Restore it with the release that made it: {release}.",
    ),
)
IN_USE = Kind(
    "in-use",
    fr=("La base est utilisée{who}.", "Arrêtez web, worker et console, puis recommencez ; rien n'a changé."),
    en=("The database is in use{who}.", "Stop web, worker and console, then try again; nothing has changed."),
)
NO_TOOL = Kind(
    "no-tool",
    fr=(
        "« {tool} » manque sur cette machine.",
        "Installez les outils de PostgreSQL (postgresql-client), de la version du serveur ou plus récents.",
    ),
    en=(
        "`{tool}` is not on this machine.",
        "Install PostgreSQL's tools (postgresql-client), of the server's version or newer.",
    ),
)
TOOL_FAILED = Kind(
    "tool-failed",
    fr=("« {tool} » n'a pas abouti : {reason}", "Corrigez ce qu'il dit ; la base est comme avant."),
    en=("`{tool}` did not succeed: {reason}", "Mend what it tells; the database is as it was."),
)
