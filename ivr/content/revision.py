"""The name of a revision: twelve letters, which no log takes for part of a telephone number, as it does long digits."""

DIGITS_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def revision_of(hexadecimal: str) -> str:
    """The beginning of a digest, in letters."""
    return hexadecimal[:12].translate(DIGITS_AS_LETTERS)
