"""What is done beside a worker: notices leave, rounds are made, and the head of the audit trail is sent away.

No web worker imports it: what it needs takes a tenth of a start.
"""

from functools import partial

from ivr.audit.sending import send_head
from ivr.changes.full_check import full_check
from ivr.changes.rounds import Rounds
from ivr.changes.upkeep import Upkeep
from ivr.clock import Clock
from ivr.notices.courier import Courier
from ivr.notices.ways import carriers_of, ways_of
from ivr.published.live import Published
from ivr.settings import Settings
from ivr.store.engine import Store


def upkeep_for(settings: Settings, store: Store, published: Published, clock: Clock) -> Upkeep:
    """The rounds and the courier of one process. Nothing runs before it is started."""
    rounds = Rounds(store, published, clock, ways_of(settings), full_check)
    where = settings.audit_head
    daily = partial(send_head, store, where, clock) if where else None
    return Upkeep(rounds, Courier(store, clock, carriers_of(settings, clock)), daily=daily)
