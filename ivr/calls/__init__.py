"""Turn-taking: gathers the facts, asks the line what comes next, performs what it wants performed, and remembers.

No Twilio and no Flask in here: whoever can tell a caller, a state and an input takes turns the same way. Nothing may
be decided about the conversation, and a turn that neither
sends a text nor rings an adviser may ask no database.
"""
