"""The line itself: the conversation as a value, from the table of steps (flow.py) to one turn (conversation.py).

Everything here is pure. No clock, file, network, database, Flask or Twilio may be imported; what must be done is
returned as an intention for somebody else to perform.
"""
