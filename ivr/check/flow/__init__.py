"""Checks of the table of steps and of the walk over it: every way leads on, none goes in circles, none is dead.

Nothing here speaks: words belong to the other families.
"""
