"""The line for servers that speak ASGI: a2wsgi, with each request's body read whole before a thread is taken."""

from typing import Any

from a2wsgi import WSGIMiddleware  # type: ignore[import-not-found]  # benchmarks/requirements.in has it

from app import app as line

threads = WSGIMiddleware(line, workers=8)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """An ASGI app."""
    if scope["type"] != "http":
        await threads(scope, receive, send)
        return
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message.get("body", b""), message.get("more_body", False)

    async def whole() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    await threads(scope, whole, send)
