"""Measurements, as ratios within one run and with the machine beside them. None of them is a gate: a busy machine must
not stop a change, and a slow change must be seen all the same.
"""
