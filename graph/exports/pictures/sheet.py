"""Paper and slides: a picture is laid out so that it fills a sheet, with text that can be read on it."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from graph.exports.pictures import placing
from graph.exports.pictures.picture import Band, Box, Connector, Dot, Legend, Picture, Sign, Words
from graph.texts import Text


class Sheet(NamedTuple):
    """One size of paper or slide, in points (1/72 inch)."""

    name: str
    title: Text
    w: float
    h: float
    comfortable: float
    """Points of the smallest text beyond which nothing is made larger to fill the sheet."""
    larger: str | None = None
    """The next larger one of the same proportions."""
    offered: bool = True


READABLE = 6.0
"""The smallest text has at least this many points on the sheet."""

_STEPS = 7
_BREAKS = ("-", "‐", "–", "/")
_SQUEEZE, _MOST_SQUEEZES = 1.05, 60
_MOST_AIR = 24.0
"""Between bands, beyond what is always there, to fill a sheet."""
_SIZES = {"a4": (595.28, 841.89), "a3": (841.89, 1190.55), "a2": (1190.55, 1683.78), "a1": (1683.78, 2383.94)}
_LYING = Text("liggande", "landscape")
_STANDING = Text("stående", "portrait")


def _paper(name: str, *, lying: bool) -> Sheet:
    short, long = _SIZES[name]
    size = name.upper()
    turned = _LYING if lying else _STANDING
    ending = "-landscape" if lying else ""
    order = list(_SIZES)
    larger = order[order.index(name) + 1] + ending if name != order[-1] else None
    return Sheet(
        name + ending,
        Text(f"{size} {turned.sv}", f"{size} {turned.en}"),
        long if lying else short,
        short if lying else long,
        11.0 if name == "a4" else 14.0,
        larger,
        name in ("a4", "a3"),
    )


SHEETS: Mapping[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        *(_paper(name, lying=lying) for name in _SIZES for lying in (False, True)),
        Sheet("16:9", Text("Presentation 16:9", "Presentation 16:9"), 960.0, 540.0, 14.0),
    )
}
"""Every sheet by name; those that are not `offered` are taken only when a smaller one can't be read."""

_LARGER = Text("{sheet}, för att texten ska kunna läsas", "{sheet}, so that the text can be read")
_SMALL = Text(
    "texten blir {points} punkter på {sheet}: för mycket för en sida",
    "the text is {points} points on {sheet}: too much for one page",
)


def offered() -> list[str]:
    """Return the names of the sheets that people choose from."""
    return [sheet.name for sheet in SHEETS.values() if sheet.offered]


def fitted(draw: Callable[[float], Picture], name: str) -> Picture:
    """Return the picture that `draw` makes for some width, laid out to fill the sheet called `name`.

    Text is as large as it can be, up to what is comfortable. Where it could not be read, the next larger sheet
    of the same proportions is taken; where there is none, the text is smaller. Both are said below the title.
    """
    sheet = SHEETS[name]
    found = _on(draw, sheet)
    while found is None and sheet.larger:
        sheet = SHEETS[sheet.larger]
        found = _on(_remarking(draw, sheet), sheet)
    return found or _squeezed(draw, sheet)


def _remarking(draw: Callable[[float], Picture], sheet: Sheet) -> Callable[[float], Picture]:
    return lambda width: _remarked(draw(width), _LARGER, sheet=sheet)


def _on(draw: Callable[[float], Picture], sheet: Sheet) -> Picture | None:
    """Return the picture on the sheet with the largest readable text, None when none can be read."""
    narrow, wide = (sheet.w * placing.SMALL / points for points in (sheet.comfortable, READABLE))
    best = draw(float(int(wide)))
    if best.height > best.width * sheet.h / sheet.w:
        return None
    whole = not _breaks_words(best)
    width = narrow
    for _ in range(_STEPS):
        made = draw(float(int(width)))
        if made.height <= made.width * sheet.h / sheet.w and not (whole and _breaks_words(made)):
            best, wide = made, width
        else:
            narrow = width
        if wide - narrow < 1:
            break
        width = (narrow + wide) / 2
    return spread(best, best.width * sheet.h / sheet.w, sheet.name)


def _breaks_words(picture: Picture) -> bool:
    """Tell whether a line ends in the middle of a word, as it must where a box is too narrow."""
    for words in picture.texts():
        rest = words.text
        for line in words.lines[:-1]:
            if not rest.startswith(line):
                break
            rest = rest[len(line) :]
            if not rest.startswith(" ") and line[-1:] not in _BREAKS:
                return True
            rest = rest.lstrip(" ")
    return False


