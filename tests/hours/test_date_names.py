"""The names of days and months, and what Babel keeps of its data afterwards."""

import threading

import pytest
from babel import Locale, UnknownLocaleError, localedata

from ivr.hours.date_names import date_names


@pytest.fixture(autouse=True)
def _nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    date_names.cache_clear()
    localedata._cache.clear()
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # whatever runs beside the tests asks Babel nothing


@pytest.mark.parametrize(("locale", "words"), [("fr-FR", ("lundi", "août")), ("en-GB", ("Monday", "August"))])
def test_names_outlast_what_they_were_read_from(locale: str, words: tuple[str, str]) -> None:
    names = date_names(locale)
    assert (names.weekdays[0], names.months[8]) == words
    assert localedata._cache == {}
    assert Locale.parse(locale, sep="-").days["format"]["wide"][0] == words[0]  # Babel reads again what is asked for


def test_what_others_have_read_is_left_to_them() -> None:
    months = Locale("fr").months
    date_names("en-GB")
    assert months["format"]["wide"][8] == "août"
    assert "fr" in localedata._cache


def test_where_others_may_be_reading_nothing_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another thread had begun to read would be emptied in its hands, and its Locale be broken for ever."""
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    date_names("fr-FR")
    assert "fr" in localedata._cache


def test_an_unknown_locale_is_told_and_leaves_nothing_either() -> None:
    with pytest.raises(UnknownLocaleError):
        date_names("qq-QQ")
    assert localedata._cache == {}
