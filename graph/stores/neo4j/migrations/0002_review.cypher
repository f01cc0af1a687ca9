// What waits for review: documents, and what each proposes.
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT proposal_id IF NOT EXISTS FOR (n:Proposal) REQUIRE n.id IS UNIQUE;
CREATE INDEX proposal_state IF NOT EXISTS FOR (n:Proposal) ON (n.state);
CREATE INDEX proposal_document IF NOT EXISTS FOR (n:Proposal) ON (n.document);
CALL db.awaitIndexes(120);
