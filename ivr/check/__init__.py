"""Proofs about the line's content and flow: pure functions from values to findings, by family.

Nothing here reads a file or asks the time, and nothing is mended: a check says what is wrong, where, and what to write.
"""
