"""What can be seen in a picture: its words, cards, links, colours and arrows, read from the SVG."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

Point = tuple[float, float]


@dataclass
class Box:
    """A card, and the words on it: with where they begin, their size, and whether they are bold."""

    left: float
    top: float
    right: float
    bottom: float
    words: list[tuple[str, float, float, bool]] = field(default_factory=list)

    def holds(self, point: Point, margin: float) -> bool:
        x, y = point
        return self.left + margin < x < self.right - margin and self.top + margin < y < self.bottom - margin


def parse(svg: str) -> ElementTree.Element:
    """The picture, its elements without namespaces."""
    return ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", svg))


def texts(svg: str, *, bold: bool = False) -> list[str]:
    """Every line of words, or of bold words."""
    return [_words(one) for one in parse(svg).iter("text") if one.get("font-weight") or not bold]


def links(svg: str) -> list[str]:
    return [one.get("href", "") for one in parse(svg).iter("a")]


def colours(svg: str) -> tuple[set[str], set[str]]:
    """Those that are painted with, and those that have another in the dark."""
    root = parse(svg)
    painted = {one.get(paint, "none") for one in root.iter() for paint in ("fill", "stroke")}
    return painted, set(re.findall(r'\[fill="([^"]+)"\]', root.findtext("style", "")))


def boxes(svg: str) -> dict[str, Box]:
    """The cards of a map, by their ids."""
    return {one.get("id", ""): _box(one) for one in parse(svg).iter("g") if one.get("class") == "node"}


def shown_in(svg: str, card: str) -> list[str]:
    """The lines of words on a card."""
    return [words for words, _, _, _ in boxes(svg)[card].words]


def strays(svg: str, margin: float) -> list[str]:
    """The cards that an arrow crosses, further in than the margin."""
    paths = [one.find("path") for one in parse(svg).iter("g") if one.get("class") == "edge"]
    points = [point for path in paths if path is not None for point in _points(path.get("d", ""))]
    return [name for name, box in boxes(svg).items() if any(box.holds(point, margin) for point in points)]


def _words(one: ElementTree.Element) -> str:
    return (one.text or "").strip()


def _box(group: ElementTree.Element) -> Box:
    corners = [_point(corner) for one in group.iter("polygon") for corner in one.get("points", "").split()]
    across, down = zip(*corners, strict=True)
    words = [
        (_words(one), float(one.get("x", "")), float(one.get("font-size", "")), bool(one.get("font-weight")))
        for one in group.iter("text")
        if _words(one)
    ]
    return Box(min(across), min(down), max(across), max(down), words)


def _point(written: str) -> Point:
    x, y = written.split(",")
    return float(x), float(y)


def _points(path: str) -> list[Point]:
    """Points along a path of cubic curves, twenty on each."""
    found = [_point(written) for written in re.findall(r"-?[\d.]+,-?[\d.]+", path)]
    curves = [found[start : start + 4] for start in range(0, len(found) - 1, 3)]
    return [_at(curve, step / 20) for curve in curves for step in range(21)]


def _at(curve: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y
