"""WHEN A LINE IS OPEN, AND WHY: rules (what the staff write), calendars (what follows from them), schedules (whose).

Zones, daylight saving and holidays are settled in calendar.py and nowhere else. Everything here is pure: the moment
is an argument, no file is read and no clock is asked.
"""
