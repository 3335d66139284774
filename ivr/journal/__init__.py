"""The journal: what happened on each turn of each call, for the staff to read and count. Nothing here may slow a call
down, raise into one, or keep a telephone number or what a caller typed; what could not be kept is counted and said.
"""
