"""Judgements on who is who, and the way back: records with a source, taken in like all others."""

from datetime import datetime

from graph import kinds, names
from graph.bundle import Bundle
from graph.loading.intake import Outcome, take_in
from graph.port import Store
from graph.records import Judgement, Source

CLAIMED = "(uppgivet)"
"""Follows a name that somebody gave without proving it."""
PREFIX = "uppgivet-"
"""Begins the id of a source that is somebody's word."""


def judged(
    person_a: str, person_b: str, verdict: str, who: str, moment: datetime, why: str = "", number: int = 0
) -> Bundle:
    """Return the records that say: `who` holds, as of `moment`, that two persons are `verdict`.

    The person named first is the one that stands for both when they are the same. The moment is part of the
    source's id: a store leaves alone a record with a content that it had before (`graph.loading.intake`), so that
    judging a third time as one did at first needs a source of its own; `number` tells several of one moment apart.
    """
    stamp = moment.strftime("%Y-%m-%dt%H-%M-%S-%f") + (f"-{number}" if number else "")
    source = Source(
        id=f"{PREFIX}{names.slug(who)}-{stamp}",
        title=f"Bedömning i styrgraf av {who} {CLAIMED}"[:500],
        date=moment.date().isoformat(),
        note=f"{person_a}, {person_b}: {verdict}. {why}".strip()[:4000],
    )
    judgement = Judgement(person_a=person_a, person_b=person_b, verdict=verdict, source=source.id, note=why or None)
    return Bundle((source, judgement))


def undone(judgement: Judgement, who: str, moment: datetime) -> Bundle:
    """Return the records that leave open again whether two persons are one."""
    why = f"Tidigare bedömning: {kinds.VERDICTS[judgement.verdict].label.sv}, källa {judgement.source}."
    return judged(judgement.person_a, judgement.person_b, "unsettled", who, moment, why)


def take(store: Store, bundle: Bundle, who: str) -> Outcome:
    """Take a judgement into a store, under the name that somebody gave; the journal keeps both verdicts."""
    return take_in(store, bundle, f"{who} {CLAIMED}", "instrumentpanelen: bedömning av personer")
