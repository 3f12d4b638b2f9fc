"""Who may come in: the one browser that was given the address, from a page of ours, and nobody else."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from tingsbok.i18n import t

LOOPBACK = "127.0.0.1"
"""The only address that is ever listened on: reached from this machine alone."""


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Guard:
    """The lock of one server.

    Any program and any page in any browser of the machine can reach a port of it. So the first visit must
    bring the token, which is traded for a cookie; the name that was asked for must be ours (a foreign name
    that was made to point here is a trick to read answers); and what opens the app must be a page of ours.

    Attributes:
        port: The port that is listened on.
        token: What the printed address carries.
        cookie: What the browser carries afterwards; another secret, since addresses stay in the history.
    """

    port: int
    token: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=_secret, repr=False)

    @property
    def address(self) -> str:
        """What the user opens in the browser."""
        return f"http://{LOOPBACK}:{self.port}/?token={self.token}"

    @property
    def cookie_name(self) -> str:
        """One for each port, since a browser keeps one set of cookies for all ports of a machine."""
        return f"tingsbok-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """Names that a browser may have asked for."""
        return frozenset({f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"})

    def has_token(self, token: str) -> bool:
        """Whether the first visit brings the token."""
        return _same(token, self.token)

    def refusal(self, headers: Mapping[str, str], *, opens_app: bool) -> str:
        """Why a request is turned away before its cookie is looked at; empty if it is not.

        Args:
            headers: The request's headers.
            opens_app: Whether it opens the app; browsers then always say which page asks.
        """
        host = headers.get("Host", "")
        if host not in self.hosts:
            return t("This address is not Tingsbok's.")
        origin = headers.get("Origin")
        if (origin is None and opens_app) or (origin is not None and origin != f"http://{host}"):
            return t("Another page asked for this.")
        return ""

    def knows(self, cookies: Mapping[str, str]) -> bool:
        """Whether the browser has been let in before."""
        return _same(cookies.get(self.cookie_name, ""), self.cookie)

    def response_headers(self, host: str) -> dict[str, str]:
        """What every answer says about itself: nothing from elsewhere, in no frame, kept by nobody.

        Styles may stand in the page: the terminal in the browser makes its own while it runs.
        """
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src ws://{host}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cache-Control": "no-store",
        }


def _same(given: str, wanted: str) -> bool:
    """Compare secrets in a time that tells nothing; what is no ASCII is compared too, and differs."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())
