"""The packaged component that draws networks: our scripts, and the vis-network that the package pyvis ships.

Both are folders that Streamlit serves from where they are installed. They are registered here by Streamlit's own
manifests rather than found by its search for `pyproject.toml`, which an editable install does not pass.
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

_OURS = Path(__file__).parents[1]
_PICTURE, _DETAILS = "styrgraf.network", "styrgraf.details"
VIS = "lib/vis-9.1.2"
"""Where in its package pyvis keeps vis-network."""


def draw(data: dict[str, Any], key: str, on_event: Callable[[], None]) -> None:
    """Show a network; `data` is plain values, `on_event` is called when somebody does something in it."""
    _register()
    made = st.components.v2.component(_PICTURE, js="network.js", css="network.css", isolate_styles=False)
    made(data=data, key=key, on_event_change=on_event)


def tell(data: dict[str, Any], key: str, on_event: Callable[[], None]) -> None:
    """Tell the network on the same page of what is selected in it."""
    _register()
    made = st.components.v2.component(_DETAILS, js="details.js", isolate_styles=False)
    made(data=data, key=key, on_event_change=on_event)


def _register() -> None:
    manager = get_bidi_component_manager()
    if manager.get(_DETAILS) is None:
        manager.register_from_manifest(_manifest("pyvis", VIS, "vis"), pyvis_folder())
        manager.register_from_manifest(_manifest("styrgraf", "assets/network", "network", "details"), _OURS)


def _manifest(package: str, folder: str, *names: str) -> ComponentManifest:
    return ComponentManifest(package, "0", [ComponentConfig(name, folder) for name in names])


def pyvis_folder() -> Path:
    """Return the folder of the package pyvis, without importing it."""
    found = find_spec("pyvis")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pyvis is not installed")
    return Path(found.origin).parent
