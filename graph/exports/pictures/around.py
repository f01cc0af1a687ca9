"""What stands around a body, a group or a person: a band for each sort of tie, with those at its other end."""

from collections.abc import Callable, Sequence
from functools import partial

from graph import kinds
from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Edge, Node
from graph.exports.pictures.contents import Drawing, by_first_words, by_kind, kind_rank, role_rank
from graph.exports.pictures.placing import NAME, Item, Piece, Section
from graph.texts import LANGUAGES, Text


def sections(made: Drawing, node: Node, shown: set[str]) -> list[Section]:
    """Return the bands around a node; for a body or group without what is `shown` already, which grows."""
    return _of_person(made, node) if node.kind == PERSON else _of_body(made, node, shown)


def _of_body(made: Drawing, node: Node, shown: set[str]) -> list[Section]:
    """Return the bands below a body or group, leaving out what is shown already."""
    short = wording.short(node)
    return [
        *_tied_by(made, "hosts", wording.HOSTED_KINDS, node, shown, outward=True),
        *_people(made, "sitting", wording.SITTING, _sitting(made, node), _shared_roles(made, node)),
        *_tied_by(made, "part_of", wording.KINDS, node, shown),
        *_tied_by(made, "counterpart_of", wording.MIRRORING_KINDS, node, shown),
        *_people(made, "representing", wording.REPRESENTING.fill(body=short), _representing(made, node)),
    ]


def _tied_by(
    made: Drawing, relation: str, heading: Text, node: Node, shown: set[str], *, outward: bool = False
) -> list[Section]:
    """Return a section for each kind of body at the other end of a relation; each body is drawn once."""
    found: dict[str, dict[str, list[Edge]]] = {}
    for edge in made.scene.out(node.id, relation) if outward else made.scene.into(node.id, relation):
        end = edge.end if outward else edge.start
        if end not in shown:
            found.setdefault(made.scene.nodes[end].kind, {}).setdefault(end, []).append(edge)
    sections = []
    for kind in sorted(found, key=kind_rank):
        items = []
        for end in found[kind]:
            other = made.scene.nodes[end]
            mixed = len({edge.change for edge in found[kind][end]}) > 1
            told = [
                made.statement(made.verb(edge) if mixed or edge.status == "dormant" else "", edge)
                for edge in found[kind][end]
            ]
            told = [piece for piece in told if piece.text]
            items.append(made.plain_item(other, wording.headed(other, clean(node.label)), told, found[kind][end]))
            shown.add(end)
        plural = wording.kind(made.scene.nodes[next(iter(found[kind]))], made.language, plural=True)
        text = heading.fill(kinds=plural)
        sections.append(made.section(f"{relation}-{kind}", text, sorted(items, key=by_first_words)))
    return sections


def _shared_roles(made: Drawing, node: Node) -> Text | None:
    """Return a note on roles for one that several are shown in, though no source names them together."""
    held: dict[str, list[Edge]] = {}
    for edge in made.scene.into(node.id, "member_of"):
        if edge.role in kinds.ROLES and kinds.ROLES[edge.role].single and edge.change != "gone":
            held.setdefault(edge.role, []).append(edge)
    several = [
        kinds.ROLES[role].label
        for role, edges in sorted(held.items(), key=lambda each: role_rank(each[0]))
        if len({edge.start for edge in edges}) > 1 and not set.intersection(*({*each.sources} for each in edges))
    ]
    if not several:
        return None
    return Text(
        *(
            wording.SEVERAL.fill(role=wording.listed([role.of(each) for role in several], each)).of(each)
            for each in LANGUAGES
        )
    )


def _people(
    made: Drawing, id_: str, heading: Text, items: Sequence[tuple[bool, Item]], note: Text | None = None
) -> list[Section]:
    """Return persons in up to two sections: what nobody confirmed for years stands apart, below.

    The last of them bears a `note` on all.
    """
    fresh = [item for stale, item in items if not stale]
    stale = [item for stale, item in items if stale]
    sections = [made.section(id_, heading, fresh, None if stale else note)] if fresh else []
    if stale:
        long_ago = wording.CONFIRMED_LONG_AGO.fill(years=wording.years(made.language))
        said = Text(f"{long_ago.sv}; {note.sv}", f"{long_ago.en}; {note.en}") if note else long_ago
        sections.append(made.section(f"{id_}-unconfirmed", heading, stale, said))
    return sections


