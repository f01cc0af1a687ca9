"""Names of persons: what has the shape of one, and which spellings in a document are one person."""

import re
from collections.abc import Sequence
from pathlib import Path

from graph import names
from loaders.documents.mentions import words

_BETWEEN = frozenset(("von", "af", "de", "van", "der", "den", "la", "da", "di", "al", "el", "bin", "ten", "du", "le"))
"""Small words inside names."""
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀ-Ž", "a-zß-öø-ÿĀ-ſșț"
_PART = rf"(?:[{_UPPER}]['’]|Ma?c)?[{_UPPER}][{_LOWER}'’]+"
_WORD = rf"{_PART}(?:[-‑](?:{_PART}|[{_LOWER}]+|[{_UPPER}](?!\w)))*"
_SMALL = rf"(?:{'|'.join(sorted(_BETWEEN))})"
_INITIAL = rf"[{_UPPER}]\.?"
_INITIALS = rf"(?:(?:[{_UPPER}]\.[ -]?){{1,3}}(?=[{_UPPER}][{_LOWER}]))?"
_CAPITALS = rf"[{_UPPER}]{{2,}}(?:[-‑'’][{_UPPER}]+)*"
SHAPE = re.compile(
    rf"(?<![\w«-])(?:{_INITIALS}{_WORD}(?:[ \u00a0](?:{_SMALL}[ \u00a0]){{0,2}}(?:{_WORD}|"
    rf"{_INITIAL}(?=[ \u00a0]{_WORD}))){{0,4}}|"
    rf"{_CAPITALS}(?: (?:[{_UPPER}] )?(?:(?:VON|AF|DE) )?[{_UPPER}]['’]?{_CAPITALS}){{1,3}})(?![\w»]|[-‑]\w)"
)
"""One or more words that could be a name; `split` and `plausible` say whether it is one."""

_NOT_A_NAME = frozenset(
    """
    hej hejsan kära bäste bästa tack
    ab adjungerade administratör akademiska aktiebolag akut alla anteckningar apotekare april arbetsgrupp
    arbetsgruppen augusti av avgående avslutad avslutning barn barnmorska beredningsgruppen beslut bilaga blekinge
    cancer centrum chef consulting dagordning dalarna datum de december deltagare den denna dessa dessutom det detta
    diagnostik digitalt direktör distriktsläkare docent doktor dr då där därefter därutöver efter eftersom en enligt
    ersättare
    ett farmaceut februari forskningsdirektör foto fredag från frånvarande funktion för förbundet föregående
    föreningen föreslagen förhinder gotland gruppen gävleborg götaland götalandsregionen halland herrgård hjärt
    hotell hud hälsa här härjedalen i idag inera information ingen inget inledning inom institut institutet ja
    januari juli juni justerare justeras jämtland jönköping jönköpings kalmar kansliet karolinska kirurgi kommun
    kommuner kommunikation konferens konklusion konsult kontakt kontaktperson kronoberg kunskapsråd kunskapsrådet
    landstinget lasarett lasarettet ledamot ledamöter ledningsgruppen lokal lokala lokalt lung läkare län lördag mag
    mars med medicin medlem medlemmar mellansverige men minnesanteckningar mål måndag möte mötesanteckningar mötet
    namn nationell nationella nationellt nej njur nominerad nominering nomineringar norra norrbotten notering
    november nu ny nya nytt nämnden när närvarande nästa och också oktober om onsdag ordförande ordföranden
    organisation period plats primärvård processledare processtöd professor programområde programområdet protokoll
    psykisk psykolog publicerad på pågående rapport redaktionen region regional regionala regionalt regiondirektör
    regionen regioner regionsjukvårdsledningen regionsjukvårdsledningens rehabilitering roll rådet sahlgrenska
    sammansättning samordnare samt samverkansgruppen samverkansnämnden se sedan sekreterare sekreteraren senast
    september sida sjukhus sjukhuset sjuksköterska sjukvårdsregion sjukvårdsregionen skåne socialstyrelsen som
    specialistläkare status stiftelsen stockholm stockholms strateg styrgrupp styrgruppen svar svenska sverige sveriges
    sydöstra södra söndag sörmland tandläkare tandvård teams text tid tidigare till tillträdande tisdag titel
    tjänsteperson tjänstepersoner torsdag under universitet universitetet universitetssjukhus universitetssjukhuset
    uppdaterad uppföljning uppsala utsedd utskottet utvecklingsdirektör vakant varje verksamhet verksamhetschef via
    vice vid vidare vilande värd värdregion värdskap värmland västerbotten västernorrland västmanland västra vård
    webbredaktör äldres även ögon örebro öron östergötland östra överläkare övriga
    """.split()  # noqa: SIM905 - a list of words reads as words
)
_ORG_END = re.compile(
    r"(?:gruppen|grupp|rådet|nämnden|nätverket|sjukhuset|sjukhus|lasarettet|kliniken|centrum|regionen|förbundet|förbund|förening|"
    r"sällskapet|sällskap|utskottet|kansliet|ledningen|området|styrelsen|myndigheten|verket|universitet|universitetet|institutet|skolan|"
    r"sjukdomar|vården|vård|logen|kirurgen|psykiatrin|mottagningen|enheten|avdelningen|central|centralen|kommittén|delegationen|berättelse|protokoll|protokollet|möte|mötet)s?$",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    r"(?:sson|son|sén|sen|qvist|kvist|berg|borg|lund|gren|ström|man|mark|stedt|stad|dahl|dal|ander|ell|elius|ius|"
    r"fors|holm|lind|hed|bäck|sjö|näs|skog|vik|wik|rud|ås|torp|blad|gård|hag|krantz|feldt|stam|ling|åker|vall|wall|"
    r"rot|sand|löf|löv|bom|nder|is|én|in|oglu|vic|ić|ski|sky|der)$",
    re.IGNORECASE,
)


