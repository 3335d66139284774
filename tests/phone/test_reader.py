"""What a document may hold: every rule with its reason, every refusal with Twilio's number for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.reader import read
from ivr.phone.refusal import TwimlError
from ivr.phone.rules import ATTRIBUTES, NOT_PLAYED
from ivr.phone.verbs import Break, Dial, Enqueue, Gather, Hangup, Leave, Pause, Play, Redirect, Reject, Say
from tests.phone.scripted_line import HEAD, document, say

LEA = 'language="fr-FR" voice="Polly.Lea-Neural"'
WORKFLOW = "WW" + "0" * 32

READ = [
    ("words", say("Bonjour."), Say("fr-FR", "Polly.Lea-Neural", ("Bonjour.",))),
    ("blanks are squeezed", say("\n  Bonjour \n à tous. "), Say("fr-FR", "Polly.Lea-Neural", ("Bonjour à tous.",))),
    (
        "a break in milliseconds lies between words",
        say('Un.<break time="600ms"/>Deux.'),
        Say("fr-FR", "Polly.Lea-Neural", ("Un.", Break(0.6), "Deux.")),
    ),
    ("a break in seconds", say('Un.<break time="1.5s"/>'), Say("fr-FR", "Polly.Lea-Neural", ("Un.", Break(1.5)))),
    (
        "a break by its strength",
        say('Un.<break strength="strong"/>'),
        Say("fr-FR", "Polly.Lea-Neural", ("Un.", Break(0.5))),
    ),
    (
        "markup inside a sentence is heard as one sentence",
        say('Le <say-as interpret-as="digits">36</say-as> <sub alias="quarante-six">46</sub>.'),
        Say("fr-FR", "Polly.Lea-Neural", ("Le 36 quarante-six.",)),
    ),
    (
        "a basic voice speaks several languages",
        say("Hello.", "en-GB", "woman"),
        Say("en-GB", "woman", ("Hello.",)),
    ),
    (
        "a Google voice carries its language",
        say("Bonjour.", "fr-FR", "Google.fr-FR-Neural2-F"),
        Say("fr-FR", "Google.fr-FR-Neural2-F", ("Bonjour.",)),
    ),
    ("a recording", "<Play>/audio/fr/welcome.wav</Play>", Play("/audio/fr/welcome.wav")),
    ("tones", '<Play digits="1w2"/>', Play(digits="1w2")),
    ("a pause lasts one second unless it says so", "<Pause/>", Pause(1.0)),
    ("a pause", '<Pause length="3"/>', Pause(3.0)),
    ("a bare gather has Twilio's defaults", "<Gather/>", Gather()),
    (
        "a gather as this line writes it",
        f'<Gather input="dtmf speech" action="/voice/topics?v=1" timeout="6" speechTimeout="auto" numDigits="1" '
        f'finishOnKey="" actionOnEmptyResult="true" language="fr-FR" hints="oui, non"><Say {LEA}>Oui ?</Say></Gather>',
        Gather(
            dtmf=True,
            speech=True,
            action="/voice/topics?v=1",
            timeout=6.0,
            speech_timeout=1.0,
            finish_on_key="",
            num_digits=1,
            action_on_empty_result=True,
            language="fr-FR",
            hints=("oui", "non"),
            nested=(Say("fr-FR", "Polly.Lea-Neural", ("Oui ?",)),),
        ),
    ),
    (
        "speech waits as long as keys do, unless told otherwise",
        '<Gather input="speech" timeout="7" language="fr-FR"/>',
        Gather(dtmf=False, speech=True, timeout=7.0, speech_timeout=7.0, language="fr-FR"),
    ),
    (
        "a number as text",
        '<Dial action="/a" timeout="25" callerId="+33184903646">+33199000001</Dial>',
        Dial(("+33199000001",), "/a", "POST", 25.0, "+33184903646"),
    ),
    (
        "several numbers",
        "<Dial><Number>+33199000001</Number><Number>+33199000002</Number></Dial>",
        Dial(("+33199000001", "+33199000002")),
    ),
    (
        "a queue with its own waiting",
        '<Enqueue action="/a" waitUrl="/w">advisers</Enqueue>',
        Enqueue("advisers", action="/a", wait_url="/w"),
    ),
    (
        "a workflow with a task",
        f'<Enqueue workflowSid="{WORKFLOW}"><Task priority="5">{{"caisse": "691"}}</Task></Enqueue>',
        Enqueue(workflow_sid=WORKFLOW, task='{"caisse": "691"}'),
    ),
    ("an empty waitUrl is silence", '<Enqueue waitUrl="">q</Enqueue>', Enqueue("q", wait_url="")),
    ("another document", '<Redirect method="GET">/x?a=1</Redirect>', Redirect("/x?a=1", "GET")),
    ("the end", "<Hangup/>", Hangup()),
    ("out of the queue", "<Leave/>", Leave()),
    ("not answered", '<Reject reason="busy"/>', Reject("busy")),
]


@pytest.mark.parametrize(("verb", "value"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_reads(verb: str, value: object) -> None:
    assert read(document(verb).encode()) == (value,)


def test_verbs_come_in_order_and_comments_are_skipped() -> None:
    assert read(document("<!-- first --><Pause/>", "<Hangup/>").encode()) == (Pause(), Hangup())


REFUSED = [
    (12200, "no such verb", "<Speak>Bonjour.</Speak>", "no such element"),
    (12200, "names are case-sensitive", f"<say {LEA}>Bonjour.</say>", "case-sensitive"),
    (12200, "a real verb that this line does not use", "<Record/>", "does not play"),
    (12200, "no such attribute", f'<Say {LEA} speed="2">Bonjour.</Say>', "no attribute 'speed'"),
    (12200, "an attribute of another verb", '<Hangup reason="busy"/>', "it takes none"),
    (12200, "a Say without its language is read in English", '<Say voice="Polly.Lea">Bonjour.</Say>', "'language'"),
    (12200, "a Say without its voice", '<Say language="fr-FR">Bonjour.</Say>', "'voice'"),
    (13511, "no such voice", say("Bonjour.", voice="Polly.Nobody"), "voice"),
    (13511, "a voice of another language", say("Bonjour.", voice="Polly.Amy-Neural"), "does not speak fr-FR"),
    (13511, "a Google voice of another language", say("Hi.", "fr-FR", "Google.en-GB-Neural2-A"), "does not speak"),
    (13512, "a language without its country", say("Bonjour.", "fr", "woman"), "such as fr-FR"),
    (13510, "a loop that is no number", f'<Say {LEA} loop="twice">Bonjour.</Say>', "whole number"),
    (13520, "nothing to say", say("  "), "nothing to say"),
    (13520, "escaped markup would be read aloud", say("Un &lt;break/&gt; deux"), "read aloud"),
    (13520, "text escaped twice", say("Caf&amp;eacute; &amp;amp; th&amp;eacute;"), "read aloud"),
    (13521, "too long for a Polly voice", say("a" * 3001), "3000"),
    (13521, "too long once URL-encoded: accents count six", say("é" * 800), "4500 at most"),
    (12200, "emphasis is not supported by neural voices", say("<emphasis>Non</emphasis>"), "emphasis"),
    (12200, "a break that is too long", say('Un.<break time="20s"/>'), "at most 10 seconds"),
    (12200, "a break holds nothing", say("<break>Un.</break>"), "text has no place"),
    (12200, "paragraphs are not inside sentences", say("<s><p>Un.</p></s>"), "not inside <s>"),
    (12200, "a sub without its alias", say("<sub>CPAM</sub>"), "'alias'"),
    (12200, "verbs are not inside a Say", say("<Hangup/>"), "not inside <Say>"),
    (12200, "text between verbs", "Bonjour.<Hangup/>", "text has no place"),
    (13420, "nothing to play", "<Play/>", "either an address"),
    (13420, "two things to play", '<Play digits="1">/a.wav</Play>', "either an address"),
    (13420, "no address to play", "<Play>bien venue.wav</Play>", "not an address"),
    (13430, "no tones", '<Play digits="abc"/>', "keys"),
    (12200, "a pause of more digits than Python reads", f'<Pause length="{"1" * 5000}"/>', "whole number"),
    (12200, "a pause of no length", '<Pause length="0"/>', "whole number"),
    (13326, "no such input", '<Gather input="voice"/>', "one of dtmf"),
    (13326, "a Python list as input", "<Gather input=\"['dtmf', 'speech']\"/>", "one of dtmf"),
    (13313, "no waiting at all", '<Gather timeout="0"/>', "whole number"),
    (13314, "no digits to wait for", '<Gather numDigits="0"/>', "whole number"),
    (13310, "two keys to finish on", '<Gather finishOnKey="#*"/>', "one key"),
    (13338, "Python's True is not XML's", '<Gather actionOnEmptyResult="True"/>', "true, false"),
    (13331, "speech would be heard as American", '<Gather input="speech"/>', "en-US"),
    (13331, "no language", '<Gather input="speech" language="french"/>', "such as fr-FR"),
    (13330, "too many hints", f'<Gather hints="{",".join(["oui"] * 501)}"/>', "500"),
    (13330, "too long a hint", f'<Gather hints="oui,{"a" * 101}"/>', "100"),
    (13330, "an empty hint", '<Gather hints="oui,,non"/>', "1 to 100"),
    (13327, "a speechTimeout of half a second", '<Gather speechTimeout="0.5"/>', "auto or"),
    (
        13335,
        "auto can't go with a model",
        '<Gather input="speech" language="fr-FR" speechModel="phone_call" speechTimeout="auto"/>',
        "can't go",
    ),
    (13334, "no such model", '<Gather speechModel="whisper"/>', "one of default"),
    (12200, "an address with a blank", '<Gather action="/voice/a b"/>', "address"),
    (12200, "an address with an accent: signatures break", '<Gather action="/voice/décès"/>', "ASCII"),
    (13710, "a method that is none", '<Redirect method="PUT">/x</Redirect>', "GET"),
    (13312, "a Gather's method in lower case", '<Gather method="post"/>', "GET"),
    (13320, "a Dial inside a Gather", "<Gather><Dial>+33199000001</Dial></Gather>", "not inside <Gather>"),
    (13320, "a Gather inside a Gather", "<Gather><Gather/></Gather>", "not inside <Gather>"),
    (12200, "tones inside a Gather", '<Gather><Play digits="1"/></Gather>', "not played inside"),
    (13223, "nobody to dial", "<Dial/>", "needs either"),
    (13223, "not an international number", "<Dial>0199000001</Dial>", "such as +33199000000"),
    (13223, "a short number can't be reached from Twilio", "<Dial>3646</Dial>", "such as"),
    (13223, "text and nouns at once", "<Dial>+33199000001<Number>+33199000002</Number></Dial>", "needs either"),
    (13212, "too short a ring", '<Dial timeout="2">+33199000001</Dial>', "5 to 600"),
    (13214, "a caller id that Twilio does not own", '<Dial callerId="3646">+33199000001</Dial>', "such as"),
    (13215, "a SIP address: not on this line", "<Dial><Sip>sip:a@b.example</Sip></Dial>", "does not play"),
    (12200, "neither queue nor workflow", "<Enqueue/>", "needs either"),
    (12200, "queue and workflow", f'<Enqueue workflowSid="{WORKFLOW}">q</Enqueue>', "needs either"),
    (12200, "too long a queue's name", f"<Enqueue>{'q' * 65}</Enqueue>", "64"),
    (12200, "no workflow", '<Enqueue workflowSid="WW12"/>', "32"),
    (12200, "a task that is no JSON", f'<Enqueue workflowSid="{WORKFLOW}"><Task>yes</Task></Enqueue>', "JSON"),
    (12200, "a task that is a list", f'<Enqueue workflowSid="{WORKFLOW}"><Task>[]</Task></Enqueue>', "object"),
    (12200, "a task without a workflow", "<Enqueue>q<Task>{}</Task></Enqueue>", "workflowSid"),
    (
        12200,
        "a task as deep as Python can't read",
        f'<Enqueue workflowSid="{WORKFLOW}"><Task>{"[" * 9999}</Task></Enqueue>',
        "JSON",
    ),
    (
        12200,
        "elements as deep",
        f"<Say voice='woman' language='fr-FR'>{'<w>' * 999}a{'</w>' * 999}</Say>",
        "inside each",
    ),
    (12200, "nowhere to go on", "<Redirect/>", "not an address"),
    (12200, "a Reject after words: the call is answered by then", say("Non.") + "<Reject/>", "first verb"),
]


@pytest.mark.parametrize(("code", "verb", "words"), [(r[0], *r[2:]) for r in REFUSED], ids=[r[1] for r in REFUSED])
def test_refuses(code: int, verb: str, words: str) -> None:
    with pytest.raises(TwimlError) as refusal:
        read(document(verb).encode())
    assert refusal.value.code == code
    assert words in str(refusal.value)
    assert "line 1" in refusal.value.where


BROKEN = [
    (11770, "nothing at all", b""),
    (11770, "blanks only", b" \n"),
    (11750, "larger than 64 kB", document(say("a") * 1500).encode()),
    (12100, "a blank before the declaration", b"\n" + document("<Hangup/>").encode()),
    (12100, "no XML", b"Bonjour."),
    (12100, "an element left open", b"<Response><Say>"),
    (12100, "an ampersand as it is", document(say("Droits & prestations")).encode()),
    (12100, "a vertical tab, as speech recognition may echo", document(say("a\x0bb")).encode()),
    (12100, "a control character by its number", document(say("a&#x1;b")).encode()),
    (12100, "a C1 control character, which XML allows", document(say("a\x85b")).encode()),
    (12100, "a control character in an attribute", document('<Gather action="/a&#x85;"/>').encode()),
    (12100, "not UTF-8", HEAD.encode() + b"<Response>\xe9</Response>"),
    (12100, "an unknown encoding", b'<?xml version="1.0" encoding="klingon"?><Response/>'),
    (12100, "a document type: entities could be declared", b'<!DOCTYPE x [<!ENTITY a "b">]><Response>&a;</Response>'),
    (12200, "another root", b"<Say>Bonjour.</Say>"),
    (12200, "an attribute on the root", b'<Response version="1"/>'),
]


@pytest.mark.parametrize(("code", "body"), [(row[0], row[2]) for row in BROKEN], ids=[row[1] for row in BROKEN])
def test_refuses_broken_documents(code: int, body: bytes) -> None:
    with pytest.raises(TwimlError) as refusal:
        read(body)
    assert refusal.value.code == code


def test_tells_the_place_of_a_fault() -> None:
    with pytest.raises(TwimlError, match=r"<Say> \(line 3, column 3\)"):
        read(f"{HEAD}\n<Response>\n  <Say>Bonjour.</Say>\n</Response>".encode())


NAMES = st.sampled_from([*ATTRIBUTES, *NOT_PLAYED, "Speak"])
VALUES = st.sampled_from(
    ["", "1", "0", "true", "POST", "/next", "fr-FR", "Polly.Lea", "dtmf speech", "auto", "#", "x y"]
)
ATTRIBUTE = st.sampled_from(sorted({name for rules in ATTRIBUTES.values() for name in rules} - {"xml:lang"}))
TEXTS = st.sampled_from(["", "Bonjour.", "/next", "+33199000001", "{}", "é" * 30])


def element(name: str, attributes: dict[str, str], text: str, children: list[str]) -> str:
    given_attributes = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given_attributes}>{text}{''.join(children)}</{name}>"


ELEMENTS = st.recursive(
    st.builds(element, NAMES, st.dictionaries(ATTRIBUTE, VALUES, max_size=3), TEXTS, st.just([])),
    lambda inner: st.builds(element, NAMES, st.just({}), TEXTS, st.lists(inner, max_size=3)),
    max_leaves=6,
)


def verbs_of(body: bytes) -> tuple[object, ...] | None:
    """The verbs, or None when they are refused; whatever else is raised fails the test."""
    try:
        return read(body)
    except TwimlError:
        return None


@given(st.lists(ELEMENTS, max_size=4))
def test_any_tree_is_read_whole_or_refused(verbs: list[str]) -> None:
    values = verbs_of(document(*verbs).encode())
    assert values is None or len(values) == len(verbs)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    assert verbs_of(body) in (None, ())
