"""The tester's phone: it plays Twilio and the caller, against this line or any other.

It knows Twilio's documents, requests and signatures, and nothing of the line: no other room of ivr may be imported
here. What Twilio would not take, it refuses, louder than Twilio does. Time is counted, never slept.
"""
