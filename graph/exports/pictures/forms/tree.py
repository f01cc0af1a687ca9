"""A tree: what something is part of above it, and below it, branch by branch, all that belongs to it.

SKR      Norra             what carries the root, and what it belongs to
 ↓         ↓
┌─────────────────┐
│ NPO             │        the root, as wide as the page
└─────────────────┘
   ↑           ↑
NAG (2)    Speglas av (2)  a heading for each branch
├ NAG a    ├ RPO a         what hangs there, level below level
└ NAG b    │ └ LPO a
           └ RPO b
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Edge, Node
from graph.exports.pictures import around, palette, placing
from graph.exports.pictures.contents import Drawing, by_kind, hosted, national, prepare
from graph.exports.pictures.form import SYSTEM, Form, Request
from graph.exports.pictures.forms import bands
from graph.exports.pictures.forms.shelves import (
    AISLE,
    COLUMN,
    GUTTER,
    Branch,
    Grid,
    Placed,
    Twig,
    indent_in,
    least_column,
    shelves,
)
from graph.exports.pictures.page import Page
from graph.exports.pictures.picture import Band, Box, Connector, Picture, Words
from graph.exports.pictures.placing import GAP, NAME, PAD, SMALL, Beside, Item, Piece, Section
from graph.texts import Text

_SPINE = 10.0
"""Where the line of a level runs."""
_INSET, _MARGIN_LINE = 36.0, 24.0
"""How far the columns, and the lines beside the outermost, stand in from the root's ends, which may be round."""
_ARROW, _AIR = 46.0, 9.0
_UP, _LEAST = 300.0, 40.0
_MOST_COLUMNS = 8
_DEEPEST = 6
_RATIO = 1.4
_DOWN = ("part_of", "counterpart_of")
_PARENTS = ("part_of", "counterpart_of", "prepares_for", "supports", "acts_as", "member_of", "represents")
"""Which relation makes one node hang below another, the most telling first."""

Point = tuple[float, float]


class _Tree(NamedTuple):
    """What is to be drawn."""

    title: str
    heading: str
    root: Item | None
    above: Sequence[Beside]
    branches: Sequence[Branch]


def draw(request: Request, width: float | None) -> Picture:
    """Return the tree of a request."""
    brief = request.scope == SYSTEM and not request.selection
    made = prepare(request, brief=brief)
    if request.selection:
        tree = _of_selection(made)
    elif request.scope == SYSTEM:
        tree = _of_system(made)
    elif request.scope in made.scene.nodes:
        tree = _of_node(made, made.scene.nodes[request.scope])
    else:
        return bands.nothing(made, request, width)
    if width is not None:
        return _tree_picture(made, request, tree, width)
    column = least_column(tree.branches)
    tried = [_tree_picture(made, request, tree, _wide(columns, column)) for columns in range(2, _MOST_COLUMNS + 1)]
    return min(tried, key=lambda picture: abs(picture.width / picture.height / _RATIO - 1))


def _wide(columns: int, column: float) -> float:
    return float(int(columns * (column + GUTTER) - GUTTER + 2 * (placing.MARGIN + PAD + _INSET)) + 1)


# ---- what hangs where


def _of_system(made: Drawing) -> _Tree:
    language = made.language
    nodes = made.sorted_nodes()
    steering = [node for node in nodes if national(node) and not hosted(node) and not _below_hosted(made, node)]
    root, left, right = made.steering(steering) if steering else (None, [], [])
    shown = {node.id for node in nodes if not _below_hosted(made, node)}
    branches = [
        *(_branch(made, section, shown, "part_of") for section in bands.hosted_sections(made, nodes)),
        *(_branch(made, section, shown, "") for section in bands.host_sections(made, nodes, steering)),
    ]
    return _Tree(wording.TITLE.of(language), wording.STEERING.of(language), root, [*left, *right], branches)


