"""Proofs about the line's content and flow: pure functions from values to findings, by family.

A check is a function under its code, its sentences and why it exists (`check`, in subject.py); checks.py lists them.
Nothing here reads a file or asks the time, and nothing is mended: a check says what is wrong, where, and what to write.
"""
