"""The staff's console: pages that show how the line stands, change its hours, and tell what became of it.

A Flask app of its own, so that nothing here is passed by a call. A view reads a form, asks a room that knows no web,
and fills a template; it decides nothing about calls, and every one of them says who may come in.
"""
