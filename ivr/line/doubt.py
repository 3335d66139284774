"""A second opinion on what was understood: phrases and examples are two witnesses, and each errs in its own way.

Where they agree the caller is led on. Where they do not, a question is put between what each of them heard: a wrong
turn costs more than a key. What one of them alone heard is asked about too, unless the other is sure it was nothing.
"""

from collections.abc import Mapping

from ivr.line.examples import NONE
from ivr.line.inputs import NotUnderstood, Said
from ivr.line.lexicon import DANGERS, Lexicon
from ivr.line.patterns import Tokens

# Measured on sentences that neither witness had seen: docs/decisions.md.
AGREED = 0.35  # likelihood of what the phrases heard from which on it is believed
OTHERWISE = 0.5  # of another wish, from which on what the phrases heard is doubted
NOTHING = 0.75  # of nothing at all, from which on it is doubted
SURELY_NOTHING = 0.95  # ... and not even asked about
LIKELY = 0.85  # of what the phrases did not hear, from which on it is asked about
SURE = 0.98  # ... and believed
WHOLE = 1.0  # of an example that was said word by word: whoever wrote it there knew

# Of a danger: where words of one were said; words that are perhaps of one; others that exclude it; none of these.
TOLD, PERHAPS, EXCLUDED, UNTOLD = 0.03, 0.3, 0.9, 0.9

# What the phrases call keys is among the examples under these names.
KEYS: Mapping[str, str] = {"0": "adviser", "*": "back", "#": "again"}
ALIKE: Mapping[str, str] = {"elsewhere": NONE}  # to be told so, or not to be understood: both are no turn


def weighed(found: Said | NotUnderstood, heard: Tokens, lexicon: Lexicon) -> Said | NotUnderstood:
    """What was understood, or the question that is better asked."""
    examples, names = lexicon.wished.examples, _names(found, lexicon)
    if isinstance(found, Said) and not any(name in examples.meanings for name in names):
        return found  # of which they know nothing
    likely = examples.likely(heard)
    if not likely:
        return found
    likeliest = max(likely, key=likely.__getitem__)
    if not names:
        return _unheard(found, likeliest, likely[likeliest], lexicon)
    if likeliest in names or sum(likely.get(name, 0.0) for name in names) >= AGREED:
        return found
    if likely[likeliest] == WHOLE:
        return _meant(likeliest, lexicon)
    if likely[likeliest] < (NOTHING if likeliest == NONE else OTHERWISE):
        return found
    return NotUnderstood() if likely.get(NONE, 0.0) >= SURELY_NOTHING else _asked((*names, likeliest), lexicon)


def _meant(name: str, lexicon: Lexicon) -> Said | NotUnderstood:
    if name in lexicon.wished.names:
        return Said(body=name) if name in lexicon.wished.bodies else Said(wish=name)
    return NotUnderstood()


def _unheard(nothing: Said | NotUnderstood, name: str, likely: float, lexicon: Lexicon) -> Said | NotUnderstood:
    """What the examples alone are witness of."""
    if likely >= SURE and name in lexicon.wished.names:
        return _meant(name, lexicon)
    return _asked((name,), lexicon) if likely >= LIKELY else nothing


def _names(found: Said | NotUnderstood, lexicon: Lexicon) -> tuple[str, ...]:
    """What the examples call it; a wish before the body that was named with it. Of most of a menu's own choices they
    know nothing.
    """
    if isinstance(found, NotUnderstood):
        return ()
    names = (found.wish, found.body, found.language, lexicon.keys.get(found.key, KEYS.get(found.key, "")))
    return tuple(ALIKE.get(name, name) for name in names if name)


def _asked(names: tuple[str, ...], lexicon: Lexicon) -> Said | NotUnderstood:
    """The question between some wishes, two at most; what is no wish can't be asked about."""
    wishes = [name for name in names if name in lexicon.wished.names]
    return Said(doubt=(*wishes[:1], *wishes[1:][-1:])) if wishes else NotUnderstood()


# -- danger ----------------------------------------------------------------------------------------------------------


def is_danger(likely: Mapping[str, float], least: float, *, excluded: bool) -> bool:
    """Whether words that may be of a danger are of one: TOLD, or PERHAPS. `excluded`: others speak against it."""
    if not likely:
        return not excluded
    return sum(likely.get(danger, 0.0) for danger in DANGERS) >= (EXCLUDED if excluded else least)


def is_otherwise(likely: Mapping[str, float]) -> bool:
    """Whether it is an example, word by word, of what is no danger: not even sure words of danger count then."""
    return max(likely.values(), default=0.0) == WHOLE and not likely.keys() & set(DANGERS)


def likeliest_danger(likely: Mapping[str, float]) -> str:
    """The danger that the examples alone are sure of; "" for none."""
    dangers = {danger: likely.get(danger, 0.0) for danger in DANGERS}
    return max(dangers, key=dangers.__getitem__) if sum(dangers.values()) >= UNTOLD else ""
