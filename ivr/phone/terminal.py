"""A call in the terminal: what is said, the keys that are offered, and a prompt for keys and words."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text as RichText

from ivr.phone.acts import Act, can_do, do
from ivr.phone.dialling import masked
from ivr.phone.phone import Phone
from ivr.phone.speakers import prompts_of
from ivr.phone.switchboard import Did
from ivr.phone.timeline import Heard
from ivr.phone.transcript import Text
from ivr.phone.typed import act_of

Sayings = Mapping[str, str]

FRENCH: Sayings = {
    "calls": "{caller} appelle {called}",
    "prompt": "touche, mots, Entrée = silence, !busy = conseillers occupés, q = raccrocher",
    "queue": "en attente : Entrée pour attendre encore, q = raccrocher",
    "keys": "touches",
    "manners": "et presque partout : 0 conseiller, * retour, # répéter",
    "press": "vous tapez {detail}",
    "say": "vous dites « {detail} »",
    "wait": "vous ne dites rien",
    "hang_up": "vous raccrochez",
    "advisers": "conseillers : {detail}",
    "dial": "transfert : on appelle {detail} ({advisers})",
    "queue_joined": "mise en attente ({detail})",
    "lost": "touches perdues, personne n'écoutait : {detail}",
    "text": "SMS pour {to}",
    "hangup": "la ligne a raccroché",
    "transfer": "fin de l'appel, après un conseiller",
    "caller": "vous avez raccroché",
    "seconds": "{seconds} seconde{s}, {turns} échange{ts}",
    "answer": "répond",
    "busy": "occupé",
    "no-answer": "ne répond pas",
    "failed": "injoignable",
}
ENGLISH: Sayings = {
    "calls": "{caller} rings {called}",
    "prompt": "a key, words, Enter = silence, !busy = advisers busy, q = hang up",
    "queue": "waiting: Enter to wait on, q = hang up",
    "keys": "keys",
    "manners": "and nearly everywhere: 0 adviser, * back, # again",
    "press": "you press {detail}",
    "say": 'you say "{detail}"',
    "wait": "you say nothing",
    "hang_up": "you hang up",
    "advisers": "advisers: {detail}",
    "dial": "transfer: ringing {detail} ({advisers})",
    "queue_joined": "queued ({detail})",
    "lost": "keys lost, nobody was listening: {detail}",
    "text": "text to {to}",
    "hangup": "the line hung up",
    "transfer": "end of the call, after an adviser",
    "caller": "you hung up",
    "seconds": "{seconds} second{s}, {turns} turn{ts}",
    "answer": "answers",
    "busy": "busy",
    "no-answer": "no answer",
    "failed": "out of reach",
}

# How a menu names its keys, in the languages of the line.
_OFFERS = re.compile(r"\b(?:tapez|touche|press|key) (?:le |la |l')?(\d|étoile|dièse|star|hash|\*|#)", re.IGNORECASE)
_NAMED_KEYS = {"étoile": "*", "star": "*", "dièse": "#", "hash": "#"}


def offered_keys(heard: Sequence[Heard]) -> list[str]:
    """The keys that were announced, in order, each once."""
    named = (match.lower() for one in heard for match in _OFFERS.findall(one.text))
    return list(dict.fromkeys(_NAMED_KEYS.get(name, name) for name in named))


@dataclass
class Terminal:
    """Shows a call and asks its caller what to do. `texts` gives the texts received so far, all of them.

    `steps`: each turn begins with the steps that the line passed, and what is said stands beside its prompt. `last`: a
    sentence after the call.
    """

    phone: Phone
    console: Console
    texts: Callable[[], Sequence[Text]]
    words: Sayings
    called: str = ""  # as the tester wrote it
    steps: bool = False
    last: str = ""
    shown: int = 0
    shown_texts: int = 0

    def run(self, script: Iterable[Act], ask: Callable[[], str] | None) -> None:
        """Places the call: the script first, as long as the call goes on, then what `ask` returns; without it, the
        phone is put down.

        EOFError and KeyboardInterrupt from `ask` put the phone down too.
        """
        called = {"caller": self.phone.from_ or "?", "called": self.called or self.phone.to}
        self._tell("☎", self.words["calls"].format(**called), "bold")
        self.phone.dial()
        moments = [act.at for act in script] if isinstance(script, Sequence) else []  # others may not be looked ahead
        self._show(next(iter(moments), None))
        acts = iter(script)
        while (moments or self.phone.ended is None) and (act := next(acts, None)) and can_do(self.phone, act):
            do(self.phone, act)
            moments = moments[1:]
            self._show(next(iter(moments), None))
        while self.phone.ended is None:
            do(self.phone, self._next(ask))
            self._show()
        self._close()

    def _next(self, ask: Callable[[], str] | None) -> Act:
        if ask is None:
            return Act("hang_up")
        if self.phone.listening and self.phone.listening.dtmf:
            keys = " ".join(offered_keys(self.phone.said))
            named = f"{self.words['keys']} : {keys} ; " if keys else ""
            self._tell("⌨", named + self.words["manners"], "cyan")
        self.console.print(RichText(self.words["queue" if self.phone.waiting else "prompt"], style="dim"))
        try:
            return act_of(ask())
        except (EOFError, KeyboardInterrupt):
            self.console.print()
            return Act("hang_up")

    def _show(self, until: float | None = None) -> None:
        """What is new, up to the second at which the caller interrupts."""
        heard = self.phone.events
        events = heard if until is None else [event for event in heard if event.at < until]
        ways = {turn.mark: turn.way for turn in self.phone.turns if turn.way} if self.steps else {}
        said = prompts_of(self.phone) if self.steps else {}
        for number, event in enumerate(events[self.shown :], start=self.shown):
            if number in ways:
                self._note(f"      {ways[number]}")
            if isinstance(event, Heard):
                self._show_heard(event, said.get(number, ""))
            else:
                self._show_did(event)
        self.shown = len(events)
        received = self.texts()
        for text in received[self.shown_texts :]:
            self._tell("✉", f"{self.words['text'].format(to=masked(text.to))} : {text.body}", "green")
        self.shown_texts = len(received)

    def _show_heard(self, heard: Heard, step: str) -> None:
        moment = f"{int(heard.at) // 60}:{int(heard.at) % 60:02}"
        language = heard.language.partition("-")[0] or "♪"
        words = RichText(heard.text)
        words.highlight_regex(_OFFERS, "bold cyan")
        lead = [RichText(part, style="dim") for part in (f"{moment:>5}", language, step and f"[{step}]") if part]
        if not self.console.is_terminal:  # for a program or a file: a sentence a line, and nothing to pad it
            self.console.print(RichText(" ").join([*lead, words]), soft_wrap=True)
            return
        row = Table.grid(padding=(0, 1))
        row.add_row(*lead, words)
        self.console.print(row)

    def _show_did(self, did: Did) -> None:
        name = "queue_joined" if did.kind == "queue" else did.kind
        detail = self.words.get(did.detail, did.detail) if did.kind == "advisers" else did.detail
        advisers = self.words[self.phone.advisers]
        self._tell("▸", self.words[name].format(detail=detail, advisers=advisers), "yellow")

    def _close(self) -> None:
        self._tell("☎", self.words[self.phone.ended or "caller"], "bold")
        seconds, turns = round(self.phone.seconds), len(self.phone.turns)
        ends = {"s": "" if seconds == 1 else "s", "ts": "" if turns == 1 else "s"}
        self._note(self.words["seconds"].format(seconds=seconds, turns=turns, **ends))
        if self.last:
            self._note(self.last)

    def _note(self, words: str) -> None:
        self.console.print(RichText(words, style="dim"), soft_wrap=not self.console.is_terminal)

    def _tell(self, sign: str, words: str, style: str) -> None:
        self.console.print(f"[{style}]{sign} {escape(words)}[/]", soft_wrap=not self.console.is_terminal)
