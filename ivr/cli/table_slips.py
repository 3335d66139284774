"""Slips that Python finds in the table of the flow, told in a sentence: brackets, commas, kinds of row, arguments."""

import traceback
from difflib import get_close_matches

from ivr.cli.language import spoken

TABLE = "ivr/line/flow.py"
WORDS = ("Ask", "Branch", "Choice", "Each", "End", "Manners", "Menu", "SendText", "Tell", "Transfer", "choice")


def table_slip(error: Exception) -> str:
    """Where Python can't read the table, why, and what was perhaps meant; "" when the error is not the table's."""
    line = _line_of(error)
    if not line:
        return ""
    near = get_close_matches(getattr(error, "name", None) or "", WORDS, 1)
    meant = spoken(fr=f" Vouliez-vous dire « {near[0]} » ?", en=f" Did you mean “{near[0]}”?") if near else ""
    why = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{TABLE}:{line}: Python: {why}.{meant}" + spoken(
        fr=" Voyez les lignes voisines, et ivr/line/steps.py.", en=" See the rows beside it, and ivr/line/steps.py."
    )


def _line_of(error: Exception) -> int:
    if isinstance(error, SyntaxError):
        file, line = error.filename or "", error.lineno or 0
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        file, line = last.filename, last.lineno or 0
    return line if file.replace("\\", "/").endswith(TABLE) else 0
