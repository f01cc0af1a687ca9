-- The SQLite store. Days are ISO texts; '0001-01-01' and '9999-12-31' stand for open ends.
-- Derived columns (graph/reasoning/spans.py: Derived) stand after the facts that they are derived from.

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE loads (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL
);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    load INTEGER NOT NULL REFERENCES loads (id),
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    before TEXT,
    after TEXT
);
CREATE INDEX journal_record ON journal (kind, record);

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    publisher TEXT,
    address TEXT,
    date TEXT,
    period TEXT,
    retrieved TEXT,
    checksum TEXT,
    doubt TEXT,
    note TEXT
);

CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT,
    valid_from TEXT,
    valid_to TEXT,
    label TEXT NOT NULL DEFAULT '',
    level INTEGER NOT NULL DEFAULT 9,
    first_possible TEXT, presumed_from TEXT, surely_from TEXT, surely_until TEXT, ended TEXT,
    last_confirmed TEXT, confirmed_from TEXT,
    start_how TEXT, start_first TEXT, start_last TEXT, start_source TEXT, start_basis TEXT,
    end_how TEXT, end_first TEXT, end_last TEXT, end_source TEXT, end_basis TEXT
);
CREATE INDEX organisations_kind ON organisations (kind);

CREATE TABLE names (
    key TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL,
    sort TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    first_possible TEXT, presumed_from TEXT, surely_from TEXT, surely_until TEXT, ended TEXT,
    last_confirmed TEXT, confirmed_from TEXT,
    start_how TEXT, start_first TEXT, start_last TEXT, start_source TEXT, start_basis TEXT,
    end_how TEXT, end_first TEXT, end_last TEXT, end_source TEXT, end_basis TEXT
);
CREATE INDEX names_organisation ON names (organisation);

CREATE TABLE persons (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    visibility TEXT NOT NULL,
    same_as TEXT NOT NULL DEFAULT ''
);
CREATE INDEX persons_same_as ON persons (same_as);

