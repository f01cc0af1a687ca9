"""The vocabulary: one record for each kind of body, role, link and status.

Validation, legends, diagrams, templates and docs read these tables; a new kind is one more record here
and nothing else.
"""

from typing import NamedTuple, TypeVar

from graph.texts import Text


class OrganisationKind(NamedTuple):
    """What one kind of organisation is called and may do."""

    name: str
    label: Text
    plural: Text
    description: Text
    level: int
    """1 national, 2 sjukvårdsregion, 3 region, 4 outside the levels; a bare area name means the highest."""
    words: tuple[str, ...] = ()
    """Words in a name that only tell the kind."""
    prefix: tuple[str, str] | None = None
    """Long beginning of full names, and the short one shown instead."""
    group: bool = False
    """People sit in it."""
    body: bool = False
    """Somebody can represent it."""
    hosted: bool = False
    """Needs a host: an unknown one is worth telling."""
    host: bool = False
    """May host others."""
    shape: str = "box"
    """Shape in diagrams and networks."""


class Role(NamedTuple):
    """A role in a group."""

    name: str
    label: Text
    rank: int
    """Place in lists of members."""
    seat: bool = False
    """Holds a seat: being seen later in another seat role of the group ends it (DESIGN §3 b)."""
    single: bool = False
    """One person at a time, so two holders at once need an explanation."""
    ordinary: bool = False
    """Fills one of the seats that a rule of composition counts."""


class LinkKind(NamedTuple):
    """How two organisations relate: `from` VERB `to`, and the other way round."""

    name: str
    verb: Text
    inverse: Text


class Term(NamedTuple):
    """One word of a closed list, such as a status, with its label."""

    name: str
    label: Text
    description: Text = Text("", "")


_Entry = TypeVar("_Entry", OrganisationKind, Role, LinkKind, Term)


def _table(*records: _Entry) -> dict[str, _Entry]:
    return {record.name: record for record in records}


