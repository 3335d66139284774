"""A graph in Graphviz's language as an SVG: laid out and drawn by `dot`, then given its heading and its style.

`dot` measures words by the fonts of the machine, so it is run in a process that is shown none. It then reckons 7.25
points a letter and 10.5 a line whatever their size, and draws the same bytes on every Linux; on other systems, which
measure by fonts of their own, things may stand a little elsewhere.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec

from ivr.drawing.lettering import width
from ivr.drawing.svg import MUTED, document, moved, text
from ivr.drawing.words import Language

MARGIN, HEADING = 24, 82
DOT = """
import sys, pygraphviz
graph = pygraphviz.AGraph(sys.stdin.read())
sys.stdout.buffer.write(graph.draw(format="svg", prog="dot"))
"""
# What Graphviz writes that says nothing, or that the document says for all.
SPARE = re.compile(r'<!--.*?-->\n| xml:space="preserve"| font-family="[^"]*"| xlink:title="[^"]*"|\.00(?=")', re.DOTALL)


class NoGraphvizError(RuntimeError):
    """pygraphviz, which brings Graphviz along, is not installed: it is no requirement of running the line."""


@dataclass(frozen=True, slots=True)
class Titled:
    """What stands above a drawing, and for each of its nodes the words for pointers and screen readers."""

    name: str
    note: str
    nodes: Mapping[str, str]
    language: Language
    paper: str = "A3"


def draw(titled: Titled, *graphs: str) -> str:
    """The SVG of that one of the graphs which prints largest. Raises NoGraphvizError."""
    (wide, high), drawn = min((_dot(graph) for graph in graphs), key=lambda drawing: _pages(*drawing[0]))
    wide = max(wide, width(titled.name, 24, bold=True), width(titled.note, 13)) + 2 * MARGIN
    parts = (
        text(MARGIN, 42, titled.name, font_size=24, font_weight="bold"),
        text(MARGIN, 64, titled.note, font_size=13, fill=MUTED),
        moved(MARGIN, HEADING, _body(drawn, titled.nodes)),
    )
    size = (wide, high + HEADING + MARGIN)
    return document(size, titled.name, titled.note, parts, language=titled.language, paper=titled.paper)


def _pages(wide: float, high: float) -> float:
    """How often the longer or shorter side of a page goes into a drawing, whichever is more."""
    return max(max(wide, high) / 420, min(wide, high) / 297)


def _dot(graph: str) -> tuple[tuple[float, float], str]:
    """The size of a graph, and its SVG."""
    if find_spec("pygraphviz") is None:
        raise NoGraphvizError
    no_fonts = os.environ | {"FONTCONFIG_FILE": os.devnull}
    command = [sys.executable, "-c", DOT]
    done = subprocess.run(command, input=graph, env=no_fonts, capture_output=True, check=True, encoding="utf-8")
    if "Error:" in done.stderr:  # it draws all the same, without what it could not read
        raise ValueError(done.stderr)
    wide, high = re.findall(r'viewBox="0.00 0.00 (\S+) (\S+)"', done.stdout)[0]
    return (float(wide), float(high)), done.stdout


def _body(drawn: str, nodes: Mapping[str, str]) -> str:
    """What is drawn, each node titled by its words, arrows untitled: "a->b" is no help to anybody."""
    body = SPARE.sub("", drawn[drawn.index("<g ") : drawn.rindex("</svg>")]).replace("xlink:href", "href")
    titles = {escape(name): f"<title>{escape(words)}</title>\n" for name, words in nodes.items()}
    return re.sub(r"<title>(.*?)</title>\n", lambda found: titles.get(found[1], ""), body)
