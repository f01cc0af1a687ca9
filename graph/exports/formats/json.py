"""JSON as node-link, which networkx, D3 and others read: `networkx.node_link_graph(data, edges="edges")`."""

import json

import networkx

from graph.exports.data import network
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.texts import Text


def write(subject: Subject) -> bytes:
    """Return nodes and edges with kind, label, dates, certainty and sources; `graph` tells scope and day."""
    data = networkx.node_link_data(network.graph(subject), edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


EXPORT = Export(
    name="json",
    title=Text("JSON: noder och samband", "JSON: nodes and edges"),
    suffix=".json",
    media_type="application/json",
    write=write,
)
