"""How a person works a page: by the mouse, or by the keyboard alone. Both count what they do.

Seconds are those of a person, not of the machine: the keystroke-level model of Card, Moran and Newell (1980) for one
who knows what to do, and types as most do. What a machine takes on top is measured elsewhere.
"""

from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Locator, expect

KEY, POINT, BUTTON, THINK = 0.28, 1.1, 0.2, 1.35  # seconds: a key typed, a pointing, a click, a decision
REPEATED_KEY = 0.14  # Tab after Tab
MOST_TABS = 400
STEPS_TO = """radio => {
  const group = [...document.getElementsByName(radio.name)];
  const here = group.indexOf(document.activeElement);
  return here < 0 ? null : group.indexOf(radio) - here;
}"""


class Hands(Protocol):
    """What a person can do to something on the page."""

    clicks: int
    seconds: float

    def press(self, target: Locator) -> None:
        """A button, a link, a box, a radio."""

    def choose(self, target: Locator, option: str) -> None:
        """One of a list that opens."""

    def write(self, target: Locator, text: str) -> None:
        """Into a field, in place of what is there."""


@dataclass
class Mouse:
    """Points and clicks; types where something is to be written."""

    clicks: int = 0
    seconds: float = 0.0

    def press(self, target: Locator) -> None:
        target.click()
        self._clicked(1)

    def choose(self, target: Locator, option: str) -> None:
        target.select_option(label=option)
        self._clicked(2)  # the list, and the option

    def write(self, target: Locator, text: str) -> None:
        target.click()
        target.fill(text)
        self._clicked(1)
        self.seconds += KEY * len(text)

    def _clicked(self, times: int) -> None:
        self.clicks += times
        self.seconds += THINK + times * (POINT + BUTTON)


@dataclass
class Keyboard:
    """Tab, Enter, space, arrows and letters; never points at anything. What acts counts as a click."""

    clicks: int = 0
    seconds: float = 0.0

    def press(self, target: Locator) -> None:
        if target.get_attribute("type") == "radio":
            self._arrow_to(target)
        else:
            self._tab_to(target)
            target.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")
        self._acted()

    def choose(self, target: Locator, option: str) -> None:
        self._tab_to(target)
        keyboard = target.page.keyboard
        keyboard.press("Home")
        for _ in range(target.locator("option").count()):
            if target.evaluate("list => list.selectedOptions[0].label.trim()") == option:
                return self._acted()
            keyboard.press("ArrowDown")
            self.seconds += REPEATED_KEY
        raise AssertionError(f"no arrow key leads to « {option} »")

    def write(self, target: Locator, text: str) -> None:
        self._tab_to(target)
        target.fill(text)  # typed by hand, dates depend on the machine's language
        self.seconds += THINK + KEY * len(text)

    def _tab_to(self, target: Locator) -> None:
        target.wait_for()
        for _ in range(MOST_TABS):
            if _has_focus(target):
                return
            target.page.keyboard.press("Tab")
            self.seconds += REPEATED_KEY
        raise AssertionError(f"Tab never reaches {target}")

    def _arrow_to(self, target: Locator) -> None:
        """A radio: Tab leads to its group, arrows within it, and choose as they go."""
        target.wait_for()
        keyboard = target.page.keyboard
        for _ in range(MOST_TABS):
            if (steps := target.evaluate(STEPS_TO)) is not None:
                break
            keyboard.press("Tab")
            self.seconds += REPEATED_KEY
        else:
            raise AssertionError(f"Tab never reaches the group of {target}")
        for _ in range(abs(steps)):
            keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
            self.seconds += REPEATED_KEY
        if not steps:
            keyboard.press("Space")
        expect(target).to_be_checked()

    def _acted(self) -> None:
        self.clicks += 1
        self.seconds += THINK + KEY


def _has_focus(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))
