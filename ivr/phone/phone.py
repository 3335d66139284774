"""The caller's side: a phone with the verbs of somebody who holds one, for tests, the terminal and load.

    Phone(WsgiTransport(app), "token").dial().press("1").hears("attestation")

Each verb ends when the line listens again, or when the call is over.
"""

import re
from dataclasses import dataclass, field

from ivr.phone.advisers import Advisers
from ivr.phone.listening import KEYS, HashAlone, by_keys, by_silence, by_speech
from ivr.phone.switchboard import Did, Ended, Switchboard, Turn
from ivr.phone.timeline import Heard, Pace
from ivr.phone.verbs import Gather
from ivr.phone.webhooks import ACCOUNT, Parties, Transport, Webhooks, new_sid

PACE = Pace()


class CallOverError(AssertionError):
    """The caller wanted to act, and the call was over or had not begun."""


@dataclass
class Phone:
    """A phone that can place one call.

    `from_` may be anything that Twilio sends: a number, "anonymous", "". `url` is the first address, `status_url` the
    one that hears of the end; both may be relative to the transport's, and an empty `status_url` means none.
    """

    transport: Transport
    auth_token: str = field(repr=False)
    from_: str = "+33199001234"
    to: str = "+33184903646"
    advisers: Advisers = "answer"
    hash_alone: HashAlone = "ends"
    url: str = "/voice"
    status_url: str = "/voice/status"
    pace: Pace = PACE
    call_sid: str = field(default_factory=lambda: new_sid("CA"))
    account_sid: str = ACCOUNT

    def __post_init__(self) -> None:
        parties = Parties(self.from_, self.to, self.call_sid, self.account_sid)
        webhooks = Webhooks(self.transport, self.auth_token, parties)
        self._board = Switchboard(webhooks, self.pace, self.advisers)
        self._mark = 0  # where, among the events, the caller acted last

    # --- what the caller does

    def dial(self) -> "Phone":
        """Rings the line."""
        if self._board.turns:
            raise CallOverError("this phone has already placed its call")
        self._board.advisers = self.advisers
        self._board.fetch(self._address(self.url), {}, status="ringing")
        return self._after()

    def press(self, keys: str, after: float | None = None, once: str = "", *, goes_on: bool = False) -> "Phone":
        """Presses keys, and no more until the line has taken them.

        `after`: seconds from the document's first word; `once`: as soon as this was said; without either, everything
        is heard first. Keys pressed where no Gather listens are lost. `goes_on`: there may be more; where the line
        would wait for another key it is left waiting, and nothing but another play of the call can go on from there.
        """
        if not keys or not KEYS.issuperset(keys):
            raise ValueError(f"{keys!r} can't be pressed: a phone has the keys 0-9, * and #")
        self._before()
        if once:
            after = self._moment_of(once)
        listening = self._board.listening
        if listening is None or (after is not None and self._board.turns[-1].at + after < listening.since):
            self._board.note("press", keys)
            self._board.note("lost", keys)
            return self
        self._interrupt(after)
        self._act("press", keys)
        gathered = by_keys(listening.gather, keys, self.pace, self.hash_alone)
        if goes_on and gathered.waited:
            self._board.now += len(keys) * self.pace.key
        else:
            self._board.answer(gathered)
        return self._after()

    def say(self, words: str, after: float | None = None) -> "Phone":
        """Says something, which Twilio understands to the letter; `after`: seconds from the document's first word."""
        return self._speak(words, after)

    def wait(self) -> "Phone":
        """Stays silent until the wait is over; in a queue, for one more round of it."""
        return self._speak("")

    def hang_up(self, at: float | None = None) -> "Phone":
        """Puts the phone down; `at` an earlier second of the call, what came after it is undone."""
        if at is not None and self._board.turns and at < self._board.now:
            self._board.rewind(at)
        self._before()
        self._act("hang_up", "caller")
        self._board.hang_up()
        return self._after()

    def set_advisers(self, behaviour: Advisers) -> "Phone":
        """From now on the advisers behave so; part of the call's events, as setting `advisers` is not."""
        self.advisers = behaviour
        self._board.note("advisers", behaviour)
        return self

    def repeat_last(self) -> "Phone":
        """Twilio asks again as after a lost answer: the same request with its idempotency token; its answer is played.

        What the first answer made the caller hear is forgotten.
        """
        if not self._board.turns:
            raise CallOverError("nothing has been asked yet: dial first")
        self._board.repeat()
        return self._after()

    # --- what the caller notices

    def hears(self, *words: str) -> "Phone":
        """Asserts that each of these was said since the caller last acted. "..." in them matches anything."""
        for expected in words:
            if not _spoken(expected, self.said):
                raise AssertionError(f"{expected!r} was not said. What was said:\n{self._account()}")
        return self

    def does_not_hear(self, *words: str) -> "Phone":
        """Asserts that none of these was said since the caller last acted."""
        for unexpected in words:
            if _spoken(unexpected, self.said):
                raise AssertionError(f"{unexpected!r} was said:\n{self._account()}")
        return self

    @property
    def said(self) -> list[Heard]:
        """What was heard since the caller last acted."""
        return [event for event in self._board.events[self._mark :] if isinstance(event, Heard)]

    @property
    def heard(self) -> list[Heard]:
        """What was heard in the whole call."""
        return [event for event in self._board.events if isinstance(event, Heard)]

    @property
    def events(self) -> list[Heard | Did]:
        """What was heard and what was done, in order."""
        return list(self._board.events)

    @property
    def listening(self) -> Gather | None:
        """The Gather that waits for the caller now."""
        return self._board.listening.gather if self._board.listening else None

    @property
    def listens_from(self) -> float | None:
        """The second from which the line takes an answer; None where it takes none."""
        return self._board.listening.since if self._board.listening else None

    @property
    def waits_until(self) -> float | None:
        """The second at which the line's patience is over; None where it takes no answer."""
        listening = self._board.listening
        return self._board.now + listening.gather.timeout if listening else None

    @property
    def waiting(self) -> bool:
        """Whether the caller waits in a queue."""
        return self._board.queue is not None

    @property
    def ended(self) -> Ended | None:
        """None while the call goes on; then who ended it: the line, after an adviser or not, or the caller."""
        return self._board.ended

    @property
    def dialled(self) -> str:
        """The number that was last rung for the caller, "" if none."""
        return " ".join(self._board.dialled)

    @property
    def connected_at(self) -> float | None:
        """The second at which an adviser took the call."""
        return self._board.connected_at

    @property
    def turns(self) -> list[Turn]:
        """Every document, with the request that it answers."""
        return list(self._board.turns)

    @property
    def documents(self) -> list[bytes]:
        """Every document as it came."""
        return [turn.document for turn in self._board.turns]

    @property
    def lost(self) -> str:
        """The keys that nobody listened to."""
        return "".join(event.detail for event in self.events if isinstance(event, Did) and event.kind == "lost")

    @property
    def seconds(self) -> float:
        """How long the call has lasted: an estimate, for nothing waits."""
        return self._board.now

    # --- inside

    def _speak(self, words: str, after: float | None = None) -> "Phone":
        self._before()
        self._interrupt(after)
        self._act("say" if words else "wait", words or "silence")
        listening = self._board.listening
        if listening is None:
            self._board.wait_in_queue()
        elif words:
            self._board.answer(by_speech(listening.gather, words, self.pace))
        else:
            self._board.answer(by_silence(listening.gather))
        return self._after()

    def _before(self) -> None:
        if self._board.ended is not None or not self._board.turns:
            state = f"is over ({self._board.ended})" if self._board.turns else "has not begun: dial first"
            raise CallOverError(f"the call {state}. What was said:\n{self._account()}")
        self._board.advisers = self.advisers

    def _act(self, kind: str, detail: str) -> None:
        self._board.note(kind, detail)
        self._mark = len(self._board.events)

    def _moment_of(self, words: str) -> float:
        """Seconds from the document's first word to the end of the sentence that says this."""
        self.hears(words)
        sentence = next((one for one in self.said if _spoken(words, [one])), self.said[-1])
        return sentence.until - self._board.turns[-1].at

    def _interrupt(self, after: float | None) -> None:
        if after is None:
            return
        moment = self._board.turns[-1].at + after
        events = self._board.events
        if moment > self._board.now + (self.listening.timeout if self.listening else 0.0):
            raise ValueError(f"nobody listens any more after {after} seconds")
        while events and isinstance(events[-1], Heard) and events[-1].at >= moment:
            events.pop()
        self._board.now = moment

    def _after(self) -> "Phone":
        if self._board.ended is not None and self.status_url:
            seconds = str(round(self.seconds))
            extra = {"CallDuration": seconds, "Duration": str(-(-int(seconds) // 60)), "SequenceNumber": "0"}
            self._board.webhooks.tell(self._address(self.status_url), extra, "completed")
        return self

    def _address(self, url: str) -> str:
        return url if "://" in url else self.transport.base_url + url

    def _account(self) -> str:
        return "\n".join(f"  {heard.at:6.1f} s  {heard.text}" for heard in self.said or self.heard) or "  (nothing)"


def _spoken(expected: str, heard: list[Heard]) -> bool:
    pattern = ".*".join(re.escape(" ".join(piece.split())) for piece in expected.split("..."))
    return re.search(pattern, " ".join(one.text for one in heard), re.IGNORECASE) is not None
