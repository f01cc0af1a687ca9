"""RDF as Turtle: statements that are kept by what they are about, and written sorted, fast and the same each time.

Terms are rdflib's. Its own writer takes minutes for a store of national size.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[A-Za-z0-9_])?", re.ASCII)
"""What may stand behind a prefix without any escape, and then some that may too."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_STEP = "    "


class Triples:
    """Statements in the making; a nameless thing (BNode) must be the object of exactly one of them."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Begin with prefixes and the namespaces that they stand for."""
        self._prefixes = prefixes
        self._about: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._objects: set[Node] = set()
        self._names: dict[str, str] = {}

    def add(self, subject: Node, predicate: Node, told: Node) -> None:
        """State something, once however often it is said."""
        self._about.setdefault(subject, {}).setdefault(predicate, {})[told] = None
        if isinstance(told, URIRef):
            self._objects.add(told)

    def says(self, subject: Node, predicate: Node, told: Node) -> bool:
        """Tell whether this was stated."""
        return told in self._about.get(subject, {}).get(predicate, {})

    def refers_to(self, thing: URIRef) -> bool:
        """Tell whether some statement leads to a thing."""
        return thing in self._objects

    def turtle(self) -> str:
        """Return everything as Turtle."""
        heads = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(self._prefixes.items())]
        named = sorted((self._term(each), each) for each in self._about if not isinstance(each, BNode))
        blocks = (f"{name} {self._statements_of(each, _STEP)} ." for name, each in named)
        return "\n".join(heads) + "\n\n" + "\n\n".join(blocks) + "\n"

    def _statements_of(self, subject: Node, indent: str) -> str:
        """Return all that is said of something, its classes first."""
        said = self._about[subject]
        predicates = sorted((each != RDF.type, self._term(each), each) for each in said)
        return f" ;\n{indent}".join(
            f"{'a' if each == RDF.type else name} {self._listed(said[each], indent)}" for _, name, each in predicates
        )

    def _listed(self, objects: Iterable[Node], indent: str) -> str:
        return f",\n{indent}{_STEP}".join(sorted(self._written(objects, indent + _STEP)))

    def _written(self, objects: Iterable[Node], indent: str) -> Iterator[str]:
        for each in objects:
            if isinstance(each, BNode):
                yield f"[ {self._statements_of(each, indent + _STEP)} ]"
            else:
                yield self._term(each)

    def _term(self, term: Node) -> str:
        if not isinstance(term, Literal):
            return self._name(str(term))
        text = f'"{str(term).translate(_ESCAPES)}"'
        if term.language:
            return f"{text}@{term.language}"
        return f"{text}^^{self._name(str(term.datatype))}" if term.datatype else text

    def _name(self, iri: str) -> str:
        """Return an IRI, with a prefix where it can have one; raises ValueError for one that can't be written."""
        found = self._names.get(iri)
        if found is None:
            found = self._names[iri] = self._prefixed(iri) or _whole(iri)
        return found

    def _prefixed(self, iri: str) -> str | None:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return None


def _whole(iri: str) -> str:
    if re.search(r'[\x00-\x20<>"{}|^`\\]', iri):
        raise ValueError(f"{iri!r} is no IRI")
    return f"<{iri}>"
