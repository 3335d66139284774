"""Proofs about the line's content and flow: pure functions, one check a file, from values to findings.

Nothing here reads a file or asks the time, and nothing is mended: a check says what is wrong, where, and what to write.
"""
