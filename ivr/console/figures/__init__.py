"""Figures: the calls and texts of some days, one call step by step, and the texts that wait for a person.

Only counts and codes come here: no telephone number, and nothing that a caller said. What is shown as a picture stands
beside it as a table, and in a sentence. The two modules of pages know Flask; the others turn counts into tables.
"""
