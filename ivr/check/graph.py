"""Walks over steps and over states that know nothing of what they mean."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

ENDLESS = 1 << 30


def reached(starts: Iterable[Node], onwards: Callable[[Node], Iterable[Node]]) -> dict[Node, int]:
    """Every node that can be reached, with the fewest ways to it."""
    depth = dict.fromkeys(starts, 0)
    waiting = deque(depth)
    while waiting:
        node = waiting.popleft()
        for target in onwards(node):
            if target not in depth:
                depth[target] = depth[node] + 1
                waiting.append(target)
    return depth


def backwards(onwards: Mapping[Node, Iterable[Node]]) -> dict[Node, list[Node]]:
    """The same ways, the other way round."""
    before: dict[Node, list[Node]] = {}
    for node, targets in onwards.items():
        for target in targets:
            before.setdefault(target, []).append(node)
    return before


def longest(onwards: Mapping[Node, Iterable[Node]]) -> dict[Node, int]:
    """The most ways that can be gone from each node; ENDLESS where they lead in circles. A node without ways: 0."""
    left = {node: set(targets) for node, targets in onwards.items()}
    before = backwards(left)
    ends = {target for targets in left.values() for target in targets} - left.keys()
    done = dict.fromkeys([*ends, *(node for node, targets in left.items() if not targets)], 0)
    waiting = deque(done)
    while waiting:
        node = waiting.popleft()
        for source in before.get(node, ()):
            left[source].discard(node)
            if not left[source] and source not in done:
                done[source] = 1 + max(done[target] for target in onwards[source])
                waiting.append(source)
    return {node: done.get(node, ENDLESS) for node in [*onwards, *ends]}