ORGANISATION_KINDS = _table(
    OrganisationKind(
        "sks",
        Text("styrgrupp", "steering group"),
        Text("styrgrupper", "steering groups"),
        Text("Styrgrupp för kunskapsstyrning i samverkan (SKS)", "The strategic steering group (SKS)"),
        level=1,
        group=True,
        body=True,
        shape="hexagon",
    ),
    OrganisationKind(
        "beredningsgrupp",
        Text("beredningsgrupp", "preparatory group"),
        Text("beredningsgrupper", "preparatory groups"),
        Text("Bereder ärenden åt SKS", "Prepares matters for SKS"),
        level=1,
        group=True,
        body=True,
        shape="hexagon",
    ),
    OrganisationKind(
        "stodfunktion",
        Text("stödfunktion", "support function"),
        Text("stödfunktioner", "support functions"),
        Text("Nationell stödfunktion, bemannad av SKR", "National support function, staffed by SKR"),
        level=1,
        group=True,
        body=True,
        shape="hexagon",
    ),
    OrganisationKind(
        "npo",
        Text("nationellt programområde", "national programme area"),
        Text("nationella programområden", "national programme areas"),
        Text("NPO: leder kunskapsstyrningen i ett vårdområde", "NPO: leads knowledge work in one area of care"),
        level=1,
        words=("NPO", "Nationellt programområde", "programområde"),
        prefix=("Nationellt programområde", "NPO"),
        group=True,
        body=True,
        hosted=True,
        shape="box",
    ),
    OrganisationKind(
        "nsg",
        Text("nationell samverkansgrupp", "national cooperation group"),
        Text("nationella samverkansgrupper", "national cooperation groups"),
        Text("NSG: samverkar i en fråga tvärs över vårdområden", "NSG: cooperates across the areas of care"),
        level=1,
        words=("NSG", "Nationell samverkansgrupp", "samverkansgrupp"),
        prefix=("Nationell samverkansgrupp", "NSG"),
        group=True,
        body=True,
        hosted=True,
        shape="ellipse",
    ),
    OrganisationKind(
        "nag",
        Text("nationell arbetsgrupp", "national working group"),
        Text("nationella arbetsgrupper", "national working groups"),
        Text("NAG: arbetsgrupp under ett NPO eller en NSG", "NAG: working group under an NPO or NSG"),
        level=1,
        words=("NAG", "Nationell arbetsgrupp", "arbetsgrupp"),
        prefix=("Nationell arbetsgrupp", "NAG"),
        group=True,
        body=True,
        shape="note",
    ),
    OrganisationKind(
        "rpo",
        Text("regionalt programområde", "regional programme area"),
        Text("regionala programområden", "regional programme areas"),
        Text("RPO: speglar ett NPO i en sjukvårdsregion", "RPO: mirrors an NPO in one sjukvårdsregion"),
        level=2,
        words=("RPO", "Regionalt programområde", "Sjukvårdsregionalt programområde"),
        prefix=("Regionalt programområde", "RPO"),
        group=True,
        body=True,
        shape="box",
    ),
    OrganisationKind(
        "rsg",
        Text("regional samverkansgrupp", "regional cooperation group"),
        Text("regionala samverkansgrupper", "regional cooperation groups"),
        Text("RSG: speglar en NSG i en sjukvårdsregion", "RSG: mirrors an NSG in one sjukvårdsregion"),
        level=2,
        words=("RSG", "Regional samverkansgrupp", "Sjukvårdsregional samverkansgrupp"),
        prefix=("Regional samverkansgrupp", "RSG"),
        group=True,
        body=True,
        shape="ellipse",
    ),
    OrganisationKind(
        "rag",
        Text("regional arbetsgrupp", "regional working group"),
        Text("regionala arbetsgrupper", "regional working groups"),
        Text("RAG: arbetsgrupp under ett RPO eller en RSG", "RAG: working group under an RPO or RSG"),
        level=2,
        words=("RAG", "Regional arbetsgrupp", "Sjukvårdsregional arbetsgrupp"),
        prefix=("Regional arbetsgrupp", "RAG"),
        group=True,
        body=True,
        shape="note",
    ),
    OrganisationKind(
        "lpo",
        Text("lokalt programområde", "local programme area"),
        Text("lokala programområden", "local programme areas"),
        Text("LPO: speglar ett RPO i en region", "LPO: mirrors an RPO in one region"),
        level=3,
        words=("LPO", "Lokalt programområde"),
        prefix=("Lokalt programområde", "LPO"),
        group=True,
        body=True,
        shape="box",
    ),
    OrganisationKind(
        "sjukvardsregion",
        Text("sjukvårdsregion", "sjukvårdsregion"),
        Text("sjukvårdsregioner", "sjukvårdsregioner"),
        Text("En av sex sjukvårdsregioner", "One of the six healthcare regions"),
        level=2,
        words=("Sjukvårdsregion", "Sjukvårdsregionen", "Hälso- och sjukvårdsregionen"),
        group=True,
        body=True,
        host=True,
        shape="capsule",
    ),
    OrganisationKind(
        "region",
        Text("region", "region"),
        Text("regioner", "regions"),
        Text("En av 21 regioner (före 2019 ofta landsting)", "One of the 21 regions"),
        level=3,
        words=("Region", "Regionen", "Landstinget", "Landstinget i", "läns landsting"),
        group=True,
        body=True,
        host=True,
        shape="capsule",
    ),
    OrganisationKind(
        "rcc",
        Text("regionalt cancercentrum", "regional cancer centre"),
        Text("regionala cancercentrum", "regional cancer centres"),
        Text("RCC: ett i varje sjukvårdsregion", "RCC: one in each sjukvårdsregion"),
        level=2,
        prefix=("Regionalt cancercentrum", "RCC"),
        group=True,
        body=True,
        shape="ellipse",
    ),
    OrganisationKind(
        "kunskapsrad",
        Text("kunskapsråd", "knowledge council"),
        Text("kunskapsråd", "knowledge councils"),
        Text("Råd för kunskapsstyrning i en region eller sjukvårdsregion", "Council for knowledge governance"),
        level=2,
        group=True,
        body=True,
        shape="ellipse",
    ),
    OrganisationKind(
        "namnd",
        Text("nämnd", "political board"),
        Text("nämnder", "political boards"),
        Text("Samverkansnämnd eller regionvårdsnämnd", "Joint political board of a sjukvårdsregion"),
        level=2,
        group=True,
        body=True,
        shape="hexagon",
    ),
    OrganisationKind(
        "ledningsgrupp",
        Text("ledningsgrupp", "management group"),
        Text("ledningsgrupper", "management groups"),
        Text("Tjänstemannaledning i en sjukvårdsregion", "Officials who lead a sjukvårdsregion"),
        level=2,
        group=True,
        body=True,
        shape="hexagon",
    ),
    OrganisationKind(
        "natverk",
        Text("nätverk", "network"),
        Text("nätverk", "networks"),
        Text("Nätverk av regionernas direktörer", "Network of the regions' directors"),
        level=1,
        group=True,
        body=True,
        shape="capsule",
    ),
    OrganisationKind(
        "myndighet",
        Text("myndighet", "authority"),
        Text("myndigheter", "authorities"),
        Text("Statlig myndighet", "Government authority"),
        level=4,
        group=True,
        body=True,
        host=True,
        shape="capsule",
    ),
    OrganisationKind(
        "ovrig",
        Text("övrigt organ", "other body"),
        Text("övriga organ", "other bodies"),
        Text("Annat organ; anteckningen säger vad det är", "Any other body; its note says what it is"),
        level=4,
        group=True,
        body=True,
        host=True,
        shape="ellipse",
    ),
)

