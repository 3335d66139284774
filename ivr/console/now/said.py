"""How what stands is told: states, reasons, until when, and all of it in one sentence; in the reader's language."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ivr.check.entry_words import PARIS, whom_words
from ivr.check.reached import reached_by
from ivr.console.now.board import Board, Closing, Standing
from ivr.console.speech import chosen, clock_time, language, short_day, t
from ivr.hours.calendar import State
from ivr.hours.planned import Cause
from ivr.hours.rule import DAY_END, Span, Spans
from ivr.radar.surprise import short_name

STATES: tuple[State, ...] = ("open", "perhaps", "closed")


def state_words(look: str) -> str:
    """A state, as one is told it: "ouvert"."""
    return {
        "open": t("Ouvert", "Open"),
        "perhaps": t("Peut-être", "Perhaps"),
        "closed": t("Fermé", "Closed"),
        "emergency": t("Urgence", "Emergency"),
        "mixed": t("Divers", "Mixed"),
        "none": t("Hors de la ligne", "Not on this line"),
    }[look]


def until_words(standing: Standing, at: datetime) -> str:
    """ "jusqu'à 17:00", "rouvre demain à 08:30", with what the place's own clock shows where that is another time."""
    if standing.until is None:
        return t("réouverture inconnue", "no reopening known")
    told = moment_words(standing.until, at)
    if standing.state == "open":
        return t("jusqu'à {when}", "until {when}", when=told)
    return t("ouvre {when}", "opens {when}", when=_at(standing.until, at, told))


def moment_words(moment: datetime, now: datetime) -> str:
    """ "17:00", "demain 08:30", "lun. 30 nov. 08:30": in Paris, then there."""
    there = moment if moment.utcoffset() != moment.astimezone(PARIS).utcoffset() else None
    local = t(" ({clock} sur place)", " ({clock} there)", clock=f"{there:%H:%M}") if there else ""
    day = day_words(moment.astimezone(PARIS).date(), now.astimezone(PARIS).date())
    return f"{day} {clock_time(moment)}".strip() + local


def day_words(day: date, today: date) -> str:
    """Nothing for today; "demain", "lun. 30 nov."."""
    if day == today:
        return ""
    return t("demain", "tomorrow") if day == today + timedelta(days=1) else short_day(day)


def _at(moment: datetime, now: datetime, told: str) -> str:
    is_today = moment.astimezone(PARIS).date() == now.astimezone(PARIS).date()
    return t("à {when}", "at {when}", when=told) if is_today else told


def why_words(cause: Cause, state: State = "closed", *, assumed: bool = False) -> str:
    """ "horaires habituels", "jour férié : Noël", "fermeture : réunion du personnel"."""
    words = chosen(cause.words)
    kind = cause_words(cause, state, assumed=assumed)
    return t("{kind} : {words}", "{kind}: {words}", kind=kind, words=words) if words else kind


def cause_words(cause: Cause, state: State = "closed", *, assumed: bool = False) -> str:
    """The kind alone."""
    if cause.kind == "hours":
        return _hours_words(state, assumed=assumed)
    return {
        "weekend": t("fin de semaine", "weekend"),
        "holiday": t("jour férié", "public holiday"),
        "closure": t("fermeture", "closure"),
        "opening": t("ouverture exceptionnelle", "exceptional opening"),
        "other": t("autres horaires", "other hours"),
        "unsure": t("peut-être férié", "perhaps a holiday"),
        "emergency": t("urgence", "emergency"),
    }[cause.kind]


def _hours_words(state: State, *, assumed: bool) -> str:
    if state == "open":
        return t("semaine supposée", "assumed week") if assumed else t("semaine habituelle", "usual week")
    if state == "perhaps":
        return t("autour d'horaires supposés", "around hours that are assumed")
    return t("ce n'est pas l'heure", "not at this hour")


def names_of(standings: Iterable[Standing]) -> str:
    """Their names as the staff say them, one after the other."""
    return ", ".join(short_name(chosen(one.body.names)) for one in standings)


def title_of(standing: Standing) -> str:
    """Its name as a heading."""
    name = names_of([standing])
    return name[:1].upper() + name[1:]


def spans_words(spans: Spans) -> str:
    """ "08:30-12:00, 13:30-17:00"; "fermé"."""
    return ", ".join(map(_span, spans)) or t("fermé", "closed")


def _span(span: Span) -> str:
    start, end = span
    return f"{start:%H:%M}–{'24:00' if end == DAY_END else f'{end:%H:%M}'}"


def closing_words(closing: Closing, board: Board) -> str:
    """Whom an emergency closes."""
    told = whom_words(reached_by(closing.entry, board.schedules), board.schedules, language())
    return told[:1].upper() + told[1:]


# -- all of it, in a sentence ------------------------------------------------------------------------------------------


def summary_words(board: Board) -> str:
    """ "103 ouverts, 2 fermés. Tout ferme à 17:00." """
    counts = Counter(one.state for one in board.standings)
    told = ", ".join(_counted(state, counts[state]) for state in STATES if counts[state])
    return f"{told[:1].upper()}{told[1:]}. {_next_words(board)}"


def _counted(state: State, count: int) -> str:
    plural = "s" if count > 1 else ""
    match state:
        case "open":
            return t("{count} ouvert{plural}", "{count} open", count=count, plural=plural)
        case "perhaps":
            return t("{count} peut-être ouvert{plural}", "{count} perhaps open", count=count, plural=plural)
    return t("{count} fermé{plural}", "{count} closed", count=count, plural=plural)


def _next_words(board: Board) -> str:
    """What comes next: the first that closes, or where nothing is open the first that opens."""
    open_ = [one for one in board.standings if one.state == "open"]
    ahead = [one for one in open_ or board.standings if one.until]
    if not ahead:
        return t("Aucune réouverture n'est connue.", "No reopening is known.")
    first = min(one.until for one in ahead if one.until)
    those = [one for one in ahead if one.until == first]
    told = _at(first, board.at, moment_words(first.astimezone(PARIS), board.at))
    if len(those) == len(open_ or board.standings):
        return _all_words(told, is_open=bool(open_))
    who = names_of(those) if len(those) <= 2 else t("{count} d'entre eux", "{count} of them", count=len(those))
    if open_:
        return t("Le prochain à fermer, {when} : {who}.", "Next to close, {when}: {who}.", when=told, who=who)
    return t("Le prochain à ouvrir, {when} : {who}.", "Next to open, {when}: {who}.", when=told, who=who)


def _all_words(told: str, *, is_open: bool) -> str:
    if is_open:
        return t("Tout ferme {when}.", "All close {when}.", when=told)
    return t("Tout rouvre {when}.", "All open {when}.", when=told)
