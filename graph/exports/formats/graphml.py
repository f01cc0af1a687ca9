"""GraphML: the network for yEd, Gephi, Cytoscape and networkx."""

import networkx

from graph.exports.data import network
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.texts import Text


def write(subject: Subject) -> bytes:
    """Return the network, each fact a typed attribute of its node or edge."""
    made = network.plain(network.graph(subject))
    # Never write_graphml(): it writes otherwise where lxml happens to be installed.
    lines = networkx.generate_graphml(made, encoding="utf-8", prettyprint=True)
    return network.readable("<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(lines) + "\n")


EXPORT = Export(
    name="graphml",
    title=Text("GraphML (yEd, Cytoscape)", "GraphML (yEd, Cytoscape)"),
    suffix=".graphml",
    media_type="application/graphml+xml",
    write=write,
)