ROLES = _table(
    Role("ordförande", Text("ordförande", "chair"), 1, seat=True, single=True, ordinary=True),
    Role("vice ordförande", Text("vice ordförande", "vice chair"), 2, seat=True, ordinary=True),
    Role("ledamot", Text("ledamot", "member"), 3, seat=True, ordinary=True),
    Role("ersättare", Text("ersättare", "substitute"), 4, seat=True),
    Role("adjungerad", Text("adjungerad", "co-opted"), 5, seat=True),
    Role("processledare", Text("processledare", "process leader"), 6, single=True),
    Role("processtöd", Text("processtöd", "process support"), 7),
    Role("sekreterare", Text("sekreterare", "secretary"), 8, single=True),
    Role("samordnare", Text("samordnare", "coordinator"), 9),
    Role("chef", Text("chef", "head"), 10, single=True),
    Role("förbundsdirektör", Text("förbundsdirektör", "federation director"), 11, single=True),
    Role("kansliansvarig", Text("kansliansvarig", "head of office"), 12, single=True),
    Role("administratör", Text("administratör", "administrator"), 13),
    Role("kontaktperson", Text("kontaktperson", "contact person"), 14),
    Role("ständigt inbjuden", Text("ständigt inbjuden", "standing invitee"), 15),
    Role("inbjuden", Text("inbjuden", "invited"), 16),
    Role("föredragande", Text("föredragande", "presenter"), 17),
    Role("upprättare", Text("upprättare", "author"), 18),
)

LINK_KINDS = _table(
    LinkKind("part_of", Text("hör till", "is part of"), Text("omfattar", "includes")),
    LinkKind("counterpart_of", Text("speglar", "mirrors"), Text("speglas av", "is mirrored by")),
    LinkKind("prepares_for", Text("bereder åt", "prepares for"), Text("får ärenden beredda av", "is prepared by")),
    LinkKind("supports", Text("stödjer", "supports"), Text("får stöd av", "is supported by")),
    LinkKind("acts_as", Text("är tillika", "acts as"), Text("utgörs av", "is constituted by")),
    LinkKind("succeeds", Text("efterträder", "succeeds"), Text("efterträddes av", "was succeeded by")),
)

RELATIONS = {
    **LINK_KINDS,
    **_table(
        LinkKind("member_of", Text("sitter i", "sits in"), Text("har", "has")),
        LinkKind("represents", Text("företräder", "represents"), Text("företräds av", "is represented by")),
        LinkKind("employed_by", Text("är anställd av", "is employed by"), Text("har anställt", "employs")),
        LinkKind("hosts", Text("är värd för", "hosts"), Text("har som värd", "is hosted by")),
    ),
}
"""Every kind of edge in the graph, links included, with its verb both ways."""