CREATE TABLE memberships (
    id TEXT PRIMARY KEY,
    person TEXT REFERENCES persons (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT,
    "group" TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL,
    represents TEXT NOT NULL,
    employer TEXT REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT NOT NULL,
    succeeds TEXT REFERENCES persons (id) DEFERRABLE INITIALLY DEFERRED,
    valid_from TEXT,
    valid_to TEXT,
    holder TEXT,
    standing TEXT,
    same_as TEXT,
    partner TEXT,
    moved_to TEXT,
    sources TEXT,
    first_possible TEXT, presumed_from TEXT, surely_from TEXT, surely_until TEXT, ended TEXT,
    last_confirmed TEXT, confirmed_from TEXT,
    start_how TEXT, start_first TEXT, start_last TEXT, start_source TEXT, start_basis TEXT,
    end_how TEXT, end_first TEXT, end_last TEXT, end_source TEXT, end_basis TEXT
);
CREATE INDEX memberships_group ON memberships ("group", role);
CREATE INDEX memberships_holder ON memberships (holder);
CREATE INDEX memberships_begun ON memberships (start_last, start_first) WHERE standing = 'seat';
CREATE INDEX memberships_over ON memberships (end_how, end_last, end_first) WHERE standing = 'seat';
CREATE INDEX memberships_speaking ON memberships (holder, "group", role) WHERE standing = 'seat' AND represents <> '';
CREATE INDEX memberships_spoken ON memberships ("group", represents, holder) WHERE standing = 'seat' AND represents <> '';
CREATE INDEX memberships_person ON memberships (person);
CREATE INDEX memberships_employer ON memberships (employer) WHERE employer IS NOT NULL;
CREATE INDEX memberships_vacant ON memberships (standing) WHERE standing = 'vacancy';
CREATE INDEX memberships_same_as ON memberships (same_as) WHERE same_as <> id;

CREATE TABLE representations (
    body TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    membership TEXT NOT NULL REFERENCES memberships (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (membership, body)
) WITHOUT ROWID;
CREATE INDEX representations_body ON representations (body);

CREATE TABLE hostings (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    hosted TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    first_possible TEXT, presumed_from TEXT, surely_from TEXT, surely_until TEXT, ended TEXT,
    last_confirmed TEXT, confirmed_from TEXT,
    start_how TEXT, start_first TEXT, start_last TEXT, start_source TEXT, start_basis TEXT,
    end_how TEXT, end_first TEXT, end_last TEXT, end_source TEXT, end_basis TEXT
);
CREATE INDEX hostings_host ON hostings (host);
CREATE INDEX hostings_hosted ON hostings (hosted);

CREATE TABLE links (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    from_id TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    to_id TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    valid_from TEXT,
    valid_to TEXT,
    first_possible TEXT, presumed_from TEXT, surely_from TEXT, surely_until TEXT, ended TEXT,
    last_confirmed TEXT, confirmed_from TEXT,
    start_how TEXT, start_first TEXT, start_last TEXT, start_source TEXT, start_basis TEXT,
    end_how TEXT, end_first TEXT, end_last TEXT, end_source TEXT, end_basis TEXT
);
CREATE INDEX links_from ON links (from_id, kind);
CREATE INDEX links_to ON links (to_id, kind);

CREATE TABLE rules (
    id TEXT PRIMARY KEY,
    "check" TEXT NOT NULL,
    applies_to TEXT NOT NULL,
    parameters TEXT,
    text TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    first_possible TEXT, presumed_from TEXT, surely_from TEXT, surely_until TEXT, ended TEXT,
    last_confirmed TEXT, confirmed_from TEXT,
    start_how TEXT, start_first TEXT, start_last TEXT, start_source TEXT, start_basis TEXT,
    end_how TEXT, end_first TEXT, end_last TEXT, end_source TEXT, end_basis TEXT
);

CREATE TABLE listings (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
    "group" TEXT NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    roles TEXT NOT NULL,
    body TEXT REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
);
CREATE INDEX listings_group ON listings ("group");

CREATE TABLE judgements (
    key TEXT PRIMARY KEY,
    person_a TEXT NOT NULL REFERENCES persons (id) DEFERRABLE INITIALLY DEFERRED,
    person_b TEXT NOT NULL REFERENCES persons (id) DEFERRABLE INITIALLY DEFERRED,
    verdict TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
);

CREATE TABLE evidence (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
    stance TEXT NOT NULL,
    basis TEXT NOT NULL,
    observed_on TEXT,
    place TEXT,
    quote TEXT,
    note TEXT,
    valid_from TEXT,
    valid_to TEXT,
    person_name TEXT,
    title TEXT,
    represents TEXT NOT NULL,
    employer TEXT,
    succeeds TEXT,
    unseen TEXT
);
CREATE INDEX evidence_record ON evidence (record, kind, source);
CREATE INDEX evidence_source ON evidence (source);
CREATE INDEX evidence_employer ON evidence (record, kind, employer) WHERE employer IS NOT NULL;
CREATE INDEX evidence_from ON evidence (record, kind, valid_from) WHERE valid_from IS NOT NULL;

-- The graph (DESIGN §4): every edge that follows from the records, with the days on which it holds.
-- One row for each represented body; derived, so that neighbours and paths start from one index.
CREATE TABLE edges (
    from_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_id TEXT NOT NULL,
    record TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    role TEXT,
    status TEXT,
    first_possible TEXT NOT NULL, presumed_from TEXT NOT NULL, surely_from TEXT NOT NULL, surely_until TEXT NOT NULL,
    ended TEXT NOT NULL, last_confirmed TEXT, confirmed_from TEXT NOT NULL,
    PRIMARY KEY (from_id, kind, to_id, record)
) WITHOUT ROWID;
CREATE INDEX edges_to ON edges (to_id, kind);
CREATE INDEX edges_record ON edges (record, record_kind);

-- Everything that a name can be: exact (casefolded) and bare (folded, without words of its kind).
CREATE TABLE labels (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL,
    exact TEXT NOT NULL,
    bare TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX labels_subject ON labels (subject);
CREATE INDEX labels_exact ON labels (exact);
CREATE INDEX labels_bare ON labels (bare);
CREATE VIRTUAL TABLE label_words USING fts5 (
    folded, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);
