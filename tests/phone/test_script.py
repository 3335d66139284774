"""A call as a link and as a command: nothing is lost on the way there and back."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.phone.acts import Act
from ivr.phone.advisers import BEHAVIOURS
from ivr.phone.listening import HASH_ALONE
from ivr.phone.script import LONGEST, Script, ScriptError, command, read_script, write_script
from ivr.phone.typed import act_of, typed_of

MOMENTS = st.one_of(st.none(), st.integers(0, 9_999_999).map(lambda hundredths: hundredths / 100))
WORDS = st.text(max_size=LONGEST)
ACTS = st.one_of(
    st.builds(Act, st.just("press"), st.text("0123456789*#", min_size=1, max_size=12), MOMENTS),
    st.builds(Act, st.just("say"), WORDS, MOMENTS),
    st.builds(Act, st.sampled_from(["wait", "hang_up"]), st.just(""), MOMENTS),
    st.builds(Act, st.just("advisers"), st.sampled_from(BEHAVIOURS), MOMENTS),
)
SCRIPTS = st.builds(
    Script,
    from_=WORDS,
    to=WORDS,
    at=st.sampled_from(["", "2026-12-25T09:00", "2026-10-25T02:30+02:00", "2099-12-31T23:59"]),
    advisers=st.sampled_from(BEHAVIOURS),
    queue=st.booleans(),
    hash_alone=st.sampled_from(HASH_ALONE),
    revision=st.sampled_from(["", "0572ca080b4c-14148ec20b50"]),
    acts=st.lists(ACTS, max_size=5).map(tuple),
)


@settings(max_examples=30)
@given(SCRIPTS)
def test_a_link_gives_the_same_call_back(script: Script) -> None:
    written = write_script(script)
    assert written.isascii()
    assert read_script("#" + written) == script


@given(st.text())
def test_any_text_is_a_call_or_none(text: str) -> None:
    try:
        read_script(text)
    except ScriptError:
        return


def call(*acts: Act, **more: str) -> Script:
    return Script(from_="06 12 34 56 78", at="2026-12-25T09:00", acts=acts, **more)  # type: ignore[arg-type]


BASE = "ivr call --from '06 12 34 56 78' --to 3646 --at 2026-12-25T09:00 --advisers"
COMMANDS = [
    (call(), f"{BASE} answer"),
    (call(Act("press", "1", 3.2), Act("wait"), Act("press", "75012#")), f"{BASE} answer --keys '1 - 75012#'"),
    (call(Act("say", "75012"), Act("say", "q")), f"printf '%s\\n' '\"75012\"' '\"q\"' | {BASE} answer"),
    (call(Act("press", "#"), hash_alone="ignored"), f"{BASE} answer --hash ignored --keys '#'"),
    (
        call(Act("press", "0"), Act("advisers", "answer"), Act("say", "c'est l'attestation"), advisers="busy"),
        f"printf '%s\\n' 0 '!answer' 'c'\"'\"'est l'\"'\"'attestation' | {BASE} busy",
    ),
]


@given(ACTS)
def test_what_is_typed_for_an_act_is_that_act(act: Act) -> None:
    """A number that was said is not pressed, and a "q" that was said puts no phone down."""
    meant = Act("wait") if act.kind == "say" and not act.detail.strip() else act
    assert act_of(typed_of(act)) == Act(meant.kind, meant.detail.strip())


@pytest.mark.parametrize(("script", "written"), COMMANDS)
def test_a_command(script: Script, written: str) -> None:
    assert command(script, {}) == written
    assert shlex.split(command(script, {"IVR_WORKFLOW_SID": "WW0"})).count("IVR_WORKFLOW_SID=WW0") == 1
