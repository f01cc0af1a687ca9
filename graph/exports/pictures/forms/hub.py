"""A hub: one group, body or person in the middle, and on both sides all that it is tied to.

    ┌ hör till ─┐                 ┌ sitter i gruppen ┐
    │    SKS    │──┐           ┌──│ Eva    Ola       │
    └───────────┘  │  ┌─────┐  ├──│                  │
    ┌ värd ─────┐  ├──│ NPO │──┘  └──────────────────┘
    │   Norra   │──┘  └─────┘
    └───────────┘

The whole system is one hub for each host, with the groups that it hosts.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph import kinds
from graph.exports import comparison, wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Edge, Node
from graph.exports.pictures import around, placing
from graph.exports.pictures.contents import Drawing, by_first_words, hosted, kind_rank, national, prepare
from graph.exports.pictures.form import SYSTEM, Form, Request
from graph.exports.pictures.forms import bands
from graph.exports.pictures.page import Page
from graph.exports.pictures.picture import Band, Box, Connector, Picture
from graph.exports.pictures.placing import BETWEEN, GAP, MARGIN, PAD, Beside, Item, Section
from graph.texts import Text

_SIDE, _MIDDLE, _HUB = 200.0, 210.0, 126.0
"""Least width of a column beside the middle, of the middle one, and of the host of a cluster."""
_SPOKES, _FAN = 72.0, 46.0
"""Room for lines between the middle and each side, and in a cluster."""
_WIDEST, _LEAST = 300.0, 44.0
_APART = 9.0
"""Between the lines that lead to the middle and those that lead away from it."""
_MANY = 4
"""More boxes than this in a band stand in two columns."""
_CLUSTER = 330.0
_ALONE = 170.0
_UNKNOWN = Text("Okänd värd", "Unknown host")
_NOTHING = Text("Sjukvårdsregioner utan känt värdskap", "Sjukvårdsregioner not known to host")

Point = tuple[float, float]


class _Petal(NamedTuple):
    """A band beside the middle."""

    section: Section
    relation: str
    outward: bool
    """The relation starts in the middle."""
    dashed: frozenset[str] = frozenset()
    """Ids of the boxes whose line is dashed."""


def draw(request: Request, width: float | None) -> Picture:
    """Return the hub of a request."""
    whole = request.scope == SYSTEM or bool(request.selection)
    made = prepare(request, brief=whole)
    if whole:
        return _clusters(made, request, width or bands.WIDE)
    node = made.scene.nodes.get(request.scope)
    if node is None:
        return bands.nothing(made, request, width)
    petals = _petals(made, node)
    if width is not None:
        return _wheel(made, request, node, petals, width)
    most = max([len(petal.section.items) for petal in petals], default=0)
    return _wheel(made, request, node, petals, bands.WIDE if most > _MANY else 1016.0)


# ---- one thing and all around it


def _petals(made: Drawing, node: Node) -> list[_Petal]:
    """Return the bands around a node: what carries it and what it belongs to first."""
    language = made.language
    left, right = ([], []) if node.kind == PERSON else made.beside(node)
    found = []
    for each in _by_tie([*left, *right]):
        first = each[0]
        relation = kinds.RELATIONS[first.kinds[0]]
        told = relation.inverse if first.inward else relation.verb
        if relation.name == "hosts" and first.inward:
            told = kinds.HOSTING_STATUSES["active"].label
        heading = wording.capital(told.of(language))
        items = tuple(_standing(beside) for beside in each)
        section = Section(f"tie-{first.kinds[0]}-{'in' if first.inward else 'out'}", heading, "", items)
        dashed = frozenset(beside.item.id for beside in each if beside.dashed)
        found.append(_Petal(section, first.kinds[0], not first.inward, dashed))
    shown = {node.id, *(each.item.id for each in (*left, *right))}
    sections = around.sections(made, node, shown)
    for section in sections:
        relation_name, outward = bands.tie(section.id)
        items = section.items
        found.append(_Petal(section._replace(items=items), relation_name, outward))
    return found


def _by_tie(besides: Iterable[Beside]) -> list[list[Beside]]:
    """Return what is tied in the same way together."""
    found: dict[tuple[str, bool], list[Beside]] = {}
    for each in besides:
        if each.kinds:
            found.setdefault((each.kinds[0], each.inward), []).append(each)
    return list(found.values())


def _standing(beside: Beside) -> Item:
    """Return the item, telling itself what else would stand at the arrow."""
    pieces = list(beside.item.pieces)
    signs = tuple(f"{mark.sign} " for mark in comparison.MARKS.values())
    if beside.dashed or (beside.verb.startswith(signs) and not beside.item.change):
        pieces.append(placing.Piece(beside.verb))
    if beside.standing:
        pieces.append(placing.Piece(beside.standing, dot=placing.HOLLOW if beside.hollow else None))
    return beside.item._replace(pieces=tuple(pieces))


class _Sizes(NamedTuple):
    """How a petal's boxes stand: in one or two columns, the outer one half a row lower, so that lines pass."""

    columns: int
    w: float
    row: float
    head: float
    tall: float