def _sitting(made: Drawing, node: Node) -> list[tuple[bool, Item]]:
    """Return the persons in a group, by role, with what they represent there."""
    seats: dict[str, list[Edge]] = {}
    for edge in made.scene.into(node.id, "member_of"):
        if made.scene.nodes[edge.start].kind == PERSON:
            seats.setdefault(edge.start, []).append(edge)
    return _persons(made, seats, lambda edge: wording.role(edge, made.language))


def _representing(made: Drawing, node: Node) -> list[tuple[bool, Item]]:
    """Return the persons who represent a body elsewhere, by role, each with the group."""
    seats: dict[str, list[Edge]] = {}
    for edge in made.scene.into(node.id, "represents"):
        if edge.in_group != node.id and made.scene.nodes[edge.start].kind == PERSON:
            seats.setdefault(edge.start, []).append(edge)
    return _persons(made, seats, partial(_role_in_group, made))


def _role_in_group(made: Drawing, edge: Edge) -> str:
    """Return a role and the group that it is held in."""
    group = made.scene.nodes.get(edge.in_group)
    name = clean(group.label if group else made.names.get(edge.in_group, edge.in_group))
    return wording.IN_GROUP.fill(role=wording.role(edge, made.language), group=name).of(made.language)


def _persons(made: Drawing, seats: dict[str, list[Edge]], told: Callable[[Edge], str]) -> list[tuple[bool, Item]]:
    """Return a box for each person, with whether all that it tells is unconfirmed."""
    found = []
    for person, edges in seats.items():
        node = made.scene.nodes[person]
        by_rank = sorted(edges, key=lambda edge: (role_rank(edge.role), edge))
        pieces = [Piece(clean(node.label), NAME)]
        used: list[Edge] = []
        for edge in by_rank:
            pieces.append(made.statement(told(edge), edge))
            used.append(edge)
            if edge.kind == "member_of":
                bodies = made.bodies(edge)
                used += (body_edge for _, body_edge in bodies)
                pieces += (made.body_piece(*each) for each in bodies)
        order = (role_rank(by_rank[0].role), node.order)
        found.append((order, all(edge.unconfirmed for edge in edges), made.item(node, pieces, used, tied=True)))
    return [(stale, item) for _, stale, item in sorted(found, key=lambda each: each[0])]


def _of_person(made: Drawing, node: Node) -> list[Section]:
    """Return the groups that a person sits in, and the bodies that are represented there."""
    groups: dict[str, list[Edge]] = {}
    for edge in made.scene.out(node.id, "member_of"):
        groups.setdefault(edge.end, []).append(edge)
    items = []
    for group in sorted((made.scene.nodes[id_] for id_ in groups), key=by_kind):
        seats = sorted(groups[group.id], key=lambda edge: (role_rank(edge.role), edge))
        pieces = []
        used = []
        for seat in seats:
            bodies = made.bodies(seat)
            used += [seat, *(edge for _, edge in bodies)]
            pieces.append(made.statement(wording.role(seat, made.language), seat))
            pieces += (made.body_piece(*each) for each in bodies)
        item = made.plain_item(group, clean(group.label), pieces, used)
        items.append((all(seat.unconfirmed for seat in seats), item))
    represented: dict[str, list[Edge]] = {}
    for edge in made.scene.out(node.id, "represents"):
        if edge.end not in groups:
            represented.setdefault(edge.end, []).append(edge)
    behind = []
    for body in sorted((made.scene.nodes[id_] for id_ in represented), key=by_kind):
        edges = sorted(represented[body.id], key=lambda edge: (role_rank(edge.role), edge))
        told = [made.statement(_role_in_group(made, edge), edge) for edge in edges]
        behind.append(made.plain_item(body, clean(body.label), told, edges))
    sections = _people(made, "groups", wording.SITS_IN, items)
    return [*sections, made.section("bodies", wording.REPRESENTS, behind)] if behind else sections