MEMBERSHIP_STATUSES = _table(
    Term("proposed", Text("föreslagen", "proposed")),
    Term("nominated", Text("nominerad", "nominated")),
    Term("approved", Text("nominering godkänd", "nomination approved")),
    Term("decided", Text("utsedd", "decided")),
    Term("ended", Text("avslutad", "ended")),
    Term("vacant", Text("vakant", "vacant")),
)
ORGANISATION_STATUSES = _table(
    Term("active", Text("verksam", "active")),
    Term("dormant", Text("vilande", "dormant")),
)
HOSTING_STATUSES = _table(
    Term("active", Text("värd", "host")),
    Term("dormant", Text("vilande värd", "dormant host")),
)
NAME_SORTS = _table(
    Term("full", Text("fullständigt namn", "full name")),
    Term("short", Text("förkortning", "abbreviation")),
    Term("alias", Text("annat namn", "other name")),
)
STANCES = _table(
    Term("states", Text("säger", "states")),
    Term("ended", Text("säger att det är slut", "says that it is over")),
    Term("denies", Text("säger att det inte stämmer", "denies")),
)
BASES = _table(
    Term("stated", Text("uttalat", "stated")),
    Term("implied", Text("underförstått", "implied")),
    Term("inferred", Text("slutsats", "inferred")),
    Term("derived", Text("härlett", "derived")),
    Term("attendance", Text("närvaro", "attendance")),
    Term("author", Text("upphov", "authorship")),
)
NO_MEMBERSHIP = frozenset({"attendance", "author"})
"""Bases that show that somebody was there, which makes nobody a member (DESIGN §3)."""
VERDICTS = _table(
    Term("same", Text("samma person", "same person")),
    Term("not_same", Text("olika personer", "different persons")),
    Term("unsettled", Text("inte avgjort", "unsettled")),
)
PROPOSAL_SORTS = _table(
    Term("membership", Text("uppdrag", "membership")),
    Term("hosting", Text("värdskap", "hosting")),
    Term("succession", Text("byte", "succession")),
    Term("attendance", Text("närvaro", "attendance")),
    Term("ending", Text("avslut", "ending")),
    Term("correction", Text("rättelse", "correction")),
    Term("withdrawal", Text("återtagande", "withdrawal")),
    Term("other", Text("annan uppgift", "other fact")),
)
PROPOSAL_STATES = _table(
    Term("open", Text("att granska", "to review")),
    Term("accepted", Text("godkänd", "accepted")),
    Term("rejected", Text("avvisad", "rejected")),
    Term(
        "superseded",
        Text("ersatt", "superseded"),
        Text("en senare version av dokumentet saknar den", "a later version of the document lacks it"),
    ),
)
VISIBILITIES = _table(
    Term("public", Text("visas", "shown")),
    Term("suppressed", Text("visas inte", "not shown")),
)
CERTAINTIES = _table(
    Term(
        "stated",
        Text("belagt", "stated"),
        Text("en källa täcker datumet", "a source covers the date"),
    ),
    Term(
        "presumed",
        Text("antaget", "presumed"),
        Text("sett tidigare, inget säger att det är slut", "seen before, nothing says that it ended"),
    ),
    Term(
        "undated",
        Text("odaterat", "undated"),
        Text("källan har inget datum, eller kan vara senare", "the source has no date, or may be later"),
    ),
    Term("unknown", Text("okänt", "unknown"), Text("ingen källa", "no source")),
)
END_REASONS = _table(
    Term("stated", Text("källan anger slutdatum", "the source gives the end")),
    Term("listing", Text("saknas i en senare lista", "missing from a later list")),
    Term("role", Text("bytte roll", "changed role")),
    Term("vacant", Text("platsen uppges vakant", "the seat is said to be vacant")),
    Term("filled", Text("platsen är tillsatt", "the seat has been filled")),
    Term("left", Text("uppges ha lämnat", "said to have left")),
    Term("succeeded", Text("uppges ha efterträtts", "said to have been succeeded")),
    Term("denied", Text("tillbakavisad", "denied")),
)
CHANGES = _table(
    Term("joined", Text("ny", "joined")),
    Term("left", Text("har lämnat", "left")),
    Term("role_changed", Text("ny i rollen", "changed role")),
    Term("new_host", Text("ny värd", "new host")),
    Term("renamed", Text("nytt namn", "renamed")),
    Term("started", Text("har startat", "started")),
    Term("ended", Text("har upphört", "ended")),
    Term("first_seen", Text("först sedd", "first seen")),
)
SEAT_STATES = _table(
    Term("filled", Text("tillsatt", "filled")),
    Term("carried_over", Text("enligt äldre uppgift", "by older information")),
    Term("vacant", Text("vakant", "vacant")),
    Term("unknown", Text("okänd – ingen källa", "unknown – no source")),
)
CONTRADICTIONS = _table(
    Term("two_hosts", Text("två aktiva värdar samtidigt", "two active hosts at once")),
    Term("two_holders", Text("två på en roll som en person har", "two in a role that one person holds")),
    Term("two_on_seat", Text("två på samma plats", "two on one seat")),
    Term("two_bodies", Text("samma uppdrag för olika organ", "one assignment for different bodies")),
    Term("employers", Text("olika arbetsgivare", "different employers")),
    Term("dates", Text("olika datum", "different dates")),
    Term("seen_after_end", Text("sedd efter uppgivet slut", "seen after the end that was told")),
    Term("source_doubt", Text("källan motsäger sig själv", "the source contradicts itself")),
)
RULE_CHECKS = _table(
    Term("seats_for_each", Text("platser för varje organ av ett slag", "seats for each body of a kind")),
    Term("seats_for", Text("platser för angivna organ", "seats for named bodies")),
    Term("longest_term", Text("längsta mandattid", "longest term")),
    Term("term", Text("mandatperiod", "term")),
    Term("mirror", Text("speglas i varje sjukvårdsregion", "mirrored in each sjukvårdsregion")),
    Term("text", Text("regel i ord", "rule in words")),
)
