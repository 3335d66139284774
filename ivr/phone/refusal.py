"""What the phone says when a document is not one that Twilio would play as it was meant."""


class TwimlError(Exception):
    """A document or answer that Twilio refuses, warns of, or plays otherwise than was meant.

    `code` is Twilio's number for it (https://www.twilio.com/docs/api/errors), 0 where none is known; `where` is the
    element with its line and column, or the address that answered.
    """

    def __init__(self, code: int, what: str, where: str) -> None:
        self.code = code
        self.what = what
        self.where = where
        number = f"{code} " if code else ""
        super().__init__(f"{number}{where}: {what}")


# Twilio's own numbers, for what has none of its own in a table.
RETRIEVAL = 11200  # the webhook answered with an error, or not at all
TOO_MANY_REDIRECTS = 11215
TOO_LARGE = 11750
EMPTY = 11770
NOT_XML = 12100
NOT_IN_SCHEMA = 12200
CONTENT_TYPE = 12300
