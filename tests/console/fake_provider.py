"""An OpenID Connect provider on this machine, with keys of its own, that can be told to lie."""

import hashlib
import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "console", "the console's secret"
Claims = dict[str, Any]


@cache
def own_key() -> RSAKey:
    """Of every provider here: to make one takes a tenth of a second."""
    return RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})


@dataclass
class FakeProvider:
    """Answers as it should; `signs_with`, `claims` and `told` are there to be changed by a test."""

    now: Callable[[], float]
    key: RSAKey = field(default_factory=own_key)
    claims: Claims = field(default_factory=dict)  # over those of the token
    told: Claims = field(default_factory=lambda: {"email": "camille", "email_verified": True})
    subject: str = "subject-1"
    algorithm: str = "RS256"
    signs_with: Any = None
    tells_as_jwt: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)  # what browsers were sent with
    ends: str = ""  # of its own name: some end in a slash

    def __enter__(self) -> "FakeProvider":
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, urlsplit(self.path).path)

            def do_POST(self) -> None:
                provider.answer(self, urlsplit(self.path).path)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, str]:
        """Those of a console that trusts it."""
        names = ("IVR_OIDC_ISSUER", "IVR_OIDC_CLIENT_ID", "IVR_OIDC_CLIENT_SECRET")
        return dict(zip(names, (self.issuer, CLIENT, SECRET), strict=True))

    def lets_in(self, address: str, **changed: str) -> str:
        """A person signs in there: the address at which the browser comes back."""
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(address).query).items()})
        given = {"code": "the-code", "state": self.asked[-1]["state"], "iss": self.issuer + self.ends, **changed}
        return f"{urlsplit(self.asked[-1]['redirect_uri']).path}?{urlencode(given)}"

    def answer(self, request: BaseHTTPRequestHandler, path: str) -> None:
        """What it serves."""
        if path == "/token":
            self._send(request, *self._token(request))
        elif path == "/userinfo":
            told = {"sub": self.subject, "iss": self.issuer + self.ends, "aud": CLIENT, **self.told}
            self._send(request, *((self._signed(told), 200, "application/jwt") if self.tells_as_jwt else (told, 200)))
        elif path == "/keys":
            self._send(request, {"keys": [self.key.as_dict(private=False)]})
        else:
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            described = {f"{name}_endpoint": f"{self.issuer}/{end}" for name, end in ends.items()}
            self._send(request, {"issuer": self.issuer + self.ends, "jwks_uri": f"{self.issuer}/keys", **described})

    def _token(self, request: BaseHTTPRequestHandler) -> tuple[object, int]:
        sent = parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode())
        challenge = urlsafe_b64encode(hashlib.sha256(sent["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        basic = b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
        asked = self.asked[-1]
        right = challenge == asked["code_challenge"] and [*map(unquote, basic.split(":"))] == [CLIENT, SECRET]
        if not right or sent["code"] != ["the-code"]:
            return {"error": "invalid_grant"}, 400
        at = int(self.now())
        about = {"iss": self.issuer + self.ends, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"]}
        claims = about | {"iat": at, "exp": at + 60} | self.claims
        token = self._signed({name: value for name, value in claims.items() if value is not None})
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}, 200

    def _signed(self, claims: Claims) -> str:
        header = {"alg": self.algorithm, "kid": "k1"}
        if self.algorithm == "none":
            parts = (urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims))
            return f"{'.'.join(parts)}."
        return jwt.encode(header, claims, self.signs_with or self.key, algorithms=[self.algorithm])

    def _send(
        self, request: BaseHTTPRequestHandler, said: object, code: int = 200, kind: str = "application/json"
    ) -> None:
        body = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        request.send_response(code)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
