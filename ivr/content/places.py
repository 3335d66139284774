"""Where each entry of the content stands: "schedules/caisses.yaml caisses 671" -> "schedules/caisses.yaml:12"."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ivr.content.faults import Faults
from ivr.content.yaml import Table, read


def places_of(folder: Path) -> Mapping[str, str]:
    """The places of every section and entry of prompts/ and schedules/; for telling findings, so faults are ignored."""
    files = sorted(path for part in ("prompts", "schedules") for path in (folder / part).glob("*.yaml"))
    return dict(place for path in files for place in _places(path))


def _places(path: Path) -> Iterator[tuple[str, str]]:
    name = f"{path.parent.name}/{path.name}"
    table = read(path, Faults(), ends_with_dots=False)
    for section, node in table.entries.items() if table else ():
        assert table is not None
        yield f"{name} {section}", table.places[section]
        if isinstance(node, Table):
            yield from ((f"{name} {section} {key}", place) for key, place in node.places.items())
