"""What is meant by a group that is called by its kind alone, as `arbetsgruppen`: the one told of there or above."""

import re
from collections.abc import Sequence

from loaders.documents.context.setting import ReadDocument, Setting, resolved
from loaders.documents.mentions.mentions import NamedGroup


def anaphor(
    group: NamedGroup, setting: Setting, document: ReadDocument, recent: Sequence[NamedGroup]
) -> NamedGroup | None:
    """Return the group that `gruppen`, `arbetsgruppen` or `styrgruppen` means here."""
    stem = re.sub(r"^(?:nationell|regional|lokal|sjukvårdsregional)[at] |(?:en|et|n|t)$", "", group.name.casefold())
    stem = "" if stem == "grupp" or group.name.casefold() in ("gruppen", "rådet") else stem
    kinds_of = {
        "arbetsgrupp": ("nag", "rag"),
        "samverkansgrupp": ("nsg", "rsg"),
        "programområde": ("npo", "rpo", "lpo"),
        "kunskapsråd": ("kunskapsrad",),
    }.get(stem, ())
    candidates = [*reversed(recent), *(each for each in (setting.group, document.group) if each is not None)]
    if not stem:
        return setting.group or document.group
    for each in candidates:
        if each.kind in kinds_of or (stem and stem in each.name.casefold() and not each.generic):
            return each
    if stem == "beredningsgrupp":
        return resolved(group, document, " ".join((*setting.headings, document.group.name if document.group else "")))
    about = topic(setting)
    if about is not None and stem in (
        "styrgrupp",
        "utskott",
        "arbetsgrupp",
        "referensgrupp",
        "projektgrupp",
        "expertgrupp",
    ):
        return NamedGroup(f"{group.name} för {about}", "ovrig", group.start, group.end)
    return setting.group or document.group if stem in ("arbetsgrupp", "råd", "nätverk") else None


def topic(setting: Setting) -> str | None:
    """Return what the section is about, where a `styrgrupp` of it has no other name: `nationell struktur för X`."""
    if setting.section is None:
        return None
    text = re.sub(r"^\s*(?:§\s*\d+|\d+[.)]?)\s*", "", setting.section)
    text = re.split(r"\s[–-]\s|:\s", text)[-1].strip()
    return text[:1].lower() + text[1:] if 6 < len(text) < 90 else None
