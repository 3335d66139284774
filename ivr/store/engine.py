"""One engine for both databases, connecting only when first asked.

`writing()` is BEGIN IMMEDIATE on SQLite (a read that turns into a write can't wait for its lock there) and a plain
transaction on PostgreSQL. What is done inside a caller's turn goes through `within_deadline`.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from ivr.findings import Kind, Place
from ivr.refused import Refused
from ivr.store.deadline import Confirm, DeadlinePool

T = TypeVar("T")

DEADLINE_SECONDS = 1.5
PRIVATE = 0o600
BESIDE = ("-wal", "-shm")  # what SQLite puts beside its file
BUSY_MILLISECONDS = 1200  # SQLite waits so long for its lock: less than the deadline, so that an error has a reason
POSTGRES_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=10000 -c lock_timeout=1400"
    # a web process paused inside a transaction must not hold the caps' lock against the others
    " -c idle_in_transaction_session_timeout=5000"
)
SECRET = re.compile("password|secret", re.IGNORECASE)  # names of a driver's options whose values are shown to nobody


class StoreError(Refused):
    """The database can't be used as it is configured, or does not answer."""


ADDRESS = Place("DATABASE_URL")
_EXAMPLES = (
    "Écrivez sqlite:///var/ivr.sqlite3, ou postgresql://nom:mot-de-passe@hôte/base (@ du mot de passe : %40).",
    "Write sqlite:///var/ivr.sqlite3, or postgresql://user:password@host/name (an @ of the password: %40).",
)
NOT_AN_ADDRESS = Kind(
    "not-an-address",
    fr=("Ce n'est pas une adresse.", _EXAMPLES[0]),
    en=("This is not an address.", _EXAMPLES[1]),
)
NOT_A_DATABASE = Kind(
    "not-a-database",
    fr=("Cette adresse ne nomme ni un fichier SQLite ni PostgreSQL.", _EXAMPLES[0]),
    en=("This address names neither a SQLite file nor PostgreSQL.", _EXAMPLES[1]),
)
NO_ANSWER = Kind(
    "no-answer",
    fr=("La base de données {address} ne répond pas ({reason}).", "Vérifiez l'adresse, et que le serveur tourne."),
    en=("The database {address} does not answer ({reason}).", "Check the address, and that the server runs."),
)
CANNOT_BE_USED = Kind(
    "cannot-be-used",
    fr=(
        "La base de données {address} n'est pas utilisable ({reason}).",
        "Voyez que l'utilisateur qui lance ceci peut écrire ce fichier et son dossier, et que le disque a de la place.",
    ),
    en=(
        "The database {address} can't be used ({reason}).",
        "See that the user who runs this may write that file and its folder, and that the disk has room.",
    ),
)


class Store:
    """The database of one process. Connects on first use; safe to share between threads, not across a fork."""

    def __init__(self, url: URL, seconds: float = DEADLINE_SECONDS) -> None:
        self._secrets = {name: value for name, value in url.query.items() if SECRET.search(name)}
        self.url = url.difference_update_query(self._secrets)  # as it is logged, where a password is masked
        self.dialect = url.get_backend_name()
        self.pool = DeadlinePool(1 if self.dialect == "sqlite" else 8, seconds)

    @cached_property
    def engine(self) -> Engine:
        """The SQLAlchemy engine, built on first use."""
        return _sqlite(self.url) if self.dialect == "sqlite" else _postgres(self.url, self._secrets)

    def for_tools(self) -> tuple[str, dict[str, str]]:
        """A PostgreSQL as its own tools are told of it: an address without a password, and what holds the password."""
        password = self.url.password or self._secrets.get("password")
        url = self.url
        address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        return address.render_as_string(hide_password=False), {"PGPASSWORD": str(password)} if password else {}

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; committed at the end, rolled back on an exception."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(ivr_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def within_deadline(self, work: Callable[[Connection], T], *, writes: bool = True) -> T:
        """What `work` returns, its transaction committed. Raises Unavailable after the deadline, else what it raised.

        Past the deadline nothing is left behind, except when the commit itself was already on its way.
        """

        def transaction(confirm: Confirm) -> T:
            with self.writing() if writes else self.reading() as connection:
                answer = work(connection)
                confirm()
            return answer

        return self.pool.run(transaction)

    def checkpoint(self) -> bool:
        """Empty SQLite's write-ahead log into its file, so that nothing erased is left there.

        False while somebody still reads an older state: try again later. True on PostgreSQL, which has nothing to do.
        """
        if self.dialect != "sqlite":
            return True
        connection = self.engine.raw_connection()
        try:
            [busy] = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return not busy[0]
        finally:
            connection.close()

    def rewrite(self, most: int | None = None) -> bool:
        """Write SQLite's file anew: where pages were split, secure_delete leaves copies of what is erased later.

        Nobody else writes meanwhile: False for a file of more than `most` bytes. Raises OperationalError when somebody
        is writing now.
        """
        if self.dialect != "sqlite":
            return True
        if most is not None and Path(str(self.url.database)).stat().st_size > most:
            return False
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM")
        finally:
            connection.close()
        self.checkpoint()
        return True

    def close(self) -> None:
        """Give the connections back, and the threads."""
        self.pool.close()
        if "engine" in self.__dict__:
            self.engine.dispose()


