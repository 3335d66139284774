"""Ways to break the real line, each seeded: what a slip of the hand does to the table, the prompts or the schedules."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from ivr.check.subject import Subject
from ivr.check.wanted import all_learns
from ivr.hours.days import stretch
from ivr.hours.rule import Closure, Rule
from ivr.hours.words import words
from ivr.line.steps import Ask, Branch, Choice, Flow, Menu, SendText, Step, Tell, Transfer
from ivr.line.table import flow_of
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompt

Break = Callable[[Subject, Random], tuple[str, Subject]]
ZONES = ("Europe/Pari", "Europe/London", "Indian/Reunion", "America/Cayenne", "Asia/Tokyo")


def with_steps(subject: Subject, *changed: Step, without: str = "") -> Subject:
    """The line with steps changed."""
    steps = {name: step for name, step in subject.flow.steps.items() if name != without}
    steps |= {step.name: step for step in changed}
    return replace(subject, flow=flow_of(subject.flow.manners, tuple(steps.values())))


def with_prompt(subject: Subject, language: str, key: str, prompt: Prompt | None) -> Subject:
    prompts = dict(subject.prompts[language].prompts)
    prompts.pop(key)
    found = {**prompts, key: prompt} if prompt else prompts
    return replace(subject, prompts={**subject.prompts, language: replace(subject.prompts[language], prompts=found)})


def menu_of(menu: Menu, choices: tuple[Choice, ...], silence: str | None = None) -> Menu:
    return Menu(
        menu.name,
        *choices,
        fills=menu.fills,
        silence=menu.silence if silence is None else silence,
        asked=menu.asked,
        each=menu.each,
        gate=menu.gate,
        assent=menu.assent,
        above=menu.above,
    )


def some(subject: Subject, random: Random, kind: type[Any] | tuple[type[Any], ...]) -> Any:
    steps = [step for step in subject.flow.steps.values() if isinstance(step, kind)]
    return random.choice([step for step in steps if not isinstance(step, Menu) or step.choices])


# -- the table -----------------------------------------------------------------------------------------------------


def drop_a_key(subject: Subject, random: Random) -> tuple[str, Subject]:
    menu = some(subject, random, Menu)
    gone = random.choice(menu.choices)
    kept = tuple(choice for choice in menu.choices if choice is not gone)
    return f"{menu.name} without key {gone.key}", with_steps(subject, menu_of(menu, kept))


def swap_two_targets(subject: Subject, random: Random) -> tuple[str, Subject]:
    step = some(subject, random, (Menu, Branch, SendText, Transfer, Ask))
    match step:
        case Menu():
            first, second = random.sample(range(len(step.choices)), 2) if len(step.choices) > 1 else (0, 0)
            choices = list(step.choices)
            choices[first] = replace(step.choices[first], to=step.choices[second].to)
            choices[second] = replace(step.choices[second], to=step.choices[first].to)
            return f"{step.name}: choices {first} and {second}", with_steps(subject, menu_of(step, tuple(choices)))
        case Branch():
            return f"{step.name}: ways", with_steps(subject, replace(step, ways=swapped(step.ways, random)))
        case Ask():
            other = step.unavailable or (step.skip.to if step.skip else step.then)
            changed = replace(step, then=other, unavailable=step.then if step.unavailable else "")
            return f"{step.name}: then", with_steps(subject, changed)
    return f"{step.name}: outcomes", with_steps(subject, replace(step, outcomes=swapped(step.outcomes, random)))


def swapped(ways: Mapping[Any, str], random: Random) -> dict[Any, str]:
    one, other = random.sample(sorted(ways), 2)
    return {**ways, one: ways[other], other: ways[one]}


def swap_two_tells(subject: Subject, random: Random) -> tuple[str, Subject]:
    tells = [step for step in subject.flow.steps.values() if isinstance(step, Tell)]
    one, other = random.sample(tells, 2)
    told = f"{one.name} and {other.name} go on as each other"
    return told, with_steps(subject, replace(one, then=other.then), replace(other, then=one.then))


def unbound_a_loop(subject: Subject, random: Random) -> tuple[str, Subject]:
    manners = subject.flow.manners
    changed = random.choice(("farewell", "give_up", "silence", "tell"))
    if changed == "tell":
        tell = some(subject, random, Tell)
        return f"{tell.name} goes on to itself", with_steps(subject, replace(tell, then=tell.name))
    if changed == "silence":
        menu = some(subject, random, Menu)
        return f"{menu.name} is silent for ever", with_steps(subject, menu_of(menu, menu.choices, menu.name))
    endless: Flow = flow_of(replace(manners, **{changed: manners.home}), tuple(subject.flow.steps.values()))
    return f"{changed} leads home", replace(subject, flow=endless)


def drop_a_step(subject: Subject, random: Random) -> tuple[str, Subject]:
    name = random.choice(sorted(subject.flow.steps))
    return f"no {name}", with_steps(subject, without=name)


def drop_a_fill(subject: Subject, random: Random) -> tuple[str, Subject]:
    tell = random.choice([step for step in subject.flow.steps.values() if isinstance(step, Tell) and step.fills])
    return f"{tell.name} without {tell.fills[0]}", with_steps(subject, replace(tell, fills=tell.fills[1:]))


# -- what is offered and what is done ------------------------------------------------------------------------------


def change_what_is_learnt(subject: Subject, random: Random) -> tuple[str, Subject]:
    """Another word of the same field, or none: the swapped link and its like."""
    words_of: dict[str, set[str]] = {}
    for learns in all_learns(subject.flow):
        for field, word in learns.items():
            words_of.setdefault(field, set()).add(word)
    menu = random.choice([menu for menu in subject.menus if any(choice.learns for choice in menu.choices)])
    at = random.choice([number for number, choice in enumerate(menu.choices) if choice.learns])
    choice = menu.choices[at]
    field = random.choice(sorted(choice.learns))
    others = sorted(words_of[field] - {choice.learns[field]})
    kept = {name: word for name, word in choice.learns.items() if name != field}
    learns = kept if not others or random.random() < 0.3 else {**kept, field: random.choice(others)}
    choices = list(menu.choices)
    choices[at] = replace(choice, learns=learns)
    return f"{menu.name}, key {choice.key}: {choice.learns} -> {learns}", with_steps(
        subject, menu_of(menu, tuple(choices))
    )


def lead_a_choice_elsewhere(subject: Subject, random: Random) -> tuple[str, Subject]:
    menu = some(subject, random, Menu)
    at, to = random.randrange(len(menu.choices)), random.choice(sorted(subject.flow.steps))
    choices = list(menu.choices)
    choices[at] = replace(menu.choices[at], to=to)
    told = f"{menu.name}, key {menu.choices[at].key}: {menu.choices[at].to} -> {to}"
    return told, with_steps(subject, menu_of(menu, tuple(choices)))


def lead_a_tell_elsewhere(subject: Subject, random: Random) -> tuple[str, Subject]:
    tell, to = some(subject, random, Tell), random.choice(sorted(subject.flow.steps))
    return f"{tell.name}: {tell.then} -> {to}", with_steps(subject, replace(tell, then=to))


def lead_a_branch_elsewhere(subject: Subject, random: Random) -> tuple[str, Subject]:
    branch, to = some(subject, random, Branch), random.choice(sorted(subject.flow.steps))
    answer = random.choice(sorted(branch.ways))
    ways = {**branch.ways, answer: to}
    return f"{branch.name}, {answer}: {branch.ways[answer]} -> {to}", with_steps(subject, replace(branch, ways=ways))


def lead_an_outcome_elsewhere(subject: Subject, random: Random) -> tuple[str, Subject]:
    step, to = some(subject, random, (SendText, Transfer)), random.choice(sorted(subject.flow.steps))
    outcome = random.choice(sorted(step.outcomes))
    changed = replace(step, outcomes={**step.outcomes, outcome: to})
    return f"{step.name}, {outcome}: {step.outcomes[outcome]} -> {to}", with_steps(subject, changed)


def ask_another_question(subject: Subject, random: Random) -> tuple[str, Subject]:
    """A Branch on a question with the same answers."""
    branch = some(subject, random, Branch)
    answers = set(branch.ways)
    alike = [
        one.name for one in subject.flow.questions.values() if set(one.answers) == answers and one.name != branch.on
    ]
    on = random.choice(sorted(alike)) if alike else branch.on
    return f"{branch.name} asks {on} instead of {branch.on}", with_steps(subject, replace(branch, on=on))


def swap_two_manners(subject: Subject, random: Random) -> tuple[str, Subject]:
    manners = subject.flow.manners
    one, other = random.sample(("first", "home", "give_up", "farewell"), 2)
    changed = replace(manners, **{one: getattr(manners, other), other: getattr(manners, one)})
    return f"{one} and {other}", replace(subject, flow=flow_of(changed, tuple(subject.flow.steps.values())))


def skip_a_step(subject: Subject, random: Random) -> tuple[str, Subject]:
    """Everything that led to a Tell leads past it."""
    tell = some(subject, random, Tell)
    steps = [_past(step, tell) for step in subject.flow.steps.values()]
    return f"past {tell.name}", replace(subject, flow=flow_of(subject.flow.manners, tuple(steps)))


def _past(step: Step, tell: Tell) -> Step:
    def past(name: str) -> str:
        return tell.then if name == tell.name else name

    match step:
        case Tell():
            return replace(step, then=past(step.then))
        case Branch():
            return replace(step, ways={answer: past(to) for answer, to in step.ways.items()})
        case SendText() | Transfer():
            return replace(step, outcomes={outcome: past(to) for outcome, to in step.outcomes.items()})
        case Menu():
            return menu_of(step, tuple(replace(choice, to=past(choice.to)) for choice in step.choices))
    return step


def swap_two_offers(subject: Subject, random: Random) -> tuple[str, Subject]:
    language = random.choice(("fr", "en"))
    prompt = random.choice([one for one in subject.prompts[language].prompts.values() if len(one.choices) > 1])
    one, other = random.sample(sorted(prompt.choices), 2)
    said = dict(prompt.choices)
    said[one] = replace(said[one], offer=prompt.choices[other].offer)
    said[other] = replace(said[other], offer=prompt.choices[one].offer)
    told = f"{prompt.key}: offers of {one} and {other} in {language}"
    return told, with_prompt(subject, language, prompt.key, replace(prompt, choices=said))


def swap_two_texts(subject: Subject, random: Random) -> tuple[str, Subject]:
    language = random.choice(("fr", "en"))
    prompts = subject.prompts[language]
    one, other = random.sample(sorted(prompts.texts), 2)
    texts = {**prompts.texts, one: prompts.texts[other], other: prompts.texts[one]}
    told = f"texts {one} and {other} in {language}"
    return told, replace(subject, prompts={**subject.prompts, language: replace(prompts, texts=texts)})


def swap_two_caisses(subject: Subject, random: Random) -> tuple[str, Subject]:
    schedules = subject.schedules
    one, other = random.sample(sorted(schedules.caisses), 2)
    first, second = schedules.caisses[one], schedules.caisses[other]
    field = random.choice(("names", "departments"))
    caisses = {
        **schedules.caisses,
        one: replace(first, **{field: getattr(second, field)}),
        other: replace(second, **{field: getattr(first, field)}),
    }
    return f"{field} of {one} and {other}", replace(subject, schedules=replace(schedules, caisses=caisses))


def change_a_body(subject: Subject, random: Random) -> tuple[str, Subject]:
    schedules = subject.schedules
    bodies = [one for one in schedules.regimes.values() if one.site]
    one, other = random.sample(sorted(bodies, key=lambda body: body.key), 2)
    change = {"site": other.site} if random.random() < 0.5 else {"ameli": not one.ameli}
    regimes = {**schedules.regimes, one.key: replace(one, **change)}
    return f"{one.key}: {change}", replace(subject, schedules=replace(schedules, regimes=regimes))


# -- the prompts ---------------------------------------------------------------------------------------------------


def delete_a_prompt(subject: Subject, random: Random) -> tuple[str, Subject]:
    language = random.choice(("fr", "en"))
    key = random.choice(sorted(subject.prompts[language].prompts))
    return f"no prompt {key} in {language}", with_prompt(subject, language, key, None)


def delete_a_choices_words(subject: Subject, random: Random) -> tuple[str, Subject]:
    language = random.choice(("fr", "en"))
    prompt = random.choice([one for one in subject.prompts[language].prompts.values() if one.choices])
    gone = random.choice(sorted(prompt.choices))
    kept = {name: said for name, said in prompt.choices.items() if name != gone}
    return f"{prompt.key}: no words for {gone}", with_prompt(
        subject, language, prompt.key, replace(prompt, choices=kept)
    )


def misspell_a_placeholder(subject: Subject, random: Random) -> tuple[str, Subject]:
    language = random.choice(("fr", "en"))
    prompt = random.choice([one for one in subject.prompts[language].prompts.values() if placeholders(one.say)])
    name = sorted(placeholders(prompt.say))[0]
    changed = replace(prompt, say=prompt.say.replace("{" + name, "{" + name[:-1]))
    return f"{prompt.key}: {name} misspelt in {language}", with_prompt(subject, language, prompt.key, changed)


def delete_a_text(subject: Subject, random: Random) -> tuple[str, Subject]:
    language = random.choice(("fr", "en"))
    prompts = subject.prompts[language]
    gone = random.choice(sorted(prompts.texts))
    texts = {name: body for name, body in prompts.texts.items() if name != gone}
    return f"no text {gone}", replace(subject, prompts={**subject.prompts, language: replace(prompts, texts=texts)})


# -- the schedules -------------------------------------------------------------------------------------------------


def with_rule(subject: Subject, random: Random, change: Callable[[Rule], Rule]) -> tuple[str, Subject]:
    schedules = subject.schedules
    kind = random.choice(("line", "caisse", "regime"))
    if kind == "line":
        line = random.choice(sorted(schedules.lines.values(), key=lambda one: one.name))
        lines = {**schedules.lines, line.name: replace(line, rule=change(line.rule))}
        return line.name, replace(subject, schedules=replace(schedules, lines=lines))
    if kind == "caisse":
        caisse = random.choice(sorted(schedules.caisses.values(), key=lambda one: one.code))
        caisses = {**schedules.caisses, caisse.code: replace(caisse, rule=change(caisse.rule))}
        return caisse.code, replace(subject, schedules=replace(schedules, caisses=caisses))
    regime = random.choice(sorted((one for one in schedules.regimes.values() if one.rule), key=lambda one: one.key))
    assert regime.rule is not None
    regimes = {**schedules.regimes, regime.key: replace(regime, rule=change(regime.rule))}
    return regime.key, replace(subject, schedules=replace(schedules, regimes=regimes))


def shift_an_hour(subject: Subject, random: Random) -> tuple[str, Subject]:
    later = random.choice((("08:30", "09:30"), ("08:30", "07:30"), ("17:00", "16:00"), ("17:00", "18:00")))
    mayotte = {"08:30": "07:30", "17:00": "14:30"}

    def shift(rule: Rule) -> Rule:
        old = later[0] if later[0] in rule.hours else mayotte[later[0]]
        if old not in rule.hours:
            old = "08:00"
        return replace(rule, hours=rule.hours.replace(old, later[1] if old == later[0] else "06:30"))

    name, broken = with_rule(subject, random, shift)
    return f"{name}: an hour is shifted", broken


def rename_a_zone(subject: Subject, random: Random) -> tuple[str, Subject]:
    zone = random.choice(ZONES)
    name, broken = with_rule(subject, random, lambda rule: replace(rule, zone=zone))
    return f"{name}: {zone}", broken


def overlap_two_closures(subject: Subject, random: Random) -> tuple[str, Subject]:
    why, start = words(fr="travaux", en="works"), random.randint(1, 20)
    first = Closure(stretch(date(2027, 2, start), date(2027, 2, start + 4)), (), why, "a")
    second = Closure(stretch(date(2027, 2, start + 2), date(2027, 2, start + 7)), (), why, "b")
    name, broken = with_rule(subject, random, lambda rule: replace(rule, dated=(first, second)))
    return f"{name}: two closures overlap", broken


BREAKS: tuple[Break, ...] = (
    drop_a_key,
    swap_two_targets,
    swap_two_targets,  # the most slippery: twice as often
    swap_two_tells,
    change_what_is_learnt,
    change_what_is_learnt,
    lead_a_choice_elsewhere,
    lead_a_tell_elsewhere,
    lead_a_branch_elsewhere,
    lead_an_outcome_elsewhere,
    ask_another_question,
    swap_two_manners,
    skip_a_step,
    swap_two_offers,
    swap_two_texts,
    swap_two_caisses,
    change_a_body,
    unbound_a_loop,
    drop_a_step,
    drop_a_fill,
    delete_a_prompt,
    delete_a_choices_words,
    misspell_a_placeholder,
    delete_a_text,
    shift_an_hour,
    rename_a_zone,
    overlap_two_closures,
)
