"""A WSGI app served on loopback for a browser: in this process, so that a test can reach into it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    """Requests that stay open between pages, and no line a request."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: Any) -> None:
        """Nothing: the tests' output is for what fails."""


def whole(app: WSGIApplication) -> WSGIApplication:
    """The same, each answer read and closed before it leaves: werkzeug's server leaves files open to who hangs up."""

    def answering(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        parts = app(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            getattr(parts, "close", lambda: None)()

    return answering


@contextmanager
def served(app: WSGIApplication, port: int = 0) -> Iterator[str]:
    """The address of that app, on a free port where none is named, until the end of the block."""
    server = make_server("127.0.0.1", port, whole(app), threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # a browser that keeps a connection open holds nobody up
    server.block_on_close = False
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