def _squeezed(draw: Callable[[float], Picture], sheet: Sheet) -> Picture:
    """Return the picture on a sheet on which its text is too small."""
    width = sheet.w * placing.SMALL / READABLE
    for _ in range(_MOST_SQUEEZES):
        made = draw(float(int(width)))
        if made.height <= made.width * sheet.h / sheet.w:
            break
        width *= _SQUEEZE
    made = _remarked(made, _SMALL, sheet=sheet, points=sheet.w * placing.SMALL / made.width)
    wide = max(made.width, made.height * sheet.w / sheet.h)
    return spread(made._replace(width=wide), wide * sheet.h / sheet.w, sheet.name)


def _remarked(picture: Picture, remark: Text, *, sheet: Sheet, points: float = 0.0) -> Picture:
    """Say something behind the subtitle."""
    subtitle, language = picture.subtitle, picture.language
    size = f"{int(points * 10) / 10:.1f}"
    size = size.replace(".", ",") if language == "sv" else size
    said = f"{subtitle.text} · {remark.fill(sheet=sheet.title.of(language), points=size).of(language)}"
    words = placing.words(said, subtitle.x, subtitle.y, subtitle.w, subtitle.size, colour=subtitle.colour)
    lower = words.h - subtitle.h
    moved = _Moved([subtitle.y + subtitle.h], [lower]).picture(picture)
    return moved._replace(subtitle=words, height=picture.height + lower)


# ---- moving what is drawn


def spread(picture: Picture, height: float, sheet: str) -> Picture:
    """Return the picture as tall as `height`: air between its bands, and the footer at the foot."""
    room = height - picture.height
    if room <= 0:
        return picture._replace(sheet=sheet)
    cuts = _cuts(picture)
    air = min(room / (len(cuts) + 1), _MOST_AIR)
    lower = [*([air] * len(cuts)), room - air * len(cuts)]
    moved = _Moved([*cuts, picture.footer.y - 1], lower).picture(picture)
    return moved._replace(height=height, sheet=sheet)


def _cuts(picture: Picture) -> list[float]:
    """Return heights at which no band stands, between one and another or the legend."""
    tops = sorted((band.y, band.y + band.h) for band in picture.bands)
    found = []
    lowest = tops[0][1] if tops else 0.0
    for top, bottom in tops[1:]:
        if top > lowest:
            found.append((top + lowest) / 2)
        lowest = max(lowest, bottom)
    return found


Shape = TypeVar("Shape", Words, Dot)


class _Moved:
    """Moves what is below each of some heights further down."""

    def __init__(self, cuts: list[float], lower: list[float]) -> None:
        self.cuts = cuts
        self.sums = [0.0]
        for each in lower:
            self.sums.append(self.sums[-1] + each)

    def y(self, y: float) -> float:
        return y + self.sums[bisect_right(self.cuts, y)]

    def placed(self, shape: Shape) -> Shape:
        return shape._replace(y=self.y(shape.y))

    def box(self, box: Box) -> Box:
        words, dots = tuple(map(self.placed, box.words)), tuple(map(self.placed, box.dots))
        return box._replace(y=self.y(box.y), words=words, dots=dots)

    def band(self, band: Band) -> Band:
        return band._replace(
            y=self.y(band.y),
            heading=self.placed(band.heading),
            note=self.placed(band.note) if band.note else None,
            boxes=tuple(map(self.box, band.boxes)),
        )

    def connector(self, connector: Connector) -> Connector:
        return connector._replace(
            points=tuple((x, self.y(y)) for x, y in connector.points),
            words=tuple(map(self.placed, connector.words)),
            dots=tuple(map(self.placed, connector.dots)),
        )

    def sign(self, sign: Sign) -> Sign:
        return Sign(
            self.box(sign.box) if sign.box else None,
            self.placed(sign.dot) if sign.dot else None,
            self.placed(sign.words),
        )

    def legend(self, legend: Legend) -> Legend:
        signs = tuple(map(self.sign, legend.signs))
        return legend._replace(y=self.y(legend.y), heading=self.placed(legend.heading), signs=signs)

    def picture(self, picture: Picture) -> Picture:
        return picture._replace(
            bands=tuple(map(self.band, picture.bands)),
            connectors=tuple(map(self.connector, picture.connectors)),
            legend=self.legend(picture.legend) if picture.legend else None,
            footer=self.placed(picture.footer),
            rules=tuple(rule._replace(y=self.y(rule.y), to_y=self.y(rule.to_y)) for rule in picture.rules),
        )
