"""The tester's phone in a browser, a page of the console: any call, at any moment, and why the line answered so.

The reader and the caller's model are those of ivr/phone; nothing of them is written again for the browser, which keeps
the call's script and asks. A call here is a rehearsal within this process: no database may hear of it.
"""
