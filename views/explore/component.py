"""The component that draws networks: our scripts, and the vis-network that the package pyvis ships."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from views.parts import packaged

VIS = "lib/vis-9.1.2"
"""Where in its package pyvis keeps vis-network."""


def draw(data: dict[str, Any], key: str, on_event: Callable[[], None]) -> None:
    """Show a network; `data` is plain values, `on_event` is called when somebody does something in it."""
    if get_bidi_component_manager().get("pyvis.vis") is None:
        packaged.register("pyvis", pyvis_folder(), {"vis": VIS})
    made = packaged.component("network", js="network.js", css="network.css", isolate_styles=False)
    made(data=data, key=key, on_event_change=on_event)


def tell(data: dict[str, Any], key: str, on_event: Callable[[], None]) -> None:
    """Tell the network on the same page of what is selected in it."""
    made = packaged.component("details", js="details.js", isolate_styles=False)
    made(data=data, key=key, on_event_change=on_event)


def pyvis_folder() -> Path:
    """Return the folder of the package pyvis, without importing it."""
    found = find_spec("pyvis")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pyvis is not installed")
    return Path(found.origin).parent
