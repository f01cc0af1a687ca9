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
from itertools import accumulate
from typing import NamedTuple

from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Edge, Node
from graph.exports.pictures import palette, placing
from graph.exports.pictures.contents import Drawing, hosted, kind_rank, national, prepare
from graph.exports.pictures.form import SYSTEM, Form, Request
from graph.exports.pictures.forms import bands
from graph.exports.pictures.page import Page
from graph.exports.pictures.picture import Band, Box, Connector, Picture, Words
from graph.exports.pictures.placing import GAP, NAME, PAD, SMALL, Beside, Item, Piece, Section
from graph.texts import Text

_COLUMN, _GUTTER, _INDENT, _SPINE = 196.0, 22.0, 22.0, 10.0
"""Least width of a column, room between columns, how far a level is moved in, and where its line runs."""
_INSET, _MARGIN_LINE = 36.0, 24.0
"""How far the columns, and the lines beside the outermost, stand in from the root's ends, which may be round."""
_AISLE, _ARROW, _AIR = 28.0, 46.0, 9.0
_UP, _LEAST, _NARROWEST = 300.0, 40.0, 90.0
_MOST_COLUMNS = 8
_DEEPEST = 6
_HALVINGS = 12
_RATIO = 1.4
_DOWN = ("part_of", "counterpart_of")
_PARENTS = ("part_of", "counterpart_of", "prepares_for", "supports", "acts_as", "member_of", "represents")
"""Which relation makes one node hang below another, the most telling first."""

Point = tuple[float, float]


class _Twig(NamedTuple):
    """A box and what hangs below it."""

    item: Item
    relation: str
    """What ties it to the box above."""
    outward: bool
    """That box is where the relation starts."""
    below: tuple["_Twig", ...] = ()


class _Branch(NamedTuple):
    """A heading, or a box of its own, with what hangs below it."""

    header: Item
    twigs: tuple[_Twig, ...]
    relation: str
    """What ties it to the root; empty: nothing does."""
    outward: bool = False


class _Tree(NamedTuple):
    """What is to be drawn."""

    title: str
    heading: str
    root: Item | None
    above: Sequence[Beside]
    branches: Sequence[_Branch]


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
    column = _least_column(tree)
    tried = [_tree_picture(made, request, tree, _wide(columns, column)) for columns in range(2, _MOST_COLUMNS + 1)]
    return min(tried, key=lambda picture: abs(picture.width / picture.height / _RATIO - 1))


def _wide(columns: int, column: float) -> float:
    return float(int(columns * (column + _GUTTER) - _GUTTER + 2 * (placing.MARGIN + PAD + _INSET)) + 1)


def _least_column(tree: _Tree) -> float:
    """Return how wide a column must be so that no word is broken, as far as that can be."""
    needed = [placing.need(branch.header) for branch in tree.branches]
    needed += (_needed(twig, _INDENT) for branch in tree.branches for twig in branch.twigs)
    return max([_COLUMN, *needed])


def _needed(twig: _Twig, indent: float) -> float:
    return max([placing.need(twig.item) + indent, *(_needed(each, indent + _INDENT) for each in twig.below)])


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
    sections = made.of_person(node) if node.kind == PERSON else made.of_body(node, shown)
    shown |= {item.id for section in sections for item in section.items}
    branches = [_branch(made, section, shown, *bands.tie(section.id)) for section in sections]
    heading = wording.capital(wording.kind(node, made.language))
    return _Tree(clean(node.label), heading, made.middle_item(node), above, branches)


def _branch(made: Drawing, section: Section, shown: set[str], relation: str, outward: bool = False) -> _Branch:
    """Return a section as a branch, with all that belongs to what stands in it."""
    twigs = [_Twig(item, relation, outward, _below(made, item.id, shown)) for item in section.items]
    return _Branch(_header(section), tuple(twigs), relation, outward)


def _header(section: Section) -> Item:
    """Return the box that heads a branch."""
    pieces = [Piece(section.heading, NAME, bold=True), *([Piece(section.note)] if section.note else [])]
    told = "\n".join(piece.text for piece in pieces)
    return Item(f":{section.id}", "", section.heading, "box", tuple(pieces), told, (palette.HEADER,))


def _below(made: Drawing, id_: str, shown: set[str], depth: int = 1) -> tuple[_Twig, ...]:
    """Return what belongs to a node and is not shown yet, level below level."""
    found: dict[str, list[Edge]] = {}
    for edge in made.scene.into(id_, *_DOWN) if depth < _DEEPEST else ():
        if edge.start not in shown:
            found.setdefault(edge.start, []).append(edge)
    shown |= set(found)
    twigs = []
    for node in sorted((made.scene.nodes[start] for start in found), key=_place):
        edges = found[node.id]
        told = [piece for piece in (made.statement("", edge) for edge in edges) if piece.text]
        item = made.plain_item(node, clean(node.label), told, edges)
        twigs.append(_Twig(item, edges[0].kind, False, _below(made, node.id, shown, depth + 1)))
    return tuple(twigs)


