"""Writes ivr/places/communes.csv from the official list. By hand, once a year:

npm pack @etalab/decoupage-administratif@6.0.0
python -m tests.places.make_communes etalab-decoupage-administratif-6.0.0.tgz

ivr/places/SOURCE.md then takes the new version, date and sources.
"""

import csv
import json
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ivr.places.communes import LIST

MEMBER = "package/data/communes.json"
COLUMNS = ("name", "department", "people", "postcodes", "also")
FORMER = ("commune-deleguee", "commune-associee")
ARRONDISSEMENT = " Arrondissement"


def main(package: Path) -> None:
    """Write the list anew, in the order of the official codes, so that a year's changes can be read as a diff."""
    with tarfile.open(package) as archive:
        file = archive.extractfile(MEMBER)
        assert file, f"{package} has no {MEMBER}"
        listed = json.load(file)
    with LIST.open("w", encoding="utf-8", newline="") as written:
        rows = csv.writer(written, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(rows_of(listed))


def rows_of(listed: list[dict[str, Any]]) -> Iterator[tuple[object, ...]]:
    """A row for each commune and arrondissement; what was a commune once is told by the one that it belongs to."""
    names = {one["code"]: one["nom"] for one in listed if one["type"] not in FORMER}
    former = defaultdict(list)
    for one in listed:
        if one["type"] in FORMER and one["nom"] != names[one["chefLieu"]]:
            former[one["chefLieu"]].append(one["nom"])
    for one in listed:
        if one["type"] not in FORMER:
            yield (
                one["nom"].removesuffix(ARRONDISSEMENT),
                one["departement"] if "departement" in one else one["collectivite"],
                one.get("population", 0),
                " ".join(one.get("codesPostaux", ())),
                "|".join(former[one["code"]]),
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
