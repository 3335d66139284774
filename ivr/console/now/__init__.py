"""How everything stands at this moment, closing at once, what comes next, and the page of one line or caisse.

What stands is worked out once a minute and revision, whoever looks; nothing here asks the database to show it.
"""
