"""A time axis: who sat in a group, and who hosted it, from when to when, as far as anyone knows.

A bar is solid while a source covers the time, pale where nothing says that it ended, and fades where it is not
known when it began or ended (DESIGN §3). Vacant and unknown are told as such. The day asked for is a line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from graph import kinds, time
from graph.exports import bands, palette, placing, wording
from graph.exports.contents import Drawing, hosted, kind_rank, prepare
from graph.exports.elements import PERSON, Node
from graph.exports.form import SYSTEM, Form, Request
from graph.exports.measure import clean, width
from graph.exports.page import Page
from graph.exports.picture import Band, Box, Picture, Rule
from graph.exports.placing import BETWEEN, MARGIN, NAME, PAD, SMALL, Item, Piece, Section
from graph.exports.spans import Span
from graph.names import swedish_key
from graph.texts import Text
from graph.time import FIRST_DAY, LAST_DAY

Look = Literal["sure", "presumed", "start", "end", "undated", "vacant", "unknown"]

_BAR, _THIN, _LANE, _ROW_GAP = 16.0, 10.0, 18.0, 2.0
_STUB, _POINT, _LEAST = 16.0, 5.0, 1.5
"""Width of an end that is open, the least of what is known of a single day, and the least that is drawn."""
_LABEL, _BESIDE = 250.0, 10.0
_SPARED = 7.0
"""The names of rows need less air above and below than boxes have."""
_SHADES = (0.5, 0.58, 0.66, 0.74, 0.81, 0.87, 0.92, 0.96)
"""How pale the steps are in which a bar fades."""
_PALE = 0.5
_ROOM = 8.0
"""Around the name of a year or month."""
_NAME_HEIGHT = 18.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MONTHS, _MOST_YEARS = (1, 2, 3, 6), 5
"""Of how many months one is named, and how many years are too many for that."""
_NOBODYS = palette.HEADER
"""The colour of seats that represent no sjukvårdsregion."""

_TITLE = Text("{name}: tidslinje", "{name}: over time")
_SYSTEM_TITLE = Text("Värdskapen över tid", "Hosting over time")
_YEAR = Text("År", "Year")
_HOST = Text("Värd", "Host")
_HOSTS = Text("Värd för", "Hosts")
_SEATS = Text("Uppdrag", "Seats")
_VACANT = Text("vakant", "vacant")
_UNKNOWN = Text("okänd {role}", "unknown {role}")
_FILLED = Text("tillsatt", "filled")
_DORMANT = Text("vilande", "dormant")
_NOTHING = Text("Inga uppgifter om när", "Nothing known about when")
_FROM = Text("från {day}", "from {day}")
_SEEN = Text("först sedd {day}", "first seen {day}")
_UNDATED = Text("odaterat", "undated")
_UNTIL = Text("till {day}", "until {day}")
_GONE = Text("borta senast {day}: {how}", "gone by {day}: {how}")
_CONFIRMED = Text("senast bekräftad {day}", "last confirmed {day}")
_UNKNOWN_FROM = Text("okänt {start}–{end}", "unknown {start}–{end}")
_MEANINGS: Mapping[Look, Text] = {
    "sure": Text("belagt: en källa täcker tiden", "stated: a source covers the time"),
    "presumed": Text("antaget: inget säger att det är slut", "presumed: nothing says that it ended"),
    "end": Text("okänt när det började eller slutade", "unknown when it began or ended"),
    "undated": Text("okänt eller odaterat", "unknown or undated"),
    "vacant": Text("vakant", "vacant"),
}
_DORMANT_MEANS = Text("vilande värd", "dormant host")
_LINE = Text("lodrät linje: {day}", "upright line: {day}")


class Part(NamedTuple):
    """A part of a bar, between two days; None: open on that side."""

    look: Look
    start: str | None
    end: str | None


class _Bar(NamedTuple):
    """One span, or a time of which nothing is known, as a bar."""

    id: str
    kind: str
    label: str
    colour: str
    dashed: bool
    parts: tuple[Part, ...]
    told: str
    """When, in words."""
    sources: tuple[str, ...] = ()


class _Row(NamedTuple):
    """A line of the picture: what it is about, and its bars."""

    id: str
    kind: str
    pieces: tuple[Piece, ...]
    bars: tuple[_Bar, ...]


class _Place(NamedTuple):
    """Where a span is shown."""

    order: tuple[int, ...]
    section: str
    heading: str
    row: tuple[str, ...]
    id: str
    kind: str
    name: str
    lines: tuple[Piece, ...]


def parts(span: Span, horizon: str) -> tuple[Part, ...]:
    """Return what is known of a span's time: what has no end goes on until `horizon`, then open."""
    sure = span.surely_from <= span.surely_until
    begin = min(span.presumed_from, span.surely_from) if sure else span.presumed_from
    if begin == LAST_DAY:
        return (Part("undated", _day(span.first_possible), _day(min(span.ended, time.day_after(horizon)))),)
    found = []
    if span.first_possible < begin:
        found.append(Part("start", _day(span.first_possible), begin))
    elif span.start_how == "seen":
        found.append(Part("start", None, begin))
    after = begin
    if sure:
        if begin < span.surely_from:
            found.append(Part("presumed", begin, span.surely_from))
        after = min(time.day_after(span.surely_until), span.ended)
        found.append(Part("sure", span.surely_from, after))
    if span.ended != LAST_DAY:
        if after < span.ended:
            found.append(Part("end", after, span.ended))
        return tuple(found)
    if after >= horizon:
        return (*found, Part("end", after, None))
    stale = min(max(after, _years_after(span.confirmed_from)), horizon)
    if after < stale:
        found.append(Part("presumed", after, stale))
    return (*found, Part("end", stale, horizon if stale < horizon else None))


