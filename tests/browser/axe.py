"""axe-core over a page that is shown: what it owes to people who see, hear or move otherwise."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "javascript" / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "axe-core is not here: `make test` brings it where Node is"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that one theme can have wrong and the other not
RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
Theme = Literal["light", "dark"]


def violations(page: Page, theme: Theme) -> list[str]:
    """What axe finds in that theme, of colours alone in the dark one: for each element the rule, why, and where."""
    page.wait_for_load_state()  # a link was pressed, perhaps: the page is there before its style is
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # past the page's own policy, which allows no such script
    found: dict[str, Any] = page.evaluate(RUN, RULES if theme == "light" else COLOURS)
    return [_told(one, node, theme) for one in found["violations"] for node in one["nodes"]]


def _told(violation: dict[str, Any], node: dict[str, Any], theme: Theme) -> str:
    reasons = node["any"] or node["all"] or node["none"]
    why = reasons[0]["message"] if reasons else violation["help"]
    return f"{violation['id']} ({theme}): {why} in {' '.join(map(str, node['target']))}"
