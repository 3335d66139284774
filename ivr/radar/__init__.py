"""The year ahead: what will surprise callers or staff in the coming months, as a list of days in order.

Each module finds one sort of surprise, out of schedules and days alone. A surprise is no fault: nothing here refuses
content, and what must be mended is found by the checks.
"""
