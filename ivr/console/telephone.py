"""Links to the tester's telephone, where it is served beside the console."""

from datetime import datetime

from flask import current_app, url_for

from ivr.line.call import LineName
from ivr.line.lines import LINES
from ivr.phone.acts import Act
from ivr.phone.moments import written_moment
from ivr.phone.script import Script, write_script

PHONE = "handset.show_phone"
WITHHELD = "masqué"
ENGLISH_KEY = "9"


def telephone_link(
    line: LineName, at: datetime, *, caller: str = "", keys: tuple[str, ...] = (), revision: str = ""
) -> str:
    """The address that places a call at that moment, by these keys ("-" for silence); "" where there is no telephone.

    `caller` in E.164, "" for a withheld number.
    """
    if PHONE not in current_app.view_functions:
        return ""
    acts = tuple(Act("wait") if key == "-" else Act("press", key) for key in keys)
    script = Script(caller or WITHHELD, LINES[line].number, written_moment(at), revision=revision, acts=acts)
    return url_for(PHONE, _anchor=write_script(script))
