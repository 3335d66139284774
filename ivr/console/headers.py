"""What every answer of the console says to the browser: nothing from elsewhere, nothing inline, kept nowhere."""

from flask import Flask, Response, request

from ivr.console.pages import is_static

POLICY = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
STATIC_SECONDS = 3600
YEAR_SECONDS = 31_536_000


def add_headers(app: Flask, *, https: bool) -> None:
    """Have them on every answer."""

    def added(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if https:
            answer.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
        if not is_static(request.endpoint):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    app.after_request(added)
