"""The journal under a steady load, and the pages that read it when it is full."""

RATES, SECONDS = (50, 100, 200, 500, 1000), 6  # turns a second
CONNECTIONS = 64
WRITTEN_WITHIN = 30.0  # seconds after the last turn
FULL = 10_000_000  # turns
