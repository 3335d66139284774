"""The front of the house: a signed request in, a document out. After the signature always 200 and a sentence."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import structlog
from flask import Request, Response

from ivr.calls.notes import snake
from ivr.calls.taker import Caller, TurnTaker
from ivr.clock import Clock
from ivr.line.actions import Turn
from ivr.line.call import FIRST_LANGUAGE, Call
from ivr.line.inputs import Input, Silent
from ivr.line.steps import Flow
from ivr.metrics import count_error, count_turn
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.voice import constant
from ivr.voice.app import Document
from ivr.voice.form import read_input, whole_number
from ivr.voice.speaker import QueuePlace, Speaker
from ivr.voice.state import State, read_moment, read_state
from ivr.voice.way import way_headers

log = structlog.get_logger("ivr.voice")


class Front:
    """Answers Twilio's voice webhooks; who is asking has been checked before."""

    def __init__(
        self,
        *,
        taker: TurnTaker,
        speaker: Speaker,
        published: Published,
        flow: Flow,
        settings: Settings,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._taker = taker
        self.speaker = speaker
        self._published = published
        self._settings = settings
        self.rehearses = settings.rehearsal
        self._clock = clock
        self._monotonic = monotonic
        self._kinds = {name: snake(step) for name, step in flow.steps.items()}
        self.fallback = self._rendered_fallback()

    def answer(self, request: Request) -> Response:
        """A call comes in."""
        state = State(Call(), read_moment(request.args.get("at", "")))
        return self._turn(request, state, self._taker.begin)

    def take(self, request: Request, step: str) -> Response:
        """A call goes on: something was answered at a step."""
        state = self._state(request, step)

        def advance(caller: Caller, snapshot: Snapshot) -> Turn:
            answer = self._heard(request, state.call, snapshot)
            return self._taker.take(caller, snapshot, state.call, answer)

        return self._turn(request, state, advance)

    def wait(self, request: Request, step: str) -> Response:
        """A caller waits in a queue, once round."""
        state = self._state(request, step)
        place = QueuePlace(
            position=whole_number(request.form, "QueuePosition"),
            seconds=whole_number(request.form, "AvgQueueTime"),
        )
        snapshot = self._published.current()
        if snapshot is None:
            return Document(constant.hold())
        try:
            return Document(self.speaker.waiting(snapshot, state.call, place))
        except Exception:
            self._broke("wait", request, state)
            return self._apologise(state, snapshot)

    def end(self, request: Request) -> Response:
        """A call is over: note it."""
        state = self._rehearsed(request, State(Call(), read_moment(request.args.get("at", ""))))
        seconds = whole_number(request.form, "CallDuration") or 0
        try:
            self._taker.end(self._caller(request, state), request.form.get("CallStatus", ""), seconds)
        except Exception:
            self._broke("end", request, state)
        return Response(status=204)

    def _turn(self, request: Request, state: State, take: Callable[[Caller, Snapshot], Turn]) -> Response:
        started = self._monotonic()
        state = self._rehearsed(request, state)
        snapshot = self._published.current()
        if snapshot is None:
            return self._without_content(request, state)
        try:
            caller = self._caller(request, state)
            turn = take(caller, snapshot)
            spoken = self.speaker.document(snapshot, turn, state, caller.called_number)
        except Exception:
            self._broke("turn", request, state)
            return self._apologise(state, snapshot)
        told = partial(self._tell, caller, state, turn, self._monotonic() - started)
        answer = Document(spoken)
        if caller.rehearsal:
            answer.headers.update(way_headers(snapshot.prompts, turn))
        answer.call_on_close(told)  # once it is sent: the caller waits for words, not for our figures
        return answer

    def _tell(self, caller: Caller, state: State, turn: Turn, seconds: float) -> None:
        """One count of the metrics, for a real call: the journal has the rest."""
        if not caller.rehearsal:
            count_turn(self._kinds.get(state.call.step, "ring"), snake(turn.ends), seconds)

    def _without_content(self, request: Request, state: State) -> Response:
        """Nothing could be read yet: constant sentences, from a step that leads on as soon as there is more to say."""
        log.error("constant_sentences", call=request.form.get("CallSid", ""))
        count_error("content")
        return Document(constant.apology(state))

    def _broke(self, what: str, request: Request, state: State) -> None:
        """Inside an except clause: what nobody expected, with the call that it befell."""
        log.exception(f"{what}_broke", call=request.form.get("CallSid", ""), step=state.call.step)
        count_error("voice")

    def _state(self, request: Request, step: str) -> State:
        """Where the call stands; in the first language, where its own is no longer spoken."""
        state, snapshot = read_state(step, request.query_string.decode("latin-1")), self._published.current()
        if snapshot is None or state.call.language in snapshot.prompts:
            return state
        return replace(state, call=state.call._replace(language=FIRST_LANGUAGE))

    def _heard(self, request: Request, call: Call, snapshot: Snapshot) -> Input:
        vocabulary = self.speaker.vocabulary(snapshot)

        def hear(speech: str) -> Input:
            return vocabulary.hear(call, speech) if self._settings.speech else Silent()

        return read_input(request.form, hear)

    def _rehearsed(self, request: Request, state: State) -> State:
        """A rehearsal whose moment can't be read is played at this one: it must not turn into a real call."""
        garbled = self.rehearses and state.at is None and "at" in request.args
        return replace(state, at=self._clock()) if garbled else state

    def _caller(self, request: Request, state: State) -> Caller:
        form = request.form
        at = state.at if self.rehearses else None
        return Caller(
            call_sid=form.get("CallSid", ""),
            called_number=form.get("To", ""),
            calling_number=form.get("From", ""),
            now=at or self._clock(),
            rehearsal=at is not None,
        )

    def _apologise(self, state: State, snapshot: Snapshot) -> Response:
        try:
            return Document(self.speaker.apology(snapshot, state))
        except Exception:
            log.exception("apology_broke", step=state.call.step)
            count_error("voice")
            return Document(self.fallback)

    def _rendered_fallback(self) -> str:
        """Rendered once, so that it needs nothing later that may have broken by then."""
        snapshot = self._published.current()
        try:
            return self.speaker.unreachable(snapshot) if snapshot else constant.goodbye()
        except Exception:  # content that is served although it is faulty
            log.exception("fallback_broke")
            return constant.goodbye()
