"""The words that a menu, or the question for a postcode, listens for: to match them, and as hints for a recogniser."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ivr.hours.schedules import Schedules
from ivr.line.call import Call
from ivr.line.conversation import choices_of, postcode_choice
from ivr.line.examples import Examples
from ivr.line.hearing import hear
from ivr.line.inputs import Input, NotUnderstood, Pressed, Said
from ivr.line.lexicon import DIGITS, NO_CHOICE, YES, Alarm, Lexicon, Wished, alarm_of, lexicon_of, wished_of
from ivr.line.patterns import tokens_of
from ivr.line.steps import Ask, Flow, Menu, Step
from ivr.places.spoken import place_alone, postcode_said, whole_postcode, without_places, words_beside
from ivr.published.kept_examples import KeptExamples
from ivr.wording.prompts import Prompts

SIGNS = frozenset("/*.…")  # of phrases that no recogniser would know
USUAL = 4  # phrases of a wish that are hinted at: those that stand first
ONE_AND_OTHER = 2  # choices of a question about a single wish: yes is the first
BESIDE_A_NAME = 4  # words: "je vous appelle de" Noisy-le-Grand
ADVISER, WISH_OF_ADVISER = "0", "adviser"  # in every menu
MOST_HINTS = 500  # Twilio's limits
LONGEST_HINT = 100


@dataclass(frozen=True, slots=True)
class MenuWords:
    """One menu in one language: all that it listens for, and the hints."""

    lexicon: Lexicon
    hints: str

    def hear(self, speech: str) -> Input:
        """What the speech stands for."""
        return hear(speech, self.lexicon)


NO_WORDS = MenuWords(lexicon_of({}, {}), "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of every menu of a flow, by the content of one snapshot; worked out when first needed."""

    flow: Flow
    prompts: Mapping[str, Prompts]
    schedules: Schedules
    _menus: dict[tuple[str, str, str], MenuWords] = field(default_factory=dict)

    def of(self, call: Call) -> MenuWords:
        """The words of the menu at which a call stands; none where it stands at none."""
        step = self.flow.steps.get(call.step)
        if not isinstance(step, Menu) and not _takes_postcode(step):
            return NO_WORDS
        key = (call.step, call.language, _listed(step, call) if isinstance(step, Menu) else "")
        if key not in self._menus:
            self._menus[key] = self._words(step, call) if isinstance(step, Menu) else self._places(call.language)
        return self._menus[key]

    def hear(self, call: Call, speech: str) -> Input:
        """What was said where a call stands; words make no sense where keys alone are taken.

        Where a postcode is asked for, one that was said is as one that was typed.
        """
        words = self.of(call)
        if words is NO_WORDS:
            return NotUnderstood()
        heard = self._heard(words, speech)
        if _takes_postcode(self.flow.steps[call.step]):
            return self._at_postcode(call, speech, heard)
        return self._at_menu(call, speech, heard)

    def _at_menu(self, call: Call, speech: str, heard: Input) -> Input:
        """What is heard there; and of a place, where another may be chosen and nothing clearer was said, its postcode.

        By its letters a postcode is a question about one's file: with few words beside it, it is none.
        """
        menu, said = self.flow.steps[call.step], heard if isinstance(heard, Said) else Said()
        if not isinstance(menu, Menu) or said.danger or said.key or said.language:
            return heard
        digits = "" if words_beside(speech) > BESIDE_A_NAME else whole_postcode(speech)
        if not postcode_choice(self.flow, menu):
            return NotUnderstood() if digits else heard
        unclear = said.doubt or said == Said()
        found = digits or (place_alone(speech, self.schedules, self._no_names(call)) if unclear else "")
        return Pressed(found) if found else heard

    def _heard(self, words: MenuWords, speech: str) -> Input:
        """What was said; where a place's name makes a danger of it, or is nearly all of it, without that name."""
        heard, unnamed = words.hear(speech), without_places(speech, self.schedules)
        told = len(unnamed.split()) > BESIDE_A_NAME and not (isinstance(heard, Said) and heard.danger)
        if told or unnamed == speech:
            return heard
        again = words.hear(unnamed)  # of the little that is left nothing is guessed
        return NotUnderstood() if isinstance(again, Said) and again.doubt else again

    def _at_postcode(self, call: Call, speech: str, heard: Input) -> Input:
        """The place that was said, or what is heard everywhere; no other wish, for a name may sound like many."""
        if isinstance(heard, Said) and heard.danger:
            return heard
        if digits := postcode_said(speech, self.schedules, self._no_names(call)):
            return Pressed(digits)
        if heard == Said(wish=WISH_OF_ADVISER):
            return Said(ADVISER)
        manners = isinstance(heard, Said) and (heard.key in (ADVISER, "*", "#") or heard.language)
        return heard if manners else NotUnderstood()

    def _no_names(self, call: Call) -> frozenset[str]:
        """Words of every menu: none is a place by itself."""
        said = self.prompts[call.language].everywhere.values()
        return frozenset(word for phrases in said for phrase in phrases for word in tokens_of(phrase))

    def _places(self, language: str) -> MenuWords:
        """What is heard in every menu, where a postcode is asked for."""
        prompts, learnt = self.prompts[language], learnt_of(self.flow, self.prompts)
        wished, alarms = learnt.wishes_in(language), learnt.alarms_in(language)
        lexicon = lexicon_of({}, prompts.everywhere, wished=wished, alarms=alarms)
        named = "fr" if language == "fr" else "en"
        return MenuWords(lexicon, hints_of([tuple(one.names[named] for one in self.schedules.departments.values())]))

    def _words(self, menu: Menu, call: Call) -> MenuWords:
        prompts, caisses = self.prompts[call.language], self.schedules.caisses
        said = prompts.prompts[menu.name].choices
        offered = choices_of(menu, call, self.schedules, self.prompts)
        # of two languages nobody is asked for theirs: only a mistyped address stands at that menu, and it has no words
        listed = {name: caisse.said for name, caisse in caisses.items()} | {
            name: one.words for name, one in said.items()
        }
        choices = {choice.key: listed.get(choice.name, ()) for choice in offered}
        if _is_question(menu) and len(offered) == ONE_AND_OTHER:
            choices[offered[0].key] = prompts.everywhere.get(YES, ())
        learnt = learnt_of(self.flow, self.prompts)
        wished, alarms = learnt.wishes_in(call.language), learnt.alarms_in(call.language)
        names = {choice.key: choice.name for choice in offered}
        lexicon = lexicon_of(choices, prompts.everywhere, names=names, wished=wished, alarms=alarms)
        unlikely = {*NO_CHOICE, *(DIGITS - choices.keys() - {ADVISER})}  # no choice is "huit" where there are five
        likely = [words for name, words in prompts.everywhere.items() if name not in unlikely]
        usual = [spoken.phrases[:USUAL] for spoken in prompts.wishes.values()]
        return MenuWords(lexicon, hints_of([*choices.values(), *likely, *usual]))


