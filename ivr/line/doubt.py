"""What to make of two witnesses, the phrases and the examples: each errs in its own way.

The phrases' word makes what they heard likelier to the examples. What is likely enough by both together is believed:
less is asked of what both say than of what one says alone, or against the other. Else a question is put between the
likeliest: a wrong turn costs a caller more than a key.
"""

from collections.abc import Collection, Iterable, Mapping
from math import exp

from ivr.line.examples import NONE
from ivr.line.inputs import NotUnderstood, Said
from ivr.line.lexicon import DANGERS, Lexicon

# Measured on sentences that neither witness had seen: docs/decisions.md.
WEIGHT = 3.0  # of the phrases' word: what they heard is likelier by e to the power of it
AGREED = 0.8  # likelihood from which on is believed what both heard,
ALONE = 0.97  # ... what the examples alone did,
AGAINST = 0.995  # ... and what they did where the phrases heard something else
NOTHING = 0.5  # ... and that it was nothing that the line has, where the phrases heard nothing either
SURELY_NOTHING = 0.95  # ... or did
ASKED = 0.02  # from which on something may be asked about,
WORTH_ASKING = 0.5  # ... and one of the two must be so likely

# Of a danger, from which likelihood on it is one:
SURE = 0.001  # where words of one were said that nothing excludes,
TOLD = 0.01  # ... words of one,
PERHAPS = 0.02  # ... words that are perhaps of one,
EXCLUDED = 0.2  # ... any of these, and others that exclude it,
UNTOLD = 0.55  # ... none of these,
UNLIKE = 0.9  # ... and weightier words for something else,
BY_ITSELF = 0.25  # ... of a single word at least,
SPELT = 0.97  # ... and no word that any example has: letters alone make "dans les Landes" one at 0.7

# What the phrases call keys is among the examples under these names.
KEYS: Mapping[str, str] = {"0": "adviser", "*": "back", "#": "again"}
ALIKE: Mapping[str, str] = {"elsewhere": NONE}  # to be told so, or not to be understood: both are no turn


def weighed(found: Said | NotUnderstood, thought: Mapping[str, float], lexicon: Lexicon) -> Said | NotUnderstood:
    """What was understood, or the question that is better asked. `thought`: how likely examples hold each meaning."""
    examples, names = lexicon.wished.examples, _names(found, lexicon)
    if isinstance(found, Said) and not any(name in examples.meanings for name in names):
        return found  # of which they know nothing
    if not thought:
        return found
    likely = _told(thought, names)
    likeliest = max(likely, key=likely.__getitem__)
    if likely[likeliest] < _enough(likeliest, names):
        return _asked(names, likely, lexicon)
    return found if likeliest in names else _meant(likeliest, lexicon)


def _told(thought: Mapping[str, float], names: Collection[str]) -> Mapping[str, float]:
    """The same, 1 in all, when the phrases have told some of them."""
    weights = {name: share * (exp(WEIGHT) if name in names else 1.0) for name, share in thought.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def _enough(likeliest: str, names: Collection[str]) -> float:
    """How likely the likeliest must be to be believed."""
    if likeliest in names:
        return AGREED
    if likeliest == NONE:
        return SURELY_NOTHING if names else NOTHING
    return AGAINST if names else ALONE


def _meant(name: str, lexicon: Lexicon) -> Said | NotUnderstood:
    if name in lexicon.wished.names:
        return Said(body=name) if name in lexicon.wished.bodies else Said(wish=name)
    keys = [key for key, called in KEYS.items() if called == name]
    if keys:
        return Said(keys[0])
    changes = lexicon.tongues.get(name, "")
    if changes in lexicon.keys:
        return Said(changes)
    return Said(language=changes) if changes else NotUnderstood()


def _names(found: Said | NotUnderstood, lexicon: Lexicon) -> tuple[str, ...]:
    """What the examples call it; a wish before the body that was named with it. Of most of a menu's own choices they
    know nothing.
    """
    if isinstance(found, NotUnderstood):
        return ()
    names = (found.wish, found.body, found.language, lexicon.keys.get(found.key, KEYS.get(found.key, "")))
    return tuple(ALIKE.get(name, name) for name in names if name)


def _asked(names: Iterable[str], likely: Mapping[str, float], lexicon: Lexicon) -> Said | NotUnderstood:
    """The question between the two likeliest wishes, what the phrases heard among them, or about one; nothing else can
    be asked about.
    """
    ranked = sorted(likely, key=likely.__getitem__, reverse=True)
    likely_wishes = [name for name in ranked if name in lexicon.wished.names and likely[name] >= ASKED]
    told = [name for name in names if name in lexicon.wished.names]
    if not told and not any(likely[name] >= WORTH_ASKING for name in likely_wishes):
        return NotUnderstood()
    asked = tuple(dict.fromkeys((*told[:1], *likely_wishes)))[:2]
    return Said(doubt=tuple(sorted(asked, key=ranked.index))) if asked else NotUnderstood()


# -- danger ----------------------------------------------------------------------------------------------------------


def is_danger(likely: Mapping[str, float], least: float, *, excluded: bool) -> bool:
    """Whether words that may be of a danger are: SURE, TOLD, or PERHAPS. `excluded`: others speak against it."""
    if not likely:
        return not excluded
    return danger_in(likely) >= (EXCLUDED if excluded else least)


def danger_in(likely: Mapping[str, float]) -> float:
    """How likely any danger is."""
    return sum(likely.get(danger, 0.0) for danger in DANGERS)


def likeliest_danger(likely: Mapping[str, float], *, faint: bool, known: bool) -> str:
    """The danger that the examples alone are sure of; "" for none.

    `faint`: nothing weightier was said; `known`: they have a word of it, and not its letters alone.
    """
    least = SPELT if not known else UNTOLD if faint else UNLIKE
    return max(DANGERS, key=lambda danger: likely.get(danger, 0.0)) if danger_in(likely) >= least else ""
