"""What was done in the console, by whom and when: rows that are added, and never touched again.

Each row holds a keyed hash over itself and over the one before, so that whoever alters the table is found out. Nothing
is decided here, and no name, telephone number or network address is kept in it.
"""
