"""Texts to callers: a row first, in one transaction with its caps; then the worker sends it, once.

Nothing here blindly sends a text again: an attempt whose outcome is uncertain is settled from the provider's side, or
waits for a person. No network is reached inside a caller's turn, and no database connection is held while it is.
"""
