"""The content that is live: one immutable snapshot of prompts and schedules, replaced in one step or not at all.

Reading happens off the request path. What has a fault gives way to the last good of its half, which is kept on disk for
the next start; nothing that is read here may end a process.
"""
