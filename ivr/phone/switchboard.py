"""Twilio's side of one call: it asks for documents, plays them verb by verb, and stops where the caller may act."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin, urlsplit

from ivr.phone.advisers import NO_QUEUE, TALK, Advisers, ring
from ivr.phone.listening import Gathered
from ivr.phone.reader import read
from ivr.phone.refusal import NOT_IN_SCHEMA, RETRIEVAL, TOO_MANY_REDIRECTS, TwimlError
from ivr.phone.timeline import Heard, Pace, listen
from ivr.phone.verbs import (
    Dial,
    Enqueue,
    Gather,
    Hangup,
    Leave,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Spoken,
    Verb,
)
from ivr.phone.webhooks import Request, Webhooks, again, new_sid

Ended = Literal["hangup", "transfer", "caller"]
MOST_DOCUMENTS = 30  # in a row, without the caller: more is a loop
MUSIC = 30.0  # seconds of Twilio's own, between two looks at the queue


@dataclass(frozen=True, slots=True)
class Did:
    """Something beside what was heard: "press", "say", "wait", "hang_up", "advisers"; "dial", "queue", "lost"."""

    kind: str
    detail: str
    at: float


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue in which the caller waits."""

    verb: Enqueue
    base: str  # the address that relative ones are relative to
    since: float
    sid: str = field(default_factory=lambda: new_sid("QU"))

    def params(self, now: float) -> dict[str, str]:
        return {"QueueSid": self.sid, "QueueTime": str(int(now - self.since))}


@dataclass(frozen=True, slots=True)
class Turn:
    """A document that was asked for, at a second of the call; `mark`: how many events there were before it."""

    request: Request
    document: bytes
    verbs: tuple[Verb, ...]
    at: float
    mark: int
    queue: Queue | None  # the one in which the caller waited when it was asked for
    way: str = ""  # the steps that the line passed, where it tells
    said: str = ""  # each prompt with the letters of its words


@dataclass(frozen=True, slots=True)
class Listening:
    """A Gather that the caller may answer now."""

    gather: Gather
    rest: tuple[Verb, ...]
    since: float  # the second at which its first word was said


