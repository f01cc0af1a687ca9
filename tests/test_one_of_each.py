"""A kind, a question, a format, a reader, a page and a form of picture, each made in one file and found everywhere.

The files are the examples of CONTRIBUTING.md, written into a folder of their own that the packages look in too.
"""

import json
import re
import subprocess
import sys

import pytest

from tests.support.here import PROJECT

_FORM = '''"""Bands under another name."""

from graph.exports.pictures.form import Form
from graph.exports.pictures.forms import bands
from graph.texts import Text

FORM = Form("stripes", Text("Remsor", "Stripes"), Text("Som band.", "As bands."), bands.draw)
'''
_TABLES = {
    "sources.csv": "id,title,publisher,date,retrieved\nlista,En lista,Ankeborg,2024-01-01,2024-01-02\n",
    "organisations.csv": "id,kind,name\nankeborgs-kommun,kommun,Ankeborgs kommun\n",
    "evidence.csv": "kind,record,source,stance,basis\norganisations,ankeborgs-kommun,lista,states,stated\n",
}


def _examples() -> dict[str, str]:
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    return dict(re.findall(r"^`([\w/]+\.\w+)`[^\n]*\n```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a process of its own says of them, for what is found is kept for as long as a process lives."""
    folder = tmp_path_factory.mktemp("more")
    files = {**_examples(), "graph/exports/pictures/forms/stripes.py": _FORM}
    assert len(files) == 8
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    tables = tmp_path_factory.mktemp("tables")
    for name, content in _TABLES.items():
        (tables / name).write_text(content, "utf-8")
    store = f"sqlite:///{folder / 'more.db'}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.one_of_each", str(folder), str(tables), store],
        cwd=PROJECT,
        env={"PATH": "", "STYRGRAF_STORE": store, "HOME": str(tables)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("load", "organisations 1"),
        ("turtle", "org:FormalOrganization"),
        ("svg", "Ankeborgs kommun"),
        ("ask", "kommun"),
        ("ask", "Antal"),
        ("ask help", "kind_counts"),
        ("questions", "Hur många av varje slag?"),
        ("question", "Antal"),
        ("cases", "kind_counts"),
        ("export help", "labels"),
        ("labels", "Ankeborgs kommun"),
        ("pictures", "Namn, ett per rad"),
        ("pictures", "Remsor"),
        ("svg help", "stripes"),
        ("extract help", "reStructuredText"),
        ("extract", "a.rst"),
        ("endings", ".rst"),
        ("kinds", "RST"),
        ("network", "kommuner"),
        ("greeting", "Hälsning"),
    ],
)
def test_what_is_new_is_found(found: dict[str, str], place: str, words: str) -> None:
    assert words in found[place]
