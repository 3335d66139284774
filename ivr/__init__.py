"""The 3646 line: a telephone conversation as a value, and the ways in and out of it.

Start with line/flow.py, which reads like a script of the call; factory.py joins the rooms together.
"""

import zoneinfo

# The pinned tzdata package alone tells clocks: the same hours on every machine, whatever zones it has, or has not.
zoneinfo.reset_tzpath(())
