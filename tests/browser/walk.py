"""A walk through the whole console: from its first page along every link, one page of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from ivr.console.app import PREFIX

LINKS = """() => [...document.querySelectorAll('a[href], form[method=get][action]')].map(
  one => new URL(one.getAttribute('href') || one.getAttribute('action'), location).href)"""
PARTS = "() => [...document.querySelectorAll('[hx-get]')].map(one => one.getAttribute('hx-get'))"


@dataclass
class Walk:
    """Of one person. `seen`: what was come by, endpoint -> address; `parts` are fetched by a page for itself."""

    app: Flask
    seen: dict[str, str] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)

    def pages(self, page: Page, start: str) -> Iterator[str]:
        """Goes to the start and on; yields each page's name once it is shown. Files to download are passed by."""
        ahead = {self.endpoint(start): start}
        while ahead:
            name, address = ahead.popitem()
            self.seen[name] = address
            if not self._is_page(page, address):
                continue
            page.goto(address)
            found = {self.endpoint(link): link for link in page.evaluate(LINKS)}
            self.parts |= {self.endpoint(part) for part in page.evaluate(PARTS)}
            ahead |= {name: link for name, link in found.items() if name and name not in self.seen}
            yield name

    def endpoint(self, address: str) -> str:
        """Which of the console's pages an address shows; "" for none."""
        path = urlsplit(address).path
        if not path.startswith(f"{PREFIX}/"):
            return ""
        try:
            return str(self.app.url_map.bind("127.0.0.1").match(path.removeprefix(PREFIX))[0])
        except HTTPException:
            return ""

    def _is_page(self, page: Page, address: str) -> bool:
        answer = page.request.head(address)
        return answer.headers.get("content-type", "").startswith("text/html")


def never_come_by(walks: list[Walk]) -> set[str]:
    """The pages of the console that no link led to, and no page fetches."""
    [app, *_] = (walk.app for walk in walks)
    known = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return known - {"static"} - {name for walk in walks for name in (*walk.seen, *walk.parts)}
