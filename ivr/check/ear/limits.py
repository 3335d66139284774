"""What a caller can bear, from public guidance on voice menus, as the project's brief sums it up.

Seconds are those of speech_time.py, whose error is granted on top.
"""

from ivr.wording.speech_time import TOLERANCE

OPTIONS, MOST_OPTIONS = 5, 7  # a menu: a warning above the first, an error above the second
DEPTH, MOST_DEPTH = 4, 5  # keys from the greeting to what was wanted
FIRST_OPTION = 12 * (1 + TOLERANCE)  # seconds from the ring to the first option
PROMPT, LONGEST_PROMPT = 20 * (1 + TOLERANCE), 30 * (1 + TOLERANCE)  # seconds in one go
BULLETIN = 10 * (1 + TOLERANCE)  # seconds of a notice, which every caller hears before anything else
LAST_OPTION = 40 * (1 + TOLERANCE)  # seconds from a menu's first word to its last option
FEW = 3  # options that need no pauses
PAUSE = (500, 750)  # milliseconds between more options than those
ITEMS = 7  # things told in one sentence
FIRST_WAIT = 5  # seconds of silence
ASSENT_WAIT = 2  # the same where silence is a yes: a sentence was said since the key was named