def _day(day: str) -> str | None:
    return None if day in (FIRST_DAY, LAST_DAY) else day


def _years_after(day: str) -> str:
    """Return the day from which a confirmation no longer counts as recent."""
    then = date.fromisoformat(day)
    year = then.year + time.CONFIRMED_YEARS
    return then.replace(year=year, day=min(then.day, 28)).isoformat() if year < 9999 else LAST_DAY


def draw(request: Request, width: float | None) -> Picture:
    """Return the time axis of a request."""
    made = prepare(request.elements, request.language, request.address_of, request.names)
    teller = _Teller(made, request)
    page = _Page(made, request, teller, width or bands.WIDE)
    sections = teller.sections()
    if not sections:
        section = Section("nothing", _NOTHING.of(request.language), "", ())
        page.bands.append(placing.empty_band(section, MARGIN, page.y, page.inner))
        page.y += page.bands[-1].h + BETWEEN
        return page.picture()
    label = max(_LABEL * 0.7, min(_LABEL * 1.5, page.inner * 0.19))
    left = MARGIN + PAD + label + _BESIDE + _STUB
    axis = _Axis(teller.start, teller.end, left, page.inner - (left - MARGIN) - PAD - _STUB)
    lines = _head(page, axis, label)
    top = page.y - BETWEEN
    for section, rows in sections:
        _rows(page, section, rows, axis, label)
    foot = page.y - BETWEEN - PAD / 2
    for day in dict.fromkeys([*axis.ticks(), *axis.months()]):
        page.rules.append(Rule(axis.x(day), top - PAD + 2, axis.x(day), foot, palette.GRID, 1.0, False))
    for x, y in lines:
        page.rules.append(Rule(x, y, x, foot, palette.INK, 1.6, True))
    return page.picture()


# ---- what is told


