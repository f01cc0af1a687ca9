"""Which groups and bodies a text names: by the names and aliases in the graph, and by the words of the kinds.

Nothing here names an organisation: whatever the data set or the store holds is recognised, in every
spelling that folding, genitive and hyphens allow; a group of a known kind that nobody has told of yet
(`NAG astma`) is recognised by the kind's words.
"""

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graph import kinds, names
from graph.finding import short_label
from graph.port import Reader
from graph.records import Name, Organisation
from loaders.documents.mentions.words import GENERIC_GROUPS

BODY_KINDS = frozenset({"region", "sjukvardsregion", "myndighet", "stodfunktion"})
"""Kinds that are represented rather than sat in."""
_AREA_KINDS = frozenset(name for name, kind in kinds.ORGANISATION_KINDS.items() if kind.prefix and kind.name != "rcc")
_OWNED = frozenset({"rpo", "rsg", "rag", "lpo"})
"""Kinds of which each body has its own by the same name."""
_TODAY = frozenset({"region", "sjukvardsregion", "npo", "nsg", "rcc"})
"""Kinds told by today's name; others are told as the text writes them."""


_GENERIC = frozenset(names.fold(noun) for noun in GENERIC_GROUPS)


class KnownName(NamedTuple):
    """One name of an organisation."""

    organisation: str
    kind: str
    official: str
    text: str


class NamedOrganisation(NamedTuple):
    """A mention of an organisation in a text."""

    start: int
    end: int
    kind: str
    name: str
    """Today's name, or what the text calls it."""
    organisation: str | None = None
    """Its id, when it is known which."""
    bare: bool = False
    """Only a place's or an area's name: one by where it stands."""


_OF_REGION = re.compile(r",[^,]*region[^,]*$", re.IGNORECASE)
_TOKEN = re.compile(r"\w+")
_GAP = re.compile(r"[\s\-‑–/,]{1,4}|:")
_VERB = re.compile(
    r"utsett|utsåg|valt|valde|föreslagit|gäller|gällde|hör|hörde|tillhör|leds|leder|ledde|utgörs|utgår|startar|startade|tog|tar|ger|gav|hålls|höll|fick|lade|vill|behöver|saknar|väntar|"
    r"avslogs|avslås|utgick|upphör|upphörde|lades|deltar|träffades|möttes|hanteras|finns|fanns|gör|gjorde|ses|sker|bör|måste|\w{2,}(?:erar|eras|erat|erats|erade|ades|ade)"
)
"""A verb after a kind's words ends the name of a group that the graph doesn't know."""
Index = dict[tuple[str, ...], list["KnownName"]]
_CLOSED = frozenset(
    """i av för på till som har är med från att den det de vid under fr t o m eller inom mot utan efter om vars när
    utses utsågs nomineras föreslås väljs ersätts efterträds ersätter efterträder avgår slutar blir samt där ska kommer
    ordförande ledamot ledamöter ersättare processledare processtöd sekreterare adjungerad vice ny nya hade deltog
    informerar beslutar hålls träffas består redovisar presenterar möte protokoll anteckningar medlemmar kan får
    och fortsätter lämnar lämnade avgick utser nominerar föreslår godkänner tackar arbetar under sedan numera
    är var blev hanterar sammanträder bereder ingår dess sitt sin egen inte utsedd vald datum fram senast redan
    så kvarstår bör önskar tills längst ännu ej vikarierar vill vars hos år alla både dels resp respektive
    tillika""".split()  # noqa: SIM905
)


