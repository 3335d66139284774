"""Twilio's side of the line: its forms become inputs, turns become TwiML, and what is not Twilio's is refused.

Nothing is decided here: no step, no hours, no wording and no database belong in this room. After the signature every
answer is a 200 with a sentence; before it, 403 and nothing else.
"""
