"""WHEN A LINE IS OPEN, AND WHY: rules (what the staff write), calendars (what follows from them), schedules (whose).

day_phrases and day_parts read what the staff write of days and times, days.py is what it means; planned.py gives each
day its hours, calendar.py makes moments of them, unusual.py tells what a caller should know of the days ahead, and
explained.py why; when.py reads moments as people type them. Zones and daylight saving are settled in calendar.py and
nowhere else. Everything here is pure: the moment is an argument, no file is read and no clock is asked.
"""
