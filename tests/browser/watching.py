"""What goes wrong while a page is looked at, though nobody sees it: errors of the console, requests to strangers."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

INWARD = ("data", "blob", "about")


@dataclass
class Watch:
    """Of one page. `amiss` grows while it is used; a refusal by the Content-Security-Policy is an error there too."""

    host: str
    amiss: list[str] = field(default_factory=list)

    def over(self, page: Page) -> "Watch":
        """Watches that page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.amiss.append(f"{page.url}: {error.message}"))
        page.on("request", self._request)
        return self

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.amiss.append(f"{message.location.get('url', '')}: {message.text}")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in INWARD and asked.netloc != self.host:
            self.amiss.append(f"a request leaves for {request.url}")
