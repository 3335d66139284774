"""Every table of the database. A change here needs a migration beside it; a test compares the two. Indexes of some rows
alone stand in partial_indexes.py.

Moments are aware datetimes in UTC. No telephone number is kept in clear for longer than its retention: what stays is a
keyed hash and the last two digits.
"""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text, UniqueConstraint, false, text

from ivr.store import (  # noqa: F401 - their tables are of the same database
    account_tables,
    admission_tables,
    audit_tables,
    draft_tables,
    figure_tables,
    publishing_tables,
    sending_tables,
)
from ivr.store.admission_tables import adviser_calls as adviser_calls
from ivr.store.columns import Key, UtcDateTime, metadata

# ---------------------------------------------------------------------------------------------- texts

texts = Table(
    "texts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("call_sid", String(64), nullable=False),
    Column("template", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("body", Text, nullable=False),  # as the caller gets it; holds nothing personal
    Column("to_number", String(20)),  # E.164; null once erased, and for rehearsals
    Column("to_hash", String(64), nullable=False),  # keyed
    Column("to_tail", String(2), nullable=False),
    Column("prefix_hash", String(64), nullable=False),  # keyed, of the number without its last four digits
    Column("caller_hash", String(64), nullable=False),  # keyed; "" for a withheld caller
    Column("typed", Boolean, nullable=False),
    Column("known", Boolean, nullable=False, server_default=false()),  # spent as a number in good standing's
    Column("rehearsal", Boolean, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # see ivr/texts/states.py
    Column("changed_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),  # queued: next try; unknown: next look at the provider's list
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("worker", String(64)),  # who holds the lease
    Column("lease_until", UtcDateTime),
    Column("fenced_at", UtcDateTime),  # this attempt was confirmed just before its request left; null: it never left
    Column("renewed_at", UtcDateTime),  # a person had it sent again: its time counts from then, not from asked_at
    Column("suspect", Boolean, nullable=False, server_default=false()),  # may have left: looked up before it is sent
    Column("tried_at", UtcDateTime),  # first attempt of all
    # By Twilio's clock, which its list goes by:
    Column("left_at", UtcDateTime),  # this attempt's request left
    Column("doubted_at", UtcDateTime),  # first attempt whose outcome was uncertain: the list is searched from there
    Column("unknown_at", UtcDateTime),  # since when the outcome is unknown
    Column("doubts", Integer, nullable=False, server_default="0"),  # uncertain attempts so far
    Column("absences", Integer, nullable=False, server_default="0"),  # times the list did not show it, this doubt
    Column("sid", String(64), unique=True),
    Column("code", Integer),  # Twilio's error code, when there is one
    Column("reason", Text, nullable=False, server_default=""),
    UniqueConstraint("call_sid", "template", "to_hash"),
    Index(None, "state", "due_at"),
    Index(None, "to_hash", "asked_at"),
    Index(None, "caller_hash", "asked_at"),
    Index(None, "prefix_hash", "asked_at"),
    Index(None, "asked_at", "rehearsal"),  # these two cover the whole line's budgets
    Index(None, "typed", "known", "asked_at", "rehearsal"),
)

kept_numbers = Table(  # a mobile typed by the caller, waiting to be confirmed; deleted after a day
    "kept_numbers",
    metadata,
    Column("call_sid", String(64), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
)

workers = Table(  # heartbeats, for whoever watches
    "workers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("stopped_at", UtcDateTime),
)

# ---------------------------------------------------------------------------------------------- journal

BEGUN = text("turn = 0 AND NOT rehearsal")

turns = Table(  # what happened on each turn of each call: names and codes, never a number
    "turns",
    metadata,
    Column("call_sid", String(64), primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),  # -1: the end of the call
    Column("at", UtcDateTime, nullable=False),
    Column("step", String(64), nullable=False),  # the step that was answered; "" for the first turn and the end
    Column("heard", String(16), nullable=False),  # the kind of input: pressed, said, silent...
    Column("outcome", String(32), nullable=False),  # how the turn ended
    Column("line", String(16), nullable=False),
    Column("place", String(16), nullable=False),
    Column("department", String(8), nullable=False),
    Column("caisse", String(32), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("regime", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("cause", String(32), nullable=False),  # why the line was open or closed, where that was asked
    Column("rule", String(200), nullable=False),  # the schedule that said so
    Column("revision", String(64), nullable=False),  # of the content
    Column("seconds", Float, nullable=False),  # the turn's own time; of the whole call at its end
    Column("rehearsal", Boolean, nullable=False),
    Column("way", Text, nullable=False, server_default=""),  # the steps passed: "ring line=national, welcome, ..."
    Index(None, "at"),
)

# ---------------------------------------------------------------------------------------------- changes
changes = (
    Table(  # entries of schedules/ that the staff publish above the files: rows are added, and never touched again
        "changes",
        metadata,
        Column("id", Key, primary_key=True),  # the revision: grows in the order of the commits
        Column("at", UtcDateTime, nullable=False),
        Column("author", String(64), nullable=False),
        Column("note", Text, nullable=False, server_default=""),  # why, for the staff
        Column("section", String(16), nullable=False),  # see ivr/content/changes.py
        Column("name", String(200), nullable=False),  # of the entry
        Column("does", String(8), nullable=False),  # puts, removes, leaves
        Column("entry", Text),  # its keys and values as JSON, where it is put
        Column(
            "base", String(16), nullable=False, server_default=""
        ),  # digest of the files' entry when it was published
        Column("undoes", Key),  # the change that it takes back
        Index(None, "section", "name", "id"),
    )
)