def _below_hosted(made: Drawing, node: Node) -> bool:
    """Tell whether a group belongs to one that needs a host, as working groups do."""
    return any(hosted(made.scene.nodes[edge.end]) for edge in made.scene.out(node.id, *_DOWN))


def _of_node(made: Drawing, node: Node) -> _Tree:
    left, right = ([], []) if node.kind == PERSON else made.beside(node)
    above = [*left, *right]
    shown = {node.id, *(each.item.id for each in above)}
    sections = around.sections(made, node, shown)
    shown |= {item.id for section in sections for item in section.items}
    branches = [_branch(made, section, shown, *bands.tie(section.id)) for section in sections]
    heading = wording.capital(wording.kind(node, made.language))
    return _Tree(clean(node.label), heading, made.middle_item(node), above, branches)


def _branch(made: Drawing, section: Section, shown: set[str], relation: str, outward: bool = False) -> Branch:
    """Return a section as a branch, with all that belongs to what stands in it."""
    twigs = [Twig(item, relation, outward, _below(made, item.id, shown)) for item in section.items]
    return Branch(_header(section), tuple(twigs), relation, outward)


def _header(section: Section) -> Item:
    """Return the box that heads a branch."""
    pieces = [Piece(section.heading, NAME, bold=True), *([Piece(section.note)] if section.note else [])]
    told = "\n".join(piece.text for piece in pieces)
    return Item(f":{section.id}", "", section.heading, "box", tuple(pieces), told, (palette.HEADER,))


def _below(made: Drawing, id_: str, shown: set[str], depth: int = 1) -> tuple[Twig, ...]:
    """Return what belongs to a node and is not shown yet, level below level."""
    found: dict[str, list[Edge]] = {}
    for edge in made.scene.into(id_, *_DOWN) if depth < _DEEPEST else ():
        if edge.start not in shown:
            found.setdefault(edge.start, []).append(edge)
    shown |= set(found)
    twigs = []
    for node in sorted((made.scene.nodes[start] for start in found), key=by_kind):
        edges = found[node.id]
        told = [piece for piece in (made.statement("", edge) for edge in edges) if piece.text]
        item = made.plain_item(node, clean(node.label), told, edges)
        twigs.append(Twig(item, edges[0].kind, False, _below(made, node.id, shown, depth + 1)))
    return tuple(twigs)


def _of_selection(made: Drawing) -> _Tree:
    """Return each node below the one that it is most plainly part of; the rest by kind."""
    items = {item.id: item for section in bands.selected_sections(made) for item in section.items}
    parents: dict[str, Edge] = {}
    for node in sorted(made.scene.nodes.values(), key=by_kind):
        for edge in _ways_up(made, node):
            above = edge.start if edge.kind == "hosts" else edge.end
            if node.id not in _ancestors(parents, above):
                parents[node.id] = edge
                break
    children: dict[str, list[str]] = {}
    for node in sorted(made.scene.nodes.values(), key=by_kind):
        if node.id in parents:
            children.setdefault(_above(parents[node.id]), []).append(node.id)

    def twig(id_: str) -> Twig:
        edge = parents[id_]
        return Twig(items[id_], edge.kind, edge.kind == "hosts", tuple(map(twig, children.get(id_, []))))

    title = wording.SELECTION.of(made.language)
    branches = [
        Branch(items[node.id], tuple(map(twig, children[node.id])), "")
        for node in sorted(made.scene.nodes.values(), key=by_kind)
        if node.id in children and node.id not in parents
    ]
    for section in bands.selected_sections(made):
        alone = [item for item in section.items if item.id not in parents and item.id not in children]
        if alone:
            branches.append(Branch(_header(section), tuple(Twig(item, "", False) for item in alone), ""))
    return _Tree(title, wording.SELECTED.fill(count=len(items)).of(made.language), None, [], branches)


def _ways_up(made: Drawing, node: Node) -> Iterator[Edge]:
    for relation in _PARENTS:
        yield from made.scene.out(node.id, relation)
    yield from made.scene.into(node.id, "hosts")


