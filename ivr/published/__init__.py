"""The content that is live: one immutable snapshot of prompts and schedules, replaced whole or not at all.

Reading happens off the request path; content with a fault is never served, the last good one goes on.
"""
