-- What waits for review: documents, and what each proposes, with all decisions.

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    file TEXT,
    address TEXT,
    publisher TEXT,
    date TEXT,
    period TEXT,
    retrieved TEXT,
    checksum TEXT,
    late TEXT,
    earlier TEXT,
    said_by TEXT
);

CREATE TABLE proposals (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    sort TEXT NOT NULL,
    rows TEXT NOT NULL,
    statement TEXT NOT NULL,
    quote TEXT,
    surroundings TEXT,
    place TEXT,
    rule TEXT,
    state TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX proposals_document ON proposals (document, number);
CREATE INDEX proposals_state ON proposals (state, document, number);
CREATE INDEX journal_load ON journal (load);
