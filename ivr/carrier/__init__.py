"""Twilio's account over its REST API: what it has, and what is to be changed in it.

Nothing here waits for ever or shows a traceback: what Twilio refuses is Refused, with its cause and what to do. The one
way to anywhere but Twilio is `client.ELSEWHERE`, for tests.
"""