class _Teller:
    """Makes sections of rows from spans."""

    def __init__(self, made: Drawing, request: Request) -> None:
        self.made = made
        self.request = request
        self.language = request.language
        self.spans = sorted(
            (span for span in request.spans if span.first_possible < span.ended),
            key=lambda span: (span.first_possible, swedish_key(span.name), span.id),
        )
        days = {request.as_of, *([request.before.as_of] if request.before else [])}
        for span in self.spans:
            known = (span.first_possible, span.presumed_from, span.surely_from, span.surely_until, span.ended)
            days |= {day for day in known if _day(day)}
        self.start = f"{min(days)[:4]}-01-01"
        self.end = f"{max(days)[:4]}-12-31"
        # What goes on is shown until the day asked for, or the last day of which anything is known.
        self.horizon = max(days)
        if request.scope in made.scene.nodes:
            self.node: Node | None = made.scene.nodes[request.scope]
        else:
            self.node = None
        self.groups = {span.group: span.group_kind for span in self.spans}

    def title(self) -> str:
        """Return the title."""
        if self.request.selection:
            return _TITLE.fill(name=wording.SELECTION.of(self.language)).of(self.language)
        if self.request.scope == SYSTEM:
            return _SYSTEM_TITLE.of(self.language)
        name = clean(self.node.label) if self.node else self.name(self.request.scope)
        return _TITLE.fill(name=name).of(self.language) if name else wording.NOTHING.of(self.language)

    def name(self, id_: str) -> str:
        """Return what an organisation is called."""
        node = self.made.scene.nodes.get(id_)
        return clean(node.label if node else self.request.names.get(id_, id_))

    def short(self, id_: str, kind: str | None = None) -> str:
        """Return what an organisation is called in small text."""
        node = self.made.scene.nodes.get(id_)
        return wording.short(node or Node(id_, kind or self.kind(id_), self.name(id_)))

    def kind(self, id_: str) -> str:
        """Return the kind of an organisation as far as it is known; an id begins with it (DESIGN §3)."""
        node = self.made.scene.nodes.get(id_)
        return node.kind if node else self.groups.get(id_, id_.split("-")[0])

    def colour(self, id_: str) -> str:
        """Return the colour of a body."""
        node = self.made.scene.nodes.get(id_)
        return self.made.colour(node) if node else self.made.colours.of(id_)

    def role(self, span: Span) -> str:
        """Return a span's role, with its status unless that is decided."""
        known = kinds.ROLES.get(span.role)
        words = known.label.of(self.language) if known else clean(span.role)
        status = kinds.MEMBERSHIP_STATUSES.get(span.status)
        if status is None or status.name in ("decided", "vacant"):
            return words
        return f"{words}, {status.label.of(self.language)}"

    def sections(self) -> list[tuple[Section, list[_Row]]]:
        """Return the rows by section, with those that say of what time nothing is known."""
        found: dict[tuple[tuple[int, ...], str, str], list[_Row]] = {}
        placed: dict[tuple[tuple[int, ...], str, str], list[tuple[_Place, Span]]] = {}
        for span in self.spans:
            place = self.place(span)
            placed.setdefault((place.order, place.section, place.heading), []).append((place, span))
        for key, each in placed.items():
            found[key] = self.rows(each)
        if self.request.scope == SYSTEM and not self.request.selection and self.spans:
            self.with_hostless(found)
        sections = [
            (Section(id_, wording.capital(heading), "", ()), found[order, id_, heading])
            for order, id_, heading in sorted(found)
        ]
        return self.with_unknown(sections)

    def place(self, span: Span) -> _Place:
        """Return where a span is shown: it depends on what the picture is about."""
        scope, language = self.request.scope, self.language
        selected = bool(self.request.selection)
        if span.what == "hosting":
            group = Node(span.group, span.group_kind, self.name(span.group))
            if scope == SYSTEM and not selected:
                heading = wording.kind(group, language, plural=True)
                order = (0, *kind_rank(span.group_kind)[:2])
                return _Place(
                    order,
                    f"kind-{span.group_kind}",
                    heading,
                    (span.group,),
                    span.group,
                    span.group_kind,
                    wording.headed(group),
                    (self.host_line(span),),
                )
            if span.group == scope and not selected:
                return _Place(
                    (0,),
                    "host",
                    _HOST.of(language),
                    (span.holder or "", span.status),
                    span.holder or "",
                    span.holder_kind,
                    clean(span.name),
                    self.dormant_line(span),
                )
            lines = (self.host_line(span),) if selected else self.dormant_line(span)
            row = (span.group, "" if selected else span.status)
            heading = (_HOST if selected else _HOSTS).of(language)
            return _Place((1,), "hosts", heading, row, span.group, span.group_kind, clean(group.label), lines)
        return self.seat_place(span)

    def seat_place(self, span: Span) -> _Place:
        """Return where a seat is shown."""
        scope, language = self.request.scope, self.language
        who = clean(span.name) or (_VACANT if span.what == "vacancy" else _FILLED).of(language)
        holder = span.holder or span.id
        group = self.name(span.group)
        bodies = self.body_lines(span)
        if self.request.selection:
            said = wording.IN_GROUP.fill(role=self.role(span), group=group).of(language)
            return _Place(
                (2,),
                "seats",
                _SEATS.of(language),
                (holder, span.group, span.role),
                span.holder or "",
                PERSON,
                who,
                (Piece(said), *bodies),
            )
        if span.group == scope:
            rank = kinds.ROLES[span.role].rank if span.role in kinds.ROLES else 99
            return _Place(
                (2, rank),
                f"role-{span.role}",
                self.role(span._replace(status="")),
                (holder, span.status),
                span.holder or "",
                PERSON,
                who,
                bodies,
            )
        if span.holder == scope:
            return _Place(
                (3,),
                "seats",
                _SEATS.of(language),
                (span.group, span.role),
                span.group,
                span.group_kind,
                group,
                (Piece(self.role(span)), *bodies),
            )
        heading = wording.REPRESENTING.fill(body=self.short(scope)).of(language)
        said = wording.IN_GROUP.fill(role=self.role(span), group=group).of(language)
        return _Place(
            (4,),
            "representing",
            heading,
            (holder, span.group, span.role),
            span.holder or "",
            PERSON,
            who,
            (Piece(said),),
        )

    def host_line(self, span: Span) -> Piece:
        """Return the line that names a host, with its colour."""
        host = self.short(span.holder or "", span.holder_kind)
        dormant = f" ({_DORMANT.of(self.language)})" if span.status == "dormant" else ""
        return Piece(f"{host}{dormant}", dot=self.colour(span.holder or ""))

    def dormant_line(self, span: Span) -> tuple[Piece, ...]:
        """Return what is said of a host that only rests."""
        return (Piece(_DORMANT.of(self.language)),) if span.status == "dormant" else ()

    def body_lines(self, span: Span) -> tuple[Piece, ...]:
        """Return the bodies that a seat represents."""
        return tuple(Piece(self.short(body), dot=self.colour(body)) for body in span.bodies)

    def rows(self, placed: Sequence[tuple[_Place, Span]]) -> list[_Row]:
        """Return the rows of a section: in the order in which they began, of groups by name."""
        found: dict[tuple[str, ...], list[tuple[_Place, Span]]] = {}
        for place, span in placed:
            found.setdefault(place.row, []).append((place, span))
        rows = []
        for each in found.values():
            place = each[0][0]
            lines = dict.fromkeys(line for other, _ in each for line in other.lines)
            pieces = (Piece(place.name, NAME), *lines)
            rows.append(_Row(place.id, place.kind, pieces, tuple(self.bar(span, place.name) for _, span in each)))
        if placed[0][0].kind in kinds.ORGANISATION_KINDS and placed[0][0].section != "host":
            rows.sort(key=_by_name)
        return rows

    def bar(self, span: Span, name: str) -> _Bar:
        """Return a span as a bar."""
        found = parts(span, self.horizon)
        if span.what == "vacancy":
            sure = [part for part in found if part.look in ("sure", "presumed")]
            ends = (sure[0].start, sure[-1].end) if sure else (found[0].start, found[-1].end)
            found = (Part("vacant", *ends),)
        bodies = (span.holder or "",) if span.what == "hosting" else span.bodies
        coloured = [body for body in bodies if body in self.made.colours.colours]
        colour = self.colour(coloured[0]) if coloured else _NOBODYS if span.what == "seat" else palette.OTHER
        dormant = span.what == "hosting" and span.status == "dormant"
        label = name if span.what != "hosting" else f"{name}: {clean(span.name)}"
        kind = "hosts" if span.what == "hosting" else "member_of"
        return _Bar(span.id, kind, label, colour, dormant, found, self.when(span), span.sources)

    def when(self, span: Span) -> str:
        """Return from when to when, in words."""
        language = self.language
        if span.presumed_from == LAST_DAY and span.surely_from == LAST_DAY:
            start = _UNDATED.of(language)
        else:
            told = _SEEN if span.start_how == "seen" else _FROM
            start = told.fill(day=_days(span.first_possible, min(span.presumed_from, span.surely_from))).of(language)
        said = [start]
        if span.last_confirmed:
            said.append(_CONFIRMED.fill(day=clean(wording.observed(span.last_confirmed, language))).of(language))
        if span.ended != LAST_DAY:
            how = kinds.END_REASONS[span.end_how].label.of(language) if span.end_how in kinds.END_REASONS else ""
            last = _day_before(span.ended)
            if span.end_how == "stated":
                said.append(_UNTIL.fill(day=last).of(language))
            else:
                said.append(_GONE.fill(day=span.ended, how=how).of(language))
        return ", ".join(said)

    # ---- what nobody knows

    def with_unknown(self, sections: list[tuple[Section, list[_Row]]]) -> list[tuple[Section, list[_Row]]]:
        """Add, for one group, the times of which nobody tells who hosted or chaired it."""
        node = self.node
        if node is None or node.known_kind is None or not self.spans or self.request.selection:
            return sections
        found = {section.id: (section, rows) for section, rows in sections}
        order = [section.id for section, _ in sections]
        wanted = [("role-ordförande", "ordförande", kinds.ROLES["ordförande"].label.of(self.language))]
        if node.known_kind.hosted:
            wanted.append(("host", "", _HOST.of(self.language)))
        for id_, role, word in wanted if node.known_kind.group else ():
            if not node.known_kind.hosted and id_ not in found:
                continue
            covering = [
                span for span in self.spans if span.group == node.id and span.role == role and span.status != "dormant"
            ]
            row = self.unknown_row(id_, covering, _UNKNOWN.fill(role=word.lower()).of(self.language))
            if row is None:
                continue
            if id_ not in found:
                found[id_] = (Section(id_, wording.capital(word), "", ()), [])
                order.insert(0 if id_ == "host" or "host" not in order else 1, id_)
            found[id_][1].append(row)
        return [found[id_] for id_ in order]

    def with_hostless(self, found: dict[tuple[tuple[int, ...], str, str], list[_Row]]) -> None:
        """Add to the groups that need a host the times of which nobody tells who it was."""
        covering: dict[str, list[Span]] = {}
        for span in self.spans:
            if span.status != "dormant":
                covering.setdefault(span.group, []).append(span)
        for node in filter(hosted, self.made.sorted_nodes()):
            heading = wording.kind(node, self.language, plural=True)
            rows = found.setdefault(((0, *kind_rank(node.kind)[:2]), f"kind-{node.kind}", heading), [])
            word = _UNKNOWN.fill(role=_HOST.of(self.language).lower()).of(self.language)
            unknown = self.unknown_row(node.id, covering.get(node.id, []), word)
            place = next((at for at, row in enumerate(rows) if row.id == node.id), None)
            if unknown and place is None:
                pieces = (Piece(f"{wording.headed(node)}: {word}", NAME),)
                rows.append(unknown._replace(id=node.id, kind=node.kind, pieces=pieces))
            elif unknown and place is not None:
                rows[place] = rows[place]._replace(bars=(*rows[place].bars, *unknown.bars))
        for rows in found.values():
            rows.sort(key=_by_name)

    def unknown_row(self, id_: str, covering: Iterable[Span], name: str) -> _Row | None:
        """Return the row of the times that no span covers."""
        gaps: list[tuple[str, str]] = []
        at = self.start
        for start, end in sorted((max(span.first_possible, self.start), span.ended) for span in covering):
            if at < start:
                gaps.append((at, start))
            at = max(at, end)
        if at < self.horizon:
            gaps.append((at, self.horizon))
        if not gaps:
            return None
        bars = tuple(
            _Bar(
                f":unknown-{id_}-{start}",
                "",
                name,
                palette.PLAIN,
                False,
                (Part("unknown", start, end),),
                _UNKNOWN_FROM.fill(start=start, end=end).of(self.language),
            )
            for start, end in gaps
        )
        return _Row(f":unknown-{id_}", "", (Piece(name, NAME),), bars)


