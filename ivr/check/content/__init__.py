"""Checks of prompts and texts against the flow: whatever a step wants said is there, and nothing that is forbidden.

Each module is one check. What one file alone can tell, its reader has told already.
"""
