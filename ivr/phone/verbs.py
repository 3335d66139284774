"""What a document may ask for, as typed values. Seconds are floats; addresses stand as they came, not yet absolute."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Break:
    """A silence inside a Say (SSML break)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Say:
    """Words in a language and a voice; `parts` are texts with the breaks between them."""

    language: str
    voice: str
    parts: tuple[str | Break, ...]
    loop: int = 1

    @property
    def text(self) -> str:
        """All that is said, the breaks left out."""
        return " ".join(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Play:
    """A recording, or keypad tones."""

    url: str = ""
    loop: int = 1
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence."""

    seconds: float = 1.0


Spoken = Say | Play | Pause


@dataclass(frozen=True, slots=True)
class Gather:
    """Listens to keys or speech, or both, while it speaks and for `timeout` seconds afterwards."""

    dtmf: bool = True
    speech: bool = False
    action: str = ""
    method: str = "POST"
    timeout: float = 5.0
    speech_timeout: float = 5.0
    finish_on_key: str = "#"
    num_digits: int = 0  # 0: as many as are pressed
    action_on_empty_result: bool = False
    language: str = ""
    hints: tuple[str, ...] = ()
    nested: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class Dial:
    """Rings other numbers, all at once, and joins the first that answers."""

    numbers: tuple[str, ...]
    action: str = ""
    method: str = "POST"
    timeout: float = 30.0
    caller_id: str = ""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Puts the caller in a queue, or with a workflow that finds an adviser."""

    queue: str = ""
    workflow_sid: str = ""
    task: str = ""  # JSON
    action: str = ""
    method: str = "POST"
    wait_url: str | None = None  # None: Twilio's own music; "": silence
    wait_method: str = "POST"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Goes on with another document."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Hangup:
    """Ends the call."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Takes the caller out of the queue."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Refuses to answer the call."""

    reason: str = "rejected"


Verb = Spoken | Gather | Dial | Enqueue | Redirect | Hangup | Leave | Reject
