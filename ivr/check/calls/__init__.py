"""Checks over all calls: what is said in every turn of the walk, and how calls end.

Each module is one check, and refutes with the shortest call that shows it.
"""
