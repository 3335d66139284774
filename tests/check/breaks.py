"""Ways to break the real line, each seeded: what a slip of the hand does to the table, the prompts or the schedules."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from random import Random
from typing import Any

from ivr.check.subject import Subject
from ivr.hours.rule import Dated, Rule
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
    first = Dated(date(2027, 2, start), date(2027, 2, start + 4), (), why, "a")
    second = Dated(date(2027, 2, start + 2), date(2027, 2, start + 7), ((time(9), time(12)),), why, "b")
    name, broken = with_rule(subject, random, lambda rule: replace(rule, dated=(first, second)))
    return f"{name}: two closures overlap", broken


BREAKS: tuple[Break, ...] = (
    drop_a_key,
    swap_two_targets,
    swap_two_targets,  # the most slippery: twice as often
    swap_two_tells,
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
