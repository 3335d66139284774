"""How long a text takes to be spoken."""

from ivr.wording.speech_time import RATES, seconds_of


def test_longer_sentences_take_longer_in_each_language() -> None:
    for language in RATES:
        assert (
            seconds_of("un", language)
            < seconds_of("un deux trois", language)
            < seconds_of("un, deux, trois. Un.", language)
        )


def test_a_locale_counts_as_its_language() -> None:
    assert seconds_of("Bonjour.", "fr-FR") == seconds_of("Bonjour.", "fr")
