"""A turn -> the document that Twilio plays, in the words and voices of the live content."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from twilio.twiml.voice_response import VoiceResponse

from ivr.line.actions import Connect, HangUp, Listen, Offer, Say, Seconds, Turn
from ivr.line.call import Call
from ivr.line.steps import Flow
from ivr.published.kept_examples import KeptExamples
from ivr.published.snapshot import Snapshot
from ivr.setting_values import TELEPHONE
from ivr.settings import Settings
from ivr.voice import twiml
from ivr.voice.documents import Documents, addressed, key_of, pieces, waited
from ivr.voice.state import NOWHERE, State, write_state
from ivr.voice.vocabulary import Vocabulary, learn
from ivr.wording.speak import Utterance, speak

Says = tuple[Say | Offer, ...]

# Prompts that are no step's: this room says them by itself.
APOLOGY = "apology"  # something broke; the caller may go on
UNREACHABLE = "unreachable"  # the whole service is away; said in every language, one after the other
QUEUE_HOLD, QUEUE_POSITION, QUEUE_WAIT = "queue_hold", "queue_position", "queue_wait"
OWN_PROMPTS = (APOLOGY, UNREACHABLE, QUEUE_HOLD, QUEUE_POSITION, QUEUE_WAIT)

APOLOGY_WAIT = 1  # second: then the first menu follows by itself


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where one caller stands in the queue, as far as Twilio tells: how many are before them, for how long."""

    position: int | None = None
    seconds: int | None = None


class Speaker:
    """Turns turns into documents. Holds the documents that were heard last, and nothing of any call."""

    def __init__(self, flow: Flow, settings: Settings, kept: KeptExamples | None = None) -> None:
        self._flow = flow
        self._settings = settings
        self._kept = kept
        self._documents = Documents()
        self._vocabulary: tuple[str, Vocabulary] | None = None

    def prepare(self, snapshot: Snapshot) -> None:
        """Learn the words of content that is about to be live."""
        learn(self._flow, snapshot.prompts, self._kept)

    def vocabulary(self, snapshot: Snapshot) -> Vocabulary:
        """The menus' words in that content."""
        kept = self._vocabulary
        if kept is None or kept[0] != snapshot.revision:
            kept = self._vocabulary = (snapshot.revision, Vocabulary(self._flow, snapshot.prompts, snapshot.schedules))
        return kept[1]

    def document(self, snapshot: Snapshot, turn: Turn, state: State, called: str) -> bytes:
        """What a turn says and how it ends. `called` is the number that was rung, shown to an adviser."""
        onwards = write_state(State(turn.call, state.at))
        match turn.ends:
            case Connect() as connect:
                document = waited(str(self._connecting(snapshot, turn, connect, called)), wait_of(onwards))
                return addressed(pieces(document), action_of(onwards))
            case Listen() | HangUp() as ends:
                said = key_of(turn.says)
                key = None if said is None else (snapshot.revision, turn.call.language, said, ends)
                kept = self._documents.get(key, lambda: str(self._built(snapshot, turn, ends)))
                return addressed(kept, action_of(onwards))
        raise ValueError(f"a turn can't end in {turn.ends!r} towards the caller")

    def waiting(self, snapshot: Snapshot, call: Call, place: QueuePlace) -> str:
        """What a caller hears in a queue: how many are before them and for how long, when Twilio tells."""
        says: list[Say | Offer] = []
        if place.position:
            says.append(Say(QUEUE_POSITION, {"position": place.position}))
        if place.seconds:
            says.append(Say(QUEUE_WAIT, {"wait": Seconds(place.seconds)}))
        says.append(Say(QUEUE_HOLD))
        return str(twiml.waiting(self._speak(snapshot, call.language, tuple(says))))

    def apology(self, snapshot: Snapshot, state: State) -> bytes:
        """What a caller hears when a turn broke: the first menu follows; when that breaks too it is goodbye."""
        if state.sorry:
            return str(twiml.hanging_up(self._speak(snapshot, state.call.language, (Say(UNREACHABLE),)))).encode()
        spoken = self._speak(snapshot, state.call.language, (Say(APOLOGY),))
        ears = twiml.Ears(snapshot.prompts[state.call.language].locale)
        document = str(twiml.listening(spoken, Listen(digits=1, wait=APOLOGY_WAIT, speech=False), ears))
        return addressed(pieces(document), sorry_action(state))

    def unreachable(self, snapshot: Snapshot) -> str:
        """What Twilio plays when this service can't be reached: every language, and goodbye."""
        spoken = [said for name in snapshot.prompts for said in self._speak(snapshot, name, (Say(UNREACHABLE),))]
        return str(twiml.hanging_up(spoken))

    def _built(self, snapshot: Snapshot, turn: Turn, ends: Listen | HangUp) -> VoiceResponse:
        spoken = self._speak(snapshot, turn.call.language, turn.says)
        if isinstance(ends, HangUp):
            return twiml.hanging_up(spoken)
        locale = snapshot.prompts[turn.call.language].locale
        hears = ends.speech and self._settings.speech
        hints = self.vocabulary(snapshot).of(turn.call).hints if hears else ""
        return twiml.listening(spoken, ends, twiml.Ears(locale, hints))

    def _connecting(self, snapshot: Snapshot, turn: Turn, connect: Connect, called: str) -> VoiceResponse:
        spoken = self._speak(snapshot, turn.call.language, turn.says)
        if self._settings.workflow_sid:
            return twiml.queueing(spoken, twiml.Queue(self._settings.workflow_sid, task_of(turn.call)))
        ours = self._settings.caller_id or (called if TELEPHONE.fullmatch(called) else "")
        longest = self._settings.talk_minutes * 60
        return twiml.ringing(spoken, twiml.Ring(connect.number, ours, self._settings.dial_seconds, longest))

    def _speak(self, snapshot: Snapshot, language: str, says: Says) -> tuple[Utterance, ...]:
        return tuple(self._placed(utterance) for utterance in speak(snapshot.prompts, language, says))

    def _placed(self, utterance: Utterance) -> Utterance:
        """A recording by the address at which Twilio fetches it."""
        if not utterance.audio:
            return utterance
        return replace(utterance, audio=f"{self._settings.public_url}/audio/{utterance.audio}")


def action_of(state: str) -> str:
    """The address of the next turn, relative to this one's host."""
    return "/voice/" + state


def sorry_action(state: State) -> str:
    """The address of the turn that follows an apology: it leads to the first menu, or to goodbye."""
    return action_of(write_state(State(state.call._replace(step=NOWHERE, back=""), state.at, sorry=True)))


def wait_of(state: str) -> str:
    """The address of what is heard while waiting."""
    step, _, query = state.partition("?")
    return f"/voice/{step}/wait?{query}"


def task_of(call: Call) -> Mapping[str, str]:
    """What the adviser's side may know before it answers: nothing of the person."""
    known = {
        "language": call.language,
        "line": call.line,
        "place": call.place,
        "department": call.department,
        "caisse": call.caisse,
        "topic": call.topic,
        "regime": call.regime,
    }
    return {name: value for name, value in known.items() if value}
