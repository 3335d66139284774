"""What a caller hears, in words: prompts, menus, dates, times and numbers, out of the staff's prompt files.

Everything here is pure: a Say, a language and the prompts go in, utterances come out. No word of French or English may
stand in this code; the small words it composes with are the files' own `phrases`.
"""