def _place(node: Node) -> tuple[tuple[int, int, str], tuple[str, str]]:
    return kind_rank(node.kind), node.order


def _of_selection(made: Drawing) -> _Tree:
    """Return each node below the one that it is most plainly part of; the rest by kind."""
    items = {item.id: item for section in bands.selected_sections(made) for item in section.items}
    parents: dict[str, Edge] = {}
    for node in sorted(made.scene.nodes.values(), key=_place):
        for edge in _ways_up(made, node):
            above = edge.start if edge.kind == "hosts" else edge.end
            if node.id not in _ancestors(parents, above):
                parents[node.id] = edge
                break
    children: dict[str, list[str]] = {}
    for node in sorted(made.scene.nodes.values(), key=_place):
        if node.id in parents:
            children.setdefault(_above(parents[node.id]), []).append(node.id)

    def twig(id_: str) -> _Twig:
        edge = parents[id_]
        return _Twig(items[id_], edge.kind, edge.kind == "hosts", tuple(map(twig, children.get(id_, []))))

    title = wording.SELECTION.of(made.language)
    branches = [
        _Branch(items[node.id], tuple(map(twig, children[node.id])), "")
        for node in sorted(made.scene.nodes.values(), key=_place)
        if node.id in children and node.id not in parents
    ]
    for section in bands.selected_sections(made):
        alone = [item for item in section.items if item.id not in parents and item.id not in children]
        if alone:
            branches.append(_Branch(_header(section), tuple(_Twig(item, "", False) for item in alone), ""))
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


class _Grid(NamedTuple):
    """The columns of a page."""

    left: float
    w: float
    """Of each column."""
    columns: int

    def x(self, column: int) -> float:
        """Return where a column begins."""
        return self.left + column * (self.w + _GUTTER)

    def wide(self, columns: int) -> float:
        """Return how wide several columns are."""
        return columns * self.w + (columns - 1) * _GUTTER


class _Placed(NamedTuple):
    """A branch on its shelf: in which columns it stands."""

    branch: _Branch
    first: int
    columns: int
    parts: list[list[_Twig]]
    """What hangs in each of its columns."""


def _tree_picture(made: Drawing, request: Request, tree: _Tree, wide: float) -> Picture:
    page = Page(made, request.scope, request.as_of, tree.title, wide)
    inner = page.inner - 2 * PAD - 2 * _INSET
    count = max(1, int((inner + _GUTTER) / (_least_column(tree) + _GUTTER)))
    grid = _Grid(placing.MARGIN + PAD + _INSET, (inner - (count - 1) * _GUTTER) / count, count)
    heading = placing.words(
        tree.heading, placing.MARGIN + PAD, page.y + PAD - 4, page.inner - 2 * PAD, placing.HEADING, bold=True
    )
    boxes: list[Box] = []
    y = heading.y + heading.h + 8
    beam: Box | None = None
    if tree.root is not None:
        beam, y = _crown(page, grid, tree.root, tree.above, y, boxes)
        y += _AISLE
    free = {0, *range(1, count), count}
    """Gutters, by the column to their right, through which a line reaches the root."""
    for shelf in _shelves(tree.branches, grid):
        bottom = y
        for placed in shelf:
            bottom = max(bottom, _hang(page, grid, placed, y, beam, free, boxes))
        for placed in shelf:
            free -= set(range(placed.first + 1, placed.first + placed.columns))
        y = bottom + _AISLE
    if boxes:
        tall = max(box.y + box.h for box in boxes) + PAD - page.y
        page.bands.append(Band("tree", placing.MARGIN, page.y, page.inner, tall, heading, None, tuple(boxes)))
        page.y += tall + placing.BETWEEN
    return page.picture()


def _crown(
    page: Page, grid: _Grid, root: Item, above: Sequence[Beside], y: float, boxes: list[Box]
) -> tuple[Box, float]:
    """Place the root and what stands above it; return the root's box and its lower edge."""
    count = max(1, int((grid.wide(grid.columns) + _GUTTER) / (_COLUMN * 0.8 + _GUTTER)))
    rows = [above[start : start + count] for start in range(0, len(above), count)]
    ups: list[tuple[Beside, Box, tuple[Words, ...], bool]] = []
    for place, row in enumerate(rows):
        w = min(_UP, (grid.wide(grid.columns) - (len(row) - 1) * _GUTTER) / len(row))
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
    page: Page, grid: _Grid, placed: _Placed, y: float, beam: Box | None, free: set[int], boxes: list[Box]
) -> float:
    """Place a branch, with its line to the root and those within it; return its lower edge."""
    branch = placed.branch
    x, w = grid.x(placed.first), grid.wide(placed.columns)
    header = placing.box(branch.header, x, y, w, placing.height(branch.header, w))
    boxes.append(header)
    if beam is not None and branch.relation:
        middle = x + w / 2
        points: list[Point] = [(middle, y), (middle, beam.y + beam.h)]
        if y > beam.y + beam.h + _AISLE + 1:
            gutter = min(free, key=lambda each: (abs(_line(grid, each) - middle), each))
            turn, aside = y - _AISLE / 2, _line(grid, gutter)
            points = [(middle, y), (middle, turn), (aside, turn), (aside, beam.y + beam.h)]
        page.connectors.append(_connector(header, beam, branch.relation, branch.outward, points))
    lowest = header.y + header.h
    for place, part in enumerate(placed.parts):
        lowest = max(lowest, _list(page, part, header, grid.x(placed.first + place), grid.w, _foot(header), boxes))
    return lowest


