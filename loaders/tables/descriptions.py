"""The eleven tables: what each holds, column by column, the columns that people fill most first."""

from collections.abc import Mapping

from graph import kinds, records
from graph.texts import Text
from loaders.tables.columns import Column, Holds, Table, describe, labels

_FROM = Holds(
    "Första dagen, om källan säger den. Får vara bara år eller månad.",
    "First day, if the source says it. May be a year or month alone.",
    label=Text("Från och med", "From"),
)
_TO = Holds(
    "Sista dagen (t.o.m.), om källan säger den. Tomt betyder inte att det fortfarande gäller.",
    "Last day (inclusive), if the source says it. Empty does not mean that it still holds.",
    label=Text("Till och med", "Until (included)"),
)
_NOTE = Holds("Egen anteckning.", "A note of your own.")
_SOURCE = Holds(
    "Källan som säger det: dess id eller titel.",
    "The source that says so: its id or title.",
)
_TABLES_WITH_EVIDENCE = {
    "organisations": Text("organisation", "organisation"),
    "names": Text("namn", "name"),
    "memberships": Text("uppdrag", "membership"),
    "hostings": Text("värdskap", "hosting"),
    "links": Text("samband", "link"),
    "rules": Text("regel", "rule"),
}


def _id(needed: bool) -> Holds:
    if needed:
        return Holds("Eget id: små bokstäver, siffror och bindestreck.", "Id: small letters, digits, hyphens.")
    return Holds(
        "Får vara tomt: då väljer styrgraf ett.",
        "May be left empty: styrgraf then chooses one.",
        optional=True,
    )


def _group(sv: str, en: str) -> Holds:
    return Holds(sv, en, kinds=lambda kind: kind.group, label=Text("Grupp", "Group"))


def _body(sv: str, en: str) -> Holds:
    return Holds(sv, en, kinds=lambda kind: kind.body)


_REPRESENTS = _body(
    "Vem personen företräder. Högst två, med semikolon emellan.",
    "On whose behalf the person sits. At most two, separated by a semicolon.",
)._replace(label=Text("Företräder", "Represents"))
_EMPLOYER = Holds(
    "Arbetsgivaren, om källan nämner den.", "Employer, if named.", label=Text("Anställd av", "Employed by")
)
_TITLE = Holds(
    "Titel och arbetsplats, som i källan.", "Title and workplace, as in the source.", label=Text("Titel", "Title")
)
_SUCCEEDS = Holds(
    "Personen som hade platsen före.",
    "Who held the seat before.",
    apart=(
        "person",
        Text(
            "Ingen efterträder sig själv. Skriv den som hade platsen före, eller lämna tomt.",
            "Nobody succeeds themself. Write who held the seat before, or leave it empty.",
        ),
    ),
    label=Text("Efterträder", "Succeeds"),
)
_DEPUTISES = Holds(
    "Personen som den här är ersättare för.",
    "Whose substitute this person is.",
    apart=(
        "person",
        Text(
            "Ingen är ersättare för sig själv. Skriv den som ersätts vid förfall, eller lämna tomt.",
            "Nobody is a substitute for themself. Write whom they stand in for, or leave it empty.",
        ),
    ),
    label=Text("Ersättare för", "Substitute for"),
)
_TWO_ORGANISATIONS = Text("Skriv två olika organisationer.", "Write two different organisations.")

EVIDENCE = describe(
    records.Evidence,
    Text("Belägg", "Evidence"),
    Text(
        "Flera källor till samma uppgift: en rad för varje källa. Har du en enda källa räcker kolumnen "
        "source i uppgiftens egen tabell.",
        "Several sources for one fact: a row for each source. With one source, the column source in the "
        "fact's own table is enough.",
    ),
    {
        "kind": Holds("Tabellen som posten står i.", "The table of the record.", _TABLES_WITH_EVIDENCE),
        "record": Holds("Postens id.", "The record's id.", refers="records"),
        "source": _SOURCE,
        "observed_on": Holds(
            "Dagen då detta sågs, om den är en annan än källans datum.",
            "The day on which this was seen, if it differs from the source's date.",
        ),
        "place": Holds("Sida, paragraf eller rubrik.", "Page, section or heading."),
        "quote": Holds("Källans egna ord.", "The source's own words."),
        "note": _NOTE,
        "stance": Holds(
            "Hur källan ställer sig till uppgiften. Tomt: den säger den.",
            "Where the source stands to the fact. Empty: it states it.",
            labels(kinds.STANCES),
        ),
        "basis": Holds("Tomt: källan säger det rent ut.", "Empty: the source says it outright.", labels(kinds.BASES)),
        "valid_from": _FROM,
        "valid_to": _TO,
        "person_name": Holds("Namnet som källan stavar det.", "The name as the source spells it."),
        "title": _TITLE,
        "represents": _REPRESENTS,
        "employer": _EMPLOYER,
        "succeeds": _SUCCEEDS,
        "deputises": _DEPUTISES,
        "unseen": Holds(
            "Kolumn som källan fyller men som saknas i din kopia.",
            "A column that the source fills but your copy lacks.",
        ),
    },
)

