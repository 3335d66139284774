"""What a browser calls itself, in words that its owner knows."""

from ivr.hours.words import Words, words

# Each calls itself by those after it as well: the first that is found counts.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android")),
    *(("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")),
)


def browser_words(agent: str) -> Words:
    """ "Firefox sur Windows", from what the browser sends as User-Agent."""
    browser, machine = (_named(agent, names) for names in (BROWSERS, MACHINES))
    if not browser:
        return words(fr="Navigateur inconnu", en="Unknown browser")
    if not machine:
        return words(fr=browser, en=browser)
    return words(fr=f"{browser} sur {machine}", en=f"{browser} on {machine}")


def _named(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
