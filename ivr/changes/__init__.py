"""What the staff publish above the files of schedules/: rows that are added and never touched again.

From a form (form.py, drafting.py) to a change that is tried before it is published, and refused for what it causes
itself (proposal.py); what it does to whose hours (impact.py), what is heard of it and when (heard.py, moments.py), a
whole call as text (rehearsed.py); and, once it is published, how it differs from what was there (difference.py).
Nothing here decides about calls or knows the web, and nothing else alters what callers hear.
"""
