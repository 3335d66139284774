"""The number that is called, as it is typed after `--to`."""

import pytest

from ivr.cli.from_and_to import called_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3646", "+33199003646"),
        ("36 46", "+33199003646"),
        ("0269619191", "+262269619191"),
        ("02 69 61 91 91", "+262269619191"),
        ("01 84 90 36 46", "+33184903646"),
        ("+33184903646", "+33184903646"),
        ("+15005550006", "+15005550006"),
    ],
)
def test_called(text: str, number: str) -> None:
    assert called_number(text) == number
