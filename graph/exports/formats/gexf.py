"""GEXF: the network for Gephi."""

import re

import networkx

from graph.exports.data import network
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.texts import Text

_META = re.compile(r'<meta lastmodifieddate="[^"]*">\s*<creator>[^<]*</creator>\s*</meta>')


def write(subject: Subject) -> bytes:
    """Return the network; its date is the day that is asked for, not that of writing."""
    made = network.plain(network.graph(subject))
    made.graph["name"] = made.graph["title"]
    for _, _, key, facts in made.edges(keys=True, data=True):
        facts["id"] = key
    text = "\n".join(networkx.generate_gexf(made, encoding="utf-8", prettyprint=True))
    meta = f'<meta lastmodifieddate="{subject.as_of}">\n    <creator>styrgraf</creator>\n  </meta>'
    dated, found = _META.subn(meta, text, count=1)
    if found != 1:
        raise AssertionError("networkx writes its GEXF header otherwise than before")
    return network.readable(f"<?xml version='1.0' encoding='utf-8'?>\n{dated}\n")


EXPORT = Export(
    name="gexf",
    title=Text("GEXF (Gephi)", "GEXF (Gephi)"),
    suffix=".gexf",
    media_type="application/gexf+xml",
    write=write,
)
