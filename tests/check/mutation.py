"""`python -m tests.check.mutation --seeds 400 --first 1000` breaks the real line, and prints what passes unnoticed."""

import argparse
import sys
from collections.abc import Iterator
from multiprocessing import Pool
from random import Random

from tests.check.breaks import BREAKS
from tests.check.test_breaks import caught, sound, sound_transcripts, transcripts


def outcome_of(seed: int) -> tuple[int, str, str]:
    """(seed, "caught" or "unchanged" or "PASSED", what was broken)."""
    random = Random(seed)
    make = random.choice(BREAKS)
    what, broken = make(sound(), random)
    told = f"{make.__name__}: {what}"
    if broken == sound():
        return seed, "unchanged", told
    if caught(broken):
        return seed, "caught", told
    return seed, "unchanged" if transcripts(broken) == sound_transcripts() else "PASSED", told


def outcomes(seeds: range, processes: int) -> Iterator[tuple[int, str, str]]:
    """The outcome of each seed, as it comes."""
    with Pool(processes) as pool:
        yield from pool.imap_unordered(outcome_of, seeds)


def main() -> None:
    """Break as often as is asked for, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=400)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    counts = {"caught": 0, "unchanged": 0, "PASSED": 0}
    seeds = range(options.first, options.first + options.seeds)
    for number, (seed, outcome, told) in enumerate(outcomes(seeds, options.processes), 1):
        counts[outcome] += 1
        if number % 25 == 0:
            print(f"{number} of {len(seeds)}", file=sys.stderr, flush=True)
        if outcome == "PASSED":
            print(f"PASSED {seed} {told}", flush=True)
    real = counts["caught"] + counts["PASSED"]
    print(f"{real} real changes: {counts['PASSED']} passed; {counts['unchanged']} changed no word")


if __name__ == "__main__":
    main()
