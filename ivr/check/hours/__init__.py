"""Checks of the calendars over the months ahead: every opening that is promised comes, and every gap has its reason.

Equal rules are one calendar, walked once.
"""
