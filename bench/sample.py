"""An invented data set of national size, to measure with: a real structure, invented people, the same each time.

The first batch is the national system: 21 regions in six sjukvårdsregioner, their programme areas on three
levels, and local areas with clinics and working groups in every region. Each further batch is as large, of
further local areas alone, so that the graph grows and no given group or region does.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from graph.bundle import Bundle
from graph.names import slug
from graph.records import (
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Name,
    Organisation,
    Person,
    Record,
    Rule,
    Source,
)
from queries.asking.sample import PERSON

PERSON_NAME = "Öivind Sällqvist"

_RETRIEVED = "2026-11-01"
_ROUNDS = (date(2019, 3, 1), date(2021, 2, 1), date(2023, 1, 1), date(2024, 12, 1))
"""When each page was read, give or take eleven months."""
_FIRST_DAY, _LAST_DAY = date(2017, 9, 1), date(2026, 6, 1)
_AREAS, _FURTHER_AREAS = 150, 271
"""Local areas in the first batch and in each further one."""
_AREAS_TOGETHER = 8
_TOPICS = (
    "akut vård",
    "cancersjukdomar",
    "äldres hälsa och palliativ vård",
    "barn och ungdomars hälsa",
    "endokrina sjukdomar",
    "hjärt- och kärlsjukdomar",
    "hud- och könssjukdomar",
    "infektionssjukdomar",
    "kirurgi och plastikkirurgi",
    "kvinnosjukdomar och förlossning",
    "levnadsvanor",
    "lung- och allergisjukdomar",
    "mag- och tarmsjukdomar",
    "medicinsk diagnostik",
    "nervsystemets sjukdomar",
    "njur- och urinvägssjukdomar",
    "perioperativ vård, intensivvård och transplantation",
    "primärvård",
    "psykisk hälsa",
    "rehabilitering, habilitering och försäkringsmedicin",
    "reumatiska sjukdomar",
    "rörelseorganens sjukdomar",
    "sällsynta sjukdomar",
    "tandvård",
    "ögonsjukdomar",
    "öron-, näs- och halssjukdomar",
)
_COOPERATIONS = (
    "patientsäkerhet",
    "data och analys",
    "forskning och life science",
    "läkemedel och medicinteknik",
    "metoder för kunskapsstöd",
    "nationella kvalitetsregister",
    "stöd för utveckling",
    "strukturerad vårdinformation",
)
_REGIONS = {
    "norra": ("Norra sjukvårdsregionen", "Jämtland Härjedalen;Norrbotten;Västerbotten;Västernorrland"),
    "mellansverige": (
        "Sjukvårdsregion Mellansverige",
        "Dalarna;Gävleborg;Sörmland;Uppsala;Värmland;Västmanland;Örebro län",
    ),
    "stockholm-gotland": ("Sjukvårdsregion Stockholm-Gotland", "Gotland;Stockholm"),
    "vastra": ("Västra sjukvårdsregionen", "Halland;Västra Götaland"),
    "sydostra": ("Sydöstra sjukvårdsregionen", "Jönköpings län;Kalmar län;Östergötland"),
    "sodra": ("Södra sjukvårdsregionen", "Blekinge;Kronoberg;Skåne"),
}
_NETWORKS = ("ovrig-natverk-regiondirektorer", "ovrig-natverk-hsd")
_FIRST_NAMES = (
    "Agda Alva Anders Anja Arvid Asta Axel Barbro Birger Björn Bodil Börje Cajsa Dagny David Ebbe Edit Einar "
    "Elin Elsa Embla Emil Erland Ester Eva Folke Frej Frida Greta Gunnar Gösta Hanna Hedda Helge Hilma Håkan "
    "Idun Inga Ingrid Isak Ivar Jan Jonna Kaj Karin Klara Knut Lage Lars Lena Linnéa Lova Maj Malte Märta Nils "
    "Nora Olof Ottar Per Ragnhild Rolf Rut Saga Sigrid Siv Sten Stina Sven Svea Tage Tilde Tora Tove Ulla Uno "
    "Valter Vera Viggo Ylva Yngve Åke Åsa Örjan"
).split()
_NATURE = (
    "Agn Alm Ask Björk Blad Dal Dovre Ek Fjäll Flod Fors Frö Glad Gran Grön Gull Hall Hav Hed Häll Is Kvarn "
    "Källe Köld Lind Ljung Lund Lönn Myr Mån Norr Näck Os Pil Ros Ryd Sjö Skog Sol Sten Ström Sund Svan Syd "
    "Säv Tall Torn Ulv Vass Vik Ving Väng Åker Ås Älv Äng Öd Öst"
).split()
_GROUNDS = (
    "Agn Alm Ask Björk Dal Dovre Ek Fjäll Flod Fors Frö Gran Grön Gull Hall Hav Hed Is Kvarn Käll Köld Lind "
    "Ljung Lund Lönn Myr Mån Norr Näck Pil Ros Ryd Sjö Skog Sol Sten Ström Sund Syd Säv Tall Torn Ulv Vass Vik "
    "Ving Åker Älv Äng"
).split()
_ENDINGS = (
    "ander berg borg brandt bäck crona dahl dorf fall feldt felt fors gren hage hjelm holm hult kvist lind "
    "lund löf mark quist rot skär sköld stam stedt strand ström svärd udd vall vik åker ås"
).split()
_PLACES = (
    "berga bo boda bruk bäcken by dalen fors fjärden gården hammar holmen hult kulla köping lunda mora näs "
    "sala strand sund torp vika viken åsen änge ö"
).split()
_QUARTERS = ("", "Norra ", "Södra ", "Östra ", "Västra ")
_CLINICS = ("Akutkliniken", "Barnkliniken", "Medicinkliniken", "Kirurgkliniken", "Vårdcentralen")
_LOCAL_TOPICS = ("diabetes", "hjärtsvikt", "smärta", "vårdhygien", "läkemedel", "rehabilitering")
_TITLES = (None, None, None, "överläkare", "verksamhetschef", "sjuksköterska", "utvecklingsledare", "fysioterapeut")


class _Seat(NamedTuple):
    """One seat of a group, which several persons hold after one another."""

    role: str
    bodies: tuple[str, ...] = ()
    employers: Sequence[str] = ()


class _Round(NamedTuple):
    """One reading of a page: the source, and the day that it was true."""

    source: str
    day: date


def bundles(times: int = 1, seed: int = 1, share: float = 1.0) -> Iterator[Bundle]:
    """Make the batches one after another; the first is the same however many follow.

    `share` makes all smaller, for a quick look: the topics and the local areas are cut to that share.
    """
    for batch in range(1, times + 1):
        maker = _Maker(Random(f"{seed} {batch} {share}"), batch)
        if batch == 1:
            maker.national(share)
        else:
            maker.further_areas(share)
        yield maker.bundle


def bundle(times: int = 1, seed: int = 1, share: float = 1.0) -> Bundle:
    """Make the whole data set: about 33,000 nodes and 55,000 edges, `times` over."""
    return Bundle(record for part in bundles(times, seed, share) for record in part)


def _cut(texts: Sequence[str], share: float) -> Sequence[str]:
    return texts[: max(2, round(len(texts) * share))]


class _Maker:
    """One batch in the making."""

    def __init__(self, random: Random, batch: int) -> None:
        self.bundle = Bundle()
        self._random = random
        self._batch = batch
        self._people: list[str] = []
        self._seats: set[str] = set()
        self._groups = 0

    # ---- what there is

    def national(self, share: float) -> None:
        """Make the national system and the first local areas."""
        pages = self._pages("nationella-stodfunktionen", "Kunskapsstyrning i samverkan")
        self._organisation("sks", "sks", "Styrgrupp för kunskapsstyrning i samverkan", pages[0], since="2017")
        self._organisation("beredningsgrupp", "beredningsgrupp", "Beredningsgruppen för kunskapsstyrning", pages[0])
        self._organisation("stodfunktion-nationell", "stodfunktion", "Nationella stödfunktionen", pages[0])
        self._organisation("skr", "ovrig", "Sveriges Kommuner och Regioner", pages[0])
        self._organisation(_NETWORKS[0], "natverk", "Regiondirektörsnätverket", pages[0])
        self._organisation(_NETWORKS[1], "natverk", "Hälso- och sjukvårdsdirektörsnätverket", pages[0])
        self._link("beredningsgrupp", "prepares_for", "sks", pages[0])
        self._link("stodfunktion-nationell", "supports", "sks", pages[0])
        regions = self._healthcare_regions(pages)
        self._steering(pages, regions)
        for kind, words, topics in (
            ("npo", "Nationellt programområde", _cut(_TOPICS, share)),
            ("nsg", "Nationell samverkansgrupp", _cut(_COOPERATIONS, share)),
        ):
            for number, topic in enumerate(topics):
                self._programme_area(kind, f"{words} {topic}", topic, number, regions)
        self._lower_levels(regions, _cut(_TOPICS, share), _cut(_COOPERATIONS, share))
        self._rules(pages[0], regions, _cut(_TOPICS, share))
        homes = [region for own in regions.values() for region in own]
        for number in range(max(3, round(_AREAS * share))):
            self._local_area(number, homes[number % len(homes)])

    def further_areas(self, share: float) -> None:
        """Make local areas that hang together by districts of their own."""
        count = max(3, round(_FURTHER_AREAS * share))
        first = _AREAS + (self._batch - 2) * count
        district = ""
        for number in range(first, first + count):
            if (number - first) % _AREAS_TOGETHER == 0:
                name = _place(number)
                district = f"ovrig-distrikt-{slug(name)}"
                page = self._page(f"distrikt-{slug(name)}", f"Distrikt {name}", _ROUNDS[0])
                self._organisation(district, "ovrig", f"Distrikt {name}", page)
            self._local_area(number, district)

    def _healthcare_regions(self, pages: Sequence[_Round]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for short, (name, members) in _REGIONS.items():
            whole = f"sjukvardsregion-{short}"
            self._organisation(whole, "sjukvardsregion", name, pages[0])
            self._organisation(f"rcc-{short}", "rcc", f"Regionalt cancercentrum {short}", pages[0], part_of=whole)
            found[whole] = []
            for member in members.split(";"):
                region = f"region-{slug(member)}"
                called = "Västra Götalandsregionen" if member == "Västra Götaland" else f"Region {member}"
                self._organisation(region, "region", called, pages[0], part_of=whole)
                initials = "".join(word[0].upper() for word in called.replace("-", " ").split())
                self._add_with_evidence(Name(organisation=region, text=initials, sort="short"), pages[1])
                found[whole].append(region)
        return found

    def _steering(self, pages: Sequence[_Round], regions: dict[str, list[str]]) -> None:
        employers = [region for own in regions.values() for region in own]
        seats = [_Seat("ordförande", (_NETWORKS[0],), employers), _Seat("ledamot", (_NETWORKS[0],), employers)]
        for whole, own in regions.items():
            seats.append(_Seat("ledamot", tuple(sorted((_NETWORKS[1], whole))), own))
        seats += [_Seat("ledamot", ("skr",), ["skr"]), _Seat("sekreterare", (), ["skr"])]
        self._members("sks", seats, pages)
        self._members("beredningsgrupp", [_Seat("ledamot", (whole,), own) for whole, own in regions.items()], pages)
        self._members("stodfunktion-nationell", [_Seat("samordnare", (), ["skr"])] * 6, pages)
        self._add(Person(id=PERSON, name=PERSON_NAME))
        for group in ("sks", "beredningsgrupp", "stodfunktion-nationell"):
            seat = _Seat("adjungerad", ("sjukvardsregion-sydostra",), ["region-kalmar-lan"])
            self._tenure(PERSON, group, seat, _FIRST_DAY, _LAST_DAY, pages)

    def _programme_area(self, kind: str, name: str, topic: str, number: int, regions: dict[str, list[str]]) -> None:
        group = f"{kind}-{slug(topic)}"
        pages = self._pages(group, name)
        self._organisation(group, kind, name, pages[0], since=self._random.choice(("2017", "2018-03", "2018-09-21")))
        self._add_with_evidence(Name(organisation=group, text=name, sort="full", valid_from="2018"), pages[0])
        if number % 5 == 0:
            before = f"{name.split()[0]} område {topic}"
            self._add_with_evidence(Name(organisation=group, text=before, sort="full", valid_to="2018"), pages[0])
        wholes = list(regions)
        host, next_host = wholes[number % 6], wholes[(number + 1) % 6]
        self._hosting(host, group, "active", pages[:2], until="2022-12" if number % 4 == 0 else None)
        if number % 4 == 0:
            self._hosting(next_host, group, "active", pages[2:], since="2023")
        elif number % 7 == 0:
            self._hosting(next_host, group, "active", pages[1:2])
        self._hosting(wholes[(number + 2) % 6], group, "dormant", pages[1:])
        seats = [_Seat("ordförande", (host,), regions[host])]
        seats += [_Seat("ledamot", (whole,), own) for whole, own in regions.items()]
        seats += [_Seat("processledare", (), regions[host]), _Seat("adjungerad", ("skr",), ["skr"])]
        self._members(group, seats, pages)
        if number < 3:
            self._tenure(PERSON, group, seats[1], _FIRST_DAY, date(2022, 3, 1), pages)
        for part in range(2):
            working = f"nag-{slug(topic)}-{part + 1}"
            self._organisation(working, "nag", f"Nationell arbetsgrupp {topic} {part + 1}", pages[1], part_of=group)
            bodies = [(whole,) for whole in wholes] + [(), ()]
            self._members(working, _ordinary(bodies, [region for own in regions.values() for region in own]), pages[1:])

    def _lower_levels(self, regions: dict[str, list[str]], topics: Sequence[str], cooperations: Sequence[str]) -> None:
        levels = [("rpo", "npo", "Regionalt programområde", topic) for topic in topics]
        levels += [("rsg", "nsg", "Regional samverkansgrupp", topic) for topic in cooperations]
        for whole, own in regions.items():
            short = whole.removeprefix("sjukvardsregion-")
            pages = self._pages(whole, f"Kunskapsstyrning i {_REGIONS[short][0]}")
            for kind, above, words, topic in levels:
                if self._random.random() < 0.04:
                    continue
                group = f"{kind}-{short}-{slug(topic)}"
                self._organisation(group, kind, f"{words} {topic} {_REGIONS[short][0]}", pages[0], part_of=whole)
                self._link(group, "counterpart_of", f"{above}-{slug(topic)}", pages[0])
                bodies = [(region,) for region in own] + [()] * (8 - len(own))
                self._members(group, _ordinary(bodies, own), pages)
                self._hosting(self._random.choice(own), group, "active", pages[:1])
            for region in own:
                read = self._pages(region, f"Lokala programområden, {region}")
                clinics = [f"ovrig-{clinic.lower()}-{region}" for clinic in map(slug, _CLINICS)]
                for clinic in clinics:
                    called = f"{clinic.split('-')[1].capitalize()}, {region.removeprefix('region-')}"
                    self._organisation(clinic, "ovrig", called, read[0], part_of=region)
                for topic in topics:
                    group = f"lpo-{region.removeprefix('region-')}-{slug(topic)}"
                    self._organisation(group, "lpo", f"Lokalt programområde {topic}, {region}", read[0], part_of=region)
                    if f"rpo-{short}-{slug(topic)}" in self._seats:
                        self._link(group, "counterpart_of", f"rpo-{short}-{slug(topic)}", read[0])
                    self._members(group, _ordinary([(clinic,) for clinic in clinics] + [()] * 3, clinics), read)

    def _rules(self, page: _Round, regions: dict[str, list[str]], topics: Sequence[str]) -> None:
        each = "kind=sjukvardsregion;count=1"
        networks = f"{_NETWORKS[0]}=2;{_NETWORKS[1]}=6;skr=1"
        some = ";".join(f"npo-{slug(topic)}" for topic in topics[2:8])
        rules = [
            Rule(id="npo-six", check="seats_for_each", applies_to="npo", parameters=each, text="En från var."),
            Rule(id="nsg-six", check="seats_for_each", applies_to="nsg", parameters=each, text="En från var."),
            Rule(id="sks-seats", check="seats_for", applies_to="sks", parameters=networks, text="Nio platser."),
            Rule(id="mirror", check="mirror", applies_to="rpo", text="Varje NPO speglas i varje sjukvårdsregion."),
            Rule(id="bias", applies_to="npo", text="Den som är jävig lämnar ärendet."),
            Rule(
                id="chair-term", check="longest_term", applies_to="npo", parameters="role=ordförande;months=36",
                text="Högst tre år.", valid_from="2020",
            ),
            Rule(
                id="rpo-term", check="longest_term", applies_to="rpo", parameters="role=ordförande;months=48",
                text="Högst fyra år.", valid_from="2020",
            ),
        ]  # fmt: skip
        if some:
            rules.append(
                Rule(
                    id="chair-change",
                    check="term",
                    applies_to=some,
                    parameters="role=ordförande;to=2026-12",
                    text="Nya ordförande från 2027.",
                )
            )
        for whole, own in regions.items():
            short = whole.removeprefix("sjukvardsregion-")
            named = [f"rpo-{short}-{slug(topic)}" for topic in topics]
            for start in range(0, len(named), 6):
                rules.append(
                    Rule(
                        id=f"rpo-{short}-{start}",
                        check="seats_for",
                        applies_to=";".join(named[start : start + 6]),
                        parameters=";".join(f"{region}=1" for region in own),
                        text="En från varje region.",
                    )
                )
        for rule in rules:
            self._add_with_evidence(rule, page)

    def _local_area(self, number: int, above: str) -> None:
        place = _place(number)
        area = f"ovrig-{slug(place)}"
        pages = self._pages(area, f"Närvården i {place}")
        self._organisation(area, "ovrig", f"Närsjukvårdsområde {place}", pages[0], part_of=above)
        clinics = []
        for clinic in _CLINICS:
            clinics.append(f"{area}-{slug(clinic)}")
            self._organisation(clinics[-1], "ovrig", f"{clinic}, {place}", pages[0], part_of=area)
        for topic in _LOCAL_TOPICS:
            group = f"{area}-{slug(topic)}"
            ended = "2024" if self._random.random() < 0.03 else None
            name = f"Lokal arbetsgrupp {topic}, {place}"
            self._organisation(group, "ovrig", name, pages[0], part_of=area, until=ended)
            self._members(group, _ordinary([(clinic,) for clinic in clinics] + [()] * 6, clinics), pages)

    # ---- who sits where

    def _members(self, group: str, seats: Sequence[_Seat], pages: Sequence[_Round]) -> None:
        """Fill the seats of a group over the years, and list its members in most of the readings."""
        random = self._random
        self._groups += 1
        self._seats.add(group)
        here: list[str] = []
        for seat in seats:
            day = _FIRST_DAY + timedelta(days=random.randrange(500))
            succeeds = None
            while day < _LAST_DAY:
                end = day + timedelta(days=random.randrange(700, 3200))
                if any(day <= page.day < end for page in pages):
                    person = self._holder(here, seat)
                    self._tenure(person, group, seat, day, end, pages, succeeds)
                    here.append(person)
                    succeeds = person if random.random() < 0.1 else None
                day = end + timedelta(days=random.randrange(200))
                if random.random() < 0.04:
                    self._vacancy(group, seat, day, pages)
        for page in pages:
            if random.random() < 0.85:
                self._add(Listing(source=page.source, group=group, roles=("ordförande", "ledamot", "sekreterare")))
        if random.random() < 0.3:
            status = random.choice(("proposed", "nominated", "approved"))
            self._tenure(self._person(), group, seats[-1], _ROUNDS[2], _LAST_DAY, pages[-1:], status=status)
        if random.random() < 0.2:
            self._tenure(self._person(), group, seats[-1], _ROUNDS[1], _ROUNDS[3], pages, basis="attendance")
        if self._groups % 40 == 0:
            self._judged(here, group, seats[0], pages)

    def _holder(self, here: Sequence[str], seat: _Seat) -> str:
        """Return mostly somebody new, at times a member of the group who changes role, or of another group."""
        chance = self._random.random()
        if chance < 0.04 and here and seat.role == "ordförande":
            return self._random.choice(here)
        if chance < 0.10 and self._people:
            return self._random.choice(self._people[-300:])
        return self._person()

    def _tenure(
        self,
        person: str,
        group: str,
        seat: _Seat,
        day: date,
        end: date,
        pages: Sequence[_Round],
        succeeds: str | None = None,
        status: str = "decided",
        basis: str | None = None,
    ) -> None:
        """Tell of somebody's time in a seat, by the readings that saw it."""
        random = self._random
        seen = [page for page in pages if day <= page.day < end]
        key = f"{person}--{group}--{slug(seat.role)}" + ("" if status == "decided" else f"--{status}")
        if not seen or key in self._seats:
            return
        self._seats.add(key)
        since = self._written(day) if random.random() < 0.5 else None
        later = [page for page in pages if page.day >= end]
        until = self._written(end, later=True) if later and random.random() < 0.15 else None
        bodies = seat.bodies if random.random() < 0.72 else ()
        employer = random.choice(seat.employers) if seat.employers and random.random() < 0.3 else None
        title = random.choice(_TITLES)
        self._add(
            Membership(
                id=key,
                person=person,
                title=title,
                group=group,
                role=seat.role,
                represents=bodies,
                employer=employer,
                status=status,
                succeeds=succeeds,
                valid_from=since,
                valid_to=until,
            )
        )
        for number, page in enumerate(seen):
            first = number == 0
            told = basis or ("stated" if random.random() < 0.95 else random.choice(("implied", "inferred")))
            other = random.choice(seat.employers) if employer and random.random() < 0.003 else employer
            self._add(
                Evidence(
                    kind="memberships",
                    record=key,
                    source=page.source,
                    basis=told,
                    represents=bodies,
                    place=f"s. {number + 1}" if random.random() < 0.2 else None,
                    employer=other,
                    title=title,
                    valid_from=since if first else f"{day.year + 1}" if since and random.random() < 0.005 else None,
                    valid_to=until if first else None,
                    succeeds=succeeds if first else None,
                )
            )
        if later and until is None and random.random() < 0.1:
            self._add(Evidence(kind="memberships", record=key, source=later[0].source, stance="ended"))

    def _vacancy(self, group: str, seat: _Seat, day: date, pages: Sequence[_Round]) -> None:
        later = [page for page in pages if page.day >= day]
        key = f"vakant--{group}--{slug(seat.role)}--{'-'.join(seat.bodies) or 'x'}"
        if later and key not in self._seats:
            self._seats.add(key)
            vacancy = Membership(id=key, group=group, role=seat.role, represents=seat.bodies, status="vacant")
            self._add_with_evidence(vacancy, later[0])

    def _judged(self, here: Sequence[str], group: str, seat: _Seat, pages: Sequence[_Round]) -> None:
        """Add somebody who may be a member under another spelling, and a verdict on it."""
        if not here:
            return
        twin = self._person()
        self._tenure(twin, group, seat, _FIRST_DAY, _LAST_DAY, pages[:2])
        verdict = self._random.choice(("same", "not_same", "unsettled"))
        self._add(Judgement(person_a=here[0], person_b=twin, verdict=verdict, source=pages[0].source))

    def _person(self) -> str:
        random = self._random
        first, last = random.choice(_FIRST_NAMES), random.choice(_NATURE) + random.choice(_ENDINGS)
        person = f"{slug(first)}-{slug(last)}-{self._batch}-{len(self._people)}"
        self._people.append(person)
        aliases = (f"{first} {random.choice('ABDEGHKLMNS')} {last}",) if random.random() < 0.01 else ()
        self._add(Person(id=person, name=f"{first} {last}", aliases=aliases))
        return person

    # ---- who tells it

    def _pages(self, about: str, title: str) -> list[_Round]:
        return [self._page(about, title, day) for day in _ROUNDS]

    def _page(self, source: str, title: str, about: date) -> _Round:
        """Add a source; its date is told as a day, a month, a year, a period or not at all."""
        day = about + timedelta(days=self._random.randrange(-330, 330))
        source = f"{source}-{day:%Y-%m}"
        chance = self._random.random()
        written: str | None = day.isoformat()
        period = None
        if chance < 0.05:
            written = None
        elif chance < 0.35:
            written = f"{day:%Y-%m}" if chance < 0.25 else f"{day:%Y}"
        elif chance < 0.40:
            period = f"{day:%Y-%m}/{day.year + 1}"
        doubt = "Datumet kan inte stämma." if self._random.random() < 0.01 else None
        self._add(
            Source(
                id=source,
                title=f"{title} {day:%Y-%m}",
                publisher="Exempel",
                retrieved=_RETRIEVED,
                doubt=doubt,
                address=f"https://example.org/{source}",
                date=written,
                period=period,
            )
        )
        return _Round(source, day)

    def _written(self, day: date, later: bool = False) -> str:
        """Return a day as sources write it: as a year, a month, a day, an interval or with one open side."""
        chance = self._random.random()
        if chance < 0.35:
            return f"{day:%Y}"
        if chance < 0.65:
            return f"{day:%Y-%m}"
        if chance < 0.85:
            return day.isoformat()
        if chance < 0.95:
            return f"{day:%Y-%m}/{day.year + 1}"
        return f"{day:%Y}/.." if later else f"../{day:%Y-%m}"

    def _organisation(
        self,
        key: str,
        kind: str,
        name: str,
        page: _Round,
        part_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        self._add_with_evidence(Organisation(id=key, kind=kind, name=name, valid_from=since, valid_to=until), page)
        if part_of is not None:
            self._link(key, "part_of", part_of, page)

    def _link(self, start: str, kind: str, goal: str, page: _Round) -> None:
        key = f"{start}--{kind.replace('_', '-')}--{goal}"
        self._add_with_evidence(Link(id=key, kind=kind, from_id=start, to_id=goal), page)

    def _hosting(
        self,
        host: str,
        hosted: str,
        status: str,
        pages: Sequence[_Round],
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        key = f"{host}--{hosted}--{status}"
        self._add_with_evidence(
            Hosting(id=key, host=host, hosted=hosted, status=status, valid_from=since, valid_to=until), *pages
        )

    def _add_with_evidence(self, record: Record, *pages: _Round) -> None:
        self._add(record)
        since, until = getattr(record, "valid_from", None), getattr(record, "valid_to", None)
        for page in pages:
            self._add(
                Evidence(kind=record.table, record=record.key, source=page.source, valid_from=since, valid_to=until)
            )

    def _add(self, record: Record) -> None:
        self.bundle.add(record)


def _ordinary(bodies: Sequence[tuple[str, ...]], employers: Sequence[str]) -> list[_Seat]:
    """Return a chair, a member for each further one of `bodies`, and a secretary."""
    roles = ["ordförande", *["ledamot"] * (len(bodies) - 1)]
    seats = [_Seat(role, own, employers) for role, own in zip(roles, bodies, strict=True)]
    return [*seats, _Seat("sekreterare", (), employers)]


def _place(number: int) -> str:
    """Return the name of a place, another for each number up to some 6,000, also when folded."""
    quarter, rest = divmod(number, len(_GROUNDS) * len(_PLACES))
    ground, ending = divmod(rest, len(_PLACES))
    return f"{_QUARTERS[quarter]}{_GROUNDS[ground]}{_PLACES[ending]}"
