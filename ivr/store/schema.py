"""The release line: bring a database to this release's tables, and tell how far apart the two are."""

from contextlib import suppress
from functools import cache
from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import OperationalError

from ivr.findings import Finding, Kind
from ivr.store.engine import ADDRESS, Store, StoreError, serialise, take_time

NO_TABLES = Kind(
    "no-tables",
    fr=("La base de données n'a pas encore ses tables.", "Lancez « ivr migrate »."),
    en=("The database does not have its tables yet.", "Run `ivr migrate`."),
)
HALF_RESTORED = Kind(
    "half-restored",
    fr=("Un retour à une sauvegarde a été interrompu : la base est à moitié remise.", "Relancez « ivr restore »."),
    en=("A return to a backup broke off: the database is half restored.", "Run `ivr restore` again."),
)
BEHIND = Kind(
    "behind",
    fr=(
        "La base de données est à la révision {found}, ce programme attend la {head} : il lui manque des colonnes.",
        "Lancez « ivr migrate ».",
    ),
    en=(
        "The database is at revision {found}, this program expects {head}: columns are missing.",
        "Run `ivr migrate`.",
    ),
)
TOO_FAR = Kind(
    "too-far",
    fr=(
        "La base de données est à la révision {found}, ce programme attend la {head} : plus d'une version d'écart.",
        "Lancez « ivr migrate » avec la version la plus récente, ou démarrez la version qui convient.",
    ),
    en=(
        "The database is at revision {found}, this program expects {head}: more than one release apart.",
        "Run `ivr migrate` with the newest release, or start the release that fits.",
    ),
)
FOREIGN = Kind(
    "foreign-tables",
    fr=(
        "Cette base de données est celle d'un autre programme (révision {found}).",
        "Nommez dans DATABASE_URL une base qui n'est qu'à la ligne.",
    ),
    en=(
        "This database is another program's (revision {found}).",
        "Name a database in DATABASE_URL that is the line's alone.",
    ),
)
OVERWRITTEN_SINCE = 5  # before this revision, erased numbers stayed in SQLite's free pages
MIGRATION_LOCK = 3646_0  # two releases that start at once migrate one after the other


@cache  # the migrations of a release do not change
def head() -> int:
    """The revision that this release's code was written for."""
    return int(ScriptDirectory.from_config(_config()).get_current_head() or 0)


def revision(connection: Connection) -> int:
    """The revision of the database; 0 when it was never migrated. Raises StoreError for another program's."""
    found = MigrationContext.configure(connection).get_current_heads()
    if len(found) > 1 or not all(one.isdecimal() for one in found):
        raise StoreError(FOREIGN.at(ADDRESS, found=", ".join(found)))
    return int(found[0]) if found else 0


def migrate(store: Store) -> tuple[int, int]:
    """Bring the database to this release, or leave one that is ahead alone: revision before and after.

    Raises StoreError for one that is half restored.
    """
    with store.writing() as connection:
        if _is_half_restored(connection):
            raise StoreError(HALF_RESTORED.at(ADDRESS))
        before, after = bring(connection)
    if 0 < before < OVERWRITTEN_SINCE <= after:
        with suppress(OperationalError):  # the other release is at work: the next rewriting is the operator's
            store.rewrite()
    return before, after


def bring(connection: Connection) -> tuple[int, int]:
    """The same within a transaction of the caller's."""
    take_time(connection)
    serialise(connection, MIGRATION_LOCK)
    before = revision(connection)
    if before < head():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, revision(connection)


def refusal(store: Store) -> Finding | None:
    """Why a command or a worker must not start on this database; None when it may.

    One release ahead is served, so that the old release goes on while the new one migrates: columns are only added, and
    removed a release after nobody needs them. A database that is behind lacks what this release asks for.
    """
    with store.reading() as connection:
        found = revision(connection)
        if found == 0:
            return (HALF_RESTORED if _is_half_restored(connection) else NO_TABLES).at(ADDRESS)
    if found < head():
        return BEHIND.at(ADDRESS, found=f"{found:04}", head=f"{head():04}")
    if found - head() > 1:
        return TOO_FAR.at(ADDRESS, found=f"{found:04}", head=f"{head():04}")
    return None


def _is_half_restored(connection: Connection) -> bool:
    """Whether the table of the revision is there, and empty: as `ivr restore` leaves it while it is at work."""
    return revision(connection) == 0 and inspect(connection).has_table("alembic_version")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("ivr.store") / "migrations"))
    return config