_CITED: Mapping[str, Column] = {
    name: EVIDENCE.columns[name]._replace(required=False)
    for name in ("source", "observed_on", "place", "quote", "note", "stance", "basis")
}
"""Inline evidence: a row with a source is a fact and its evidence at once."""

SOURCES = describe(
    records.Source,
    Text("Källor", "Sources"),
    Text(
        "Sidor, protokoll och rapporter där uppgifterna står.",
        "Pages, minutes and reports that tell the facts.",
    ),
    {
        "title": Holds("Källans titel.", "Title of the source."),
        "publisher": Holds("Vem som har gett ut den.", "Who published it."),
        "address": Holds("Webbadress eller filnamn.", "Web address or file name."),
        "date": Holds("Datumet som står på den.", "The date printed on it."),
        "period": Holds(
            "När uppgifterna gällde, om det är en annan tid än datumet.",
            "When its facts held, if that differs from the date.",
        ),
        "retrieved": Holds("Dagen då du hämtade den.", "The day on which you fetched it."),
        "note": _NOTE,
        "doubt": Holds("Vad i källan som inte kan stämma.", "What in the source cannot be right."),
        "checksum": Holds("Filens kontrollsumma.", "The file's checksum."),
        "id": _id(needed=False),
    },
)
ORGANISATIONS = describe(
    records.Organisation,
    Text("Organisationer", "Organisations"),
    Text("Grupper, regioner och andra organ.", "Groups, regions and other bodies."),
    {
        "kind": Holds("Slag av organisation.", "Kind of organisation.", labels(kinds.ORGANISATION_KINDS)),
        "name": Holds("Fullständigt namn i dag.", "Full name today."),
        "status": Holds("Om den är verksam eller vilande.", "Active or dormant.", labels(kinds.ORGANISATION_STATUSES)),
        "valid_from": _FROM,
        "valid_to": _TO,
        **_CITED,
        "id": _id(needed=False),
    },
)
NAMES = describe(
    records.Name,
    Text("Namn", "Names"),
    Text(
        "Förkortningar och tidigare namn på organisationer.",
        "Abbreviations and former names of organisations.",
    ),
    {
        "organisation": Holds("Organisationen som heter så.", "The organisation."),
        "text": Holds("Namnet.", "The name."),
        "sort": Holds(
            "Slag av namn. Tomt: annat namn.", "Sort of name. Empty: another name.", labels(kinds.NAME_SORTS)
        ),
        "valid_from": _FROM,
        "valid_to": _TO,
        **_CITED,
    },
)
PERSONS = describe(
    records.Person,
    Text("Personer", "Persons"),
    Text(
        "Behövs bara när du vill välja id eller ange flera namn. Inga kontaktuppgifter.",
        "Needed only to choose an id or give several names. No contact details.",
    ),
    {
        "id": _id(needed=True),
        "name": Holds("För- och efternamn.", "Given name and surname."),
        "aliases": Holds("Andra namn, med semikolon emellan.", "Other names, separated by semicolons."),
        "visibility": Holds(
            "Om personen får visas. Tomt: ja.", "Whether to show. Empty: yes.", labels(kinds.VISIBILITIES)
        ),
    },
)
MEMBERSHIPS = describe(
    records.Membership,
    Text("Uppdrag", "Memberships"),
    Text(
        "Vem som har vilken roll i en grupp, och för vems räkning.",
        "Who has which role in a group, and for whom.",
    ),
    {
        "person": Holds(
            "Personens namn eller id. Tomt när platsen är vakant.",
            "Name or id. Empty when the seat is vacant.",
            label=Text("Person", "Person"),
        ),
        "group": _group("Gruppens namn eller id.", "The group's name or id."),
        "role": Holds("Rollen i gruppen.", "The role in the group.", labels(kinds.ROLES), label=Text("Roll", "Role")),
        "represents": _REPRESENTS,
        "employer": _EMPLOYER,
        "title": _TITLE,
        "valid_from": _FROM,
        "valid_to": _TO,
        **_CITED,
        "status": Holds(
            "Hur långt det har kommit, eller att det är slut eller vakant. Tomt: utsedd.",
            "How far it has come, or that it is over or vacant. Empty: decided.",
            labels(kinds.MEMBERSHIP_STATUSES),
            label=Text("Ställning", "Standing"),
        ),
        "succeeds": _SUCCEEDS,
        "deputises": _DEPUTISES,
        "post": Holds(
            "Bara där registret har poster: det som skiljer platsen från samma persons andra i gruppen.",
            "Only where the register has posts: what tells the seat from the same person's others in the group.",
        ),
        "unseen": EVIDENCE.columns["unseen"],
        "person_id": PERSONS.columns["id"]._replace(
            name="person_id",
            required=False,
            about=Text(
                "Personens id, när namnet inte räcker för att veta vem det är. Går före namnet.",
                "The person's id, when the name does not tell who it is. Goes before the name.",
            ),
        ),
        "person_name": EVIDENCE.columns["person_name"],
        "id": _id(needed=False),
    },
)
HOSTINGS = describe(
    records.Hosting,
    Text("Värdskap", "Hostings"),
    Text("Vem som är värd för en grupp.", "Who hosts a group."),
    {
        "host": Holds("Värden.", "The host.", kinds=lambda kind: kind.host, label=Text("Värd", "Host")),
        "hosted": Holds(
            "Gruppen.",
            "The group.",
            kinds=lambda kind: kind.hosted,
            apart=("host", _TWO_ORGANISATIONS),
            label=Text("Grupp", "Group"),
        ),
        "status": Holds(
            "Tomt: värd.", "Empty: host.", labels(kinds.HOSTING_STATUSES), label=Text("Värdskapet är", "The hosting is")
        ),
        "valid_from": _FROM,
        "valid_to": _TO,
        **_CITED,
        "id": _id(needed=False),
    },
)
LINKS = describe(
    records.Link,
    Text("Samband", "Links"),
    Text(
        "Hur två organisationer hör ihop: from_id, kind, to_id.",
        "How two organisations relate: from_id, kind, to_id.",
    ),
    {
        "from_id": Holds("Den ena organisationen.", "One organisation."),
        "kind": Holds(
            "Slag av samband.", "Kind of link.", {name: kind.verb for name, kind in kinds.LINK_KINDS.items()}
        ),
        "to_id": Holds("Den andra organisationen.", "The other organisation.", apart=("from_id", _TWO_ORGANISATIONS)),
        "valid_from": _FROM,
        "valid_to": _TO,
        **_CITED,
        "id": _id(needed=False),
    },
)
RULES = describe(
    records.Rule,
    Text("Regler", "Rules"),
    Text("Regler som strukturen ska följa.", "Rules that the structure should keep."),
    {
        "id": _id(needed=True),
        "text": Holds("Regeln i ord.", "The rule in words."),
        "applies_to": Holds(
            "Slag av organisation, eller grupper med semikolon emellan.",
            "Kind, or groups separated by semicolons.",
            labels(kinds.ORGANISATION_KINDS),
            refers="organisations",
            many=True,
        ),
        "check": Holds(
            "Hur regeln prövas. Tomt: i ord.", "How it is tested. Empty: in words.", labels(kinds.RULE_CHECKS)
        ),
        "parameters": Holds("namn=värde, med semikolon emellan.", "name=value, separated by semicolons."),
        "valid_from": _FROM,
        "valid_to": _TO,
        **_CITED,
    },
)
LISTINGS = describe(
    records.Listing,
    Text("Fullständiga listor", "Complete lists"),
    Text(
        "Källor som räknar upp alla som hade rollerna i gruppen. Den som saknas räknas som avslutad.",
        "Sources that name everyone who held the roles in the group. Who is missing counts as ended.",
    ),
    {
        "source": _SOURCE,
        "group": _group("Gruppen.", "The group."),
        "roles": Holds("Rollerna, med semikolon emellan.", "The roles, separated by semicolons.", labels(kinds.ROLES)),
        "body": _body("Om listan bara gäller ett organs företrädare.", "If the list tells of one body's people only."),
        "note": _NOTE,
    },
)
JUDGEMENTS = describe(
    records.Judgement,
    Text("Bedömningar", "Judgements"),
    Text("Om två personer är samma.", "Whether two persons are one."),
    {
        "person_a": Holds("Den ena personen.", "One person."),
        "person_b": Holds(
            "Den andra personen.",
            "The other person.",
            apart=(
                "person_a",
                Text(
                    "Det är samma person i båda kolumnerna. Skriv två olika id.",
                    "Both columns have the same person. Write two different ids.",
                ),
            ),
        ),
        "verdict": Holds("Bedömningen.", "The verdict.", labels(kinds.VERDICTS)),
        "source": _SOURCE,
        "note": _NOTE,
    },
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        SOURCES,
        MEMBERSHIPS,
        HOSTINGS,
        ORGANISATIONS,
        PERSONS,
        LINKS,
        LISTINGS,
        NAMES,
        JUDGEMENTS,
        RULES,
        EVIDENCE,
    )
}
"""Every table by the name of its file or sheet, those that people fill most first."""
