"""What is true at this moment for this caller: an immutable value whose questions are pure.

A `question` chooses the way of a Branch, what is `told` fills a placeholder of the same name. Each declares on what its
answer depends; the conversation asks them through an Asker, and only when a step needs them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from ivr.findings import LANGUAGES
from ivr.hours.calendar import Calendar, State
from ivr.hours.planned import Cause
from ivr.hours.schedules import Answer, Caisse, Line, LineName, Regime, Schedules, Vouched
from ivr.hours.unusual import standing_week, unusual
from ivr.hours.weekly import weekly
from ivr.hours.words import NO_WORDS, Words, words
from ivr.line.actions import Causes, Exceptions, LastDay, Moment, Spans, Spoken, Telephone, Week
from ivr.line.call import MOST_DIALS, Call, Place
from ivr.line.origin import Origin, textable
from ivr.line.places import Postcode, of_origin, zone_of
from ivr.line.questions import question, told

MAINLAND = ZoneInfo("Europe/Paris")
STARTS, ENDS = 0, 1  # of spans

# How the clock of a zone is called: a prompt of each.
CLOCKS: Mapping[str, str] = {
    "Europe/Paris": "clock_paris",
    "America/Guadeloupe": "clock_guadeloupe",
    "America/Martinique": "clock_martinique",
    "America/Cayenne": "clock_guyane",
    "Indian/Reunion": "clock_reunion",
    "Indian/Mayotte": "clock_mayotte",
}
CLOCK_THERE = "clock_there"  # of any other
# How the territories with a body of their own are called; a site is known of the first alone.
SAINT_PIERRE = "975"
TERRITORIES: Mapping[str, str] = {code: f"territory_{code}" for code in (SAINT_PIERRE, "986", "987", "988")}
TERRITORY_THERE = "territory_there"  # of any other
# When the line is said to be quieter: 8:30 to 10 and noon to 14 (demarchesadministratives.fr, goodassur.com). That is
# told of métropole: overseas some close at noon.
QUIET = ((time(8, 30), time(10)), (time(12), time(14)))

# The place that a line is for; the national line is for every place.
LINE_PLACES: Mapping[LineName, tuple[Place, str]] = {"mayotte": ("mayotte", "976"), "abroad": ("abroad", "")}


Attempt = Literal["first", "second", "third", "spent"]
ATTEMPTS: tuple[Attempt, ...] = get_args(Attempt)


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that the conversation depends on."""

    test_service: bool = False
    typed_numbers: bool = True
    text_regions: frozenset[str] = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"})
    text_sender: str = "ameli"
    adviser: str = ""  # E.164 of the default adviser
    queue: bool = False  # advisers are reached through a queue, so no number needs to be known
    speech: bool = True  # callers may speak as well as press keys
    most_turns: int = 300  # after which whoever still answers is let go; 0: never