def open_store(database_url: str, seconds: float = DEADLINE_SECONDS) -> Store:
    """A store for sqlite:///FILE or postgresql://...; raises StoreError for anything else. Nothing is opened yet."""
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise StoreError(NOT_AN_ADDRESS.at(ADDRESS)) from None  # the error may quote a piece of the password
    if "@" in (url.host or "") or "password=" in str(url.password):
        raise StoreError(NOT_AN_ADDRESS.at(ADDRESS))  # an @ of the password: what follows it would pass for the host
    backend = url.get_backend_name()
    if backend in ("postgres", "postgresql"):
        return Store(url.set(drivername="postgresql+psycopg"), seconds)
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return Store(url, seconds)
    raise StoreError(NOT_A_DATABASE.at(ADDRESS))


def no_answer(store: Store, error: Exception) -> StoreError:
    """The refusal on a database that does not answer: which one, its password masked, and why."""
    reason = str(getattr(error, "orig", None) or error) or type(error).__name__
    kind = CANNOT_BE_USED if store.dialect == "sqlite" else NO_ANSWER  # a file, and no server
    return StoreError(kind.at(ADDRESS, address=store.url.render_as_string(hide_password=True), reason=reason))


def _postgres(url: URL, secrets: Mapping[str, str | tuple[str, ...]]) -> Engine:
    return create_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=1.5,
        pool_pre_ping=True,  # a restarted server costs no caller a text
        connect_args={
            **secrets,
            "fallback_application_name": "ivr",  # how the server calls us to whoever asks who is connected
            "connect_timeout": 2,
            "options": POSTGRES_OPTIONS,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "tcp_user_timeout": 5000,
        },
    )


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000})
    event.listen(engine, "do_connect", lambda *_: _create_private(path))
    # Noted before it is opened: else a file that comes to this path in that moment would be taken for the one opened.
    event.listen(engine, "do_connect", lambda _, record, *__: record.info.update(file=_which(path)))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "connect", lambda *_: _keep_private(path))
    event.listen(engine, "checkout", lambda _, record, __: _same_file(path, record.info["file"]))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _which(path: Path) -> tuple[int, int] | None:
    """Which file is at that path; None for none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _same_file(path: Path, opened: tuple[int, int] | None) -> None:
    """A file that was moved or deleted takes what is written all the same, and nobody finds it: have it opened anew."""
    if _which(path) != opened:
        raise DisconnectionError


def _create_private(path: Path) -> None:
    """The file, where there is none yet, for this user alone: it holds telephone numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Only where there is none yet: to close the file takes from every connection of this process its locks (fcntl). The
    # next process to end then believes that it is the last, and takes the log of writes away from under this one.
    with suppress(OSError):  # a disk that can't be written is told by whoever asks the database
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))


def _keep_private(path: Path) -> None:
    """The file, and what SQLite put beside it, for this user alone. Once SQLite has found a database in it: of a file
    that was named by mistake, or of /dev/null, nothing is changed.
    """
    if not path.is_file():
        return
    for file in (path, *(path.with_name(path.name + end) for end in BESIDE)):
        with suppress(OSError):  # it isn't there, or it is another user's
            file.chmod(PRIVATE)


def _set_up_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]  # a DBAPI connection has no type
    connection.isolation_level = None  # the driver starts no transaction by itself: _begin_sqlite does
    # WAL: readers never wait for the writer. FULL: a text that was promised survives a power cut.
    # secure_delete: what is erased is overwritten.
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("ivr_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def serialise(connection: Connection, key: int) -> None:
    """Let one transaction at a time pass this point until its end: counting and inserting must not interleave.

    SQLite's immediate transaction has done so already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def take_time(connection: Connection) -> None:
    """A large table may take minutes, and another release's migration too: no limit of a caller's turn holds here."""
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = 0"))