class Gazetteer:
    """Finds organisations in texts."""

    def __init__(self, labels: Iterable[KnownName]) -> None:
        """Index the names; a name that several bear means none of them for sure."""
        self._full: Index = {}
        self._areas: Index = {}
        self._bare: Index = {}
        self._most = 1
        for label in labels:
            self._add(label)
        self._kind_words = _kind_words()
        self._starts = {words[0] for index in (self._full, self._areas, self._bare) for words in index}
        self._starts |= {f"{word}s" for word in self._starts}
        self._find = lru_cache(maxsize=4_096)(self._found)

    def _add(self, label: KnownName) -> None:
        words = tuple(names.fold(label.text).split())
        if not words or len("".join(words)) < 2:
            return
        bare = tuple(names.bare(label.text).split())
        kind = kinds.ORGANISATION_KINDS[label.kind]
        if label.kind in _AREA_KINDS:
            if words != bare:
                self._put(self._full, words, label)
            self._put(self._areas, bare, label)
            self._put(self._areas, tuple(names.bare(_OF_REGION.sub("", label.text)).split()), label)
        elif label.kind in ("region", "sjukvardsregion"):
            whole = words != bare or label.text.isupper() or label.text.endswith("regionen")
            self._put(self._full if whole else self._bare, words, label)
            for short in _places(bare):
                self._put(self._bare, short, label)
                if label.kind == "region":
                    self._put(self._full, ("landstinget", *short), label)
                    self._put(self._full, ("landstinget", "i", *short), label)
        else:
            self._put(self._full, words, label)
            head = tuple(names.fold(label.text.split(",")[0]).split())
            if head != words and len(head[0]) > 6 and head[0] not in _GENERIC and kind.name != "lpo":
                self._put(self._full, head, label)

    def _put(self, index: Index, words: tuple[str, ...], label: KnownName) -> None:
        held = index.setdefault(words, [])
        if all(each.organisation != label.organisation for each in held):
            held.append(label)
        self._most = max(self._most, len(words))

    def find(self, text: str) -> list[NamedOrganisation]:
        """Return the organisations that a text names, in order, none within another."""
        return list(self._find(text))

    def _found(self, text: str) -> tuple[NamedOrganisation, ...]:
        tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
        folded = [names.fold(token) for token, _, _ in tokens]
        result: list[NamedOrganisation] = []
        place = 0
        prefixes = {found.start(): (found, kind) for found, kind in self._prefixes(text)}
        while place < len(tokens):
            start = tokens[place][1]
            hit = self._grouped(text, tokens, folded, place, prefixes.get(start)) or self._known(
                text, tokens, folded, place
            )
            if hit is None:
                place += 1
                continue
            found, used = hit
            result.append(found)
            place += used
        return tuple(result)

    def body(self, text: str) -> NamedOrganisation | None:
        """Return the region or body that a whole short text means, as `Skåne` in a cell or in brackets."""
        stripped = text.strip().strip("().").strip()
        found = [each for each in self.find(stripped) if each.end - each.start >= len(stripped) - 1]
        return found[0] if found else None

    def area(self, text: str, kind: str = "npo") -> NamedOrganisation | None:
        """Return the group of a kind whose area a whole text names, as `Akut vård` in a list of NPO."""
        words = tuple(names.bare(text).split())
        label = self._one(self._areas.get(words, []) or self._areas.get(_singular(words), []), kind)
        return None if label is None else NamedOrganisation(0, len(text), kind, _shown(label), label.organisation)

    def identify(self, name: str, near: Collection[str] = (), kind: str | None = None) -> str | None:
        """Return the id of the organisation that a whole name means; None when it isn't sure which.

        A group that each body has one of, as an RPO, is that of the bodies `near`; of several kinds by one name
        it is that of `kind`.
        """
        words, bare = tuple(names.fold(name).split()), tuple(names.bare(name).split())
        held = self._full.get(words) or self._bare.get(words) or []
        if not held and (found := self.body(name)) is not None:
            held = [KnownName(found.organisation, found.kind, found.name, "")] if found.organisation else []
        wanted = kind or (held[0].kind if held else None)
        if wanted in _AREA_KINDS:
            held = [label for label in self._areas.get(bare, []) if label.kind == wanted] or held
        if kind is not None and len(held) > 1:
            held = [label for label in held if label.kind == kind]
        if wanted in _OWNED:
            held = [label for label in held if any(body in label.official for body in near)]
        if len({label.organisation for label in held}) > 1 and near:
            held = [label for label in held if any(body in label.official for body in near)]
        ids = {label.organisation for label in held}
        return ids.pop() if len(ids) == 1 else None

    def areas_in(self, text: str, kind: str = "npo") -> list[NamedOrganisation]:
        """Return the groups of a kind whose areas stand in a list: `Akut vård, Levnadsvanor och Tandvård`."""
        tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
        folded = [names.fold(token) for token, _, _ in tokens]
        result: list[NamedOrganisation] = []
        place = 0
        while place < len(tokens):
            used = self._longest(text, tokens, folded, place, self._areas)
            label = self._one(self._held(folded, place, used, self._areas), kind) if used else None
            if label is None:
                place += 1
                continue
            result.append(
                NamedOrganisation(
                    tokens[place][1], tokens[place + used - 1][2], kind, _shown(label), label.organisation
                )
            )
            place += used
        return result

    def kinds_in(self, text: str) -> list[str]:
        """Return the kinds of groups whose words a text holds, as `npo` for `nationella programområden`."""
        return [kind for _, kind in self._prefixes(text)]

    def _prefixes(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        for found in self._kind_words.finditer(text):
            yield found, (found.lastgroup or "").rstrip("0123456789_")

    def _grouped(
        self,
        text: str,
        tokens: list[tuple[str, int, int]],
        folded: list[str],
        place: int,
        prefix: tuple[re.Match[str], str] | None,
    ) -> tuple[NamedOrganisation, int] | None:
        """Return a group told by its kind and area, as `NPO akut vård` or `nationella arbetsgruppen för KOL`."""
        if prefix is None:
            return None
        found, kind = prefix
        first = place
        while first < len(tokens) and tokens[first][1] < found.end():
            first += 1
        used = self._longest(text, tokens, folded, first, self._areas)
        start = tokens[place][1]
        if used:
            end = tokens[first + used - 1][2]
            label = self._one(self._held(folded, first, used, self._areas), kind)
            if label is not None:
                return NamedOrganisation(
                    start, end, kind, _shown(label, text[start:end]), label.organisation
                ), first + used - place
        if text[found.end() : found.end() + 1] == "-" or (not used and self._known(text, tokens, folded, first)):
            return None
        area_end = self._unknown_area(text, tokens, first, used)
        if area_end <= first:
            return None
        end = tokens[area_end - 1][2]
        area = " ".join(text[tokens[first][1] : end].split())
        near = self._near(area, kind)
        if near is not None:
            return NamedOrganisation(start, end, kind, _shown(near), near.organisation), area_end - place
        short = (kinds.ORGANISATION_KINDS[kind].prefix or ("", kind.upper()))[1]
        return NamedOrganisation(start, end, kind, f"{short} {area}"), area_end - place

    def _unknown_area(self, text: str, tokens: list[tuple[str, int, int]], first: int, known: int) -> int:
        """Return the token after an area that the graph doesn't know; never past a word that can't belong to it."""
        at = first + known
        while at < len(tokens) and at < first + 6:
            gap = text[tokens[at - 1][2] : tokens[at][1]] if at else " "
            word = tokens[at][0]
            if at == first and not re.fullmatch(r"[\s\-–]{1,3}|\s*[,(]\s*|\s*\)[,:]?\s*", gap):
                break
            if at > first and not re.fullmatch(r"[ \-‑/\n\xa0]{1,2}|- ", gap):
                break
            if word.casefold() == "och" and at > first and at + 1 < len(tokens):
                following = tokens[at + 1][0]
                if (following[:1].islower() and following.casefold() not in _CLOSED) or (
                    following.isupper() and len(following) > 1
                ):
                    at += 2
                    continue
                break
            if word.casefold() in _CLOSED or word[:1].isdigit() or _VERB.fullmatch(word):
                break
            if at > first and word[:1].isupper() and not word.isupper():
                break
            at += 1
        return at if at > first else first

    def _near(self, area: str, kind: str) -> KnownName | None:
        """Return the one group of the kind whose area is spelt nearly so."""
        from rapidfuzz import fuzz, process

        choices = {
            " ".join(words): label
            for words, held in self._areas.items()
            if (label := self._one(held, kind)) is not None
        }
        key = names.bare(area)
        if len(key) < 6:
            return None
        best = process.extractOne(key, choices.keys(), scorer=fuzz.ratio, score_cutoff=90)
        return None if best is None else choices[best[0]]

    def _known(
        self, text: str, tokens: list[tuple[str, int, int]], folded: list[str], place: int
    ) -> tuple[NamedOrganisation, int] | None:
        if place >= len(tokens):
            return None
        word, start, _ = tokens[place]
        if not (word[:1].isupper() or word[:1].isdigit() or len(word) > 9):
            return None
        full = self._longest(text, tokens, folded, place, self._full)
        bare = self._longest(text, tokens, folded, place, self._bare) if word[:1].isupper() else 0
        if not full and not bare:
            return None
        used, index = (full, self._full) if full >= bare else (bare, self._bare)
        held = self._held(folded, place, used, index)
        end = tokens[place + used - 1][2]
        written = text[start:end]
        if used == 1 and len(written) <= 4 and not any(label.text == written for label in held):
            return None
        if used == 1 and written.isupper() and len(written) == 2 and held[0].kind not in ("region", "sjukvardsregion"):
            return None
        if len(held) == 1:
            label = held[0]
            return NamedOrganisation(
                start, end, label.kind, _shown(label, written), label.organisation, index is self._bare
            ), used
        kind = held[0].kind
        return NamedOrganisation(start, end, kind, _nominative(written), None, index is self._bare), used

    def _longest(
        self,
        text: str,
        tokens: list[tuple[str, int, int]],
        folded: list[str],
        place: int,
        index: Index,
    ) -> int:
        """Return how many tokens the longest name in `index` takes from `place`."""
        if place >= len(tokens) or folded[place].partition(" ")[0] not in self._starts:
            return 0
        last = place
        while last + 1 < len(tokens) and last - place < self._most:
            if not _GAP.fullmatch(text[tokens[last][2] : tokens[last + 1][1]]):
                break
            last += 1
        for used in range(min(last - place + 1, self._most, len(tokens) - place), 0, -1):
            if self._key_in(folded, place, used, index):
                return used
        return 0

    @staticmethod
    def _key_in(folded: list[str], place: int, used: int, index: Index) -> bool:
        words = tuple(folded[place : place + used])
        return words in index or _singular(words) in index

    @staticmethod
    def _held(folded: list[str], place: int, used: int, index: Index) -> list[KnownName]:
        words = tuple(folded[place : place + used])
        return index[words] if words in index else index[_singular(words)]

    @staticmethod
    def _one(held: list[KnownName], kind: str) -> KnownName | None:
        fitting = [label for label in held if label.kind == kind]
        return fitting[0] if len(fitting) == 1 else None


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without the genitive's s at the end."""
    return (*words[:-1], words[-1][:-1]) if words and len(words[-1]) > 3 and words[-1].endswith("s") else words


def _places(bare: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the shorter names of a region's place: `jonkopings lan` also `jonkoping`."""
    if len(bare) > 3 or len("".join(bare)) < 4:
        return
    yield bare
    if bare[-1] == "lan" and len(bare) == 2:
        yield (bare[0][:-1],) if bare[0].endswith("s") else (bare[0],)


def _shown(label: KnownName, written: str | None = None) -> str:
    """Return today's name, or the text's own where the graph's name says more than people do."""
    if label.kind in _TODAY:
        return label.official
    if label.kind in _AREA_KINDS:
        prefix = kinds.ORGANISATION_KINDS[label.kind].prefix or ("", "")
        return _OF_REGION.sub("", label.official).replace(*prefix)
    return _nominative(written) if written else label.official


def _nominative(written: str) -> str:
    text = " ".join(written.split())
    return text[:-1] if re.search(r"(?:en|et|n)s$", text) else text


def _kind_words() -> re.Pattern[str]:
    """Return what begins the names of groups, made from the kinds' own words, bent as Swedish bends them."""
    parts: list[tuple[int, str]] = []
    for kind in kinds.ORGANISATION_KINDS.values():
        if kind.name not in _AREA_KINDS:
            continue
        for number, phrase in enumerate(kind.words):
            if " " not in phrase and not phrase.isupper():
                continue  # a bare `arbetsgrupp` is any group
            bent = [_bent(word, last=word == phrase.split()[-1]) for word in phrase.split()]
            parts.append((len(phrase), f"(?P<{kind.name}{number}>" + r"\s+".join(bent) + ")"))
    whole = "|".join(part for _, part in sorted(parts, key=lambda part: -part[0]))
    short = "|".join(kind.prefix[1] for kind in kinds.ORGANISATION_KINDS.values() if kind.prefix)
    return re.compile(
        rf"(?<![\w-])(?:{whole})(?!\w)(?:\s*[,(]?\s*(?:{short})\)?[,:]?)?(?:\s*för(?=\s))?", re.IGNORECASE
    )


def _bent(word: str, last: bool) -> str:
    if word.isupper():
        return rf"{word}(?::?s)?"
    if last:
        return rf"{word.rstrip('e')}(?:e|et|en|n|ets|ens|na)?"
    return rf"{re.sub('t$', '', word)}(?:t|a)?"


def labels_of(organisations: Iterable[Organisation], other: Iterable[Name]) -> list[KnownName]:
    """Return every name of these organisations."""
    known = {organisation.id: organisation for organisation in organisations}
    labels = [
        KnownName(each.id, each.kind, short_label(each), text)
        for each in known.values()
        for text in dict.fromkeys((each.name, short_label(each)))
    ]
    for name in other:
        if (named := known.get(name.organisation)) is not None:
            labels.append(KnownName(named.id, named.kind, short_label(named), name.text))
    return labels


def labels_from_store(store: Reader) -> list[KnownName]:
    """Return every name of an organisation that a store holds."""
    return labels_of(store.every(Organisation), store.every(Name))


def labels_from_data(folder: Path) -> list[KnownName]:
    """Return the names in a folder of tables such as the data set's, for when there is no store."""

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((folder / name).read_text("utf-8-sig").splitlines()))

    known = {row["id"]: row for row in rows("organisations.csv")}
    labels = []
    for row in known.values():
        official = _kind_short_row(row)
        labels += [KnownName(row["id"], row["kind"], official, text) for text in dict.fromkeys((row["name"], official))]
    for row in rows("names.csv"):
        if (named := known.get(row["organisation"])) is not None:
            labels.append(KnownName(named["id"], named["kind"], _kind_short_row(named), row["text"]))
    return labels


def _kind_short_row(row: dict[str, str]) -> str:
    prefix = kinds.ORGANISATION_KINDS[row["kind"]].prefix
    name = row["name"]
    return prefix[1] + name[len(prefix[0]) :] if prefix and name.startswith(prefix[0] + " ") else name
