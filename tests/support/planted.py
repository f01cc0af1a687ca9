"""A hidden person planted wherever a store keeps text, to be looked for in all that goes out."""

import re
from typing import NamedTuple

from graph.names import fold, slug
from graph.records import Document, Evidence, Listing, Name, Organisation, Person, Proposal, Rule, Source
from tests.support.stories import Story

GROUP, OTHER = "npo-kvack", "npo-pip"
SHOWN = "kajsa-anka"


class Planted(NamedTuple):
    """Somebody hidden, and what must be found nowhere."""

    id: str
    name: str
    surname: str
    words: tuple[str, ...]
    """Parts of the name, folded."""
    aliases: tuple[str, ...] = ()
    namesake: str = "Karin {surname}"
    """Somebody who is shown and shares the surname."""
    body: str = "Region Ankeborg"
    """A body whose name stays."""

    @property
    def other(self) -> str:
        """The name of the person who is shown and shares the surname."""
        return self.namesake.format(surname=self.surname)

    def found_in(self, text: str) -> list[str]:
        """Return what a text tells of the hidden person, with what stands around it; others' names do not count."""
        plain = fold(re.sub(r"&[a-z]+;|&#\d+;|\\[ntr]", " ", text))
        for kept in (self.other, self.body):
            plain = plain.replace(fold(kept), "~")
        return [
            f"{word}: …{plain[max(0, place.start() - 60) : place.end() + 40]}…"
            for word in self.words
            for place in re.finditer(re.escape(word), plain)
        ][:5]


def story(planted: Planted) -> Story:
    """Tell of a group in which the hidden person sits, and name them in every text that there is."""
    name, surname, low = planted.name, planted.surname, slug(planted.surname)
    told = Story()
    minutes = f"protokoll-{low}-2024"
    told.add(
        Source(
            id=minutes,
            title=surname,
            publisher=f"{surname}s kansli",
            address=f"https://x.example/nyheter/kvack-rapport-ordf-{planted.id}",
            date="2024-03-01",
            note=f"{name} ringde, {surname}s svar saknas.",
            doubt=f"Skrivet av {surname}?",
        )
    )
    file = f"{name.replace(' ', '')}.pdf"
    told.add(Source(id=low, title=f"anteckningar {low} 2023", address=file, date="2023-05-01"))
    told.add(Source(id="beslut-2025", title=f"Beslut om {name.upper()}", address=f"Beslut {surname}.docx", date="2025"))
    told.add(Person(id=planted.id, name=name, aliases=planted.aliases, visibility="suppressed"))
    told.person(f"{planted.id}-2", f"{name.split()[0][0]} {surname}")
    told.person(slug(planted.other), planted.other)
    told.person(SHOWN, "Kajsa Anka")
    told.judges(f"{planted.id}-2", planted.id)
    told.organisation(slug(planted.body), planted.body, kind="region")
    told.organisation(GROUP, "Nationellt programområde kvack")
    told.organisation(OTHER, "Nationellt programområde pip")
    told.add(Name(organisation=OTHER, text=f"{surname}s arbetsgrupp", sort="alias"), minutes)
    told.add(Organisation(id=f"nag-{low}", kind="nag", name=f"Arbetsgrupp {surname}"), minutes)
    told.links(f"nag-{low}", "part_of", GROUP, seen=minutes)
    body = [slug(planted.body)]
    told.sits(planted.id, GROUP, "ordförande", seen=minutes, represents=body, since="2022", until="2027")
    told.sits(f"{planted.id}-2", OTHER, seen=low)
    told.sits(slug(planted.other), GROUP, seen=minutes, represents=body, employer=body[0])
    told.sits(SHOWN, OTHER, "ordförande", seen=minutes, succeeds=planted.id)
    told.sits(SHOWN, GROUP, "sekreterare", seen="beslut-2025", until="2026-12-31")
    told.hosts(body[0], GROUP, seen=minutes)
    told.vacant(GROUP, "processledare", seen="beslut-2025")
    told.add(Listing(source=minutes, group=GROUP, roles=("ledamot",), note=f"utan {surname}"))
    told.add(Rule(id=f"regel-{low}", check="text", applies_to=GROUP, text=f"{surname} sammankallar."), minutes)
    told.add(
        Evidence(
            kind="memberships",
            record=f"{SHOWN}--{OTHER}--ordforande",
            source=low,
            place=f"{surname}s anförande",
            quote=f"Efter {name} tar Kajsa Anka över; {surname} tackades.",
            note=f"jfr {planted.id}.html",
            person_name="Kajsa Anka",
            title=f"sekreterare åt {surname}",
        )
    )
    return told


def waiting(planted: Planted) -> list[Document | Proposal]:
    """Return a document and what it says of the hidden person, as review keeps it."""
    low = slug(planted.surname)
    document = Document(
        id=f"minnen-{low}",
        title=f"Minnesanteckningar {planted.surname}",
        file=f"{low}_minnen.docx",
        date="2024-05-02",
        retrieved="2024-06-01",
        checksum="ab" * 32,
    )
    cells = f'"person": "{planted.name}", "group": "{GROUP}", "role": "ledamot", "source": "{document.id}"'
    return [
        document,
        *(
            Proposal(
                id=f"p{number:08d}",
                document=document.id,
                number=number,
                sort="membership",
                rows=f'[["memberships", {{{cells}}}]]',
                statement=f"s{number}",
                quote=f"{planted.surname} föreslogs",
                surroundings=f"Mötet: {planted.surname} föreslogs av {planted.name}.",
                place=f"{planted.surname}, s. 1",
                rule="roster",
                state=state,
                reason=f"{planted.surname} tackade nej" if state == "rejected" else None,
            )
            for number, state in enumerate(("open", "rejected"), 1)
        ),
    ]
