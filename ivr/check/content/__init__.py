"""Checks of prompts and texts against the flow: whatever a step wants said is there, and nothing that is forbidden.

What one file alone can tell, its reader has told already.
"""
