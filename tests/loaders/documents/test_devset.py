"""The development set and the seeds of ../shared, by the set's own scorer, where it is there.

The bounds are the issue's: strict F1 of each kind, and no false fact in a document without facts.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.documents.output import as_object
from tests.support import documents

DEVSET, SEEDS = documents.SHARED / "devset", documents.SHARED / "seeds"
pytestmark = pytest.mark.skipif(not DEVSET.is_dir(), reason="../shared is not here")
BOUNDS = {"memberships": 0.90, "hosting": 0.90, "successions": 0.90, "attendance": 0.95}


def _document(gold: Path) -> Path:
    """Return the document that a gold file is of."""
    source: str = json.loads(gold.read_text("utf-8"))["source"]
    return next(folder / source for folder in (DEVSET, SEEDS) if (folder / source).exists())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the scorer prints of what we find."""
    folder = tmp_path_factory.mktemp("found")
    for gold in DEVSET.glob("*.gold.json"):
        path = _document(gold)
        base = gold.name.removesuffix(".gold.json")
        (folder / f"{base}.json").write_text(json.dumps(as_object(path.name, documents.told(path))), "utf-8")
    scored = subprocess.run([sys.executable, DEVSET / "score.py", folder], capture_output=True, text=True, check=True)
    return scored.stdout


@pytest.mark.parametrize("kind", BOUNDS)
def test_the_bound_of_each_kind_holds(report: str, kind: str) -> None:
    found = re.search(rf"strict\s+{kind}.*F1=([\d.]+)", report)
    assert found is not None
    assert float(found[1]) >= BOUNDS[kind], report


def test_no_false_fact_where_there_is_none(report: str) -> None:
    assert "false facts in documents without facts: 0" in report


def test_the_seed_that_tells_of_what_came_after_its_own_day_is_warned_of() -> None:
    (path,) = SEEDS.glob("001_*.txt")
    found = documents.told(path)
    assert found.day == "2020-02-19"
    assert found.late is not None
    assert found.late > found.day
    told = as_object(path.name, found)
    assert {fact["warning"] for fact in told["memberships"] + told["hosting"]} == {"later_than_document"}
