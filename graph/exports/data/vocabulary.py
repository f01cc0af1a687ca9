"""Our own small RDF vocabulary, for what ORG has no term for, and the names of things in it.

The namespace is a URN: it stays the same wherever the data lies, and promises no web page. Each Turtle file
carries the definitions of all terms.
"""

from typing import Literal, NamedTuple
from urllib.parse import quote

from graph import names
from graph.texts import Text

NAMESPACE = "urn:styrgraf:ns:"
PREFIX = "styr"
_NOT_IN_AN_IRI = frozenset('<>"{}|^`\\') | {chr(code) for code in range(0x21)} | {"\x7f"}

Thing = Literal[
    "dataset",
    "organisation",
    "person",
    "membership",
    "hosting",
    "link",
    "source",
    "scheme",
    "role",
    "kind",
    "membership-status",
    "hosting-status",
    "organisation-status",
]


class VocabularyTerm(NamedTuple):
    """A class or property; `domain` and `range` are terms of ours (`Hosting`) or with a prefix (`org:Membership`)."""

    name: str
    label: Text
    about: Text
    domain: str = ""
    range: str = ""
    broader: str = ""
    """What it is a class or property under."""

    @property
    def is_class(self) -> bool:
        """Tell whether it is a class: those begin with a capital."""
        return self.name[0].isupper()


TERMS = (
    VocabularyTerm(
        "Hosting",
        Text("värdskap", "hosting"),
        Text(
            "En värd ger en grupp ordförandestöd, processledare och resurser.",
            "A host gives a group chair support, a process leader and resources.",
        ),
    ),
    VocabularyTerm(
        "Candidacy",
        Text("inget uppdrag", "no appointment"),
        Text(
            "Någon är föreslagen eller nominerad till en roll, eller var bara närvarande: det gör ingen till medlem.",
            "Somebody is proposed or nominated for a role, or was merely present: that makes nobody a member.",
        ),
    ),
    VocabularyTerm("host", Text("värd", "host"), Text("Värden.", "The host."), "Hosting", "org:Organization"),
    VocabularyTerm(
        "hosted",
        Text("gruppen", "hosted group"),
        Text("Gruppen som har värden.", "The group that is hosted."),
        "Hosting",
        "org:Organization",
    ),
    VocabularyTerm(
        "candidate",
        Text("person", "candidate"),
        Text("Den som det gäller.", "Whom it is about."),
        "Candidacy",
        "foaf:Person",
    ),
    VocabularyTerm(
        "group",
        Text("grupp", "group"),
        Text("Gruppen som det gäller.", "The group that it is about."),
        "Candidacy",
        "org:Organization",
    ),
    VocabularyTerm(
        "inRole",
        Text("i rollen", "in the role"),
        Text("Rollen som det gäller.", "The role that it is about."),
        "Candidacy",
        "org:Role",
    ),
    VocabularyTerm(
        "onBehalfOf",
        Text("företräder", "on behalf of"),
        Text(
            "Organet för vars räkning någon sitter; det är inte alltid arbetsgivaren.",
            "The body on whose behalf somebody sits, which is not always the employer.",
        ),
        "",
        "org:Organization",
    ),
    VocabularyTerm(
        "employer",
        Text("arbetsgivare", "employer"),
        Text("Arbetsgivaren som en källa nämner.", "The employer that a source names."),
        "",
        "org:Organization",
    ),
    VocabularyTerm(
        "workTitle",
        Text("titel", "title"),
        Text("Titel och arbetsplats, som i källan.", "Title and workplace, as in the source."),
    ),
    VocabularyTerm(
        "status",
        Text("status", "status"),
        Text("Ett uppdrags, värdskaps eller organs status.", "Of a membership, a hosting or a body."),
        "",
        "skos:Concept",
    ),
    VocabularyTerm(
        "during",
        Text("under", "during"),
        Text(
            "Tiden som en källa anger; slutdagen är den sista dagen. Saknas den är tiden okänd.",
            "The time that a source states; the end is the last day. Without it the time is unknown.",
        ),
        "",
        "time:Interval",
    ),
    VocabularyTerm(
        "notBefore",
        Text("tidigast", "not before"),
        Text("Dagen är denna dag eller senare.", "The day is this day or a later one."),
        "time:Instant",
    ),
    VocabularyTerm(
        "notAfter",
        Text("senast", "not after"),
        Text("Dagen är denna dag eller tidigare.", "The day is this day or an earlier one."),
        "time:Instant",
    ),
    VocabularyTerm(
        "observed",
        Text("sett", "observed"),
        Text(
            "När en källa såg att det var så, som det är skrivet: 2023, 2023-05, 2021/2023 eller ../2022-12.",
            "When a source saw that it was so, as written: 2023, 2023-05, 2021/2023 or ../2022-12.",
        ),
    ),
    VocabularyTerm(
        "deniedBy",
        Text("motsägs av", "denied by"),
        Text("En källa som säger att det inte stämmer.", "A source that says that it is not so."),
    ),
    VocabularyTerm(
        "asOf",
        Text("per", "as of"),
        Text("Dagen som filen gäller.", "The day for which the file was asked."),
        "dcat:Dataset",
        "xsd:date",
    ),
    VocabularyTerm(
        "counterpartOf",
        Text("speglar", "mirrors"),
        Text("Samma vårdområde på en annan nivå.", "The same area of care on another level."),
        broader="org:linkedTo",
    ),
    VocabularyTerm(
        "preparesFor",
        Text("bereder åt", "prepares for"),
        Text("Bereder ärenden åt en annan grupp.", "Prepares matters for another group."),
        broader="org:linkedTo",
    ),
    VocabularyTerm(
        "supports",
        Text("stödjer", "supports"),
        Text("Är stöd åt en annan grupp.", "Gives support to another group."),
        broader="org:linkedTo",
    ),
    VocabularyTerm(
        "actsAs",
        Text("är tillika", "acts as"),
        Text("Är också den andra gruppen.", "Is the other group too."),
        broader="org:linkedTo",
    ),
)


def thing(sort: Thing, id_: str) -> str:
    """Return the IRI of something of ours: `urn:styrgraf:organisation:npo-akut-vard`."""
    return f"urn:styrgraf:{sort}:{id_}"


def concept(sort: Thing, name: str) -> str:
    """Return the IRI of an entry of a closed list, whose names have å, ä, ö and blanks."""
    return thing(sort, names.slug(name))


def page(address: str | None) -> str | None:
    """Return a web address as an IRI; None for file names and other addresses."""
    if not address or not address.startswith(("http://", "https://")):
        return None
    return "".join(quote(letter) if letter in _NOT_IN_AN_IRI else letter for letter in address)
