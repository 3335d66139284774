"""Which release of this project is running."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """ "0.2.0"; "" where the project's folder was only copied, and never installed."""
    try:
        return version("ivr-3646")
    except PackageNotFoundError:
        return ""
