"""A page put together from top to bottom: title, bands, legend and footer."""

from collections.abc import Iterable, Sequence

from graph import kinds
from graph.exports import comparison, wording
from graph.exports.characters import clean
from graph.exports.pictures import palette, placing
from graph.exports.pictures.contents import VACANCY, Drawing
from graph.exports.pictures.picture import Band, Box, Connector, Picture, RuledLine
from graph.exports.pictures.placing import HOLLOW, Beside, Item, Section
from graph.names import swedish_key

_WIDEST = 480.0
_SOURCE_LINES = 3


class Page:
    """A picture being put together, from top to bottom."""

    def __init__(
        self,
        drawing: Drawing,
        scope: str,
        as_of: str,
        title: str,
        width: float,
        sources: Iterable[str] | None = None,
    ) -> None:
        self.drawing = drawing
        self.scope, self.as_of, self.width = scope, as_of, width
        self.inner = width - 2 * placing.MARGIN
        left = placing.MARGIN
        self.title = placing.words(clean(title), left, 28, self.inner, placing.TITLE, bold=True)
        edges = drawing.scene.edges
        told = sources if sources is not None else [each for edge in edges for each in edge.sources]
        if not edges and not told:
            told = drawing.sources
        self.sources = sorted(set(map(clean, told)))
        self.subtitle = placing.words(
            self.stamp(), left, self.title.y + self.title.h + 2, self.inner, placing.SUBTITLE, colour=palette.QUIET
        )
        self.y = self.subtitle.y + self.subtitle.h + 16
        self.bands: list[Band] = []
        self.connectors: list[Connector] = []
        self.rules: list[RuledLine] = []

    def stamp(self) -> str:
        """Return the day that the picture tells of, and from how many sources."""
        language = self.drawing.language
        if self.drawing.since:
            since, day = (wording.day(each, language) for each in (self.drawing.since, self.as_of))
            return wording.COMPARED.fill(since=since, day=day, count=len(self.sources)).of(language)
        dated = wording.AS_OF.fill(day=wording.day(self.as_of, language)).of(language)
        count = len(self.sources)
        return (wording.STAMP_ONE if count == 1 else wording.STAMP).fill(as_of=dated, count=count).of(language)

    def cross(self, heading: str, middle: Item, left: Sequence[Beside], right: Sequence[Beside]) -> None:
        """Add a band with one item in the middle."""
        section = Section("middle", heading, "", (middle,))
        band, connectors = placing.crossing(section, left, right, placing.MARGIN, self.y, self.inner)
        self.bands.append(band)
        self.connectors += [each for each in connectors if each.kinds]
        self.y += band.h + placing.BETWEEN

    def add(self, sections: Sequence[Section], most: int) -> None:
        """Add sections side by side, each as wide as its boxes ask for."""
        room = self.inner - placing.BETWEEN * (len(sections) - 1)
        widths = placing.shares(sections, room, most)
        top, tall = 0.0, 0.0
        bands: list[Band] = []
        for _ in range(2):
            x = placing.MARGIN
            bands = []
            for section, w in zip(sections, widths, strict=True):
                bands.append(placing.band(section, x, self.y, w, most, _WIDEST, top, tall))
                x += w + placing.BETWEEN
            # Once more, so that boxes side by side begin and, where all are one row, end alike.
            top = max(band.boxes[0].y for band in bands)
            if all(band.boxes[0].y == band.boxes[-1].y for band in bands):
                tall = max(box.h for band in bands for box in band.boxes)
        bands = placing.row(bands)
        self.bands += bands
        self.y += bands[0].h + placing.BETWEEN

    def picture(self) -> Picture:
        """Return what was put together, with legend, footer and a description."""
        language = self.drawing.language
        if not self.bands:
            section = Section("nothing", wording.NOTHING.of(language), "", ())
            self.bands.append(placing.empty_band(section, placing.MARGIN, self.y, self.inner))
            self.y += self.bands[0].h + placing.BETWEEN
        legend = None
        boxes = [box for band in self.bands for box in band.boxes]
        if signs := self.signs(boxes):
            legend = placing.legend(wording.LEGEND.of(language), signs, placing.MARGIN, self.y + 4, self.inner)
            self.y += legend.h + 4 + placing.BETWEEN
        footer = placing.whole(self.footer(), placing.MARGIN, self.y, self.inner, placing.SMALL, colour=palette.QUIET)
        return Picture(
            self.scope,
            self.as_of,
            language,
            self.width,
            footer.y + footer.h + 24,
            self.title,
            self.subtitle,
            self.description(boxes),
            tuple(self.bands),
            tuple(self.connectors),
            legend,
            footer,
            rules=tuple(self.rules),
        )

    def signs(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return what the legend explains: only what the boxes and arrows show."""
        return [*(self.changes(boxes) if self.drawing.since else self.colours(boxes)), *self.standings(boxes)]

    def changes(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return the signs of what happened since the earlier date."""
        language = self.drawing.language
        day = wording.day(self.drawing.since, language)
        shown = {box.change for box in boxes} | {edge.change for edge in self.drawing.scene.edges}
        return [
            (
                placing.swatch([mark.fill], dashed=change == "gone"),
                comparison.signed(mark.meaning.fill(day=day).of(language), change),
            )
            for change, mark in comparison.MARKS.items()
            if change in shown
        ]

    def colours(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return what fills, borders and coloured dots mean."""
        language = self.drawing.language
        filled = {fill for box in boxes for fill in box.fills if not box.hatched}
        dots = [dot for box in boxes for dot in box.dots]
        dots += (dot for connector in self.connectors for dot in connector.dots)
        dotted = {dot.fill for dot in dots if dot.fill}
        nodes = self.drawing.scene.nodes
        named = sorted(
            (
                nodes[body]
                for body, colour in self.drawing.colours.colours.items()
                if body in nodes and colour in filled | dotted
            ),
            key=lambda node: (swedish_key(wording.short(node)), node.id),
        )
        signs: list[tuple[Item | str | None, str]] = [
            (placing.swatch([self.drawing.colours.of(node.id)]), wording.short(node)) for node in named
        ]
        if palette.OTHER in filled | dotted:
            other = wording.OTHER_HOST if palette.OTHER in filled else wording.OTHER_BODY
            signs.append((placing.swatch([palette.OTHER]), other.of(language)))
        if any(box.hatched for box in boxes):
            signs.append((placing.swatch([palette.PLAIN], hatched=True), wording.UNKNOWN_HOST.of(language)))
        if any(box.dashed and box.kind != VACANCY for box in boxes):
            signs.append((placing.swatch([palette.PLAIN], dashed=True), wording.HAS_DORMANT.of(language)))
        return signs

    def standings(self, boxes: Sequence[Box]) -> list[tuple[Item | str | None, str]]:
        """Return what hollow dots and words for unsure statements mean."""
        language = self.drawing.language
        signs: list[tuple[Item | str | None, str]] = []
        texts = [words.text for box in boxes for words in box.words]
        texts += (words.text for connector in self.connectors for words in connector.words)
        dots = [dot for box in boxes for dot in box.dots]
        dots += (dot for connector in self.connectors for dot in connector.dots)
        if any(dot.fill is None for dot in dots):
            text = wording.HOLLOW_MEANS.fill(years=wording.years(language))
            signs.append((HOLLOW, text.of(language)))
        undated = kinds.CERTAINTIES["undated"]
        said = f"({undated.label.of(language)})"
        if any(text.endswith(said) for text in texts):
            signs.append((None, f"{undated.label.of(language)}: {undated.description.of(language)}"))
        return signs

    def footer(self) -> str:
        """Return what the sources are called, or their ids where that takes too much room, or how many they are."""
        language = self.drawing.language
        if not self.sources:
            return wording.NO_SOURCE.of(language)
        known = self.drawing.sources
        called = sorted({clean(known.get(id_, id_)) for id_ in self.sources}, key=swedish_key)
        for listed in (*(["; ".join(called)] if known else []), ", ".join(self.sources)):
            told = wording.SOURCES_ARE.fill(ids=listed).of(language) + "."
            if len(placing.whole(told, 0, 0, self.inner, placing.SMALL, colour=palette.QUIET).lines) <= _SOURCE_LINES:
                return told
        return wording.SOURCES_COUNTED.fill(count=len(self.sources)).of(language)

    def description(self, boxes: Sequence[Box]) -> str:
        """Return the picture in words."""
        parts = [f"{self.subtitle.text}."]
        for band in self.bands:
            told = "; ".join(", ".join(words.text for words in box.words) for box in band.boxes)
            parts.append(f"{band.heading.text}: {told}." if told else f"{band.heading.text}.")
        unknown = sum(box.hatched for box in boxes)
        if unknown:
            parts.append(f"{wording.capital(wording.UNKNOWN_HOST.of(self.drawing.language))}: {unknown}.")
        return " ".join(parts)
