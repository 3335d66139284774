"""What the settings tell of the lines: which of the three a called number is, and what the conversation depends on."""

from ivr.line.call import LineName
from ivr.line.facts import Rules
from ivr.line.lines import LINES, significant
from ivr.settings import Settings


class LineNumbers:
    """Tells the line from the number called; any number that is not ours by name is the national line's."""

    def __init__(self, settings: Settings) -> None:
        ours = {number: line for line, number in our_numbers(settings).items() if number}
        public = {line.number: line.name for line in LINES.values()}
        self._lines = {significant(number): line for number, line in (public | ours).items()}
        self._written = public | ours  # nearly always they come as they are written here

    def line_of(self, called: str) -> LineName:
        """The line of a number as Twilio writes it (E.164, a short one, or whatever a carrier hands on)."""
        return self._written.get(called) or self._lines.get(significant(called), "national")


def our_numbers(settings: Settings) -> dict[LineName, str]:
    """The Twilio number that stands for each line; "" where none does."""
    return {
        "national": settings.number_national,
        "mayotte": settings.number_mayotte,
        "abroad": settings.number_abroad,
    }


def rules_of(settings: Settings) -> Rules:
    """What of the settings the conversation depends on."""
    return Rules(
        test_service=settings.test_service,
        typed_numbers=settings.typed_numbers,
        text_regions=frozenset(settings.text_regions.split()),
        text_sender=settings.text_sender,
        adviser=settings.adviser,
        queue=bool(settings.workflow_sid),
        speech=settings.speech,
        most_turns=settings.most_turns,
    )
