"""What the staff publish above the files of schedules/: rows that are added and never touched again.

A change is tried before it is published, and refused for what it causes itself. Nothing here decides about calls, and
nothing else alters what callers hear.
"""
