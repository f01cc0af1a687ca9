"""How the dashboard is started: the server's command and environment, without importing Streamlit.

Settings are flags rather than `.streamlit/config.toml`, which Streamlit reads from wherever it is started.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from graph.stores.addresses import VARIABLE
from graph.texts import Text

ACCENT = "#0b5c73"
"""The one colour for what can be clicked."""
ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8501
_TAKEN = Text(
    "Port {port} används redan. Är styrgraf öppet i ett annat fönster? Annars: styrgraf app --port ETT_ANNAT_TAL",
    "Port {port} is in use. Is styrgraf open in another window? Otherwise: styrgraf app --port ANOTHER_NUMBER",
)
_APP = Path(__file__).resolve().parents[2] / "app.py"
_SETTINGS: Mapping[str, str] = {
    "server.address": ADDRESS,
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "server.maxUploadSize": "20",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.showSidebarNavigation": "false",
    "logger.hideWelcomeMessage": "true",
    "logger.level": "warning",
    "runner.magicEnabled": "false",
    "runner.postScriptGC": "false",  # a tenth of a second for each click; Python collects by itself
    "theme.base": "light",
    "theme.primaryColor": ACCENT,
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f6f7",
    "theme.textColor": "#1c2b33",
    "theme.linkColor": ACCENT,
    "theme.baseRadius": "6px",
    "theme.font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', 'DejaVu Sans', sans-serif",
}


def command(port: int = DEFAULT_PORT, *, browser: bool = True) -> list[str]:
    """Return the command that serves the dashboard on `port`; with `browser` it opens a window there."""
    flags = {
        **_SETTINGS,
        "server.port": str(port),
        "server.headless": "false" if browser else "true",
        "client.allowedOrigins": f"http://{ADDRESS}:{port}",  # by default Streamlit's own hosts may hold the page
    }
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(_APP),
        *(part for name, value in flags.items() for part in (f"--{name}", value)),
    ]


def environment(store_address: str) -> dict[str, str]:
    """Return the environment for `command`: this one, with the address of the store to open."""
    return {**os.environ, VARIABLE: store_address}


def free(port: int) -> bool:
    """Tell whether nobody listens on the port yet."""
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex((ADDRESS, port)) != 0


def run(store_address: str, port: int = DEFAULT_PORT) -> int:
    """Serve the dashboard until it is stopped, in place of this process where the system allows that."""
    if not free(port):
        print(_TAKEN.fill(port=port).of("en" if os.environ.get("STYRGRAF_LANG") == "en" else "sv"), file=sys.stderr)
        return 2
    wanted = command(port)
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform != "win32":
        # The server takes this process over: whoever stops `styrgraf app` stops the server.
        os.execve(wanted[0], wanted, environment(store_address))  # noqa: S606 - our own command
    try:
        return subprocess.run(wanted, env=environment(store_address), check=False).returncode
    except KeyboardInterrupt:
        return 0
