"""Notices: what the staff are told of away from the console, by webhook and by e-mail.

A notice is a row first, in the transaction of what it tells, and leaves later: nobody who publishes waits for it. The
addresses are those of the settings and no others.
"""