def _given() -> frozenset[str]:
    text = (Path(__file__).parent / "given_names.txt").read_text("utf-8")
    return frozenset(word.casefold() for line in text.splitlines() if not line.startswith("#") for word in line.split())


_GIVEN: list[frozenset[str]] = []


def is_given(word: str) -> bool:
    """Tell whether a word is a common given name in Sweden, or two of them joined."""
    if not _GIVEN:
        _GIVEN.append(_given())
    folded = word.casefold().replace("‑", "-")
    return folded in _GIVEN[0] or any(part in _GIVEN[0] for part in folded.split("-") if "-" in folded)


def trimmed(text: str) -> tuple[int, int] | None:
    """Return where in a `SHAPE` match the name itself stands; None when there is none.

    Words that begin sentences, titles and roles are cut off at its ends.
    """
    parts = [(found[0], found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    while parts and _other(parts[0][0]):
        parts.pop(0)
    for place, (word, _, _) in enumerate(parts):
        if place and _other(word) and word.casefold() not in _BETWEEN:
            parts = parts[:place]
            break
    while parts and (
        parts[-1][0].casefold() in _BETWEEN or parts[-1][0][:1].islower() or len(parts[-1][0].rstrip(".")) == 1
    ):
        parts.pop()
    if not parts:
        return None
    return parts[0][1], parts[-1][2]


_POST = re.compile(
    r"[a-zåäö-]{3,}(?:representanten?|företrädaren?|ledare|ledaren|chef(?:en)?|direktör(?:en)?|ansvarig|samordnare|"
    r"förare|handläggare|sekreterare)|(?:pro|vice)?rektorn?|(?:pro)?dekan(?:en)?|prefekt(?:en)?|vd"
)
_GENRE_VERB = re.compile(
    r"(?:efterträd|ersätt|avgå|lämna|sluta|nominera|föreslå|utse|välj|tillträd|avlös|vikariera|företräd|representera|"
    r"kontakta|mejla|fråga|inbjud|avtacka|tacka|hälsa|välkomna|beslut|notera|förlängn|omval|nyval|avsäg|entlediga)\w*"
)
"""Words that begin sentences and cells of the genre and are nobody's name."""


def _other(word: str) -> bool:
    bare = word.casefold().strip(".,")
    if word in _BETWEEN:
        return False
    return (
        bare in _NOT_A_NAME
        or _GENRE_VERB.fullmatch(bare) is not None
        or all(part in _NOT_A_NAME for part in re.split(r"[-–/]", bare))
        or bool(_ORG_END.search(bare))
        or (bool(words.TITLE.fullmatch(bare)) or _POST.fullmatch(bare) is not None or bool(words.ROLE.fullmatch(bare)))
    )


def plausible(name: str) -> bool:
    """Tell whether a text can be a person's whole name: two to five words, none of another kind."""
    parts = name.split()
    if name.isupper() and not is_given(parts[0]):
        return False  # a heading in capitals
    ends = [part for place, part in enumerate(parts) if place == 0 or part.casefold() not in _BETWEEN]
    return 2 <= len(parts) <= 5 and not any(_other(part) for part in ends)


def cased(name: str) -> str:
    """Return a name written in capitals as names are written: `KLARA O'BRIEN` as `Klara O'Brien`."""
    if not name.isupper():
        return name
    return re.sub(rf"[{_UPPER}]+", lambda found: found[0].capitalize(), name)


def split(tokens: Sequence[str], count: int, breaks: frozenset[int] = frozenset()) -> list[str] | None:
    """Split names written one after another without marks into `count` names; None when it can't be done.

    A name has two to four words; a common given name at its head and a surname's ending at its end are
    what tells where one name stops. No name goes across one of the `breaks`, places before a token.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for start in range(len(tokens)):
        for used in range(count):
            here = best.get((start, used))
            if here is None:
                continue
            for length in (2, 3, 4, 5):
                end = start + length
                if end > len(tokens) or any(place in breaks for place in range(start + 1, end)):
                    break
                worth = here[0] + _worth(tokens[start:end])
                if (end, used + 1) not in best or best[end, used + 1][0] < worth:
                    best[end, used + 1] = (worth, (*here[1], end))
    whole = best.get((len(tokens), count))
    if whole is None:
        return None
    starts = (0, *whole[1][:-1])
    return [" ".join(tokens[start:end]) for start, end in zip(starts, whole[1], strict=True)]


def _worth(parts: Sequence[str]) -> float:
    worth = 2.0 if is_given(parts[0]) else 0.0
    worth += 1.0 if _SURNAME.search(parts[-1]) else 0.0
    worth -= 1.5 * sum(is_given(part) for part in parts[2:])
    worth -= 1.0 if is_given(parts[-1]) and not _SURNAME.search(parts[-1]) else 0.0
    worth -= 0.75 * (len(parts) - 2)
    worth += 0.5 if len(parts) == 3 and is_given(parts[1]) and not is_given(parts[2]) else 0.0
    return worth - (3.0 if parts[0].casefold() in ("von", "af", "de") else 0.0)


class PeopleOfDocument:
    """The persons of one document: every mention, whatever its spelling, under the first full one."""

    def __init__(self, apart: frozenset[str] = frozenset()) -> None:
        """Begin with nobody; names (`names.exact`) that are `apart` are nobody's who only sounds like them."""
        self._apart = apart
        self.doubtful: dict[str, str] = {}
        """Full names that were taken for others which sound like them, with these."""
        self._by_exact: dict[str, str] = {}
        self._by_sound: dict[str, str] = {}
        self._given: dict[str, list[str]] = {}
        self._surname: dict[str, list[str]] = {}
        self.body: dict[str, str] = {}
        """Whom each is told to represent, by name, first told."""
        self.words: set[str] = set()
        """Every given name and surname, with and without the genitive's s."""

    def add(self, name: str) -> str:
        """Take note of a full name and return the spelling that stands for the person."""
        name = cased(" ".join(name.replace("‑", "-").split()))
        found = self.known(name)
        if found is not None:
            if _other_spelling(name, found):
                self.doubtful[name] = found
            return found
        key = names.exact(name)
        self._by_exact[key] = name
        self._by_sound.setdefault(_alike(name), name)
        parts = name.split()
        for part in (parts[0], parts[-1]):
            self.words |= {part, part + "s", part + ",", part + "."}
        self._given.setdefault(parts[0].casefold(), []).append(name)
        self._surname.setdefault(parts[-1].casefold(), []).append(name)
        return name

    def known(self, name: str) -> str | None:
        """Return the spelling that stands for a name, its genitive, or another spelling of it."""
        key = names.exact(name)
        for exact in (key, key[:-1] if key.endswith("s") else key):
            if exact in self._by_exact:
                return self._by_exact[exact]
        for text in (name, name[:-1] if name.endswith("s") else name):
            if names.exact(text) in self._apart:
                return None
            if (sound := _alike(text)) in self._by_sound:
                return self._by_sound[sound]
        return None

    def short(self, word: str) -> str | None:
        """Return the one person who bears a given name or a surname; None when nobody or several do."""
        for text in (word, word[:-1] if word.endswith("s") else word):
            for index in (self._given, self._surname):
                bearers = index.get(text.casefold(), [])
                if len(bearers) == 1:
                    return bearers[0]
        return None


def owner(name: str, known: PeopleOfDocument) -> str:
    """Return the name that stands in the genitive before what somebody has: `Anna Eks` as `Anna Ek`."""
    if not name.endswith("s") or known.known(name) is not None or re.search(r"(?:fors|[aeiouåäös]s)$", name):
        return name
    return name[:-1]


def _other_spelling(name: str, other: str) -> bool:
    """Tell whether two names differ by more than a genitive's s."""
    one, two = names.exact(name), names.exact(other)
    return one not in (two, two + "s")


def _alike(name: str) -> str:
    """Return a key that near spellings of one name share: as it sounds, with Christina as Kristina."""
    return names.sound(re.sub(r"\bCh(?=r)", "K", name))
