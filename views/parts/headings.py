"""Headings of columns and sections that several pages share."""

from graph.texts import Language, Text

_T = {
    "answer": Text("Svar", "Answer"),
    "change": Text("Ändring", "Change"),
    "confirmed": Text("Senast bekräftad", "Last confirmed"),
    "coming": Text("Kommande", "Coming"),
    "earlier": Text("Tidigare", "Earlier"),
    "ended": Text("Slutade", "Ended"),
    "fact": Text("Uppgift", "Fact"),
    "from": Text("Från", "From"),
    "group": Text("Grupp", "Group"),
    "how": Text("Hur vi vet", "How it is known"),
    "no_source": Text("Okänt – ingen källa", "Unknown – no source"),
    "nominees": Text("Nominerade, ännu inte utsedda", "Nominated, not yet decided"),
    "other": Text("Med", "With"),
    "person": Text("Person", "Person"),
    "relation": Text("Samband", "Relation"),
    "represents": Text("Företräder", "Represents"),
    "role": Text("Roll", "Role"),
    "since": Text("Från", "From"),
    "sources": Text("Källor", "Sources"),
    "status": Text("Status", "Status"),
    "unconfirmed": Text("Ej bekräftade på tre år", "Not confirmed for three years"),
    "until": Text("T.o.m.", "Until"),
    "when": Text("När", "When"),
    "who": Text("Vem eller vad", "Who or what"),
}


def word(key: str, language: Language) -> str:
    """Return one of the headings."""
    return _T[key].of(language)