def _above(edge: Edge) -> str:
    return edge.start if edge.kind == "hosts" else edge.end


def _ancestors(parents: dict[str, Edge], id_: str) -> set[str]:
    """Return a node and all above it."""
    found = {id_}
    while id_ in parents:
        id_ = _above(parents[id_])
        found.add(id_)
    return found


# ---- where it stands


def _tree_picture(made: Drawing, request: Request, tree: _Tree, wide: float) -> Picture:
    page = Page(made, request.scope, request.as_of, tree.title, wide)
    inner = page.inner - 2 * PAD - 2 * _INSET
    count = max(1, int((inner + GUTTER) / (least_column(tree.branches) + GUTTER)))
    grid = Grid(placing.MARGIN + PAD + _INSET, (inner - (count - 1) * GUTTER) / count, count)
    heading = placing.words(
        tree.heading, placing.MARGIN + PAD, page.y + PAD - 4, page.inner - 2 * PAD, placing.HEADING, bold=True
    )
    boxes: list[Box] = []
    y = heading.y + heading.h + 8
    beam: Box | None = None
    if tree.root is not None:
        beam, y = _crown(page, grid, tree.root, tree.above, y, boxes)
        y += AISLE
    free = {0, *range(1, count), count}
    """Gutters, by the column to their right, through which a line reaches the root."""
    for shelf in shelves(tree.branches, grid):
        bottom = y
        for placed in shelf:
            bottom = max(bottom, _hang(page, grid, placed, y, beam, free, boxes))
        for placed in shelf:
            free -= set(range(placed.first + 1, placed.first + placed.columns))
        y = bottom + AISLE
    if boxes:
        tall = max(box.y + box.h for box in boxes) + PAD - page.y
        page.bands.append(Band("tree", placing.MARGIN, page.y, page.inner, tall, heading, None, tuple(boxes)))
        page.y += tall + placing.BETWEEN
    return page.picture()


def _crown(
    page: Page, grid: Grid, root: Item, above: Sequence[Beside], y: float, boxes: list[Box]
) -> tuple[Box, float]:
    """Place the root and what stands above it; return the root's box and its lower edge."""
    count = max(1, int((grid.wide(grid.columns) + GUTTER) / (COLUMN * 0.8 + GUTTER)))
    rows = [above[start : start + count] for start in range(0, len(above), count)]
    ups: list[tuple[Beside, Box, tuple[Words, ...], bool]] = []
    for place, row in enumerate(rows):
        w = min(_UP, (grid.wide(grid.columns) - (len(row) - 1) * GUTTER) / len(row))
        tall = max([_LEAST, *(placing.height(each.item, w) for each in row)])
        share = grid.wide(grid.columns) / len(row)
        aisle = _ARROW
        for at, each in enumerate(row):
            box = placing.box(each.item, grid.left + at * share + (share - w) / 2, y, w, tall)
            said = _said(each, box)
            ups.append((each, box, said, place == len(rows) - 1))
            aisle = max([aisle, *(words.y + words.h - box.y - box.h + _AIR for words in said)])
        y += tall + aisle
    left, wide = placing.MARGIN + PAD, page.inner - 2 * PAD
    beam = placing.box(root, left, y, wide, max(_LEAST, placing.height(root, wide)))
    boxes += [*(box for _, box, _, _ in ups), beam]
    for each, box, said, last in ups:
        if each.kinds:
            page.connectors.append(_upward(each, box, beam, said, None if last else grid.left - _INSET + _MARGIN_LINE))
    return beam, beam.y + beam.h


def _said(each: Beside, box: Box) -> tuple[Words, ...]:
    """Return what is told beside the arrow below a box."""
    found: list[Words] = []
    top = box.y + box.h + _AIR
    for text, hollow in ((each.verb, False), (each.standing, each.hollow)):
        if text:
            shift = placing.INDENT if hollow else 0.0
            x, room = box.x + box.w / 2 + 8 + shift, box.w / 2 - 12 - shift
            found.append(placing.words(text, x, top, room, SMALL, colour=palette.QUIET))
            top += found[-1].h
    return tuple(found)


