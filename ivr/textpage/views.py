"""The addresses of the pages, and what is shown at each."""

from collections.abc import Callable, Mapping

from flask import Response, redirect, render_template, request
from werkzeug.exceptions import NotFound

from ivr.drawing.card import STYLE, card
from ivr.line.actions import Turn
from ivr.line.call import LINE_NAMES, Call, LineName
from ivr.line.facts import MAINLAND
from ivr.line.steps import Ask
from ivr.metrics import count_page
from ivr.published.snapshot import Snapshot
from ivr.textpage.asked import TYPED, Asked, coarse, typed_digits
from ivr.textpage.frame import frame_of
from ivr.textpage.headers import inline, policy
from ivr.textpage.page import page_of
from ivr.textpage.reading import Reading
from ivr.textpage.telling import Telling
from ivr.textpage.turns import first_turn, turn_of

View = Callable[..., Response]
DEFAULT = Call().language
NOTICES = ("privacy", "accessibility")
CARD = "card"
ASKING = "/<language>/<step>"  # what is typed there is posted: no address, and so no log, holds it


class Pages:
    """Every page. `style` is the name of the stylesheet."""

    def __init__(self, reading: Reading, style: str) -> None:
        self._reading = reading
        self._style = style
        self.rules: Mapping[str, View] = {
            "/": lambda: self._begin(self._wanted()),
            "/<language>": self._begin,
            "/<language>/about/<notice>": self._notice,
            ASKING: self._go_on,
        }

    def _begin(self, language: str) -> Response:
        """How a call begins; `l` names another line than the national one."""
        line = next((name for name in LINE_NAMES if name == request.args.get("l")), LINE_NAMES[0])
        telling = self._telling(language, line)
        if telling is None:
            return self.away()
        return self._shown(telling, first_turn(telling.flow, language, telling.facts))

    def _go_on(self, language: str, step: str) -> Response:
        """What follows an answer, or what was typed into the form of a page that asks."""
        asked = self._reading.addresses.read(language, step, request.query_string.decode("latin-1"))
        if asked is None:
            raise NotFound
        telling = self._telling(language, asked.call.line)
        if telling is None:
            return self.away()
        if request.method == "POST" and isinstance(telling.flow.steps.get(step), Ask):
            return self._typed(telling, Asked(asked.call, typed_digits(request.form.get(TYPED, "")) or "-"))
        return self._shown(telling, turn_of(telling.flow, asked, telling.facts), asked)

    def _typed(self, telling: Telling, asked: Asked) -> Response:
        """The page that follows a postcode has an address that only tells the département."""
        turn = turn_of(telling.flow, asked, telling.facts)
        if turn.call.step == asked.call.step:
            return self._shown(telling, turn, asked)
        kept = Asked(asked.call, coarse(asked.keys))
        return _redirect(request.script_root + telling.addresses.write(telling.language, kept))

    def _notice(self, language: str, notice: str) -> Response:
        """The privacy notice, the accessibility statement; beside them the card."""
        telling = self._telling(language, LINE_NAMES[0])
        if telling is None:
            return self.away()
        if notice == CARD:
            return self._card(telling)
        if notice not in NOTICES:
            raise NotFound
        told = {"title": telling.page.words[notice], "told": getattr(telling.page, notice)}
        return self._rendered("notice.html", telling, path=f"/about/{notice}", notice=told)

    def _card(self, telling: Telling) -> Response:
        """The menu of the telephone line with its keys, to be printed."""
        snapshot = self._reading.published.current()
        assert snapshot is not None
        day = telling.facts.now.astimezone(MAINLAND).date()
        printed = card(telling.flow, snapshot.prompts, snapshot.schedules, telling.language, day)
        return Response(printed, headers={"Content-Security-Policy": policy(inline(STYLE))})

    def refusal(self, why: str, status: int) -> Response:
        """A page that says why there is no other, in the language of the address if it names one."""
        named = request.path.strip("/").partition("/")[0]
        telling = self._telling(named, LINE_NAMES[0], or_default=True)
        if telling is None:
            return self.away()
        return self._rendered("refusal.html", telling, status=status, why=why)

    # -- what they share ---------------------------------------------------------------------------------------------

    def _wanted(self) -> str:
        """The reader's own language, as their browser tells it, if the pages are there in it."""
        snapshot = self._reading.published.current()
        there = list(self._reading.prompts(snapshot)) if snapshot else []
        return request.accept_languages.best_match(there, DEFAULT) or DEFAULT

    def _telling(self, language: str, line: LineName, *, or_default: bool = False) -> Telling | None:
        """None where there is no content at all. NotFound for a language without pages."""
        snapshot: Snapshot | None = self._reading.published.current()
        there = self._reading.prompts(snapshot) if snapshot else {}
        if snapshot is None or not there:
            return None
        if language not in there:
            if not or_default:
                raise NotFound
            language = DEFAULT if DEFAULT in there else next(iter(there))
        return self._reading.telling(snapshot, language, line)

    def _shown(self, telling: Telling, turn: Turn, asked: Asked | None = None) -> Response:
        page = page_of(telling, turn, asked)
        count_page(page.step)
        return self._rendered("turn.html", telling, asked=asked, page=page)

    def _rendered(
        self,
        template: str,
        telling: Telling,
        *,
        path: str = "",
        asked: Asked | None = None,
        status: int = 200,
        **more: object,
    ) -> Response:
        frame = frame_of(telling, self._reading.settings, self._style, path, asked)
        more |= {"frame": frame, "asked": asked, "root": request.script_root, "language": telling.language}
        return Response(render_template(template, **more), status)

    def away(self) -> Response:
        """No content could ever be read: constant sentences, in each language."""
        return Response(render_template("away.html"), 503)


def _redirect(address: str) -> Response:
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer
