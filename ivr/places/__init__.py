"""WHERE PEOPLE LIVE: the official list of France's communes, with their postcodes and how many people live there.

The list is one file beside this one (SOURCE.md says whose it is and of when), read when it is first asked for. Nothing
else is read here, and nothing is known of lines, hours or caisses.
"""
