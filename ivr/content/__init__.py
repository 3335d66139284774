"""Reads prompts/ and schedules/ into checked values, or says everything that is wrong with them, each with its line.

What is read here is whole and sound, or it is refused: nothing half-read leaves this room. It decides nothing about
calls and writes no file.
"""
