"""How the line is served: gunicorn, with a worker that takes a thread only for a request that has come whole.

gunicorn's first process imports this room, and outlives reloads: no other room may be imported here.
"""
