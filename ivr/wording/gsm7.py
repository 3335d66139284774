"""How much of one SMS a text takes (3GPP TS 23.038, the GSM 7-bit default alphabet and its extension table)."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes an escape as well: two septets
ONE_SEGMENT = 160  # septets
LONGEST_SENDER = 11


def outside(text: str) -> tuple[str, ...]:
    """The characters that would turn the whole SMS into UCS-2 (70 characters a segment), each once, in order.

    French has several: ç ê ë â î ï ô û œ È Ê À Ô « » ’ … – and every kind of unbreakable space.
    """
    return tuple(dict.fromkeys(character for character in text if character not in BASIC | EXTENDED))


def septets(text: str) -> int:
    """The septets that a text takes; only meaningful when nothing is `outside`."""
    return len(text) + sum(character in EXTENDED for character in text)


def one_segment(text: str) -> bool:
    """Whether a text travels as a single SMS, which every operator overseas delivers in one piece."""
    return not outside(text) and septets(text) <= ONE_SEGMENT


def takes_replies(sender: str) -> bool:
    """Whether who gets a text can answer it: its sender is a number, and not a name, which nobody can write to.

    A Messaging Service (MG...) may send by either: nothing is promised of it.
    """
    return sender.removeprefix("+").isdecimal()


def is_sender(sender: str) -> bool:
    """Whether a text may bear this alphanumeric sender (Twilio's rule): short, plain, and with a letter."""
    plain = sender.isascii() and all(character.isalnum() or character == " " for character in sender)
    return plain and len(sender) <= LONGEST_SENDER and any(character.isalpha() for character in sender)
