"""A matrix: groups from top to bottom, sjukvårdsregioner from left to right, in each cell who represents whom.

Known, vacant and unknown are three answers (DESIGN §3): a name, `vakant`, and a hatched cell.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from graph import kinds
from graph.exports import comparison, wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Change, Edge, Node, joined
from graph.exports.pictures import palette, placing
from graph.exports.pictures.contents import Drawing, colourful, hosted, kind_rank, national, prepare
from graph.exports.pictures.form import SYSTEM, Form, Request
from graph.exports.pictures.forms import bands
from graph.exports.pictures.page import Page
from graph.exports.pictures.picture import Band, Box, Picture
from graph.exports.pictures.placing import BETWEEN, MARGIN, NAME, PAD, Item, Piece, Section
from graph.exports.spans import Span
from graph.texts import Text

_GAP = 4.0
_NARROWEST = 84.0
"""Width of a column that can hold most names; what asks for more columns is told in the last."""
_FIRST, _COLUMN = 190.0, 128.0
"""Least widths of the column of groups and of the others on a page of no given width."""
_MOST_NAMES = 3
"""More people than this in one cell of the last column are counted."""
_OTHER = "other"

_TITLE = Text("Vem företräder vem i de nationella grupperna", "Who represents whom in the national groups")
_OF = Text("{name}: företrädare", "{name}: representatives")
_HEADING = Text("Sjukvårdsregion", "Sjukvårdsregion")
_BODIES = Text("Företräder", "Representing")
_NOTE = Text("en färgad ruta: den sjukvårdsregionen är värd", "a coloured cell: that sjukvårdsregion is the host")
_OTHERS = Text("annat organ eller okänt", "another body, or unknown")
_KNOWN = Text("känd i {count} av {of}", "known in {count} of {of}")
_UNKNOWN = Text("okänd", "unknown")
_NOBODY_TELLS = Text("okänt: ingen källa", "unknown: no source")
_PEOPLE = Text("{count} personer", "{count} people")
_GROUPS = Text("Grupper", "Groups")


class _Cell(NamedTuple):
    """Who represents a body in a group, and what is vacant."""

    seats: list[tuple[Edge, Node | None]]
    """Each seat, with the body if it is a part of the column's."""
    behalf: list[Edge]
    vacant: list[Span]


class _Table(NamedTuple):
    """Groups, bodies, and what is where they meet."""

    title: str
    rows: Sequence[Node]
    columns: Sequence[Node]
    cells: Mapping[tuple[str, str], _Cell]