@dataclass(frozen=True, slots=True)
class Learnt:
    """What every menu listens for, whatever the schedules are; by language. Large, and slow to learn."""

    flow: Flow
    prompts: Mapping[str, Prompts]
    kept: KeptExamples = field(default_factory=KeptExamples)
    _wished: dict[str, Wished] = field(default_factory=dict)
    _examples: dict[str, Examples] = field(default_factory=dict)
    _alarms: dict[str, Alarm] = field(default_factory=dict)

    def wishes_in(self, language: str) -> Wished:
        """What callers may want, and how they say it."""
        if language not in self._wished:
            prompts = self.prompts[language]
            known = {wish.name: wish for wish in self.flow.manners.wishes}
            wishes = {name: spoken for name, spoken in prompts.wishes.items() if name in known}
            bodies = [name for name, wish in known.items() if wish.body]
            beings = [name for name, wish in known.items() if wish.being]
            learnt = self._examples_in(prompts)
            self._wished[language] = wished_of(wishes, bodies, prompts.everywhere, learnt, beings)
        return self._wished[language]

    def alarms_in(self, language: str) -> list[Alarm]:
        """Danger is understood in every language, in the call's own first."""
        for name, prompts in self.prompts.items():
            if name not in self._alarms:
                examples = self._examples_in(prompts)
                self._alarms[name] = alarm_of(name, prompts.dangers, prompts.everywhere, examples)
        return sorted(self._alarms.values(), key=lambda alarm: alarm.language != language)

    def _examples_in(self, prompts: Prompts) -> Examples:
        if prompts.language not in self._examples:
            self._examples[prompts.language] = self.kept.learnt(prompts.examples)
        return self._examples[prompts.language]


_learnt: list[Learnt] = []  # of this process: of the words that are live, and of those that will be or were


def learnt_of(flow: Flow, prompts: Mapping[str, Prompts], kept: KeptExamples | None = None) -> Learnt:
    """What is learnt of words; the same words are learnt once, although schedules change beside them."""
    for known in list(_learnt):
        if known.flow is flow and known.prompts == prompts:
            return known
    made = Learnt(flow, prompts, kept or KeptExamples())
    _learnt[:] = [*_learnt[-1:], made]
    return made


def learn(flow: Flow, prompts: Mapping[str, Prompts], kept: KeptExamples | None = None) -> None:
    """Learn it now: else the first caller waits for it."""
    learnt = learnt_of(flow, prompts, kept)
    for language in prompts:
        learnt.wishes_in(language)
        learnt.alarms_in(language)


def _takes_postcode(step: Step | None) -> bool:
    return isinstance(step, Ask) and step.takes == "postcode"


def _is_question(menu: Menu) -> bool:
    return menu.each is not None and bool(menu.each.wishes)


def _listed(menu: Menu, call: Call) -> str:
    """What a menu's list depends on; of wishes in doubt only their number, for their words are heard in every menu."""
    if _is_question(menu):
        return str(call.doubt.count("."))
    return call.department if menu.each else ""


def hints_of(groups: Iterable[tuple[str, ...]]) -> str:
    """Twilio's hints: at most 500, of at most 100 characters, between commas; each once.

    What holds another phrase is left out: the recogniser expects its words by that one, and every answer carries them.
    """
    words = (word.replace(",", " ").strip() for group in groups for word in group if SIGNS.isdisjoint(word))
    fitting = dict.fromkeys(word for word in words if 0 < len(word) <= LONGEST_HINT)
    phrases = {word: tuple(word.split()) for word in fitting}
    known = frozenset(phrases.values())
    return ",".join([word for word, phrase in phrases.items() if not _holds(phrase, known)][:MOST_HINTS])


def _holds(phrase: tuple[str, ...], known: frozenset[tuple[str, ...]]) -> bool:
    """Whether another phrase, of two words at least, is a part of it."""
    lasts = range(2, len(phrase))
    return any(phrase[start : start + length] in known for length in lasts for start in range(len(phrase) - length + 1))
