"""Pictures of pages: for whoever looks at them (var/screens, not committed), and for the handbook (docs/pictures)."""

import base64
from pathlib import Path

from playwright.sync_api import Page

PROJECT = Path(__file__).parents[2]
SCREENS = PROJECT / "var" / "screens"
HANDBOOK = PROJECT / "docs" / "pictures"
LARGEST = 60_000  # bytes of a picture of the handbook
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
SETTLED = "() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => done(true))))"


def look(page: Page, name: str) -> None:
    """The whole page, narrow and wide, in both themes, into var/screens."""
    before = page.viewport_size
    for size, width in ((NARROW, "narrow"), (WIDE, "wide")):
        page.set_viewport_size(size)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.evaluate(SETTLED)
            page.screenshot(path=SCREENS / f"{name}-{width}-{theme}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def keep_for_handbook(page: Page, name: str) -> None:
    """What is shown now as docs/pictures/<name>.webp, as small as a handbook wants it."""
    page.evaluate(SETTLED)
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": 45})
    HANDBOOK.mkdir(exist_ok=True)
    (HANDBOOK / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))
