"""Bands from top to bottom: the whole system by level, or the surroundings of one group, body, person or selection."""

from collections.abc import Sequence

from graph import kinds
from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Node
from graph.exports.pictures import around, placing
from graph.exports.pictures.contents import Drawing, by_first_words, colourful, hosted, kind_rank, national, prepare
from graph.exports.pictures.form import SYSTEM, Form, Request
from graph.exports.pictures.page import Page
from graph.exports.pictures.picture import Picture
from graph.exports.pictures.placing import Item, Piece, Section
from graph.texts import LANGUAGES, Text

WIDE = 1400.0
"""A page that nobody asked to have another width."""
_COLUMNS = 8
"""Most boxes side by side on it; where they fill several rows, one less, for longer words."""
_COLUMN, _NARROW_COLUMN, _LEAST_COLUMN = 238.0, 160.0, 190.0
"""Width of a column of the narrower pages, of the system's, and the least one on a given sheet."""


def draw(request: Request, width: float | None) -> Picture:
    """Return the picture of a request."""
    if request.selection:
        return _selected(request, width)
    if request.scope == SYSTEM:
        return _system(request, width or WIDE)
    return _around(request, width)


def _system(request: Request, width: float) -> Picture:
    """Return the whole system: steering, groups with their hosts, sjukvårdsregioner and other hosts."""
    language = request.language
    made = prepare(request, brief=True)
    nodes = made.sorted_nodes()
    page = Page(made, SYSTEM, request.as_of, wording.TITLE.of(language), width)
    columns = max(2, int((page.inner - 2 * placing.PAD + placing.GAP) / _NARROW_COLUMN))
    steering = [node for node in nodes if national(node) and not hosted(node)]
    if steering:
        page.cross(wording.STEERING.of(language), *made.steering(steering))
    for section in hosted_sections(made, nodes):
        page.add([section], columns if len(section.items) <= columns else columns - 1)
    _shelved(page, host_sections(made, nodes, steering), columns)
    return page.picture()


def hosted_sections(made: Drawing, nodes: Sequence[Node]) -> list[Section]:
    """Return the groups that need a host, a section for each kind."""
    sections = []
    for kind in kinds.ORGANISATION_KINDS.values():
        groups = [node for node in nodes if node.kind == kind.name and kind.hosted]
        if groups:
            items = sorted(map(made.hosted_item, groups), key=by_first_words)
            note = None if made.since else wording.FILL_IS_HOST
            sections.append(made.section(kind.name, kind.plural, items, note))
    return sections


def host_sections(made: Drawing, nodes: Sequence[Node], steering: Sequence[Node]) -> list[Section]:
    """Return the sjukvårdsregioner and the others that host."""
    regions = [node for node in nodes if colourful(node)]
    others = [
        node for node in nodes if node not in regions and node not in steering and made.scene.out(node.id, "hosts")
    ]
    sections = []
    if regions:
        plural = kinds.ORGANISATION_KINDS[regions[0].kind].plural
        items = sorted(map(made.host_item, regions), key=by_first_words)
        sections.append(made.section("hosts", plural, items))
    if others:
        items = sorted(map(made.host_item, others), key=by_first_words)
        sections.append(made.section("other-hosts", wording.OTHER_HOSTS, items))
    return sections


def _around(request: Request, width: float | None) -> Picture:
    """Return one group, body or person in the middle of all that it is tied to."""
    language, scope = request.language, request.scope
    made = prepare(request)
    node = made.scene.nodes.get(scope)
    if node is None:
        return nothing(made, request, width)
    left, right = ([], []) if node.kind == PERSON else made.beside(node)
    shown = {node.id, *(each.item.id for each in (*left, *right))}
    sections = around.sections(made, node, shown)
    vacant = sorted((span for span in request.spans if span.what == "vacancy"), key=lambda span: span.id)
    if vacant:
        after = max((place for place, each in enumerate(sections, 1) if each.id.startswith("sitting")), default=0)
        sections.insert(after, made.section("vacant", wording.VACANT_SEATS, [made.vacancy(each) for each in vacant]))
    wide, across = _measures(sections, width)
    page = Page(made, scope, request.as_of, clean(node.label), wide)
    page.cross(wording.capital(wording.kind(node, language)), made.middle_item(node), left, right)
    _shelved(page, sections, across)
    return page.picture()


def _selected(request: Request, width: float | None) -> Picture:
    """Return the selected nodes by kind, each with what it is to the others."""
    language = request.language
    made = prepare(request)
    sections = selected_sections(made)
    wide, across = _measures(sections, width)
    page = Page(made, request.scope, request.as_of, wording.SELECTION.of(language), wide)
    _shelved(page, sections, across)
    return page.picture()


