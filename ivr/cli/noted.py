"""What a command has done is noted in the audit trail, where there is one."""

from ivr.audit.trail import Trail
from ivr.factory import kept_folder
from ivr.keys import console_keys
from ivr.settings import Settings, SettingsError
from ivr.store.engine import Store


def audit_trail(settings: Settings, store: Store) -> Trail | None:
    """The trail; None where nobody could sign in to a console of these settings, so that there is none.

    Raises OSError where its key can't be read: it belongs to the service's own user.
    """
    try:
        return Trail(console_keys(settings, kept_folder(settings, store)))
    except SettingsError:
        return None
