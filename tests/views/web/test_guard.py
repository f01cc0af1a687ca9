"""A dashboard on one's own computer answers its own pages alone."""

import asyncio
import base64
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from graph.port import Store
from tests.support.browsing import served, visit, window
from views.web.guard import Guard, policy

PORT = 8501


def answered(scope_type: str = "http", path: str = "/", method: str = "GET", **headers: str) -> list[dict[str, Any]]:
    """Return what a guarded application sends for one request; it says 200 to everything that reaches it."""
    sent: list[dict[str, Any]] = []

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"X-Frame-Options", b"ALLOWALL")]})
        await send({"type": "http.response.body", "body": b"inside"})

    async def receive() -> dict[str, Any]:
        return {"type": f"{scope_type}.connect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {
        "type": scope_type,
        "method": method,
        "path": path,
        "server": ("127.0.0.1", PORT),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Guard(inside)(scope, receive, send))
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST:8501", "[::1]:8501"])
def test_the_computers_own_names_are_answered(host: str) -> None:
    assert answered(host=host)[0]["status"] == 200
    assert answered("websocket", host=host, origin=f"http://{host}")[0]["type"] == "websocket.accept"


STRANGERS = [
    "rebind.example:8501",
    "rebind.example",
    "127.0.0.1",
    "127.0.0.1:8502",
    "127.0.0.1.rebind.example:8501",
    "localhost.rebind.example:8501",
    "127.1:8501",
    "[::1]",
    "user@127.0.0.1:8501",
    "",
]


@pytest.mark.parametrize("host", STRANGERS)
def test_every_other_name_is_refused_before_any_work(host: str) -> None:
    assert answered(host=host)[0]["status"] == 400
    assert answered("websocket", host=host, origin=f"http://{host}") == [{"type": "websocket.close", "code": 1008}]


def test_a_request_without_a_name_or_with_two_is_refused() -> None:
    assert answered()[0]["status"] == 400
    sent: list[Any] = []

    async def never(*_: Any) -> Any:
        pytest.fail("it came through")

    async def send(message: Any) -> None:
        sent.append(message)

    twice = [(b"host", b"127.0.0.1:8501"), (b"host", b"rebind.example:8501")]
    scope = {"type": "http", "method": "GET", "path": "/", "server": ("127.0.0.1", PORT), "headers": twice}
    asyncio.run(Guard(never)(scope, never, send))
    assert sent[0]["status"] == 400


FOREIGN = ["http://evil.example", "https://127.0.0.1:8501", "http://127.0.0.1:8502", "null", "http://localhost"]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_page_neither_writes_nor_opens_a_websocket(origin: str) -> None:
    host = "127.0.0.1:8501"
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert answered(method=method, path="/_stcore/upload_file/a/b", host=host, origin=origin)[0]["status"] == 403
    assert answered("websocket", host=host, origin=origin) == [{"type": "websocket.close", "code": 1008}]


def test_a_link_in_a_mail_leads_to_a_page() -> None:
    assert answered(host="127.0.0.1:8501", origin="https://mail.example")[0]["status"] == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/"])
def test_inner_routes_are_closed(path: str) -> None:
    assert answered(path=path, host="127.0.0.1:8501")[0]["status"] == 404


def test_every_answer_bears_the_headers_and_refusals_too() -> None:
    for sent in (answered(host="127.0.0.1:8501"), answered(host="rebind.example")):
        headers = dict(sent[0]["headers"])
        assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
        assert b"unsafe-eval" not in headers[b"content-security-policy"]
        scripts = headers[b"content-security-policy"].partition(b"script-src ")[2].partition(b";")[0]
        assert b"blob:" not in scripts  # what components run are files of ours
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert headers[b"referrer-policy"] == b"same-origin"
        assert [value for name, value in sent[0]["headers"] if name.lower() == b"x-frame-options"] == [b"DENY"]


def test_only_the_inline_scripts_of_the_start_page_may_run() -> None:
    page = "<script>one()</script><p></p><script src='x'></script>"
    assert policy(page).count("'sha256-") == 1
    assert policy("<p></p>").count("'sha256-") == 0


@pytest.fixture(scope="module")
def site(real_store: Store) -> Iterator[str]:
    with served(real_store.address) as address:
        yield address


def _status(address: str, path: str, **headers: str) -> int:
    asked = urllib.request.Request(f"{address}{path}", headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _handshake(address: str, host: str, origin: str) -> str:
    """Return the first line of the server's answer to a websocket's handshake."""
    place = urlsplit(address)
    assert place.hostname is not None
    key = base64.b64encode(b"0123456789abcdef").decode()
    asked = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Origin: {origin}\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=10) as line:
        line.sendall(asked.encode())
        return line.recv(1000).decode("latin-1").splitlines()[0]


def test_the_running_server_is_guarded(site: str) -> None:
    own = urlsplit(site).netloc
    port = urlsplit(site).port
    for path in ("", "grupp", "_stcore/health", "static/", "_stcore/host-config"):
        assert _status(site, path, Host=f"rebind.example:{port}") == 400, path
    assert _status(site, "") == 200
    assert _status(site, "_stcore/metrics") == 404
    with urllib.request.urlopen(f"{site}_stcore/host-config", timeout=10) as answer:  # noqa: S310 - our own server
        assert b"streamlit" not in answer.read(), "no foreign page may hold ours"
    assert " 101 " in _handshake(site, own, f"http://{own}")
    foreign = f"rebind.example:{port}"
    assert " 403 " in _handshake(site, foreign, f"http://{foreign}")
    assert " 403 " in _handshake(site, own, "http://evil.example")


def test_a_foreign_page_cannot_hold_ours_in_a_frame(site: str, browser: Browser, tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text(f'<iframe src="{site}" width="800" height="600"></iframe>', "utf-8")
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(outside.as_uri())
    page.wait_for_timeout(1_000)
    context.close()
    assert any("frame-ancestors" in line for line in refused), refused


def test_the_start_page_is_whole_under_the_policy(site: str, browser: Browser) -> None:
    with window(browser) as page:
        assert "styrgraf" in visit(page, site)
