"""Who else takes part: networks, authorities and others."""

from graph.kind import OrganisationKind
from graph.texts import Text

KINDS = (
    OrganisationKind(
        "natverk",
        Text("nätverk", "network"),
        Text("nätverk", "networks"),
        Text("Nätverk av regionernas direktörer", "Network of the regions' directors"),
        level=1,
        group=True,
        body=True,
        shape="capsule",
        rdf_class="OrganizationalCollaboration",
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
        rdf_class="FormalOrganization",
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