def _foot(box: Box) -> float:
    return box.y + box.h


def _line(grid: _Grid, gutter: int) -> float:
    """Return where the line in a gutter runs; the outermost run beside all columns."""
    if gutter == 0:
        return grid.left - _INSET + _MARGIN_LINE
    if gutter == grid.columns:
        return grid.left + grid.wide(grid.columns) + _INSET - _MARGIN_LINE
    return grid.x(gutter) - _GUTTER / 2


def _list(page: Page, twigs: Sequence[_Twig], above: Box, x: float, w: float, y: float, boxes: list[Box]) -> float:
    """Place boxes one below another under `above`, each moved in, and return where the last ends."""
    indent = min(_INDENT, max(w - _NARROWEST, 0.0))
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


# ---- which columns a branch gets


def _tall(twig: _Twig, w: float) -> float:
    """Return how much height a twig takes in a column."""
    indent = min(_INDENT, max(w - _NARROWEST, 0.0))
    inner = w - indent
    return GAP + placing.height(twig.item, inner) + sum(_tall(each, inner) for each in twig.below)


def _divided(twigs: Sequence[_Twig], heights: Sequence[float], count: int) -> tuple[float, list[list[_Twig]]]:
    """Divide twigs, in order, into so many columns that the tallest is as low as can be."""
    low, high = max(heights, default=0.0), sum(heights)
    best = _filled(twigs, heights, high)
    for _ in range(_HALVINGS):
        most = (low + high) / 2
        parts = _filled(twigs, heights, most)
        if len(parts) <= count:
            best, high = parts, most
        else:
            low = most
    return high, best


def _filled(twigs: Sequence[_Twig], heights: Sequence[float], most: float) -> list[list[_Twig]]:
    """Return twigs in columns no taller than `most`, but for a twig that is taller by itself."""
    parts: list[list[_Twig]] = [[]]
    filled = 0.0
    for twig, tall in zip(twigs, heights, strict=True):
        if parts[-1] and filled + tall > most:
            parts.append([])
            filled = 0.0
        parts[-1].append(twig)
        filled += tall
    return parts


def _shelves(branches: Sequence[_Branch], grid: _Grid) -> list[list[_Placed]]:
    """Divide branches, in order, into rows, and the columns among those of a row, so that the page is low."""
    heights = [[_tall(twig, grid.w) for twig in branch.twigs] for branch in branches]
    known: dict[tuple[int, int], tuple[float, list[list[_Twig]]]] = {}

    def divided(place: int, columns: int) -> tuple[float, list[list[_Twig]]]:
        if (place, columns) not in known:
            low, parts = _divided(branches[place].twigs, heights[place], columns)
            header = placing.height(branches[place].header, grid.wide(columns))
            known[place, columns] = (header + low, parts)
        return known[place, columns]

    def shelf(start: int, end: int) -> tuple[float, list[int]]:
        """Return how tall a row of these branches is, and how many columns each gets."""
        counts = [1] * (end - start)
        for _ in range(grid.columns - len(counts)):
            tall = [divided(start + place, count)[0] for place, count in enumerate(counts)]
            highest = tall.index(max(tall))
            if divided(start + highest, counts[highest] + 1)[0] >= tall[highest]:
                break
            counts[highest] += 1
        return max(divided(start + place, count)[0] for place, count in enumerate(counts)), counts

    best: list[tuple[float, int, list[int]]] = [(0.0, len(branches), [])]
    for start in range(len(branches) - 1, -1, -1):
        options = []
        for end in range(start + 1, min(start + grid.columns, len(branches)) + 1):
            tall, counts = shelf(start, end)
            options.append((tall + _AISLE + best[len(branches) - end][0], end, counts))
        best.append(min(options, key=lambda option: option[0]))
    rows = []
    start = 0
    while start < len(branches):
        _, end, counts = best[len(branches) - start]
        firsts = accumulate(counts, initial=0)
        rows.append(
            [
                _Placed(branches[start + place], first, count, divided(start + place, count)[1])
                for place, (first, count) in enumerate(zip(firsts, counts, strict=False))
            ]
        )
        start = end
    return rows


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