class _Page(Page):
    """A page whose hatched cells mean that nothing is known."""

    def colours(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return what fills mean."""
        language = self.drawing.language
        unknown, nobody = wording.UNKNOWN_HOST.of(language), _NOBODY_TELLS.of(language)
        return [(sign, nobody if text == unknown else text) for sign, text in super().colours(boxes)]


def draw(request: Request, width: float | None) -> Picture:
    """Return the matrix of a request."""
    made = prepare(request, brief=True)
    table = _table(made, request, int((width or bands.WIDE) / _NARROWEST) - 3)
    if not table.rows or not table.columns:
        return bands.nothing(_limited(made, table), request._replace(names={request.scope: table.title}), width)
    sections = _sections(made, table.rows)
    made = _limited(made, table)
    heads = _heads(made, table)
    rows = [(section, [_row(made, table, node) for node in nodes]) for section, nodes in sections]
    every = [heads, *(row[1:] for _, own in rows for row in own)]
    names = max(placing.need(row[0]) for _, own in rows for row in own)
    column = max(_COLUMN, *(placing.need(item) + _GAP for row in every for item in row))
    count = len(heads)
    wide = width or min(bands.WIDE, 2 * (MARGIN + PAD) + max(_FIRST, names) + count * column)
    page = _Page(made, request.scope, request.as_of, table.title, wide)
    first = max(_FIRST * 0.8, min(_FIRST * 1.6, page.inner * 0.16), min(names, page.inner * 0.4))
    column = (page.inner - 2 * PAD - first) / count - _GAP
    _head(page, table, heads, first, column)
    for section, own in rows:
        _rows(page, section, own, first, column)
    return page.picture()


# ---- what stands where


def _table(made: Drawing, request: Request, most: int) -> _Table:
    """Return the groups and (at most so many) bodies that are asked for, with who represents whom."""
    language = request.language
    if request.selection:
        title, (groups, bodies) = wording.SELECTION.of(language), _selected(made, request.selection)
    elif request.scope == SYSTEM:
        title, groups, bodies = _TITLE.of(language), _main_groups(made), _bodies_with_colour(made)
    elif (scope := made.scene.nodes.get(request.scope)) is not None:
        title, (groups, bodies) = _OF.fill(name=clean(scope.label)).of(language), _of_scope(made, scope)
    else:
        return _Table(request.names.get(request.scope, ""), [], [], {})
    cells = _cells(made, request, groups, bodies)
    if len(bodies) > most:
        known = {node.id: sum(bool(cells[group.id, node.id].seats) for group in groups) for node in bodies}
        kept = sorted(bodies, key=lambda node: (not colourful(node), -known[node.id], node.order))[: max(most, 1)]
        bodies = [node for node in bodies if node in kept]
        cells = _cells(made, request, groups, bodies)
    return _Table(title, groups, bodies, cells)


def _main_groups(made: Drawing) -> list[Node]:
    """Return the groups that steer, and those that need a host."""
    nodes = made.sorted_nodes()
    steering = [node for node in nodes if national(node) and not hosted(node) and made.scene.into(node.id, "member_of")]
    main = [node for node in steering if not _part_of_group(made, node)]
    return sorted([*main, *filter(hosted, nodes)], key=lambda node: (kind_rank(node.kind), node.order))


def _bodies_with_colour(made: Drawing) -> list[Node]:
    return [node for node in made.sorted_nodes() if colourful(node)]


def _selected(made: Drawing, selection: Collection[str]) -> tuple[list[Node], list[Node]]:
    """Return the groups of a selection, and the bodies: those of colour, and whom somebody represents there."""
    chosen = [node for node in made.sorted_nodes() if node.id in selection]
    groups = [node for node in chosen if hosted(node) or made.scene.into(node.id, "member_of")]
    represented = _represented(made, groups)
    bodies = [node for node in chosen if colourful(node) or (node.id in represented and node not in groups)]
    return groups, bodies


def _of_scope(made: Drawing, scope: Node) -> tuple[list[Node], list[Node]]:
    """Return the groups and bodies around a person, around a body with its regions, or around a group with its own."""
    nodes = made.sorted_nodes()
    if scope.kind == PERSON:
        sits = {edge.end for edge in made.scene.out(scope.id, "member_of")}
        return [node for node in nodes if node.id in sits], _bodies_with_colour(made)
    parts = {edge.start for edge in made.scene.into(scope.id, "part_of")}
    if _speaks_for_itself(scope):
        return _main_groups(made), [scope, *(node for node in nodes if node.id in parts and node.kind == "region")]
    below = [node for node in nodes if node.id in parts and not hosted(node) and made.scene.into(node.id, "member_of")]
    groups = [scope, *sorted(below, key=lambda node: (kind_rank(node.kind), node.order))]
    represented = set() if national(scope) else _represented(made, groups)
    return groups, [node for node in nodes if node.id in represented] or _bodies_with_colour(made)


def _represented(made: Drawing, groups: Iterable[Node]) -> set[str]:
    return {edge.end for group in groups for edge in _behalf(made, group)}


def _speaks_for_itself(node: Node) -> bool:
    """Tell whether a node is a sjukvårdsregion or region, which others represent rather than sit in."""
    return node.known_kind is not None and node.known_kind.host and node.known_kind.level < 4


def _part_of_group(made: Drawing, node: Node) -> bool:
    """Tell whether a group belongs to one that needs a host, as working groups do."""
    return any(hosted(made.scene.nodes[edge.end]) for edge in made.scene.out(node.id, "part_of"))


def _behalf(made: Drawing, group: Node) -> list[Edge]:
    """Return on whose behalf people sit in a group."""
    seats = made.scene.into(group.id, "member_of")
    return [edge for seat in seats for _, edge in made.bodies(seat)]


def _cells(
    made: Drawing, request: Request, rows: Iterable[Node], columns: Sequence[Node]
) -> dict[tuple[str, str], _Cell]:
    cells: dict[tuple[str, str], _Cell] = defaultdict(lambda: _Cell([], [], []))
    wholes = {column.id for column in columns}
    for row in rows:
        for seat in sorted(made.scene.into(row.id, "member_of"), key=lambda edge: _seat_order(made, edge)):
            placed = False
            for body, edge in made.bodies(seat):
                for whole in _wholes(made, body, wholes):
                    placed = True
                    cell = cells[row.id, whole]
                    cell.behalf.append(edge)
                    # Whoever represents a sjukvårdsregion and one of its regions is told once.
                    if all(seat != other for other, _ in cell.seats):
                        cell.seats.append((seat, None if whole == body.id else body))
            if not placed:
                cells[row.id, _OTHER].seats.append((seat, None))
    for span in request.spans:
        if span.what == "vacancy" and span.on(request.as_of):
            places = [body for body in span.bodies if body in wholes] or [_OTHER]
            for place in places:
                cells[span.group, place].vacant.append(span)
    return cells


def _seat_order(made: Drawing, seat: Edge) -> tuple[int, tuple[str, str], Edge]:
    rank = kinds.ROLES[seat.role].rank if seat.role in kinds.ROLES else 99
    return rank, made.scene.nodes[seat.start].order, seat


def _wholes(made: Drawing, body: Node, wholes: set[str]) -> list[str]:
    """Return the columns to which a body belongs: its own, else those that it is part of."""
    if body.id in wholes:
        return [body.id]
    above = {edge.end for edge in made.scene.out(body.id, "part_of") if edge.change != "gone"}
    return sorted(above & wholes)


def _limited(made: Drawing, table: _Table) -> Drawing:
    """Return the drawing with nothing but what the table shows, for its sources and legend."""
    edges = [seat for cell in table.cells.values() for seat, _ in cell.seats]
    edges += (edge for cell in table.cells.values() for edge in cell.behalf)
    edges += (edge for row in table.rows for edge in made.scene.into(row.id, "hosts"))
    shown = {row.id for row in table.rows} | {column.id for column in table.columns}
    kept = shown | {end for edge in edges for end in (edge.start, edge.end)}
    nodes = {id_: node for id_, node in made.scene.nodes.items() if id_ in kept}
    return made._replace(scene=joined(nodes, edges))


def _sections(made: Drawing, rows: Sequence[Node]) -> list[tuple[Section, list[Node]]]:
    """Return the rows by kind of group; steering groups together."""
    found: dict[str, list[Node]] = {}
    for node in rows:
        steers = national(node) and not hosted(node) and not _part_of_group(made, node)
        found.setdefault("steering" if steers else node.kind, []).append(node)
    sections = []
    for kind, nodes in found.items():
        plural = wording.STEERING if kind == "steering" else None
        text = plural.of(made.language) if plural else wording.kind(nodes[0], made.language, plural=True)
        note = _NOTE.of(made.language) if any(map(hosted, nodes)) and not made.since else ""
        sections.append((Section(f"rows-{kind}", f"{wording.capital(text)} ({len(nodes)})", note, ()), nodes))
    return sections


# ---- cells


def _cell_item(made: Drawing, row: Node, column: str, label: str, cell: _Cell, fills: tuple[str, ...]) -> Item:
    """Return a cell: names, vacant seats, or that nothing is known."""
    language = made.language
    pieces = [_seat_piece(made, seat, part) for seat, part in _without_plain_seats(made, cell.seats)]
    if column == _OTHER and len(pieces) > _MOST_NAMES:
        pieces = [Piece(_PEOPLE.fill(count=len({seat.start for seat, _ in cell.seats})).of(language))]
    pieces += (Piece(wording.VACANT.fill(role=_role(span, made)).of(language)) for span in cell.vacant)
    told = [_seat_piece(made._replace(brief=False), seat, part) for seat, part in cell.seats]
    hatched = not pieces and column != _OTHER
    if hatched:
        pieces = [Piece(_UNKNOWN.of(language))]
    edges = [*(seat for seat, _ in cell.seats), *cell.behalf]
    ids = {clean(id_) for edge in edges for id_ in edge.sources}
    ids |= {clean(id_) for span in cell.vacant for id_ in span.sources}
    lines = [label, *(piece.text for piece in told or pieces)]
    if ids:
        lines.append(wording.SOURCES_ARE.fill(ids=", ".join(sorted(ids))).of(language))
    change: Change = ""
    if made.since:
        change = comparison.of_tied(Node("", "", ""), edges)
        fills = (comparison.MARKS[change].fill if change else palette.PLAIN,)
    return Item(
        f"{row.id} × {column}",
        "",
        label,
        "box",
        tuple(pieces),
        "\n".join(lines),
        fills,
        hatched,
        change == "gone",
        change=change,
    )


def _without_plain_seats(made: Drawing, seats: Sequence[tuple[Edge, Node | None]]) -> list[tuple[Edge, Node | None]]:
    """Return the seats without those of members who hold another one for the same body, which says more."""
    special = {seat.start for seat, _ in seats if seat.role != "ledamot"}
    return [each for each in seats if made.since or each[0].role != "ledamot" or each[0].start not in special]


def _seat_piece(made: Drawing, seat: Edge, part: Node | None) -> Piece:
    """Return the line of one seat: the name, and the role and body where they are not what one expects."""
    name = clean(made.scene.nodes[seat.start].label)
    role = "" if seat.role == "ledamot" and seat.status == "decided" else wording.role(seat, made.language)
    more = [*([role] if role else []), *([wording.short(part)] if part else [])]
    piece = made.statement(", ".join([name, *more]), seat)
    sign = seat.change if made.since else ""
    return piece._replace(text=comparison.signed(piece.text, sign))


def _role(span: Span, made: Drawing) -> str:
    known = kinds.ROLES.get(span.role)
    return known.label.of(made.language) if known else clean(span.role)


# ---- geometry


def _heads(made: Drawing, table: _Table) -> list[Item]:
    """Return the names of the columns, and how much is known in each."""
    language = made.language
    items = []
    for node in table.columns:
        known = sum(bool(table.cells[row.id, node.id].seats) for row in table.rows)
        said = _KNOWN.fill(count=known, of=len(table.rows)).of(language)
        pieces = (Piece(wording.short(node), NAME), Piece(wording.tight(said)))
        fill = palette.PLAIN if made.since else made.colour(node) if colourful(node) else palette.PLAIN
        item = made.item(node, pieces, (), (fill,))
        items.append(item._replace(shape="capsule", centred=True))
    other = Piece(_OTHERS.of(language))
    return [*items, Item(":other", "", other.text, "box", (other,), other.text, centred=True)]


def _head(page: Page, table: _Table, items: Sequence[Item], first: float, column: float) -> None:
    """Add the row that names the columns."""
    heading = _HEADING if all(map(colourful, table.columns)) else _BODIES
    section = Section("columns", heading.of(page.drawing.language), "", ())
    title, _, top = placing.head(section, MARGIN, page.y, page.inner)
    if column <= _COLUMN:
        items = [item._replace(shape="box") for item in items]
    tall = max(placing.height(item, column) for item in items)
    left = MARGIN + PAD + first + _GAP
    boxes = [placing.box(item, left + at * (column + _GAP), top, column, tall) for at, item in enumerate(items)]
    page.bands.append(Band("columns", MARGIN, page.y, page.inner, top + tall + PAD - page.y, title, None, tuple(boxes)))
    page.y += page.bands[-1].h + BETWEEN


def _row(made: Drawing, table: _Table, node: Node) -> list[Item]:
    """Return the row of a group: its name, a cell for each column, and one for the others."""
    language = made.language
    fills, no_host, dormant = made.host_fills(node) if hosted(node) else ((palette.PLAIN,), False, False)
    edges = made.scene.into(node.id, "hosts") if hosted(node) else []
    name = Piece(wording.headed(node) if hosted(node) else clean(node.label), NAME)
    said = [piece.full or piece.text for piece in made.hosted_item(node).pieces[1:]] if hosted(node) else []
    hosts = {edge.start for edge in edges if edge.status != "dormant"}
    items = [made.item(node, [name], edges, fills, hatched=no_host, dashed=dormant, said="\n".join(said))]
    for body in table.columns:
        fill = made.colour(body) if body.id in hosts else palette.PLAIN
        label = f"{clean(node.label)}, {clean(body.label)}"
        items.append(_cell_item(made, node, body.id, label, table.cells[node.id, body.id], (fill,)))
    label = f"{clean(node.label)}, {_OTHERS.of(language)}"
    return [*items, _cell_item(made, node, _OTHER, label, table.cells[node.id, _OTHER], (palette.PLAIN,))]


def _rows(page: Page, section: Section, rows: Iterable[Sequence[Item]], first: float, column: float) -> None:
    """Add a band with these rows."""
    title, note, y = placing.head(section, MARGIN, page.y, page.inner)
    boxes = []
    for items in rows:
        widths = [first, *([column] * (len(items) - 1))]
        tall = max(placing.height(item, w) for item, w in zip(items, widths, strict=True))
        x = MARGIN + PAD
        for item, w in zip(items, widths, strict=True):
            box = placing.box(item, x, y, w, tall)
            if box.words:
                boxes.append(box._replace(bare=box.hatched and box.x > MARGIN + PAD))
            x += w + _GAP
        y += tall + _GAP
    page.bands.append(Band(section.id, MARGIN, page.y, page.inner, y - _GAP + PAD - page.y, title, note, tuple(boxes)))
    page.y += page.bands[-1].h + BETWEEN


FORM = Form(
    name="matrix",
    title=Text("Matris", "Matrix"),
    description=Text(
        "Grupperna mot sjukvårdsregionerna: i varje ruta vem som företräder den ena i den andra.",
        "The groups against the sjukvårdsregioner: in each cell who represents the one in the other.",
    ),
    draw=draw,
    rank=4,
    seated=True,
)
