"""What a time axis tells: rows of bars, made from spans, with the times of which nobody knows anything."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from graph import kinds, time
from graph.exports import wording
from graph.exports.characters import clean
from graph.exports.elements import PERSON, Node
from graph.exports.pictures import palette
from graph.exports.pictures.contents import Drawing, hosted, kind_rank
from graph.exports.pictures.form import SYSTEM, Request
from graph.exports.pictures.placing import NAME, Piece, Section
from graph.exports.spans import Span
from graph.names import swedish_key
from graph.texts import Text
from graph.time import FIRST_DAY, LAST_DAY, day_before

Look = Literal["sure", "presumed", "start", "end", "undated", "vacant", "unknown"]

NOBODYS = palette.HEADER
"""The colour of seats that represent no sjukvårdsregion."""

_TITLE = Text("{name}: tidslinje", "{name}: over time")
_SYSTEM_TITLE = Text("Värdskapen över tid", "Hosting over time")
_HOST = Text("Värd", "Host")
_HOSTS = Text("Värd för", "Hosts")
_SEATS = Text("Uppdrag", "Seats")
_VACANT = Text("vakant", "vacant")
_UNKNOWN = Text("okänd {role}", "unknown {role}")
_FILLED = Text("tillsatt", "filled")
_DORMANT = Text("vilande", "dormant")
_FROM = Text("från {day}", "from {day}")
_SEEN = Text("först sedd {day}", "first seen {day}")
_UNDATED = Text("odaterat", "undated")
_UNTIL = Text("t.o.m. {day}", "until {day}")
_GONE = Text("borta senast {day}: {how}", "gone by {day}: {how}")
_CONFIRMED = Text("senast bekräftad {day}", "last confirmed {day}")
_UNKNOWN_FROM = Text("okänt {start}–{end}", "unknown {start}–{end}")


class BarPart(NamedTuple):
    """A part of a bar, between two days; None: open on that side."""

    look: Look
    start: str | None
    end: str | None


class Bar(NamedTuple):
    """One span, or a time of which nothing is known, as a bar."""

    id: str
    kind: str
    label: str
    colour: str
    dashed: bool
    parts: tuple[BarPart, ...]
    when: str
    """When, in words."""
    sources: tuple[str, ...] = ()


class Lifeline(NamedTuple):
    """A line of the picture: what it is about, and its bars."""

    id: str
    kind: str
    pieces: tuple[Piece, ...]
    bars: tuple[Bar, ...]


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


def parts(span: Span, horizon: str) -> tuple[BarPart, ...]:
    """Return what is known of a span's time: what has no end goes on until `horizon`, then open."""
    sure = span.surely_from <= span.surely_until
    begin = min(span.presumed_from, span.surely_from) if sure else span.presumed_from
    if begin == LAST_DAY:
        return (BarPart("undated", _day(span.first_possible), _day(min(span.ended, time.day_after(horizon)))),)
    found = []
    if span.first_possible < begin:
        found.append(BarPart("start", _day(span.first_possible), begin))
    elif span.start_how == "seen":
        found.append(BarPart("start", None, begin))
    after = begin
    if sure:
        if begin < span.surely_from:
            found.append(BarPart("presumed", begin, span.surely_from))
        after = min(time.day_after(span.surely_until), span.ended)
        found.append(BarPart("sure", span.surely_from, after))
    if span.ended != LAST_DAY:
        if after < span.ended:
            found.append(BarPart("end", after, span.ended))
        return tuple(found)
    if after >= horizon:
        return (*found, BarPart("end", after, None))
    stale = min(max(after, _years_after(span.confirmed_from)), horizon)
    if after < stale:
        found.append(BarPart("presumed", after, stale))
    return (*found, BarPart("end", stale, horizon if stale < horizon else None))


def _day(day: str) -> str | None:
    return None if day in (FIRST_DAY, LAST_DAY) else day


def _years_after(day: str) -> str:
    """Return the day from which a confirmation no longer counts as recent."""
    then = date.fromisoformat(day)
    year = then.year + time.CONFIRMED_YEARS
    return then.replace(year=year, day=min(then.day, 28)).isoformat() if year < 9999 else LAST_DAY


class Teller:
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

    def sections(self) -> list[tuple[Section, list[Lifeline]]]:
        """Return the rows by section, with those that say of what time nothing is known."""
        found: dict[tuple[tuple[int, ...], str, str], list[Lifeline]] = {}
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

    def rows(self, placed: Sequence[tuple[_Place, Span]]) -> list[Lifeline]:
        """Return the rows of a section: in the order in which they began, of groups by name."""
        found: dict[tuple[str, ...], list[tuple[_Place, Span]]] = {}
        for place, span in placed:
            found.setdefault(place.row, []).append((place, span))
        rows = []
        for each in found.values():
            place = each[0][0]
            lines = dict.fromkeys(line for other, _ in each for line in other.lines)
            pieces = (Piece(place.name, NAME), *lines)
            rows.append(Lifeline(place.id, place.kind, pieces, tuple(self.bar(span, place.name) for _, span in each)))
        if placed[0][0].kind in kinds.ORGANISATION_KINDS and placed[0][0].section != "host":
            rows.sort(key=_by_name)
        return rows

    def bar(self, span: Span, name: str) -> Bar:
        """Return a span as a bar."""
        found = parts(span, self.horizon)
        if span.what == "vacancy":
            sure = [part for part in found if part.look in ("sure", "presumed")]
            ends = (sure[0].start, sure[-1].end) if sure else (found[0].start, found[-1].end)
            found = (BarPart("vacant", *ends),)
        bodies = (span.holder or "",) if span.what == "hosting" else span.bodies
        coloured = [body for body in bodies if body in self.made.colours.colours]
        colour = self.colour(coloured[0]) if coloured else NOBODYS if span.what == "seat" else palette.OTHER
        dormant = span.what == "hosting" and span.status == "dormant"
        label = name if span.what != "hosting" else f"{name}: {clean(span.name)}"
        kind = "hosts" if span.what == "hosting" else "member_of"
        return Bar(span.id, kind, label, colour, dormant, found, self.when(span), span.sources)

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
            last = day_before(span.ended)
            if span.end_how == "stated":
                said.append(_UNTIL.fill(day=last).of(language))
            else:
                said.append(_GONE.fill(day=span.ended, how=how).of(language))
        return ", ".join(said)

    # ---- what nobody knows

    def with_unknown(self, sections: list[tuple[Section, list[Lifeline]]]) -> list[tuple[Section, list[Lifeline]]]:
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

    def with_hostless(self, found: dict[tuple[tuple[int, ...], str, str], list[Lifeline]]) -> None:
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

    def unknown_row(self, id_: str, covering: Iterable[Span], name: str) -> Lifeline | None:
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
            Bar(
                f":unknown-{id_}-{start}",
                "",
                name,
                palette.PLAIN,
                False,
                (BarPart("unknown", start, end),),
                _UNKNOWN_FROM.fill(start=start, end=end).of(self.language),
            )
            for start, end in gaps
        )
        return Lifeline(f":unknown-{id_}", "", (Piece(name, NAME),), bars)


def _by_name(row: Lifeline) -> tuple[str, str]:
    return swedish_key(row.pieces[0].text), row.id


def _days(first: str, last: str) -> str:
    """Return one day, or the two between which it was."""
    if first == FIRST_DAY:
        return f"…–{last}" if last != LAST_DAY else "…"
    return first if first >= last or last == LAST_DAY else f"{first}–{last}"
