"""Who may use the console: people, what they may do and for whom, and how they prove who they are.

Nothing here knows a page. A person is named elsewhere by an opaque id and a role; what a password was is known nowhere.
Whoever does not exist costs as much work as whoever does.
"""
