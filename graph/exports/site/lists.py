"""The pages that list: the start with the picture, all names, all sources; and the index that is searched."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from graph import kinds
from graph.exports import wording
from graph.exports.data import records_of
from graph.exports.pictures import rendering, svg
from graph.exports.pictures.picture import Picture
from graph.exports.profiles.hostings import hosts
from graph.exports.site.edition import HOME, NAMES, SOURCES, Edition
from graph.exports.site.html import NOTHING, Column, Html, join, listed, outward, table, tag, text
from graph.exports.site.page import READING_ID, Page, source_id
from graph.exports.site.words import READING
from graph.names import swedish_key
from graph.records import Source

_LETTERS = {"{": "Å", "|": "Ä", "}": "Ö"}
"""How `swedish_key` writes the letters after z."""
_OTHER_SIGNS = "#"


# ---- start


def start(edition: Edition) -> bytes:
    """Return the start page."""
    page = Page(edition, HOME)
    page.say(page.word("lead" if edition.with_people else "lead_without"), "lead")
    page.section("picture", page.word("picture"), lead=page.word("picture_lead"))
    page.add(
        tag("div", _picture(edition), class_="picture", role="region", tabindex="0", aria_label=page.word("scrolls"))
    )
    page.section("groups", page.word("groups_and_bodies"), len(edition.told))
    there = [id_ for id_ in edition.told if edition.around[id_].exists]
    for kind in kinds.ORGANISATION_KINDS.values():
        of_kind = [id_ for id_ in there if edition.kind(id_) is kind]
        if of_kind:
            page.part(wording.capital(kind.plural.of(page.language)), len(of_kind), id_=f"kind-{kind.name}")
            page.add(listed((_with_host(page, id_) for id_ in of_kind), class_="columns"))
    gone = [id_ for id_ in edition.told if not edition.around[id_].exists]
    if gone:
        page.part(page.word("not_then"), len(gone), id_="kind-gone")
        page.add(listed(map(page.to, gone), class_="columns"))
    _people(page)
    page.section(READING_ID, page.word("reading"))
    terms = [(term.label, term.description) for term in kinds.CERTAINTIES.values()]
    page.add(tag("dl", *(_term(term.of(page.language), told.of(page.language)) for term, told in (*READING, *terms))))
    page.say(records_of.LICENCE.of(page.language), "lead")
    return page.document(records_of.title(edition.subject))


def _term(term: str, told: str) -> Html:
    sentence = wording.capital(told if told.endswith(".") else told + ".")
    return join([tag("dt", text(wording.capital(term))), tag("dd", text(sentence))])


def _people(page: Page) -> None:
    """Lead to the people."""
    if not page.edition.people:
        return
    words = page.word("people_listed", count=len(page.edition.people))
    page.section("people", page.word("people"))
    page.add(tag("p", tag("a", text(words), href=page.address(f"{NAMES}#people"))))


def _with_host(page: Page, id_: str) -> Html:
    if not page.edition.kind(id_).hosted:
        return page.to(id_)
    active = [each.host.id for each in hosts(page.edition.ask, id_) if each.host and each.status != "dormant"]
    named = " · ".join(page.edition.label(host) or "" for host in active)
    told = page.word("host_is", name=named) if named else page.word("host_unknown")
    return join([page.to(id_), page.beside(told)])


def _picture(edition: Edition) -> Html:
    """Return the picture of the scope as an element, with links to the pages."""
    drawing = svg.write(linked(rendering.picture(edition.subject), edition.addresses), edition.language)
    return Html(drawing.strip())


def linked(picture: Picture, addresses: Mapping[str, str]) -> Picture:
    """Return a picture whose boxes lead to pages."""
    bands = tuple(
        band._replace(boxes=tuple(box._replace(address=addresses.get(box.id)) for box in band.boxes))
        for band in picture.bands
    )
    return picture._replace(bands=bands)


# ---- names


def names(edition: Edition) -> bytes:
    """Return all names in alphabetical order: groups and bodies with their other names, then people."""
    page = Page(edition, NAMES)
    page.say(page.word("names_lead"), "lead")
    _register(page, "groups", page.word("groups_and_bodies"), edition.told)
    if edition.people:
        _register(page, "people", page.word("people"), [person.id for person in edition.people])
    return page.document(page.word("names"), way=[(HOME, page.word("start"))])


def _register(page: Page, part: str, heading: str, ids: Iterable[str]) -> None:
    entries: set[tuple[str, str, str]] = set()
    for id_ in ids:
        entries |= {(swedish_key(label.text), label.text, id_) for label in page.edition.labels_of(id_)}
    by_letter: defaultdict[str, list[Html]] = defaultdict(list)
    for key, name, id_ in sorted(entries):
        by_letter[_letter(key)].append(_entry(page, name, id_))
    ordered = sorted(by_letter, key=lambda letter: (letter == _OTHER_SIGNS, swedish_key(letter)))
    page.section(part, heading, len({id_ for _, _, id_ in entries}))
    anchors = {
        letter: f"{part}-{'other' if letter == _OTHER_SIGNS else number}" for number, letter in enumerate(ordered)
    }
    jumps = [tag("a", text(letter), href=f"#{anchors[letter]}", aria_label=_spoken(page, letter)) for letter in ordered]
    page.add(tag("nav", *jumps, aria_label=page.word("letters", part=heading.lower()), class_="letters"))
    for letter in ordered:
        page.part(_spoken(page, letter) or letter, id_=anchors[letter])
        page.add(listed(by_letter[letter], class_="columns"))


def _spoken(page: Page, letter: str) -> str | None:
    return page.word("other_signs") if letter == _OTHER_SIGNS else None


def _letter(key: str) -> str:
    first = key[:1]
    return _LETTERS.get(first) or (first.upper() if "a" <= first <= "z" else _OTHER_SIGNS)


def _entry(page: Page, name: str, id_: str) -> Html:
    if name == page.edition.label(id_):
        return page.to(id_)
    return join([text(name), Html(", "), tag("i", text(page.word("see"))), Html(" "), page.to(id_)])


# ---- sources


def sources(edition: Edition, cited: Mapping[str, Sequence[str]], all_of_them: bool) -> bytes:
    """Return all sources; `cited` tells for each which pages use it, by what they are about."""
    page = Page(edition, SOURCES)
    wanted = [source for source in edition.sources.values() if source.id in cited or all_of_them]
    wanted.sort(key=lambda source: (swedish_key(source.title), source.id))

    def title(source: Source) -> Html:
        return join([tag("span", text(source.title), id=source_id(source)), page.note(source.doubt)])

    def date(source: Source) -> Html:
        retrieved = page.word("retrieved", when=source.retrieved) if source.retrieved else ""
        return join([page.date(source), page.beside(retrieved)])

    def used(source: Source) -> Html:
        found = cited.get(source.id, ())
        if not found:
            return NOTHING
        links = listed(map(page.to, found))
        if len(found) <= 2:
            return links
        return tag("details", tag("summary", text(page.word("pages_counted", count=len(found)))), links)

    columns = [
        Column(page.word("source_heading"), title, bare=True),
        Column(page.word("publisher"), lambda source: text(source.publisher or "")),
        Column(page.word("date"), date),
        Column(page.word("address"), lambda source: outward(source.address) if source.address else NOTHING),
        Column(page.word("used_on"), used),
    ]
    page.say(page.word("sources_lead"), "lead")
    page.say(page.word("sources_listed", count=len(wanted)))
    page.add(table(page.word("sources"), columns, wanted))
    return page.document(page.word("sources"), way=[(HOME, page.word("start"))])


# ---- search


def index(edition: Edition) -> bytes:
    """Return what is searched, as a script: file:// lets a page fetch nothing.

    One line for each page: address, name, what it is, and its names folded as `graph.names` does.
    """
    kind: Callable[[str], str] = lambda id_: edition.kind(id_).label.of(edition.language)  # noqa: E731
    order = [*sorted(edition.told, key=lambda id_: edition.kind(id_).level), *(person.id for person in edition.people)]
    lines = []
    for id_ in order:
        labels = edition.labels_of(id_)
        folded = dict.fromkeys(text for label in labels for text in (label.folded, label.bare) if text)
        what = kind(id_) if id_ in edition.organisations else ""
        lines.append(json.dumps([edition.addresses[id_], edition.label(id_), what, *folded]).replace("<", "\\u003c"))
    return ("window.styrgrafNames = [\n" + ",\n".join(lines) + "\n];\n").encode()
