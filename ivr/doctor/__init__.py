"""What keeps calls or texts from working, and what to do about it: one small function a check.

Checks are pure: they judge facts, which gathering.py asks of the database, of Twilio and of the service's own public
address. Nothing here prints, and no telephone number is told whole. A command or a page shows the same list.
"""
