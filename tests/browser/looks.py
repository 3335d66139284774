"""What every page owes to whoever looks at it, whatever their screen, their eyes, their browser."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.pictures import NARROW, WIDE

ZOOMED = {"width": 640, "height": 400}  # what 1280 pixels hold at 200 %
# What sticks out to the right of the window, unless it scrolls or is cut within something that doesn't.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > width + 1);
  return out.slice(0, 5).map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
}"""
MOVES = """() => [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  const long = text => text.split(',').some(part => parseFloat(part) > 0.01);
  return long(style.transitionDuration) || (style.animationName !== 'none' && long(style.animationDuration));
}).map(one => `${one.tagName}.${one.className}`)"""
# A box or a radio is as large as the label that it stands in.
SMALL = """() => [...document.querySelectorAll('button, a.button, input, select, summary')].filter(one => {
  const box = (one.closest('label') || one).getBoundingClientRect();
  return one.checkVisibility() && box.width > 1 && box.height < 24;
}).map(one => `${one.tagName} ${one.textContent.trim().slice(0, 40) || one.name}`)"""


def faults_of_looks(page: Page) -> Iterator[str]:
    """A line for whatever is wrong with the page that is shown."""
    for theme in ("light", "dark"):
        yield from violations(page, theme)
    yield from (f"moves though no motion is wanted: {one}" for one in page.evaluate(MOVES))
    for size in (NARROW, ZOOMED):
        page.set_viewport_size(size)
        yield from (f"sticks out at {size['width']} pixels: {one}" for one in page.evaluate(STICKS_OUT))
    yield from (f"too small to be touched: {one}" for one in page.evaluate(SMALL))
    page.set_viewport_size(WIDE)