def _upward(each: Beside, box: Box, beam: Box, said: tuple[Words, ...], aside: float | None) -> Connector:
    """Return the arrow between the root and a box above it; of a higher row it runs `aside`."""
    x, y = box.x + box.w / 2, _foot(box)
    points: list[Point] = [(x, y), (x, beam.y)]
    if aside is not None:
        points = [(x, y), (x, y + 8), (aside, y + 8), (aside, beam.y)]
    dots = []
    if each.hollow and said:
        dots.append(placing.dot(said[-1].x - placing.INDENT, said[-1].y, SMALL, placing.HOLLOW))
    start, end = (box.id, beam.id) if each.inward else (beam.id, box.id)
    way = points if each.inward else points[::-1]
    return Connector(start, end, each.kinds, tuple(way), each.dashed, said, tuple(dots))


def _hang(
    page: Page, grid: Grid, placed: Placed, y: float, beam: Box | None, free: set[int], boxes: list[Box]
) -> float:
    """Place a branch, with its line to the root and those within it; return its lower edge."""
    branch = placed.branch
    x, w = grid.x(placed.first), grid.wide(placed.columns)
    header = placing.box(branch.header, x, y, w, placing.height(branch.header, w))
    boxes.append(header)
    if beam is not None and branch.relation:
        middle = x + w / 2
        points: list[Point] = [(middle, y), (middle, beam.y + beam.h)]
        if y > beam.y + beam.h + AISLE + 1:
            gutter = min(free, key=lambda each: (abs(_line(grid, each) - middle), each))
            turn, aside = y - AISLE / 2, _line(grid, gutter)
            points = [(middle, y), (middle, turn), (aside, turn), (aside, beam.y + beam.h)]
        page.connectors.append(_connector(header, beam, branch.relation, branch.outward, points))
    lowest = header.y + header.h
    for place, part in enumerate(placed.parts):
        lowest = max(lowest, _list(page, part, header, grid.x(placed.first + place), grid.w, _foot(header), boxes))
    return lowest


def _foot(box: Box) -> float:
    return box.y + box.h


def _line(grid: Grid, gutter: int) -> float:
    """Return where the line in a gutter runs; the outermost run beside all columns."""
    if gutter == 0:
        return grid.left - _INSET + _MARGIN_LINE
    if gutter == grid.columns:
        return grid.left + grid.wide(grid.columns) + _INSET - _MARGIN_LINE
    return grid.x(gutter) - GUTTER / 2


def _list(page: Page, twigs: Sequence[Twig], above: Box, x: float, w: float, y: float, boxes: list[Box]) -> float:
    """Place boxes one below another under `above`, each moved in, and return where the last ends."""
    indent = indent_in(w)
    for twig in twigs:
        y += GAP
        box = placing.box(twig.item, x + indent, y, w - indent, placing.height(twig.item, w - indent))
        boxes.append(box)
        if twig.relation:
            level, spine = y + box.h / 2, x + min(_SPINE, indent / 2)
            points = [(box.x, level), (spine, level), (spine, above.y + above.h)]
            page.connectors.append(_connector(box, above, twig.relation, twig.outward, points))
        y = _list(page, twig.below, box, x + indent, w - indent, y + box.h, boxes)
    return y


def _connector(box: Box, above: Box, relation: str, outward: bool, points: Sequence[Point]) -> Connector:
    start, end, way = (above.id, box.id, points[::-1]) if outward else (box.id, above.id, points)
    return Connector(start, end, (relation,), tuple(way), False, (), ())


FORM = Form(
    name="tree",
    title=Text("Träd", "Tree"),
    description=Text(
        "Överst det som bilden gäller, under det gren för gren allt som hör dit.",
        "On top what the picture is about, below it branch by branch all that belongs there.",
    ),
    draw=draw,
    rank=2,
    deep=True,
)
