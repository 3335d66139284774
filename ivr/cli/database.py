"""What the commands say of a database that can't be used."""

from ivr.cli.language import Refusal, spoken
from ivr.store.engine import Store


def no_database(store: Store, error: Exception) -> Refusal:
    """The sentence on a database that does not answer."""
    return Refusal(no_database_words(store, error))


def no_database_words(store: Store, error: Exception) -> str:
    """Which database, its password masked, why, and what to do."""
    address = store.url.render_as_string(hide_password=True)
    reason = " ".join(str(getattr(error, "orig", None) or error).split()) or type(error).__name__
    return spoken(
        f"La base de données {address} ne répond pas ({reason}). Vérifiez DATABASE_URL, et que le serveur tourne.",
        f"The database {address} does not answer ({reason}). Check DATABASE_URL, and that the server runs.",
    )