@dataclass(frozen=True, slots=True)
class Facts:
    """One moment of one call."""

    now: datetime
    called: LineName
    caller: Origin
    schedules: Schedules
    rules: Rules = Rules()
    typed_number: str = ""  # E.164; only on the step that confirms it
    languages: tuple[str, ...] = LANGUAGES  # that the line speaks

    # -- the call, as far as its two numbers tell ------------------------------------------------------------------

    def placed(self, call: Call) -> Call:
        """The call with its line, and the place that the numbers tell. A withheld number tells nothing."""
        place, department = LINE_PLACES.get(self.called) or of_origin(self.caller)
        known = call._replace(line=self.called, place="" if place == "unknown" else place)
        return self.with_department(known, department)

    def with_department(self, call: Call, department: str) -> Call:
        """The call with its département, and its caisse where exactly one serves there."""
        serving = self.schedules.caisses_of(department)
        return call._replace(department=department, caisse=serving[0].code if len(serving) == 1 else "")

    def living_at(self, call: Call, found: Postcode) -> Call:
        """The call of somebody who typed a postcode: what was known and told of another place before is forgotten."""
        ours = call.line == "mayotte" and found.place != "mayotte"
        line: LineName = "national" if ours else call.line
        placed = call._replace(line=line, place=found.place, postcode="typed", closed=self._still_told(call, found))
        return self.with_department(placed, found.department)

    def _still_told(self, call: Call, found: Postcode) -> Literal["", "told"]:
        """Whether who now says a first place heard already that nobody answers there, or anywhere."""
        first = call.closed == "told" and not call.department
        everywhere = found.place == "metropole" or self.open_somewhere(call) == "closed"
        return "told" if first and everywhere else ""

    def living_nowhere(self, call: Call) -> Call:
        """The call of somebody who could not tell where they live."""
        line: LineName = "national" if call.line == "mayotte" else call.line
        return call._replace(line=line, place="unknown", postcode="", department="", caisse="")

    # -- which way to go -------------------------------------------------------------------------------------------

    @question("call")
    def line(self, call: Call) -> Literal["national", "mayotte", "abroad"]:
        return call.line

    @question("settings")
    def trial(self, _: Call) -> Literal["yes", "no"]:
        return "yes" if self.rules.test_service else "no"

    @question("call")
    def from_mayotte(self, call: Call) -> Literal["yes", "no"]:
        """Whether somebody rings 3646 from Mayotte, which has a line of its own."""
        return "yes" if call.line == "national" and call.place == "mayotte" else "no"

    @question("call")
    def from_abroad(self, call: Call) -> Literal["yes", "no"]:
        """Whether somebody rings 3646 from abroad, which has a number of its own."""
        return "yes" if call.line == "national" and call.place == "abroad" else "no"

    @question("settings")
    def speech(self, _: Call) -> Literal["yes", "no"]:
        return "yes" if self.rules.speech else "no"

    @question("hours", "moment")
    def news(self, call: Call) -> Literal["some", "none"]:
        return "some" if self.schedules.bulletins_at(call.line, self.now) else "none"

    @question("hours", "moment", "caller")
    def open_somewhere(self, call: Call) -> Literal["open", "overseas", "closed"]:
        """For a caller whose place is not known: closed only when everybody who could serve them surely is.

        Overseas: nobody is open in métropole, where most callers are.
        """
        zones = self._together("zones", call, lambda: self._zones_open(call))
        if not zones:
            return "closed"
        return "open" if MAINLAND in zones else "overseas"

    @question("hours", "moment", "caller", "settings")
    def advisers_differ(self, call: Call) -> Literal["yes", "no"]:
        """Whether those who could serve a caller of unknown place differ in being open, or in whom to ring.

        Where nobody can be rung, as in a trial, that is told while métropole is open, and nothing asked.
        """
        unlike = self._together("advisers", call, lambda: len(self._advisers_now(call)))
        told = not self.rules.queue and not self._any_number(call) and self.opening(call) != "closed"
        return "yes" if unlike > 1 and not told else "no"

    @question("hours", "moment", "caller")
    def hours_differ(self, call: Call) -> Literal["yes", "no"]:
        """Whether those who could serve a caller of unknown place differ in the hours that will be told."""
        unlike = self._together("told", call, lambda: len(set(map(self._told_now, self._possible(call)))))
        return "yes" if unlike > 1 else "no"

    @question("hours", "moment", "caller")
    def weeks_differ(self, call: Call) -> Literal["yes", "no"]:
        """The same of the week, where the place is not known yet."""
        if self.where(call) == "known":
            return "no"
        unlike = self._together("week", call, lambda: len(set(map(self._told_week, self._possible(call)))))
        return "yes" if unlike > 1 else "no"

    @question("hours", "moment")
    def opening(self, call: Call) -> Literal["open", "perhaps", "closed"]:
        return self._calendar(call).state(self.now)

    @question("hours")
    def quieter(self, call: Call) -> Literal["known", "unknown"]:
        """Whether it is known when those who serve the caller are less called: of métropole alone."""
        return "known" if self._calendar(call).zone == MAINLAND else "unknown"

    @question("hours", "moment")
    def doubt(self, call: Call) -> Literal["margin", "holiday"]:
        """Why nobody knows whether it is open: only the least of its hours are known, or it may be a holiday."""
        return "holiday" if self._calendar(call).why(self.now).kind == "unsure" else "margin"

    @question("hours", "moment")
    def doubt_ahead(self, call: Call) -> Literal["some", "none"]:
        """Whether a day that may be a holiday comes before the next sure opening."""
        return "some" if self.doubtful(call).found else "none"

    @question("hours", "moment")
    def present(self, call: Call) -> Literal["usual", "special", "last"]:
        """Whether the present opening, or its end, has a reason; last: and no other opening is known."""
        if not self._specials(call):
            return "usual"
        return "special" if self._calendar(call).next_opening(self.now) else "last"

    @question("hours", "moment")
    def reason(self, call: Call) -> Literal["hours", "holiday", "closure", "endless"]:
        """Why it is closed, as far as a caller cares; endless when no reopening is known."""
        calendar = self._calendar(call)
        if calendar.next_opening(self.now) is None:
            return "endless"
        match calendar.why(self.now):
            case Cause(kind="holiday"):
                return "holiday"
            case Cause(kind="closure" | "emergency"):
                return "closure"
            case Cause(kind="other", words=reason) if reason:
                return "closure"
        return "hours"

    @question("hours", "moment")
    def reopens(self, call: Call) -> Literal["known", "unknown"]:
        """Whether it is known when it opens again."""
        return "known" if self._calendar(call).next_opening(self.now) else "unknown"

    @question("call")
    def where(self, call: Call) -> Literal["known", "ask"]:
        """Whether it is known whose hours and advisers count."""
        known = call.line == "mayotte" or call.caisse or call.department or call.place in ("abroad", "unknown")
        return "known" if known else "ask"

    @question("call")
    def said_place(self, call: Call) -> Literal["yes", "no"]:
        """Whether another place may be meant: a postcode was typed, or an overseas number that may travel."""
        doubtful = call.department and (call.place != "mayotte" or call.postcode == "typed")
        return "yes" if doubtful else "no"

    @question("bodies")
    def rivals(self, call: Call) -> Literal["some", "none"]:
        """Whether several caisses serve the caller's département, and theirs is not known."""
        return "some" if not call.caisse and len(self.schedules.caisses_of(call.department)) > 1 else "none"

    @question("hours")
    def caisses_differ(self, call: Call) -> Literal["yes", "no"]:
        """Whether the caisses of the département differ in hours or advisers, so that the caller must say theirs."""
        rivals = self.schedules.caisses_of(call.department)
        return "yes" if len({(caisse.rule, caisse.adviser) for caisse in rivals}) > 1 else "no"

    @question("bodies")
    def body(self, call: Call) -> Literal["ours", "mayotte", "local"]:
        """Mayotte has a line of its own; some territories have a body of their own, which no line of ours reaches."""
        if self.from_mayotte(call) == "yes":
            return "mayotte"
        return "local" if call.department and not self.schedules.caisses_of(call.department) else "ours"

    @question("bodies")
    def local_site(self, call: Call) -> Literal["known", "unknown"]:
        """Whether the site of a territory's own body has a source: that of Saint-Pierre-et-Miquelon."""
        return "known" if call.department == SAINT_PIERRE else "unknown"

    @question("call")
    def wants(self, call: Call) -> Literal["hours", "adviser"]:
        """What the place was asked for."""
        return "hours" if call.topic == "hours" else "adviser"

    @question("call")
    def subject(self, call: Call) -> Literal["attestation", "file"]:
        return "file" if call.about == "file" else "attestation"

    @question("call")
    def member(self, call: Call) -> Literal["ours", "other"]:
        """Whether the caller said to be a member of another body."""
        return "other" if call.regime not in ("", "general") else "ours"

    @question("call")
    def whose_adviser(self, call: Call) -> Literal["place", "anyone", "other"]:
        """Whose adviser is rung: that of their caisse or of Mayotte's line; anyone's; or ours, for another's member."""
        if self.member(call) == "other":
            return "other"
        known = call.line == "mayotte" or call.caisse or self.schedules.caisses_of(call.department)
        return "place" if known else "anyone"

    @question("history")
    def attempt(self, call: Call) -> Attempt:
        """Which try to ring an adviser would be the next."""
        return ATTEMPTS[min(call.dials, MOST_DIALS)]

    @question("history")
    def tries(self, call: Call) -> Literal["left", "spent"]:
        """Whether an adviser may be rung once more."""
        return "spent" if call.dials >= MOST_DIALS else "left"

    @question("history")
    def internet(self, call: Call) -> Literal["yes", "none"]:
        return "none" if call.internet == "none" else "yes"

    @question("history")
    def paper(self, call: Call) -> Literal["new", "told"]:
        """Whether the caller heard that the paper which comes with the card is no attestation."""
        return "told" if call.paper == "told" else "new"

    @question("history")
    def told_closed(self, call: Call) -> Literal["new", "told"]:
        """Whether the caller heard that nobody answers now."""
        return "told" if call.closed == "told" else "new"

    @question("hours", "settings", "caller")
    def adviser(self, call: Call) -> Literal["set", "missing"]:
        return "set" if self.rules.queue or self.adviser_number(call) else "missing"

    @question("caller", "settings")
    def textable(self, _: Call) -> Literal["yes", "type", "no"]:
        """Whether the caller's own number can be texted; if not, whether one may be typed."""
        if textable(self.caller, self.rules.text_regions):
            return "yes"
        return "type" if self.rules.typed_numbers else "no"

    @question("memory")
    def typed_known(self, _: Call) -> Literal["yes", "no"]:
        """Whether the number that the caller typed is at hand; it is not when the database is away."""
        return "yes" if self.typed_number else "no"

    @question("hours")
    def hours_known(self, call: Call) -> Literal["sourced", "assumed", "borrowed"]:
        """Whether the next edge is only known to be no later: assumed hours are told as the least that is known.

        Borrowed: there are no hours of the line from abroad, so those of 3646 are told.
        """
        calendar = self._calendar(call)
        edge = (
            (ENDS, calendar.closes(self.now))
            if calendar.is_open(self.now)
            else (STARTS, calendar.next_opening(self.now))
        )
        return self._known(call, bool(edge[1] and self._is_least(call, calendar, edge[1], edge[0])))

    @question("hours", "moment")
    def week_known(self, call: Call) -> Literal["sourced", "assumed", "borrowed"]:
        """The same of the week."""
        usual = self.week_kind(call) == "usual"
        return self._known(call, usual and self._vouched(call, self.now).assumed)

    @question("hours", "moment")
    def week_kind(self, call: Call) -> Literal["usual", "until", "further_notice"]:
        """Whether other hours hold all the coming days, and whether it is known until when."""
        calendar = self._calendar(call)
        _, other = standing_week(calendar, self._today(calendar))
        if other is None:
            return "usual"
        return "until" if other.days.last else "further_notice"

    @question("hours", "moment")
    def week_ahead(self, call: Call) -> Literal["usual", "unusual"]:
        """Whether a holiday, a closure or an opening changes the coming seven days."""
        return "unusual" if self.exceptions(call).found else "usual"

    @question("caller", "hours", "moment")
    def clock(self, call: Call) -> Literal["same", "differs"]:
        """Whether the caller's own clock is certain, and shows another time than the one that is told."""
        zone = zone_of(self.caller)
        here = self.now.astimezone(self._calendar(call).zone)
        return "differs" if zone and self.now.astimezone(ZoneInfo(zone)).utcoffset() != here.utcoffset() else "same"

    # -- what to say -----------------------------------------------------------------------------------------------

    @told("moment")
    def bulletins(self, call: Call) -> Words:
        """The bulletins of the moment, one after another."""
        notices = self.schedules.bulletins_at(call.line, self.now)
        languages = dict.fromkeys(language for notice in notices for language in notice.words)
        return words(**{name: " ".join(notice.words.get(name, "") for notice in notices) for name in languages})

    @told("bodies")
    def mayotte_telephone(self, _: Call) -> Telephone:
        return Telephone(self.schedules.lines["mayotte"].number)

    @told("bodies")
    def abroad_telephone(self, _: Call) -> Telephone:
        return Telephone(self.schedules.lines["abroad"].number)

    @told("bodies")
    def name(self, call: Call) -> Words | Spoken:
        """Whose hours and advisers these are; all of métropole's, of a caller from there who need not say where."""
        rivals = self.schedules.caisses_of(call.department)
        if len(rivals) > 1 and not call.caisse:
            return Spoken("your_caisse")
        anywhere = self.where(call) == "ask" and call.place == "metropole"
        return Spoken("mainland") if anywhere else self._schedule(call).names

    @told("bodies")
    def their_body(self, call: Call) -> Words:
        """The body whose member the caller said to be."""
        regime = self._regime(call)
        return regime.names if regime else NO_WORDS

    @told("bodies")
    def territory(self, call: Call) -> Spoken:
        """The territory whose own body serves the caller."""
        return Spoken(TERRITORIES.get(call.department, TERRITORY_THERE))

    @told("bodies")
    def regime_site(self, call: Call) -> Spoken:
        """How that body's site is said."""
        return Spoken(f"address_{call.regime}")

    @told("hours", "clock")
    def quiet(self, call: Call) -> Spans:
        """When the line is quieter, as a rule."""
        return Spans(QUIET, self._clock_of(call, self.now))

    @told("hours", "moment", "clock")
    def reopening(self, call: Call) -> Moment:
        """The next opening, as the clock of the line's place shows it."""
        return self._reopening(call, self._calendar(call).zone, lambda at: self._clock_of(call, at))

    @told("hours", "moment", "caller")
    def reopening_there(self, call: Call) -> Moment:
        """The next opening, as the caller's own clock shows it."""
        return self._reopening(call, ZoneInfo(zone_of(self.caller)), lambda _: "")

    @told("hours", "moment", "clock")
    def closing(self, call: Call) -> Moment:
        """The end of the present opening."""
        return self._closing(call, self._calendar(call).zone, lambda at: self._clock_of(call, at))

    @told("hours", "moment", "caller")
    def closing_there(self, call: Call) -> Moment:
        """The end of the present opening, as the caller's own clock shows it."""
        return self._closing(call, ZoneInfo(zone_of(self.caller)), lambda _: "")

    @told("hours", "moment")
    def cause(self, call: Call) -> Causes:
        return Causes((self._calendar(call).why(self.now),))

    @told("hours", "moment")
    def special(self, call: Call) -> Causes:
        """Why the present opening, or its end, is not the usual one."""
        return Causes(self._specials(call))

    @told("hours", "moment", "clock")
    def today(self, call: Call) -> Spans:
        """The hours of this day; where it may be a holiday, those that it has if it is not."""
        calendar = self._calendar(call)
        day = calendar.actual_of(self._today(calendar))
        spans = day.perhaps if day.cause.kind == "unsure" else day.spans
        return Spans(spans, self._clock_of(call, self.now))

    @told("hours", "moment", "clock")
    def week(self, call: Call) -> Week:
        """The week that counts: the usual one, unless other hours hold all the coming days."""
        calendar = self._calendar(call)
        today = self._today(calendar)
        return _from_monday(today, standing_week(calendar, today)[0], self._clock_of(call, self.now))

    @told("hours", "moment")
    def week_reason(self, call: Call) -> Causes | Spoken:
        """Why other hours hold; without a reason, that these are the hours."""
        calendar = self._calendar(call)
        _, other = standing_week(calendar, self._today(calendar))
        return Causes((Cause("other", other.reason, other.name),)) if other and other.reason else Spoken("our_hours")

    @told("hours", "moment")
    def week_end(self, call: Call) -> LastDay:
        """The last day of other hours."""
        calendar = self._calendar(call)
        today = self._today(calendar)
        _, other = standing_week(calendar, today)
        return LastDay((other and other.days.last) or today, today)

    @told("hours", "moment", "clock")
    def exceptions(self, call: Call) -> Exceptions:
        """What is not usual in the seven days from today on."""
        calendar = self._calendar(call)
        return Exceptions(tuple(unusual(calendar, self._today(calendar))), self._clock_of(call, self.now))

    @told("hours", "moment", "clock")
    def doubtful(self, call: Call) -> Exceptions:
        """The days before the next sure opening that may be holidays, each with its name."""
        calendar = self._calendar(call)
        here, opens = self.now.astimezone(calendar.zone), calendar.next_opening(self.now)
        count = (opens.date() - here.date()).days if opens else 0
        ahead = (found for found in unusual(calendar, here.date(), count) if found.kind == "perhaps")
        later = tuple(one for one in ahead if (one.first, one.spans[0][0]) > (here.date(), here.time()))
        return Exceptions(later, self._clock_of(call, self.now))

    @told("bodies")
    def regime_number(self, call: Call) -> Telephone:
        regime = self._regime(call)
        return Telephone(regime.number if regime else "")

    @told("bodies", "clock")
    def regime_week(self, call: Call) -> Week:
        """The usual week of the caller's own body."""
        regime = self._regime(call)
        today = self.now.astimezone(MAINLAND).date()
        clock = "" if self._is_under(call, MAINLAND, self.now) else CLOCKS[MAINLAND.key]
        return _from_monday(today, weekly(regime.rule, today), clock) if regime and regime.rule else Week(())

    @told("link")
    def address(self, call: Call) -> Spoken:
        """How the site is said whose link was offered."""
        return Spoken(f"address_{self.template(call)}")

    @told("settings")
    def sender(self, _: Call) -> str:
        """Whose name a text bears."""
        return self.rules.text_sender

    @told("memory")
    def typed(self, _: Call) -> Telephone:
        return Telephone(self.typed_number)

    def template(self, call: Call) -> str:
        """The text that was offered: that of the caller's own body, where it has a site, or one of the line's."""
        if call.link != "own":
            return call.link
        regime = self._regime(call)
        return call.regime if regime and regime.site and self.member(call) == "other" else "account"

    # -- who is rung -----------------------------------------------------------------------------------------------

    def adviser_number(self, call: Call) -> str:
        """E.164 of the adviser who is rung: the caisse's, else the line's, else the default; empty if none is."""
        if self.where(call) == "ask":  # where it is not asked they don't differ
            return self._together("number", call, lambda: self._any_number(call))
        return self._number_of(call, self._schedule(call))

    # -- how they know ---------------------------------------------------------------------------------------------

    def calendar(self, call: Call) -> Calendar:
        """The calendar that decides for this call."""
        return self._calendar(call)

    def whose(self, call: Call) -> Line | Caisse:
        """Whose hours those are."""
        return self._schedule(call)

    def _line(self, call: Call) -> Line:
        return self.schedules.lines[call.line]

    def _schedule(self, call: Call) -> Line | Caisse:
        """Mayotte's line, else the caller's caisse, else the line that was called."""
        if call.line == "mayotte":
            return self._line(call)
        caisse = self.schedules.caisses.get(call.caisse)
        rivals = () if caisse else self.schedules.caisses_of(call.department)
        # Several caisses of one département are told apart only where it matters (caisses_differ): with equal hours
        # and advisers the département's first one speaks for all, but is not named.
        return caisse or (self._line(call) if not rivals else rivals[0])

    def _number_of(self, call: Call, body: Line | Caisse) -> str:
        return body.adviser or self._line(call).adviser or self.rules.adviser

    def _calendar(self, call: Call) -> Calendar:
        return self._calendar_of(self._schedule(call))

    def _calendar_of(self, body: Line | Caisse) -> Calendar:
        return self.schedules.calendar(body.rule, self.now)

    def _is_mainland(self) -> bool:
        """Whether the caller is surely in métropole: on a landline of it. A mobile travels, VoIP has no place."""
        return self.caller.region == "FR" and self.caller.kind == "fixed"

    def _possible(self, call: Call) -> tuple[Line | Caisse, ...]:
        """All who could serve a caller whose place is not known, one of each kind."""
        bodies: tuple[Line | Caisse, ...] = (self._line(call), *self.schedules.unlike_caisses)
        return tuple(body for body in bodies if body.rule.zone == MAINLAND.key) if self._is_mainland() else bodies

    def _together(self, what: str, call: Call, find: Callable[[], Answer]) -> Answer:
        """What those come to who could serve a caller whose place is not known: every ring asks the same again."""
        key = (what, call.line, self._is_mainland(), self.rules.adviser)
        return self.schedules.known(key, self.now, find)

    def _zones_open(self, call: Call) -> frozenset[ZoneInfo]:
        """In which zones somebody may be open."""
        possible = map(self._calendar_of, self._possible(call))
        return frozenset(calendar.zone for calendar in possible if calendar.state(self.now) != "closed")

    def _advisers_now(self, call: Call) -> frozenset[tuple[State, str]]:
        """Whether each is open, and whom one rings there."""
        bodies = self._possible(call)
        return frozenset((self._calendar_of(body).state(self.now), self._number_of(call, body)) for body in bodies)

    def _any_number(self, call: Call) -> str:
        return next(filter(None, (self._number_of(call, body) for body in self._possible(call))), "")

    def _told_now(self, body: Line | Caisse) -> tuple[object, ...]:
        """What the hours of a body come to when they are told now."""
        calendar, day = self._calendar_of(body), self.now.astimezone(ZoneInfo(body.rule.zone)).date()
        plan = calendar.actual_of(day)
        usual = calendar.is_open(self.now) and plan.cause.kind == "hours"  # then no reopening is told
        edges = calendar.closes(self.now), None if usual else calendar.next_opening(self.now)
        state, why, assumed = calendar.state(self.now), calendar.why(self.now), body.vouched_on(day).assumed
        return (state, *edges, why, plan.spans, plan.perhaps, assumed, body.rule.zone)

    def _told_week(self, body: Line | Caisse) -> tuple[object, ...]:
        """The same of its week."""
        calendar, day = self._calendar_of(body), self.now.astimezone(ZoneInfo(body.rule.zone)).date()
        known = body.vouched_on(day).assumed, body.rule.zone
        return (standing_week(calendar, day), tuple(unusual(calendar, day)), *known)

    def _clock_of(self, call: Call, at: datetime) -> str:
        """The prompt that names the clock of a time that is told; "" for whoever is surely under it."""
        zone = self._calendar(call).zone
        return "" if self._is_under(call, zone, at) else CLOCKS.get(zone.key, CLOCK_THERE)

    def _is_under(self, call: Call, zone: ZoneInfo, at: datetime) -> bool:
        """Whether the caller is surely under a clock, or one that shows the same time at that moment.

        Sure is a French landline's; and a mobile of métropole's, once a postcode of métropole was typed too.
        """
        at_home = self.caller.region == "FR" and call.place == "metropole" and call.department
        own = zone_of(self.caller) or (MAINLAND.key if at_home else "")
        return bool(own) and at.astimezone(ZoneInfo(own)).utcoffset() == at.astimezone(zone).utcoffset()

    def _known(self, call: Call, assumed: bool) -> Literal["sourced", "assumed", "borrowed"]:
        if not assumed:
            return "sourced"
        return "borrowed" if self._schedule(call) is self.schedules.lines.get("abroad") else "assumed"

    def _regime(self, call: Call) -> Regime | None:
        return self.schedules.regimes.get(call.regime)

    def _today(self, calendar: Calendar) -> date:
        return self.now.astimezone(calendar.zone).date()

    def _vouched(self, call: Call, at: datetime) -> Vouched:
        """How the hours of a moment are known."""
        return self._schedule(call).vouched_on(at.astimezone(self._calendar(call).zone).date())

    def _specials(self, call: Call) -> tuple[Cause, ...]:
        """What makes the present opening, or its end, unlike the usual one, where words tell it."""
        calendar = self._calendar(call)
        why, closes = calendar.why(self.now), calendar.closes(self.now)
        if closes is None:
            return ()
        today = tuple(unusual(calendar, self._today(calendar), 1))
        if today and why.kind in ("opening", "other") and why.words:
            return (why,)
        early = (found for found in today if found.since == closes.time())
        return next((found.causes[:1] for found in early), ())

    def _reopening(self, call: Call, zone: ZoneInfo, clock: Callable[[datetime], str]) -> Moment:
        calendar = self._calendar(call)
        at = calendar.next_opening(self.now) or self.now
        return Moment(at.astimezone(zone), self.now.astimezone(zone), clock=clock(at))

    def _closing(self, call: Call, zone: ZoneInfo, clock: Callable[[datetime], str]) -> Moment:
        calendar = self._calendar(call)
        at = calendar.closes(self.now) or self.now
        bound: Literal["", "earliest"] = "earliest" if self._is_least(call, calendar, at, ENDS) else ""
        return Moment(at.astimezone(zone), self.now.astimezone(zone), bound, clock(at))

    def _is_least(self, call: Call, calendar: Calendar, at: datetime, edge: int) -> bool:
        """Whether a moment is the start (or end) of usual hours of which only the least is known."""
        local = at.astimezone(calendar.zone)
        usual = weekly(calendar.rule, local.date())[local.weekday()]
        planned = calendar.cause_of(local.date()).kind == "hours"
        return planned and self._vouched(call, at).assumed and local.time() in (span[edge] for span in usual)


def _from_monday(today: date, week: tuple[tuple[tuple[time, time], ...], ...], clock: str) -> Week:
    """Weekly hours from Monday on."""
    monday = today - timedelta(days=today.weekday())
    return Week(tuple((monday + timedelta(days=day), Spans(spans)) for day, spans in enumerate(week)), clock)
