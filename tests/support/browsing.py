"""A real browser and a real server for tests: windows that let nothing pass unseen, and axe-core."""

import re
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, ViewportSize, expect, sync_playwright

from tests.support.fetched import CannotFetch, from_npm
from tests.support.here import TESTS, browser_program, cannot_run_here
from views.web import server

LOCK = TESTS / "axe"
ARGUMENTS = [
    f"--{name}"
    for name in (
        *("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run"),
        *("disable-background-networking", "disable-component-update", "disable-sync"),
    )
]
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1400, height=900)
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        yield started
        started.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(store_address: str, port: int = 0) -> Iterator[str]:
    """Start the server as `styrgraf app` does, without its window; yield the address of the start page."""
    port = port or free_port()
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            server.command(port, browser=False),
            env=server.environment(store_address),
            cwd=tempfile.gettempdir(),
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as running,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", running)
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()
            running.wait(20)
        log.seek(0)
        told = log.read().decode()
        assert "Traceback" not in told, told


def _wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert running.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer")


@contextmanager
def window(browser: Browser, size: ViewportSize = DESK, *, fresh: bool = False) -> Iterator[Page]:
    """Open a window, which fails on scripts that break and on requests that leave the machine.

    `fresh` is a browser that has never been here; other windows share what the browser keeps.
    """
    context = browser.contexts[0] if browser.contexts and not fresh else _new_context(browser)
    page = context.new_page()
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    strangers: list[str] = []
    broken: list[str] = []

    def noticed(dialog: Dialog) -> None:
        broken.append(f"dialog: {dialog.message}")
        dialog.dismiss()  # or the page waits for an answer without end

    page.on("request", lambda request: None if HERE.match(request.url) else strangers.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("dialog", noticed)
    yield page
    page.close()
    if fresh:
        context.close()
    assert strangers == []
    assert broken == []


def _new_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="sv-SE", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    return context


def visit(page: Page, address: str) -> str:
    """Open an address, wait until the page is whole, and return what people read there."""
    page.goto(address)
    return read(page)


def read(page: Page) -> str:
    """Wait until the page is whole and return what people read on it."""
    page.locator(".sg-footer").wait_for()
    page.locator("#sg-search").wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # widgets whose script is still on its way
    return " ".join(page.locator("body").inner_text().split())


def too_wide(page: Page) -> list[str]:
    """Return what makes the page wider than the screen."""
    found: list[str] = page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid=stMain]')
          if (Math.max(document.documentElement.scrollWidth, main.scrollWidth) <= window.innerWidth) return []
          return [...main.querySelectorAll('*')]
            .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
            .map(each => each.outerHTML.slice(0, 120))
        }"""
    )
    return found


def axe_core() -> str:
    """Return axe-core, a script, from npm exactly as tests/axe locks it."""
    try:
        return (from_npm("axe", LOCK) / "axe-core" / "axe.min.js").read_text("utf-8")
    except CannotFetch as reason:
        cannot_run_here(reason)


def findings(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, { preload: false, resultTypes: ['violations'] })")
    assert found["passes"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]
