"""How the line is served, wherever it is: gunicorn.conf.py, `ivr run` and `ivr console` take their settings from here.

Each is gunicorn's own (https://docs.gunicorn.org/en/stable/settings.html); its command line has the last word.
"""

import os
from typing import Any

LAST_PORT = 65535


def bind_of(port: str) -> str:
    """Where PORT has gunicorn listen: anywhere, if it cannot be one, which the app then refuses in a sentence."""
    if not port:
        return "127.0.0.1:5000"
    fits = port.isascii() and port.isdigit() and 0 < int(port[:6]) <= LAST_PORT
    return f"0.0.0.0:{port}" if fits else "127.0.0.1:0"


SETTINGS: dict[str, Any] = {
    "bind": bind_of(os.environ.get("PORT", "")),
    "worker_class": "ivr.server.worker.PatientWorker",
    "workers": int(os.environ.get("WEB_CONCURRENCY") or 2),  # two, so that one may die or start while the other serves
    "threads": 8,  # requests that are answered at once in a worker: each whole, and a few milliseconds long
    "worker_connections": 20_000,  # of one worker; at most what the system lets it open
    "backlog": 4096,  # that may wait to be accepted
    "keepalive": 75,  # seconds that a connection may rest between two requests: longer than most proxies keep theirs
    "graceful_timeout": 30,  # seconds in which a worker that stops finishes its answers
    "timeout": 30,  # seconds after which a worker that shows no life is replaced
    "limit_request_line": 4094,
    "limit_request_fields": 64,
    "limit_request_field_size": 8190,
    "forwarder_headers": "",  # a SCRIPT_NAME that a proxy lets pass would lead round whatever it guards by path
    "sendfile": False,  # an answer passes through the worker, which keeps what is not read
    "control_socket_disable": True,  # nobody uses it, and it would be put into the home folder
}
