"""After: what was published, by whom and why; taking it back; what waits for a second person; what one should know.

Pages only read forms and fill templates here: what a change does, and whether it may be published, is known to
ivr/changes.
"""
