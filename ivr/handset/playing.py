"""A script -> the whole call, second by second: what is heard, done and received, and why the line answered so.

Nothing is kept between two plays: a call that goes on is played again from its beginning, over what is live now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from ivr.handset.numbers import number_called
from ivr.handset.rehearsal import Rehearsals, Taken
from ivr.journal.entry import Entry
from ivr.phone.acts import KINDS, Act, can_do, do
from ivr.phone.dialling import calling_number
from ivr.phone.moments import PARIS, address_at, read_moment, written_moment
from ivr.phone.phone import Phone
from ivr.phone.refusal import TwimlError
from ivr.phone.script import Script
from ivr.phone.switchboard import Did, Turn
from ivr.phone.timeline import Heard, Pace
from ivr.phone.transcript import Text, Transcript, entries, last_language
from ivr.phone.webhooks import ACCOUNT, Transport, new_rehearsal_sid
from ivr.settings import Settings
from ivr.wording.speech_time import seconds_of

State = Literal["listening", "typing", "queue", "ended", "broken"]


@dataclass(frozen=True, slots=True)
class Received:
    """A text, at a second of the call."""

    text: Text
    at: float


Event = Heard | Did | Received


@dataclass(frozen=True, slots=True)
class Taking:
    """A turn of the line: the document that was asked for, and the journal's entry; none for a round of a queue."""

    turn: Turn
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Played:
    """A call so far. `begins`: the second from which the line takes an answer; `until`: when its patience is over;
    `resumes`: when something came of what the caller did last.

    `fault`: what Twilio would have said of a document that it doesn't play.
    """

    script: Script
    events: tuple[Event, ...]
    turns: tuple[Taking, ...]
    state: State
    seconds: float
    begins: float
    until: float
    resumes: float
    ended: str
    language: str
    fault: str = ""


def play(rehearsals: Rehearsals, script: Script, now: datetime, *, goes_on: bool = False) -> Played:
    """Plays a call; one without a moment at this one. `goes_on`: more keys may follow the last ones.

    Raises ValueError for a moment that is none.
    """
    line = rehearsals.line(script.queue)
    snapshot = rehearsals.snapshot
    at = read_moment(script.at) if script.at else now.astimezone(PARIS).replace(microsecond=0)
    script = replace(script, at=written_moment(at), revision=snapshot.revision if snapshot else "")
    phone = phone_of(line.transport, line.token, line.settings, script)
    taken = line.calls.begin(phone.call_sid)
    try:
        fault = _played(phone, script.acts, goes_on)
        return _told(phone, script, taken, fault, goes_on=goes_on)
    finally:
        line.calls.forget(phone.call_sid)


def phone_of(transport: Transport, token: str, settings: Settings, script: Script) -> Phone:
    """A phone that rings a deployment's line by this token, at the script's moment; a real call where it has none."""
    phone = Phone(transport, token, calling_number(script.from_), number_called(script.to, settings), script.advisers)
    account = settings.account_sid or ACCOUNT
    phone = replace(phone, hash_alone=script.hash_alone, account_sid=account, pace=Pace(speak=seconds_of))
    if not script.at:
        return phone
    at = read_moment(script.at)
    url, status_url = (address_at(address, at) for address in (phone.url, phone.status_url))
    return replace(phone, call_sid=new_rehearsal_sid(), url=url, status_url=status_url)


def _played(phone: Phone, acts: tuple[Act, ...], goes_on: bool) -> str:
    """Does what the script says for as long as the call goes on; what Twilio would not have played."""
    try:
        phone.dial()
        for number, act in enumerate(acts, start=1):
            if not can_do(phone, act):
                break
            do(phone, act, goes_on=goes_on and number == len(acts))
    except TwimlError as error:
        return str(error)
    return ""


def _told(phone: Phone, script: Script, taken: Taken, fault: str, *, goes_on: bool) -> Played:
    turns = tuple(_with_entries(phone, taken))
    texts = [Received(text, _moment_of(turns, number)) for number, text in taken.texts]
    events = tuple(sorted([*phone.events, *texts], key=lambda event: event.at))
    begins, until = phone.listens_from, phone.waits_until
    typing = goes_on and bool(script.acts) and script.acts[-1].kind == "press" and phone.events[-1:] == [_press(phone)]
    state: State = "ended"
    if fault:
        state = "broken"
    elif phone.ended is None:
        state = "queue" if begins is None else "typing" if typing else "listening"
    return Played(
        script=script,
        events=events,
        turns=turns,
        state=state,
        seconds=phone.seconds,
        begins=phone.seconds if begins is None else begins,
        until=phone.seconds if until is None else until,
        resumes=phone.seconds if state == "typing" else _resumes(phone),
        ended=phone.ended or "",
        language=last_language(phone),
        fault=fault,
    )


def _resumes(phone: Phone) -> float:
    """The second of what came after the last act; of the act itself where nothing has."""
    acts = [number for number, event in enumerate(phone.events) if isinstance(event, Did) and event.kind in KINDS]
    if not acts:
        return 0.0
    return phone.events[min(acts[-1] + 1, len(phone.events) - 1)].at


def _press(phone: Phone) -> Did | None:
    """The keys that were pressed last, where nothing has come of them yet."""
    last = phone.events[-1] if phone.events else None
    return last if isinstance(last, Did) and last.kind == "press" else None


def _with_entries(phone: Phone, taken: Taken) -> Iterator[Taking]:
    """Each document with its entry: those of the conversation tell their way, and are noted in their order."""
    noted = (entry for entry in taken.entries if entry.turn >= 0)
    for turn in phone.turns:
        yield Taking(turn, next(noted, None) if turn.way else None)


def _moment_of(turns: tuple[Taking, ...], number: int) -> float:
    """When the turn of that number, of those that are noted, was asked for."""
    told = [taking.turn.at for taking in turns if taking.entry]
    return told[number] if number < len(told) else 0.0


def transcript_of(played: Played, settings: dict[str, str]) -> Transcript:
    """The call as a file of tests/calls has it; `settings` are those that were made up for it."""
    told = [event for event in played.events if not isinstance(event, Received)]
    return Transcript(
        title="...",
        from_=played.script.from_,
        to=played.script.to,
        at=played.script.at.replace("T", " "),
        call=entries(told),
        ends=played.ended or "open",
        language=played.language,
        advisers=played.script.advisers,
        settings=settings,
        texts=tuple(event.text for event in played.events if isinstance(event, Received)),
    )
