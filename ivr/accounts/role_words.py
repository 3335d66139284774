"""The roles as people read them."""

from collections.abc import Mapping

from ivr.accounts.person import Role
from ivr.hours.words import Words, words

ROLE_WORDS: Mapping[Role, Words] = {
    "reader": words(fr="lit", en="reads"),
    "editor": words(fr="prépare", en="prepares"),
    "publisher": words(fr="publie", en="publishes"),
    "admin": words(fr="administre", en="administers"),
}