def _by_name(row: _Row) -> tuple[str, str]:
    return swedish_key(row.pieces[0].text), row.id


def _days(first: str, last: str) -> str:
    """Return one day, or the two between which it was."""
    if first == FIRST_DAY:
        return f"…–{last}" if last != LAST_DAY else "…"
    return first if first >= last or last == LAST_DAY else f"{first}–{last}"


def _day_before(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()


# ---- where it stands


class _Axis(NamedTuple):
    """Days from left to right."""

    start: str
    end: str
    left: float
    wide: float

    def x(self, day: str) -> float:
        """Return where a day stands; what lies before or after the axis, at its end."""
        first, last = _ordinal(self.start), _ordinal(self.end) + 1
        share = (_ordinal(min(max(day, self.start), LAST_DAY)) - first) / (last - first)
        return self.left + self.wide * min(max(share, 0.0), 1.0)

    def ticks(self) -> list[str]:
        """Return the days at which lines stand: years, as many as have room for their names."""
        first, last = int(self.start[:4]), int(self.end[:4])
        room = self.wide / (last - first + 1)
        needed = width("2000", SMALL) + _ROOM
        step = next((step for step in _STEPS if step * room >= needed), _STEPS[-1])
        return [f"{year:04d}-01-01" for year in range(first, last + 1) if year % step == 0 or step == 1]

    def months(self) -> list[str]:
        """Return the first days of the months for whose names there is room; none where years stand close."""
        first, last = int(self.start[:4]), int(self.end[:4])
        room = self.wide / (12 * (last - first + 1))
        step = next((step for step in _MONTHS if step * room >= width("mars", SMALL) + 2), 0)
        if not step or last - first >= _MOST_YEARS:
            return []
        return [f"{year:04d}-{month:02d}-01" for year in range(first, last + 1) for month in range(1, 13, step)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class _Page(Page):
    """A page whose legend tells what bars mean."""

    def __init__(self, made: Drawing, request: Request, teller: _Teller, wide: float) -> None:
        """Take the sources from the spans."""
        sources = {source for span in teller.spans for source in span.sources}
        super().__init__(made, request.scope, request.as_of, teller.title(), wide, sources)
        self.teller = teller
        before = [request.before.as_of] if request.before else []
        self.days = [*before, request.as_of]
        self.looks: set[Look] = set()
        self.told: dict[str, list[str]] = {}

    def signs(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return what colours and looks mean."""
        language = self.drawing.language
        shown = {fill for box in boxes for fill in box.fills} | {dot.fill for box in boxes for dot in box.dots}
        colours = self.drawing.colours
        named = sorted(
            (swedish_key(self.teller.short(body)), body) for body, fill in colours.colours.items() if fill in shown
        )
        signs: list[tuple[Item | str | None, str]] = [
            (placing.swatch([colours.of(body)]), self.teller.short(body)) for _, body in named
        ]
        if palette.OTHER in shown:
            signs.append((placing.swatch([palette.OTHER]), wording.OTHER_BODY.of(language)))
        swatches: dict[Look, Item] = {
            "sure": placing.swatch([_NOBODYS]),
            "presumed": placing.swatch([palette.paler(_NOBODYS, _PALE)]),
            "end": placing.swatch([palette.paler(_NOBODYS, shade) for shade in _SHADES]),
            "undated": placing.swatch([palette.PLAIN], hatched=True),
            "vacant": placing.swatch([palette.PLAIN], dashed=True),
        }
        same: dict[Look, Look] = {"start": "end", "unknown": "undated"}
        looks = {same.get(look, look) for look in self.looks}
        signs += ((swatch, _MEANINGS[look].of(language)) for look, swatch in swatches.items() if look in looks)
        if any(box.dashed and box.fills != (palette.PLAIN,) for box in boxes):
            signs.append((placing.swatch([_NOBODYS], dashed=True), _DORMANT_MEANS.of(language)))
        if self.teller.spans:
            days = wording.listed([wording.day(day, language) for day in self.days], language)
            signs.append((None, _LINE.fill(day=days).of(language)))
        return signs

    def description(self, boxes: Sequence[Box]) -> str:
        """Return the rows in words."""
        parts = [f"{self.subtitle.text}."]
        for heading, rows in self.told.items():
            parts.append(f"{heading}: {'; '.join(rows)}.")
        return " ".join(parts)


def _head(page: _Page, axis: _Axis, label: float) -> list[tuple[float, float]]:
    """Add the axis, and return where the lines of the days asked for begin."""
    language = page.drawing.language
    section = Section("axis", _YEAR.of(language), "", ())
    heading, _, _ = placing.head(section, MARGIN, page.y, label + 2 * PAD)
    y = page.y + PAD - 4
    boxes = []
    ticks = [*axis.ticks(), time.day_after(axis.end) if axis.end < LAST_DAY else axis.end]
    for start, end in pairwise(ticks):
        boxes.append(_name(f":{start[:4]}", start[:4], axis.x(start), axis.x(end), y))
    y += _NAME_HEIGHT
    months = axis.months()
    for start, end in pairwise([*months, time.day_after(axis.end)] if months else []):
        text = wording.month(int(start[5:7]), language)
        boxes.append(_name(f":{start[:7]}", text, axis.x(start), axis.x(end), y))
    if months:
        y += _NAME_HEIGHT
    y += 4
    lines = []
    taken = page.width
    for day in reversed(page.days):
        text = wording.day(day, language)
        wide = width(text, SMALL) + 2 * 18.0 + 1
        x = min(max(axis.x(day) - wide / 2, axis.left - _STUB), MARGIN + page.inner - PAD - wide)
        if x + wide + 4 > taken:
            y += placing.height(_named("", text), wide) + 4
        item = _named(f":{day}", text)._replace(shape="capsule", fills=(palette.PLAIN,))
        boxes.append(placing.box(item, x, y, wide, placing.height(item, wide)))
        lines.append((axis.x(day), y + boxes[-1].h))
        taken = x
    tall = max(box.y + box.h for box in boxes) + PAD - 4 - page.y
    page.bands.append(Band("axis", MARGIN, page.y, page.inner, tall, heading, None, tuple(boxes)))
    page.y += tall + BETWEEN
    return lines


def _named(id_: str, text: str) -> Item:
    return Item(id_, "", text, "box", (Piece(text),), text, centred=True, fills=(palette.GROUND,))


def _name(id_: str, text: str, x: float, end: float, y: float) -> Box:
    """Return the name of a year or month, which may take all the room between two lines."""
    box = placing.box(_named(id_, text), x - _LABEL, y, end - x + 2 * _LABEL, _NAME_HEIGHT)
    words = tuple(each._replace(x=x, w=end - x) for each in box.words)
    return box._replace(x=x, w=end - x, words=words, bare=True)


def _rows(page: _Page, section: Section, rows: Sequence[_Row], axis: _Axis, label: float) -> None:
    """Add a band with a line for each row: its name to the left, its bars to the right."""
    title, note, y = placing.head(section, MARGIN, page.y, page.inner)
    boxes: list[Box] = []
    told = page.told.setdefault(title.text, [])
    for row in rows:
        name = row.pieces[0].text
        when = "; ".join(bar.told for bar in row.bars)
        address_of = page.drawing.address_of
        address = address_of(row.id) if address_of and row.id and not row.id.startswith(":") else None
        item = Item(row.id, row.kind, name, "box", row.pieces, f"{name}\n{when}", address, (palette.GROUND,))
        item = placing.roomy(item)
        high = placing.height(item, label) - 2 * _SPARED
        lanes: list[float] = []
        placed: list[tuple[int, list[tuple[Part, float, float]], _Bar]] = []
        measured = sorted(((_measured(bar, axis), bar) for bar in row.bars), key=lambda each: each[0][0][1])
        for found, bar in measured:
            lane = next((at for at, end in enumerate(lanes) if end + 1 <= found[0][1]), len(lanes))
            lanes[lane : lane + 1] = [found[-1][2]]
            placed.append((lane, found, bar))
        tall = max(high, len(lanes) * _LANE)
        name_box = placing.box(item, MARGIN + PAD, y + (tall - high) / 2 - _SPARED, label, high)
        boxes.append(name_box._replace(y=y, h=tall, bare=True))
        top = y + (tall - len(lanes) * _LANE) / 2
        for lane, found, bar in placed:
            for part, x, end in found:
                page.looks.add(part.look)
                boxes.append(_box(part, bar, x, end, top + lane * _LANE, page))
        told.append(f"{', '.join(piece.text for piece in row.pieces)}: {when}")
        y += tall + _ROW_GAP
    page.bands.append(
        Band(section.id, MARGIN, page.y, page.inner, y - _ROW_GAP + PAD - page.y, title, note, tuple(boxes))
    )
    page.y += page.bands[-1].h + BETWEEN


def _measured(bar: _Bar, axis: _Axis) -> list[tuple[Part, float, float]]:
    """Return the parts of a bar with where they begin and end, one after another."""
    found: list[tuple[Part, float, float]] = []
    last = len(bar.parts) - 1
    for place, part in enumerate(bar.parts):
        start = axis.x(part.start) if part.start else None
        end = axis.x(part.end) if part.end else None
        if start is None and end is None:
            start, end = axis.left - _STUB, axis.left + axis.wide + _STUB
        elif start is None and end is not None:
            start = axis.left - _STUB if part.look == "undated" else end - _STUB
        elif end is None and start is not None:
            end = axis.left + axis.wide + _STUB if part.look == "undated" else start + _STUB
        if start is None or end is None:
            continue
        if part.look in ("sure", "vacant"):
            end = max(end, start + _POINT)
        elif part.look == "unknown":
            end -= _STUB + 1  # where the open beginning of what is known stands
        if found:
            start = max(start, found[-1][2])
        if end - start >= _LEAST or (place == last and not found):
            found.append((part, start, max(end, start + _LEAST)))
    return found


def _box(part: Part, bar: _Bar, x: float, end: float, top: float, page: _Page) -> Box:
    """Return one part of a bar."""
    full = part.look in ("sure", "vacant")
    tall = _BAR if full else _THIN
    fills: tuple[str, ...] = (bar.colour,)
    if part.look == "presumed":
        fills = (palette.paler(bar.colour, _PALE),)
    elif part.look in ("start", "end"):
        fills = tuple(palette.paler(bar.colour, shade) for shade in _SHADES)
        fills = fills[::-1] if part.look == "start" else fills
    elif part.look != "sure":
        fills = (palette.PLAIN,)
    lines = [bar.label, bar.told]
    if bar.sources:
        ids = ", ".join(map(clean, bar.sources))
        lines.append(wording.SOURCES_ARE.fill(ids=ids).of(page.drawing.language))
    item = Item(
        bar.id,
        bar.kind,
        bar.label,
        "box",
        (),
        "\n".join(line for line in lines if line),
        None,
        fills,
        part.look in ("undated", "unknown"),
        part.look == "vacant" or (bar.dashed and part.look in ("sure", "presumed")),
    )
    box = placing.box(item, x, top + (_LANE - tall) / 2, end - x, tall)
    return box._replace(bare=part.look in ("start", "end"))


FORM = Form(
    name="timeline",
    title=Text("Tidslinje", "Time axis"),
    description=Text(
        "Vem som satt i gruppen och vem som var värd för den, från när till när.",
        "Who sat in the group and who hosted it, from when to when.",
    ),
    draw=draw,
    rank=5,
    timed=True,
)
