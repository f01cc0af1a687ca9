"""Who is answered at all: only pages of this server's own, under its own name, and with headers that close the rest.

A dashboard on one's own computer has no password, so two doors must be shut. Any web page can send requests to
127.0.0.1, and a name that somebody else owns can be made to mean 127.0.0.1 (DNS rebinding), which makes that page
"the same origin" to the browser. So the Host must be one of ours, and whoever writes or opens a websocket must come
from one of ours; everything else is refused before any work is done (OWASP, "DNS rebinding" and "Cross-site
WebSocket hijacking").
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this computer calls itself."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_CLOSED = re.compile(r"/_stcore/metrics/?$")
"""Inner routes that nobody needs."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(page: str) -> str:
    """Return the content security policy for a start page: what its own inline scripts are is told by their hash.

    Scripts are files of this server alone (`views.parts.packaged`); `'unsafe-inline'` is for Streamlit's styles.
    """
    hashes = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(page))
    scripts = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)
    parts = (
        "default-src 'self'",
        f"script-src 'self' {scripts}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(parts)


def start_page() -> str:
    """Return the page that Streamlit begins with."""
    import streamlit

    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")


class Guard:
    """An ASGI middleware: refuses strangers, closes inner routes, and adds headers to every answer."""

    def __init__(self, app: Asgi) -> None:
        """Stand before `app`."""
        self._app = app
        self._headers = [
            (name.encode(), value.encode())
            for name, value in (
                ("content-security-policy", policy(start_page())),
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            )
        ]
        self._ours = frozenset(name for name, _ in self._headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or websocket, or refuse it: 400 for a foreign name, 403 for a foreign page."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        status = self._refused(scope)
        if status and scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif status:
            await self._tell(status, send)
        else:
            await self._app(scope, receive, self._closing(send))

    def _refused(self, scope: Scope) -> int:
        """Return the status of a refusal; 0: the request may pass."""
        headers = scope["headers"]
        hosts = _values(headers, b"host")
        port = scope["server"][1]
        places = {f"{name}:{port}" for name in OWN_NAMES} | (set(OWN_NAMES) if port == 80 else set())
        if len(hosts) != 1 or hosts[0].lower() not in places:
            return 400
        if _CLOSED.search(scope["path"]):
            return 404
        if scope["type"] == "http" and scope["method"] in _READING:
            return 0
        origins = _values(headers, b"origin")
        # Programs send no Origin; every browser does, with a websocket and whenever something is written.
        foreign = any(origin.lower() not in {f"http://{place}" for place in places} for origin in origins)
        return 403 if foreign else 0

    def _closing(self, send: Send) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in self._ours]
                message["headers"] = [*kept, *self._headers]
            await send(message)

        return with_headers

    async def _tell(self, status: int, send: Send) -> None:
        headers = [(b"content-type", b"text/plain; charset=utf-8"), *self._headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": _TOLD[status].encode()})


_TOLD = {
    400: "styrgraf svarar bara under datorns egna namn: http://127.0.0.1 eller http://localhost.\n"
    "styrgraf answers only under this computer's own names.\n",
    403: "styrgraf tar inte emot något från andra sidor.\nstyrgraf takes nothing from other pages.\n",
    404: "Här finns ingenting.\nThere is nothing here.\n",
}


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1") for each, value in headers if each == name]
