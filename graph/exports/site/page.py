"""The frame of every page: head, menu, search, content, sources and foot; and links relative to the page."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import kinds, notes
from graph.exports import wording
from graph.exports.site.edition import HOME, NAMES, SOURCES, Edition, newest_first
from graph.exports.site.html import NOTHING, Html, dated, join, outward, plain, tag, text
from graph.exports.site.words import confirmed, word
from graph.records import Source

if TYPE_CHECKING:
    from jinja2 import Template

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""Nothing is fetched but the edition's own files, and nothing is sent anywhere."""
STYLE, SCRIPT, INDEX = "assets/style.css", "assets/search.js", "assets/search-index.js"
READING_ID = "reading"
_CONTENT = "content"


class Link(NamedTuple):
    """A link in the frame of a page."""

    address: str
    name: Html
    current: bool = False
    """It leads to this very page."""


@cache
def _frame() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only who writes a site waits for it

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    frames = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return frames.get_template("page.html")


class Page:
    """One page in the making: gathers sections and cited sources."""

    def __init__(self, edition: Edition, path: str) -> None:
        """Begin an empty page at a path inside the edition."""
        self.edition = edition
        self.language = edition.language
        self.path = path
        self._root = "../" * path.count("/")
        self._sections: list[tuple[str, str]] = []
        self._body: list[Html] = []
        self.cited: dict[str, Source] = {}
        """Sources in the order in which the page names them, by the id that is shown."""

    # ---- words and links

    def word(self, key: str, **values: object) -> str:
        """Return words in the edition's language."""
        return word(key, self.language, **values)

    def address(self, path: str) -> str:
        """Return the address of a file of the edition, seen from this page."""
        return self._root + path

    def to(self, id_: str | None, otherwise: str | None = None) -> Html:
        """Return the name of an organisation or person, as a link if it has a page here."""
        label = self.edition.label(id_) if id_ else None
        if id_ is None or label is None:
            return text(self.edition.omissions.text(otherwise or ""))
        path = self.edition.addresses.get(id_) or self.edition.addresses.get(self.edition.standing(id_))
        if path is None:
            return tag("span", text(label), class_="name")
        return tag("a", text(label), href=self.address(path))

    def several(self, ids: Iterable[str]) -> Html:
        """Return represented bodies, or that no source tells any."""
        shown = [tag("span", self.to(id_), class_="line") for id_ in ids]
        return join(shown) if shown else tag("span", text(self.word("not_told")), class_="none")

    def unknown(self) -> Html:
        """Return the answer that no source knows: neither an error nor an empty cell."""
        return tag("span", text(self.word("unknown")), class_="none")

    def beside(self, value: str | None) -> Html:
        """Return small words under others, without the names of those who are left out."""
        return tag("span", dated(self.edition.omissions.text(value)), class_="beside") if value else NOTHING

    def note(self, value: str | None) -> Html:
        """Return a note of the data set, beside what it is about."""
        return self.beside(notes.in_language(value, self.language) if value else None)

    # ---- facts

    def certainty(self, certainty: str | None) -> Html:
        """Return how sure a fact is."""
        term = kinds.CERTAINTIES.get(certainty or "")
        if term is None:
            return NOTHING
        description = term.description.of(self.language)
        return tag("span", text(term.label.of(self.language)), class_=f"pill {term.name}", title=description)

    def confirmed(self, row: Any) -> Html:
        """Return when a fact was last confirmed, standing out where that was long ago, and how sure it is."""
        if row.certainty == "unknown":
            return self.certainty("unknown")
        late = "late" if getattr(row, "unconfirmed", False) else None
        said = tag("span", dated(confirmed(row, self.language)), class_=late)
        return join([said, self.certainty(row.certainty)], " ")

    def when(self, value: str | None) -> Html:
        """Return a date as written, in words."""
        return dated(wording.observed(value, self.language)) if value else NOTHING

    def refs(self, ids: Sequence[str] | None) -> Html:
        """Return numbers that lead to the sources at the end of the page, the newest source first."""
        found = newest_first({each.id: each for id_ in ids or () if (each := self.edition.source(id_))}.values())
        if not found:
            return tag("span", text(self.word("no_source")), class_="none")
        return tag("span", *map(self._ref, found), class_="refs")

    def _ref(self, source: Source) -> Html:
        self.cited.setdefault(source.id, source)
        number = str(list(self.cited).index(source.id) + 1)
        hidden = tag("span", text(self.word("source") + " "), class_="unseen")
        return tag("a", hidden, text(number), href=f"#source-{number}", title=source.title)

    # ---- content

    def add(self, *parts: Html) -> None:
        """Add content."""
        self._body += parts

    def say(self, sentence: str, class_: str | None = None) -> None:
        """Add a paragraph."""
        self.add(tag("p", text(sentence), class_=class_))

    def section(self, id_: str, heading: str, count: int | None = None, lead: str = "") -> None:
        """Begin a section."""
        self._sections.append((id_, heading))
        self.add(tag("h2", text(heading), self._count(count), id=id_))
        if lead:
            self.say(lead, "lead")

    def part(self, heading: str, count: int | None = None, lead: str = "", id_: str | None = None) -> None:
        """Begin a part of a section."""
        self.add(tag("h3", text(heading), self._count(count), id=id_))
        if lead:
            self.say(lead, "lead")

    def _count(self, count: int | None) -> Html:
        return NOTHING if count is None else tag("span", text(f" ({count})"), class_="count")

    # ---- the whole page

    def document(self, title: str, kind: str = "", way: Sequence[tuple[str, str]] = ()) -> bytes:
        """Return the page; `way` are the pages above it, as addresses and names."""
        day = self.word("as_of", day=wording.day(self.edition.as_of, self.language))
        self._sources()
        name = self.word("name")
        titled = join([plain(title), text(name), text(day)], " – ") if title != name else text(f"{name} – {day}")
        menu = [(HOME, "start"), (NAMES, "names"), (SOURCES, "sources")]
        page = _frame().render(
            language=self.language,
            policy=POLICY,
            titled=titled,
            style=self.address(STYLE),
            index=self.address(INDEX),
            script=self.address(SCRIPT),
            content=_CONTENT,
            root=self._root,
            home=self.address(HOME),
            reading=f"{self.address(HOME)}#{READING_ID}",
            words={
                **{key: text(self.word(key)) for key in ("skip", "name", "menu", "search", "hits", "way", "on_page")},
                "reading": text(self.word("reading")),
                "foot": text(f"{day}. {self.word('printed')} "),
            },
            menu=[Link(self.address(path), text(self.word(key)), path == self.path) for path, key in menu],
            hits={
                **{f"data-{key}": self.word(f"hits_{key}", n="{n}", m="{m}") for key in ("many", "first")},
                **{f"data-{key}": self.word(f"hits_{key}") for key in ("none", "one")},
            },
            way=[Link(self.address(path), text(above)) for path, above in way],
            kind=text(kind),
            title=text(title),
            day=text(day),
            sections=[Link(f"#{id_}", text(heading)) for id_, heading in self._sections] * (len(self._sections) > 2),
            body=join(self._body, "\n"),
        )
        return page.encode()

    def _sources(self) -> None:
        if not self.cited:
            return
        self.section("page-sources", self.word("sources_used"), len(self.cited))
        lines = []
        for number, source in enumerate(self.cited.values(), 1):
            title = tag("a", text(source.title), href=f"{self.address(SOURCES)}#{source_id(source)}")
            told = [title, *map(text, filter(None, [source.publisher])), self.date(source)]
            if source.address:
                told.append(outward(source.address, brief=True))
            lines.append(tag("li", join(told, ", "), id=f"source-{number}"))
        self.add(tag("ol", join(lines, "\n"), class_="sources"))

    def date(self, source: Source) -> Html:
        """Return what day a source bears or tells of."""
        return dated(wording.observed(source.date or source.period or "", self.language))


def source_id(source: Source) -> str:
    """Return the anchor of a source on the page of all sources."""
    return f"s-{source.id}"
