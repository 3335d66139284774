"""The counts of texts as sections of a page: by state, by delay, by reason."""

from collections.abc import Mapping, Sequence

from ivr.console.figures.tables import Section, Table, bars, both, grouped, percent, thousands
from ivr.hours.words import Words, words
from ivr.texts.standing import EDGES, Delays, Reason
from ivr.texts.states import STATES, State

TEXTS, SHARE = words(fr="SMS", en="Texts"), words(fr="Part", en="Share")
STATE, REASON, CODE = words(fr="État", en="State"), words(fr="Raison", en="Reason"), words(fr="Code", en="Code")
DELAY = words(fr="Délai depuis la demande", en="Delay since it was asked for")
LEGS = {
    "tried": words(fr="jusqu'au premier essai", en="until the first attempt"),
    "delivered": words(fr="jusqu'à la réception", en="until it was delivered"),
}
SOON = 60  # seconds, of which the sentence tells
STATES_MORE = words(
    fr="« remis à Twilio » : en route, ou l'opérateur n'a rien dit. « attend une personne » : à trancher.",
    en="“sent”: on its way, or the operator said nothing. “waits for a person”: to be settled.",
)


def text_sections(states: Mapping[State, int], delays: Sequence[Delays], reasons: Sequence[Reason]) -> list[Section]:
    """Every section of a period; those without anything in them are left out."""
    sections = [_of_states(states)]
    if any(delay.texts for delay in delays):
        sections.append(_of_delays(delays))
    return [*sections, _of_reasons(reasons)] if reasons else sections


def _of_states(states: Mapping[State, int]) -> Section:
    every = sum(states.values())
    found = [(state, states[state]) for state in STATES if states.get(state)]
    rows = [(STATES[state].name, number, percent(number, every)) for state, number in found]
    delivered = percent(states.get("delivered", 0), every)
    sentence = both(
        "{} SMS demandés, {} reçus.", "{} texts were asked for, {} were delivered.", thousands(every), delivered
    )
    title = words(fr="Par état", en="By state")
    return Section("states", title, sentence, Table((STATE, TEXTS, SHARE), rows), bars(rows), STATES_MORE)


def _of_delays(delays: Sequence[Delays]) -> Section:
    columns = [delay.within for delay in delays]
    rows = [(_within(place), *numbers) for place, numbers in enumerate(zip(*columns, strict=True))]
    delivered = next(delay for delay in delays if delay.leg == "delivered")
    soon = sum(delivered.within[place] for place, edge in enumerate(EDGES) if edge <= SOON)
    sentence = both(
        "Des SMS reçus, {} l'ont été dans la minute.",
        "Of the texts that were delivered, {} were within a minute.",
        percent(soon, delivered.texts),
    )
    table = Table((DELAY, *(LEGS[delay.leg] for delay in delays)), rows)
    return Section("delays", words(fr="Par délai", en="By delay"), sentence, table, grouped(table))


def _of_reasons(reasons: Sequence[Reason]) -> Section:
    rows = [
        (reason.reason or "–", reason.texts, STATES[reason.state].name, str(reason.code or "–")) for reason in reasons
    ]
    sentence = both("Le plus souvent : {}, {} SMS.", "Most often: {}, {} texts.", rows[0][0], thousands(rows[0][1]))
    title = words(fr="Par raison", en="By reason")
    return Section("reasons", title, sentence, Table((REASON, TEXTS, STATE, CODE), rows), bars(rows))


def _within(place: int) -> Words:
    """ "5 s au plus", "1 min au plus", "plus de 2 h"."""
    if place == len(EDGES):
        return both("plus de {}", "more than {}", _length(EDGES[-1]))
    return both("{} au plus", "{} at most", _length(EDGES[place]))


def _length(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 3600 else f"{seconds // 3600} h"