def selected_sections(made: Drawing) -> list[Section]:
    """Return all nodes, a section for each kind; each box tells what it is to others of them."""
    of_kind: dict[str, list[Node]] = {}
    for node in sorted(made.sorted_nodes(), key=lambda node: (kind_rank(node.kind), node.order)):
        of_kind.setdefault(node.kind, []).append(node)
    return [
        made.section(f"kind-{kind}", Text(*(wording.kind(nodes[0], each, plural=True) for each in LANGUAGES)), items)
        for kind, nodes in of_kind.items()
        for items in [[_selected_item(made, node) for node in nodes]]
    ]


def _selected_item(made: Drawing, node: Node) -> Item:
    """Return a node with its ties to the others; each tie is told where it starts, hosts where they are needed."""
    pieces: list[Piece] = []
    edges = [
        *(edge for status in ("active", "dormant") for _, edge in made.hosts(node, status)),
        *(edge for edge in made.scene.out(node.id) if edge.kind != "hosts"),
    ]
    seats = {(edge.end, edge.role, edge.status) for edge in edges if edge.kind == "member_of"}
    used = []
    for edge in edges:
        if edge.kind == "represents" and (edge.in_group, edge.role, edge.status) in seats:
            continue  # told with the seat
        used.append(edge)
        if edge.kind == "hosts":
            said = wording.DORMANT_HOST if edge.status == "dormant" else wording.HOST
            host = wording.short(made.scene.nodes[edge.start])
            pieces.append(made.statement(said.fill(host=host).of(made.language), edge))
        elif edge.kind == "member_of":
            group = clean(made.scene.nodes[edge.end].label)
            role = wording.role(edge, made.language)
            said = wording.IN_GROUP.fill(role=role, group=group) if role else wording.IN.fill(group=group)
            pieces.append(made.statement(said.of(made.language), edge))
            bodies = made.bodies(edge)
            used += (body_edge for _, body_edge in bodies)
            pieces += (made.body_piece(*each) for each in bodies)
        else:
            far = wording.short(made.scene.nodes[edge.end])
            pieces.append(made.statement(f"{made.verb(edge)} {far}", edge))
    return made.plain_item(node, clean(node.label), pieces, used)


def tie(section: str) -> tuple[str, bool]:
    """Return the relation between what a picture is about and what a section holds, and whether it starts there."""
    named = {
        "sitting": ("member_of", False),
        "representing": ("represents", False),
        "groups": ("member_of", True),
        "bodies": ("represents", True),
        "hosts": ("hosts", True),
    }
    first = section.split("-")[0]
    return named.get(first, (first, False))


def nothing(made: Drawing, request: Request, width: float | None) -> Picture:
    """Return a page that says that the scope is unknown on the day."""
    title = request.names.get(request.scope) or wording.NOTHING.of(request.language)
    return Page(made, request.scope, request.as_of, title, width or _width(4)).picture()


def _shelved(page: Page, sections: Sequence[Section], across: int) -> None:
    """Add sections, as many side by side as have room."""
    for shelf in placing.shelves([len(section.items) for section in sections], across):
        page.add([sections[place] for place in shelf], across)


def _measures(sections: Sequence[Section], width: float | None) -> tuple[float, int]:
    """Return how wide a page with these sections is, and how many columns it has."""
    needed = max([placing.need(item) for section in sections for item in section.items], default=0)
    if width is not None:
        column = max(_LEAST_COLUMN, needed + placing.GAP)
        return width, max(1, int((width - 2 * placing.MARGIN - 2 * placing.PAD + placing.GAP) / column))
    most = max([len(section.items) for section in sections], default=0)
    across = 4 if most <= 8 else 5 if most <= 20 else 6
    return _width(across, needed), across


def _width(across: int, needed: float = 0) -> float:
    """Return how wide a page is with some columns, in which boxes must be as wide as `needed`."""
    column = max(_COLUMN, needed + placing.GAP + 2 * placing.PAD / across)
    return min(WIDE, 2 * placing.MARGIN + across * column)


FORM = Form(
    name="bands",
    title=Text("Band", "Bands"),
    description=Text(
        "Rutor i band: hela systemet nivå för nivå, eller allt runt en grupp, ett organ eller en person.",
        "Boxes in bands: the whole system level by level, or all around a group, body or person.",
    ),
    draw=draw,
    rank=1,
    vacancies=True,
)
