"""WHERE PEOPLE LIVE, and who answers there.

The official list of France's communes, with their postcodes and how many people live there, is one file beside this one
(SOURCE.md says whose it is and of when), read when it is first asked for. whose.py finds whose hours a name, a code or
a postcode means among the schedules that it is handed. Nothing else is read here.
"""
