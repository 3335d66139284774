"""What is true at this moment for this caller: an immutable value whose questions are pure.

A `question` chooses the way of a Branch, what is `told` fills a placeholder of the same name. Each declares on what its
answer depends; the conversation asks them through an Asker, and only when a step needs them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from ivr.findings import LANGUAGES
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause
from ivr.hours.schedules import Caisse, Line, LineName, Regime, Schedules, Vouched
from ivr.hours.unusual import standing_week, unusual
from ivr.hours.weekly import weekly
from ivr.hours.words import Words, words
from ivr.line.actions import Causes, Exceptions, Moment, Spans, Spoken, Telephone, Week
from ivr.line.call import Call, Place
from ivr.line.origin import Origin, textable
from ivr.line.places import of_origin, zone_of
from ivr.line.questions import question, told

MAINLAND = ZoneInfo("Europe/Paris")
STARTS, ENDS = 0, 1  # of spans

# The place that a line is for; the national line is for every place.
LINE_PLACES: Mapping[LineName, tuple[Place, str]] = {"mayotte": ("mayotte", "976"), "abroad": ("abroad", "")}


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that the conversation depends on."""

    test_service: bool = False
    typed_numbers: bool = True
    text_regions: frozenset[str] = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"})
    text_sender: str = "ameli"
    adviser: str = ""  # E.164 of the default adviser
    queue: bool = False  # advisers are reached through a queue, so no number needs to be known


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
        known = replace(call, line=self.called, place="" if place == "unknown" else place)
        return self.with_department(known, department)

    def with_department(self, call: Call, department: str) -> Call:
        """The call with its département, and its caisse where exactly one serves there."""
        serving = self.schedules.caisses_of(department)
        return replace(call, department=department, caisse=serving[0].code if len(serving) == 1 else "")

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

    @question("hours", "moment")
    def news(self, call: Call) -> Literal["some", "none"]:
        return "some" if self.schedules.bulletins_at(call.line, self.now) else "none"

    @question("hours", "moment")
    def open_somewhere(self, call: Call) -> Literal["open", "overseas", "closed"]:
        """For a caller whose place is not known: closed only when everybody who could serve them surely is.

        Overseas: nobody is open in métropole, where most callers are.
        """
        zones = {calendar.zone for calendar in self._possible(call) if calendar.state(self.now) != "closed"}
        if not zones:
            return "closed"
        return "open" if MAINLAND in zones else "overseas"

    @question("hours", "moment")
    def opening(self, call: Call) -> Literal["open", "perhaps", "closed"]:
        return self._calendar(call).state(self.now)

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

    @question("call")
    def where(self, call: Call) -> Literal["known", "ask"]:
        """Whether it is known whose hours and advisers count."""
        known = call.line == "mayotte" or call.caisse or call.department or call.place in ("abroad", "unknown")
        return "known" if known else "ask"

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

    @question("call")
    def wants(self, call: Call) -> Literal["hours", "adviser"]:
        """What the place was asked for."""
        return "hours" if call.topic == "hours" else "adviser"

    @question("call")
    def subject(self, call: Call) -> Literal["attestation", "file"]:
        return "file" if call.topic == "file" else "attestation"

    @question("call")
    def regime(self, call: Call) -> Literal["ask", "general", "other"]:
        if call.line == "mayotte" or call.regime == "general":
            return "general"
        return "other" if call.regime else "ask"

    @question("bodies")
    def account(self, call: Call) -> Literal["own", "shared", "partner"]:
        """Whether the members of the caller's régime use the ameli account; partner: and it has no site to send."""
        regime = self._regime(call)
        if regime is None or not regime.ameli:
            return "own"
        return "shared" if regime.site else "partner"

    @question("hours", "settings")
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
    def hours_known(self, call: Call) -> Literal["sourced", "assumed"]:
        """Whether the next edge is only known to be no later: assumed hours are told as the least that is known."""
        calendar = self._calendar(call)
        edge = (
            (ENDS, calendar.closes(self.now))
            if calendar.is_open(self.now)
            else (STARTS, calendar.next_opening(self.now))
        )
        return "assumed" if edge[1] and self._is_least(call, calendar, edge[1], edge[0]) else "sourced"

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
        """Whether the caller's own clock is certain, and shows another time than the line's."""
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
    def name(self, call: Call) -> Words | Spoken:
        """Whose hours and advisers these are."""
        rivals = self.schedules.caisses_of(call.department)
        return Spoken("your_caisse") if len(rivals) > 1 and not call.caisse else self._schedule(call).names

    @told("hours", "moment")
    def reopening(self, call: Call) -> Moment:
        """The next opening, as the clock of the line's place shows it."""
        return self._reopening(call, self._calendar(call).zone)

    @told("hours", "moment", "caller")
    def reopening_there(self, call: Call) -> Moment:
        """The next opening, as the caller's own clock shows it."""
        return self._reopening(call, ZoneInfo(zone_of(self.caller)))

    @told("hours", "moment")
    def closing(self, call: Call) -> Moment:
        """The end of the present opening."""
        return self._closing(call, self._calendar(call).zone)

    @told("hours", "moment", "caller")
    def closing_there(self, call: Call) -> Moment:
        """The end of the present opening, as the caller's own clock shows it."""
        return self._closing(call, ZoneInfo(zone_of(self.caller)))

    @told("hours", "moment")
    def cause(self, call: Call) -> Causes:
        return Causes((self._calendar(call).why(self.now),))

    @told("hours", "moment")
    def special(self, call: Call) -> Causes:
        """Why the present opening, or its end, is not the usual one."""
        return Causes(self._specials(call))

    @told("hours", "moment")
    def today(self, call: Call) -> Spans:
        """The hours of this day; where it may be a holiday, those that it has if it is not."""
        calendar = self._calendar(call)
        day = calendar.actual_of(self._today(calendar))
        return Spans(day.perhaps if day.cause.kind == "unsure" else day.spans)

    @told("hours", "moment")
    def week(self, call: Call) -> Week:
        """The week that counts: the usual one, unless other hours hold all the coming days."""
        calendar = self._calendar(call)
        today = self._today(calendar)
        return _from_monday(today, standing_week(calendar, today)[0])

    @told("hours", "moment")
    def week_reason(self, call: Call) -> Causes | Spoken:
        """Why other hours hold; without a reason, that these are the hours."""
        calendar = self._calendar(call)
        _, other = standing_week(calendar, self._today(calendar))
        return Causes((Cause("other", other.reason, other.name),)) if other and other.reason else Spoken("our_hours")

    @told("hours", "moment")
    def week_end(self, call: Call) -> date:
        """The last day of other hours."""
        calendar = self._calendar(call)
        today = self._today(calendar)
        _, other = standing_week(calendar, today)
        return (other and other.days.last) or today

    @told("hours", "moment")
    def exceptions(self, call: Call) -> Exceptions:
        """What is not usual in the seven days from today on."""
        calendar = self._calendar(call)
        return Exceptions(tuple(unusual(calendar, self._today(calendar))))

    @told("hours", "moment")
    def doubtful(self, call: Call) -> Exceptions:
        """The days before the next sure opening that may be holidays, each with its name."""
        calendar = self._calendar(call)
        here, opens = self.now.astimezone(calendar.zone), calendar.next_opening(self.now)
        count = (opens.date() - here.date()).days if opens else 0
        ahead = (found for found in unusual(calendar, here.date(), count) if found.kind == "perhaps")
        return Exceptions(tuple(one for one in ahead if (one.first, one.spans[0][0]) > (here.date(), here.time())))

    @told("bodies")
    def regime_number(self, call: Call) -> Telephone:
        regime = self._regime(call)
        return Telephone(regime.number if regime else "")

    @told("bodies")
    def regime_week(self, call: Call) -> Week:
        """The usual week of the caller's own body."""
        regime = self._regime(call)
        today = self.now.astimezone(MAINLAND).date()
        return _from_monday(today, weekly(regime.rule, today)) if regime and regime.rule else Week(())

    @told("link")
    def address(self, call: Call) -> Spoken:
        """How the site is said whose link was offered."""
        return Spoken(f"address_{template_of(call)}")

    @told("settings")
    def sender(self, _: Call) -> str:
        """Whose name a text bears."""
        return self.rules.text_sender

    @told("memory")
    def typed(self, _: Call) -> Telephone:
        return Telephone(self.typed_number)

    # -- who is rung -----------------------------------------------------------------------------------------------

    def adviser_number(self, call: Call) -> str:
        """E.164 of the adviser who is rung: the caisse's, else the line's, else the default; empty if none is."""
        return self._schedule(call).adviser or self._line(call).adviser or self.rules.adviser

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

    def _calendar(self, call: Call) -> Calendar:
        return self.schedules.calendar(self._schedule(call).rule, self.now)

    def _possible(self, call: Call) -> list[Calendar]:
        """The calendars of all who could serve a caller whose place is not known, each once."""
        rules = dict.fromkeys((self._schedule(call).rule, *self.schedules.rules_but_mayotte))
        return [self.schedules.calendar(rule, self.now) for rule in rules]

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

    def _reopening(self, call: Call, zone: ZoneInfo) -> Moment:
        calendar = self._calendar(call)
        at = calendar.next_opening(self.now) or self.now
        bound: Literal["", "latest"] = "latest" if self._is_least(call, calendar, at, STARTS) else ""
        return Moment(at.astimezone(zone), self.now.astimezone(zone), bound)

    def _closing(self, call: Call, zone: ZoneInfo) -> Moment:
        calendar = self._calendar(call)
        at = calendar.closes(self.now) or self.now
        bound: Literal["", "earliest"] = "earliest" if self._is_least(call, calendar, at, ENDS) else ""
        return Moment(at.astimezone(zone), self.now.astimezone(zone), bound)

    def _is_least(self, call: Call, calendar: Calendar, at: datetime, edge: int) -> bool:
        """Whether a moment is the start (or end) of usual hours of which only the least is known."""
        local = at.astimezone(calendar.zone)
        usual = weekly(calendar.rule, local.date())[local.weekday()]
        planned = calendar.cause_of(local.date()).kind == "hours"
        return planned and self._vouched(call, at).assumed and local.time() in (span[edge] for span in usual)


def _from_monday(today: date, week: tuple[tuple[tuple[time, time], ...], ...]) -> Week:
    """Weekly hours from Monday on."""
    monday = today - timedelta(days=today.weekday())
    return Week(tuple((monday + timedelta(days=day), Spans(spans)) for day, spans in enumerate(week)))


def template_of(call: Call) -> str:
    """The text that was offered: the caller's own body's, or one of the line's."""
    return call.regime if call.link == "own" and call.regime else call.link
