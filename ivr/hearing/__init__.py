"""The hearing report: how long it takes a caller to get what they ring for, by the shortest way, in each language.

It rings the line as a caller would and counts; it proves nothing and refuses nothing: that is for the checks.
"""
