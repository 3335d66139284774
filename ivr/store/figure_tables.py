"""Counts of calls by the hour: what the pages of figures read instead of a million turns.

They follow from the journal and may be thrown away: ivr/journal/folding.py makes them again, hour by hour.
"""

from sqlalchemy import Column, Date, Integer, String, Table

from ivr.store.columns import UtcDateTime, metadata

figures = Table(
    "figures",
    metadata,
    Column("kind", String(16), primary_key=True),  # what is counted, see ivr/journal/figures.py
    Column("hour", UtcDateTime, primary_key=True),  # in which the calls began: on the hour, UTC
    Column("line", String(16), primary_key=True),
    Column("word", String(64), primary_key=True),  # its value: a place, a topic, the step that was left...
    Column("toward", String(64), primary_key=True),  # the step that came after; "" but for an edge
    Column("calls", Integer, nullable=False),
)

day_figures = Table(  # the same summed by the day of Paris's calendar, so that a page of months reads little
    "day_figures",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("line", String(16), primary_key=True),
    Column("word", String(64), primary_key=True),
    Column("toward", String(64), primary_key=True),
    Column("calls", Integer, nullable=False),
)

counted_hours = Table(  # which hours of the journal were counted, and on how many turns; others are counted again
    "counted_hours",
    metadata,
    Column("hour", UtcDateTime, primary_key=True),
    Column("turns", Integer, nullable=False),
)
