"""What is read, by whom nobody knows: the content that is live, as pages tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.calls.lines import rules_of
from ivr.clock import Clock
from ivr.line.call import LineName
from ivr.line.steps import Flow
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.textpage.asked import Addresses, addresses_of
from ivr.textpage.telling import Telling
from ivr.textpage.turns import page_facts
from ivr.wording.on_page import on_page
from ivr.wording.prompts import Prompts


@dataclass(slots=True)
class Reading:
    """The rooms that the pages are served from."""

    settings: Settings
    published: Published
    flow: Flow
    clock: Clock
    addresses: Addresses = field(init=False)
    _kept: tuple[str, Mapping[str, Prompts]] = ("", {})

    def __post_init__(self) -> None:
        self.addresses = addresses_of(self.settings)

    def prompts(self, snapshot: Snapshot) -> Mapping[str, Prompts]:
        """The languages in which the pages are there, as they are said on them; made once a revision."""
        if self._kept[0] != snapshot.revision:
            own = {name: on_page(prompts) for name, prompts in snapshot.prompts.items() if prompts.page}
            self._kept = (snapshot.revision, own)
        return self._kept[1]

    def telling(self, snapshot: Snapshot, language: str, line: LineName) -> Telling:
        """In that language, of that line, at this moment."""
        facts = page_facts(snapshot.schedules, rules_of(self.settings), line, self.clock())
        return Telling(self.flow, self.prompts(snapshot), language, facts, self.addresses)
