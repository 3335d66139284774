"""Who may do what in the console: people, their roles and scopes, and how they prove who they are.

Nothing of Flask here, and no words of a page: each function is handed a connection, the moment and what was typed. No
password, code or token is kept as it is written, and whoever does not exist costs as much work as whoever does.
"""
