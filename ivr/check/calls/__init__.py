"""Checks over all calls: what is said in every turn of the walk, and how calls end.

Each refutes with the shortest call that shows it.
"""