@dataclass
class Switchboard:
    """One call. `now` is its length in seconds; the rest of what is public tells how it stands."""

    webhooks: Webhooks
    pace: Pace
    advisers: Advisers
    now: float = 0.0
    events: list[Heard | Did] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    listening: Listening | None = None
    queue: Queue | None = None
    ended: Ended | None = None
    dialled: tuple[str, ...] = ()
    connected_at: float | None = None
    talked: bool = False  # whether the last thing that happened was a talk with an adviser
    in_a_row: int = 0
    position: int = 3  # of the caller in a queue, at first

    def fetch(self, url: str, extra: Mapping[str, str], *, method: str = "POST", status: str = "in-progress") -> None:
        """Asks for a document and plays it."""
        self.in_a_row += 1
        if self.in_a_row > MOST_DOCUMENTS:
            raise TwimlError(TOO_MANY_REDIRECTS, f"{MOST_DOCUMENTS} documents without the caller: a loop", _path(url))
        self.play(self.webhooks.ask(self._absolute(url), extra, method=method, status=status))

    def play(self, request: Request) -> None:
        """Sends a request and plays the document that answers."""
        answer = self.webhooks.fetch(request)
        verbs = read(answer.body)
        self.turns.append(
            Turn(
                request=request,
                document=answer.body,
                verbs=verbs,
                at=self.now,
                mark=len(self.events),
                queue=self.queue,
                way=answer.way,
                said=answer.said,
            )
        )
        self._run(verbs)

    def repeat(self) -> None:
        """Asks for the last document again, as Twilio does after a lost answer; what the first one did is undone."""
        turn = self.turns.pop()
        del self.events[turn.mark :]
        self.now, self.queue = turn.at, turn.queue
        self.listening = self.ended = None
        self.play(again(turn.request))

    def answer(self, gathered: Gathered) -> None:
        """A Gather is over: its action is asked for, or the document goes on."""
        assert self.listening is not None
        gather, rest = self.listening.gather, self.listening.rest
        self.listening = None
        self.talked = False
        self.in_a_row = 0
        self.now += gathered.seconds
        self.note("lost", gathered.lost)
        if gathered.empty and not gather.action_on_empty_result:
            self._run(rest)
        else:
            self.fetch(gather.action, _gather_params(gather, gathered), method=gather.method)

    def wait_in_queue(self) -> None:
        """Another round of what is played to those who wait."""
        self.in_a_row = 0
        self._play_round()

    def hang_up(self) -> None:
        """The caller puts the phone down; a queue's action hears of it, and what it answers is not played."""
        if self.queue is not None and self.queue.verb.action:
            extra = {**self.queue.params(self.now), "QueueResult": "hangup"}
            self.webhooks.tell(urljoin(self.queue.base, self.queue.verb.action), extra, "completed")
        self.finish("caller")

    def rewind(self, at: float) -> None:
        """Forgets what came at this second or later, and how it ended."""
        self.events = [event for event in self.events if event.at < at]
        self.turns = [turn for turn in self.turns if turn.at < at] or self.turns[:1]
        self.listening = self.ended = None
        self.now = at

    def finish(self, how: Ended) -> None:
        """The call is over."""
        self.listening = None
        self.queue = None
        self.ended = how

    def note(self, kind: str, detail: str) -> None:
        """Keeps what happened, in order with what was heard."""
        if detail:
            self.events.append(Did(kind, detail, self.now))

    def _run(self, verbs: Sequence[Verb]) -> None:
        for place, verb in enumerate(verbs):
            if isinstance(verb, Say | Play | Pause):
                self._speak((verb,))
                continue
            self._refuse_in_queue(verb)
            _PERFORM[type(verb)](self, verb, tuple(verbs[place + 1 :]))
            return
        if self.queue is None:
            self.finish("transfer" if self.talked else "hangup")

    def _speak(self, spoken: Sequence[Spoken]) -> None:
        for verb in spoken:
            if isinstance(verb, Play) and verb.url:
                self._check_recording(verb.url)
        heard, self.now = listen(spoken, self.now, self.pace)
        self.events += heard

    def _check_recording(self, url: str) -> None:
        """Twilio fetches a recording by a plain GET; another host's are not fetched here."""
        address = self._absolute(url)
        if urlsplit(address).netloc != urlsplit(self.webhooks.transport.base_url).netloc:
            return
        answer = self.webhooks.send(Request("GET", address))
        if answer.status != 200:
            raise TwimlError(RETRIEVAL, f"the recording answered {answer.status}", _path(address))
        if not answer.content_type.startswith("audio/"):
            raise TwimlError(13420, f"the recording is {answer.content_type!r}, not audio", _path(address))

    def _refuse_in_queue(self, verb: Verb) -> None:
        if self.queue is not None and isinstance(verb, Dial | Enqueue | Reject):
            raise TwimlError(NOT_IN_SCHEMA, "has no place in what is played to a queue", f"<{type(verb).__name__}>")
        if self.queue is None and isinstance(verb, Leave):
            raise TwimlError(NOT_IN_SCHEMA, "nobody waits in a queue here", "<Leave>")

    def _gather(self, verb: Verb, rest: tuple[Verb, ...]) -> None:
        assert isinstance(verb, Gather)
        since = self.now
        self._speak(verb.nested)
        self.listening = Listening(verb, rest, since)

    def _dial(self, verb: Verb, rest: tuple[Verb, ...]) -> None:
        assert isinstance(verb, Dial)
        self.dialled = verb.numbers
        self.note("dial", " ".join(verb.numbers))
        rung = ring(verb, self.advisers)
        self.now += rung.ringing
        self._talk(rung.talking)
        if verb.action:
            self.fetch(verb.action, rung.params, method=verb.method)
        else:
            self._run(rest)

    def _talk(self, seconds: float) -> None:
        if seconds:
            self.connected_at = self.now
            self.now += seconds
            self.talked = True

    def _enqueue(self, verb: Verb, _rest: tuple[Verb, ...]) -> None:
        assert isinstance(verb, Enqueue)
        self.note("queue", verb.queue or verb.workflow_sid)
        self.queue = Queue(verb, self.turns[-1].request.url, self.now)
        if self.advisers in NO_QUEUE:
            self._leave_queue(NO_QUEUE[self.advisers])
        else:
            self._play_round()

    def _play_round(self) -> None:
        self._play_waiting()
        if self.advisers == "answer" and self.queue is not None:
            self._talk(TALK)
            self._leave_queue("bridged")

    def _play_waiting(self) -> None:
        assert self.queue is not None
        verb = self.queue.verb
        if not verb.wait_url:
            self.now += MUSIC
            return
        extra = {
            **self.queue.params(self.now),
            "QueuePosition": str(self.position),
            "AvgQueueTime": "120",
            "CurrentQueueSize": str(self.position + 1),
            "MaxQueueSize": "1000",
        }
        self.fetch(urljoin(self.queue.base, verb.wait_url), extra, method=verb.wait_method)
        self.position = max(1, self.position - 1)

    def _leave_queue(self, result: str) -> None:
        assert self.queue is not None
        queue, self.queue, self.listening = self.queue, None, None
        extra = {**queue.params(self.now), "QueueResult": result}
        if queue.verb.action:
            self.fetch(urljoin(queue.base, queue.verb.action), extra, method=queue.verb.method)
        else:
            self.finish("transfer" if self.talked else "hangup")

    def _redirect(self, verb: Verb, _rest: tuple[Verb, ...]) -> None:
        assert isinstance(verb, Redirect)
        self.fetch(verb.url, {}, method=verb.method)

    def _hang_up(self, _verb: Verb, _rest: tuple[Verb, ...]) -> None:
        self.finish("transfer" if self.talked else "hangup")

    def _leave(self, _verb: Verb, _rest: tuple[Verb, ...]) -> None:
        self._leave_queue("leave")

    def _absolute(self, url: str) -> str:
        base = self.turns[-1].request.url if self.turns else self.webhooks.transport.base_url + "/"
        return urljoin(base, url) if url else base


_PERFORM: Mapping[type[Verb], Callable[[Switchboard, Verb, tuple[Verb, ...]], None]] = {
    Gather: Switchboard._gather,
    Dial: Switchboard._dial,
    Enqueue: Switchboard._enqueue,
    Redirect: Switchboard._redirect,
    Hangup: Switchboard._hang_up,
    Leave: Switchboard._leave,
    Reject: Switchboard._hang_up,
}


def _gather_params(gather: Gather, gathered: Gathered) -> dict[str, str]:
    if gathered.speech:
        return {"SpeechResult": gathered.speech, "Confidence": "0.9", "Language": gather.language}
    params = {} if gathered.digits is None else {"Digits": gathered.digits}
    return params | ({"FinishedOnKey": gathered.finished_on} if gathered.finished_on else {})


def _path(url: str) -> str:
    return urlsplit(url).path
