"""Logs of these tests go nowhere: structlog by itself draws a traceback for seconds. `capture_logs` still works."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import structlog


def drop(*_: Any) -> Mapping[str, Any]:
    raise structlog.DropEvent


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    structlog.configure(processors=[drop])
    yield
    structlog.reset_defaults()
