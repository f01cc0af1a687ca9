"""Components whose scripts Streamlit serves as files, so that a page runs none that `blob:` would have to allow.

They are registered here by Streamlit's own manifests rather than found by its search for `pyproject.toml`, which an
editable install does not pass.
"""

import threading
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

ASSETS = Path(__file__).parents[1] / "assets"
_PACKAGE = "styrgraf"
_COMPONENTS = {
    "network": "assets/network",
    "details": "assets/network",
    "upload": "assets/upload",
    **{script.stem: "assets" for script in sorted(ASSETS.glob("*.js"))},
}
"""The folder of each; a script in the midst of `assets` is one of its own name."""
_registering = threading.Lock()


def component(name: str, **parts: Any) -> Any:
    """Return one of our components; `parts` are what Streamlit takes: files by name, and HTML as text."""
    with _registering:
        if get_bidi_component_manager().get(f"{_PACKAGE}.{name}") is None:
            register(_PACKAGE, ASSETS.parent, _COMPONENTS)
    return st.components.v2.component(f"{_PACKAGE}.{name}", **parts)


def register(package: str, root: Path, components: dict[str, str]) -> None:
    """Let the server serve folders of a package, by the names of the components that they hold."""
    manifest = ComponentManifest(package, "0", [ComponentConfig(*each) for each in components.items()])
    get_bidi_component_manager().register_from_manifest(manifest, root)
