"""Checks of what the call as text says otherwise than the voice: the `page` section of the prompt files."""

from collections.abc import Iterator

from ivr.check.subject import Subject, check
from ivr.check.wanted import wanted_prompts
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.wording.page_words import PageWords
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompts


@check(
    "idle-page-words",
    severity="warning",
    fr=("La page dit « {key} » autrement, mais rien ne s'appelle ainsi.", "Retirez ces mots, ou corrigez leur nom."),
    en=("The page says “{key}” otherwise, but nothing is called so.", "Take these words away, or correct their name."),
    why=words(
        fr="L'appel par écrit montrerait les mots du téléphone à la place de ceux qui lui étaient destinés.",
        en="The call as text would show the telephone's words in place of those that were meant for it.",
    ),
)
def idle_page_words(subject: Subject) -> Iterator[Finding]:
    """Every name under `says` is a prompt or a choice, every one under `instead` a text."""
    for prompts, page in _pages(subject):
        choices = {f"{key}.{name}" for key, prompt in prompts.prompts.items() for name in prompt.choices}
        idle = [key for key in page.says if key not in prompts.prompts and key not in choices]
        idle += [key for key in page.instead if key not in prompts.texts]
        for key in idle:
            yield idle_page_words.at(prompts.place("page"), key=key)


@check(
    "unfilled-page-words",
    fr=("La page dit « {key} » avec {name}, que l'étape ne remplit pas.", "Retirez cette accolade de ces mots."),
    en=("The page says “{key}” with {name}, which the step doesn't fill.", "Take these braces out of these words."),
    why=words(
        fr="Une accolade que rien ne remplit ne peut pas être montrée : le lecteur verrait une excuse.",
        en="Braces that nothing fills can't be shown: the reader would see an apology.",
    ),
)
def unfilled_page_words(subject: Subject) -> Iterator[Finding]:
    """Every placeholder of the page's own words is filled."""
    wanted = wanted_prompts(subject)
    for prompts, page in _pages(subject):
        for key, said in page.says.items():
            for name in sorted(placeholders(said) - wanted.get(key, frozenset())):
                yield unfilled_page_words.at(prompts.place("page"), key=key, name=f"{{{name}}}")


def _pages(subject: Subject) -> Iterator[tuple[Prompts, PageWords]]:
    return ((prompts, prompts.page) for prompts in subject.prompts.values() if prompts.page)