def _sizes(petal: _Petal, w: float) -> _Sizes:
    items = petal.section.items
    _, _, below = placing.head(petal.section, 0, 0, w)
    room = w - 2 * PAD
    most = max(map(placing.need, items))
    columns = 2 if len(items) > _MANY and (room - GAP) / 2 >= most else 1
    each = (room - (columns - 1) * GAP) / columns
    row = max([_LEAST, *(placing.height(item, each) for item in items)])
    inner = -(-len(items) // columns)
    tall = inner * row + (inner - 1) * GAP
    if columns == 2:
        outer = len(items) - inner
        tall = max(tall, (row + GAP) / 2 + outer * row + (outer - 1) * GAP)
    return _Sizes(columns, each, row, below, below + tall + PAD)


def _wheel(made: Drawing, request: Request, node: Node, petals: Sequence[_Petal], wide: float) -> Picture:
    page = Page(made, request.scope, request.as_of, clean(node.label), wide)
    centre = made.middle_item(node)
    if not petals:
        page.cross(wording.capital(wording.kind(node, made.language)), centre, [], [])
        return page.picture()
    sides = 2 if len(petals) > 1 and page.inner >= 2 * _SIDE + 2 * _SPOKES + _MIDDLE else 1
    middle = max(_MIDDLE, min(_WIDEST, page.inner * 0.18))
    w = (page.inner - middle - sides * _SPOKES) / sides
    groups = _shared(petals, [_sizes(petal, w).tall for petal in petals], sides)
    tall = [sum(_sizes(petal, w).tall for petal in group) + BETWEEN * (len(group) - 1) for group in groups]
    heading = wording.capital(wording.kind(node, made.language))
    section = Section("middle", heading, "", (centre,))
    _, _, head = placing.head(section, 0, 0, middle)
    high = max(2 * _LEAST, placing.height(centre, middle - 2 * PAD))
    whole = max([*tall, head + high + PAD])
    left_x = MARGIN if sides == 2 else None
    middle_x = MARGIN + w + _SPOKES if sides == 2 else MARGIN
    y = page.y + (whole - head - high - PAD) / 2
    title, _, top = placing.head(section, middle_x, y, middle)
    hub = placing.box(centre, middle_x + PAD, top, middle - 2 * PAD, high)
    found: list[tuple[Band, list[Connector]]] = []
    for place, group in enumerate(groups):
        x = left_x if left_x is not None and place == 0 else middle_x + middle + _SPOKES
        at = page.y + (whole - tall[place]) / 2
        for petal in group:
            found.append(_petal(petal, x, at, w, hub))
            at += found[-1][0].h + BETWEEN
    page.bands.append(Band("middle", middle_x, y, middle, top + high + PAD - y, title, None, (hub,)))
    for band, connectors in found:
        page.bands.append(band)
        page.connectors += connectors
    page.y += whole + BETWEEN
    return page.picture()


def _shared(petals: Sequence[_Petal], heights: Sequence[float], sides: int) -> list[list[_Petal]]:
    """Divide petals, in order, between the sides so that both are as even as can be."""
    if sides == 1:
        return [list(petals)]
    cuts = range(1, len(petals))
    best = min(cuts, key=lambda cut: (max(sum(heights[:cut]), sum(heights[cut:])), cut))
    return [list(petals[:best]), list(petals[best:])]


def _petal(petal: _Petal, x: float, y: float, w: float, hub: Box) -> tuple[Band, list[Connector]]:
    """Return a band beside the hub, and a line from each of its boxes."""
    section, sizes = petal.section, _sizes(petal, w)
    leftwards = x < hub.x
    heading, note, top = placing.head(section, x, y, w)
    boxes, connectors = [], []
    for place, item in enumerate(section.items):
        row, outer = divmod(place, sizes.columns)
        inner = int(leftwards) if sizes.columns == 2 else 0
        column = 1 - inner if outer else inner  # the first stands next to the hub and highest
        lower = 0.0 if column == inner else (sizes.row + GAP) / 2
        box = placing.box(
            item,
            x + PAD + column * (sizes.w + GAP),
            top + row * (sizes.row + GAP) + lower,
            sizes.w,
            sizes.row,
        )
        boxes.append(box)
        connectors.append(_spoke(petal, box, hub, leftwards))
    return Band(section.id, x, y, w, sizes.tall, heading, note, tuple(boxes)), connectors


def _spoke(petal: _Petal, box: Box, hub: Box, leftwards: bool) -> Connector:
    """Return the line between a box and the hub: level, upright in the room between them, level."""
    near = box.x + box.w if leftwards else box.x
    edge = hub.x if leftwards else hub.x + hub.w
    towards = hub.y + hub.h / 2 + (_APART if petal.outward else -_APART)
    # What leads to the middle turns nearer to it than what leads away, so that the two don't run together.
    turn = edge + (-1 if leftwards else 1) * (PAD + _SPOKES * (0.62 if petal.outward else 0.3))
    level = box.y + box.h / 2
    points = [(near, level), (turn, level), (turn, towards), (edge, towards)]
    if abs(level - towards) < 1:
        points = [(near, towards), (edge, towards)]
    dashed = box.id in petal.dashed
    if petal.outward:
        return Connector(hub.id, box.id, (petal.relation,), tuple(points[::-1]), dashed, (), ())
    return Connector(box.id, hub.id, (petal.relation,), tuple(points), dashed, (), ())


# ---- the whole system: hosts with what they host


class _Cluster(NamedTuple):
    """Hosts that share groups, with all groups that they host."""

    hosts: tuple[Node, ...]
    groups: tuple[Node, ...]
    edges: tuple[Edge, ...]


def _clusters(made: Drawing, request: Request, wide: float) -> Picture:
    language = made.language
    title = wording.SELECTION if request.selection else wording.TITLE
    page = Page(made, request.scope, request.as_of, title.of(language), wide)
    nodes = made.sorted_nodes()
    hosting = [edge for edge in made.scene.edges if edge.kind == "hosts" and edge.status != "dormant"]
    inside = {end for edge in hosting for end in (edge.start, edge.end)}
    steering = [node for node in nodes if national(node) and not hosted(node) and node.id not in inside]
    if steering and not request.selection:
        page.cross(wording.STEERING.of(language), *made.steering(steering))
    _stack(page, [_sorted_cluster(made, edges) for edges in _joined(hosting)], made)
    columns = max(2, int((page.inner - 2 * PAD + GAP) / _ALONE))
    for section in _alone(made, request, [node for node in nodes if node.id not in inside]):
        page.add([section], columns)
    return page.picture()


def _alone(made: Drawing, request: Request, nodes: Sequence[Node]) -> list[Section]:
    """Return what neither hosts nor is hosted; in a selection whatever it is."""
    if request.selection:
        ids = {node.id for node in nodes}
        sections = [
            section._replace(items=tuple(item for item in section.items if item.id in ids))
            for section in bands.selected_sections(made)
        ]
        return [section for section in sections if section.items]
    groups = sorted(map(made.hosted_item, filter(hosted, nodes)), key=by_first_words)
    bodies = sorted(map(made.host_item, filter(_may_host, nodes)), key=by_first_words)
    sections = [made.section("unknown-host", _UNKNOWN, groups)] if groups else []
    return [*sections, made.section("hosts", _NOTHING, bodies)] if bodies else sections


def _may_host(node: Node) -> bool:
    return node.known_kind is not None and node.known_kind.host and node.known_kind.level == 2


def _joined(hosting: Sequence[Edge]) -> list[list[Edge]]:
    """Return hostings that share a host or a group together."""
    found: list[tuple[set[str], list[Edge]]] = []
    for edge in hosting:
        ends, edges = {edge.start, edge.end}, [edge]
        apart = []
        for others, told in found:
            if others & ends:
                ends, edges = ends | others, [*told, *edges]
            else:
                apart.append((others, told))
        found = [*apart, (ends, edges)]
    return [edges for _, edges in found]


def _sorted_cluster(made: Drawing, edges: Sequence[Edge]) -> _Cluster:
    """Return hostings with their hosts, and the groups in the order of their hosts, so that few lines cross."""
    nodes = made.scene.nodes
    hosts = sorted((nodes[id_] for id_ in {edge.start for edge in edges}), key=lambda node: node.order)
    place = {host.id: at for at, host in enumerate(hosts)}

    def by_host(node: Node) -> tuple[float, tuple[str, str]]:
        own = [place[edge.start] for edge in edges if edge.end == node.id]
        return sum(own) / len(own), node.order

    groups = sorted((nodes[id_] for id_ in {edge.end for edge in edges}), key=by_host)
    return _Cluster(tuple(hosts), tuple(groups), tuple(sorted(edges)))


def _stack(page: Page, clusters: Sequence[_Cluster], made: Drawing) -> None:
    """Add clusters in columns that are as even as can be, in order within each."""
    if not clusters:
        return
    count = min(len(clusters), max(1, int((page.inner + BETWEEN) / (_CLUSTER + BETWEEN))))
    w = (page.inner - (count - 1) * BETWEEN) / count
    ordered = sorted(clusters, key=lambda each: (kind_rank(each.hosts[0].kind), each.hosts[0].order))
    heights = [_cluster(made, cluster, 0, 0, w)[0].h + BETWEEN for cluster in ordered]
    columns: list[list[int]] = [[] for _ in range(count)]
    filled = [0.0] * count
    for place in sorted(range(len(ordered)), key=lambda place: (-heights[place], place)):
        column = filled.index(min(filled))
        columns[column].append(place)
        filled[column] += heights[place]
    feet = [page.y] * count
    for column, places in enumerate(sorted(map(sorted, columns))):
        for place in places:
            x = MARGIN + column * (w + BETWEEN)
            band, connectors = _cluster(made, ordered[place], x, feet[column], w)
            page.bands.append(band)
            page.connectors += connectors
            feet[column] += heights[place]
    page.y = max(feet)


def _cluster(made: Drawing, cluster: _Cluster, x: float, y: float, w: float) -> tuple[Band, list[Connector]]:
    """Return a band with hosts to the left, what they host to the right, and a line for each hosting."""
    names = wording.listed(map(wording.short, cluster.hosts), made.language)
    count = sum(node.change != "gone" for node in cluster.groups)
    section = Section("cluster-" + cluster.hosts[0].id, f"{names} ({count})", "", ())
    heading, note, top = placing.head(section, x, y, w)
    items = list(map(made.hosted_item, cluster.groups))
    hosts = list(map(made.host_item, cluster.hosts))
    needed = max(map(placing.need, hosts))
    host_w = max(_HUB, min(needed, w * 0.45))
    room = w - 2 * PAD - host_w - _FAN
    heights = [max(_LEAST, placing.height(item, room)) for item in items]
    host_heights = [max(_LEAST, placing.height(item, host_w)) for item in hosts]
    stacks = [sum(each) + GAP * (len(each) - 1) for each in (heights, host_heights)]
    tall = max(stacks)
    boxes: dict[str, Box] = {}
    for own, high, stack, left, wide in (
        (hosts, host_heights, stacks[1], x + PAD, host_w),
        (items, heights, stacks[0], x + w - PAD - room, room),
    ):
        down = top + (tall - stack) / 2
        for item, each in zip(own, high, strict=True):
            boxes[item.id] = placing.box(item, left, down, wide, each)
            down += each + GAP
    lines = []
    for edge in cluster.edges:
        start, end = boxes[edge.start], boxes[edge.end]
        share = (cluster.hosts.index(made.scene.nodes[edge.start]) + 1) / (len(cluster.hosts) + 1)
        turn = start.x + start.w + _FAN * (0.2 + 0.5 * share)
        level, to = start.y + start.h / 2, end.y + end.h / 2
        points: list[Point] = [(start.x + start.w, level), (turn, level), (turn, to), (end.x, to)]
        if abs(level - to) < 1:
            points = [(start.x + start.w, to), (end.x, to)]
        lines.append(Connector(edge.start, edge.end, ("hosts",), tuple(points), edge.change == "gone", (), ()))
    return Band(section.id, x, y, w, top + tall + PAD - y, heading, note, tuple(boxes.values())), lines


FORM = Form(
    name="hub",
    title=Text("Nav", "Hub"),
    description=Text(
        "I mitten det som bilden gäller, runt om allt som hör ihop med det; hela systemet värd för värd.",
        "In the middle what the picture is about, around it all it is tied to; the whole system host by host.",
    ),
    draw=draw,
    rank=3,
)
