"""What the records of the vocabulary are: a kind of organisation, a role, a link, a word of a closed list."""

from typing import NamedTuple

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
    """Shape in diagrams and networks: box, ellipse, hexagon, capsule or note."""
    system: bool = False
    """Stands in the picture of the whole national system."""
    mirror: str | None = None
    """The kind of group that mirrors it in each sjukvårdsregion."""
    rdf_class: str = "Organization"
    """Class of W3C ORG: `FormalOrganization` is a body of its own in law, `OrganizationalCollaboration` what such
    bodies do together, `OrganizationalUnit` what has standing only within one of them."""
    listed: str | None = None
    """Pattern of the headings and lines of documents under which several of the kind are listed."""
    column: str | None = None
    """Pattern of the header of a column, in small letters, that holds groups of the kind."""


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
