"""`make chaos`: 5,000 requests on each engine, and the runs that show that the protections are needed."""

import argparse
import logging
import os
import platform
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import structlog

from ivr.store import schema
from ivr.store.engine import open_store
from tests.postgres import start_postgres
from tests.texts.chaos.run import Plan, Result, run

BITES = {"fence": 0.3, "reconciliation": 0.01}  # protection taken out -> chance of a pause between claim and request


def main() -> int:
    """Run them all; 1 when a text was lost or doubled, or when a protection taken out made no difference."""
    options = _options()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        faults = [engine for engine in options.engines.split(",") if not _on(engine, Path(folder), options)]
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--bite", type=int, default=300, help="requests of the runs without a protection")
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _on(engine: str, folder: Path, options: argparse.Namespace) -> bool:
    plan = Plan(_database(engine, folder, "whole"), options.requests, options.workers, options.seed)
    whole = _report(engine, plan)
    good = whole.lost == whole.doubled == whole.unsettled == 0
    for protection, pauses in BITES.items():
        url = _database(engine, folder, protection)
        bite = replace(plan, url=url, requests=options.bite, without=protection, self_pauses=pauses)
        bitten = _report(engine, bite)
        good = good and bitten.lost + bitten.doubled > 0
    return good


def _report(engine: str, plan: Plan) -> Result:
    result = run(plan)
    print(f"{engine}{f' without {plan.without}' if plan.without else ''}: {result}", flush=True)
    return result


def _database(engine: str, folder: Path, name: str) -> str:
    url = f"sqlite:///{folder / name}.sqlite3" if engine == "sqlite" else _postgres(name)
    store = open_store(url)
    schema.migrate(store)
    store.close()
    return url


def _postgres(name: str) -> str:
    server = start_postgres(f"ivr-chaos-{os.getpid()}")
    server.psql(f"CREATE DATABASE {name}")
    uri: str = server.get_uri(database=name)
    return uri


if __name__ == "__main__":
    sys.exit(main())
