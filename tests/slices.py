"""What is too much for every run is tried a slice a day, so that all of it is in the end; with --whole at once.

`make chaos` runs whole what takes slices. A run says which slice it takes: `--slice N` repeats it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from hypothesis import settings

Item = TypeVar("Item")


def settle(config: pytest.Config) -> None:
    """Once a run, by the process that starts the others: the slice is today's unless it was asked for."""
    if config.option.slice is None:
        config.option.slice = datetime.now(UTC).toordinal()
    settings.load_profile("whole" if config.option.whole else "line")


def slice_of(items: Sequence[Item], parts: int, config: pytest.Config) -> Sequence[Item]:
    """One part of several, the next one on the next day; all with --whole."""
    return items if config.option.whole else items[config.option.slice % parts :: parts]


def examples(whole: int) -> settings:
    """Hypothesis's settings for a property that takes so many examples with --whole, and every day a fifth of them."""
    return settings(max_examples=whole if settings.get_current_profile_name() == "whole" else -(-whole // 5))
