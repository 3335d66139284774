"""The console in a real browser: Debian's Chromium, driven by Playwright.

A package, so that its browser ends with the last test here: while Playwright runs, no other event loop may.
"""
