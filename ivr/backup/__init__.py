"""Backups of the database and of what stands beside it, and the way back.

A backup is one moment's state, and is believed only as far as it was read again. Going back sends nothing twice and
brings no erased number back; nothing is replaced while anybody uses it.
"""
