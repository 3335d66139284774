"""Signing in by an OpenID Connect provider, such as ProConnect: the authorization code flow with PKCE, state and nonce.

The provider says who somebody is, never what they may do. Its word counts when it is signed by its own key, for us,
now, and answers what this browser was sent to ask.
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ivr.settings import Settings

DISCOVERY = "/.well-known/openid-configuration"
SIGNED_BY = ["RS256", "ES256", "PS256"]  # never by the shared secret, never by nothing
SCOPE = "openid email"
SECONDS = 5.0  # the provider has to answer
LEEWAY = 60  # seconds between two clocks


class ProviderError(Exception):
    """The provider does not answer, or its answer can't be believed. The message is for the log; no secret is in it."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Where the browser is sent, and what is to be held against its return."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who came back. `email` is empty unless the provider has verified it."""

    subject: str
    email: str


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider, as it describes itself; `back` is where it sends browsers to."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    back: str
    now: Callable[[], datetime]

    @property
    def _names(self) -> list[str]:
        """As it may call itself: some end in a slash, which the setting leaves out."""
        return [self.issuer, f"{self.issuer}/"]

    def leave(self) -> Leave:
        """Raises ProviderError where the provider does not answer."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        way_in = self._describe().get("authorization_endpoint")
        if not way_in:
            raise ProviderError("it describes no way in")
        with self._client() as client:
            address, _ = client.create_authorization_url(way_in, state=state, nonce=nonce, code_verifier=verifier)
        return Leave(address, state, nonce, verifier)

    def welcome_back(self, given: Mapping[str, str], held: Mapping[str, str]) -> Known:
        """Who it is, from the parameters of the return. Raises ProviderError for whatever can't be believed."""
        if not hmac.compare_digest(given.get("state", "").encode(), held["state"].encode()):
            raise ProviderError("another state")
        if given.get("iss", self.issuer) not in self._names:
            raise ProviderError("another issuer")
        if "code" not in given:
            raise ProviderError(f"no code: {given.get('error', '')[:40]}")
        try:
            return self._ask(given["code"], held)
        except (AuthlibBaseError, JoseError, requests.RequestException, KeyError, TypeError, ValueError) as error:
            raise ProviderError(f"{type(error).__name__}: {error}"[:200]) from error

    def _ask(self, code: str, held: Mapping[str, str]) -> Known:
        described = self._describe()
        methods = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        with self._client(method) as client:
            token = client.fetch_token(
                described["token_endpoint"],
                code=code,
                code_verifier=held["verifier"],
                timeout=SECONDS,
                allow_redirects=False,
            )
            keys = KeySet.import_key_set({"keys": _json(_get(described["jwks_uri"]))["keys"]})
            claims = self._believed(token["id_token"], keys, nonce=held["nonce"], has_end=True)
            answer = client.get(described["userinfo_endpoint"], timeout=SECONDS, allow_redirects=False)
        told = self._told(answer, keys)
        if told["sub"] != claims["sub"]:
            raise ProviderError("userinfo is somebody else's")
        verified = told.get("email_verified") is True and isinstance(told.get("email"), str)
        return Known(str(claims["sub"]), told["email"].strip().casefold() if verified else "")

    def _told(self, answer: requests.Response, keys: KeySet) -> Mapping[str, Any]:
        """What the provider tells of a person: JSON, or a signed JWT as ProConnect sends."""
        answer.raise_for_status()
        if "jwt" in answer.headers.get("Content-Type", ""):
            return self._believed(answer.text.strip(), keys, has_end=False)
        return _json(answer)

    def _believed(self, token: str, keys: KeySet, *, nonce: str = "", has_end: bool) -> Mapping[str, Any]:
        """The claims of a token that the provider signed, for us. Raises JoseError, ProviderError."""
        claims = jwt.decode(token, keys, algorithms=SIGNED_BY).claims
        expected: dict[str, Any] = {"iss": {"essential": True, "values": self._names}, "sub": {"essential": True}}
        if has_end:
            expected |= {"exp": {"essential": True}, "iat": {"essential": True}}
        if nonce:
            expected["nonce"] = {"essential": True, "value": nonce}
        jwt.JWTClaimsRegistry(now=lambda: int(self.now().timestamp()), leeway=LEEWAY, **expected).validate(claims)
        if claims.get("aud") not in (self.client_id, [self.client_id]):
            raise ProviderError("for somebody else")
        return claims

    def _describe(self) -> Mapping[str, Any]:
        try:
            described = _json(_get(self.issuer + DISCOVERY))
        except (requests.RequestException, ValueError) as error:
            raise ProviderError(f"{type(error).__name__}: {error}"[:200]) from error
        if described.get("issuer") not in self._names:
            raise ProviderError("it describes another issuer")
        return described

    def _client(self, method: str = "client_secret_basic") -> Any:
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            token_endpoint_auth_method=method,
            scope=SCOPE,
            redirect_uri=self.back,
            code_challenge_method="S256",
            default_timeout=SECONDS,
        )


def provider_of(settings: Settings, *, back: str, now: Callable[[], datetime]) -> Provider | None:
    """The provider of the settings; None where none is set."""
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_client_secret.reveal()
    return Provider(settings.oidc_issuer, settings.oidc_client_id, secret, back, now)


_get = partial(requests.get, timeout=SECONDS, allow_redirects=False)


def _json(answer: requests.Response) -> dict[str, Any]:
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found
