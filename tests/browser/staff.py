"""Somebody of the staff, at a browser: what they do and see, in their own verbs."""

import re
from dataclasses import dataclass, field, replace
from re import Pattern

from playwright.sync_api import Locator, Page, expect

from tests.browser.console import PASSWORD, Console
from tests.browser.hands import Hands, Mouse
from tests.browser.pictures import keep_for_handbook
from tests.browser.watching import Watch

Named = str | Pattern[str]


@dataclass
class Staff:
    """One person in one browser, on the console at `address`."""

    page: Page
    address: str
    watch: Watch
    hands: Hands = field(default_factory=Mouse)
    takes_pictures: bool = False  # of the handbook
    part: Locator | None = None  # of the page, where alone things are done and seen

    @property
    def place(self) -> Page | Locator:
        """Where things are done and seen."""
        return self.part or self.page

    def within(self, region: Named) -> "Staff":
        """The same person, who looks at one part of the page only, by its heading."""
        part = self.page.get_by_role("region", name=region, exact=isinstance(region, str))
        return replace(self, part=part)

    def goes_to(self, path: str) -> "Staff":
        """Types an address of the console."""
        self.page.goto(self.address + path)
        return self

    def signs_in(self, login: str, password: str = PASSWORD) -> "Staff":
        """By login and password; the clicks of that count for nothing that follows."""
        self.goes_to("/console/sign-in").writes("Identifiant", login).writes("Mot de passe", password)
        self.presses("Entrer")
        self.page.wait_for_url(re.compile("/console/(?!sign-in$)"))
        self.hands = type(self.hands)()
        return self

    def comes_in(self, console: Console, login: str) -> "Staff":
        """On the first page, as if they had signed in a moment ago: test_entering.py shows how one does."""
        self.page.context.add_cookies([{"name": "console-in", "value": console.session_of(login), "url": self.address}])
        return self.goes_to("/console/")

    def presses(self, name: Named) -> "Staff":
        """A button, or what folds out."""
        button = self.place.get_by_role("button", name=name, exact=isinstance(name, str))
        self.hands.press(button.or_(self.place.locator("summary", has_text=name)))
        return self

    def follows(self, name: Named) -> "Staff":
        """A link."""
        self.hands.press(self.place.get_by_role("link", name=name, exact=isinstance(name, str)))
        return self

    def ticks(self, name: Named) -> "Staff":
        """A box or a radio, by its label."""
        exact = isinstance(name, str)
        box, radio = (self.place.get_by_role(role, name=name, exact=exact) for role in ("checkbox", "radio"))
        self.hands.press(box.or_(radio))
        return self

    def chooses(self, label: Named, option: str) -> "Staff":
        """One of a list that opens."""
        list_ = self.place.get_by_role("combobox", name=label, exact=isinstance(label, str))
        self.hands.choose(list_, option)
        return self

    def writes(self, label: Named, text: str) -> "Staff":
        """Into a field, by its label."""
        self.hands.write(self.place.get_by_label(label, exact=isinstance(label, str)), text)
        return self

    def sees(self, text: Named) -> "Staff":
        """Waits until these words are on the page, visibly."""
        expect(self.place.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def sees_no(self, text: Named) -> "Staff":
        """Waits until these words are no longer there."""
        expect(self.place.get_by_text(text).filter(visible=True)).to_have_count(0)
        return self

    def shows(self, picture: str) -> "Staff":
        """What a picture of the handbook shows: the page from its top. Taken again where that was asked for."""
        if self.takes_pictures:
            keep_for_handbook(self.page, picture)
        return self
