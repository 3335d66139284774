"""gunicorn's configuration in tests/deployed.py: as it is, but looking for changed content every fifth of a second."""

from typing import Any


def post_fork(_server: Any, _worker: Any) -> None:
    """In the worker, before it loads the app."""
    from ivr.published.live import Published

    Published.start_refreshing.__defaults__ = (0.2,)
