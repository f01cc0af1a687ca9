"""What a picture tells: nodes and edges turned into boxes with words, colours and sources, not yet placed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph import kinds
from graph.exports import comparison, wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Change, Edge, Node, Scene, scene
from graph.exports.pictures import palette
from graph.exports.pictures.form import Request
from graph.exports.pictures.palette import Palette
from graph.exports.pictures.picture import Shape
from graph.exports.pictures.placing import HOLLOW, MIDDLE_NAME, NAME, Beside, Item, Piece, Section
from graph.exports.spans import Span
from graph.names import swedish_key
from graph.texts import Language, Text

_TIES = ("prepares_for", "supports", "acts_as", "counterpart_of", "part_of")
"""Links that are drawn as arrows, the most telling first."""
VACANCY = "vacancy"
"""What a box that stands for a vacant seat is, in place of a kind."""
_SHAPES: dict[str, Shape] = {
    "box": "box",
    "ellipse": "ellipse",
    "hexagon": "hexagon",
    "capsule": "capsule",
    "note": "note",
}


def national(node: Node) -> bool:
    """Tell whether a node stands on the national level."""
    return node.known_kind is not None and node.known_kind.level == 1


def hosted(node: Node) -> bool:
    """Tell whether a node needs a host."""
    return node.known_kind is not None and node.known_kind.hosted


def colourful(node: Node) -> bool:
    """Tell whether a node bears a colour of its own."""
    return node.known_kind is not None and _bears_colour(node.known_kind)


def _bears_colour(kind: kinds.OrganisationKind) -> bool:
    """Tell whether bodies of a kind bear colours of their own: hosts on the level of sjukvårdsregioner."""
    return kind.host and kind.level == 2


def by_first_words(item: Item) -> tuple[str, str]:
    """Return a key that sorts boxes by what they show first."""
    return swedish_key(item.pieces[0].full or item.pieces[0].text), item.id


def _signed(piece: Piece) -> Piece:
    full = comparison.signed(piece.full or piece.text, piece.change)
    return piece._replace(text=comparison.signed(piece.text, piece.change), full=full)


def _shape(node: Node) -> Shape:
    if node.known_kind is None:
        return "person" if node.kind == PERSON else "box"
    return _SHAPES.get(node.known_kind.shape, "box")


def role_rank(role: str) -> int:
    """Return the place of a role, the chair first."""
    return kinds.ROLES[role].rank if role in kinds.ROLES else 99


def kind_rank(kind: str) -> tuple[int, int, str]:
    """Return the place of a kind from the national level downwards, persons last."""
    order = list(kinds.ORGANISATION_KINDS)
    return (kinds.ORGANISATION_KINDS[kind].level, order.index(kind), "") if kind in order else (9, 0, kind)


def by_kind(node: Node) -> tuple[tuple[int, int, str], tuple[str, str]]:
    """Return a key that sorts nodes from the national level downwards, then by name."""
    return kind_rank(node.kind), node.order


def prepare(request: Request, *, brief: bool = False) -> "Drawing":
    """Return what boxes are made with, from elements in any order."""
    before, names = request.before, request.names
    found = comparison.compared(before, request.elements) if before else scene(request.elements)
    # An id begins with its kind (DESIGN §3); the rest of the store's bodies have nothing else to tell theirs.
    beginnings = tuple(f"{kind.name}-" for kind in kinds.ORGANISATION_KINDS.values() if _bears_colour(kind))
    bodies = {node.id for node in found.nodes.values() if colourful(node)}
    bodies.update(id_ for id_ in names if id_.startswith(beginnings) and id_ not in found.nodes)
    since = before.as_of if before else ""
    colours = palette.assign(bodies)
    return Drawing(found, request.language, colours, names, brief, since, request.sources)


class Drawing(NamedTuple):
    """What the boxes of one picture are made with."""

    scene: Scene
    language: Language
    colours: Palette
    names: Mapping[str, str]
    brief: bool
    """Show of a last observation the year alone."""
    since: str = ""
    """The earlier day to compare with; then colours tell what happened since."""
    sources: Mapping[str, str] = {}
    """What sources are called, by id."""

    def sorted_nodes(self) -> list[Node]:
        """Return all nodes, by name."""
        return sorted(self.scene.nodes.values(), key=lambda node: node.order)

    def section(
        self,
        id_: str,
        heading: Text,
        items: Sequence[Item],
        note: Text | None = None,
    ) -> Section:
        """Return a section; its heading tells how many items it has, without those that are gone."""
        text = wording.capital(heading.of(self.language))
        count = sum(item.change != "gone" for item in items)
        return Section(
            id_,
            f"{text} ({count})",
            note.of(self.language) if note else "",
            tuple(items),
        )

    # ---- boxes

    def item(
        self,
        node: Node,
        pieces: Sequence[Piece],
        edges: Iterable[Edge],
        fills: Sequence[str] = (palette.PLAIN,),
        *,
        hatched: bool = False,
        dashed: bool = False,
        said: str = "",
        tied: bool = False,
        change: Change | None = None,
    ) -> Item:
        """Return a box's contents; its note repeats them whole, with the sources of the edges.

        `said` is told in the note alone. What is shown only because of its edges is `tied`: it goes with them,
        unless the `change` is given.
        """
        label = clean(node.label)
        edges = list(edges)
        ids = sorted({source for edge in edges for source in edge.sources})
        if not self.since:
            change = ""
        else:
            if change is None:
                change = (comparison.of_tied if tied else comparison.of_standing)(node, edges)
            first, *others = pieces
            if not (tied and change in ("added", "gone", "first_seen")):  # else the box's own sign tells it
                others = list(map(_signed, others))
            was = [Piece(wording.WAS.fill(name=clean(node.was)).of(self.language))] if clean(node.was) else []
            pieces = [first._replace(text=comparison.signed(first.text, change), full=first.text), *was, *others]
            fills = (comparison.MARKS[change].fill if change else palette.PLAIN,)
            hatched, dashed = False, change == "gone"
        lines = [
            comparison.signed(label, change),
            *([said] if said else []),
            *(piece.full or piece.text for piece in pieces[1:]),
        ]
        if ids:
            lines.append(wording.SOURCES_ARE.fill(ids=", ".join(map(clean, ids))).of(self.language))
        return Item(
            node.id,
            node.kind,
            label,
            _shape(node),
            tuple(pieces),
            "\n".join(lines),
            tuple(fills),
            hatched,
            dashed,
            change=change,
        )

    def colour(self, node: Node) -> str:
        """Return the colour of a body, else that of the only sjukvårdsregion that it is known to belong to."""
        if node.id in self.colours.colours:
            return self.colours.of(node.id)
        above = {edge.end for edge in self.scene.out(node.id, "part_of")} & set(self.colours.colours)
        return self.colours.of(above.pop()) if len(above) == 1 else palette.OTHER

    def statement(self, text: str, edge: Edge) -> Piece:
        """Return a line that says something, how sure it is, and what happened to it."""
        short, long = (
            f"{text}{wording.standing(edge, self.language, brief=brief)}".strip() for brief in (self.brief, False)
        )
        return Piece(short, dot=HOLLOW if edge.unconfirmed else None, full=long, change=edge.change if text else "")

    def body_piece(self, body: Node, edge: Edge) -> Piece:
        """Return the line of a body that somebody represents."""
        if self.since:
            return Piece(wording.short(body), change=edge.change)
        return Piece(wording.short(body), dot=self.colour(body))

    def hosts(self, node: Node, status: str) -> list[tuple[Node, Edge]]:
        """Return a group's hosts of a status, sorted."""
        found = [
            (self.scene.nodes[edge.start], edge)
            for edge in self.scene.into(node.id, "hosts")
            if (edge.status == "dormant") == (status == "dormant")
        ]
        return sorted(found, key=lambda pair: (pair[0].order, pair[1]))

    def host_fills(self, node: Node) -> tuple[tuple[str, ...], bool, bool]:
        """Return the colours of a group's active hosts, whether it has none, and whether one is dormant."""
        active = self.hosts(node, "active")
        fills = tuple(dict.fromkeys(self.colour(host) for host, edge in active if edge.change != "gone"))
        return fills or (palette.PLAIN,), not fills, bool(self.hosts(node, "dormant"))

    def hosted_item(self, node: Node) -> Item:
        """Return a group that needs a host, with what is known of it."""
        pieces = [Piece(wording.headed(node), NAME)]
        for host, edge in self.hosts(node, "active"):
            pieces.append(self.statement(wording.HOST.fill(host=wording.short(host)).of(self.language), edge))
        fills, hatched, dashed = self.host_fills(node)
        if hatched:
            pieces.append(Piece(wording.UNKNOWN_HOST.of(self.language)))
        for host, edge in self.hosts(node, "dormant"):
            pieces.append(self.statement(wording.DORMANT_HOST.fill(host=wording.short(host)).of(self.language), edge))
        for edge in self.scene.into(node.id, "acts_as"):
            inverse = kinds.RELATIONS["acts_as"].inverse.of(self.language)
            said = self.statement(f"{inverse} {wording.short(self.scene.nodes[edge.start])}", edge)
            pieces.append(said)
        edges = self.scene.into(node.id, "hosts", "acts_as")
        return self.item(node, pieces, edges, fills, hatched=hatched, dashed=dashed)

    def host_item(self, node: Node) -> Item:
        """Return a host, with how much it hosts."""
        edges = self.scene.out(node.id, "hosts")
        pieces = [Piece(wording.short(node), NAME), *(Piece(text) for text in self.counts(edges))]
        if len(pieces) == 1:
            pieces.append(Piece(wording.HOSTS_NOTHING.of(self.language)))
        pieces += (
            self.statement(wording.headed(self.scene.nodes[edge.end]), edge)
            for edge in sorted(edges, key=lambda edge: (edge.change, self.scene.nodes[edge.end].order))
            if edge.change
        )
        return self.item(node, pieces, edges, (self.colour(node),))._replace(shape="capsule")

    def counts(self, hostings: Sequence[Edge]) -> list[str]:
        """Return what a body hosts, in numbers: `värd för 4 NPO och 1 NSG`."""
        lines = []
        for dormant, text in ((False, wording.HOSTS_COUNTED), (True, wording.DORMANT_COUNTED)):
            of_kind: dict[str, set[str]] = {}
            for edge in hostings:
                if (edge.status == "dormant") == dormant and edge.change != "gone":
                    of_kind.setdefault(self.scene.nodes[edge.end].kind, set()).add(edge.end)
            parts = [
                wording.tight(f"{len(of_kind[kind])} {wording.abbreviation(kind, self.language, len(of_kind[kind]))}")
                for kind in sorted(of_kind, key=kind_rank)
            ]
            if parts:
                lines.append(text.fill(counts=wording.listed(parts, self.language)).of(self.language))
        return lines

    def plain_item(
        self,
        node: Node,
        name: str,
        statements: Sequence[Piece],
        edges: Sequence[Edge],
        said: str = "",
        change: Change | None = None,
    ) -> Item:
        """Return a body or group with given statements, in its own or its host's colour."""
        pieces = [Piece(name, NAME), *statements]
        fills: tuple[str, ...] = (palette.PLAIN,)
        dashed = False
        if node.id in self.colours.colours:
            fills = (self.colour(node),)
        elif hosted(node) and self.scene.into(node.id, "hosts"):
            fills, _, dashed = self.host_fills(node)  # who is not in the picture may host it
        return self.item(node, pieces, edges, fills, dashed=dashed, said=said, tied=True, change=change)

    # ---- the steering band, and what stands beside a middle box

    def steering(self, nodes: Sequence[Node]) -> tuple[Item, list[Beside], list[Beside]]:
        """Return the steering group, what prepares for it (shown to the left), and the rest (to the right)."""
        middle = min(nodes, key=lambda node: (kind_rank(node.kind), node.order))
        left: list[Beside] = []
        right: list[Beside] = []
        for node in nodes:
            if node is not middle:
                ties = [edge for edge in self.scene.out(node.id, *_TIES) if edge.end == middle.id]
                beside = self.tied(node, ties, inward=True)
                (left if "prepares_for" in beside.kinds else right).append(beside)
        name = Piece(clean(middle.label), MIDDLE_NAME)
        return self.item(middle, [name], []), left, right

    def tied(self, node: Node, edges: Sequence[Edge], *, inward: bool) -> Beside:
        """Return a node and the arrow that its edges make, the most telling of them first."""
        told = sorted(edges, key=lambda edge: (_TIES.index(edge.kind) if edge.kind in _TIES else -1, edge))
        if len(told) > 1:
            told = [edge for edge in told if edge.kind != "part_of"] or told[:1]
        dormant = bool(told) and all(edge.status == "dormant" for edge in told)
        verbs = [comparison.signed(self.verb(edge), edge.change) for edge in told]
        verb = wording.listed(dict.fromkeys(verbs), self.language) if verbs else ""
        stale = any(edge.unconfirmed for edge in told)
        said = next((text for edge in told if (text := wording.standing(edge, self.language))), "")
        ends = [self.scene.nodes[end] for edge in told[:1] for end in (edge.start, edge.end)]
        tie = [clean(ends[0].label), f"{verb}{said}", clean(ends[1].label)] if ends else []
        # What happened to the tie is told at the arrow; a box that was not there before came with it.
        change = node.change if node.change != "first_seen" else None
        item = self.plain_item(node, clean(node.label), (), told, " ".join(tie), change)
        if not self.since and any(edge.kind == "hosts" for edge in told):
            item = item._replace(fills=(self.colour(node),))
        kinds_told = tuple(edge.kind for edge in told)
        return Beside(item._replace(centred=True), verb, said.strip(), stale, inward, kinds_told, dormant)

    def verb(self, edge: Edge) -> str:
        """Return what one end of an edge does to the other."""
        dormant = edge.kind == "hosts" and edge.status == "dormant"
        said = kinds.HOSTING_STATUSES["dormant"].label if dormant else kinds.RELATIONS[edge.kind].verb
        return said.of(self.language)

    def beside(self, node: Node) -> tuple[list[Beside], list[Beside]]:
        """Return what a node belongs to, to the left, and what carries it, to the right."""
        sides: list[list[Beside]] = []
        for inward in (False, True):
            found: dict[str, list[Edge]] = {}
            if inward:
                for edge in self.scene.into(node.id, "hosts", "prepares_for", "supports", "acts_as"):
                    found.setdefault(edge.start, []).append(edge)
            else:
                for edge in self.scene.out(node.id, *_TIES):
                    found.setdefault(edge.end, []).append(edge)
            taken = {each.item.id for side in sides for each in side}
            ends = sorted((self.scene.nodes[end] for end in found if end not in taken), key=by_kind)
            tied = [self.tied(end, found[end.id], inward=inward) for end in ends]
            sides.append(sorted(tied, key=lambda each: ("hosts" not in each.kinds, each.dashed)))
        return sides[0], sides[1]

    def middle_item(self, node: Node) -> Item:
        """Return the node that the picture is about."""
        pieces = [Piece(clean(node.label), MIDDLE_NAME)]
        pieces += (Piece(text) for text in self.counts(self.scene.out(node.id, "hosts")))
        if not hosted(node):
            bears = node.id in self.colours.colours or self.scene.out(node.id, "hosts")
            own = self.colour(node) if bears else palette.PLAIN
            return self.item(node, pieces, [], (own,))._replace(centred=True)
        fills, hatched, dashed = self.host_fills(node)
        if hatched:
            pieces.append(Piece(wording.UNKNOWN_HOST.of(self.language)))
        item = self.item(node, pieces, [], fills, hatched=hatched, dashed=dashed)
        return item._replace(centred=True)

    # ---- seats

    def vacancy(self, span: Span) -> Item:
        """Return a vacant seat: its role and whom it represents."""
        known = kinds.ROLES.get(span.role)
        said = wording.VACANT.fill(role=known.label.of(self.language) if known else clean(span.role)).of(self.language)
        bodies = [clean(self.names.get(body, body)) for body in span.bodies]
        lines = [said, *bodies]
        if span.sources:
            lines.append(wording.SOURCES_ARE.fill(ids=", ".join(map(clean, span.sources))).of(self.language))
        pieces = (Piece(said, NAME), *map(Piece, bodies))
        return Item(span.id, VACANCY, said, "person", pieces, "\n".join(lines), dashed=True)

    def bodies(self, seat: Edge) -> list[tuple[Node, Edge]]:
        """Return the bodies that a person represents by a seat, sorted."""
        found = [
            (self.scene.nodes[edge.end], edge)
            for edge in self.scene.out(seat.start, "represents")
            if edge.in_group == seat.end and (edge.role, edge.status) == (seat.role, seat.status)
        ]
        return sorted(found, key=lambda pair: (not colourful(pair[0]), pair[0].order, pair[1]))
