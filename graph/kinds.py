"""The vocabulary: one record for each kind of body, role, link and status.

Validation, legends, diagrams, templates and docs read these tables; a new kind of organisation is one more record
in `graph/organisations`, any other word one more record here, and nothing else.
"""

from collections.abc import Sequence
from typing import TypeVar

from graph.discovery import values
from graph.kind import LinkKind as LinkKind
from graph.kind import OrganisationKind as OrganisationKind
from graph.kind import Role as Role
from graph.kind import Term as Term
from graph.texts import Text

_Entry = TypeVar("_Entry", OrganisationKind, Role, LinkKind, Term)


def _table(*records: _Entry) -> dict[str, _Entry]:
    return {record.name: record for record in records}


_FOUND: Sequence[tuple[OrganisationKind, ...]] = values("graph.organisations", "KINDS")
ORGANISATION_KINDS = _table(*(kind for found in _FOUND for kind in found))
"""In the order of the modules of `graph/organisations`, and of each as it is written."""

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
ORDINARY_ROLES = tuple(role.name for role in ROLES.values() if role.ordinary)
"""Roles of those who make up a group: whoever has two of them there has one seat."""

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
    Term("group", Text("gruppen upphörde", "the group ended")),
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
    Term("succeeded", Text("efterträdde", "succeeded")),
    Term("renewed", Text("förlängd", "renewed")),
    Term("extended", Text("slutar senare", "ends later")),
    Term("shortened", Text("slutar tidigare", "ends earlier")),
    Term("nominated", Text("nominerad", "nominated")),
    Term("approved", Text("nominering godkänd", "nomination approved")),
)
SEAT_STATES = _table(
    Term("filled", Text("tillsatt", "filled")),
    Term("carried_over", Text("kvar, men tiden har gått ut", "carried over, the term has passed")),
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
