"""Checks of what a caller can bear to hear: how long, how deep, how many at once, in which order and words.

Limits stand in limits.py with their source.
"""
