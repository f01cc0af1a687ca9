"""The frame of every page: head, menu, search, content, sources and foot; and links relative to the page."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph import kinds, notes
from graph.exports import wording
from graph.exports.site.edition import HOME, NAMES, SOURCES, Edition, newest_first
from graph.exports.site.html import NOTHING, Html, dated, join, listed, outward, plain, tag, text
from graph.exports.site.words import confirmed, word
from graph.records import Source

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""Nothing is fetched but the edition's own files, and nothing is sent anywhere."""
STYLE, SCRIPT, INDEX = "assets/style.css", "assets/search.js", "assets/search-index.js"
READING_ID = "reading"
_CONTENT = "content"


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
        main = [
            self._way(way),
            tag("p", text(kind), class_="kind") if kind else NOTHING,
            tag("h1", text(title)),
            tag("p", text(day), class_="day"),
            self._contents(),
            *self._body,
        ]
        name = self.word("name")
        titled = join([plain(title), text(name), text(day)], " – ") if title != name else text(f"{name} – {day}")
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", titled),
            tag("link", rel="stylesheet", href=self.address(STYLE)),
            tag("script", src=self.address(INDEX), defer=True),
            tag("script", src=self.address(SCRIPT), defer=True),
        )
        body = tag(
            "body",
            tag("a", text(self.word("skip")), href=f"#{_CONTENT}", class_="skip"),
            Html("\n"),
            self._top(),
            Html("\n"),
            tag("main", join(main, "\n"), id=_CONTENT, tabindex="-1"),
            Html("\n"),
            self._foot(day),
        )
        return f"<!DOCTYPE html>\n{tag('html', head, Html(chr(10)), body, lang=self.language)}\n".encode()

    def _top(self) -> Html:
        pages = [(HOME, "start"), (NAMES, "names"), (SOURCES, "sources")]
        links = [
            tag("a", text(self.word(key)), href=self.address(path), aria_current="page" if path == self.path else None)
            for path, key in pages
        ]
        told = {key: self.word(f"hits_{key}", n="{n}", m="{m}") for key in ("many", "first")}
        told |= {key: self.word(f"hits_{key}") for key in ("none", "one")}
        search = tag(
            "form",
            tag("label", text(self.word("search")), for_="search-text"),
            tag("input", type="search", id="search-text", autocomplete="off", spellcheck="false", maxlength="200"),
            tag("p", id="search-told", role="status", aria_live="polite"),
            tag("ul", id="search-hits", aria_label=self.word("hits"), hidden=True),
            id="search",
            role="search",
            hidden=True,
            data_root=self._root,
            **{f"data_{key}": value for key, value in told.items()},
        )
        brand = tag("a", text(self.word("name")), href=self.address(HOME), class_="brand")
        return tag("header", brand, tag("nav", *links, aria_label=self.word("menu")), search)

    def _way(self, way: Sequence[tuple[str, str]]) -> Html:
        if not way:
            return NOTHING
        links = [tag("a", text(name), href=self.address(path)) for path, name in way]
        return tag("nav", tag("ol", *(tag("li", link) for link in links)), aria_label=self.word("way"), class_="way")

    def _contents(self) -> Html:
        if len(self._sections) < 3:
            return NOTHING
        links = [tag("a", text(heading), href=f"#{id_}") for id_, heading in self._sections]
        return tag("nav", listed(links), aria_label=self.word("on_page"), class_="contents")

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

    def _foot(self, day: str) -> Html:
        reading = tag("a", text(self.word("reading")), href=f"{self.address(HOME)}#{READING_ID}")
        return tag("footer", tag("p", text(f"{day}. {self.word('printed')} "), reading))


def source_id(source: Source) -> str:
    """Return the anchor of a source on the page of all sources."""
    return f"s-{source.id}"
