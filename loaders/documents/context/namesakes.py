"""Two spellings that sound alike in one document: one person, or two whose bodies tell them apart."""

from collections import defaultdict

from graph import names
from loaders.documents.context.setting import ReadDocument
from loaders.documents.mentions import mentions
from loaders.documents.mentions.people import PeopleOfDocument


def distinct_names(document: ReadDocument) -> frozenset[str]:
    """Return the names (`names.exact`) that were taken for others which sound like them, but stand with other bodies.

    `Sofie Vester, Region Uppsala` and `Sofie Wester, Region Dalarna` are two; without a body of its own a near
    spelling is a slip of the pen.
    """
    doubtful = document.people.doubtful
    if not doubtful:
        return frozenset()
    wanted = {*doubtful, *doubtful.values()}
    everybody = PeopleOfDocument(frozenset(map(names.exact, wanted)))
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for unit in document.units:
        for text in (", ".join(row) for row in unit.rows) if unit.rows else (unit.text,):
            if any(name in text for name in wanted):
                for person in mentions.masked(text, document.gazetteer, everybody, document.near).persons:
                    bodies[person.name] |= {person.body} if person.body else set()
    return frozenset(
        names.exact(name)
        for name, other in doubtful.items()
        if bodies[name] and bodies[other] and not bodies[name] & bodies[other]
    )
